#!/usr/bin/env python3
"""What the desktop app costs: from its start to the icon in the tray, memory and wake-ups when nothing happens, and memory
with 200 forwards on.

  measure_tray.py PORTOLAN_TRAY PORTOLAN [--rounds N]

On an X server of its own with openbox and trayer. PORTOLAN provides the cluster (portolan demo). Goals: 100 ms, 40 MiB,
no wake-ups but pings, 90 MiB. The icon is looked for every millisecond or two.
"""

import argparse
import ctypes
import json
import os
import re
import statistics
import sys
import time

from desktop import ENVIRONMENT, Failed, icon, listening, main, wait_for

FORWARDS = 200


def memory(process):
    """MiB: (resident, proportional share, private)."""
    with open(f"/proc/{process.pid}/smaps_rollup") as lines:
        values = dict(re.findall(r"^(\w+):\s+(\d+) kB", lines.read(), re.MULTILINE))
    private = int(values["Private_Clean"]) + int(values["Private_Dirty"])
    return tuple(int(kilobytes) / 1024 for kilobytes in (values["Rss"], values["Pss"], private))


def wakeups(process):
    total = 0
    for thread in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{thread}/status") as lines:
            total += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", lines.read(), re.MULTILINE).group(1))
    return total


class X11:
    """Looks for the icon's window in well under a millisecond, which no program that is started for it can."""

    class ClassHint(ctypes.Structure):
        _fields_ = [("name", ctypes.c_void_p), ("group", ctypes.c_void_p)]

    def __init__(self):
        self.library = ctypes.CDLL("libX11.so.6")
        self.library.XOpenDisplay.restype = ctypes.c_void_p
        self.library.XDefaultRootWindow.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.library.XOpenDisplay(ENVIRONMENT["DISPLAY"].encode()))
        self.handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self.library.XSetErrorHandler(self.handler)  # a window may go while it is looked at
        self.root = self.library.XDefaultRootWindow(self.display)

    def children(self, window):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        list_ = ctypes.POINTER(ctypes.c_ulong)()
        if not self.library.XQueryTree(self.display, ctypes.c_ulong(window), ctypes.byref(root), ctypes.byref(parent),
                                       ctypes.byref(list_), ctypes.byref(count)):
            return []
        result = list_[:count.value] if list_ else []
        self.library.XFree(list_)
        return result

    def is_icon(self, window):
        hint = self.ClassHint()
        if not self.library.XGetClassHint(self.display, ctypes.c_ulong(window), ctypes.byref(hint)):
            return False
        name = ctypes.string_at(hint.group)
        self.library.XFree(ctypes.c_void_p(hint.name))
        self.library.XFree(ctypes.c_void_p(hint.group))
        attributes = (ctypes.c_int * 64)()  # an XWindowAttributes, whose map_state is at byte 92
        return (name == b"portolan-tray"
                and self.library.XGetWindowAttributes(self.display, ctypes.c_ulong(window), attributes)
                and attributes[23] == 2)  # IsViewable

    def has_icon(self, window=None):
        return any(self.is_icon(child) or self.has_icon(child) for child in self.children(window or self.root))


def to_icon(desktop, screen, *command):
    """Milliseconds from the start of the program to its icon's window in the tray."""
    start = time.monotonic()
    app = desktop.start(*command)
    while not screen.has_icon():
        if time.monotonic() - start > 20:
            raise Failed("no icon within 20 s")
        time.sleep(0.001)
    return (time.monotonic() - start) * 1000, app


def measure(desktop, program, cli, rounds):
    tray = desktop.start_tray()
    time.sleep(1)
    screen = X11()
    forwards = os.path.join(desktop.folder, "forwards.json")
    with open(forwards, "w") as file:
        file.write("[]")
    times = []
    for _ in range(int(rounds)):
        took, app = to_icon(desktop, screen, program, "--hidden", "--forwards", forwards)
        times.append(took)
        wait_for("the icon", icon)
        desktop.stop(app)
    print(f"start to icon: median {statistics.median(times):.0f} ms, best {min(times):.0f} ms, "
          f"of {len(times)} (load {os.getloadavg()[0]:.1f})")

    _, app = to_icon(desktop, screen, program, "--hidden", "--forwards", forwards)
    time.sleep(3)
    before = wakeups(app)
    time.sleep(10)
    print("idle: resident %.1f MiB, proportional %.1f MiB, private %.1f MiB; %.1f wake-ups a second"
          % (*memory(app), (wakeups(app) - before) / 10))
    desktop.stop(app)

    cluster = desktop.start(cli, "demo")

    def its_kubeconfig():
        with open(os.path.join(desktop.folder, os.path.basename(cli) + ".log")) as lines:
            found = re.search(r"(/[^\s'\"]*kubeconfig[^\s'\"]*)", lines.read())
        return found and found.group(1)

    kubeconfig = wait_for("the cluster", its_kubeconfig)
    with open(forwards, "w") as file:
        json.dump([{"service": "web", "namespace": "default", "local_port": 0, "remote_port": 80,
                    "context": "portolan-demo", "workload_type": "service", "alias": f"web-{i}",
                    "portolan": {"uid": f"uid-{i}", "autostart": True}} for i in range(FORWARDS)], file)
    app = desktop.start(program, "--hidden", "--forwards", forwards, "--kubeconfig", kubeconfig)
    wait_for("200 forwards", lambda: len(listening(app)) >= FORWARDS, 60)
    time.sleep(5)
    before = wakeups(app)
    time.sleep(10)
    print("%d forwards on: resident %.1f MiB, proportional %.1f MiB, private %.1f MiB; %.1f wake-ups a second"
          % (FORWARDS, *memory(app), (wakeups(app) - before) / 10))
    desktop.stop(app)
    desktop.stop(cluster)
    desktop.stop(tray)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("tray")
    parser.add_argument("cli")
    parser.add_argument("--rounds", default="10")
    arguments = parser.parse_args()
    sys.exit(main([measure], [arguments.tray, arguments.cli, arguments.rounds]))
