"""Proxies of other houses between the program and the real API server: tinyproxy, with and without TLS in front, and microsocks."""

import contextlib
import socket
import ssl
import subprocess
import threading

import support
from support import HTTP, MIB, SINK, SOURCE, EndToEndTest, PortForward, environment, kubeconfig, server_port, wait_until


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def accepts(port):
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


class TlsFront:
    """What stands in front of a proxy that speaks no TLS itself. In a with statement."""

    def __init__(self, behind, certificate, key):
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._behind = behind
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._server.accept()[0],), daemon=True).start()

    def _serve(self, plain):
        with contextlib.suppress(OSError), self._context.wrap_socket(plain, server_side=True) as client:
            with socket.create_connection(("127.0.0.1", self._behind)) as server:
                back = threading.Thread(target=self._copy, args=(server, client), daemon=True)
                back.start()
                self._copy(client, server)
                back.join()

    @staticmethod
    def _copy(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


class ProxyTest(EndToEndTest):
    def tinyproxy(self, login=None, rules=""):
        """Its port. The log tells what went through."""
        port = free_port()
        self.log = self.folder / "tinyproxy.log"
        config = self.folder / "tinyproxy.conf"
        config.write_text(
            f'Port {port}\nListen 127.0.0.1\nTimeout 600\nMaxClients 200\nLogFile "{self.log}"\nLogLevel Info\n'
            + (f"BasicAuth {login.replace(':', ' ')}\n" if login else "")
            + rules
        )
        self.start_and_wait(["tinyproxy", "-d", "-c", str(config)], port)
        return port

    def microsocks(self, login=None):
        port = free_port()
        user, _, password = (login or "").partition(":")
        self.start_and_wait(["microsocks", "-i", "127.0.0.1", "-p", str(port), *(["-u", user, "-P", password] if login else [])], port)
        return port

    def start_and_wait(self, command, port):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def end():
            process.kill()
            process.wait()

        self.addCleanup(end)
        wait_until(f"{command[0]} listens", lambda: accepts(port))

    def config_through(self, url):
        return self.config_with({"    server: ": f"    proxy-url: {url}\n    server: "}, "dev")

    def carries(self, config, env=None):
        """The API and the sessions, small things and large ones."""
        with PortForward("svc/backend", ":80", ":19", ":9", config=config, env=env) as forward:
            self.assertRegex(forward.pod(HTTP), "^backend-")
            with forward.connect(SOURCE) as connection:
                connection.sendall(f"{32 * MIB}\n".encode())
                received = support.Received(connection)
                self.assertEqual((received.count, received.reset), (32 * MIB, False))
            with forward.connect(SINK) as connection:
                connection.sendall(f"{32 * MIB}\n".encode() + bytes(32 * MIB))
                self.assertEqual(support.read_line(connection), str(32 * MIB))

    def test_an_http_proxy(self):
        port = self.tinyproxy()
        self.carries(self.config_through(f"http://127.0.0.1:{port}"))
        self.assertIn(f"127.0.0.1:{server_port()}", self.log.read_text())

    def test_an_http_proxy_with_a_login(self):
        port = self.tinyproxy("me:se-cret")
        self.carries(self.config_through(f"http://me:se-cret@127.0.0.1:{port}"))
        error = self.error_of("svc/backend", ":80", config=self.config_through(f"http://me:planted@127.0.0.1:{port}"))
        self.assertMentions(error, f"the proxy http://127.0.0.1:{port} ", "user name and password")
        self.assertNotIn("planted", error)

    def test_an_https_proxy(self):
        """With the cluster's own authority behind its certificate; and with one that nobody knows."""
        pki = support.cluster / "pki"
        with TlsFront(self.tinyproxy("me:se-cret"), pki / "server.crt", pki / "server.key") as front:
            self.carries(self.config_through(f"https://me:se-cret@localhost:{front.port}"))
            self.assertIn(f"127.0.0.1:{server_port()}", self.log.read_text())
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=stranger", "-addext", "subjectAltName=DNS:localhost"]
            + ["-keyout", str(self.folder / "key"), "-out", str(self.folder / "crt")],
            check=True,
            capture_output=True,
        )
        with TlsFront(free_port(), self.folder / "crt", self.folder / "key") as front:
            error = self.error_of("svc/backend", ":80", config=self.config_through(f"https://localhost:{front.port}"))
            self.assertMentions(error, "the proxy cannot be used", "unknown authority", "CN=stranger")

    def test_a_socks_proxy(self):
        port = self.microsocks()
        self.carries(self.config_through(f"socks5://127.0.0.1:{port}"))

    def test_a_socks_proxy_with_a_login(self):
        port = self.microsocks("me:se-cret")
        self.carries(self.config_through(f"socks5://me:se-cret@127.0.0.1:{port}"))
        for login in ("me:planted@", ""):
            error = self.error_of("svc/backend", ":80", config=self.config_through(f"socks5://{login}127.0.0.1:{port}"))
            self.assertMentions(error, f"the proxy socks5://127.0.0.1:{port} ", "user name and password")
            self.assertNotIn("planted", error)

    def test_each_kind_of_session(self):
        config = self.config_through(f"http://127.0.0.1:{self.tinyproxy()}")
        for kind in ("websocket", "spdy", "channels"):
            with self.subTest(kind), PortForward("svc/backend", ":80", f"--session={kind}", config=config) as forward:
                self.assertRegex(forward.pod(), "^backend-")

    def test_a_proxy_that_refuses(self):
        """tinyproxy lets CONNECT through to the ports alone that it is told."""
        port = self.tinyproxy(rules="ConnectPort 1\n")
        error = self.error_of("svc/backend", ":80", config=self.config_through(f"http://127.0.0.1:{port}"))
        self.assertMentions(error, f"the proxy http://127.0.0.1:{port} does not let connections to this server through")

    def test_a_server_that_the_proxy_cannot_reach(self):
        dead = free_port()
        for url in (f"http://127.0.0.1:{self.tinyproxy()}", f"socks5://127.0.0.1:{self.microsocks()}"):
            with self.subTest(url):
                config = self.config_with({f"https://127.0.0.1:{server_port()}": f"https://127.0.0.1:{dead}\n    proxy-url: {url}"}, "dev")
                self.assertMentions(self.error_of("svc/backend", ":80", config=config), "the proxy ", "the server")

    def test_no_proxy_there(self):
        dead = free_port()
        error = self.error_of("svc/backend", ":80", config=self.config_through(f"http://127.0.0.1:{dead}"))
        self.assertMentions(error, f"the proxy cannot be used: nothing listens at 127.0.0.1:{dead}", "proxy-url")

    def test_the_environment(self):
        """The proxy is asked for a name that it does not know; where NO_PROXY excepts it, this machine is."""
        port = self.tinyproxy()
        config = self.config_with({f"https://127.0.0.1:{server_port()}": f"https://cluster.invalid:{server_port()}"}, "dev")
        proxy = f"http://127.0.0.1:{port}"
        for name in ("HTTPS_PROXY", "https_proxy"):
            error = self.error_of("svc/backend", ":80", config=config, env=environment(**{name: proxy}))
            self.assertMentions(error, f"the proxy {proxy} ")
        self.assertIn(f"cluster.invalid:{server_port()}", self.log.read_text())
        for exception in ("cluster.invalid", ".invalid", "10.0.0.0/8,*"):
            env = environment(HTTPS_PROXY=proxy, NO_PROXY=exception)
            self.assertMentions(self.error_of("svc/backend", ":80", config=config, env=env), 'the host "cluster.invalid" was not found')
        # Loopback never goes through a proxy.
        dead = f"http://127.0.0.1:{free_port()}"
        with PortForward("svc/backend", ":80", config=kubeconfig("dev"), env=environment(HTTPS_PROXY=dead)) as forward:
            self.assertRegex(forward.pod(), "^backend-")
