#!/usr/bin/env python3
"""test_docs.py --program FILE --source FOLDER [PAGE.md…] - what the documentation says is true: its examples run, its links lead
somewhere, its errors are those of the code, and its settings, fields and commands are those of the program.

Examples are the blocks marked ```console. A line that begins with "$ " is a command (with "> " lines going on), what follows is
its output, in which "…" stands for anything within a line, and a line of "…" alone for any lines. They run in a network of their
own where the system allows it, so that nobody's ports are in the way, with the kubeconfig of `portolan demo`."""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

options = None
END = "\x02end of output"


def pages():
    source = pathlib.Path(options.source)
    return sorted((source / "docs").glob("*.md")) + [source / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def docs(name):
    return (pathlib.Path(options.source) / "docs" / name).read_text()


def fences(text, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S)


def commands(block):
    """(command, expected lines) of each command in a block."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (found[-1][0] + "\n" + line[2:], [])
        else:
            found[-1][1].append(line)
    return found


def matches(expected, got):
    """Whether the lines are as expected; see above for "…"."""
    pattern = ""
    for line in expected:
        if line == "…":
            pattern += r"(?:.*\n)*"
        else:
            # Columns are as wide as what is in them: any spaces for two or more, and for those beside a "…".
            parts = (r"\s+".join(re.escape(word) for word in re.split(r" {2,}", part)) for part in line.split("…"))
            pattern += ".*".join(parts) + r"\s*\n"
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in got))


class Shell:
    """One bash in which commands run one after another."""

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(
            ["bash", "--norc", "--noprofile"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )
        self.process.stdin.write("set -m\n")

    def run(self, command):
        """(exit code, lines)."""
        self.process.stdin.write(f"{command}\nprintf '\\n{END} %d\\n' $?\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith(END):
                return int(line.split()[-1]), lines[:-1] if lines and not lines[-1].strip() else lines
            if not re.match(r"\[\d+\]", line):  # bash tells of jobs only where it is interactive; be sure
                lines.append(line.rstrip("\n"))
        raise AssertionError(f"the shell ended at {command}: {lines}")

    def close(self):
        self.process.stdin.write("trap '' TERM; kill $(jobs -p) 2>/dev/null; wait\n")
        self.process.stdin.close()
        self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait(20)


class ExamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="portolan-docs-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        (cls.folder / "bin").mkdir()
        (cls.folder / "bin/portolan").symlink_to(os.path.abspath(options.program))
        cls.environment = {
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")},
            "PATH": f"{cls.folder}/bin:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TMPDIR": str(cls.folder),
            "no_proxy": "*",
        }
        log = (cls.folder / "demo.log").open("w")
        cls.addClassCleanup(log.close)
        cls.demo = subprocess.Popen(
            [options.program, "demo", "--port", "39080"], stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**cls.environment, "HOME": str(cls.folder)}
        )
        cls.addClassCleanup(cls.end_demo)
        for _ in range(300):
            if match := re.search(r"--kubeconfig (\S+)", (cls.folder / "demo.log").read_text()):
                cls.environment["KUBECONFIG"] = match[1]
                return
            time.sleep(0.1)
        raise AssertionError((cls.folder / "demo.log").read_text())

    @classmethod
    def end_demo(cls):
        cls.demo.terminate()
        cls.demo.wait(20)

    def test_examples(self):
        count = 0
        for page in pages():
            if options.names and page.name not in options.names:
                continue
            blocks = fences(page.read_text(), "console")
            if not blocks:
                continue
            with self.subTest(page.name):
                count += self.run_page(page.stem, blocks)
        print(f"[{count} examples]", end=" ", file=sys.stderr, flush=True)
        self.assertTrue(count > 20 or options.names, "the examples are gone, or are not found any more")

    def run_page(self, name, blocks):
        home = self.folder / name
        (home / "run").mkdir(parents=True, mode=0o700)
        home.chmod(0o700)
        environment = {**self.environment, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run")}
        shell = Shell(home, environment)
        count = 0
        try:
            for block in blocks:
                for command, expected in commands(block):
                    code, got = shell.run(command)
                    self.assertTrue(matches(expected, got), f"$ {command}\nexpected:\n" + "\n".join(expected) + "\ngot:\n" + "\n".join(got))
                    fails = bool(expected) and expected[0].startswith("error: ")
                    self.assertEqual(code != 0, fails, f"$ {command}: exit code {code}\n" + "\n".join(got))
                    count += 1
        finally:
            shell.close()
        return count


class LinksTest(unittest.TestCase):
    @staticmethod
    def anchors(page):
        headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S), re.M)
        return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    def test_links(self):
        found = 0
        for page in pages():
            for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
                if link.startswith("https://"):
                    continue
                found += 1
                path, _, anchor = link.partition("#")
                target = (page.parent / path) if path else page
                self.assertTrue(target.exists(), f"{page.name}: {link}")
                if anchor:
                    self.assertIn(anchor, self.anchors(target), f"{page.name}: {link}")
        self.assertGreater(found, 30)

    def test_every_page_is_in_the_index(self):
        index = docs("README.md")
        for page in (pathlib.Path(options.source) / "docs").glob("*.md"):
            if page.name != "README.md":
                self.assertIn(f"({page.name})", index)


def literals(text):
    """Every string literal of C++ code, with those that follow it without anything between."""
    one = r'(?:u|u8)?"((?:[^"\\\n]|\\.)*)"(?:_s|_L1|_ba)?'
    for match in re.finditer(rf"{one}((?:\s*{one})*)", text):
        yield match.start(), match[1] + "".join(re.findall(r'"((?:[^"\\\n]|\\.)*)"', match[2]))


def plain(message):
    """A message with "…" for all that differs."""
    return re.sub(r"%\d+", "…", message.replace('\\"', '"'))


class TroubleshootingTest(unittest.TestCase):
    """Every error has its section, with every message that the code gives it in so many words; and no other message."""

    @classmethod
    def setUpClass(cls):
        source = pathlib.Path(options.source)
        cls.code = {path: path.read_text() for path in [*(source / "core").rglob("*.cpp"), *(source / "app/cli").glob("*.cpp")]}
        enum = re.search(r"enum class ErrorCode \{(.*?)\n\};", (source / "core/base/error.h").read_text(), re.S)[1]
        cls.codes = re.findall(r"^\s*(\w+),", re.sub(r"//.*", "", enum), re.M)
        cls.sections = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", docs("troubleshooting.md"), re.M | re.S))
        cls.messages = {name: set(re.findall(r"^- `(.+)`$", text, re.M)) for name, text in cls.sections.items()}

    @staticmethod
    def name(code):
        return re.sub(r"(?<!^)([A-Z])", r"-\1", code).lower()

    def test_a_section_for_each_error(self):
        self.assertGreater(len(self.codes), 40)
        self.assertEqual(sorted(self.sections), sorted(map(self.name, self.codes)))

    def test_every_message_is_there(self):
        statement = re.compile(r"ErrorCode::(\w+),\s*(?:Stage::\w+|stage|m_stage|kStage),\s*(?:QStringLiteral\()?(?=u?\")")
        count = 0
        for path, text in self.code.items():
            if "app" in path.parts:
                continue
            for match in statement.finditer(text):
                message = plain(next(literals(text[match.end() :]))[1])
                if len(re.findall(r"[a-z]{2,}", message)) < 2:  # nothing but what differs: "…: …"
                    continue
                count += 1
                with self.subTest(path.name, message=message):
                    section = self.messages[self.name(match[1])]
                    self.assertTrue(any(message.startswith(each.removesuffix("…")) or message == each for each in section), message)
        self.assertGreater(count, 60)

    def test_every_message_is_in_the_code(self):
        known = {plain(literal) for text in self.code.values() for _, literal in literals(text)}
        known = {each.strip() for each in known}
        for name, messages in self.messages.items():
            for message in messages:
                with self.subTest(name, message=message):
                    self.assertTrue(message in known or message.removesuffix("…").strip() in known, message)

    def test_the_program_has_it_on_board(self):
        for name, text in self.sections.items():
            done = subprocess.run([options.program, "help", name], capture_output=True, text=True, check=True)
            self.assertEqual(done.stdout.strip(), text.strip(), name)


class ReferenceTest(unittest.TestCase):
    def test_every_setting(self):
        code = (pathlib.Path(options.source) / "core/config/settings.cpp").read_text()
        known = re.findall(r'^ +(?:choice|flag|texts|text|number|blob)\(u"([a-z_]+)"_s', code, re.M)
        self.assertGreater(len(known), 15)
        self.assertEqual(re.findall(r"^\| `([a-z_]+)` \|", docs("settings.md"), re.M), known)

    def test_every_field(self):
        schema = json.loads(docs("forwards.schema.json"))
        page = docs("forwards-format.md")

        def names(node):
            if isinstance(node, dict):
                yield from node.get("properties", {})
            for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
                yield from names(each)

        found = sorted(set(names(schema)))
        self.assertGreater(len(found), 25)
        written = set(re.findall(r"`([a-z_]+\*?)`", page))
        for name in found:
            stars = any(name.startswith(each[:-1]) for each in written if each.endswith("*"))
            self.assertTrue(name in written or stars, f"{name} is not in forwards-format.md")

    def test_every_field_of_a_kubeconfig(self):
        code = (pathlib.Path(options.source) / "core/cluster/kubeconfig.cpp").read_text()
        known = set(re.findall(r'key == "([A-Za-z-]+)"', code))
        self.assertGreater(len(known), 30)
        written = set(re.findall(r"`([A-Za-z-]+)`", docs("kubeconfig.md")))
        for name in sorted(known):
            # "client-certificate, client-key, and the same with -data"
            self.assertIn(name if name in written else name.removesuffix("-data"), written, "kubeconfig.md")

    def test_every_command_that_is_named(self):
        """`portolan WORD` in the documentation is a command."""
        known = set(re.findall(r"^  portolan ([a-z|-]+)", subprocess.run([options.program, "--help"], capture_output=True, text=True).stdout, re.M))
        known = {word for words in known for word in words.split("|")} | {"help", "man-pages"}
        for page in pages():
            for word in re.findall(r"`portolan ([a-z-]+)", page.read_text()):
                self.assertIn(word, known, page.name)


def in_a_network_of_its_own():
    """Starts anew in another network namespace, where that is allowed."""
    if os.environ.get("PORTOLAN_DOCS_ALONE"):
        return
    os.environ["PORTOLAN_DOCS_ALONE"] = "1"
    unshare = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*unshare, "ip", "link", "set", "lo", "up"], capture_output=True).returncode == 0:
        again = 'ip link set lo up && exec "$@"'
        os.execvp("unshare", [*unshare, "sh", "-c", again, "sh", sys.executable, *sys.argv])


def main():
    global options
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    in_a_network_of_its_own()
    unittest.main(argv=[sys.argv[0]], verbosity=2)


main()
