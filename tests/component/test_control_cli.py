#!/usr/bin/env python3
"""`portolan run` in one process and `portolan status`, start, stop, … in others, on the demo cluster of a third: exit
codes, output for people and for programs, and who may run the saved forwards.

Usage: test_control_cli.py PROGRAM"""

import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PATIENCE = 30  # seconds: no single step takes longer unless something is broken
program = sys.argv.pop(1)
scratch = tempfile.TemporaryDirectory(prefix="portolan-cli-")
root = pathlib.Path(scratch.name)


def environment():
    """Nothing of the person who runs the tests."""
    kept = {n: v for n, v in os.environ.items() if n in ("PATH", "LANG", "LC_ALL", "TMPDIR") or n.endswith("SAN_OPTIONS")}
    folders = {"HOME": "home", "XDG_RUNTIME_DIR": "run", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}
    for folder in folders.values():
        (root / folder).mkdir(mode=0o700, exist_ok=True)
    return {**kept, **{name: str(root / folder) for name, folder in folders.items()}}


def wait_until(what, condition):
    """The condition's first true value."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE} s: {what() if callable(what) else what}")
        time.sleep(0.02)
    return value


class Running:
    """A process whose lines are read as they come; killed in the end."""

    def __init__(self, *arguments):
        self.lines, self.errors = [], []
        self.process = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        pairs = (self.process.stdout, self.lines), (self.process.stderr, self.errors)
        self.readers = [threading.Thread(target=self._read, args=pair, daemon=True) for pair in pairs]
        for reader in self.readers:
            reader.start()

    @staticmethod
    def _read(pipe, lines):
        with pipe:
            for line in pipe:
                lines.append(line)

    def wait_for(self, pattern):
        def match():
            found = (re.search(pattern, line) for line in list(self.lines))
            return next((m for m in found if m), None) or (self.process.poll() is not None and "ended")

        found = wait_until(lambda: f"{pattern} in {self}", match)
        if found == "ended":
            raise AssertionError(f"{pattern} did not come: {self}")
        return found

    def __str__(self):
        return f"code {self.process.poll()}, {''.join(self.lines)!r}, {''.join(self.errors)!r}"

    def end(self, number=signal.SIGINT):
        """The exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        for reader in self.readers:
            reader.join(PATIENCE)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end(signal.SIGKILL)


def portolan(*arguments):
    """Runs to its end."""
    return subprocess.run([program, *arguments], capture_output=True, text=True, env=environment(), timeout=PATIENCE)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def entry(alias, target, port, uid, **more):
    return {"alias": alias, "remote_port": port, "portolan": {"uid": uid, "target": target, **more}}


SAVED = [
    entry("web", "service/web", 80, "u-web", tags=["front"]),
    entry("echo", "service/echo", 7, "u-echo", tags=["back"]),
    entry("db", "statefulset/database", 5432, "u-db", tags=["back"], on_demand=True),
    entry("twin", "service/web", 80, "u-twin-1"),
    entry("twin", "service/echo", 7, "u-twin-2"),
    entry("broken", "pod/broken", 8080, "u-broken"),
    entry("missing", "service/missing", 80, "u-missing"),
]


def setUpModule():
    global demo, kubeconfig
    environment()
    folder = root / "config/portolan"
    folder.mkdir(mode=0o700)
    (folder / "forwards.json").write_text(json.dumps(SAVED))
    demo = Running("demo", "--port", str(free_port()))
    kubeconfig = demo.wait_for(r"--kubeconfig (\S+) get")[1]


def tearDownModule():
    demo.end()


