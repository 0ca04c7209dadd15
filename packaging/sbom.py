#!/usr/bin/env python3
"""sbom.py --name NAME --version VERSION PROGRAM... - what the programs are linked with, as SPDX 2.3 JSON on standard output.

The libraries are the programs' own (the dynamic section's NEEDED), found as the loader finds them; their versions come from the
Debian packages that they lie in. A library whose licence is not in the table below is an error: look at its licence first, then
add it here and to docs/dependencies.md. The same programs on the same system give the same bytes; the time is SOURCE_DATE_EPOCH."""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

QT = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
LICENCES = {  # by shared library
    "libQt6Core.so.6": QT,
    "libQt6DBus.so.6": QT,
    "libQt6Gui.so.6": QT,
    "libQt6Network.so.6": QT,
    "libQt6Svg.so.6": QT,
    "libQt6Widgets.so.6": QT,
    "libssl.so.3": "Apache-2.0",
    "libcrypto.so.3": "Apache-2.0",
    "libcurl.so.4": "curl",
    "libz.so.1": "Zlib",
    "libyaml-cpp.so.0.7": "MIT",
    "libyaml-cpp.so.0.8": "MIT",
    "libxcb.so.1": "X11",
    "libstdc++.so.6": GCC,
    "libgcc_s.so.1": GCC,
    "libc.so.6": "LGPL-2.1-or-later",
    "libm.so.6": "LGPL-2.1-or-later",
    "ld-linux-x86-64.so.2": "LGPL-2.1-or-later",
    "ld-linux-aarch64.so.1": "LGPL-2.1-or-later",
}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


def needed(program):
    """The libraries that a program names itself."""
    return re.findall(r"\(NEEDED\)\s+Shared library: \[(.+)\]", output_of("readelf", "--dynamic", "--wide", program))


def paths(program):
    """Where the loader finds each library."""
    found = {}
    for line in output_of("ldd", program).splitlines():
        if match := re.match(r"\s*(?:(\S+) => )?(/\S+) \(0x", line):
            found[match[1] or pathlib.Path(match[2]).name] = match[2]
    return found


def debian_package(path):
    """(name, version, architecture) of the package that a file is in, or None."""
    for candidate in (path, os.path.realpath(path), path.removeprefix("/usr"), os.path.realpath(path).removeprefix("/usr")):
        done = subprocess.run(["dpkg-query", "--search", candidate], capture_output=True, text=True)
        if done.returncode == 0:
            name = done.stdout.split(": ")[0].split(",")[0].strip()
            return output_of("dpkg-query", "--show", "--showformat", "${Package}\t${Version}\t${Architecture}", name).split("\t")
    return None


def package(identifier, name, version, licence, **more):
    return {
        "SPDXID": identifier,
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        **more,
    }


def document(name, version, programs):
    libraries = {}  # a Debian package (or a library by itself) to the shared libraries in it
    for program in programs:
        where = paths(program)
        for library in needed(program):
            if library not in LICENCES:
                sys.exit(f"sbom: the licence of {library} is not known; see packaging/sbom.py")
            key = tuple(debian_package(where[library]) or (library, "NOASSERTION", ""))
            libraries.setdefault(key, set()).add(library)
    digest = hashlib.sha256(b"".join(pathlib.Path(program).read_bytes() for program in programs)).hexdigest()
    packages = [package("SPDXRef-Package-" + name, name, version, "Apache-2.0", primaryPackagePurpose="APPLICATION")]
    relationships = [("SPDXRef-DOCUMENT", "DESCRIBES", packages[0]["SPDXID"])]
    for (library, its_version, architecture), files in sorted(libraries.items()):
        licences = sorted({LICENCES[each] for each in files})
        identifier = "SPDXRef-Package-" + re.sub(r"[^A-Za-z0-9.-]", "-", library)
        more = {"primaryPackagePurpose": "LIBRARY", "comment": "linked dynamically: " + ", ".join(sorted(files))}
        if architecture:
            locator = f"pkg:deb/debian/{library.replace('+', '%2B')}@{its_version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}"
            more["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}]
        packages.append(package(identifier, library, its_version, " AND ".join(licences), **more))
        relationships.append((packages[0]["SPDXID"], "DYNAMIC_LINK", identifier))
    created = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{name}-{version}",
        "documentNamespace": f"https://portolan.invalid/spdx/{name}-{version}-{digest}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: portolan-sbom.py"]},
        "packages": packages,
        "relationships": [dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), each)) for each in relationships],
    }


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--name", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("programs", nargs="+")
    options = parser.parse_args()
    print(json.dumps(document(options.name, options.version, options.programs), indent=2))


if __name__ == "__main__":
    main()
