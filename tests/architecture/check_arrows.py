#!/usr/bin/env python3
"""check_arrows.py ROOT [--links FILE] [--qt DIR] - checks what no compiler does: that the arrows between the project's folders
point down only, in #include lines and in what targets link, and a few rules of the source itself.

--links is the link graph that tests/architecture/CMakeLists.txt writes, a line a target: name, folder and what it links, parted
by tabs, the last parted by semicolons. --qt is the folder of Qt's headers, one folder a module: how a header's module is known.
Prints each violation as FILE:LINE: TEXT, and ends with 1 if there are any.
"""

import argparse
import pathlib
import re
import sys
from typing import NamedTuple


class Rule(NamedTuple):
    folder: str
    uses: list  # folders and single headers, besides itself
    qt: set  # modules of Qt; None: any


CORE, NETWORK, DESKTOP = {"Core"}, {"Core", "Network"}, {"Core", "Gui", "Widgets", "Svg", "DBus"}

# The arrows. A folder that is not here may not exist; the longest match is the rule.
RULES = [
    Rule("core/base", [], CORE),
    Rule("core/config", ["core/base"], CORE),
    Rule("core/cluster", ["core/base", "core/config"], NETWORK),
    Rule("core/target", ["core/base", "core/config", "core/cluster"], NETWORK),
    Rule("core/tunnel", ["core/base", "core/config", "core/cluster", "core/target"], NETWORK),
    Rule("core/forward", ["core/base", "core/config", "core/cluster", "core/target", "core/tunnel"], NETWORK),
    Rule("core/control", ["core/base", "core/config", "core/cluster", "core/target", "core/tunnel", "core/forward"], NETWORK),
    Rule("core/system", ["core/base"], NETWORK | {"DBus"}),
    Rule("ui", ["core/base", "core/config", "core/forward/engine.h", "core/forward/forwardstatus.h", "core/forward/journal.h"], DESKTOP),
    Rule("app/demo", ["core"], NETWORK),
    Rule("app/cli", ["core", "app/demo"], NETWORK),  # runs on servers: nothing that needs a display
    Rule("app/tray", ["core", "ui", "app/demo"], NETWORK | DESKTOP),
    Rule("tests", ["core", "ui", "app"], None),
]


class Ban(NamedTuple):
    pattern: str
    exempt: tuple  # files and folders, as patterns
    text: str


NESTED = "a nested event loop: anything may happen inside it, also the deletion of whoever waits"

# What must not be in the source. connect() has a check of its own below.
BANS = [
    Ban(r"\bsender\s*\(\s*\)", (), "sender(): capture the sender, or give the slot an argument"),
    Ban(r"\bQEventLoop\b|\bprocessEvents\s*\(", ("tests/*",), NESTED),
    Ban(r"(?<!\w)exec\s*\(", ("app/*/main.cpp", "tests/*"), NESTED),
    Ban(
        r"\bQ(Message|File|Input|Color|Font)(Box|Dialog)::(get|question|information|warning|critical|about)\w*\s*\(",
        ("tests/*",),
        NESTED,
    ),
    Ban(
        r"\bwaitFor(BytesWritten|(Dis)?[Cc]onnected|Done|Encrypted|Finished|NewConnection|ReadyRead|Started)\s*\(",
        ("tests/*",),
        "a blocking wait: connect to the signal instead",
    ),
]

SOURCES = {".cpp", ".h"}
COMMENT = r"//[^\n]*|/\*.*?\*/"
STRING = r'R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])*\''


def blank(text, keep_strings=False):
    """The text with comments, and strings unless kept, replaced by blanks: every line keeps its number."""

    def replace(match):
        if keep_strings and not match[0].startswith(("//", "/*")):
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return re.sub(f"{COMMENT}|{STRING}", replace, text, flags=re.S)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def inside(path, folder):
    return path == folder or path.startswith(folder + "/")


def rule_of(path):
    return max((rule for rule in RULES if inside(path, rule.folder)), key=lambda rule: len(rule.folder), default=None)


