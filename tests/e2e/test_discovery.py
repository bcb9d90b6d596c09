"""Finding a server from another host: network namespaces joined by a cable, with some ways of finding blocked."""

import json
import os
import subprocess
import unittest

from crosstalk import PATIENCE, Client, Server, program
from hosts import GUEST, HOST, TwoHosts, run

# What a name may have in it, so that nobody can take the list for broken.
NAME = "Café im Keller"


class Finding(TwoHosts):
    def block(self, *rules):
        """At the guest's end, in both directions."""
        run("ip", "netns", "exec", GUEST, "nft", "add table inet block")
        for hook in ("input", "output"):
            run("ip", "netns", "exec", GUEST, "nft",
                f"add chain inet block {hook} {{ type filter hook {hook} priority 0; }}")
            for rule in rules:
                run("ip", "netns", "exec", GUEST, "nft", f"add rule inet block {hook} iifname != lo {rule} drop"
                    if hook == "input" else f"add rule inet block {hook} oifname != lo {rule} drop")

    def host(self, *flags, name="server", listen="10.77.0.1:0"):
        server = Server(self.path(name), "--name", NAME, *flags, listen=listen,
                        prefix=["ip", "netns", "exec", HOST])
        self.addCleanup(lambda: server.errors.closed or server.kill())
        return server

    def find(self, seconds=1.5, profile="nobody"):
        """What the guest finds, by fingerprint. Asked again until something was found: a cable just plugged in is not ready."""
        found = subprocess.run(["ip", "netns", "exec", GUEST, program("crosstalk-cli"), "--find", str(seconds), "--json",
                                "--profile", self.path(profile)],
                               capture_output=True, timeout=PATIENCE, check=False)
        return {e["fingerprint"]: e for e in map(json.loads, found.stdout.decode().splitlines())}

    def find_the(self, server, profile="nobody"):
        for _ in range(10):
            entry = self.find(profile=profile).get(server.ready["fingerprint"])
            if entry:
                return entry
        raise AssertionError("the server was not found")

    def test_a_server_is_found_with_all_that_the_list_shows(self):
        server = self.host("--limit", "sessions=77")
        local = self.client(server, "local", prefix=["ip", "netns", "exec", HOST])
        entry = self.find_the(server)
        self.assertEqual(entry["name"], NAME)
        self.assertEqual(entry["address"], server.address)
        self.assertEqual(entry["addresses"], [server.address])
        self.assertEqual(entry["max_sessions"], 77)
        self.assertEqual((entry["compatible"], entry["own_passkey"], entry["known"]), (True, False, None))
        self.assertIsNotNone(entry["ping_ms"])
        for _ in range(20):  # a change is told within some seconds
            if entry["users"] == 1:
                break
            entry = self.find_the(server)
        self.assertEqual(entry["users"], 1)
        self.assertEqual(local.end(), 0)

    def test_multicast_alone_is_enough(self):
        self.block("ip daddr 10.77.0.255", "udp dport 5353", "udp sport 5353")
        self.assertIsNotNone(self.find_the(self.host())["ping_ms"])

    def test_broadcast_alone_is_enough(self):
        self.block("ip daddr 224.0.0.0/4", "ip6 daddr ff00::/8")
        self.assertIsNotNone(self.find_the(self.host())["ping_ms"])

    def test_multicast_dns_alone_is_enough(self):
        self.block("udp dport 12345", "udp sport 12345")
        server = self.host()
        entry = self.find_the(server)
        self.assertIsNone(entry["ping_ms"], "its own port is blocked")
        self.assertEqual(entry["address"], server.address)
        self.assertEqual(entry["name"], NAME)

    def test_where_everything_is_blocked_nothing_is_found_and_the_code_still_lets_one_in(self):
        self.block("meta l4proto udp")
        server = self.host()
        self.assertEqual(self.find(), {})
        guest = Client(self.path("guest"), "--connect", server.ready["join_code"].lower(), "--name", "guest",
                       prefix=["ip", "netns", "exec", GUEST])
        self.addCleanup(lambda: guest.process.poll() is None and guest.kill())
        guest.wait_event("ready")
        self.assertEqual(guest.end(), 0)

    def test_two_servers_of_one_name_are_two_and_one_that_wants_to_be_silent_is_none(self):
        first, second = self.host(name="first"), self.host(name="second")
        silent = self.host("--no-discovery", name="silent")
        found = {}
        for _ in range(10):
            found = self.find()
            if len(found) >= 2:
                break
        self.assertEqual(set(found), {first.ready["fingerprint"], second.ready["fingerprint"]})
        self.assertNotIn(silent.ready["fingerprint"], found)

    def test_a_server_on_all_addresses_is_one_entry_with_several(self):
        server = self.host(listen="0.0.0.0:0")
        entry = self.find_the(server)
        self.assertEqual(entry["addresses"], [f"10.77.0.1:{server.ready['port']}"])

    def test_a_server_for_this_machine_alone_is_not_told_to_others(self):
        server = self.host(listen="127.0.0.1:0")
        other = self.host(name="other")
        self.find_the(other)
        self.assertNotIn(server.ready["fingerprint"], self.find())

    def test_who_joined_before_is_known_by_its_key(self):
        server = self.host()
        guest = self.client(server, "guest", prefix=["ip", "netns", "exec", GUEST])
        self.assertEqual(guest.end(), 0)
        found = subprocess.run(["ip", "netns", "exec", GUEST, program("crosstalk-cli"), "--find", "1.5", "--json",
                                "--profile", self.path("profile-guest")],
                               capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual([e["known"] for e in map(json.loads, found.stdout.decode().splitlines())], [True])

    def test_who_looks_on_the_servers_machine_takes_no_question_from_it(self):
        server = self.host()
        guest = self.client(server, "guest", prefix=["ip", "netns", "exec", GUEST])
        self.assertEqual(guest.end(), 0)
        self.block("ip daddr { 10.77.0.255, 224.0.0.0/4 }", "ip6 daddr ff00::/8")  # what is left is asking it alone
        self.assertIsNotNone(self.find_the(server, "profile-guest")["ping_ms"])
        looking = subprocess.Popen(["ip", "netns", "exec", HOST, program("crosstalk-cli"), "--find", str(PATIENCE),
                                    "--profile", self.path("nobody")], stdout=subprocess.DEVNULL)
        self.addCleanup(looking.wait)
        self.addCleanup(looking.kill)
        while subprocess.run(["ip", "netns", "exec", HOST, "ss", "-lun"], capture_output=True,
                             check=True).stdout.count(b"0.0.0.0:12345") < 2:
            self.assertIsNone(looking.poll())
        self.assertIsNotNone(self.find_the(server, "profile-guest")["ping_ms"])

    def test_a_goodbye_is_heard(self):
        server = self.host()
        self.find_the(server)
        looking = subprocess.Popen(["ip", "netns", "exec", GUEST, program("crosstalk-cli"), "--find", "8", "--json",
                                    "--profile", self.path("nobody")], stdout=subprocess.PIPE)
        self.addCleanup(looking.stdout.close)
        while b":12345" not in subprocess.run(["ip", "netns", "exec", GUEST, "ss", "-lun"], capture_output=True,
                                              check=True).stdout:
            self.assertIsNone(looking.poll())
        self.assertEqual(server.stop(), 0)
        self.assertEqual(looking.communicate(timeout=PATIENCE)[0], b"")


class Moving(TwoHosts):
    """The host leaves the network it was on, and comes into another."""

    def host(self, *flags, listen="0.0.0.0:0"):
        return self.server("--log-level", "info", *flags, listen=listen, prefix=["ip", "netns", "exec", HOST])

    def move(self, network):
        for name, number in ((HOST, 1), (GUEST, 2)):
            run("ip", "-n", name, "addr", "flush", "dev", "ct0")
            if network:
                run("ip", "-n", name, "addr", "add", f"{network}.{number}/24", "brd", "+", "dev", "ct0")

    def status(self, server):
        asked = subprocess.run([program("crosstalk-server"), "--data", server.data, "status", "--format", "jsonl"],
                               capture_output=True, timeout=PATIENCE, check=True)
        return json.loads(asked.stdout)

    def joins(self, name, way):
        guest = Client(self.path(name), "--connect", way, "--name", name, prefix=["ip", "netns", "exec", GUEST])
        self.addCleanup(lambda: guest.process.poll() is None and guest.kill())
        guest.wait_event("ready")
        self.assertEqual(guest.end(), 0)

    def notices(self, server):
        with open(os.path.join(server.data, "join.txt"), encoding="utf-8") as file:
            join = file.read()
        with open(os.path.join(server.folder, "ready.json"), encoding="utf-8") as file:
            return join, json.load(file)

    def test_what_status_says_after_a_move_lets_others_in(self):
        server = self.host("--no-discovery")
        self.assertEqual(server.ready["addresses"], [f"10.77.0.1:{server.ready['port']}"])
        self.move("10.78.0")
        status = self.status(server)
        self.assertEqual(status["addresses"], [f"10.78.0.1:{server.ready['port']}"])
        for field in ("passkey", "fingerprint", "owner_code"):
            self.assertEqual(status[field], server.ready[field])
        self.joins("ada", status["join_code"])
        self.joins("bob", status["invite"])
        join, ready = self.notices(server)
        self.assertEqual(ready, {key: value for key, value in status.items() if key in ready})
        for said in (status["join_code"], status["invite"], *status["addresses"]):
            self.assertIn(said, join)
        self.assertNotIn("10.77.0.1", join)

    def test_the_notices_follow_though_nobody_asks_and_an_owner_code_that_was_used_stays_away(self):
        for flags in ((), ("--no-discovery",)):
            with self.subTest(flags=flags):
                self.move("10.77.0")
                server = self.host(*flags)
                log = self.log_of(server)
                owner = self.client(server, f"owner{len(flags)}", address=f"127.0.0.1:{server.ready['port']}",
                                    prefix=["ip", "netns", "exec", HOST])
                owner.type(f"/claim {server.ready['owner_code']}")
                owner.wait_event("done", command="claim")
                self.assertEqual(owner.end(), 0)
                self.move(None)
                self.move("10.79.0")
                self.wait_for_line(log, "others reach this server at 10.79.0.1:")
                join, ready = self.notices(server)
                self.assertIn("10.79.0.1:", join)
                self.assertEqual(ready["addresses"], [f"10.79.0.1:{server.ready['port']}"])
                self.assertNotIn("owner_code", ready)
                self.assertNotIn("Owner code", join)
                self.joins(f"guest{len(flags)}", ready["join_code"])

    def test_a_server_that_starts_before_its_network_gets_its_address(self):
        self.move(None)
        server = self.host()
        self.assertEqual(server.ready["addresses"], [f"127.0.0.1:{server.ready['port']}"])
        self.move("10.78.0")
        self.assertEqual(self.status(server)["addresses"], [f"10.78.0.1:{server.ready['port']}"])
        self.move(None)
        self.assertEqual(self.status(server)["addresses"], [f"10.78.0.1:{server.ready['port']}"], "the last one stays")

    def test_an_address_that_was_named_stays(self):
        server = self.host(listen="10.77.0.1:0")
        run("ip", "-n", HOST, "addr", "add", "10.78.0.1/24", "dev", "ct0")
        self.assertEqual(self.status(server)["addresses"], server.ready["addresses"])


if __name__ == "__main__":
    unittest.main()
