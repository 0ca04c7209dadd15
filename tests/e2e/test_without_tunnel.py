"""Against a server that does not speak the tunnelling protocol (tests/cluster/up --without-tunnel)."""

from support import EndToEndTest, kubeconfig


class WithoutTunnelTest(EndToEndTest):
    def test_the_error_says_what_is_missing(self):
        for user in ("admin", "dev"):
            for target in ("svc/backend", "pod/stateful-0"):
                with self.subTest(user=user, target=target):
                    error = self.error_of(target, ":http", config=kubeconfig(user))
                    self.assertRegex(error, "(?i)tunnel|websocket")
