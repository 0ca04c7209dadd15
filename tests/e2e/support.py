"""What the end-to-end tests share: the cluster, the program that is tested, and clients for the backend's ports
(tests/cluster/README.md lists them)."""

import contextlib
import ctypes
import hashlib
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest

ECHO, SINK, SOURCE, LATE, RESET, HTTP = 10000, 10001, 10002, 10004, 10005, 10080
NOBODY_LISTENS = 10099
MIB = 1 << 20
PATIENCE = 30  # seconds: no single step takes longer unless something is broken

cluster = pathlib.Path(os.environ.get("PORTOLAN_E2E_CLUSTER", "build/cluster"))
scratch = tempfile.TemporaryDirectory(prefix="portolan-e2e-")  # removed when the tests end, also when they are interrupted
program = os.environ.get("PORTOLAN_E2E_PROGRAM", "build/dev/bin/portolan")
# Built with AddressSanitizer it takes several times the memory, which is not looked at then, and twice the time.
IS_SANITIZED = b"__asan_init" in pathlib.Path(program).read_bytes()


def kubeconfig(user="admin"):
    return str(cluster / f"{user}.kubeconfig")


def kubectl(*arguments, text=None):
    """The output of kubectl as administrator."""
    command = [str(cluster / "kubectl"), "--kubeconfig", kubeconfig(), *arguments]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=90)
    if done.returncode:
        raise AssertionError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def wait_until(what, condition, seconds=PATIENCE):
    """The condition's first true value; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
    return value


def environment(**changes):
    """For the program: nothing of the person who runs the tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG", "LC_ALL", "TMPDIR") or name.endswith("SAN_OPTIONS")
    }
    return {**kept, "HOME": f"{scratch.name}/home", **changes}


