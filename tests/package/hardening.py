#!/usr/bin/env python3
"""hardening.py PROGRAM… - whether built programs have what cmake/Hardening.cmake asks for. Prints a line for each property and
program; ends with 1 if one is missing.

It looks at the file as the loader would, not at the compiler's flags: an option that was forgotten at linking shows only there."""

import re
import subprocess
import sys


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], check=True, capture_output=True, text=True).stdout


def properties(program):
    """(name, whether it is there) of each."""
    header, segments, dynamic = readelf("--file-header", program), readelf("--program-headers", program), readelf("--dynamic", program)
    symbols = readelf("--dyn-syms", program)
    yield "position-independent (PIE)", "DYN (Position-Independent Executable file)" in header
    yield "RELRO", "GNU_RELRO" in segments
    yield "bound at start (full RELRO)", bool(re.search(r"FLAGS.*BIND_NOW|FLAGS_1.*NOW", dynamic))
    stack = re.search(r"GNU_STACK(?:\s+0x\w+){5}\s+(\S+)", segments)
    yield "stack not executable", bool(stack) and "E" not in stack[1]
    yield "no segment writable and executable", not re.search(r"LOAD(?:\s+0x\w+){5}\s+RWE", segments)
    yield "stack protector", "__stack_chk_fail" in symbols
    yield "fortified C library", bool(re.search(r"__\w+_chk\b", symbols.replace("__stack_chk_fail", "")))
    # Not the note that says so of the whole file: Debian 12's start-up code (crt1.o) has none, so the linker leaves it out.
    code = subprocess.run(["objdump", "--disassemble", "--section=.text", program], check=True, capture_output=True, text=True).stdout
    if "X86-64" in header:
        yield "control-flow protection: landing pads (CET)", code.count("endbr64") > 500
    if "AArch64" in header:
        yield "control-flow protection: landing pads (BTI)", code.count("\tbti") + code.count("paciasp") > 500
    yield "no search path of its own", "RPATH" not in dynamic and "RUNPATH" not in dynamic


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    missing = 0
    for program in sys.argv[1:]:
        for name, there in properties(program):
            print(f"{'ok     ' if there else 'MISSING'} {program}: {name}")
            missing += not there
    return 1 if missing else 0


sys.exit(main())
