"""Every way to log in, on the real API server: certificates, tokens, plugins, impersonation, and roles that allow little."""

import base64
import json
import os
import pathlib
import pty
import select
import subprocess
import time

import support
from support import ECHO, EndToEndTest, Engine, PortForward, environment, kubectl, server_port, wait_until

V1 = "client.authentication.k8s.io/v1"


def forward(target="svc/backend", port=80, **fields):
    """An entry of a forwards file."""
    return {"local_port": 0, "remote_port": port, "namespace": "default", "portolan": {"target": target}, **fields}


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=True).stdout


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class LoginTest(EndToEndTest):
    def kubeconfig_for(self, user, name="config", cluster=None):
        """One context "test" whose user has these fields, as a dict."""
        cluster = cluster or {}
        file = self.folder / name
        file.write_text(
            json.dumps(
                {
                    "clusters": [
                        {
                            "name": "test",
                            "cluster": {
                                "server": f"https://127.0.0.1:{server_port()}",
                                "certificate-authority": f"{support.cluster.absolute()}/pki/ca.crt",
                                **cluster,
                            },
                        }
                    ],
                    "users": [{"name": "me", "user": user}],
                    "contexts": [{"name": "test", "context": {"cluster": "test", "user": "me", "namespace": "default"}}],
                    "current-context": "test",
                }
            )
        )
        return str(file)

    def plugin(self, script, version=V1, **fields):
        """A kubeconfig whose user logs in with this shell script. It notes each run in `runs`."""
        file = self.folder / "login-plugin"
        file.write_text(f"#!/bin/sh\ncd {self.folder}\necho run >>runs\n{script}\n")
        file.chmod(0o755)
        exec_section = {"apiVersion": version, "command": str(file), "interactiveMode": "IfAvailable", **fields}
        return self.kubeconfig_for({"exec": exec_section})

    @staticmethod
    def give(token="dev-token", version=V1, status=""):
        """The line of a script that prints the credential."""
        return f"""echo '{{"kind":"ExecCredential","apiVersion":"{version}","status":{{"token":"{token}"{status}}}}}'"""

    def runs(self):
        file = self.folder / "runs"
        return file.read_text().count("run") if file.exists() else 0

    def service_account_token(self, name, seconds):
        """A token of the service account that the API server accepts for so many seconds more. It allows a minute of difference
        between clocks, and kubectl gives none for less than ten minutes: signed with the cluster's own key."""
        account = json.loads(kubectl("get", "serviceaccount", name, "-o", "json"))["metadata"]
        now = int(time.time())
        claims = {
            "iss": "https://kubernetes.default.svc",
            "aud": ["https://kubernetes.default.svc"],
            "sub": f"system:serviceaccount:default:{name}",
            "iat": now - 3600,
            "nbf": now - 3600,
            "exp": now - 60 + seconds,
            "kubernetes.io": {"namespace": "default", "serviceaccount": {"name": name, "uid": account["uid"]}},
        }
        signed = f"{base64url(json.dumps({'alg': 'ES256'}).encode())}.{base64url(json.dumps(claims).encode())}"
        key = support.cluster / "pki/service-account.key"
        der = openssl("dgst", "-sha256", "-sign", key, data=signed.encode())
        numbers, position = [], 2
        for _ in range(2):  # SEQUENCE of two INTEGERs
            size = der[position + 1]
            numbers.append(int.from_bytes(der[position + 2 : position + 2 + size], "big").to_bytes(32, "big"))
            position += 2 + size
        return f"{signed}.{base64url(b''.join(numbers))}"

    def may_forward(self, name):
        kubectl("create", "serviceaccount", name)
        self.addCleanup(kubectl, "delete", "serviceaccount", name)
        kubectl("create", "rolebinding", name, "--clusterrole=edit", f"--serviceaccount=default:{name}")
        self.addCleanup(kubectl, "delete", "rolebinding", name)


