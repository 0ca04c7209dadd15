#!/usr/bin/env python3
"""The desktop app on a real X server, with a window manager and a tray: icon, menu, clicks, a forward that answers.

  tray_test.py PORTOLAN_TRAY [PICTURE]

Starts Xvfb, openbox, trayer and `PORTOLAN_TRAY --demo`, each for itself, and ends them again. PICTURE: where a
screenshot of the open menu goes (docs/images/tray-menu.png is made so). Exits with 0, or with 1 and a line that says what went wrong.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

# Where things are in the menu, in pixels at the default font: rows are 27 high, headers 23, separators 9. The middle of
# the first forward from the top, of the commands from the bottom.
SCREEN = (1000, 640)
FIRST_FORWARD = 41
START_ALL, STOP_ALL, QUIT = 144, 117, 18
IMPORT_WHEN_EMPTY = 108


class Failed(Exception):
    pass


def run(*command, timeout=20):
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, env=ENVIRONMENT)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def wait_for(what, condition, seconds=15):
    """The first true answer of `condition`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.05)
    raise Failed(f"{what}: not within {seconds} s")


class Desktop:
    """Processes that are ended, newest first, whatever happens."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []

    def start(self, *command, **options):
        log = open(os.path.join(self.folder, os.path.basename(command[0]) + ".log"), "a")
        process = subprocess.Popen(command, stdout=options.pop("stdout", log), stderr=log, env=ENVIRONMENT, **options)
        self.processes.append(process)
        return process

    def stop(self, process, seconds=10):
        if process.poll() is None:
            process.terminate()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Failed(f"{process.args[0]} did not end within {seconds} s of SIGTERM")
        finally:
            self.processes.remove(process)

    def stop_all(self):
        for process in reversed(self.processes[:]):
            try:
                self.stop(process)
            except Failed as failure:
                print(failure, file=sys.stderr)

    def start_screen(self):
        read, write = os.pipe()
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24", "-nolisten", "tcp", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("Xvfb does not start")
        ENVIRONMENT["DISPLAY"] = ":" + number
        self.start("openbox")
        run("xdotool", "mousemove", "300", "200")

    def start_tray(self, *colors):
        return self.start("trayer", "--edge", "bottom", "--align", "right", "--expand", "true", "--widthtype",
                          "request", "--heighttype", "pixel", "--height", "28", *colors)


def windows():
    """The app's visible windows: [(id, title, framed by the window manager, (x, y, width, height))]."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "^portolan-tray$"], capture_output=True,
                           text=True, env=ENVIRONMENT)
    result = []
    for identity in found.stdout.split():
        info = subprocess.run(["xwininfo", "-id", identity], capture_output=True, text=True, env=ENVIRONMENT).stdout
        title = re.search(r'Window id: \S+ "(.*)"', info)
        place = [re.search(pattern + r":\s+(-?\d+)", info)
                 for pattern in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")]
        if all(place) and "IsViewable" in info:
            result.append((identity, title.group(1) if title else "", "Override Redirect State: no" in info,
                           tuple(int(number.group(1)) for number in place)))
    return result


def window(title):
    """The window whose title begins so."""
    found = [identity for identity, name, framed, _ in windows() if framed and name.startswith(title)]
    return found[-1] if found else None


def icon():
    """The icon's place, once it sits in the tray."""
    found = [place for _, _, framed, place in windows() if not framed and max(place[2:]) <= 40]
    return found[0] if found else None


def menu():
    found = [place for _, _, framed, place in windows() if not framed and min(place[2:]) > 100]
    return found[0] if found else None


def click(x, y, button=1):
    run("xdotool", "mousemove", str(x), str(y))
    time.sleep(0.15)  # the menu must have followed the pointer
    run("xdotool", "click", str(button))


def open_menu(button=1):
    x, y, width, height = wait_for("the icon in the tray", icon)
    click(x + width // 2, y + height // 2, button)
    place = wait_for("the menu after a click on the icon", menu)
    time.sleep(0.3)  # until it is painted
    return place


def menu_height():
    height = open_menu()[3]
    run("xdotool", "key", "Escape")
    wait_for("the menu to close", lambda: menu() is None)
    return height


def click_in_menu(from_top=None, from_bottom=None):
    x, y, _, height = open_menu()
    click(x + 60, y + (from_top if from_top is not None else height - from_bottom))
    wait_for("the menu to close", lambda: menu() is None)


def listening(process):
    """TCP ports that the process listens on."""
    sockets = set()
    for descriptor in os.listdir(f"/proc/{process.pid}/fd"):
        try:
            sockets.add(os.readlink(f"/proc/{process.pid}/fd/{descriptor}"))
        except OSError:
            pass  # closed in the meantime
    ports = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            with open(table) as lines:
                for line in list(lines)[1:]:
                    fields = line.split()
                    if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                        ports.add(int(fields[1].rsplit(":", 1)[1], 16))
    return ports


def refused(port):
    try:
        socket.create_connection(("localhost", port), 5).close()
        return False
    except ConnectionRefusedError:
        return True


def colors(place):
    """The colours in a part of the screen: {"#rrggbb": pixels}."""
    x, y, width, height = place
    lines = run("import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "-depth", "8", "-format", "%c",
                "histogram:info:-")
    return {match.group(2).lower(): int(match.group(1))
            for match in re.finditer(r"^\s*(\d+):.*?(#[0-9A-Fa-f]{6})", lines, re.MULTILINE)}


def take_picture(file):
    # A desktop that is not black. ImageMagick's display does it and still ends with 1.
    subprocess.run(["display", "-window", "root", "-size", "64x64", "xc:#a9c3cc"], env=ENVIRONMENT, timeout=20)
    x, y, width, _ = open_menu()
    time.sleep(1)  # all states are there
    run("xdotool", "mousemove", str(x + width // 2), str(y + FIRST_FORWARD))
    time.sleep(0.3)  # the entry under the pointer is lit, its tooltip not there yet
    run("import", "-window", "root", "-crop", f"{SCREEN[0] - x + 24}x{SCREEN[1] - y + 24}+{x - 24}+{y - 24}", "+repage",
        "-strip", "+dither", "-colors", "64", file)
    run("xdotool", "key", "Escape")
    wait_for("the menu to close", lambda: menu() is None)


def test_menu_and_forward(desktop, program, picture):
    tray = desktop.start_tray()
    app = desktop.start(program, "--demo")
    # The API server of the demo cluster; its forwards are in the menu a moment later.
    before = wait_for("the demo cluster", lambda: listening(app))
    wait_for("the demo's forwards in the menu", lambda: menu_height() > 300)
    if "#15824f" in colors(icon()):
        raise Failed("the icon shows a count although nothing is on")

    click_in_menu(from_top=FIRST_FORWARD)
    port = wait_for("a local port after a click on the first forward", lambda: listening(app) - before).pop()
    page = run("curl", "--silent", "--show-error", "--fail", "--max-time", "10", f"http://localhost:{port}/")
    if "<html" not in page.lower():
        raise Failed(f"port {port} answers with something else than the pod's page: {page[:200]}")
    wait_for("the count on the icon", lambda: "#15824f" in colors(icon()))

    click_in_menu(from_top=FIRST_FORWARD)
    wait_for(f"port {port} to close after the second click", lambda: refused(port))
    wait_for("the count to go", lambda: "#15824f" not in colors(icon()))

    other = subprocess.run([program], capture_output=True, text=True, timeout=20, env=ENVIRONMENT)
    if other.returncode != 1 or f"process {app.pid}" not in other.stderr:
        raise Failed(f"a second one ended with {other.returncode} and said: {other.stderr.strip()}")

    click_in_menu(from_bottom=START_ALL)
    wait_for("three forwards after Start all", lambda: len(listening(app) - before) >= 3)
    wait_for("the diamond for the one that failed", lambda: "#d32636" in colors(icon()))
    if picture:
        take_picture(picture)
    click_in_menu(from_bottom=STOP_ALL)
    wait_for("all ports to close after Stop all", lambda: listening(app) == before)

    place = open_menu(button=3)  # both buttons open it
    click(place[0] + 60, place[1] + place[3] - QUIT)
    if wait_for("the end after Quit", lambda: app.poll() is not None) and app.returncode != 0:
        raise Failed(f"after Quit it ended with {app.returncode}")
    desktop.stop(tray)


def test_import(desktop, program):
    tray = desktop.start_tray()
    saved = os.path.join(desktop.folder, "saved", "forwards.json")
    team = os.path.join(desktop.folder, "team.json")
    with open(team, "w") as file:
        json.dump([{"service": "web", "namespace": "shop", "local_port": "8080", "remote_port": 80, "context": "prod-eu",
                    "workload_type": "service", "protocol": "tcp", "alias": "web", "domain_enabled": True,
                    "portolan": {"autostart": True}}], file)
    app = desktop.start(program, "--forwards", saved)
    click_in_menu(from_bottom=IMPORT_WHEN_EMPTY)
    chooser = wait_for("the file dialog", lambda: window("Import forwards"))
    run("xdotool", "windowfocus", "--sync", chooser)
    run("xdotool", "type", "--delay", "20", team)
    run("xdotool", "key", "Return")
    question = wait_for("the question what to import", lambda: window("Import team.json"))
    if os.path.exists(saved):
        raise Failed("something was saved before the person agreed")
    run("xdotool", "windowfocus", "--sync", question)
    run("xdotool", "key", "Return")
    wait_for("the saved forwards", lambda: os.path.exists(saved))
    with open(saved) as file:
        entry, = json.load(file)
    if entry["alias"] != "web" or not entry["domain_enabled"] or "autostart" in entry["portolan"]:
        raise Failed(f"saved was: {entry}")
    if os.stat(saved).st_mode & 0o077:
        raise Failed("others may read the saved forwards")
    desktop.stop(app)
    desktop.stop(tray)


def test_no_tray(desktop, program):
    app = desktop.start(program, "--wait", "1")
    wait_for("a window where there is no tray", lambda: window("Portolan"))
    if icon():
        raise Failed("there is an icon although there is no tray")
    tray = desktop.start_tray("--tint", "0x202428", "--transparent", "true", "--alpha", "0")
    wait_for("the icon in a tray that came late", icon)
    wait_for("the window to go", lambda: not window("Portolan"))
    if desktop.stop(app) != 0:
        raise Failed("after SIGTERM it ended with an error")
    desktop.stop(tray)


def main():
    program, picture = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    folder = tempfile.mkdtemp(prefix="portolan-tray-test-")
    desktop = Desktop(folder)
    ENVIRONMENT.update(HOME=folder, XDG_RUNTIME_DIR=os.path.join(folder, "run"), XDG_CONFIG_HOME=folder + "/config",
                       XDG_CACHE_HOME=folder + "/cache", QT_QPA_PLATFORM="xcb", LC_ALL="C.UTF-8",
                       # None, rather than one that is started for this test and stays.
                       DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
    for variable in ("WAYLAND_DISPLAY", "KUBECONFIG", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORMTHEME",
                     "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_LOGGING_RULES"):
        ENVIRONMENT.pop(variable, None)
    os.mkdir(ENVIRONMENT["XDG_RUNTIME_DIR"], 0o700)
    try:
        desktop.start_screen()
        test_menu_and_forward(desktop, program, picture)
        test_import(desktop, program)
        test_no_tray(desktop, program)
    except (Failed, subprocess.TimeoutExpired, AttributeError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        log = os.path.join(folder, os.path.basename(program) + ".log")
        if os.path.exists(log):
            with open(log) as lines:
                sys.stderr.write(lines.read())
        return 1
    finally:
        desktop.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    print("passed")
    return 0


ENVIRONMENT = dict(os.environ)
sys.exit(main())
