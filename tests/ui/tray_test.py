#!/usr/bin/env python3
"""The desktop app on a real X server, with a window manager and an XEmbed tray: icon, popup, menu, clicks, forwards that
answer, imports, a second start, and what happens when tray or display go.

  tray_test.py PORTOLAN_TRAY

Exits with 0, or with 1 and a line that says what went wrong.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time

from desktop import (ENVIRONMENT, Failed, click, close, colors, icon, listening, main, menu, open_at_icon, refused, run,
                     shows, wait_for, window, windows)

# Where things are, in pixels at DejaVu Sans 10. In the menu: the middle of the commands, from its bottom. In the popup: the
# middle of the first forward's row from the top, of its switch from the right.
START_ALL, STOP_ALL, QUIT = 157, 131, 18
FIRST_ROW, ROW_SWITCH = 126, 29
# The button beside a row's trouble, from the middle of its name and from the right.
ROW_TROUBLE = (17, 60)
# In the window of the first run: the switch for the login, from the left and the bottom.
LOGIN_SWITCH = (24, 23)

TEAM = [{"service": "web", "namespace": "default", "local_port": "18080", "remote_port": 80, "context": "portolan-demo",
         "workload_type": "service", "protocol": "tcp", "alias": "team-web", "domain_enabled": True,
         "portolan": {"autostart": True}}]


def choose_in_menu(from_bottom):
    x, y, _, height = open_at_icon(button=3)
    click(x + 60, y + height - from_bottom)
    wait_for("the menu to close", lambda: menu() is None)


def switch_first():
    """Clicks the switch of the first forward in the popup, which is open."""
    x, y, width, _ = menu()
    click(x + width - ROW_SWITCH, y + FIRST_ROW)


def type_text(text):
    run("xdotool", "type", "--delay", "15", text)


def start_demo(desktop, program, *arguments):
    """The app with its demo cluster; returns it and the ports that it listens on by itself."""
    app = desktop.start(program, "--demo", *arguments)
    wait_for("the icon in the tray", icon)
    before = wait_for("the demo cluster", lambda: listening(app))

    def has_forwards():
        height = open_at_icon()[3]
        close()
        time.sleep(0.4)  # a click on the icon so soon after would count as the one that closed it
        return height > 250

    wait_for("the demo's forwards in the popup", has_forwards)
    return app, before


def silence(desktop):
    """Without a notification service Qt shows balloons at the icon, which lie where the menu opens."""
    folder = os.path.join(ENVIRONMENT["XDG_CONFIG_HOME"], "portolan")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "settings.json"), "w") as file:
        json.dump({"notifications": False}, file)


def test_popup_and_forward(desktop, program):
    silence(desktop)
    tray = desktop.start_tray()
    app, before = start_demo(desktop, program)
    if "#15824f" in colors(icon()):
        raise Failed("the icon shows a count although nothing is on")
    open_at_icon()
    switch_first()
    port = wait_for("a local port after a click on the first switch", lambda: listening(app) - before).pop()
    page = run("curl", "--silent", "--show-error", "--fail", "--max-time", "10", f"http://localhost:{port}/")
    if "<html" not in page.lower():
        raise Failed(f"port {port} answers with something else than the pod's page: {page[:200]}")
    wait_for("the count on the icon", lambda: "#15824f" in colors(icon()))
    switch_first()
    wait_for(f"port {port} to close after the second click", lambda: refused(port))
    wait_for("the count to go", lambda: "#15824f" not in colors(icon()))

    # A click on the icon closes the popup, and does not open it again.
    x, y, width, height = icon()
    click(x + width // 2, y + height // 2)
    wait_for("the popup to close", lambda: menu() is None)
    time.sleep(0.5)
    if menu():
        raise Failed("the click that closed the popup opened it again")

    # The keyboard alone: search, into the list, space.
    open_at_icon()
    type_text("echo")
    time.sleep(0.2)
    run("xdotool", "key", "Down")
    run("xdotool", "key", "space")
    port = wait_for("a local port after Space on the row that was searched for", lambda: listening(app) - before).pop()
    run("xdotool", "key", "space")
    wait_for(f"port {port} to close after Space again", lambda: refused(port))
    run("xdotool", "key", "Escape")
    close()

    time.sleep(0.4)
    choose_in_menu(START_ALL)
    wait_for("three forwards after Start all", lambda: len(listening(app) - before) >= 3)
    wait_for("the diamond for the one that failed", lambda: "#d32636" in colors(icon()))
    choose_in_menu(STOP_ALL)
    wait_for("all ports to close after Stop all", lambda: listening(app) == before)
    choose_in_menu(QUIT)
    wait_for("the end after Quit", lambda: app.poll() is not None)
    if app.returncode != 0:
        raise Failed(f"after Quit it ended with {app.returncode}")
    desktop.stop(app)
    desktop.stop(tray)


def test_tray_restarted(desktop, program):
    tray = desktop.start_tray()
    app, before = start_demo(desktop, program)
    for way in (signal.SIGKILL, signal.SIGTERM):
        tray.send_signal(way)
        tray.wait(5)
        desktop.processes.remove(tray)
        wait_for("the icon to go with its tray", lambda: not icon())
        tray = desktop.start_tray()
        wait_for("the icon in the tray that was restarted", icon)
    open_at_icon()
    switch_first()
    wait_for("a local port after a click in the popup", lambda: listening(app) - before)
    close()
    if desktop.stop(app) != 0:
        raise Failed("after SIGTERM it ended with an error")
    desktop.stop(tray)


def import_and_check(saved, *aliases):
    """Agrees to the preview that is open; then `aliases` are saved, and none of them starts by itself."""
    count = len(saved_entries(saved))
    question = wait_for("the question what to import", lambda: window("Import"))
    if len(saved_entries(saved)) != count:
        raise Failed("something was saved before the person agreed")
    run("xdotool", "windowactivate", "--sync", question)
    time.sleep(0.2)
    run("xdotool", "key", "Return")
    wait_for("the saved forwards", lambda: len(saved_entries(saved)) == len(aliases))
    entries = saved_entries(saved)
    if sorted(entry["alias"] for entry in entries) != sorted(aliases):
        raise Failed(f"saved was: {entries}")
    for entry in entries:
        if not entry["domain_enabled"] or "autostart" in entry["portolan"]:
            raise Failed(f"saved was: {entry}")
    if os.stat(saved).st_mode & 0o077:
        raise Failed("others may read the saved forwards")


def saved_entries(saved):
    if not os.path.exists(saved):
        return []
    with open(saved) as file:
        return json.load(file)


def write_team(desktop, alias):
    path = os.path.join(desktop.folder, alias + ".json")
    with open(path, "w") as file:
        json.dump([dict(TEAM[0], alias=alias, service=alias, local_port=18080 + len(alias))], file)
    return path


def test_imports(desktop, program):
    """By a second start with a file, by pasting, by a link, by the file dialog: always the same preview first."""
    tray = desktop.start_tray()
    first_file = write_team(desktop, "team-web")
    second_file = write_team(desktop, "other-web")

    saved = os.path.join(desktop.folder, "second-start", "forwards.json")
    app = desktop.start(program, "--forwards", saved)
    wait_for("the window of the first run", lambda: window("Portolan"))
    wait_for("the icon in the tray", icon)
    second = subprocess.run([program, first_file], capture_output=True, text=True, timeout=20, env=ENVIRONMENT)
    if second.returncode != 0:
        raise Failed(f"a second start with a file ended with {second.returncode} and said: {second.stderr.strip()}")
    import_and_check(saved, "team-web")
    desktop.stop(app)

    saved = os.path.join(desktop.folder, "pasted", "forwards.json")
    app = desktop.start(program, "--forwards", saved)
    first = wait_for("the window of the first run", lambda: window("Portolan"))
    subprocess.run(["xclip", "-selection", "clipboard"], input=json.dumps(TEAM), text=True, timeout=10, env=ENVIRONMENT,
                   stdout=subprocess.DEVNULL)
    run("xdotool", "windowactivate", "--sync", first)
    time.sleep(0.3)
    run("xdotool", "key", "ctrl+v")
    import_and_check(saved, "team-web")
    desktop.stop(app)

    saved = os.path.join(desktop.folder, "link", "forwards.json")
    link = "portolan://import?json=" + "".join(f"%{byte:02x}" for byte in json.dumps(TEAM).encode())
    app = desktop.start(program, "--hidden", "--forwards", saved, link)
    import_and_check(saved, "team-web")
    run(program)  # a second start alone raises the window
    first = wait_for("the window after a second start", lambda: window("Portolan"))
    run("xdotool", "windowactivate", "--sync", first)
    time.sleep(0.3)
    run("xdotool", "key", "ctrl+i")
    chooser = wait_for("the file dialog", lambda: window("Import forwards"))
    run("xdotool", "windowactivate", "--sync", chooser)
    type_text(second_file)
    run("xdotool", "key", "Return")
    wait_for("the file dialog to close", lambda: not window("Import forwards"))
    import_and_check(saved, "team-web", "other-web")
    desktop.stop(app)
    desktop.stop(tray)


def test_no_tray(desktop, program):
    app = desktop.start(program, "--hidden", "--wait", "1")
    wait_for("a window where there is no tray", lambda: window("Portolan"))
    if icon():
        raise Failed("there is an icon although there is no tray")
    tray = desktop.start_tray("--tint", "0x202428", "--transparent", "true", "--alpha", "0")
    wait_for("the icon in a tray that came late", icon)
    if desktop.stop(app) != 0:
        raise Failed("after SIGTERM it ended with an error")
    desktop.stop(tray)


def test_login(desktop, program):
    """As at login: hidden, before the tray; a forward marked to start does."""
    saved = os.path.join(desktop.folder, "login.json")
    entry = dict(TEAM[0], context="nowhere", local_port=18099)
    with open(saved, "w") as file:
        json.dump([entry], file)
    app = desktop.start(program, "--hidden", "--wait", "60", "--forwards", saved)
    tray = desktop.start_tray()
    wait_for("the icon in a tray that came after us", icon)
    wait_for("the failure of the forward that starts by itself", lambda: "#d32636" in colors(icon()))
    if window("Portolan"):
        raise Failed("a hidden start opened the window")
    desktop.stop(app)
    desktop.stop(tray)


def write_script(path, text):
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o700)


def test_log_in(desktop, program):
    """A login that has expired, as its plugin says: a click opens a terminal, and when the person is logged in there the
    forward goes on."""
    command = os.path.join(os.path.dirname(program), "portolan")
    demo = desktop.start(command, "demo", stdout=subprocess.PIPE, text=True)
    config = None
    while not config:
        line = demo.stdout.readline()
        if not line:
            raise Failed("portolan demo ended")
        config = re.search(r"--kubeconfig (\S+)", line)
    folder = os.path.join(desktop.folder, "login")
    os.mkdir(folder)
    kubeconfig = os.path.join(folder, "config")
    with open(config.group(1)) as file:
        text = file.read()
    token = re.search(r"token: (demo-\w+)", text).group(1)
    write_script(os.path.join(folder, "plugin"), f"""[ -e {folder}/is-logged-in ] || {{ echo 'The session has expired' >&2; exit 255; }}
