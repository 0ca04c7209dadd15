"""Hundreds of saved forwards at once: how fast they are up, what they cost, and that they leave each other alone."""

import concurrent.futures
import pathlib
import re
import time
from datetime import datetime

from support import (
    ECHO,
    HTTP,
    IS_SANITIZED,
    SINK,
    SOURCE,
    EndToEndTest,
    Engine,
    Received,
    kubectl,
    server_port,
    wait_until,
)

BACKENDS = [HTTP, ECHO, SINK, SOURCE]


def forwards(count, targets, first=20000):
    """Entries of a forwards file, each with a local port of its own, spread over the targets."""
    return [
        {
            "alias": f"f{i}",
            "local_port": first + i,
            "remote_port": BACKENDS[i % len(BACKENDS)],
            "namespace": "default",
            "portolan": {"target": targets[i % len(targets)]},
        }
        for i in range(count)
    ]


def seconds(time_text):
    return datetime.fromisoformat(time_text.replace("Z", "+00:00")).timestamp()


class Process:
    """What the kernel says about a process."""

    def __init__(self, pid):
        self._folder = pathlib.Path(f"/proc/{pid}")

    def started(self):
        """time.time() of its start, to 10 ms."""
        ticks = int((self._folder / "stat").read_text().rsplit(")", 1)[1].split()[19])
        uptime = float(pathlib.Path("/proc/uptime").read_text().split()[0])
        return time.time() - uptime + ticks / 100

    def memory(self, what="VmRSS"):
        """MiB."""
        return int(re.search(rf"{what}:\s+(\d+) kB", (self._folder / "status").read_text())[1]) / 1024

    def wake_ups(self):
        """How often its threads have waited for something."""
        return sum(
            int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text(), re.M)[1])
            for task in (self._folder / "task").iterdir()
        )

    def cpu(self):
        """Seconds."""
        fields = (self._folder / "stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def connections_to(self, port):
        """How many TCP connections it has to a port."""
        sockets = {
            fields[9]
            for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]
            if (fields := line.split())[3] == "01" and int(fields[2].split(":")[1], 16) == port
        }
        links = set()
        for descriptor in (self._folder / "fd").iterdir():
            try:
                links.add(descriptor.readlink().name)
            except FileNotFoundError:
                pass  # closed in the meantime
        return sum(f"socket:[{inode}]" in links for inode in sockets)


class ScaleTest(EndToEndTest):
    def bring_up(self, engine):
        """Seconds until the last of its forwards was ready."""
        statuses = engine.statuses()
        return max(seconds(each["since"]) for each in statuses) - Process(engine.process.pid).started()

    def test_two_hundred_to_one_deployment(self):
        with Engine(self.folder, forwards(200, ["deployment/backend"])) as engine:
            took, process = self.bring_up(engine), Process(engine.process.pid)
            peak = process.memory("VmHWM")
            # The sessions that the first connections may have asked for end when they are idle for half a minute.
            wait_until("it is at rest", lambda: process.connections_to(server_port()) <= 4, 45)
            before, since, cpu = process.wake_ups(), time.monotonic(), process.cpu()
            time.sleep(20)
            rate = (process.wake_ups() - before) / (time.monotonic() - since)
            used = process.cpu() - cpu
            print(
                f"[200 in {took:.2f} s, {peak:.0f} MiB at its peak, {process.connections_to(server_port())} connections,"
                f" {rate:.2f} wake-ups a second, {used * 50:.1f} ms CPU a second]", end=" ", flush=True
            )  # fmt: skip
            self.assertLess(took, 2.5)  # 1 on a quiet machine
            if not IS_SANITIZED:
                self.assertLess(peak, 60)
            self.assertLess(rate, 3)
            with concurrent.futures.ThreadPoolExecutor(50) as pool:
                pods = set(pool.map(engine.get, range(20000, 20200, len(BACKENDS))))
            self.assertEqual(len(pods), 1)

    def test_a_thousand_over_twenty_pods(self):
        self.addCleanup(lambda: kubectl("rollout", "status", "deployment/backend"))
        self.addCleanup(lambda: kubectl("scale", "deployment/backend", "--replicas=2"))
        kubectl("scale", "deployment/backend", "--replicas=20")
        kubectl("rollout", "status", "deployment/backend", "--timeout=120s")
        names = kubectl("get", "pods", "-l", "app=backend", "-o", "name").split()
        with Engine(self.folder, forwards(1000, names)) as engine:
            took, process = self.bring_up(engine), Process(engine.process.pid)
            peak, connections = process.memory("VmHWM"), process.connections_to(server_port())
            print(f"[1,000 in {took:.2f} s, {peak:.0f} MiB at its peak, {connections} connections]", end=" ", flush=True)
            self.assertLess(took, 12)  # 5 on a quiet machine
            if not IS_SANITIZED:
                self.assertLess(peak, 120)
            self.assertLess(connections, 2 * 20 + 8)
            with concurrent.futures.ThreadPoolExecutor(50) as pool:
                pods = list(pool.map(engine.get, range(20000, 21000, len(BACKENDS))))
            self.assertEqual(len(set(pods)), 5)  # each pod has every port; these five have HTTP's turn

    def test_stopping_one_leaves_the_others_alone(self):
        entries = forwards(20, ["deployment/backend"])
        with Engine(self.folder, entries) as engine:
            sources = [i for i in range(20) if BACKENDS[i % len(BACKENDS)] == SOURCE]
            count = 256 << 20
            transfers = [engine.connect_to(20000 + i) for i in sources[1:]]
            for transfer in transfers:
                transfer.sendall(b"%d\n" % count)
            with engine.connect_to(20000 + sources[0]) as stopped:
                # All of them share a session at first: none may be left unread.
                with concurrent.futures.ThreadPoolExecutor() as pool:
                    received = [pool.submit(Received, transfer) for transfer in transfers]
                    stopped.sendall(b"%d\n" % (1 << 40))
                    self.assertTrue(stopped.recv(1000))
                    code, output = engine.command("stop", f"f{sources[0]}")
                    self.assertEqual(code, 0, output)
                    self.assertTrue(Received(stopped).reset)
                    self.assertFalse(any(each.done() for each in received), "they ended before the other was stopped")
                    ends = [(each.result().count, each.result().reset) for each in received]
                    self.assertEqual(ends, [(count, False)] * len(transfers))
            for transfer in transfers:
                transfer.close()
