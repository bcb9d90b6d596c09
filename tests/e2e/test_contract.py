"""What scripts rely on: flags, exit statuses, the ready file, JSON events."""

import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import unittest

from crosstalk import PATIENCE, Client, Test, program


def run(*command, stdin=""):
    return subprocess.run([program(command[0]), *command[1:]], input=stdin.encode(), capture_output=True,
                          timeout=PATIENCE, check=False)


class ServerContract(Test):
    def test_the_ready_file_is_private_and_complete(self):
        server = self.server()
        path = os.path.join(server.folder, "ready.json")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(set(server.ready), {"name", "addresses", "port", "passkey", "join_code", "invite", "fingerprint", "pid",
                                             "owner_code"})
        self.assertEqual(server.ready["pid"], server.process.pid)
        self.assertRegex(server.ready["passkey"], r"^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$")
        self.assertTrue(server.ready["invite"].startswith(f"crosstalk://127.0.0.1:{server.ready['port']}/#"))

    def test_the_owner_code_is_told_at_the_very_first_start_only(self):
        server = self.server()
        self.assertEqual(server.stop(), 0)
        server.start()
        self.assertNotIn("owner_code", server.ready)

    def test_secrets_are_in_neither_the_log_nor_the_output_nor_stderr(self):
        server = self.server()
        client = self.client(server, "ada")
        client.say("a body that no log may hold")
        client.wait_event("sent")
        self.assertEqual(client.end(), 0)
        server.process.terminate()
        text = server.process.stdout.read().decode() + server.stderr()
        server.kill()
        with open(os.path.join(server.data, "server.log"), encoding="utf-8") as file:
            text += file.read()
        token = server.ready["invite"].split("#")[1].split(".")[1]
        for secret in (server.ready["passkey"], server.ready["passkey"].replace("-", ""),
                       server.ready["join_code"], server.ready["join_code"].replace("-", ""), token,
                       server.ready["owner_code"], "a body that no log may hold"):
            self.assertNotIn(secret, text)

    def test_sigterm_and_sigint_stop_it_with_status_0(self):
        server = self.server()
        self.assertEqual(server.stop(), 0)
        server.start()
        self.assertEqual(server.stop(signal.SIGINT), 0)

    def test_who_types_the_join_code_comes_in_and_the_spelling_matters_little(self):
        server = self.server()
        code = server.ready["join_code"]
        self.assertRegex(code, r"^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$")
        for name, typed in (("ada", code), ("bob", code.lower().replace("-", " ").replace("0", "o"))):
            client = Client(self.path("profile-" + name), "--connect", typed, "--name", name)
            self.addCleanup(lambda client=client: client.process.poll() is None and client.kill())
            client.wait_event("ready")
            self.assertEqual(client.end(), 0)

    def test_a_passkey_of_ones_own_has_no_join_code_and_the_reason_is_said(self):
        server = self.server("--passkey", "correct horse battery")
        self.assertNotIn("join_code", server.ready)
        with open(os.path.join(server.data, "join.txt"), encoding="utf-8") as file:
            self.assertIn("Join code    none, because only a passkey that the server made fits into one", file.read())

    def test_a_port_in_use_is_one_clear_line_and_status_1(self):
        server = self.server()
        result = run("crosstalk-server", "--data", self.path("other"), "--listen", server.address)
        self.assertEqual(result.returncode, 1)
        lines = result.stderr.decode().strip().splitlines()
        self.assertEqual(len(lines), 1)
        self.assertIn("already in use", lines[0])

    def test_a_data_folder_in_use_is_refused_and_not_damaged(self):
        server = self.server()
        result = run("crosstalk-server", "--data", server.data, "--listen", "127.0.0.1:0")
        self.assertEqual(result.returncode, 1)
        self.assertIn("in use", result.stderr.decode())
        client = self.client(server, "ada")
        client.say("still alive")
        client.wait_event("sent")

    def test_a_data_folder_that_is_a_file_is_status_1(self):
        with open(self.path("file"), "w", encoding="utf-8"):
            pass
        result = run("crosstalk-server", "--data", self.path("file"), "--listen", "127.0.0.1:0")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.decode().strip().splitlines()), 1)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_a_data_folder_that_cannot_be_written_is_status_1(self):
        os.chmod(self.folder, 0o755)
        os.mkdir(self.path("locked"), 0o555)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program("crosstalk-server"), "--data",
                   self.path("locked") + "/data", "--listen", "127.0.0.1:0"]
        result = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(len(result.stderr.decode().strip().splitlines()), 1)
        self.assertEqual(os.listdir(self.path("locked")), [])

    def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(self):
        server = self.server()
        self.assertEqual(server.stop(), 0)
        for name in ("journal.db", "view.db"):
            path = os.path.join(server.data, name)
            with sqlite3.connect(path) as database:
                old, = database.execute("PRAGMA user_version").fetchone()
                database.execute(f"PRAGMA user_version = {old + 1}")
            database.close()
            result = run("crosstalk-server", "--data", server.data, "--listen", "127.0.0.1:0")
            self.assertEqual(result.returncode, 1, name)
            self.assertIn("newer", result.stderr.decode())
            with sqlite3.connect(path) as database:
                self.assertEqual(database.execute("PRAGMA user_version").fetchone()[0], old + 1)
                database.execute(f"PRAGMA user_version = {old}")
            database.close()
        server.start()

    def test_malformed_flags_are_status_2(self):
        for flags in (["--limit", "x=1"], ["--limit", "sessions=none"], ["--history", "-1"], ["--listen", "nowhere:x"],
                      ["--passkey", "short"], ["--log-level", "loud"], ["--unknown"]):
            result = run("crosstalk-server", "--data", self.path("never"), *flags)
            self.assertEqual(result.returncode, 2, flags)
            self.assertTrue(result.stderr, flags)
        self.assertFalse(os.path.exists(self.path("never")))

    def test_help_and_version_are_status_0(self):
        for name in ("crosstalk-server", "crosstalk-cli"):
            for flag in ("--help", "--version"):
                result = run(name, flag)
                self.assertEqual(result.returncode, 0)
                self.assertTrue(result.stdout)

    def test_an_own_passkey_admits_and_stays_the_same_over_a_restart(self):
        server = self.server("--passkey", "correct horse battery staple")
        first = self.client(server, "ada")
        self.assertEqual(first.end(), 0)
        self.assertEqual(server.stop(), 0)
        server.start()
        self.assertEqual(server.ready["passkey"], "correct horse battery staple")
        self.client(server, "bob")


