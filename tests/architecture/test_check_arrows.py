#!/usr/bin/env python3
"""Proves that check_arrows.py fails on what it forbids, and accepts what it allows, on small trees in a temporary folder."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import check_arrows  # noqa: E402

QT = {
    "QtCore": ["QObject", "QTimer"],
    "QtNetwork": ["QTcpSocket"],
    "QtGui": ["QIcon", "QGuiApplication"],
    "QtWidgets": ["QWidget"],
    "QtDBus": ["QDBusConnection"],
    "QtSvg": ["QSvgRenderer"],
    "QtTest": ["QTest"],
}


class CheckArrowsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name) / "project"
        self.qt = pathlib.Path(temporary.name) / "qt"
        for module, headers in QT.items():
            for header in headers:
                self.write(self.qt / module / header, "")
        for header in (
            "core/base/error.h",
            "core/config/forwardconfig.h",
            "core/cluster/cluster.h",
            "core/target/podwatch.h",
            "core/tunnel/session.h",
            "core/forward/engine.h",
            "core/forward/forwardstatus.h",
            "core/forward/relay.h",
            "core/control/server.h",
            "core/system/power.h",
            "ui/tray/traymenu.h",
            "app/demo/democluster.h",
            "app/cli/options.h",
            "app/tray/application.h",
            "tests/unit/helper.h",
        ):
            self.write(self.root / header, "#pragma once\n")

    def write(self, file, text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def check(self, path, text):
        """The violations of the tree with this file in it."""
        self.write(self.root / path, text)
        checker = check_arrows.Checker(self.root, self.qt)
        checker.check_sources()
        return checker.violations

    def accepts(self, path, *lines):
        self.assertEqual(self.check(path, "\n".join(lines) + "\n"), [], lines)

    def rejects(self, path, *lines, line=1):
        violations = self.check(path, "\n".join(lines) + "\n")
        self.assertEqual(len(violations), 1, (path, lines, violations))
        self.assertTrue(violations[0].startswith(f"{path}:{line}: "), violations)

    def test_headers_may_be_included_downwards_only(self):
        order = [
            "core/base/error.h",
            "core/config/forwardconfig.h",
            "core/cluster/cluster.h",
            "core/target/podwatch.h",
            "core/tunnel/session.h",
            "core/forward/relay.h",
            "core/control/server.h",
        ]
        for position, path in enumerate(order):
            file = path.replace(".h", "_x.cpp")
            for number, header in enumerate(order):
                with self.subTest(file=file, header=header):
                    (self.accepts if number <= position else self.rejects)(file, f'#include "{header}"')
            (self.root / file).unlink()

    def test_the_way_up_is_closed_everywhere(self):
        for path, header in [
            ("core/system/x.cpp", "core/config/forwardconfig.h"),
            ("core/base/x.cpp", "core/system/power.h"),
            ("core/forward/x.cpp", "ui/tray/traymenu.h"),
            ("core/forward/x.cpp", "app/cli/options.h"),
            ("core/forward/x.cpp", "core/system/power.h"),
            ("core/base/x.h", "tests/unit/helper.h"),
            ("ui/tray/x.cpp", "app/tray/application.h"),
            ("ui/tray/x.cpp", "core/cluster/cluster.h"),
            ("ui/tray/x.cpp", "core/forward/relay.h"),
            ("ui/tray/x.cpp", "tests/unit/helper.h"),
            ("app/cli/x.cpp", "ui/tray/traymenu.h"),
            ("app/cli/x.cpp", "app/tray/application.h"),
            ("app/demo/x.cpp", "app/cli/options.h"),
            ("app/tray/x.cpp", "tests/unit/helper.h"),
        ]:
            with self.subTest(path=path, header=header):
                self.rejects(path, "#pragma once", f'  #  include "{header}" // why', line=2)
                (self.root / path).unlink()

    def test_the_way_down_is_open(self):
        for path, header in [
            ("core/system/x.cpp", "core/base/error.h"),
            ("ui/tray/x.cpp", "core/forward/engine.h"),
            ("ui/tray/x.cpp", "core/forward/forwardstatus.h"),
            ("ui/window/x.cpp", "ui/tray/traymenu.h"),
            ("ui/tray/x.cpp", "core/config/forwardconfig.h"),
            ("app/tray/x.cpp", "ui/tray/traymenu.h"),
            ("app/tray/x.cpp", "app/demo/democluster.h"),
            ("app/cli/x.cpp", "core/tunnel/session.h"),
            ("app/cli/x.cpp", "app/demo/democluster.h"),
            ("tests/ui/x.cpp", "app/tray/application.h"),
            ("tests/unit/x.cpp", "tests/unit/helper.h"),
            ("tests/unit/x.cpp", "helper.h"),
            ("core/base/x.cpp", "x.moc"),
        ]:
            with self.subTest(path=path, header=header):
                self.accepts(path, f'#include "{header}"')

    def test_an_include_must_be_a_path_from_the_root(self):
        self.rejects("core/base/x.cpp", '#include "error.h"')

    def test_a_folder_without_a_rule_is_an_error(self):
        self.rejects("core/helpers/x.cpp", "int x;")

    def test_a_file_in_the_build_folder_is_nobodys(self):
        self.accepts("build/dev/x.cpp", '#include "nowhere.h"')

    def test_modules_of_qt(self):
        for path, header, allowed in [
            ("core/base/x.cpp", "QTimer", True),
            ("core/base/x.cpp", "QTcpSocket", False),
            ("core/tunnel/x.cpp", "QTcpSocket", True),
            ("core/tunnel/x.cpp", "QIcon", False),
            ("core/config/x.h", "QtGui/QIcon", False),
            ("core/forward/x.cpp", "QWidget", False),
            ("core/system/x.cpp", "QDBusConnection", True),
            ("core/forward/x.cpp", "QDBusConnection", False),
            ("app/cli/x.cpp", "QGuiApplication", False),
            ("app/demo/x.cpp", "QWidget", False),
            ("app/tray/x.cpp", "QWidget", True),
            ("ui/tray/x.cpp", "QIcon", True),
            ("ui/tray/x.cpp", "QSvgRenderer", True),
            ("ui/tray/x.cpp", "QTcpSocket", False),
            ("core/base/x.cpp", "vector", True),
            ("core/base/x.cpp", "sys/socket.h", True),
            ("tests/ui/x.cpp", "QTest", True),
            ("app/tray/x.cpp", "QTest", False),
        ]:
            with self.subTest(path=path, header=header):
                (self.accepts if allowed else self.rejects)(path, f"#include <{header}>")
                (self.root / path).unlink()

    def test_what_is_commented_out_does_not_count(self):
        self.accepts(
            "core/base/x.cpp",
            '// #include "ui/tray/traymenu.h"',
            "/*",
            '#include "ui/tray/traymenu.h"',
            "sender() */",
            'const char* text = "sender() // not a comment"; /* QEventLoop */ auto raw = R"x(a)" sender() )x";',
        )

    def test_a_comment_sign_in_a_string_hides_nothing(self):
        self.rejects("core/base/x.cpp", 'auto url = "https://example.org"; auto s = sender();')

    def test_a_digit_separator_hides_nothing(self):
        self.rejects("core/base/x.cpp", "f(1'000); auto s = sender(); g('x');")

    def test_connect_needs_a_context_object(self):
        for text in (
            "connect(a, &A::b, [this] { c(); });",
            "QObject::connect(a, &A::b, [this](int x, int y) { f(x, y); });",
            "connect(a, &A::b, &f);",
            "a->connect(a, &A::b, c);",
            "return connect(a, qOverload<int, int>(&A::b), [] {});",
            "connect(\n    a, &A::b,\n    [] { /* , */ });",
        ):
            with self.subTest(text):
                for path in ("core/forward/x.cpp", "tests/unit/x.cpp"):
                    self.rejects(path, text)
                    (self.root / path).unlink()

    def test_connect_with_a_context_object(self):
        self.accepts(
            "core/forward/x.cpp",
            "connect(a, &A::b, this, [this](int x, int y) { f(x, y); });",
            "connect(a, &A::b, c, &C::d);",
            "QObject::connect(a, &A::b, q, [] {}, Qt::QueuedConnection);",
            "connect(a, qOverload<int, int>(&A::b), this, [] {});",
            "::connect(descriptor, address, size);",
            "void connect(int a, int b, int c);",
            "disconnect(a, b, c);",
        )

    def test_bans(self):
        for text in (
            "auto s = sender();",
            "QEventLoop loop;",
            "QCoreApplication::processEvents();",
            "dialog.exec();",
            "menu->exec(point);",
            "QMessageBox::question(this, a, b);",
            "QFileDialog::getOpenFileName(this);",
            "socket.waitForReadyRead(100);",
            "s->waitForDisconnected();",
        ):
            for path in ("core/base/x.cpp", "ui/tray/x.cpp", "app/cli/x.cpp"):
                with self.subTest(path=path, text=text):
                    self.rejects(path, "void f() {", text, "}", line=2)
                    (self.root / path).unlink()

    def test_exemptions_from_bans(self):
        self.accepts("core/target/x.cpp", "waitForFirstPod();")
        self.accepts("app/cli/main.cpp", "return QCoreApplication::exec();")
        self.accepts("tests/ui/x.cpp", "QEventLoop loop; loop.exec(); process.waitForFinished();")
        self.rejects("app/cli/command.cpp", "return QCoreApplication::exec();")

    def links(self, *lines):
        checker = check_arrows.Checker(self.root)
        self.assertEqual(checker.check_links("".join(line + "\n" for line in lines)), len(lines))
        return checker.violations

    def test_links_may_point_downwards_only(self):
        down = [
            "shared\t.\t",
            "all\tcore\t",
            "cli3\tapp/cli\tall",
            "base\tcore/base\tQt6::Core;shared",
            "config\tcore/config\tbase",
            "tunnel\tcore/tunnel\tconfig;OpenSSL::SSL",
            "forward\tcore/forward\ttunnel",
            "tray\tui/tray\tforward;Qt6::Widgets",
            "cli\tapp/cli\tforward;Qt6::Network;::@(0x1)",
            "test_tray\ttests/ui\ttray;Qt6::Test",
        ]
        self.assertEqual(self.links(*down), [])
        for wrong in (
            "base3\tcore/base\tall",
            "tray3\tui/tray\tall",
            "base2\tcore/base\ttunnel",
            "tunnel2\tcore/tunnel\tforward",
            "forward2\tcore/forward\ttray",
            "cli2\tapp/cli\ttray",
            "cli2\tapp/cli\tQt6::Widgets",
            "base2\tcore/base\tQt6::Gui",
            "tray2\tui/tray\ttunnel",
            "tray2\tui/tray\tcli",
            "app2\tapp/tray\ttest_tray",
            "tray2\tui/tray\tQt6::NetworkPrivate",
        ):
            with self.subTest(wrong):
                self.assertEqual(len(self.links(*down, wrong)), 1)

    def test_the_program_fails_on_a_violation_and_on_an_empty_tree(self):
        def run(root):
            sys.argv = ["check_arrows.py", str(root), "--qt", str(self.qt)]
            with contextlib.redirect_stdout(io.StringIO()):
                return check_arrows.main()

        self.assertEqual(run(self.root), 0)
        self.write(self.root / "core/base/x.h", '#include "ui/tray/traymenu.h"\n')
        self.assertEqual(run(self.root), 1)
        empty = self.root.parent / "empty"
        empty.mkdir()
        self.assertEqual(run(empty), 1)


if __name__ == "__main__":
    unittest.main()
