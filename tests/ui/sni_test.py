#!/usr/bin/env python3
"""The desktop app with the other kind of tray: a StatusNotifierItem host on a session bus of its own, which comes late, is
restarted, and shows notifications.

  dbus-run-session -- sni_test.py PORTOLAN_TRAY SYSTEM_PYTHON

SYSTEM_PYTHON: one that has python3-dbus and python3-gi. Exits with 0, or with 1 and a line that says what went wrong.
"""

import json
import os
import subprocess
import sys

from desktop import Failed, close, listening, main, menu, refused, run, wait_for, window


class Host:
    """sni_host.py, one question and answer at a time."""

    def __init__(self, desktop, python):
        here = os.path.dirname(os.path.abspath(__file__))
        self.process = desktop.start(python, os.path.join(here, "sni_host.py"), stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != '"ready"':
            raise Failed("the StatusNotifierItem host does not start")

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if isinstance(answer, dict):
            raise Failed(f"{command}: {answer['error']}")
        return answer

    def entry(self, text):
        for entry in self.ask("menu"):
            if entry["label"].startswith(text):
                return entry
        return None


def test_host_that_comes_late(desktop, program, python):
    app = desktop.start(program, "--demo", "--hidden", "--wait", "60")
    before = wait_for("the demo cluster", lambda: listening(app))
    host = Host(desktop, python)
    item, = wait_for("the item on the bus", lambda: host.ask("items"))
    if item["tooltip"] != "Portolan: nothing on" or [22, 22] not in item["pixmaps"]:
        raise Failed(f"the item is {item}")

    # The menu: checkable entries with their state; a click switches on.
    web = wait_for("the demo's forwards in the menu", lambda: host.entry("web"))
    if web["toggle"] != "checkmark" or web["state"] != 0 or "Stopped" not in web["label"]:
        raise Failed(f"the entry is {web}")
    host.ask(f"click {web['id']}")
    port = wait_for("a local port", lambda: listening(app) - before).pop()
    page = run("curl", "--silent", "--show-error", "--fail", "--max-time", "10", f"http://localhost:{port}/")
    if "<html" not in page.lower():
        raise Failed(f"port {port} answers: {page[:200]}")
    wait_for("the state in the menu", lambda: host.entry("web")["state"] == 1 and "Ready" in host.entry("web")["label"])
    wait_for("the tooltip", lambda: host.ask("items")[0]["tooltip"].startswith("Portolan: 1 on, ready"))

    # A left click opens the popup at the pointer.
    run("xdotool", "mousemove", "400", "300")
    host.ask("activate 400 300")
    x, y, width, height = wait_for("the popup", menu)
    if not (x <= 400 <= x + width and y - 8 <= 300 <= y + height + 8):
        raise Failed(f"the popup is at {(x, y, width, height)}")
    close()

    # The host goes and comes back.
    host.process.kill()
    host.process.wait(5)
    desktop.processes.remove(host.process)
    host = Host(desktop, python)
    wait_for("the item at the host that was restarted", lambda: host.ask("items"))

    # What fails is told once, together.
    host.ask(f"click {host.entry('Start all')['id']}")
    notice = wait_for("a notice of the forward that is not allowed", lambda: host.ask("notices"), 40)
    if len(notice) != 1 or "web-as-guest" not in notice[0]["title"] + notice[0]["text"]:
        raise Failed(f"the notices are {notice}")
    host.ask(f"click {host.entry('Open the window')['id']}")
    wait_for("the window", lambda: window("Portolan"))
    host.ask(f"click {host.entry('Stop all')['id']}")
    wait_for("all ports to close", lambda: refused(port))
    # With window and settings open: the window's last word reached a dialog that was half gone.
    host.ask(f"click {host.entry('Settings')['id']}")
    wait_for("the settings", lambda: window("Settings"))
    host.ask(f"click {host.entry('Quit Portolan')['id']}")
    wait_for("the end after Quit", lambda: app.poll() is not None)
    if app.returncode != 0:
        raise Failed(f"after Quit it ended with {app.returncode}")


sys.exit(main([test_host_that_comes_late], sys.argv[1:3], session_bus=True))
