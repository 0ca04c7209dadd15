"""How it is measured. Each function returns {figure: value}."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from peers import ECHO, PATIENCE, SINK, SOURCE

GIB = 1 << 30


def download(peer, size):
    buffer = bytearray(1 << 20)
    got = 0
    with peer.connect(SOURCE) as connection:
        connection.sendall(b"%d\n" % size)
        while got < size and (count := connection.recv_into(buffer)):
            got += count
    return got


def upload(peer, size):
    """How many bytes arrived, as the backend says."""
    with peer.connect(SINK) as connection:
        connection.sendall(b"%d\n" % size)
        send_zeros(connection, size)
        answer = line(connection).split()
    return int(answer[0]) if answer else 0


def send_zeros(connection, size):
    block = bytes(1 << 20)
    while size > 0:
        size -= connection.send(block[: min(len(block), size)])


def line(connection):
    got = b""
    while not got.endswith(b"\n") and (piece := connection.recv(1)):
        got += piece
    return got


def timed(peer, move, size, streams=1):
    """(MiB a second, the client's CPU seconds a GiB, bytes lost)."""
    cpu, started = peer.cpu(), time.perf_counter()
    with ThreadPoolExecutor(streams) as pool:
        moved = sum(pool.map(lambda _: move(peer, size // streams), range(streams)))
    seconds = time.perf_counter() - started
    return moved / 2**20 / seconds, (peer.cpu() - cpu) / (size / GIB), size - moved


def transfers(peer, size):
    result = {}
    for name, move in (("download", download), ("upload", upload)):
        rate, cpu, lost = timed(peer, move, size)
        result |= {f"{name}, MiB/s": rate, f"{name}, CPU s/GiB": cpu, f"{name}, bytes lost": lost}
        rate, _, lost = timed(peer, move, size, 4)
        result[f"{name}, 4 streams, MiB/s"] = rate
        result[f"{name}, bytes lost"] += lost
    return result


def floor_transfers(peer, size):
    def floor_upload(peer, size):
        with peer.connect(None) as connection:
            connection.sendall(b"-%d\n" % size)
            time.sleep(0.01)  # the server reads a line, and no more, first
            send_zeros(connection, size)
            return size if line(connection) == b"ok\n" else 0

    result = {}
    for name, move in (("download", download), ("upload", floor_upload)):
        rate, cpu, _ = timed(peer, move, size)
        result |= {f"{name}, MiB/s": rate, f"{name}, CPU s/GiB": cpu}
    return result


def first_byte(peer):
    """Seconds from connecting to the first byte of the answer."""
    started = time.perf_counter()
    with peer.connect(ECHO) as connection:
        connection.sendall(b"x")
        if connection.recv(1) != b"x":
            raise OSError("no echo")
        return time.perf_counter() - started


def connections(peer):
    def one(_):
        try:
            return first_byte(peer)
        except OSError:
            return None

    alone = sorted(1000 * first_byte(peer) for _ in range(300))
    cpu, started = peer.cpu(), time.perf_counter()
    with ThreadPoolExecutor(50) as pool:
        ok = sum(seconds is not None for seconds in pool.map(one, range(1000)))
    seconds, cpu = time.perf_counter() - started, peer.cpu() - cpu
    with peer.connect(ECHO) as connection:
        requests = []
        for _ in range(500):
            sent = time.perf_counter()
            connection.sendall(b"x")
            connection.recv(1)
            requests.append(1000 * (time.perf_counter() - sent))
    return {
        "new connection, p50 ms": statistics.median(alone),
        "new connection, p95 ms": alone[int(0.95 * len(alone))],
        "1,000 connections, ok": ok,
        "1,000 connections, per second": 1000 / seconds,
        "1,000 connections, CPU s": cpu,
        "request on an open connection, p50 ms": statistics.median(requests),
    }


def delayed_connections(peer):
    return {"new connection at 50 ms round trip, p50 ms": statistics.median(1000 * first_byte(peer) for _ in range(20))}


def stall(peer):
    """A client that asks for 4 GiB and reads nothing, and what the others feel."""
    before = peer.memory()
    with peer.connect(SOURCE) as connection:
        connection.sendall(b"%d\n" % (4 * GIB))
        time.sleep(2)
        waits = []
        for _ in range(20):
            started = time.perf_counter()
            try:
                waits.append(first_byte(peer))
            except OSError:
                waits.append(time.perf_counter() - started)
            if sum(waits) > PATIENCE:
                break
        more = peer.memory() - before
    return {
        "stalled download, MiB more": max(0.0, more),
        "stalled download, another new connection, p50 ms": 1000 * statistics.median(waits),
        "stalled download, another new connection, longest ms": 1000 * max(waits),
        "memory, peak MiB": peer.memory("VmHWM"),
    }