echo '{{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{{"token":{json.dumps(token)}}}}}'
""")
    exec_section = f"exec: {{apiVersion: client.authentication.k8s.io/v1, command: {folder}/plugin, interactiveMode: IfAvailable}}"
    with open(kubeconfig, "w") as file:
        file.write(re.sub(r"token: demo-\w+", exec_section, text))
    # What stands for a terminal: the person logs in there, and presses Enter at the end.
    programs = os.path.join(folder, "bin")
    os.mkdir(programs)
    write_script(os.path.join(programs, "x-terminal-emulator"),
                 f'touch {folder}/is-logged-in; shift; echo "$@" >{folder}/heard; echo | "$@" >{folder}/said 2>&1\n')
    path = ENVIRONMENT["PATH"]
    ENVIRONMENT["PATH"] = f"{programs}:{path}"

    saved = os.path.join(folder, "forwards.json")
    with open(saved, "w") as file:
        json.dump([dict(TEAM[0], local_port=18097, kubeconfig=kubeconfig)], file)
    tray = desktop.start_tray()
    app = desktop.start(program, "--hidden", "--forwards", saved)
    wait_for("the icon in the tray", icon)
    wait_for("the clock of the one that waits", lambda: shows("#f2b134"))
    x, y, width, _ = open_at_icon()
    if os.environ.get("PORTOLAN_FAILURE_PICTURE"):
        run("import", "-window", "root", os.environ["PORTOLAN_FAILURE_PICTURE"] + ".login.png")
    click(x + width - ROW_TROUBLE[1], y + FIRST_ROW + ROW_TROUBLE[0])

    def answers():
        return subprocess.run(["curl", "--silent", "--fail", "--max-time", "5", "http://localhost:18097/"], capture_output=True,
                              env=ENVIRONMENT).returncode == 0

    wait_for("the page, once the person is logged in", answers)
    with open(os.path.join(folder, "heard")) as file:
        heard = file.read().strip()
    if heard != f"{command} login portolan-demo --kubeconfig {kubeconfig} --keep-open":
        raise Failed(f"it opened a terminal with: {heard}")
    with open(os.path.join(folder, "said")) as file:
        said = file.read()
    if "Logged in to portolan-demo" not in said or "The forward that needs it tries again." not in said:
        raise Failed(f"the login said: {said}")
    ENVIRONMENT["PATH"] = path
    desktop.stop(app)
    desktop.stop(tray)
    desktop.stop(demo)


def geometry(title):
    found = [place for _, name, framed, place in windows() if framed and name.startswith(title)]
    return found[-1] if found else None


def test_first_run_window(desktop, program):
    """The switch for the login in the window of the first run, and the window's place, which is remembered."""
    tray = desktop.start_tray()
    saved = os.path.join(desktop.folder, "first", "forwards.json")
    entry = os.path.join(ENVIRONMENT["XDG_CONFIG_HOME"], "autostart", "portolan.desktop")
    app = desktop.start(program, "--forwards", saved)
    identity = wait_for("the window of the first run", lambda: window("Portolan"))
    wait_for("the icon in the tray", icon)
    run("xdotool", "windowsize", "--sync", identity, "940", "580")
    run("xdotool", "windowmove", "--sync", identity, "20", "24")
    time.sleep(0.3)
    place = geometry("Portolan")
    x, y, _, height = place

    def starts_at_login():
        if not os.path.exists(entry):
            return False
        with open(entry) as file:
            text = file.read()
        return "Hidden=true" not in text and "--hidden" in text and program in text

    click(x + LOGIN_SWITCH[0], y + height - LOGIN_SWITCH[1])
    wait_for("the entry for the login", starts_at_login)
    click(x + LOGIN_SWITCH[0], y + height - LOGIN_SWITCH[1])
    wait_for("the entry to go again", lambda: not starts_at_login())
    for closes in (True, False):
        if closes:
            run("xdotool", "windowactivate", "--sync", identity)
            run("xdotool", "key", "Escape")
            wait_for("the window to close", lambda: not window("Portolan"))
        desktop.stop(app)
        app = desktop.start(program, "--forwards", saved)
        wait_for("the window where it was", lambda: geometry("Portolan") == place)
        if closes:
            run("xdotool", "windowmove", "--sync", window("Portolan"), "40", "30")
            time.sleep(0.3)
            place = geometry("Portolan")
    desktop.stop(app)
    desktop.stop(tray)


