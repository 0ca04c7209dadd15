"""What is measured: port forwards to the backend of the test cluster, and the floor."""

import asyncio
import contextlib
import json
import os
import pathlib
import re
import signal
import shutil
import socket
import subprocess
import tempfile
import threading
import time

TICKS = os.sysconf("SC_CLK_TCK")
ECHO, SINK, SOURCE = 10000, 10001, 10002  # ports of the backend in tests/cluster
PATIENCE = 20  # seconds without a byte


class Process:
    """A running program that is ended when the with statement ends."""

    def __init__(self, *command, env=None):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self):
        """Seconds, of user and system."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, key="VmRSS"):
        """MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{key}:\s+(\d+)", status)[1]) / 1024


class PortForward(Process):
    """kubectl or portolan with the backend's ports forwarded."""

    def __init__(self, program, kubeconfig):
        super().__init__(
            *(program, "port-forward", "--kubeconfig", kubeconfig, "--address", "127.0.0.1", "deployment/backend"),
            *(f":{port}" for port in (ECHO, SINK, SOURCE)),
        )
        self.ports = {}
        while len(self.ports) < 3:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"{program} ended before it forwarded")
            if match := re.match(r"Forwarding from 127\.0\.0\.1:(\d+) -> (\d+)", line):
                self.ports[int(match[2])] = int(match[1])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def connect(self, port):
        connection = socket.create_connection(("127.0.0.1", self.ports[port]), timeout=PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection


def find_kftui():
    """Where `cargo install kftui` has put it; nothing: it is not installed."""
    return shutil.which("kftui", path=f"{os.environ['PATH']}:{pathlib.Path.home()}/.cargo/bin")


class Kftui(Process):
    """kftui without its screen, with the backend's ports forwarded; its settings in a folder that goes with it."""

    def __init__(self, program, kubeconfig):
        self._home = tempfile.TemporaryDirectory(prefix="portolan-bench-kftui-")
        self.ports = {port: free_port() for port in (ECHO, SINK, SOURCE)}
        context = re.search(r"current-context: *\"?([^\s\"]+)", pathlib.Path(kubeconfig).read_text())
        configs = [
            {
                "workload_type": "pod",
                "target": "app=backend",
                "namespace": "default",
                "context": context[1],
                "kubeconfig": str(kubeconfig),
                "local_port": local,
                "remote_port": remote,
                "protocol": "tcp",
                "alias": f"bench-{remote}",
            }
            for remote, local in self.ports.items()
        ]
        super().__init__(
            *(program, "--non-interactive", "--auto-start", "--no-update-check", "--json", json.dumps(configs)),
            env={"PATH": os.environ["PATH"], "HOME": self._home.name, "KUBECONFIG": str(kubeconfig)},
        )
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        end = time.monotonic() + PATIENCE
        while not all(is_listening(port) for port in self.ports.values()):
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise SystemExit(f"{program} did not forward")
            time.sleep(0.05)

    def __exit__(self, *_):
        super().__exit__()
        self._home.cleanup()

    connect = PortForward.connect


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_listening(port):
    """Without connecting: that would be a connection into the pod."""
    lines = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A" for line in lines)


class FloorServer(Process):
    def __init__(self, program, pki):
        super().__init__(program, "serve", str(pki / "server.crt"), str(pki / "server.key"))
        self.port = int(self.process.stdout.readline())


class Floor(Process):
    """A bare OpenSSL loop between a local connection and its own server: floor.cpp."""

    def __init__(self, program, server_port):
        super().__init__(program, "relay", str(server_port))
        self.port = int(self.process.stdout.readline())

    def connect(self, _):
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)


class DelayProxy:
    """A TCP proxy before the API server that holds everything back for so many seconds in each direction."""

    def __init__(self, kubeconfig, delay):
        self._delay = delay
        self._text = pathlib.Path(kubeconfig).read_text()
        self._server_port = int(re.search(r"server: https://127\.0\.0\.1:(\d+)", self._text)[1])
        self._loop = asyncio.new_event_loop()

    def __enter__(self):
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        port = server.sockets[0].getsockname()[1]
        self._folder = tempfile.TemporaryDirectory(prefix="portolan-bench-")
        self.kubeconfig = pathlib.Path(self._folder.name) / "kubeconfig"
        self.kubeconfig.touch(0o600)
        self.kubeconfig.write_text(self._text.replace(f"127.0.0.1:{self._server_port}", f"127.0.0.1:{port}"))
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._folder.cleanup()

    async def _accept(self, reader, writer):
        with contextlib.suppress(OSError):
            other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
            await asyncio.gather(self._copy(reader, other_writer), self._copy(other_reader, writer))

    async def _copy(self, reader, writer):
        while data := await reader.read(1 << 16):
            self._loop.call_later(self._delay, writer.write, data)
        self._loop.call_later(self._delay, writer.close)
