#!/usr/bin/env python3
"""Prints the folder with Kubernetes' binaries for the test cluster; builds them first where they are missing.

The folder is ${XDG_CACHE_HOME:-~/.cache}/portolan/kubernetes/VERSION; PORTOLAN_KUBERNETES_CACHE replaces the part before
VERSION, and KUBERNETES_VERSION the version. It appears only when all binaries are built.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

VERSION = os.environ.get("KUBERNETES_VERSION", "1.34.2")
COMMANDS = ["kubectl", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"]
GO = (1, 24)  # what go.mod of Kubernetes 1.34 asks for


def fail(text):
    sys.exit(f"cluster: {text}")


def say(text):
    print(f"cluster: {text}", file=sys.stderr, flush=True)


def run(*command, **options):
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, **options)
    if result.returncode:
        fail(f"{' '.join(command[:3])} failed: see above")
    return result.stdout


def check_go():
    advice = f"Go {GO[0]}.{GO[1]} or newer (Debian 12's golang-go is too old: install from go.dev/dl and put it on the PATH)"
    if not shutil.which("go"):
        fail(f"missing: {advice}")
    version = run("go", "env", "GOVERSION", cwd="/").strip()
    match = re.match(r"go(\d+)\.(\d+)", version)
    if not match or tuple(map(int, match.groups())) < GO:
        fail(f"{version} is too old for Kubernetes {VERSION}: it needs {advice}")


def write_module(folder):
    """A module of our own that needs Kubernetes. Its go.mod replaces its staging modules (k8s.io/api, client-go, ...) by
    folders which the module proxy's archive does not have, so `go install` refuses; each is also published as v0.MINOR.PATCH.
    """
    download = json.loads(run("go", "mod", "download", "-json", f"k8s.io/kubernetes@v{VERSION}", cwd=folder))
    module = json.loads(run("go", "mod", "edit", "-json", download["GoMod"], cwd=folder))
    staging = {r["Old"]["Path"] for r in module["Replace"] if r["New"]["Path"].startswith("./staging/")}
    published = "v0." + VERSION.split(".", 1)[1]
    lines = ["module cluster", f"go {module['Go']}", f"require k8s.io/kubernetes v{VERSION}"]
    lines += [f"require {r['Path']} {r['Version']}" for r in module["Require"] if r["Path"] not in staging]
    for path in sorted(staging):
        lines += [f"require {path} {published}", f"replace {path} => {path} {published}"]
    (folder / "go.mod").write_text("\n".join(lines) + "\n")


def build(target):
    say(f"building Kubernetes {VERSION} into {target}: about 6 minutes on two cores, once")
    target.parent.mkdir(parents=True, exist_ok=True)
    major, minor, _ = VERSION.split(".")
    package = "k8s.io/component-base/version"
    values = {"gitVersion": f"v{VERSION}", "gitMajor": major, "gitMinor": minor, "gitTreeState": "clean"}
    flags = "-s -w " + " ".join(f"-X {package}.{name}={value}" for name, value in values.items())
    # Beside the target, so that the last step is a rename: an interrupted build is never taken for a whole one.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{VERSION}.") as temporary:
        folder = pathlib.Path(temporary)
        binaries = folder / "bin"
        binaries.mkdir()
        say("fetching the sources")
        write_module(folder)
        for number, command in enumerate(COMMANDS, 1):
            say(f"building {command} ({number} of {len(COMMANDS)})")
            run(
                "go",
                "build",
                "-mod=mod",
                "-trimpath",
                f"-ldflags={flags}",
                "-o",
                f"{binaries}/",
                f"k8s.io/kubernetes/cmd/{command}",
                cwd=folder,
                env={**os.environ, "CGO_ENABLED": "0"},
            )
        try:
            binaries.rename(target)
        except OSError:  # another build was faster
            if not target.is_dir():
                raise


def main():
    if not re.fullmatch(r"1\.\d+\.\d+", VERSION):
        fail(f"KUBERNETES_VERSION={VERSION} is not a version like 1.34.2")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    target = pathlib.Path(os.environ.get("PORTOLAN_KUBERNETES_CACHE") or f"{cache}/portolan/kubernetes").absolute() / VERSION
    check_go()  # the pods' program needs it too
    if not target.is_dir():
        build(target)
    print(target)


main()