class CertificateTest(LoginTest):
    def test_client_certificates_of_each_kind_of_key(self):
        pki = support.cluster / "pki"
        kinds = {
            "RSA, PKCS #1": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], ["-traditional"], b"RSA PRIVATE KEY"),
            "RSA, PKCS #8": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], [], b"BEGIN PRIVATE KEY"),
            "EC, SEC 1": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], ["-traditional"], b"EC PRIVATE KEY"),
            "EC, PKCS #8": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], [], b"BEGIN PRIVATE KEY"),
            "Ed25519": (["-algorithm", "ED25519"], [], b"BEGIN PRIVATE KEY"),
        }
        for name, (generate, form, label) in kinds.items():
            with self.subTest(name):
                key = openssl("pkey", *form, data=openssl("genpkey", *generate))
                self.assertIn(label, key)
                (self.folder / "key").write_bytes(key)
                request = openssl("req", "-new", "-subj", "/CN=dev", "-key", self.folder / "key")
                certificate = openssl("x509", "-req", "-days", "1", "-CA", pki / "ca.crt", "-CAkey", pki / "ca.key", data=request)
                (self.folder / "crt").write_bytes(certificate)
                config = self.kubeconfig_for({"client-certificate": "crt", "client-key": "key"})
                with PortForward("svc/backend", ":80", config=config) as running:
                    self.assertRegex(running.pod(), "^backend-")

    def test_an_expired_client_certificate(self):
        pki = support.cluster / "pki"
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=dev", "-keyout", self.folder / "key", "-out", self.folder / "csr")
        openssl("x509", "-req", "-days", "-1", "-in", self.folder / "csr", "-CA", pki / "ca.crt", "-CAkey", pki / "ca.key", "-out", self.folder / "crt")
        config = self.kubeconfig_for({"client-certificate": "crt", "client-key": "key"})
        error = self.error_of("svc/backend", ":80", config=config)
        self.assertMentions(error, "the certificate expired on", config, 'context "test"')


class TokenTest(LoginTest):
    def test_a_name_and_a_password(self):
        """API servers have known no passwords since 1.19, and take whoever has one for nobody."""
        error = self.error_of("svc/backend", ":80", config=self.kubeconfig_for({"username": "dev", "password": "planted"}))
        self.assertMentions(error, 'User "system:anonymous"')
        self.assertNotIn("planted", error)

    def test_a_service_account_token_that_expires(self):
        """Connections live on, and what comes later asks for another token."""
        self.may_forward("expiring")
        token = self.folder / "token"
        token.write_text(self.service_account_token("expiring", 6))
        config = self.plugin("""printf '{"kind":"ExecCredential","apiVersion":"%s","status":{"token":"%s"}}' """ + V1 + ' "$(cat token)"')
        with Engine(self.folder, [forward(port=7), forward("pod/stateful-0", ECHO, alias="later")], config=config) as engine:
            self.assertEqual(engine.command("stop", "later")[0], 0)
            connection = engine.connect(0)
            connection.sendall(b"before\n")
            self.assertEqual(support.read_line(connection), "before")
            self.assertEqual(self.runs(), 1)
            kubectl_says = [str(support.cluster / "kubectl"), "--kubeconfig", config, "get", "pods"]
            wait_until(
                "the API server refuses the token",
                lambda: "Unauthorized" in subprocess.run(kubectl_says, capture_output=True, text=True).stderr
                or "must be logged in" in subprocess.run(kubectl_says, capture_output=True, text=True).stderr,
            )
            before = self.runs()
            token.write_text(self.service_account_token("expiring", 600))
            code, output = engine.command("start", "later")
            self.assertEqual(code, 0, output)
            self.assertEqual(self.runs(), before + 1)
            connection.sendall(b"after\n")
            self.assertEqual(support.read_line(connection), "after")
            self.assertEqual([each["state"] for each in engine.statuses()], ["ready", "ready"])


class Terminal:
    """Our program in a terminal."""

    def __init__(self, *arguments):
        self.said = b""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(support.program, [support.program, *arguments], environment())

    def read(self, until, times=1):
        end = time.monotonic() + support.PATIENCE
        while self.said.count(until) < times and time.monotonic() < end:
            if select.select([self.descriptor], [], [], 1)[0]:
                try:
                    self.said += os.read(self.descriptor, 4096)
                except OSError:  # its other end is closed
                    return

    def type(self, line):
        os.write(self.descriptor, line.encode() + b"\n")

    def end(self):
        self.read(b"\0")
        _, status = os.waitpid(self.pid, 0)
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(status)


