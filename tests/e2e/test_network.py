"""Two hosts on a bad network: network namespaces, every twentieth packet lost in both directions."""

import os
import shutil
import subprocess
import unittest

from crosstalk import Client, Server, Test

HOST, GUEST = f"ct-host-{os.getpid()}", f"ct-guest-{os.getpid()}"


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def can_make_hosts():
    if os.geteuid() != 0 or not shutil.which("ip") or not shutil.which("nft"):
        return False
    if subprocess.run(["ip", "netns", "add", HOST], capture_output=True, check=False).returncode != 0:
        return False
    # Entering one is a right of its own: in a chroot it may be missing.
    entered = subprocess.run(["ip", "-n", HOST, "link", "set", "lo", "up"], capture_output=True, check=False).returncode
    run("ip", "netns", "del", HOST)
    return entered == 0


@unittest.skipUnless(can_make_hosts(), "needs the right to make network namespaces, ip and nft")
class BadNetwork(Test):
    def setUp(self):
        super().setUp()
        for name in (HOST, GUEST):
            run("ip", "netns", "add", name)
            self.addCleanup(subprocess.run, ["ip", "netns", "del", name], check=False)
        run("ip", "link", "add", "ct0", "netns", HOST, "type", "veth", "peer", "name", "ct0", "netns", GUEST)
        for name, address in ((HOST, "10.77.0.1/24"), (GUEST, "10.77.0.2/24")):
            run("ip", "-n", name, "addr", "add", address, "dev", "ct0")
            run("ip", "-n", name, "link", "set", "ct0", "up")
            run("ip", "-n", name, "link", "set", "lo", "up")
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
