"""Two hosts on a bad network: network namespaces, every twentieth packet lost in both directions."""

import unittest

from crosstalk import Server
from hosts import GUEST, HOST, TwoHosts, run


class BadNetwork(TwoHosts):
    def setUp(self):
        super().setUp()
        for name in (HOST, GUEST):
            run("ip", "netns", "exec", name, "nft",
                "add table ip bad; add chain ip bad in { type filter hook input priority 0; }; "
                "add rule ip bad in iifname ct0 numgen random mod 100 < 5 drop")

    def test_a_conversation_over_a_network_that_loses_every_twentieth_packet(self):
        server = Server(self.path("server"), "--limit", "post-burst=10000", "--limit", "room-posts-per-second=10000",
                        listen="10.77.0.1:0", prefix=["ip", "netns", "exec", HOST])
        self.addCleanup(lambda: server.errors.closed or server.kill())
        guest = self.client(server, "guest", "--wait", "60", prefix=["ip", "netns", "exec", GUEST])
        local = self.client(server, "local", prefix=["ip", "netns", "exec", HOST])
        for client in (guest, local):  # who comes later is told the newest only
            client.say("here")
            client.wait_for(lambda e: e["event"] == "message" and e["text"] == "here")
        for number in range(300):
            guest.say(f"guest {number}")
            local.say(f"local {number}")
        for client in (guest, local):
            for last in ("guest 299", "local 299"):
                if last not in [m["text"] for m in client.messages()]:
                    client.wait_for(lambda e, last=last: e["event"] == "message" and e["text"] == last)
            for name in ("guest", "local"):
                texts = [m["text"] for m in client.messages() if m["text"].startswith(name)]
                self.assertEqual(texts, [f"{name} {number}" for number in range(300)])

    def test_a_cable_that_is_pulled_and_put_back(self):
        server = Server(self.path("server"), "--limit", "ping-ms=500", "--limit", "dead-ms=1500",
                        listen="10.77.0.1:0", prefix=["ip", "netns", "exec", HOST])
        self.addCleanup(lambda: server.errors.closed or server.kill())
        local = self.client(server, "local", prefix=["ip", "netns", "exec", HOST])
        guest = self.client(server, "guest", "--wait", "60", prefix=["ip", "netns", "exec", GUEST])
        local.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "guest" and e["state"] == "online")
        run("ip", "-n", GUEST, "link", "set", "ct0", "down")
        guest.say("written without a cable", ref="r")
        local.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "guest" and e["state"] == "offline")
        guest.wait_event("connection", state="offline")
        run("ip", "-n", GUEST, "link", "set", "ct0", "up")
        guest.wait_event("sent", ref="r")
        local.wait_for(lambda e: e["event"] == "message" and e["text"] == "written without a cable")
        self.assertEqual(sum(1 for m in local.messages() if m["text"] == "written without a cable"), 1)


if __name__ == "__main__":
    unittest.main()