class PluginTest(LoginTest):
    ASKS = "printf 'Password: ' >&2; read password; [ \"$password\" = open ] || exit 3; "

    def test_a_plugin_that_works(self):
        for version in (V1, "client.authentication.k8s.io/v1beta1"):
            with self.subTest(version), PortForward("svc/backend", ":80", config=self.plugin(self.give(version=version), version)) as running:
                self.assertRegex(running.pod(), "^backend-")

    def test_a_plugin_that_gives_a_certificate(self):
        pki = support.cluster / "pki"
        credential = {
            "kind": "ExecCredential",
            "apiVersion": V1,
            "status": {
                "clientCertificateData": (pki / "dev.crt").read_text(),
                "clientKeyData": (pki / "dev.key").read_text(),
            },
        }
        (self.folder / "credential").write_text(json.dumps(credential))
        with PortForward("svc/backend", ":80", config=self.plugin("cat credential")) as running:
            self.assertRegex(running.pod(), "^backend-")

    def test_what_a_plugin_is_told(self):
        config = self.plugin(
            'echo "$KUBERNETES_EXEC_INFO" >info; echo "$1 $2 $MINE" >words; ' + self.give(),
            provideClusterInfo=True,
            args=["get token", "x"],
            env=[{"name": "MINE", "value": "mine"}],
        )
        with PortForward("svc/backend", ":80", config=config):
            pass
        told = json.loads((self.folder / "info").read_text())
        with open(support.cluster / "pki/ca.crt", "rb") as file:
            authority = base64.b64encode(file.read()).decode()
        self.assertEqual(
            told["spec"],
            {
                "interactive": False,
                "cluster": {"server": f"https://127.0.0.1:{server_port()}", "certificate-authority-data": authority},
            },
        )
        self.assertEqual((self.folder / "words").read_text(), "get token x mine\n")

    def test_a_slow_plugin(self):
        with PortForward("svc/backend", ":80", config=self.plugin("sleep 2; " + self.give())) as running:
            self.assertRegex(running.pod(), "^backend-")
        self.assertEqual(self.runs(), 1)

    def test_plugins_that_are_of_no_use(self):
        wrong = self.give(version="client.authentication.k8s.io/v1beta1")
        cases = {
            "failing": ("echo planted-output; echo 'Your session has expired' >&2; exit 4", "failed with exit code 4: Your session has expired", 'Run "portolan login test" in a terminal'),
            "prompting": ("printf 'Password: ' >&2; read password || exit 1; " + self.give(), "failed with exit code 1: Password:", 'Run "portolan login test" in a terminal'),
            "wrong version": (wrong, "answered in another version than client.authentication.k8s.io/v1", "apiVersion"),
            "garbage": ("head -c 3000 /dev/urandom", "printed something that is no JSON object", "ExecCredential"),
            "nothing": ("true", "printed nothing", "ExecCredential"),
            "killed": ("kill -9 $$", "was ended by signal 9", "portolan login test"),
        }
        for name, (script, problem, hint) in cases.items():
            with self.subTest(name):
                error = self.error_of("svc/backend", ":80", config=self.plugin(script))
                self.assertMentions(error, 'user "me" logs in with "login-plugin", which ', problem, hint)
                self.assertNotIn("planted", error)

    def test_a_plugin_that_is_not_there(self):
        config = self.kubeconfig_for({"exec": {"apiVersion": V1, "command": "no-such-plugin", "interactiveMode": "Never", "installHint": "Get it from the store."}})
        error = self.error_of("svc/backend", ":80", config=config)
        self.assertMentions(error, 'logs in with "no-such-plugin", which was not found in the PATH', "Get it from the store.")

    def test_a_plugin_whose_token_the_server_refuses(self):
        error = self.error_of("svc/backend", ":80", config=self.plugin(self.give(token="planted-token")))
        self.assertMentions(error, "does not accept the credentials (401 Unauthorized)")
        self.assertNotIn("planted", error)
        self.assertEqual(self.runs(), 2)  # once more after the 401, and then it is left at that

    def test_a_plugin_that_needs_a_terminal(self):
        config = self.plugin(self.give(), interactiveMode="Always")
        error = self.error_of("svc/backend", ":80", config=config)
        self.assertMentions(error, "needs a terminal (interactiveMode: Always)", 'Run "portolan login test" in a terminal')
        self.assertEqual(self.runs(), 0)

    def test_logging_in_in_a_terminal(self):
        """The plugin asks there, and gets its answer; its output stays with us."""
        config = self.plugin(self.ASKS + self.give(), interactiveMode="Always")
        for answer, code in (("open", 0), ("wrong", 1)):
            with self.subTest(answer):
                terminal = Terminal("login", "test", f"--kubeconfig={config}")
                terminal.read(b"Password: ")
                terminal.type(answer)
                self.assertEqual(terminal.end(), code, terminal.said)
                self.assertIn(b"Logged in to test" if code == 0 else b"failed with exit code 3", terminal.said)
                self.assertNotIn(b"dev-token", terminal.said)

    def test_a_terminal_of_its_own(self):
        """It stays open at the end; a login that failed can be tried again there, and the engine hears of it."""
        mark = self.folder / "is-logged-in"
        config = self.plugin(f"if [ -t 0 ]; then {self.ASKS} touch {mark}; fi; [ -e {mark} ] || exit 4; " + self.give(), interactiveMode="IfAvailable")
        engine = Engine(self.folder, [forward()], config=config)
        self.addCleanup(engine.__exit__)
        wait_until("the forward waits for the login", lambda: any(each.get("error", {}).get("code") == "login-failed" for each in engine.statuses()))
        terminal = Terminal("login", f"--kubeconfig={config}", "--keep-open", f"--socket={engine.socket}")
        terminal.read(b"Password: ")
        terminal.type("wrong")
        terminal.read(b"Press Enter to try again")
        terminal.type("")
        terminal.read(b"Password: ", times=2)
        terminal.type("open")
        terminal.read(b"Press Enter to close.")
        self.assertIn(b"The forward that needs it tries again.", terminal.said)
        wait_until("the forward is ready", lambda: engine.statuses()[0]["state"] == "ready", 5)
        terminal.type("")
        self.assertEqual(terminal.end(), 0, terminal.said)

    def test_fifty_forwards_start_it_once(self):
        config = self.plugin("sleep 1; " + self.give())
        with Engine(self.folder, [forward() for _ in range(50)], config=config):
            self.assertEqual(self.runs(), 1)

    def test_a_token_that_expires_every_three_seconds(self):
        script = """printf '{"kind":"ExecCredential","apiVersion":"%s","status":{"token":"dev-token","expirationTimestamp":"%s"}}' """
        config = self.plugin(script + V1 + ' "$(date -u -d "+3 seconds" +%Y-%m-%dT%H:%M:%SZ)"')
        with Engine(self.folder, [forward(port=7), *(forward(alias=f"more-{i}") for i in range(6))], config=config) as engine:
            connection = engine.connect(0)
            first = self.runs()
            for i in range(8):
                engine.command("restart", f"more-{i % 6}")
                connection.sendall(f"{i}\n".encode())
                self.assertEqual(support.read_line(connection), str(i))
                time.sleep(1)
            self.assertGreaterEqual(self.runs(), first + 2)
            self.assertLessEqual(self.runs(), first + 8)
            self.assertTrue(engine.all_up())

    def test_one_dead_cluster_one_hanging_plugin_one_healthy_one(self):
        hanging = self.plugin("sleep 600")
        dead = self.kubeconfig_for({"token": "dev-token"}, "dead", {"server": "https://192.0.2.1:6443"})
        healthy = self.kubeconfig_for({"token": "dev-token"}, "healthy")
        forwards = [
            forward(alias=f"{name}-{i}", kubeconfig=config)
            for name, config in (("dead", dead), ("hanging", hanging), ("healthy", healthy))
            for i in range(10)
        ]
        started = time.monotonic()
        engine = Engine(self.folder, forwards, arguments=["--allow-kubeconfig"])
        self.addCleanup(engine.__exit__)
        healthy_ones = wait_until(
            "the healthy ones are ready",
            lambda: [each for each in engine.statuses() if each["name"].startswith("healthy") and each["state"] == "ready"][9:],
            10,
        )
        took = time.monotonic() - started
        print(f"10 forwards to a healthy cluster beside a dead one and a hanging plugin: {took:.2f} s, the program's start included")
        self.assertEqual(len(healthy_ones), 1)
        self.assertLess(took, 1.5)


