"""What the end-to-end tests share: the cluster, the program that is tested, and clients for the backend's ports
(tests/cluster/README.md lists them)."""

import contextlib
import hashlib
import http.client
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


class EndToEndTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=scratch.name))
        self.addCleanup(shutil.rmtree, self.folder)

    def error_of(self, *arguments, **options):
        """The one line on standard error with which a port-forward fails that cannot begin."""
        forward = PortForward(*arguments, **options)
        try:
            self.assertEqual(forward.wait(), 1, forward)
        finally:
            forward.__exit__()
        self.assertEqual(forward.lines, [], forward)
        self.assertEqual(len(forward.errors), 1, forward)
        self.assertTrue(forward.errors[0].startswith("error: "), forward)
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

    def __init__(self, address="127.0.0.1"):
        self._listener = socket.create_server((address, 0))
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
