"""Every byte arrives, both ways, in little memory."""

import hashlib
import random
import socket
from concurrent.futures import ThreadPoolExecutor

from support import (
    ECHO,
    HTTP,
    IS_SANITIZED,
    LATE,
    MIB,
    SINK,
    SOURCE,
    EndToEndTest,
    PortForward,
    Received,
    expected_sha256,
    read_line,
    reset_on_close,
    wait_until,
)

BIG = 512 * MIB
MEMORY = 40  # MiB: the most that the program may ever use


class Transfers:
    """For one kind of session."""

    session = None

    def forward(self, target, *ports):
        return PortForward(target, f"--session={self.session}", *ports)

    def test_a_large_download(self):
        with self.forward("deployment/backend", f":{SOURCE}", f":{HTTP}") as forward:
            with forward.connect(SOURCE) as connection:
                connection.sendall(b"%d download\n" % BIG)
                received = Received(connection)
            self.assertEqual((received.count, received.reset), (BIG, False), forward)
            self.assertEqual(received.sha256(), expected_sha256(forward, BIG, "download"))
            if not IS_SANITIZED:
                self.assertLess(forward.peak_memory(), MEMORY)

    def test_a_large_upload(self):
        chance, checksum = random.Random("upload"), hashlib.sha256()
        with self.forward("deployment/backend", f":{SINK}") as forward:
            with forward.connect(SINK) as connection:
                connection.sendall(b"%d sha256\n" % BIG)
                for _ in range(BIG // MIB):
                    block = chance.randbytes(MIB)
                    checksum.update(block)
                    connection.sendall(block)
                self.assertEqual(read_line(connection), f"{BIG} {checksum.hexdigest()}", forward)
            if not IS_SANITIZED:
                self.assertLess(forward.peak_memory(), MEMORY)

    def test_a_stalled_download_stays_in_the_pod(self):
        """A client that does not read must not fill the program's memory; when it reads on, it gets all."""
        size = 256 * MIB
        with self.forward("deployment/backend", f":{SOURCE}", f":{HTTP}") as forward, forward.connect(SOURCE) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            connection.sendall(b"%d stalled\n" % size)
            seen = [0] * 50

            def stalled():
                seen.append(forward.bytes_read())
                return seen[-1] and seen[-1] == seen[-50]  # for a second

            wait_until("the download stalls", stalled)
            self.assertLess(seen[-1], size / 2)
            received = Received(connection)
            self.assertEqual((received.count, received.reset), (size, False), forward)
            self.assertEqual(received.sha256(), expected_sha256(forward, size, "stalled"))
            if not IS_SANITIZED:
                self.assertLess(forward.peak_memory(), MEMORY)

    def test_a_hundred_connections_at_once(self):
        def exchange(number):
            block = random.Random(number).randbytes(MIB)
            with forward.connect(ECHO) as connection, ThreadPoolExecutor(1) as sender:
                sent = sender.submit(connection.sendall, block)
                received = Received(connection, stop_after=len(block))
                sent.result()
            return received.sha256() == hashlib.sha256(block).hexdigest()

        with self.forward("deployment/backend", f":{ECHO}") as forward, ThreadPoolExecutor(100) as clients:
            self.assertEqual(list(clients.map(exchange, range(100))), [True] * 100, forward)

    def test_a_client_that_closes_its_half_gets_the_whole_answer(self):
        """`echo ruok | nc`: Kubernetes closes everything a second after it hears of the end, so it must not hear of it early."""
        with self.forward("deployment/backend", f":{LATE}", f":{SOURCE}", f":{HTTP}") as forward:
            with forward.connect(LATE) as connection:
                connection.sendall(b"2500\n")
                connection.shutdown(socket.SHUT_WR)
                self.assertEqual(connection.makefile("rb").read(), b"late\n", forward)
            with forward.connect(SOURCE) as connection:
                connection.sendall(b"%d half\n" % (64 * MIB))
                connection.shutdown(socket.SHUT_WR)
                received = Received(connection)
            self.assertEqual((received.count, received.reset), (64 * MIB, False), forward)
            self.assertEqual(received.sha256(), expected_sha256(forward, 64 * MIB, "half"))

    def test_clients_that_give_up_harm_nobody(self):
        with self.forward("deployment/backend", f":{SOURCE}", f":{ECHO}") as forward:
            with forward.connect(ECHO) as steady:
                for number in range(100):
                    with forward.connect(SOURCE) as connection:
                        connection.sendall(b"%d\n" % (64 * MIB))
                        if number % 2:
                            self.assertTrue(connection.recv(1000))
                            reset_on_close(connection)
                steady.sendall(b"still here\n")
                self.assertEqual(read_line(steady), "still here", forward)
            with forward.connect(ECHO) as late:
                late.sendall(b"new here\n")
                self.assertEqual(read_line(late), "new here", forward)

    def test_http(self):
        with self.forward("svc/backend", ":80") as forward:
            self.assertRegex(forward.get("/"), r"^hello from backend-\w+-\w+\n$")


class WebSocketTransfersTest(Transfers, EndToEndTest):
    session = "websocket"


class SpdyTransfersTest(Transfers, EndToEndTest):
    session = "spdy"


class ChannelsTransfersTest(Transfers, EndToEndTest):
    session = "channels"
