"""From TYPE/NAME and ports to a pod and its ports, as kubectl finds them."""

import socket

from support import ECHO, HTTP, NOBODY_LISTENS, EndToEndTest, PortForward, kubectl, read_line, wait_until


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class TargetsTest(EndToEndTest):
    def test_every_kind_of_target(self):
        for target, pod in (
            ("stateful-0", r"stateful-0"),
            ("pod/stateful-0", r"stateful-0"),
            ("pods/stateful-0", r"stateful-0"),
            ("service/backend", r"backend-\w+-\w+"),
            ("svc/backend", r"backend-\w+-\w+"),
            ("deployment/backend", r"backend-\w+-\w+"),
            ("deploy/backend", r"backend-\w+-\w+"),
            ("statefulset/stateful", r"stateful-0"),
            ("sts/stateful", r"stateful-0"),
            ("daemonset/daemon", r"daemon-\w+"),
            ("job/task", r"task-\w+"),
            ("replicaset/replica", r"replica-\w+"),
            ("rs/replica", r"replica-\w+"),
            ("replicationcontroller/controller", r"controller-\w+"),
            ("rc/controller", r"controller-\w+"),
        ):
            with self.subTest(target), PortForward(target, ":http") as forward:
                self.assertRegex(forward.pod(), f"^{pod}$")

    def test_a_headless_service_takes_the_port_itself(self):
        """Its targetPort says echo; without an address of the service's own, the client goes to the port it named."""
        with PortForward("svc/headless", f":{HTTP}") as forward:
            self.assertEqual(forward.pod(), "stateful-0")

    def test_ports(self):
        local, other = free_port(), free_port()
        for target, port, remote, expected_local in (
            ("deployment/backend", f":{HTTP}", HTTP, None),
            ("deployment/backend", f"0:{HTTP}", HTTP, None),
            ("deployment/backend", ":http", HTTP, None),
            ("deployment/backend", f"{local}:http", HTTP, local),
            ("deployment/backend", f"{local}:{HTTP}", HTTP, local),
            ("deployment/backend", str(HTTP), HTTP, HTTP),
            ("deployment/backend", "http", HTTP, HTTP),
            ("svc/backend", ":80", HTTP, None),
            ("svc/backend", ":http", HTTP, None),
            ("svc/backend", f"{other}:80", HTTP, other),
        ):
            with self.subTest(target=target, port=port), PortForward(target, port) as forward:
                if expected_local:
                    self.assertEqual(forward.local(remote), expected_local)
                self.assertRegex(forward.pod(remote), "^backend-")

    def test_several_ports(self):
        with PortForward("svc/backend", ":echo", ":80", ":7") as forward:
            self.assertRegex(forward.pod(HTTP), "^backend-")
            with forward.connect(ECHO) as connection:
                connection.sendall(b"hello\n")
                self.assertEqual(read_line(connection), "hello")

    def test_what_is_printed(self):
        port = free_port()
        with PortForward("svc/backend", f"{port}:80") as forward:
            wait_until("both addresses", lambda: len(forward.lines) == 2)
            forward.get()
            forward.get(address="::1")
            wait_until("both connections", lambda: len(forward.lines) == 4)
            self.assertEqual(forward.stop(), 0)
            self.assertEqual(
                forward.lines,
                [
                    f"Forwarding from 127.0.0.1:{port} -> {HTTP}\n",
                    f"Forwarding from [::1]:{port} -> {HTTP}\n",
                    f"Handling connection for {port}\n",
                    f"Handling connection for {port}\n",
                ],
            )
            self.assertEqual(forward.errors, [])

    def test_addresses(self):
        for address, printed in (
            ("127.0.0.1", ["127.0.0.1"]),
            ("::1", ["[::1]"]),
            ("127.0.0.2,127.0.0.3", ["127.0.0.2", "127.0.0.3"]),
            ("0.0.0.0", ["0.0.0.0"]),
            ("localhost", ["127.0.0.1", "[::1]"]),
        ):
            port = free_port()
            with self.subTest(address), PortForward("svc/backend", f"{port}:80", f"--address={address}") as forward:
                wait_until("all addresses", lambda: len(forward.lines) == len(printed))
                for number in printed:
                    forward.get(address="127.0.0.4" if number == "0.0.0.0" else number.strip("[]"))
                self.assertEqual(forward.lines[: len(printed)], [f"Forwarding from {a}:{port} -> {HTTP}\n" for a in printed])
                if "0.0.0.0" not in printed:
                    with self.assertRaises(ConnectionRefusedError):
                        forward.get(address="127.0.0.5")

    def test_a_taken_local_port(self):
        with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(
            ("::1", taken.getsockname()[1]), family=socket.AF_INET6
        ):
            port = taken.getsockname()[1]
            self.assertMentions(self.error_of("svc/backend", f"{port}:80"), str(port))
            with self.subTest("one of two"):
                forward = PortForward("svc/backend", f"{port}:80", ":7")
                try:
                    wait_until("the other port", lambda: forward.lines and forward.errors)
                    self.assertIn(str(port), "".join(forward.errors))
                    with forward.connect(ECHO) as connection:
                        connection.sendall(b"hello\n")
                        self.assertEqual(read_line(connection), "hello")
                finally:
                    forward.__exit__()

    def test_what_does_not_exist(self):
        """The message says what does exist."""
        for target, port, parts in (
            ("pod/nope", ":80", ('pods "nope" not found', "stateful-0")),
            ("svc/nope", ":80", ('services "nope" not found', "backend", "headless")),
            ("deployment/nope", ":80", ('deployments.apps "nope" not found', "backend")),
            ("job/nope", ":80", ('jobs.batch "nope" not found', "task")),
            ("svc/backend", ":81", ("81", "80", "echo", "source")),
            ("svc/backend", ":nope", ("nope", "http", "echo", "source")),
            ("deployment/backend", ":nope", ("nope", "http", "echo", "source")),
            ("svc/without-selector", ":80", ("without-selector", "selector")),
            ("svc/backend", ":53", ("UDP",)),
            ("deployment/backend", ":udp-echo", ("UDP",)),
            ("cronjob/nope", ":80", ("cronjob",)),
        ):
            with self.subTest(target=target, port=port):
                self.assertMentions(self.error_of(target, port), *parts)

    def test_a_namespace_that_does_not_exist(self):
        self.assertMentions(self.error_of("pod/nope", ":80", "--namespace=nowhere"), "not found")

    def test_a_pending_pod(self):
        self.assertMentions(self.error_of("pod/pending", ":80"), "not running", "Pending")

    def test_a_pod_that_comes_later(self):
        kubectl("create", "deployment", "later", "--image=localhost/backend:1", "--replicas=0")
        self.addCleanup(kubectl, "delete", "deployment", "later", "--wait=false")
        self.assertMentions(self.error_of("deployment/later", f":{HTTP}", "--pod-running-timeout=500ms"), "later")

    def test_nothing_listens_in_the_pod_yet_the_forward_begins(self):
        with PortForward("deployment/backend", f":{NOBODY_LISTENS}") as forward:
            self.assertEqual(forward.stop(), 0)