class ClientContract(Test):
    def test_ready_message_and_sent_have_the_documented_fields(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada", ready=False)
        ready = ada.wait_event("ready")
        self.assertEqual(ready["user"]["name"], "ada")
        self.assertTrue(ready["user"]["id"].isdigit())
        self.assertEqual(ready["server"]["name"], "Attic LAN")
        ada.say("hello", ref="r1")
        sent = ada.wait_event("sent", ref="r1")
        message = next(iter(ada.messages()), None) or ada.wait_event("message")
        self.assertEqual(message["seq"], sent["seq"])
        self.assertEqual(message["id"], sent["id"])
        self.assertEqual(message["room"], "#lobby")
        self.assertEqual(message["text"], "hello")
        self.assertEqual(message["from"], ready["user"])
        self.assertFalse(message["history"])
        self.assertRegex(message["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        states = [e["state"] for e in ada.events if e["event"] == "connection"]
        self.assertEqual(states, ["connecting", "online"])

    def test_presence_is_told(self):
        server = self.server()
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        event = ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "bob")
        self.assertEqual(event["state"], "online")
        bob.end()
        ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "bob" and e["state"] == "offline")

    def test_plain_lines_go_to_the_current_room_and_slash_x_is_escaped(self):
        server = self.server()
        ada = self.client(server, "ada")
        ada.type("plain words")
        ada.type("//not a command")
        self.assertEqual(ada.end(), 0)
        self.assertEqual([m["text"] for m in ada.messages()], ["plain words", "/not a command"])

    def test_an_unknown_command_is_an_error_and_nothing_is_sent(self):
        server = self.server()
        ada = self.client(server, "ada")
        ada.type("/dance")
        error = ada.wait_event("error")
        self.assertIn("/help", error["text"])
        self.assertEqual(ada.end(), 0)
        self.assertEqual(ada.messages(), [])

    def test_a_structured_command_is_answered_under_its_ref(self):
        server = self.server()
        ada = self.client(server, "ada")
        for ref in (1, "x", [1, {"y": None}], False):
            ada.type(json.dumps({"command": "/members", "ref": ref}))
            answer = ada.wait_event("members", ref=ref)
            self.assertEqual(answer["members"][0]["user"], ada.me)
            ada.type(json.dumps({"command": "/topic hello", "ref": ref}))
            self.assertEqual(ada.wait_event("error", ref=ref)["code"], "not_allowed")
            ada.type(json.dumps({"room": "#lobby", "command": "/dance", "ref": ref}))
            self.assertEqual(ada.wait_event("error", ref=ref)["code"], "unknown_command")
        self.assertEqual(ada.do("/status busy baking")["command"], "profile")

    def test_a_script_may_write_one_line_after_the_other(self):
        server = self.server()
        lines = ["first", "/react ^ :+1:", "/edit better", "/reply ^ an answer", "/delete ^2", "/history 10", "/me-info"]
        result = subprocess.run(
            [program("crosstalk-cli"), "--json", "--profile", self.path("p"), "--connect", server.address, "--passkey",
             server.ready["passkey"], "--name", "ada"], input="\n".join(lines).encode(), capture_output=True,
            timeout=PATIENCE, check=True)
        events = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([e for e in events if e["event"] == "error"], [])
        page, = [e for e in events if e["event"] == "page"]
        self.assertEqual([(m["text"], m.get("deleted", False)) for m in page["messages"]],
                         [("", True), ("an answer", False)])
        self.assertEqual(events[-1]["event"], "person")

    def test_no_argument_of_any_command_does_harm(self):
        server = self.server("--limit", "room-burst=100000", "--limit", "post-burst=100000")
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        bob.say("something to aim at")
        ada.wait_event("message")
        nasty = ["'; DROP TABLE messages; --", "\" OR \"\"=\"", "NEAR(a b) AND NOT (\"x", "col:* ^2 {a b} -c", "%s%n%x",
                 "\u202ecod.exe", "\u200b", "\ufeff", "a\u0300" * 500, "\x00\x1b[2J\x07", "../../etc/passwd", "-1", "0",
                 "99999999999999999999", "1 1 1 1 1 1", "^0", "^99999999", "id:1", "\"", "@", "#", "\U0001f468\u200d\U0001f469",
                 "\uffff", "x" * 5000, "${jndi:ldap://x}", "<script>alert(1)</script>", "undefined", "NaN", "\r\n\t"]
        names = [c["name"] for c in ada.do("/help")["commands"] if c["name"] not in ("quit", "export")]
        said = ("msg", "reply", "edit", "nick")
        for name in names:
            for i, text in enumerate(nasty):
                for before in ("", "bob ", "1 "):
                    ref = [name, i, before]
                    ada.type(json.dumps({"command": f"/{name} {before}{text}", "ref": ref}))
                    answer = ada.wait_for(lambda e, ref=ref: e.get("ref") == ref)
                    if answer["event"] == "error":
                        self.assertTrue(answer["text"])
                        self.assertNotIn("\x1b", answer["text"])
        self.assertEqual(ada.do("/me")["user"]["id"], ada.me["id"])
        self.assertEqual([m["text"] for m in bob.messages() if m["from"]["id"] != bob.me["id"] and m["room"] == "#lobby"
                          and not m.get("reply_to")], [])
        self.assertTrue(set(said) <= set(names))
        self.assertEqual(ada.end(), 0)
        self.assertEqual(server.process.poll(), None)

    def test_help_lists_every_command(self):
        server = self.server()
        ada = self.client(server, "ada")
        ada.type("/help")
        ada.type("/quit")
        self.assertEqual(ada.finish(), 0)
        listed = {c["name"]: c["help"] for e in ada.events if e["event"] == "help" for c in e["commands"]}
        for command in ("help", "rooms", "join", "leave", "create", "invite", "members", "quit"):
            self.assertTrue(listed[command])

    def test_status_1_when_the_profile_is_in_use(self):
        server = self.server()
        self.client(server, "ada")
        second = Client(self.path("profile-ada"), "--connect", server.address)
        self.assertEqual(second.end(), 1)
        self.assertIn("in use", second.errors())

    def test_status_2_for_a_malformed_flag(self):
        self.assertEqual(run("crosstalk-cli", "--no-such-flag").returncode, 2)
        self.assertEqual(run("crosstalk-cli", "--profile", self.path("p"), "--connect", "127.0.0.1", "--code", " ").returncode, 2)
        self.assertEqual(run("crosstalk-cli", "--profile", self.path("p")).returncode, 2)
        self.assertEqual(run("crosstalk-cli", "--profile", self.path("p"), "crosstalk://broken").returncode, 2)

    def test_status_3_when_nothing_answers_in_time(self):
        result = run("crosstalk-cli", "--profile", self.path("p"), "--connect", "127.0.0.1:1", "--wait", "0.5")
        self.assertEqual(result.returncode, 3)

    def test_status_4_for_a_wrong_passkey_with_the_tries_that_are_left(self):
        server = self.server()
        wrong = self.client(server, "eve", passkey="7K4-MP2-QXS", ready=False)
        self.assertEqual(wrong.end(), 4)
        errors = [e for e in wrong.events if e["event"] == "error"]
        self.assertEqual(errors[-1]["code"], "passkey")
        self.assertRegex(errors[-1]["text"], r"4 tries")

    def test_status_4_for_a_taken_name(self):
        server = self.server()
        self.client(server, "ada")
        other = self.client(server, "Ada", ready=False, profile="profile-other")
        self.assertEqual(other.end(), 4)
        self.assertEqual([e["code"] for e in other.events if e["event"] == "error"][-1], "name_taken")

    def test_status_5_when_messages_are_left_unsent_and_they_are_sent_at_the_next_start(self):
        server = self.server()
        ada = self.client(server, "ada", "--drain", "0.2")
        server.kill()
        ada.wait_event("connection", state="offline")
        ada.say("later")
        self.assertEqual(ada.end(), 5)
        server.start()
        again = self.client(server, "ada", ready=False)
        self.assertEqual(again.wait_event("unsent")["command"], "post")
        again.wait_for(lambda e: e["event"] == "message" and e["text"] == "later")
        self.assertEqual(again.end(), 0)

    def test_an_invite_goes_straight_in(self):
        server = self.server()
        ada = Client(self.path("p"), server.ready["invite"], "--name", "ada")
        ada.wait_event("ready")
        self.assertEqual(ada.end(), 0)

    def test_an_invite_of_an_earlier_start_admits_nobody_new(self):
        server = self.server()
        old = server.ready["invite"]
        self.assertEqual(server.stop(), 0)
        server.start()
        ada = Client(self.path("p"), old, "--name", "ada")
        self.assertEqual(ada.end(), 4)

    def test_a_known_device_needs_no_passkey(self):
        server = self.server()
        self.assertEqual(self.client(server, "ada").end(), 0)
        self.assertEqual(server.stop(), 0)
        server.start()
        again = Client(self.path("profile-ada"), "--connect", server.address)
        self.assertEqual(again.wait_event("ready")["user"]["name"], "ada")
        self.assertEqual(again.end(), 0)

    def test_an_untouched_default_name_gets_the_next_free_number(self):
        server = self.server()
        names = set()
        for i in range(3):
            client = Client(self.path(f"p{i}"), "--connect", server.address, "--passkey", server.ready["passkey"])
            names.add(client.wait_event("ready")["user"]["name"])
            self.assertEqual(client.end(), 0)
        self.assertEqual(len(names), 3)
        for name in names:
            self.assertTrue(re.fullmatch(r"Anonymous(-\d+)?", name), name)


if __name__ == "__main__":
    unittest.main()