def test_store_breaks(desktop, program):
    """The file is broken by hand while the window is open: that is said once, nothing is lost, and it goes on."""
    tray = desktop.start_tray()
    folder = os.path.join(desktop.folder, "breaks")
    saved = os.path.join(folder, "forwards.json")
    os.mkdir(folder)

    def write(text):
        with open(saved, "w") as file:
            file.write(text)

    write(json.dumps(TEAM))
    app = desktop.start(program, "--forwards", saved)
    wait_for("the icon in the tray", icon)

    def popup_height():
        place = open_at_icon()
        close()
        time.sleep(0.4)  # a click on the icon so soon after would count as the one that closed it
        return place[3]

    height = popup_height()
    run(program)
    wait_for("the window", lambda: window("Portolan"))
    for text in ('[{"service": "web",', "[]]", "\0\0\0"):
        write(text)
        wait_for("a message", lambda: window("The saved forwards cannot be read"))
        time.sleep(0.6)
        said = [name for _, name, framed, _ in windows() if framed and name.startswith("The saved forwards")]
        if len(said) != 1:
            raise Failed(f"said {len(said)} times that the file is broken")
        with open(saved) as file:
            if file.read() != text:
                raise Failed("the broken file was written over")
    run("xdotool", "windowactivate", "--sync", window("The saved forwards"))
    run("xdotool", "key", "Return")
    wait_for("the message to close", lambda: not window("The saved forwards"))
    entries = [dict(TEAM[0], alias=alias, local_port=0, context="nowhere") for alias in "abcdef"]
    write(json.dumps(entries))
    wait_for("the popup with all of them", lambda: popup_height() > height + 30)
    desktop.stop(app)
    desktop.stop(tray)


