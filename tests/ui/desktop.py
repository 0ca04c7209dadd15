"""An X server of its own with a window manager and, where wanted, a tray, for tests that start the desktop app and use
it as a person does: real windows, real clicks."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SCREEN = (1000, 640)
ENVIRONMENT = dict(os.environ)

# The fonts of all machines alike: places in menus and lists are told in pixels.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{}/fonts</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>
"""


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
        # Without -noreset it starts anew when its last client goes, which may be xdotool before openbox is there.
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24", "-nolisten", "tcp",
                   "-noreset", pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise Failed("Xvfb does not start")
        ENVIRONMENT["DISPLAY"] = ":" + number
        self.start("openbox")
        run("xdotool", "mousemove", "300", "200")

    def start_tray(self, *colors):
        """A trayer that is asked for a place in the moment of its start never shows itself: then another is started."""
        for _ in range(5):
            tray = self.start("trayer", "--edge", "bottom", "--align", "right", "--expand", "true", "--widthtype",
                              "request", "--heighttype", "pixel", "--height", "28", *colors)
            try:
                wait_for("the tray", has_tray, 3)
                return tray
            except Failed:
                self.stop(tray)
        raise Failed("trayer does not show itself")


def has_tray():
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "^trayer$"], capture_output=True,
                          env=ENVIRONMENT).stdout.strip()


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


def still_icon():
    """The icon's place: a tray that grows moves its icons."""
    place = icon()
    time.sleep(0.2)
    return place if place and icon() == place else None


def menu():
    found = [place for _, _, framed, place in windows() if not framed and min(place[2:]) > 100]
    return found[0] if found else None


def click(x, y, button=1):
    run("xdotool", "mousemove", str(x), str(y))
    time.sleep(0.15)  # the menu must have followed the pointer
    run("xdotool", "click", str(button))


def open_at_icon(button=1):
    """Clicks the icon in the tray; returns the place of what opens: the popup, or with button 3 the menu."""
    x, y, width, height = wait_for("the icon to stand still in the tray", still_icon)
    click(x + width // 2, y + height // 2, button)
    place = wait_for("what opens after a click on the icon", menu)
    time.sleep(0.3)  # until it is painted
    return place


def close():
    run("xdotool", "key", "Escape")
    wait_for("the popup to close", lambda: menu() is None)


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


def shows(color):
    """Whether the icon is there, with that colour in it."""
    place = icon()
    return bool(place) and color in colors(place)


def main(tests, programs, session_bus=False):
    """Runs the tests in order on one screen; prints what went wrong, and the app's log. Returns the exit status.
    Without `session_bus` there is none, rather than one that is started for this test and stays."""
    folder = tempfile.mkdtemp(prefix="portolan-desktop-test-")
    desktop = Desktop(folder)
    # TMPDIR: an app that is killed leaves its own there.
    ENVIRONMENT.update(HOME=folder, TMPDIR=os.path.join(folder, "tmp"), XDG_RUNTIME_DIR=os.path.join(folder, "run"), XDG_CONFIG_HOME=folder + "/config",
                       XDG_CACHE_HOME=folder + "/cache", XDG_STATE_HOME=folder + "/state", QT_QPA_PLATFORM="xcb",
                       LC_ALL="C.UTF-8", FONTCONFIG_FILE=folder + "/fonts.conf")
    for variable in ("WAYLAND_DISPLAY", "KUBECONFIG", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORMTHEME",
                     "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_LOGGING_RULES", "LANGUAGE"):
        ENVIRONMENT.pop(variable, None)
    if not session_bus:
        ENVIRONMENT["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    os.mkdir(ENVIRONMENT["XDG_RUNTIME_DIR"], 0o700)
    os.mkdir(ENVIRONMENT["TMPDIR"])
    with open(folder + "/fonts.conf", "w") as file:
        file.write(FONTS.format(folder))
    try:
        desktop.start_screen()
        for test in tests:
            print(test.__name__, flush=True)
            test(desktop, *programs)
    except (Failed, subprocess.TimeoutExpired, AttributeError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        log = os.path.join(folder, os.path.basename(programs[0]) + ".log")
        if os.path.exists(log):
            with open(log) as lines:
                sys.stderr.write(lines.read())
        if os.environ.get("PORTOLAN_FAILURE_PICTURE"):
            subprocess.run(["import", "-window", "root", os.environ["PORTOLAN_FAILURE_PICTURE"]], env=ENVIRONMENT)
        return 1
    finally:
        desktop.stop_all()
        shutil.rmtree(folder, ignore_errors=True)
    print("passed")
    return 0