class SavedForwards(unittest.TestCase):
    """One engine over the saved forwards, and what commands say to it."""

    def setUp(self):
        self.engine = Running("run", "--tag", "front", "--kubeconfig", kubeconfig)
        self.addCleanup(self.engine.end, signal.SIGKILL)
        self.engine.wait_for(r"web: ready on 127\.0\.0\.1:")

    def portolan(self, code, *arguments):
        done = portolan(*arguments)
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stdout} {done.stderr}")
        return done

    def states(self):
        done = portolan("status", "--json")
        return {each["uid"]: each["state"] for each in json.loads(done.stdout)["forwards"]}

    def test_status_for_people_and_for_programs(self):
        text = self.portolan(0, "status").stdout
        self.assertRegex(text.splitlines()[0], r"^NAME +STATE +LOCAL +TARGET +POD +OPEN +SINCE$")
        self.assertRegex(text, r"(?m)^web +ready +127\.0\.0\.1:\d+ +service/web:80 +web-")
        self.assertRegex(text, r"(?m)^echo +stopped +")
        self.assertEqual(len(text.splitlines()), 1 + len(SAVED))

        web, *others = json.loads(self.portolan(0, "status", "--json").stdout)["forwards"]
        self.assertEqual(len(others), len(SAVED) - 1)
        self.assertEqual((web["name"], web["state"], web["tags"]), ("web", "ready", ["front"]))
        self.assertIn(f"127.0.0.1:{web['local_port']}", web["listening"])
        connection = http.client.HTTPConnection("127.0.0.1", web["local_port"], timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", "/name")
            self.assertEqual(connection.getresponse().read().decode().strip(), web["pod"])

        only = json.loads(self.portolan(0, "status", "--json", "echo", "u-db").stdout)["forwards"]
        self.assertEqual([each["name"] for each in only], ["echo", "db"])
        only = json.loads(self.portolan(0, "status", "--json", "--tag", "front").stdout)["forwards"]
        self.assertEqual([each["name"] for each in only], ["web"])

    def test_start_stop_restart_by_name_tag_and_all(self):
        self.assertRegex(self.portolan(0, "start", "echo").stdout, r"^echo: ready on 127\.0\.0\.1:\d+, pod echo-")
        self.assertRegex(self.portolan(0, "stop", "echo").stdout, r"^echo: stopped")
        done = json.loads(self.portolan(0, "start", "--json", "--tag", "back").stdout)["forwards"]
        self.assertEqual([(each["name"], each["state"]) for each in done], [("echo", "ready"), ("db", "listening")])
        self.portolan(0, "start", "echo")  # it is
        self.assertRegex(self.portolan(0, "restart", "u-echo").stdout, r"^echo: ready on")
        self.portolan(0, "retry", "echo")
        self.assertEqual(self.states()["u-echo"], "ready")
        self.portolan(0, "stop", "--all")
        self.assertEqual(set(self.states().values()), {"stopped"})
        self.portolan(0, "stop", "--all")  # they are

    def test_what_does_not_come_up_has_a_code_of_its_own(self):
        failed = self.portolan(3, "start", "missing")
        self.assertRegex(failed.stdout, r"^missing: failed at the stage target: .*missing")
        waiting = self.portolan(3, "start", "broken", "--timeout", "1s")
        self.assertRegex(waiting.stdout, r"^broken: (waiting|starting)")
        self.assertRegex(self.portolan(3, "status").stdout, r"(?m)^missing +failed .*\n  target: ")
        self.portolan(0, "status", "web")
        self.portolan(0, "start", "missing", "--timeout", "0")  # nobody wants to know
        self.portolan(0, "stop", "missing", "broken")
        self.portolan(0, "status")

    def test_names_that_say_too_little_or_nothing(self):
        twin = self.portolan(1, "start", "twin")
        for text in ("u-twin-1", "u-twin-2", "service/web", "service/echo"):
            self.assertIn(text, twin.stderr)
        self.assertEqual({self.states()[uid] for uid in ("u-twin-1", "u-twin-2")}, {"stopped"})
        self.portolan(0, "start", "u-twin-2")
        self.assertEqual(self.states()["u-twin-1"], "stopped")
        unknown = self.portolan(1, "stop", "nobody")
        self.assertIn("nobody", unknown.stderr)
        self.assertIn("web, echo", unknown.stderr)
        self.portolan(1, "start", "--tag", "nowhere")
        self.portolan(1, "start")
        self.portolan(1, "status", "--colour")

    def test_watch_shows_each_change(self):
        with Running("status", "--watch", "--json", "echo") as watch, Running("status", "-w") as people:
            watch.wait_for('"state":"stopped"')
            people.wait_for("^web +ready")
            self.portolan(0, "start", "echo")
            watch.wait_for('"state":"ready"')
            people.wait_for(r"^\d\d:\d\d:\d\d  echo: ready on")
            for line in watch.lines:
                self.assertEqual(json.loads(line)["name"], "echo")
            self.assertEqual(people.end(), 0)
            self.assertEqual(self.engine.end(signal.SIGTERM), 0)  # how systemd ends it
            self.assertEqual(watch.process.wait(PATIENCE), 4)
            wait_until("it says why", lambda: "the engine has ended" in "".join(watch.errors))

    def test_logs_and_events(self):
        with Running("events", "--json") as events, Running("logs", "--follow", "echo") as follow:
            # They are listening once they have told what there was; events have no such line.
            wait_until("the events begin", lambda: events.lines or self.portolan(0, "restart", "web"))
            self.portolan(0, "start", "echo")
            follow.wait_for(r"  echo  ready")
            events.wait_for('"event":"journal".*"name":"echo"')
            events.wait_for('"event":"status".*"name":"echo"')
            for line in events.lines:
                self.assertIn(json.loads(line)["event"], ("status", "journal"))
            self.assertFalse([line for line in follow.lines if "  web  " in line])
        entries = [json.loads(line) for line in self.portolan(0, "logs", "--json", "web").stdout.splitlines()]
        self.assertTrue(entries)
        self.assertEqual({each["name"] for each in entries}, {"web"})
        self.assertIn("pod", {each["kind"] for each in entries})
        self.assertEqual(len(self.portolan(0, "logs", "--tail", "2").stdout.splitlines()), 2)
        journal = root / "state/portolan/journal.jsonl"
        wait_until("the journal is on disk", lambda: journal.exists() and '"ready"' in journal.read_text())

    def test_metrics(self):
        lines = self.portolan(0, "metrics").stdout.splitlines()
        for line in lines:
            self.assertRegex(line, r'^(# (HELP|TYPE) portolan_\w+ .*|portolan_\w+(\{(\w+="[^"]*",?)*\})? [0-9.e+-]+)$')
        self.assertTrue([line for line in lines if 'web' in line and not line.startswith('#')])

    def test_one_engine_over_the_saved_forwards(self):
        second = self.portolan(1, "run", "--all", "--kubeconfig", kubeconfig)
        self.assertIn(f"process {self.engine.process.pid}", second.stderr)
        self.assertIn("portolan", second.stderr)
        # It has done the first no harm.
        self.portolan(0, "status")
        # A file's may run beside it, and is found by its socket.
        path = root / "one.json"
        path.write_text(json.dumps([entry("mine", "service/web", 80, "u-mine")]))
        mine = root / "mine.sock"
        with Running("run", str(path), "--kubeconfig", kubeconfig, "--socket", str(mine)) as run:
            run.wait_for("mine: ready on")
            self.assertEqual(mine.stat().st_mode & 0o077, 0)
            self.assertIn("mine", self.portolan(0, "status", "--socket", str(mine)).stdout)
            self.assertNotIn("mine", self.portolan(0, "status").stdout)
            self.assertEqual(run.end(), 0)
        self.assertFalse(mine.exists())

    def test_a_killed_engine_is_in_nobodys_way(self):
        self.engine.end(signal.SIGKILL)
        gone = self.portolan(4, "status")
        self.assertIn("portolan run --all", gone.stderr)
        with Running("run", "--tag", "front", "--kubeconfig", kubeconfig) as again:
            again.wait_for("web: ready on")
            self.portolan(0, "status")
            self.assertEqual(again.end(), 0)
        self.assertFalse((root / "run/portolan/control.sock").exists())
        self.portolan(4, "status")


class RunCommand(unittest.TestCase):
    """portolan run FILE -- COMMAND."""

    def setUp(self):
        self.port = free_port()
        self.file = root / "run.json"
        self.file.write_text(json.dumps([{**entry("web", "service/web", 80, "u-1"), "local_port": self.port}]))

    def run_with(self, *command, flags=()):
        return portolan("run", str(self.file), "--kubeconfig", kubeconfig, *flags, "--", *command)

    def python(self, code, flags=()):
        return self.run_with(sys.executable, "-c", code, flags=flags)

    def test_the_forwards_are_up_while_it_runs(self):
        done = self.python(
            "import sys, urllib.request\n"
            f"print(urllib.request.urlopen('http://127.0.0.1:{self.port}/name', timeout=10).read().decode().strip())\n"
            "sys.exit(7)"
        )
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertRegex(done.stdout, r"^web-[-\w]+\n$")  # its output is its own
        self.assertIn("web: ready", done.stderr)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", self.port))

    def test_exit_codes(self):
        self.assertEqual(self.python("").returncode, 0)
        self.assertEqual(self.python("import os; os.kill(os.getpid(), 9)").returncode, 128 + 9)
        missing = self.run_with("/nonexistent/command")
        self.assertEqual(missing.returncode, 127)
        self.assertIn("/nonexistent/command", missing.stderr)

    def test_a_forward_that_does_not_come_up(self):
        for target, within in (("service/missing", PATIENCE), ("pod/broken", 10)):
            self.file.write_text(json.dumps([entry("x", target, 8080, "u-1")]))
            marker = root / "was-run"
            started = time.monotonic()
            done = self.python(f"open({str(marker)!r}, 'w')", flags=("--timeout", "2s"))
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn("is not run", done.stderr)
            self.assertLess(time.monotonic() - started, within)
            self.assertFalse(marker.exists())

    def test_signals_reach_the_command(self):
        code = (
            "import signal, sys, time\n"
            "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
            "print('running', flush=True)\n"
            "time.sleep(60)"
        )
        with Running("run", str(self.file), "--kubeconfig", kubeconfig, "--", sys.executable, "-c", code) as run:
            run.wait_for("running")
            self.assertEqual(run.end(signal.SIGTERM), 5)

    def test_a_file_may_name_no_kubeconfig_unasked(self):
        named = {**entry("web", "service/web", 80, "u-1"), "kubeconfig": kubeconfig}
        self.file.write_text(json.dumps([named]))
        refused = self.run_with("true")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("--allow-kubeconfig", refused.stderr)
        allowed = portolan("run", str(self.file), "--allow-kubeconfig", "--", "true")
        self.assertEqual(allowed.returncode, 0, allowed.stderr)


class NoEngine(unittest.TestCase):
    def test_each_command_says_so(self):
        for command in (["status"], ["start", "web"], ["stop", "--all"], ["restart", "web"], ["retry", "web"], ["logs"],
                        ["events"], ["metrics"]):
            done = portolan(*command)
            self.assertEqual(done.returncode, 4, command)
            self.assertEqual(done.stdout, "")
            self.assertIn("no engine runs", done.stderr)
        done = portolan("status", "--socket", str(root / "nothing.sock"))
        self.assertEqual(done.returncode, 4)
        self.assertIn("nothing.sock", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
