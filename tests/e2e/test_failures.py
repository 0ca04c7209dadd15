"""What breaks looks broken, and breaks nothing else."""

import re
import signal
import threading
import time

from support import (
    ECHO,
    HTTP,
    MIB,
    NOBODY_LISTENS,
    RESET,
    SOURCE,
    CuttingProxy,
    EndToEndTest,
    PortForward,
    Received,
    expected_sha256,
    kubectl,
    read_line,
    server_port,
    wait_until,
)

POD = """
apiVersion: v1
kind: Pod
metadata: {name: NAME, labels: {app: NAME}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: backend
    image: localhost/backend:1
    imagePullPolicy: Never
    args: [serve]
    ports: [{containerPort: 10080}]
    readinessProbe: {tcpSocket: {port: 10080}, periodSeconds: 1}
"""


class ConnectionsTest(EndToEndTest):
    def test_a_refused_port_resets_that_connection_alone(self):
        with PortForward("deployment/backend", f":{NOBODY_LISTENS}", f":{ECHO}") as forward, forward.connect(ECHO) as steady:
            for _ in range(10):
                with forward.connect(NOBODY_LISTENS) as refused:
                    received = Received(refused)
                self.assertEqual((received.count, received.reset), (0, True), forward)
                steady.sendall(b"still here\n")
                self.assertEqual(read_line(steady), "still here", forward)
                with forward.connect(ECHO) as another:
                    another.sendall(b"new here\n")
                    self.assertEqual(read_line(another), "new here", forward)
            wait_until("it is said", lambda: len(forward.errors) >= 10)
            self.assertMentions(forward.errors[0], str(NOBODY_LISTENS), "refused")

    def test_a_reset_in_the_pod_is_a_reset_here(self):
        with PortForward("deployment/backend", f":{RESET}", f":{ECHO}") as forward, forward.connect(ECHO) as steady:
            with forward.connect(RESET) as connection:
                connection.sendall(b"%d\n" % MIB)
                self.assertTrue(Received(connection).reset, forward)
            steady.sendall(b"still here\n")
            self.assertEqual(read_line(steady), "still here", forward)

    def test_signals_end_it_at_once(self):
        for number, code in ((signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)):
            with self.subTest(number.name), PortForward(
                "deployment/backend", f":{SOURCE}"
            ) as forward, forward.connect() as connection:
                connection.sendall(b"%d\n" % (1 << 40))
                self.assertTrue(connection.recv(1000))
                started = time.monotonic()
                self.assertEqual(forward.stop(number), code, forward)
                self.assertLess(time.monotonic() - started, 2)
                self.assertTrue(Received(connection).reset, forward)


class SessionsTest(EndToEndTest):
    def proxied(self):
        """A proxy before the API server, and a kubeconfig that leads through it."""
        proxy = CuttingProxy()
        self.addCleanup(proxy.__exit__)
        return proxy, self.config_with({f"127.0.0.1:{server_port()}": f"127.0.0.1:{proxy.port}"})

    def test_a_session_cut_in_mid_download_is_a_reset(self):
        """A clean end would make a short file look whole."""
        for reset in (False, True):
            proxy, config = self.proxied()
            with self.subTest(reset=reset), PortForward("deployment/backend", f":{SOURCE}", f":{HTTP}", config=config) as forward:
                with forward.connect(SOURCE) as connection:
                    connection.sendall(b"%d cut\n" % (1 << 40))
                    received = Received(connection, stop_after=16 * MIB)
                    proxy.cut(reset)
                    received.read_on(connection)
                self.assertTrue(received.reset, forward)
                # The forward goes on, with another session; and what had arrived was right.
                self.assertEqual(received.sha256(), expected_sha256(forward, received.count, "cut"))

    def test_a_session_cut_in_mid_upload_is_a_reset(self):
        proxy, config = self.proxied()
        with PortForward("deployment/backend", f":{ECHO}", config=config) as forward, forward.connect() as connection:
            connection.sendall(b"hello\n")
            self.assertEqual(read_line(connection), "hello")
            proxy.cut()
            self.assertTrue(Received(connection).reset, forward)

    def test_a_forward_to_a_pod_ends_with_its_session(self):
        proxy, config = self.proxied()
        with PortForward("pod/stateful-0", ":http", config=config) as forward:
            self.assertEqual(forward.pod(), "stateful-0")
            proxy.cut()
            self.assertEqual(forward.wait(), 1)
            self.assertMentions("".join(forward.errors), "error: lost connection to pod")


class PodsTest(EndToEndTest):
    def test_a_forward_to_a_pod_ends_with_it(self):
        kubectl("apply", "-f", "-", text=POD.replace("NAME", "victim"))
        self.addCleanup(kubectl, "delete", "pod", "victim", "--ignore-not-found", "--now", "--wait=false")
        kubectl("wait", "pod/victim", "--for=condition=Ready")
        with PortForward("victim", f":{HTTP}") as forward:
            self.assertEqual(forward.pod(), "victim")
            kubectl("delete", "pod", "victim", "--now")
            self.assertEqual(forward.wait(), 1)
            self.assertMentions("".join(forward.errors), "error: lost connection to pod")

    def test_a_forward_to_a_service_outlives_its_pod(self):
        with PortForward("svc/backend", ":80") as forward:
            for _ in range(3):
                pod = forward.pod()
                kubectl("delete", "pod", pod, "--now", "--wait=false")
                self.assertNotEqual(wait_until("another pod answers", lambda: self.other_pod(forward, pod)), pod)
        kubectl("rollout", "status", "deployment/backend")

    @staticmethod
    def other_pod(forward, former):
        try:
            pod = forward.pod()
        except (OSError, IndexError):
            return None
        return pod if pod != former else None

    def requests_during(self, action):
        """Starts a request every 20 ms while the action runs and for two seconds after it; (failures, how many)."""
        failures, threads, done = [], [], threading.Event()

        def request(forward):
            try:
                forward.get()
            except Exception as error:  # noqa: BLE001 - whatever it was, it failed
                failures.append(f"{type(error).__name__}: {error}")

        with PortForward("deployment/backend", f":{HTTP}") as forward:

            def ask():
                while not done.wait(0.02):
                    threads.append(threading.Thread(target=request, args=(forward,)))
                    threads[-1].start()

            asking = threading.Thread(target=ask)
            asking.start()
            try:
                action()
                kubectl("rollout", "status", "deployment/backend")
                done.wait(2)
            finally:
                done.set()
                asking.join()
                for thread in threads:
                    thread.join()
        return failures, len(threads)

    def test_a_rollout_fails_no_request(self):
        failures, count = self.requests_during(lambda: kubectl("rollout", "restart", "deployment/backend"))
        self.assertGreater(count, 100)
        self.assertEqual(failures, [])

    def test_connections_wait_while_there_is_no_pod(self):
        with PortForward("replicaset/replica", ":http") as forward:
            former = forward.pod()
            kubectl("scale", "replicaset/replica", "--replicas=0")
            try:
                wait_until("the pod is gone", lambda: not re.search(r"^replica-", kubectl("get", "pods", "--no-headers"), re.M))
                with forward.connect() as connection:
                    connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
                    kubectl("scale", "replicaset/replica", "--replicas=1")
                    answer = connection.makefile("rb").read().decode()
            finally:
                kubectl("scale", "replicaset/replica", "--replicas=1")
            self.assertIn("hello from replica-", answer)
            self.assertNotIn(former, answer)
