"""How it is measured. Each function returns {figure: value}."""

import contextlib
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from peers import ECHO, PATIENCE, SINK, SOURCE

GIB = 1 << 30


def download(peer, size):
    """How many bytes came."""
    buffer = bytearray(1 << 20)
    got = 0
    with contextlib.suppress(OSError), peer.connect(SOURCE) as connection:
        connection.sendall(b"%d\n" % size)
        while got < size and (count := connection.recv_into(buffer)):
            got += count
    return got


def upload(peer, size):
    """How many bytes arrived, as the backend says."""
    with contextlib.suppress(OSError), peer.connect(SINK) as connection:
        connection.sendall(b"%d\n" % size)
        send_zeros(connection, size)
        answer = line(connection).split()
        return int(answer[0]) if answer else 0
    return 0


def send_zeros(connection, size):
    block = memoryview(bytes(1 << 20))
    while size > 0:
        size -= connection.send(block[: min(len(block), size)])


def line(connection):
    got = b""
    while not got.endswith(b"\n") and (piece := connection.recv(1)):
        got += piece
    return got


def timed(peer, move, size, streams=1):
    """(MiB a second, the client's CPU seconds a GiB, bytes lost). The first two are None where not all arrived: what a
    transfer that was not done would have cost, nobody knows."""
    cpu, started = peer.cpu(), time.perf_counter()
    with ThreadPoolExecutor(streams) as pool:
        moved = sum(pool.map(lambda _: move(peer, size // streams), range(streams)))
    seconds = time.perf_counter() - started
    if moved < size:
        return None, None, size - moved
    return moved / 2**20 / seconds, (peer.cpu() - cpu) / (size / GIB), 0


def transfers(peer, size):
    result = {}
    for name, move in (("download", download), ("upload", upload)):
        rate, cpu, lost = timed(peer, move, size)
        result |= {f"{name}, MiB/s": rate, f"{name}, CPU s/GiB": cpu, f"{name}, bytes lost": lost}
        rate, cpu, lost = timed(peer, move, size, 4)
        result |= {f"{name}, 4 streams, MiB/s": rate, f"{name}, 4 streams, CPU s/GiB": cpu}
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


def tried(measure, *arguments):
    """What it measures; None: a connection failed."""
    try:
        return measure(*arguments)
    except OSError:
        return None


def request(connection):
    """Seconds from one byte to its echo on an open connection."""
    sent = time.perf_counter()
    connection.sendall(b"x")
    if connection.recv(1) != b"x":
        raise OSError("no echo")
    return time.perf_counter() - sent


def requests(connection, count):
    return [1000 * request(connection) for _ in range(count)]


def connections(peer):
    alone = sorted(1000 * seconds for _ in range(300) if (seconds := tried(first_byte, peer)) is not None)
    cpu, started = peer.cpu(), time.perf_counter()
    with ThreadPoolExecutor(50) as pool:
        together = sorted(1000 * seconds for seconds in pool.map(lambda _: tried(first_byte, peer), range(1000)) if seconds is not None)
    seconds, cpu = time.perf_counter() - started, peer.cpu() - cpu
    with peer.connect(ECHO) as connection:
        on_open = tried(requests, connection, 500)
    return {
        "new connection, p50 ms": median(alone),
        "new connection, p95 ms": alone[int(0.95 * len(alone))] if alone else None,
        "1,000 connections, ok": len(together),
        "1,000 connections, per second": len(together) / seconds,
        "1,000 connections, p50 ms": median(together),
        "1,000 connections, CPU s": cpu,
        "request on an open connection, p50 ms": median(on_open or []),
    }


def median(values):
    """Of those that there are."""
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def delayed_connections(peer):
    waits = [tried(first_byte, peer) for _ in range(20)]
    return {"new connection at 50 ms round trip, p50 ms": median(1000 * seconds for seconds in waits if seconds is not None)}


def stall(peer):
    """A client that asks for 4 GiB and reads nothing, and what the others feel: memory, connections that are opened then,
    and one that was open before."""
    before = peer.memory()
    with contextlib.ExitStack() as stack:
        earlier = stack.enter_context(peer.connect(ECHO))
        tried(request, earlier)
        stalled = stack.enter_context(peer.connect(SOURCE))
        stalled.sendall(b"%d\n" % (4 * GIB))
        time.sleep(2)
        waits = []
        for _ in range(20):
            started = time.perf_counter()
            seconds = tried(first_byte, peer)
            waits.append(time.perf_counter() - started if seconds is None else seconds)
            if sum(waits) > PATIENCE:
                break
        on_earlier = tried(requests, earlier, 20)
        more = peer.memory() - before
    return {
        "stalled download, MiB more": max(0.0, more),
        "stalled download, another new connection, p50 ms": 1000 * statistics.median(waits),
        "stalled download, another new connection, longest ms": 1000 * max(waits),
        "stalled download, a connection opened before it, longest ms": max(on_earlier) if on_earlier else None,
        "memory, peak MiB": peer.memory("VmHWM"),
    }