class Checker:
    def __init__(self, root, qt_headers=None):
        self.root = pathlib.Path(root)
        self.qt_headers = pathlib.Path(qt_headers) if qt_headers else None
        self.violations = []
        self.files = 0

    def report(self, path, line, text):
        self.violations.append(f"{path}:{line}: {text}")

    def check_sources(self):
        for top in sorted(p for p in self.root.iterdir() if p.is_dir() and p.name != "build" and not p.name.startswith(".")):
            for file in sorted(f for f in top.rglob("*") if f.suffix in SOURCES):
                self.files += 1
                self.check_file(file.relative_to(self.root).as_posix(), file.read_text(encoding="utf-8"))

    def check_file(self, path, text):
        rule = rule_of(path)
        if not rule:
            self.report(path, 1, "no rule for this folder: add it to RULES in tests/architecture/check_arrows.py")
            return
        for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', blank(text, keep_strings=True), re.M):
            line = line_of(text, match.start())
            if match[1]:
                self.check_project_include(path, line, rule, match[1])
            else:
                self.check_qt_include(path, line, rule, match[2])
        code = blank(text)
        self.check_bans(path, code)
        self.check_connects(path, code)

    def check_project_include(self, path, line, rule, header):
        if header.endswith(".moc"):
            return
        if not (self.root / header).is_file():
            # tests may name a helper beside them; elsewhere the path says which way the arrow points
            if rule.folder != "tests" or not (self.root / path).with_name(header).is_file():
                self.report(path, line, f'"{header}" is not a path from the project\'s root')
        elif not any(inside(header, used) for used in [rule.folder, *rule.uses]):
            self.report(path, line, f"{rule.folder} may not include {header}: it may use {', '.join(rule.uses) or 'itself alone'}")

    def check_qt_include(self, path, line, rule, header):
        if rule.qt is None:
            return
        if "/" in header:
            modules = {header.split("/")[0]} if header.startswith("Qt") else set()
        else:
            found = self.qt_headers.glob(f"Qt*/{header}") if self.qt_headers and re.fullmatch(r"[\w.]+", header) else ()
            modules = {file.parent.name for file in found}
        if modules and not modules & {f"Qt{name}" for name in rule.qt}:
            self.report(path, line, f"{rule.folder} may not include <{header}>, which is of {', '.join(sorted(modules))}")

    def check_bans(self, path, code):
        for ban in BANS:
            if not any(pathlib.PurePath(path).match(p) or p.endswith("/*") and inside(path, p[:-2]) for p in ban.exempt):
                for match in re.finditer(ban.pattern, code):
                    self.report(path, line_of(code, match.start()), ban.text)

    def check_connects(self, path, code):
        """connect(sender, signal, function) goes on calling the function after what it captured is gone; with a context object
        as third argument it does not. (QT_NO_CONTEXTLESS_CONNECT does nothing in Qt 6.4.)"""
        for match in re.finditer(r"(?<!\w)connect\s*\(", code):
            before = code[: match.start()].rstrip()
            word = re.search(r"(\w*)(::)?$", before)
            if word[2] and not word[1]:
                continue  # ::connect() of POSIX
            if not word[2] and word[1] and word[1] not in ("return", "else", "do"):
                continue  # a declaration
            if count_arguments(code, match.end()) == 3:
                self.report(path, line_of(code, match.start()), "connect() without a context object as third argument")

    def check_links(self, table):
        tops = {rule.folder.split("/")[0] for rule in RULES}
        targets = {}
        for line in table.splitlines():
            name, folder, libraries = line.split("\t")
            targets[name] = (folder, [library for library in libraries.split(";") if library and not library.startswith("::@")])
        for name, (folder, libraries) in targets.items():
            rule = rule_of(folder)
            if not rule:
                continue  # the shared settings in cmake/
            # A header that a folder may use stands for the library that it belongs to.
            allowed = [rule.folder, *(str(pathlib.PurePath(used).parent) if used.endswith(".h") else used for used in rule.uses)]
            for library in libraries:
                module = re.match(r"Qt\d*::(\w+)", library)
                if module and rule.qt is not None and module[1] not in rule.qt:
                    self.report(f"{folder}/CMakeLists.txt", 1, f"{name} may not link {library}")
                other = targets.get(library, (None,))[0]
                if other and other.split("/")[0] in tops and not any(inside(other, used) for used in allowed):
                    self.report(f"{folder}/CMakeLists.txt", 1, f"{name} may not link {library}, which is in {other}")
        return len(targets)


def count_arguments(code, position):
    """How many arguments the call has whose list starts at the position."""
    depth, commas, empty = 1, 0, True
    code = re.sub(r"<[\w\s:&*,]*>", lambda match: match[0].replace(",", " "), code[position : position + 4000])
    for character in code:
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth == 0:
                break
        elif character == "," and depth == 1:
            commas += 1
        empty = empty and character.isspace()
    return 0 if empty else commas + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("root")
    parser.add_argument("--links")
    parser.add_argument("--qt")
    options = parser.parse_args()
    checker = Checker(options.root, options.qt)
    checker.check_sources()
    targets = checker.check_links(pathlib.Path(options.links).read_text()) if options.links else 0
    for violation in checker.violations:
        print(violation)
    print(f"{checker.files} files, {targets} targets, {len(checker.violations)} violations")
    return 1 if checker.violations or not checker.files else 0


if __name__ == "__main__":
    sys.exit(main())
