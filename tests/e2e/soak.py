"""The soak: mixed load over several forwards for PORTOLAN_SOAK_MINUTES, while pods are deleted all the time and the API server is
killed and comes back. Every byte is checked; memory and descriptors are sampled and must not grow.

`./dev soak MINUTES` runs it. A pod that is deleted ends its connections itself, as if it had said all it had to say, so a download
from a pod that may be deleted may be short, but what came must be its beginning. A download from a pod that nobody deletes may
only be whole, or end in a reset."""

import collections
import contextlib
import hashlib
import http.client
import os
import pathlib
import random
import signal
import socket
import statistics
import subprocess
import threading
import time

from support import ECHO, HTTP, MIB, SINK, SOURCE, EndToEndTest, Engine, Received, cluster, kubeconfig, kubectl, read_line, wait_until
from test_following import forward, is_zombie

MINUTES = float(os.environ.get("PORTOLAN_SOAK_MINUTES", "2"))
RESTLESS, CALM = "deployment/backend", "statefulset/stateful"  # whose pods are deleted, and whose are not
FORWARDS = [
    forward(21000, RESTLESS, HTTP),
    forward(21001, RESTLESS, ECHO),
    forward(21002, RESTLESS, SOURCE, balance="round_robin"),
    forward(21003, RESTLESS, SINK, on_demand=True),
    forward(21004, CALM, HTTP),
    forward(21005, CALM, ECHO),
    forward(21006, CALM, SOURCE),
    forward(21007, CALM, SINK),
]
BROKEN = (OSError, http.client.HTTPException)


class Load:
    """Threads that use the forwards until told to stop. wrong: what must never happen; counts: how often what did."""

    def __init__(self, engine):
        self.engine, self.done = engine, threading.Event()
        self.wrong, self.counts, self.bytes = [], collections.Counter(), 0
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._repeat, args=(work, *arguments), daemon=True)
            for work, *arguments in (
                (self.request, 21000),
                (self.request, 21004),
                (self.echo, 21001),
                (self.echo, 21005),
                (self.download, 21002, False),
                (self.download, 21006, True),
                (self.download, 21006, True),
                (self.upload, 21003),
                (self.upload, 21007),
                (self.abort, 21006),
            )
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        for thread in self._threads:
            thread.join(120)
            if thread.is_alive():
                self.wrong.append("a connection hangs")

    def count(self, what, amount=0):
        with self._lock:
            self.counts[what] += 1
            self.bytes += amount

    def _repeat(self, work, *arguments):
        chance = random.Random(repr((work.__name__, arguments)))
        while not self.done.is_set():
            try:
                work(chance, *arguments)
            except BROKEN:
                self.count(f"{work.__name__}: broken off")
                self.done.wait(0.05)
            except Exception as error:  # noqa: BLE001 - nothing else may happen
                self.wrong.append(f"{work.__name__} {arguments}: {type(error).__name__}: {error}")

    def request(self, chance, port):
        name = self.engine.get(port)
        expected = "backend-" if port == 21000 else "stateful-"
        if not name.startswith(expected):
            self.wrong.append(f"{port} was answered by {name}")
        self.count("request", len(name))
        self.done.wait(0.02)

    def echo(self, chance, port):
        """Random bytes there and back."""
        data = chance.randbytes(chance.randrange(1, MIB))
        with self.engine.connect_to(port) as connection:
            resets = []  # a reset is told once: to whoever sends or receives first
            sender = threading.Thread(target=self._send, args=(connection, data, resets))
            sender.start()
            got = bytearray()
            try:
                while len(got) < len(data) and (piece := connection.recv(1 << 16)):
                    got += piece
                sender.join(5)
            finally:
                was_reset = bool(resets)
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
                sender.join()
        if got != data[: len(got)]:
            self.wrong.append(f"echo {port}: other bytes came back than were sent")
        if len(got) < len(data) and port == 21005 and not was_reset:
            self.wrong.append(f"echo {port}: a clean end after {len(got)} of {len(data)} bytes")
        self.count("echo" if len(got) == len(data) else "echo: broken off", 2 * len(got))

    @staticmethod
    def _send(connection, data, resets):
        try:
            connection.sendall(data)
        except OSError as error:
            resets.append(error)

    def download(self, chance, port, calm):
        size, seed = chance.randrange(1, 16 * MIB), chance.randrange(1 << 30)
        with self.engine.connect_to(port) as connection:
            connection.sendall(b"%d %d\n" % (size, seed))
            received = Received(connection)
        if calm and received.count < size and not received.reset:
            self.wrong.append(f"a download of {size} bytes ended cleanly after {received.count}")
        if received.count and received.sha256() != self._sum_of(received.count, seed):
            self.wrong.append(f"a download of {size} bytes: {received.count} came, and they are wrong")
        self.count("download" if received.count == size else "download: broken off", received.count)

    def _sum_of(self, count, seed):
        """Of the first bytes of a seed's stream, as a pod computes it: what runs now, whichever served the download."""
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", 21004, timeout=60)
                connection.request("GET", f"/sha256?count={count}&seed={seed}", headers={"Connection": "close"})
                response = connection.getresponse()
                if response.status == 200:
                    return response.read().decode().strip()
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)

    def upload(self, chance, port):
        data = chance.randbytes(chance.randrange(1, 4 * MIB))
        with self.engine.connect_to(port) as connection:
            connection.sendall(b"%d sha256\n" % len(data) + data)
            try:
                answer = read_line(connection)
            except AssertionError as error:  # a clean end
                if port == 21007:
                    self.wrong.append(f"upload {port}: {error}")
                self.count("upload: broken off")
                return
        if answer != f"{len(data)} {hashlib.sha256(data).hexdigest()}":
            self.wrong.append(f"upload {port}: the pod got something else: {answer}")
        self.count("upload", len(data))

    def abort(self, chance, port):
        """A client that goes away in the middle."""
        with self.engine.connect_to(port) as connection:
            connection.sendall(b"%d\n" % (64 * MIB))
            connection.recv(chance.randrange(1, MIB))
        self.count("abort")
        self.done.wait(0.2)


