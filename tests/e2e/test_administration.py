"""Running a server: its subcommands with and without it, backups, snapshots, owners, what must really be gone."""

import glob
import json
import os
import shutil
import socket
import stat
import subprocess
import threading
import unittest

from crosstalk import PATIENCE, Client, Test, program

FAST = ("--limit", "post-burst=100000", "--limit", "posts-per-second=100000", "--limit", "room-posts-per-second=100000")


class Administration(Test):
    def setUp(self):
        super().setUp()
        self.said = 0

    def run_on(self, data, *arguments, **options):
        return subprocess.run([program("crosstalk-server"), "--data", data, *arguments], capture_output=True, text=True,
                              timeout=PATIENCE, check=False, **options)

    def done(self, data, *arguments):
        """Standard output of a subcommand that succeeds."""
        result = self.run_on(data, *arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def rows(self, data, *arguments):
        return [json.loads(line) for line in self.done(data, *arguments, "--format", "jsonl").splitlines()]

    def texts(self, data, room=None):
        return [row["text"] for row in self.rows(data, "export", *([room] if room else []))]

    def say(self, client, *texts):
        """Said and durable."""
        self.said += 1
        for number, text in enumerate(texts):
            client.say(text, ref=f"{self.said}.{number}")
        for number in range(len(texts)):
            client.wait_event("sent", ref=f"{self.said}.{number}")

    def files_with(self, data, text):
        found = []
        for path in glob.glob(os.path.join(data, "**"), recursive=True):
            if not stat.S_ISREG(os.lstat(path).st_mode):
                continue
            with open(path, "rb") as file:
                if text.encode() in file.read():
                    found.append(os.path.relpath(path, data))
        return found

    def become_owner(self, client, code):
        client.type(f"/claim {code}")
        client.wait_event("done", command="claim")

    def replace_data(self, server, backup):
        shutil.rmtree(server.data)
        shutil.copytree(backup, server.data)


class Subcommands(Administration):
    def test_users_and_rooms_are_told_the_same_with_and_without_the_server(self):
        server = self.server()
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        self.say(ada, "first", "a second\nline", "ünïcode 🎉")
        ada.do("/ttt bob 3x3 first")
        self.assertEqual(ada.end() + bob.end(), 0)
        users = self.rows(server.data, "users")
        messages = self.rows(server.data, "export")
        text = self.done(server.data, "export", "#lobby")
        self.assertEqual([user["name"] for user in users], ["ada", "bob"])
        self.assertEqual([message["text"] for message in messages], ["first", "a second\nline", "ünïcode 🎉", ""])
        self.assertEqual(messages[0]["from"]["name"], "ada")
        self.assertRegex(messages[0]["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertIn("] ada: a second\n    line\n", text)
        self.assertIn("] ada: (ada challenges bob to Tic Tac Toe", text)

        self.assertEqual(server.stop(), 0)
        self.assertEqual([user["name"] for user in self.rows(server.data, "users")], ["ada", "bob"])
        self.assertEqual(self.rows(server.data, "export"), messages)
        self.assertEqual(self.done(server.data, "export", "#lobby"), text)

    def test_users_tells_who_is_here(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.assertEqual([user["online"] for user in self.rows(server.data, "users")], [True])
        table = self.done(server.data, "users")
        self.assertEqual(table.splitlines()[0].split(), ["NAME", "ROLE", "CREATED", "LAST", "SEEN", "DEVICES", "REMARKS"])
        self.assertRegex(table.splitlines()[1], r"^ada +member +\S+ \S+ +online +1$")
        self.assertEqual(ada.end(), 0)

    def test_a_server_that_was_killed_is_answered_for_from_its_folder(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.say(ada, *(f"line {i}" for i in range(20)))
        server.kill()
        self.assertTrue(os.path.exists(os.path.join(server.data, "control.sock")))
        self.assertEqual(self.texts(server.data), [f"line {i}" for i in range(20)])
        self.assertIn("good", self.done(server.data, "verify"))
        server.start()
        self.assertEqual(self.texts(server.data), [f"line {i}" for i in range(20)])

    def test_a_second_server_takes_neither_the_folder_nor_the_way_in(self):
        server = self.server()
        result = self.run_on(server.data, "--listen", "127.0.0.1:0")
        self.assertEqual(result.returncode, 1)
        self.assertIn("in use", result.stderr)
        self.assertEqual(self.done(server.data, "users"), self.done(server.data, "users"))
        self.assertEqual(server.stop(), 0)
        self.assertFalse(os.path.exists(os.path.join(server.data, "control.sock")))

    def test_where_no_server_ever_was_nothing_is_made(self):
        os.mkdir(self.path("empty"))
        for arguments in (["users"], ["export"], ["verify"], ["reset-owner"], ["rotate-passkey"],
                          ["backup", self.path("backup")]):
            result = self.run_on(self.path("empty"), *arguments)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertEqual(len(result.stderr.strip().splitlines()), 1, arguments)
        self.assertEqual(os.listdir(self.path("empty")), [])
        self.assertFalse(os.path.exists(self.path("backup")))

    def test_malformed_subcommands_are_status_2(self):
        for arguments in (["backup"], ["backup", "a", "b"], ["users", "now"], ["users", "--format", "xml"], ["dance"],
                          ["verify", "users"], ["users", "--listen", "127.0.0.1:0"], ["--keep", "0"]):
            self.assertEqual(self.run_on(self.path("never"), *arguments).returncode, 2, arguments)
        self.assertFalse(os.path.exists(self.path("never")))

    @unittest.skipUnless(os.geteuid() == 0, "only root can become somebody else")
    def test_another_account_is_told_nothing(self):
        server = self.server()
        os.chmod(self.folder, 0o755)
        os.chmod(server.folder, 0o755)
        for mode in (0o700, 0o755):
            os.chmod(server.data, mode)
            result = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                                     program("crosstalk-server"), "--data", server.data, "users"],
                                    capture_output=True, text=True, timeout=PATIENCE, check=False)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, "")
            self.assertEqual(len(result.stderr.strip().splitlines()), 1)

    def test_an_answer_that_nobody_reads_to_the_end_holds_nothing_up(self):
        server = self.server(*FAST)
        ada = self.client(server, "ada")
        self.say(ada, *(f"{i} " + "x" * 2000 for i in range(500)))
        command = [program("crosstalk-server"), "--data", server.data, "export"]
        reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        reader.stdout.readline()
        reader.stdout.close()
        self.assertNotEqual(reader.wait(PATIENCE), 0)
        reader.stderr.close()
        self.say(ada, "still here")

    def test_rubbish_on_the_control_socket_harms_nobody(self):
        server = self.server()
        for rubbish in (b"\n", b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 100_000, b"{" * 8000 + b"\n", b'{"request":"users"'):
            with socket.socket(socket.AF_UNIX) as stranger:
                stranger.connect(os.path.join(server.data, "control.sock"))
                try:
                    stranger.sendall(rubbish)
                except BrokenPipeError:
                    pass
        self.done(server.data, "users")
        ada = self.client(server, "ada")
        self.say(ada, "all is well")


class Backups(Administration):
    def test_a_backup_of_a_running_server_is_a_server(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.say(ada, *(f"line {i}" for i in range(50)))
        self.done(server.data, "backup", self.path("backup"))
        self.assertEqual(stat.S_IMODE(os.stat(self.path("backup")).st_mode), 0o700)
        for name in os.listdir(self.path("backup")):
            mode = os.stat(self.path("backup/" + name)).st_mode
            self.assertEqual(stat.S_IMODE(mode), 0o700 if stat.S_ISDIR(mode) else 0o600, name)
        again = self.run_on(server.data, "backup", self.path("backup"))
        self.assertEqual(again.returncode, 1)
        self.assertIn("there already", again.stderr)

        self.done(self.path("backup"), "verify")
        restored = self.server(data=self.path("backup"))
        self.assertEqual(restored.ready["fingerprint"], server.ready["fingerprint"])
        bob = self.client(restored, "bob")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == "line 49")
        self.assertEqual([m["text"] for m in bob.messages()], [f"line {i}" for i in range(50)])

    def test_backups_amid_talk_hold_everything_that_was_acknowledged(self):
        server = self.server(*FAST)
        talkers = [self.client(server, f"talker {i}") for i in range(3)]
        acknowledged = []
        stop = threading.Event()

        def talk(index):
            number = 0
            while not stop.is_set():
                talkers[index].say(f"{index}:{number}", ref=str(number))
                talkers[index].wait_event("sent", ref=str(number))
                acknowledged.append(f"{index}:{number}")
                number += 1

        threads = [threading.Thread(target=talk, args=(i,)) for i in range(3)]
        for thread in threads:
            thread.start()
        try:
            for number in range(3):
                before = list(acknowledged)
                backup = self.path(f"backup{number}")
                self.done(server.data, "backup", backup)
                self.done(backup, "verify")
                texts = self.texts(backup)
                self.assertEqual(len(texts), len(set(texts)))
                self.assertLessEqual(set(before), set(texts))
        finally:
            stop.set()
            for thread in threads:
                thread.join(PATIENCE)

    def test_clients_notice_a_restored_backup_and_have_nothing_twice(self):
        server = self.server()
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        kept = [f"kept {i}" for i in range(30)]
        lost = [f"lost {i}" for i in range(20)]
        self.say(ada, *kept)
        self.done(server.data, "backup", self.path("backup"))
        self.say(ada, *lost)
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == lost[-1])

        server.kill()
        ada.wait_event("connection", state="offline")
        ada.say("said while it was away", ref="away")
        self.replace_data(server, self.path("backup"))
        server.start()

        expected = kept + ["said while it was away"]
        for client in (ada, bob):
            client.wait_event("reset")
            after = len(client.events)
            client.wait_for(lambda e: e["event"] == "message" and e["text"] == expected[-1])
            messages = [e for e in client.events[after:] if e["event"] == "message"]
            self.assertEqual([m["text"] for m in messages], expected)
            self.assertEqual([m["seq"] for m in messages], sorted({m["seq"] for m in messages}))
        self.say(bob, "on we go")
        ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "on we go")
        self.assertEqual(self.texts(server.data), expected + ["on we go"])
        # Once is enough: after another restart nobody is told to forget anything.
        self.assertEqual(server.stop(), 0)
        ada.wait_event("connection", state="offline")
        server.start()
        ada.wait_event("connection", state="online")
        self.say(ada, "and on")
        self.assertEqual(sum(e["event"] == "reset" for e in ada.events), 1)

    def test_a_damaged_archive_is_told_of_and_made_again_from_a_snapshot(self):
        server = self.server()
        ada = self.client(server, "ada")
        texts = [f"{i} " + "x" * 500 for i in range(200)]
        self.say(ada, *texts)
        self.assertEqual(ada.end(), 0)
        self.assertEqual(server.stop(), 0)
        view = os.path.join(server.data, "view.db")
        with open(view, "r+b") as file:
            file.seek(os.path.getsize(view) // 2)
            file.write(b"\x07" * 20_000)
        result = self.run_on(server.data, "verify")
        self.assertEqual(result.returncode, 1)
        self.assertIn("damaged", result.stdout)
        snapshot, = glob.glob(os.path.join(server.data, "snapshots", "view-*.db"))
        self.assertIn(snapshot, result.stdout)

        os.remove(view)
        shutil.copy(snapshot, view)
        self.done(server.data, "verify")
        self.assertEqual(self.texts(server.data), texts)
        server.start()
        self.assertEqual(self.texts(server.data), texts)


class Owners(Administration):
    def test_the_owner_code_makes_an_owner_once_and_its_file_disappears(self):
        server = self.server()
        file = os.path.join(server.data, "owner-code.txt")
        code = server.ready["owner_code"]
        with open(file, encoding="utf-8") as content:
            self.assertEqual(content.read().strip(), code)
        ada = self.client(server, "ada")
        self.become_owner(ada, code)
        self.assertEqual([u["role"] for u in self.rows(server.data, "users")], ["owner"])
        self.assertFalse(os.path.exists(file))
        bob = self.client(server, "bob")
        bob.type(f"/claim {code}")
        bob.wait_event("error")
        self.assertEqual(server.stop(), 0)
        server.start()
        self.assertNotIn("owner_code", server.ready)
        self.assertFalse(os.path.exists(file))

    def test_a_code_that_nobody_claimed_is_good_after_a_restart(self):
        server = self.server()
        code = server.ready["owner_code"]
        self.assertEqual(server.stop(), 0)
        server.start()
        self.become_owner(self.client(server, "ada"), code)

    def test_reset_owner_hands_a_running_server_to_somebody_else(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.become_owner(ada, server.ready["owner_code"])
        first = self.done(server.data, "reset-owner").strip()
        second = self.done(server.data, "reset-owner").strip()
        bob = self.client(server, "bob")
        bob.type(f"/claim {first}")
        bob.wait_event("error")
        self.become_owner(bob, second)
        roles = {u["name"]: u["role"] for u in self.rows(server.data, "users")}
        self.assertEqual(roles, {"ada": "admin", "bob": "owner"})
        self.assertFalse(os.path.exists(os.path.join(server.data, "owner-code.txt")))

    def test_reset_owner_without_a_server_counts_from_the_next_start_on(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.become_owner(ada, server.ready["owner_code"])
        self.assertEqual(server.stop(), 0)
        code = self.done(server.data, "reset-owner").strip()
        server.start()
        self.assertNotIn("owner_code", server.ready)
        bob = self.client(server, "bob")
        self.become_owner(bob, code)
        roles = {u["name"]: u["role"] for u in self.rows(server.data, "users")}
        self.assertEqual(roles, {"ada": "admin", "bob": "owner"})

    def test_rotate_passkey_shuts_the_old_ones_out_and_says_so_everywhere(self):
        server = self.server()
        old = dict(server.ready)
        ada = self.client(server, "ada")
        passkey = self.done(server.data, "rotate-passkey").strip()
        self.assertNotEqual(passkey, old["passkey"])
        with open(os.path.join(server.folder, "ready.json"), encoding="utf-8") as file:
            ready = json.load(file)
        self.assertEqual(ready["passkey"], passkey)
        self.assertNotIn("invite", ready)
        self.assertNotEqual(ready["join_code"], old["join_code"])
        with open(os.path.join(server.data, "join.txt"), encoding="utf-8") as file:
            self.assertIn(passkey, file.read())
        self.assertEqual(self.client(server, "bob", passkey=old["passkey"], ready=False).end(), 4)
        eve = Client(self.path("profile-eve"), old["invite"], "--name", "eve")
        self.assertEqual(eve.end(), 4)
        self.client(server, "carol", passkey=passkey)
        self.say(ada, "known devices stay")

    def test_no_secret_of_a_subcommand_is_logged(self):
        server = self.server()
        secrets = [self.done(server.data, "rotate-passkey").strip(), self.done(server.data, "reset-owner").strip()]
        self.assertEqual(server.stop(), 0)
        with open(os.path.join(server.data, "server.log"), encoding="utf-8") as file:
            text = file.read() + server.stderr()
        for secret in secrets:
            self.assertNotIn(secret, text)
            self.assertNotIn(secret.replace("-", ""), text)


class Removal(Administration):
    # Of letters that the search index of one does not share with the other.
    SECRET = "qzvxkjwpm"
    CHANGED = "wjkpbvqxz"

    def test_purged_text_is_in_no_file_of_the_server(self):
        server = self.server(*FAST)
        log = self.log_of(server)
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        self.become_owner(ada, server.ready["owner_code"])
        self.say(ada, *(f"{self.SECRET} {i} " + "x" * (i * 37 % 900) for i in range(200)), self.CHANGED)
        self.assertNotEqual(self.files_with(server.data, self.SECRET), [])
        ada.type("/purge now lobby")
        ada.wait_event("done", command="purge")
        bob.wait_event("purged")
        self.say(bob, "afterwards")
        self.wait_for_line(log, "what was purged is in no file any more")
        for text in (self.SECRET, self.CHANGED):
            self.assertEqual(self.files_with(server.data, text), [])
        self.assertEqual(self.texts(server.data), ["afterwards"])
        self.done(server.data, "verify")

    def test_a_bot_that_was_away_during_a_purge_misses_nothing_said_after_it(self):
        server = self.server(*FAST)
        log = self.log_of(server)
        ada = self.client(server, "ada")
        self.become_owner(ada, server.ready["owner_code"])
        bot = self.client(server, "bot")
        self.say(ada, "before")
        bot.wait_for(lambda e: e["event"] == "message" and e["text"] == "before")
        self.assertEqual(bot.end(), 0)
        ada.type("/purge now lobby")
        ada.wait_event("done", command="purge")
        self.wait_for_line(log, "what was purged is in no file any more")
        texts = [str(number) for number in range(500)]
        self.say(ada, *texts)
        again = Client(self.path("profile-bot"), "--connect", server.address)
        again.wait_event("ready")
        self.assertEqual(again.end(), 0)
        self.assertEqual([m["text"] for m in again.messages()], texts)
        self.assertNotIn("reset", [e["event"] for e in again.events])

    def test_a_purge_that_a_kill_interrupts_is_finished_at_the_next_start(self):
        server = self.server(*FAST)
        ada = self.client(server, "ada")
        self.become_owner(ada, server.ready["owner_code"])
        self.say(ada, *(f"{self.SECRET} {i}" for i in range(500)))
        ada.type("/purge now lobby")
        ada.wait_event("done", command="purge")
        server.kill()
        server.start()
        log = self.log_of(server)
        self.wait_for_line(log, "what was purged is in no file any more")
        self.assertEqual(self.files_with(server.data, self.SECRET), [])
        ada.wait_event("connection", state="online")
        self.say(ada, "afterwards")
        self.assertEqual(self.texts(server.data), ["afterwards"])

    def test_deleted_text_is_in_no_file_two_snapshots_later(self):
        server = self.server()
        ada = self.client(server, "ada")
        self.say(ada, self.SECRET)
        message = next(m for m in ada.events if m["event"] == "sent")
        for week in range(3):
            # As if they had been made a week ago: the next start makes another.
            self.assertEqual(server.stop(), 0)
            ada.wait_event("connection", state="offline")
            for path in glob.glob(os.path.join(server.data, "snapshots", "*.db")):
                old = os.stat(path).st_mtime - 7.5 * 24 * 3600
                os.utime(path, (old, old))
            server.start()
            ada.wait_event("connection", state="online")
            if week == 0:
                self.assertIn(self.SECRET, self.texts(server.data))
                ada.type(f"/delete {message['seq']}")
                ada.wait_event("deleted")
                self.assertNotEqual(self.files_with(server.data, self.SECRET), [])
            self.say(ada, f"week {week}")
        self.assertEqual(server.stop(), 0)
        self.assertEqual(self.files_with(server.data, self.SECRET), [])
        self.done(server.data, "verify")

    def test_what_is_kept_for_days_stays_for_days(self):
        server = self.server("--keep", "1")
        ada = self.client(server, "ada")
        self.say(ada, "young")
        self.assertEqual(server.stop(), 0)
        server.start()
        self.assertEqual(self.texts(server.data), ["young"])


if __name__ == "__main__":
    unittest.main()
