"""Who may, and how the program learns who it is."""

import os
import pathlib
import socket
import subprocess

import support
from support import HTTP, CuttingProxy, EndToEndTest, PortForward, environment, kubeconfig, server_port


class AccessTest(EndToEndTest):
    def test_credentials(self):
        """Certificates with elliptic and with RSA keys, inside the kubeconfig and beside it, and tokens."""
        for user in ("admin", "admin-token", "dev", "dev-certificate", "get-only"):
            with self.subTest(user), PortForward("svc/backend", ":80", config=kubeconfig(user)) as forward:
                self.assertRegex(forward.pod(), "^backend-")

    def test_a_token_in_a_file(self):
        token = self.folder / "token"
        token.write_text("dev-token\n")
        config = self.config_with({"token: dev-token": f"tokenFile: {token}"}, "dev")
        with PortForward("svc/backend", ":80", config=config) as forward:
            self.assertRegex(forward.pod(), "^backend-")

    def test_the_environment_names_the_kubeconfig(self):
        for value in (kubeconfig("dev"), f"{self.folder}/missing:{kubeconfig('dev')}:{kubeconfig('nobody')}"):
            with self.subTest(value), PortForward("svc/backend", ":80", config="", env=environment(KUBECONFIG=value)) as forward:
                self.assertRegex(forward.pod(), "^backend-")

    def test_the_kubeconfig_in_the_home_folder(self):
        (self.folder / ".kube").mkdir()
        (self.folder / ".kube/config").write_text(pathlib.Path(kubeconfig("dev")).read_text())
        with PortForward("svc/backend", ":80", config="", env=environment(HOME=str(self.folder))) as forward:
            self.assertRegex(forward.pod(), "^backend-")

    def test_flags_replace_what_the_kubeconfig_says(self):
        config = self.config_with(
            {
                f"https://127.0.0.1:{server_port()}": "https://127.0.0.1:1",
                "token: dev-token": "token: wrong",
                "certificate-authority: ": "certificate-authority: /missing",
                "namespace: default": "namespace: other",
            },
            "dev",
        )
        with PortForward(
            "svc/backend",
            ":80",
            f"--server=https://localhost:{server_port()}",
            "--token=dev-token",
            "--namespace=default",
            f"--certificate-authority={support.cluster.absolute()}/pki/ca.crt",
            config=config,
        ) as forward:
            self.assertRegex(forward.pod(), "^backend-")

    def test_a_user_without_rights(self):
        """The message says who may not do what, and where."""
        config = kubeconfig("nobody")
        for target, what in (("svc/backend", "services"), ("deployment/backend", "deployments"), ("pod/stateful-0", "pods")):
            with self.subTest(target):
                error = self.error_of(target, f":{HTTP}", config=config)
                self.assertMentions(error, 'User "nobody"', "cannot get", what, 'namespace "default"')

    def test_a_user_who_may_only_create(self):
        """A WebSocket is a GET, for which servers before 1.35 want the verb get: plain SPDY is a POST."""
        with PortForward("svc/backend", ":80", config=kubeconfig("create-only")) as forward:
            self.assertRegex(forward.pod(), "^backend-")
        error = self.error_of("svc/backend", ":80", "--session=websocket", config=kubeconfig("create-only"))
        self.assertMentions(error, 'User "create-only"', "get", "pods/portforward", 'namespace "default"')

    def test_a_user_who_may_only_look(self):
        error = self.error_of("svc/backend", ":80", config=kubeconfig("look-only"))
        self.assertMentions(error, 'User "look-only"', "pods/portforward", 'namespace "default"')

    def test_ending_while_requests_are_under_way(self):
        """The watch of the pods has just begun when the session is refused. Its thread went on while the process ended, and used
        OpenSSL after OpenSSL was gone: one end in thirty was a crash."""
        for _ in range(100):
            self.error_of("svc/backend", ":80", config=kubeconfig("look-only"))

    def test_a_token_that_the_server_does_not_know(self):
        config = self.config_with({"dev-token": "stolen-token"}, "dev")
        error = self.error_of("svc/backend", ":80", config=config)
        self.assertMentions(error, "Unauthorized")
        self.assertNotIn("stolen-token", error)

    def test_a_server_that_another_authority_has_certified(self):
        other = self.folder / "other.crt"
        subprocess.run(
            [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "/dev/null",
                "-out",
                other,
                "-subj",
                "/CN=other",
            ],
            check=True,
            capture_output=True,
        )
        config = self.config_with({f"{support.cluster.absolute()}/pki/ca.crt": str(other)}, "dev")
        self.assertRegex(self.error_of("svc/backend", ":80", config=config), "(?i)certificate")
        with PortForward(
            "svc/backend",
            ":80",
            "--insecure-skip-tls-verify",
            config=self.config_with({f"    certificate-authority: {support.cluster.absolute()}/pki/ca.crt\n": ""}, "dev"),
        ) as forward:
            self.assertRegex(forward.pod(), "^backend-")

    def test_a_server_with_another_name(self):
        """The server's certificate is for 127.0.0.1, ::1 and localhost."""
        proxy = CuttingProxy("127.0.0.2")
        self.addCleanup(proxy.__exit__)
        config = self.config_with({f"https://127.0.0.1:{server_port()}": f"https://127.0.0.2:{proxy.port}"}, "dev")
        self.assertRegex(self.error_of("svc/backend", ":80", config=config), "(?i)certificate|name|host")
        with PortForward("svc/backend", ":80", "--tls-server-name=localhost", config=config) as forward:
            self.assertRegex(forward.pod(), "^backend-")

    def test_a_server_that_is_not_there(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        config = self.config_with({f":{server_port()}": f":{port}"}, "dev")
        self.assertMentions(self.error_of("svc/backend", ":80", config=config), f"nothing listens at 127.0.0.1:{port}")

    def test_no_kubeconfig(self):
        self.assertMentions(self.error_of("svc/backend", ":80", config=""), "kubeconfig")
        self.assertMentions(self.error_of("svc/backend", ":80", config=f"{self.folder}/missing"), f"{self.folder}/missing")

    def test_kubeconfigs_that_cannot_be_used(self):
        """Each says where, what and what to do."""
        text = pathlib.Path(kubeconfig("dev")).read_text()
        broken, wrong_type, other = self.folder / "broken", self.folder / "wrong-type", self.folder / "other"
        broken.write_text(text + "users: [{\n")
        wrong_type.write_text("clusters: 7\n")
        for config, arguments, parts in (
            (str(broken), (), (f"{broken}, line {text.count(chr(10)) + 2}, column 1",)),
            (str(wrong_type), (), (f"{wrong_type}, line 1, column 11", "clusters must be a list")),
            (self.config_with({"    cluster: test": "    cluster: gone"}, "dev"), (), ('"gone"', "cluster")),
            (self.config_with({"    user: dev": "    user: gone"}, "dev"), (), ('"gone"', "user")),
            (kubeconfig("dev"), ("--context=gone",), ('"gone"', "contexts: test")),
            (kubeconfig("dev"), ("--certificate-authority=/gone",), ("/gone", "certificate authority")),
            (kubeconfig("dev"), ("--certificate-authority=/etc/hostname",), ("PEM",)),
            (kubeconfig("dev"), (f"--server=http://127.0.0.1:{server_port()}",), ("400", "https://")),
        ):
            with self.subTest(config=config, arguments=arguments):
                self.assertMentions(self.error_of("svc/backend", ":80", *arguments, config=config), *parts)

    def test_as_a_plugin_of_kubectl(self):
        (self.folder / "kubectl-portolan").symlink_to(pathlib.Path(support.program).absolute())
        env = environment(PATH=f"{self.folder}:{os.environ['PATH']}", KUBECONFIG=kubeconfig("dev"))
        with PortForward(
            "svc/backend", ":80", config="", env=env, command=[str(support.cluster / "kubectl"), "portolan"]
        ) as forward:
            self.assertRegex(forward.pod(), "^backend-")
            self.assertEqual(forward.stop(), 0)