class Trouble:
    """Deletes a pod every few seconds, and kills the API server now and then. In a with statement."""

    def __init__(self):
        self.deleted = self.restarts = 0
        self._done = threading.Event()
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._delete_pods, self._restart_server)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _delete_pods(self):
        chance = random.Random(1)
        while not self._done.wait(chance.uniform(2, 5)):
            with contextlib.suppress(AssertionError, subprocess.TimeoutExpired):  # the server may be away
                pods = kubectl("get", "pods", "-l", "app=backend", "-o", "name").split()
                if pods:  # the controller may not have seen the last deletion yet
                    kubectl("delete", "--wait=false", chance.choice(pods))
                    self.deleted += 1

    def _restart_server(self):
        while not self._done.wait(25 if MINUTES < 10 else 120):
            restart_server()
            self.restarts += 1


def restart_server():
    """kill -9, two seconds without, and the same command anew."""
    pid = int((cluster / "kube-apiserver.pid").read_text())
    command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
    environ = dict(each.split(b"=", 1) for each in pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") if each)
    os.kill(pid, signal.SIGKILL)
    wait_until("it is gone", lambda: not pathlib.Path(f"/proc/{pid}").exists() or is_zombie(pid))
    time.sleep(2)
    with (cluster / "log/kube-apiserver").open("a") as log:
        again = subprocess.Popen(command, env=environ, cwd=cluster, stdout=log, stderr=log, start_new_session=True)
    (cluster / "kube-apiserver.pid").write_text(f"{again.pid}\n")
    ready = [cluster / "kubectl", "--kubeconfig", kubeconfig(), "get", "--raw", "/readyz"]
    wait_until("the server is ready", lambda: subprocess.run(ready, capture_output=True).returncode == 0, 60)


class Samples:
    """A process' memory and descriptors, once a second from now on."""

    def __init__(self, pid):
        self.memory, self.descriptors = [], []  # (second, MiB), (second, count)
        self._pid, self._started = pid, time.monotonic()

    def take(self):
        folder, now = pathlib.Path(f"/proc/{self._pid}"), time.monotonic() - self._started
        pages = int((folder / "statm").read_text().split()[1])
        self.memory.append((now, pages * os.sysconf("SC_PAGE_SIZE") / MIB))
        self.descriptors.append((now, len(os.listdir(folder / "fd"))))


def growth(samples):
    """By how much the samples grow over their time: the median of the slopes between all pairs (Theil-Sen), which a burst of load
    does not move. The first quarter is left out: until then buffers and caches fill for the first time."""
    samples = samples[len(samples) // 4 :]
    samples = samples[:: max(1, len(samples) // 400)]
    slopes = [(b - a) / (t - s) for i, (s, a) in enumerate(samples) for t, b in samples[i + 1 :]]
    return statistics.median(slopes) * (samples[-1][0] - samples[0][0])


class SoakTest(EndToEndTest):
    @staticmethod
    def show_pods():
        """How the cluster has come through it, for whoever looks for the reason of a failure."""
        print(kubectl("get", "pods", "--sort-by=.metadata.creationTimestamp"), flush=True)

    def test_soak(self):
        self.addCleanup(self.show_pods)
        with Engine(self.folder, FORWARDS) as engine:
            samples, end = Samples(engine.process.pid), time.monotonic() + MINUTES * 60
            with Load(engine) as load, Trouble() as trouble:
                while time.monotonic() < end and engine.process.poll() is None:
                    samples.take()
                    time.sleep(1)
            self.assertIsNone(engine.process.poll(), engine.log.read_text()[-2000:])
            # After so many restarts the scheduler and the kubelet wait for up to a minute each before they list pods again
            # (client-go's reflectors: 30 s with jitter, reset after two quiet minutes).
            wait_until("all are up again", engine.all_up, 180)
            more = growth(samples.memory), growth(samples.descriptors)
            most = max(value for _, value in samples.memory), max(value for _, value in samples.descriptors)
            print(
                f"\n[{MINUTES:g} min: {load.bytes / MIB:.0f} MiB checked, {trouble.deleted} pods deleted, {trouble.restarts} restarts of the API server;"
                f" memory at most {most[0]:.1f} MiB, grown by {more[0]:+.2f}; descriptors at most {most[1]}, grown by {more[1]:+.1f};"
                f" {dict(sorted(load.counts.items()))}]",
                flush=True,
            )
            self.assertEqual(load.wrong, [])
            self.assertGreater(trouble.deleted, MINUTES * 5)
            self.assertGreater(trouble.restarts, 0)
            for kind in ("request", "echo", "download", "upload", "abort"):
                self.assertGreater(load.counts[kind], MINUTES * 5, kind)
            self.assertLess(more[0], 4, "MiB of growth")
            self.assertLess(more[1], 8, "descriptors of growth")
            # At rest: eight listeners, a session or two for each pod, watches; half a minute after the last connection.
            wait_until("no descriptor is left behind", lambda: len(os.listdir(f"/proc/{engine.process.pid}/fd")) < 80, 60)
