#!/usr/bin/env python3
"""finish.py --package NAME --version VERSION [--debian --release N] FOLDER - what a staged installation (FOLDER holds bin/ and
share/) still lacks: the SBOM and the desktop application's manual page; with --debian what Debian's rules want beside it
(copyright, changelogs, compressed pages). Nothing in it depends on when, where or by whom it is run, but on SOURCE_DATE_EPOCH."""

import argparse
import email.utils
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
import sbom

SOURCE = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = {"portolan": ["bin/portolan"], "portolan-tray": ["bin/portolan-tray"]}


def roff(text):
    return text.replace("\\", "\\e").replace("-", "\\-")


def tray_manual(program, version):
    """The manual page of the desktop application, from its --help."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "QT_QPA_PLATFORM": "offscreen", "HOME": "/nonexistent"}
    # By its name alone: the path of this build is nobody's business.
    text = subprocess.run(["portolan-tray", "--help"], executable=program, check=True, capture_output=True, text=True, env=environment).stdout
    usage, description, rest = text.split("\n", 2)
    page = [f'.TH PORTOLAN\\-TRAY 1 "" "Portolan {version}" "Portolan"', ".SH NAME", "portolan\\-tray \\- Kubernetes port forwards in the system tray"]
    page += [".SH SYNOPSIS", ".B portolan\\-tray", roff(usage.removeprefix("Usage: portolan-tray ")), ".SH DESCRIPTION", roff(description)]
    for line in rest.splitlines():
        heading, entry = re.fullmatch(r"(\w+):", line), re.match(r"  (\S.*?)(?: {2,}(.*))?$", line)
        if heading:
            page.append(f".SH {heading[1].upper()}")
        elif entry:
            page += [".TP", f".B {roff(entry[1])}", roff(entry[2] or "")]
        elif line.strip():
            page.append(roff(line.strip()))
    page += [".SH SEE ALSO", "\\fBportolan\\fR(1)"]
    return "\n".join(page) + "\n"


def compress(file):
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))
    file.unlink()


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def finish_debian(options, share):
    folder = share / "doc" / options.package
    write(folder / "copyright", (SOURCE / "packaging/debian/copyright").read_text())
    write(folder / "changelog", (SOURCE / "CHANGELOG.md").read_text())
    compress(folder / "changelog")
    date = email.utils.formatdate(int(os.environ["SOURCE_DATE_EPOCH"]))
    write(
        folder / "changelog.Debian",
        f"portolan ({options.version}-{options.release}) bookworm; urgency=medium\n\n  * See changelog.gz.\n\n"
        f" -- The Portolan maintainers <maintainers@portolan.invalid>  {date.replace('-0000', '+0000')}\n",
    )
    compress(folder / "changelog.Debian")
    for page in sorted((share / "man").rglob("*.1")):
        compress(page)
    if options.package == "portolan":
        (share / "man/man1/kubectl-portolan.1.gz").symlink_to("portolan.1.gz")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--package", choices=PROGRAMS, action="append", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--release", default="1")
    parser.add_argument("--debian", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    if "SOURCE_DATE_EPOCH" not in os.environ:
        sys.exit("finish: SOURCE_DATE_EPOCH is not set; ./dev package sets it")
    os.umask(0o022)
    share = options.folder / "share"
    for package in options.package:
        programs = [str(options.folder / program) for program in PROGRAMS[package]]
        write(share / f"doc/{package}/{package}.spdx.json", json.dumps(sbom.document(package, options.version, programs), indent=2) + "\n")
        if package == "portolan-tray":
            write(share / "man/man1/portolan-tray.1", tray_manual(programs[0], options.version))
    if options.debian:
        (options.package,) = options.package
        finish_debian(options, share)
    for path in options.folder.rglob("*"):  # whatever the umask was
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


main()