class PortForward:
    """One running `port-forward`. In a with statement: waits until every port is forwarded, and ends it in the end."""

    def __init__(self, target, *arguments, config=None, command=None, env=None):
        """arguments: ports, and flags as --NAME=VALUE; config: a kubeconfig file, or "" to pass none."""
        config = kubeconfig() if config is None else config
        flags = [f"--kubeconfig={config}"] if config else []
        self.arguments = [*(command or [program]), "port-forward", *flags, target, *arguments]
        self.lines, self.errors = [], []
        self._ports = sum(not argument.startswith("-") for argument in arguments)
        self.process = subprocess.Popen(
            self.arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env or environment(),
        )
        self._readers = [
            threading.Thread(target=self._read, args=pair, daemon=True)
            for pair in ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        ]
        for reader in self._readers:
            reader.start()

    @staticmethod
    def _read(pipe, lines):
        with pipe:
            for line in pipe:
                lines.append(line)

    def __enter__(self):
        try:
            wait_until("all ports are forwarded", lambda: len({f[1:] for f in self._forwarding()}) == self._ports or self.ended())
        except AssertionError as error:
            self.__exit__()
            raise AssertionError(f"{error}: {self}") from None
        if self.ended():
            self.wait()
            raise AssertionError(f"ended before it forwarded: {self}")
        return self

    def __exit__(self, *_):
        if not self.ended():
            self.process.kill()
        self.wait()

    def __str__(self):
        return f"{' '.join(self.arguments)}: code {self.process.poll()}, {''.join(self.lines)!r}, {''.join(self.errors)!r}"

    def _forwarding(self):
        """(address, local port, remote port) of each line that says so."""
        found = (re.fullmatch(r"Forwarding from (.*):(\d+) -> (\d+)\n", line) for line in list(self.lines))
        return [(m[1], int(m[2]), int(m[3])) for m in found if m]

    def local(self, remote=None):
        """The local port for this port of the pod, or the only one."""
        ports = {r: local for _, local, r in self._forwarding()}
        return ports[remote] if remote else ports[min(ports)]

    def connect(self, remote=None, address="127.0.0.1"):
        return socket.create_connection((address, self.local(remote)), timeout=PATIENCE)

    def get(self, path="/", remote=None, address="127.0.0.1"):
        """The body of the answer to an HTTP request."""
        connection = http.client.HTTPConnection(address, self.local(remote), timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Connection": "close"})
            response = connection.getresponse()
            body = response.read().decode()
            if response.status != 200:
                raise AssertionError(f"{response.status} {body}")
            return body

    def pod(self, remote=None):
        """The name of the pod behind, as its HTTP server says it."""
        return self.get("/", remote).split()[-1]

    def peak_memory(self):
        """MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024

    def bytes_read(self):
        return int(re.search(r"rchar: (\d+)", pathlib.Path(f"/proc/{self.process.pid}/io").read_text())[1])

    def ended(self):
        return self.process.poll() is not None

    def wait(self, seconds=PATIENCE):
        """The exit code; all output has been read then."""
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.wait(5)


class Engine:
    """One running `portolan run FILE` with the forwards it is given, each a dict as in the file. In a with statement: waits
    until all are up, and ends it in the end."""

    def __init__(self, folder, forwards, config=None, inside=None, env=None, arguments=()):
        """inside: the Namespace that it runs in; arguments: further flags."""
        file, self.socket = folder / "forwards.json", folder / "control.sock"
        file.write_text(json.dumps(forwards))
        self.log = folder / "engine.log"
        self._inside = inside
        command = [program, "run", str(file), f"--socket={self.socket}", f"--kubeconfig={config or kubeconfig()}", *arguments]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*(inside.prefix if inside else []), *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env or environment(XDG_RUNTIME_DIR=str(folder), XDG_STATE_HOME=str(folder)),
            )
        self._count = len(forwards)

    def __enter__(self):
        try:
            wait_until("all forwards are up", lambda: self.all_up() or self.process.poll() is not None)
            if self.process.poll() is not None:
                raise AssertionError("it ended")
        except AssertionError as error:
            self.__exit__()
            raise AssertionError(f"{error}: {self.log.read_text()}") from None
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        finally:
            self.process.kill()

    def story(self):
        """What it said, and its journal."""
        return self.log.read_text() + self.command("logs")[1]

    def command(self, name, *arguments):
        """`portolan NAME` for this engine: (exit code, output)."""
        done = subprocess.run(
            [program, name, *arguments, f"--socket={self.socket}"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=environment(),
        )
        return done.returncode, done.stdout + done.stderr

    def statuses(self):
        """Of each forward, in the file's order."""
        code, output = self.command("status", "--json")
        return json.loads(output)["forwards"] if code in (0, 3) and output else []

    def all_up(self):
        statuses = self.statuses()
        return len(statuses) == self._count and all(each["state"] in ("ready", "listening") for each in statuses)

    def connect(self, index=0):
        port = self.statuses()[index]["local_port"]
        return self.connect_to(port)

    def connect_to(self, port):
        connection = self._inside.new_socket() if self._inside else socket.socket()
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", port))
        return connection

    def get(self, port):
        """The name of the pod that answers on this local port."""
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.sock = self.connect_to(port)
        with contextlib.closing(connection):
            connection.request("GET", "/")
            response = connection.getresponse()
            body = response.read().decode()
            if response.status != 200:
                raise AssertionError(f"{response.status} {body}")
            return body.split()[-1]


class Load:
    """Opens a connection every 20 ms, gets one answer on each, and notes how long each took. In a with statement."""

    def __init__(self, engine, port):
        self.failures, self.answers = [], []  # (started, ended, pod); times of time.time()
        self._engine, self._port, self._done, self._threads = engine, port, threading.Event(), []
        self._asking = threading.Thread(target=self._ask)

    def __enter__(self):
        self._asking.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._asking.join()
        for thread in self._threads:
            thread.join()

    def _ask(self):
        while not self._done.wait(0.02):
            self._threads.append(threading.Thread(target=self._one))
            self._threads[-1].start()

    def _one(self):
        started = time.time()
        try:
            pod = self._engine.get(self._port)
            self.answers.append((started, time.time(), pod))
        except Exception as error:  # noqa: BLE001 - whatever it was, it failed
            self.failures.append((started, time.time(), f"{type(error).__name__}: {error}"))

    def slowest(self):
        """Seconds that the slowest answer took."""
        return max(ended - started for started, ended, _ in self.answers)


class Namespace:
    """A network namespace with a loopback interface and nothing else; the API server's port on it leads to the real one, until
    it is black-holed. In a with statement."""

    def __init__(self):
        self._holder = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", "ip link set lo up && echo up && exec sleep 3600"], stdout=subprocess.PIPE
        )
        self._holder.stdout.readline()
        self._file = open(f"/proc/{self._holder.pid}/ns/net")
        self.prefix = ["nsenter", f"--net=/proc/{self._holder.pid}/ns/net"]
        listener = self.new_socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", server_port()))
        listener.listen(512)
        self.proxy = CuttingProxy(listener=listener)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.proxy.__exit__()
        self._file.close()
        self._holder.kill()
        self._holder.communicate()

    def new_socket(self):
        """A TCP socket that lives in the namespace: a socket belongs to that of the thread which makes it."""
        made = []

        def make():
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.setns(self._file.fileno(), 0x40000000):  # CLONE_NEWNET
                raise OSError(ctypes.get_errno(), "setns")
            made.append(socket.socket())

        thread = threading.Thread(target=make)
        thread.start()
        thread.join()
        return made[0]

    def run(self, *command):
        subprocess.run([*self.prefix, *command], check=True)

    def black_hole(self):
        """What goes to the API server, or comes from it, is lost from now on without a word."""
        self.run("iptables", "-A", "OUTPUT", "-p", "tcp", "--dport", str(server_port()), "-j", "DROP")
        self.run("iptables", "-A", "OUTPUT", "-p", "tcp", "--sport", str(server_port()), "-j", "DROP")

    def restore(self):
        self.run("iptables", "-F", "OUTPUT")


class EndToEndTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=scratch.name))
        self.addCleanup(shutil.rmtree, self.folder)

    def error_of(self, *arguments, **options):
        """The one line on standard error with which a port-forward fails that cannot begin: what is wrong, and behind a full stop
        what to do."""
        forward = PortForward(*arguments, **options)
        try:
            self.assertEqual(forward.wait(), 1, forward)
        finally:
            forward.__exit__()
        self.assertEqual(forward.lines, [], forward)
        self.assertEqual(len(forward.errors), 1, forward)
        self.assertRegex(forward.errors[0], r"^error: .+[.?] \S.*[.?)]\]?$|^error: .*\. Usage: ", forward)
        return forward.errors[0].strip()

    def assertMentions(self, text, *parts):
        for part in parts:
            self.assertIn(part, text)

    def config_with(self, replacements, user="admin"):
        """A copy of a user's kubeconfig with some text replaced."""
        text = pathlib.Path(kubeconfig(user)).read_text()
        for old, new in replacements.items():
            self.assertIn(old, text)
            text = text.replace(old, new)
        file = self.folder / f"{user}.kubeconfig"
        file.write_text(text)
        return str(file)


def server_port():
    return int(re.search(r"server: https://127\.0\.0\.1:(\d+)", pathlib.Path(kubeconfig()).read_text())[1])


def read_line(connection):
    got = b""
    while not got.endswith(b"\n"):
        piece = connection.recv(200)
        if not piece:
            raise AssertionError(f"the stream ended after {got!r}")
        got += piece
    return got.decode().strip()


class Received:
    """All that a connection gives: how many bytes, their checksum, and whether a reset or a clean end came last."""

    def __init__(self, connection, stop_after=None):
        self.count, self.reset, self._sum = 0, False, hashlib.sha256()
        self._buffer = bytearray(MIB)
        self.read_on(connection, stop_after)

    def read_on(self, connection, stop_after=None):
        try:
            while (stop_after is None or self.count < stop_after) and (n := connection.recv_into(self._buffer)):
                self._sum.update(memoryview(self._buffer)[:n])
                self.count += n
        except ConnectionResetError:
            self.reset = True

    def sha256(self):
        return self._sum.hexdigest()


def expected_sha256(forward, count, seed):
    """The checksum of what the backend's source sends for a seed, as the pod computes it."""
    return forward.get(f"/sha256?count={count}&seed={seed}", HTTP).strip()


def reset_on_close(connection):
    """close() will send a reset instead of a clean end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class CuttingProxy:
    """A TCP proxy before the API server that cuts all its connections when told to, and then takes new ones."""

    def __init__(self, address="127.0.0.1", listener=None):
        self._listener = listener or socket.create_server((address, 0))
        self.accepted = 0
        self.port = self._listener.getsockname()[1]
        self._pumps = []
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()
        self.cut()

    def cut(self, reset=False):
        """Ends every connection: as if the server had closed it, or with a reset."""
        pumps, self._pumps = self._pumps, []
        for pump in pumps:
            pump.cut = reset_on_close if reset else (lambda end: None)
            pump.join()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                pump = Pump(self._listener.accept()[0], socket.create_connection(("127.0.0.1", server_port())))
                self.accepted += 1
                self._pumps.append(pump)
                pump.start()


class Pump(threading.Thread):
    """Copies between two connections, never waiting for one of them, so that it can be cut at any moment."""

    def __init__(self, one, other):
        super().__init__()
        self.cut = None
        self._other = {one: other, other: one}
        self._unsent = {one: b"", other: b""}

    def run(self):
        with contextlib.suppress(OSError):
            for end in self._other:
                end.setblocking(False)
            while not self.cut and self._copy():
                pass
        for end in self._other:
            if self.cut:
                self.cut(end)
            end.close()

    def _copy(self):
        reading = [end for end, other in self._other.items() if not self._unsent[other]]
        writing = [end for end, data in self._unsent.items() if data]
        readable, writable, _ = select.select(reading, writing, [], 0.05)
        for end in readable:
            self._unsent[self._other[end]] = end.recv(1 << 18)
            if not self._unsent[self._other[end]]:
                return False
        for end in writable:
            self._unsent[end] = self._unsent[end][end.send(self._unsent[end]) :]
        return True
