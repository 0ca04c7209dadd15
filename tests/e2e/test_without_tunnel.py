"""Against a server that does not speak the tunnelling protocol (tests/cluster/up --without-tunnel)."""

from support import ECHO, EndToEndTest, PortForward, kubeconfig, read_line


class WithoutTunnelTest(EndToEndTest):
    def test_every_user_gets_through(self):
        """Plain SPDY for those who may create; channels for who may only get."""
        for user in ("admin", "dev", "create-only", "get-only"):
            for target in ("svc/backend", "pod/stateful-0"):
                with self.subTest(user=user, target=target), PortForward(target, ":http", config=kubeconfig(user)) as forward:
                    self.assertRegex(forward.pod(), "^(backend-|stateful-0)")

    def test_several_connections_through_channels(self):
        with PortForward("deployment/backend", f":{ECHO}", config=kubeconfig("get-only")) as forward:
            with forward.connect() as one, forward.connect() as other:
                for connection in (one, other, one):
                    connection.sendall(b"hello\n")
                    self.assertEqual(read_line(connection), "hello", forward)

    def test_the_error_says_what_is_missing(self):
        error = self.error_of("svc/backend", ":80", "--session=websocket")
        self.assertMentions(error, "SPDY/3.1+portforward.k8s.io", "HTTP 400")

    def test_a_user_who_may_only_look(self):
        error = self.error_of("svc/backend", ":80", config=kubeconfig("look-only"))
        self.assertMentions(error, 'User "look-only"', "pods/portforward", 'namespace "default"')