class ImpersonationTest(LoginTest):
    def test_with_the_right(self):
        """The administrator as another user: what that one may not do is refused, in the API and in the upgrade."""
        with PortForward("svc/backend", ":80", "--as=dev") as running:
            self.assertRegex(running.pod(), "^backend-")
        error = self.error_of("svc/backend", ":80", "--as=look-only")
        self.assertMentions(error, 'User "look-only"', "pods/portforward")
        error = self.error_of("svc/backend", ":80", "--as=somebody", "--as-group=nothing")
        self.assertMentions(error, 'User "somebody"', "services")

    def test_each_kind_of_session(self):
        for kind in ("websocket", "spdy", "channels"):
            with self.subTest(kind):
                with PortForward("svc/backend", ":80", "--as=dev", f"--session={kind}") as running:
                    self.assertRegex(running.pod(), "^backend-")
                error = self.error_of("svc/backend", ":80", "--as=look-only", f"--session={kind}")
                self.assertMentions(error, 'User "look-only"', "pods/portforward")

    def test_groups_uid_and_extra_fields(self):
        token = {"token": "admin-token"}
        config = self.kubeconfig_for({**token, "as": "x", "as-uid": "17", "as-groups": ["system:masters"], "as-user-extra": {"example.com/Team A": ["b"]}})
        with PortForward("svc/backend", ":80", config=config) as running:
            self.assertRegex(running.pod(), "^backend-")
        who = subprocess.run([str(support.cluster / "kubectl"), "--kubeconfig", config, "auth", "whoami", "-o", "json"], capture_output=True, text=True)
        self.assertIn("17", who.stdout)  # that the server takes it for what it is meant to be

    def test_without_the_right(self):
        config = self.kubeconfig_for({"token": "dev-token", "as": "admin"})
        error = self.error_of("svc/backend", ":80", config=config)
        self.assertMentions(error, 'User "dev"', "cannot impersonate", "admin")


