"""What a real cluster offers, who may see it, and that what is found can be run."""

import json
import subprocess
import threading
import urllib.request

import support
from support import EndToEndTest, environment, kubeconfig, kubectl, wait_until

SERVICE = """
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {namespace}
  annotations: {annotations}
spec:
  selector: {{app: backend}}
  ports: [{{name: http, port: 80, targetPort: http}}, {{name: echo, port: 10000}}]
"""


class DiscoverTest(EndToEndTest):
    @classmethod
    def setUpClass(cls):
        kubectl("create", "namespace", "other")
        cls.addClassCleanup(kubectl, "delete", "namespace", "other", "--wait=false")

    def setUp(self):
        super().setUp()
        self.environment = environment(
            XDG_CONFIG_HOME=str(self.folder / "config"), XDG_RUNTIME_DIR=str(self.folder), XDG_STATE_HOME=str(self.folder / "state")
        )
        self.add("plain", "other")
        self.add("annotated", "default", {"kftray.app/enabled": "true", "kftray.app/configs": "found-web-18480-http,found-echo-18481-10000"})
        self.add("ours", "default", {"portolan.dev/enabled": "true"})

    def add(self, name, namespace, annotations=None):
        kubectl("apply", "-f", "-", text=SERVICE.format(name=name, namespace=namespace, annotations=json.dumps(annotations or {})))
        self.addCleanup(kubectl, "delete", "service", name, "-n", namespace, "--ignore-not-found", "--wait=false")

    def run_program(self, *arguments, user="admin", code=0):
        command = [support.program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**self.environment, "KUBECONFIG": kubeconfig(user)}, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, done)
        return done

    def found(self, *arguments, user="admin"):
        done = self.run_program("discover", "--json", *arguments, user=user)
        return {(each["forward"].get("namespace"), each["name"]): each for each in json.loads(done.stdout)}, done.stderr

    def test_everything(self):
        found, _ = self.found()
        web, echo = found["default", "found-web"], found["default", "found-echo"]
        self.assertTrue(web["annotated"])
        self.assertEqual((web["forward"]["service"], web["forward"]["local_port"], web["forward"]["remote_port"]), ("annotated", 18480, 80))
        self.assertEqual((echo["forward"]["local_port"], echo["forward"]["remote_port"]), (18481, 10000))
        self.assertTrue(found["default", "ours-http"]["annotated"])
        plain = found["other", "plain-http"]
        self.assertFalse(plain["annotated"])
        self.assertGreaterEqual(plain["forward"]["local_port"], 1024)
        # A workload that no service selects is offered by its own name, not by its pods' names.
        self.assertIn("replicaset/replica", {each["forward"]["portolan"].get("target") for each in found.values()})

    def test_one_namespace_where_listing_all_is_forbidden(self):
        found, note = self.found(user="dev")
        self.assertIn(("default", "found-web"), found)
        self.assertNotIn("other", {namespace for namespace, _ in found})
        self.assertIn('only "default" is looked at', note)
        done = self.run_program("discover", "-n", "other", user="dev", code=1)
        self.assertMentions(done.stderr, 'User "dev"', "services", 'namespace "other"')

    def test_what_is_saved_works(self):
        done = self.run_program("discover", "--save", "found-web", "--yes")
        self.assertIn("1 saved", done.stdout)
        again = self.run_program("discover", "--save", "found-web", "--yes")
        self.assertIn("nothing to save", again.stdout)
        process = subprocess.Popen([support.program, "run", "--all"], env={**self.environment, "KUBECONFIG": kubeconfig()}, stdin=subprocess.DEVNULL)
        try:
            def answer():
                try:
                    return urllib.request.urlopen("http://127.0.0.1:18480/", timeout=5).read().decode()
                except OSError:
                    return None

            self.assertIn("backend-", wait_until("the forward answers", answer))
            # What is saved while it runs shows up there, and can be started.
            self.run_program("add", "svc/ours", "18482:80", "-n", "default", "--alias", "later")
            wait_until("the engine knows it", lambda: "later" in self.status())
            self.run_program("start", "later")
            self.assertIn("backend-", urllib.request.urlopen("http://127.0.0.1:18482/", timeout=30).read().decode())
            self.run_program("remove", "later")
            wait_until("the engine has forgotten it", lambda: "later" not in self.status())
        finally:
            process.terminate()
            process.wait(30)

    def status(self):
        done = subprocess.run([support.program, "status"], capture_output=True, text=True, env=self.environment, timeout=30)
        return done.stdout

    def test_kubefwd_lines(self):
        kubectl("label", "service", "annotated", "team=shop")
        done = self.run_program("import", "-n", "default", "-l", "team=shop", "--yes")
        self.assertIn("2 saved", done.stdout)

    def test_following(self):
        process = subprocess.Popen(
            [support.program, "discover", "--watch", "-n", "other"],
            env={**self.environment, "KUBECONFIG": kubeconfig()}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True)
        reader.start()
        try:
            wait_until("what is there is told", lambda: any("plain-http" in line for line in lines))
            self.add("late", "other")
            wait_until("what comes is told", lambda: any(line.startswith("+") and "late-http" in line for line in lines))
            kubectl("delete", "service", "late", "-n", "other")
            wait_until("what goes is told", lambda: any(line.startswith("-") and "late-http" in line for line in lines))
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()
