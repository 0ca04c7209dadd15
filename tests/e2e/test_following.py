"""Saved forwards follow their pods, and outlive what happens to the cluster and the way to it."""

import os
import pathlib
import signal
import subprocess
import threading
import time

from support import (
    HTTP,
    IS_SANITIZED,
    SOURCE,
    EndToEndTest,
    Engine,
    Load,
    Namespace,
    Received,
    cluster,
    kubeconfig,
    kubectl,
    wait_until,
)


def forward(local, target="deployment/backend", port=HTTP, **ours):
    """An entry of a forwards file."""
    return {"local_port": local, "remote_port": port, "namespace": "default", "portolan": {"target": target, **ours}}


class ReadyPods:
    """When each pod with a label became ready, as the API server told kubectl. In a with statement."""

    def __init__(self, selector):
        self.since = {}  # name: time.time()
        command = [str(cluster / "kubectl"), "--kubeconfig", kubeconfig(), "get", "pods", "-l", selector]
        columns = "custom-columns=N:.metadata.name,R:.status.conditions[?(@.type=='Ready')].status,D:.metadata.deletionTimestamp"
        self._process = subprocess.Popen(
            [*command, "--watch", "--no-headers", "-o", columns], stdout=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            name, ready, deleted = line.split()
            if ready == "True" and deleted == "<none>":
                self.since.setdefault(name, time.time())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()


class PodsTest(EndToEndTest):
    def tearDown(self):
        kubectl("scale", "deployment/backend", "--replicas=2")
        kubectl("rollout", "status", "deployment/backend")

    def test_all_pods_deleted_under_load(self):
        with Engine(self.folder, [forward(18080)]) as engine, ReadyPods("app=backend") as pods:
            wait_until("the pods are known", lambda: len(pods.since) >= 2)
            former = set(pods.since)
            with Load(engine, 18080) as load:
                time.sleep(1)
                kubectl("delete", "pods", "-l", "app=backend", "--wait=false")
                wait_until("new pods are ready", lambda: set(pods.since) - former)
                time.sleep(2)
            if IS_SANITIZED:
                # So slow that a pod's program may end between taking a connection and answering it.
                self.assertLess(len(load.failures), 4, load.failures)
            else:
                self.assertEqual(load.failures, [], engine.story())
            self.assertGreater(len(load.answers), 100)
            ready = min(since for name, since in pods.since.items() if name not in former)
            late = [ended - max(started, ready) for started, ended, _ in load.answers]
            print(f"[longest gap: {load.slowest():.3f} s, over {max(late):.3f} s after the new pod]", end=" ", flush=True)
            self.assertLess(max(late), 0.25)  # 0.1 on a quiet machine

    def test_a_rollout_is_not_felt(self):
        with Engine(self.folder, [forward(18080)]) as engine:
            with Load(engine, 18080) as load:
                time.sleep(1)
                before = {pod for _, _, pod in load.answers}
                kubectl("rollout", "restart", "deployment/backend")
                kubectl("rollout", "status", "deployment/backend")
                time.sleep(2)
            self.assertEqual(load.failures, [], engine.story())
            print(f"[slowest of {len(load.answers)}: {load.slowest() * 1000:.0f} ms]", end=" ", flush=True)
            self.assertLess(load.slowest(), 0.25)  # 0.05 on a quiet machine
            self.assertNotIn(load.answers[-1][2], before)

    def test_scaled_to_zero_and_back(self):
        with Engine(self.folder, [forward(18080)]) as engine:
            kubectl("scale", "deployment/backend", "--replicas=0")
            wait_until("it waits for a pod", lambda: (engine.statuses()[0]["state"], engine.statuses()[0]["stage"]) == ("waiting", "target"))
            self.assertTrue(engine.statuses()[0]["listening"], "new connections wait")
            kubectl("scale", "deployment/backend", "--replicas=1")
            with engine.connect_to(18080) as connection:
                connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
                self.assertIn(b"hello from backend", connection.makefile("rb").read())

    def test_connections_are_spread_over_the_pods(self):
        with Engine(self.folder, [forward(18080, balance="round_robin")]) as engine:
            wait_until("both pods have their turn", lambda: len(engine.statuses()[0]["pods"]) == 2)
            pods = [engine.get(18080) for _ in range(10)]
            self.assertEqual({pods.count(pod) for pod in set(pods)}, {5}, pods)

    def test_on_demand_leaves_the_cluster_alone(self):
        with Engine(self.folder, [forward(18080, on_demand=True)]) as engine:
            self.assertEqual(engine.statuses()[0]["state"], "listening")
            self.assertNotIn("pod", {k: v for k, v in engine.statuses()[0].items() if v})
            self.assertTrue(engine.get(18080).startswith("backend-"))
            wait_until("the status says so", lambda: engine.statuses()[0]["state"] == "ready")


class PathTest(EndToEndTest):
    def test_the_api_server_is_killed_and_comes_back(self):
        def server():
            return int((cluster / "kube-apiserver.pid").read_text())

        with Engine(self.folder, [forward(18080), forward(18081, port=SOURCE)]) as engine:
            with engine.connect(1) as transfer:
                transfer.sendall(b"%d\n" % (1 << 40))
                self.assertTrue(transfer.recv(1000))
                command = pathlib.Path(f"/proc/{server()}/cmdline").read_bytes().split(b"\0")[:-1]
                environ = dict(
                    each.split(b"=", 1) for each in pathlib.Path(f"/proc/{server()}/environ").read_bytes().split(b"\0") if each
                )
                os.kill(pid := server(), signal.SIGKILL)
                wait_until("it is gone", lambda: not pathlib.Path(f"/proc/{pid}").exists() or is_zombie(pid))
                self.assertTrue(Received(transfer).reset)
            wait_until("it waits for the cluster", lambda: engine.statuses()[0]["state"] == "waiting")
            self.assertTrue(engine.statuses()[0]["next_try"])
            with (cluster / "log/kube-apiserver").open("a") as log:
                again = subprocess.Popen(command, env=environ, cwd=cluster, stdout=log, stderr=log, start_new_session=True)
            (cluster / "kube-apiserver.pid").write_text(f"{again.pid}\n")
            wait_until("the server is ready", lambda: subprocess.run(
                [cluster / "kubectl", "--kubeconfig", kubeconfig(), "get", "--raw", "/readyz"], capture_output=True
            ).returncode == 0, 60)
            back = time.monotonic()
            self.assertTrue(engine.get(18080).startswith("backend-"))
            took = time.monotonic() - back
            print(f"[{took:.2f} s after its return]", end=" ", flush=True)
            self.assertLess(took, 4)  # 2 on a quiet machine
            wait_until("both are up again", engine.all_up)

    def test_a_black_hole(self):
        """Fifty forwards notice within 15 s that nothing comes through any more, ask seldom, and are back soon after it."""
        forwards = [forward(18080 + i) for i in range(50)]
        with Namespace() as space, Engine(self.folder, forwards, inside=space) as engine:
            with engine.connect(0) as idle:
                time.sleep(1)
                before = space.proxy.accepted
                space.black_hole()
                started = time.monotonic()
                wait_until("it is noticed", lambda: not any(s["state"] == "ready" for s in engine.statuses()), 20)
                noticed = time.monotonic() - started
                self.assertLess(noticed, 15.5)
                self.assertTrue(Received(idle).reset)
            self.assertEqual({s["state"] for s in engine.statuses()}, {"waiting"})
            time.sleep(max(0, 60 - (time.monotonic() - started)))
            space.restore()
            started = time.monotonic()
            engine.command("retry", "--all")
            wait_until("all are up again", engine.all_up, 10)
            back = time.monotonic() - started
            time.sleep(1)
            asked = space.proxy.accepted - before
            print(f"[noticed after {noticed:.1f} s, back after {back:.2f} s with {asked} connections]", end=" ", flush=True)
            self.assertTrue(engine.get(18080).startswith("backend-"))
            self.assertLess(asked, 20)


def is_zombie(pid):
    return " Z " in pathlib.Path(f"/proc/{pid}/stat").read_text()