class RoleTest(LoginTest):
    def test_a_role_that_allows_next_to_nothing(self):
        """`get pods` and the forward itself in one namespace: enough for all that does not itself need more."""
        kubectl("create", "role", "minimal", "--verb=get", "--resource=pods")
        self.addCleanup(kubectl, "delete", "role", "minimal")
        kubectl("create", "role", "minimal-forward", "--verb=get,create", "--resource=pods/portforward")
        self.addCleanup(kubectl, "delete", "role", "minimal-forward")
        for role in ("minimal", "minimal-forward"):
            kubectl("create", "rolebinding", role, f"--role={role}", "--user=nobody")
            self.addCleanup(kubectl, "delete", "rolebinding", role)
        config = support.kubeconfig("nobody")
        with PortForward("pod/stateful-0", f":{support.HTTP}", config=config) as running:
            self.assertEqual(running.pod(), "stateful-0")
        with PortForward("pod/stateful-0", ":http", config=config) as running:
            self.assertEqual(running.pod(), "stateful-0")
        with Engine(self.folder, [forward("pod/stateful-0", support.HTTP)], config=config) as engine:
            self.assertEqual(engine.get(engine.statuses()[0]["local_port"]), "stateful-0")
            # The pod is made anew under its name: it is found again without a watch.
            kubectl("delete", "pod", "stateful-0")
            wait_until("it is reached again", lambda: self.reaches(engine), 60)
        done = subprocess.run([support.program, "namespaces", f"--kubeconfig={config}"], capture_output=True, text=True, env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertMentions(done.stderr, 'User "nobody"', "namespaces", "name the one you may use")
        done = subprocess.run([support.program, "login", f"--kubeconfig={config}"], capture_output=True, text=True, env=environment())
        self.assertEqual((done.returncode, done.stdout.splitlines()[0]), (0, f"Logged in to test (https://127.0.0.1:{server_port()})."))

    @staticmethod
    def reaches(engine):
        try:
            return engine.get(engine.statuses()[0]["local_port"]) == "stateful-0"
        except (OSError, AssertionError, ValueError):
            return False

    def test_listing_namespaces(self):
        done = subprocess.run([support.program, "namespaces", f"--kubeconfig={support.kubeconfig()}"], capture_output=True, text=True, env=environment())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("default", done.stdout.splitlines())


class InClusterTest(LoginTest):
    def test_a_service_account_in_a_pod(self):
        """The program thinks that it runs in a pod: the account's files are where a pod has them."""
        self.may_forward("in-pod")
        mounted = pathlib.Path("/var/run/secrets/kubernetes.io/serviceaccount")
        if mounted.exists():
            self.skipTest("this is a pod")
        mounted.mkdir(parents=True)
        self.addCleanup(os.removedirs, mounted)  # with those above it that are empty
        for name in ("token", "ca.crt", "namespace"):
            self.addCleanup((mounted / name).unlink)
        (mounted / "token").write_text(kubectl("create", "token", "in-pod").strip())
        (mounted / "ca.crt").write_bytes((support.cluster / "pki/ca.crt").read_bytes())
        (mounted / "namespace").write_text("default")
        env = environment(KUBERNETES_SERVICE_HOST="127.0.0.1", KUBERNETES_SERVICE_PORT=str(server_port()))
        with PortForward("svc/backend", ":80", config="", env=env) as running:
            self.assertRegex(running.pod(), "^backend-")
        # A kubeconfig that is there counts more.
        error = self.error_of("svc/backend", ":80", config=support.kubeconfig("nobody"), env=env)
        self.assertMentions(error, 'User "nobody"')