def test_add_to_the_demo(desktop, program):
    """Who has no kubeconfig adds a forward of the demo cluster as of any other."""
    tray = desktop.start_tray()
    saved = os.path.join(desktop.folder, "added", "forwards.json")
    app, before = start_demo(desktop, program, "--forwards", saved)
    run(program)
    run("xdotool", "windowactivate", "--sync", wait_for("the window", lambda: window("Portolan")))
    run("xdotool", "key", "ctrl+n")
    run("xdotool", "windowactivate", "--sync", wait_for("the editor", lambda: window("Add a forward")))
    type_text("web")
    time.sleep(1)  # the cluster answers, and what was typed is found in its list
    run("xdotool", "key", "ctrl+Return")
    port = wait_for("a local port after the editor", lambda: listening(app) - before).pop()
    page = run("curl", "--silent", "--show-error", "--fail", "--max-time", "10", f"http://localhost:{port}/")
    if "<html" not in page.lower():
        raise Failed(f"port {port} answers with something else than the pod's page: {page[:200]}")
    with open(saved) as file:
        entries = json.load(file)
    if len(entries) != 1 or "kubeconfig" in entries[0]:
        raise Failed(f"saved: {entries}")
    desktop.stop(app)
    desktop.stop(tray)


def test_session_ends(desktop, program):
    """SIGTERM with a forward on, window and dialog open; and a start after it was killed."""
    tray = desktop.start_tray()
    app, before = start_demo(desktop, program)
    open_at_icon()
    switch_first()
    port = wait_for("a local port", lambda: listening(app) - before).pop()
    close()
    run(program)
    first = wait_for("the window", lambda: window("Portolan"))
    run("xdotool", "windowactivate", "--sync", first)
    run("xdotool", "key", "ctrl+n")
    wait_for("the editor", lambda: window("Add a forward"))
    if desktop.stop(app, 3) != 0:
        raise Failed(f"after SIGTERM it ended with {app.returncode}")
    if not refused(port):
        raise Failed(f"port {port} is still open")
    app, _ = start_demo(desktop, program)
    app.kill()
    app.wait(5)
    desktop.processes.remove(app)
    app, _ = start_demo(desktop, program)
    desktop.stop(app)
    desktop.stop(tray)


def test_display_goes(desktop, program):
    tray = desktop.start_tray()
    app, before = start_demo(desktop, program)
    open_at_icon()
    switch_first()
    port = wait_for("a local port", lambda: listening(app) - before).pop()
    screen = desktop.processes[0]
    screen.kill()
    screen.wait(5)
    desktop.processes.remove(screen)
    try:
        app.wait(10)
    except subprocess.TimeoutExpired:
        raise Failed("it lives on without a display") from None
    if not refused(port):
        raise Failed(f"port {port} is still open")


sys.exit(main([test_popup_and_forward, test_tray_restarted, test_imports, test_no_tray, test_login, test_log_in, test_first_run_window,
               test_store_breaks, test_add_to_the_demo, test_session_ends, test_display_goes],
              sys.argv[1:2]))
