"""What strangers and clumsy people send: a clear answer, nothing lost, nobody else disturbed."""

import os
import signal
import socket
import sqlite3
import ssl
import struct
import subprocess
import time
import unittest

from crosstalk import PATIENCE, Client, Stranger, Test, frames_of, hello

ERROR, GOODBYE, SERVER_HELLO = 18, 19, 2
BEFORE_LOGIN = {SERVER_HELLO, 5, ERROR, GOODBYE}


class Strangers(Test):
    def setUp(self):
        super().setUp()
        self.host = self.server("--limit", "first-byte-ms=500", "--limit", "handshake-ms=500", "--limit", "login-ms=1500",
                                "--limit", "frame-ms=500")
        self.witness = self.client(self.host, "witness")

    def tearDown(self):
        # Whatever the stranger did, the others talk on.
        self.witness.say("still here", ref="last")
        self.witness.wait_event("sent", ref="last")

    def answer_to(self, *frames):
        stranger = Stranger(self.host)
        try:
            for kind, payload in frames:
                stranger.send_frame(kind, payload)
        except OSError:
            pass  # closed in the middle: its last words are read below
        return frames_of(stranger.read_to_end())

    def assert_only_login_frames(self, frames):
        self.assertLessEqual({kind for kind, _ in frames}, BEFORE_LOGIN)

    def test_garbage_is_answered_with_an_error_and_a_goodbye(self):
        frames = self.answer_to((1, b"\xff" * 40))
        self.assertEqual([kind for kind, _ in frames], [ERROR, GOODBYE])

    def test_an_unknown_type_is_refused(self):
        frames = self.answer_to((999, b""))
        self.assertEqual([kind for kind, _ in frames], [ERROR, GOODBYE])

    def test_a_truncated_payload_is_refused(self):
        frames = self.answer_to((1, hello()[:3]))
        self.assertEqual([kind for kind, _ in frames], [ERROR, GOODBYE])

    def test_an_oversized_frame_is_refused_by_its_header_alone(self):
        stranger = Stranger(self.host)
        stranger.socket.sendall(struct.pack("<IHHI", 1 << 30, 1, 0, 1))
        self.assert_only_login_frames(frames_of(stranger.read_to_end()))

    def test_commands_before_login_are_refused_and_nothing_is_told(self):
        for kind in (32, 48, 50, 53, 55):  # Submit, Resume, Watch, History, Members
            with self.subTest(kind=kind):
                frames = self.answer_to((1, hello()), (kind, b"\0" * 64))
                self.assert_only_login_frames(frames)
                self.assertIn(GOODBYE, [k for k, _ in frames])

    def test_history_is_never_sent_before_the_passkey_is_checked(self):
        self.witness.say("secret of the lobby", ref="s")
        self.witness.wait_event("sent", ref="s")
        stranger = Stranger(self.host)
        stranger.send_frame(1, hello())
        stranger.send_frame(48, struct.pack("<QQI", 0, 0, 1) + struct.pack("<I", 17) + struct.pack("<QQB", 1, 0, 1))
        received = stranger.read_to_end()
        self.assertNotIn(b"secret of the lobby", received)
        self.assertNotIn(b"witness", received)

    def test_nobody_joins_the_broadcast_before_login(self):
        stranger = Stranger(self.host)
        stranger.send_frame(1, hello())
        self.witness.say("for members only", ref="m")
        self.witness.wait_event("sent", ref="m")
        self.assertNotIn(b"for members only", stranger.read_to_end())

    def test_frames_in_the_wrong_order_end_the_login(self):
        frames = self.answer_to((6, b"\0" * 160))
        self.assertEqual([kind for kind, _ in frames], [ERROR, GOODBYE])
        frames = self.answer_to((1, hello()), (1, hello()))
        self.assertEqual([kind for kind, _ in frames], [SERVER_HELLO, ERROR, GOODBYE])

    def test_a_login_that_takes_too_long_is_told_so(self):
        frames = self.answer_to((1, hello()))
        self.assertEqual([kind for kind, _ in frames], [SERVER_HELLO, ERROR, GOODBYE])

    def test_a_silent_a_half_open_and_a_slow_connection_are_closed(self):
        host, port = self.host.address.rsplit(":", 1)
        silent = socket.create_connection((host, int(port)), timeout=PATIENCE)
        half_open = socket.create_connection((host, int(port)), timeout=PATIENCE)
        half_open.sendall(b"\x16\x03\x01")
        plain = socket.create_connection((host, int(port)), timeout=PATIENCE)
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        for connection in (silent, half_open, plain):
            received = b""
            try:
                while chunk := connection.recv(4096):
                    received += chunk
            except ConnectionError:
                pass
            connection.close()
            self.assertNotIn(b"crosstalk", received.lower())

    def test_one_byte_at_a_time_does_not_hold_a_place_for_long(self):
        stranger = Stranger(self.host)
        stranger.socket.settimeout(0.1)
        started = time.monotonic()
        frame = struct.pack("<IHHI", len(hello()), 1, 0, 1) + hello()
        closed = False
        for byte in frame * 100:
            try:
                stranger.socket.sendall(bytes([byte]))
                if stranger.socket.recv(1) == b"":
                    closed = True
            except TimeoutError:
                continue
            except OSError:
                closed = True
            if closed or time.monotonic() - started > PATIENCE:
                break
        self.assertTrue(closed)

    def test_a_client_of_another_protocol_gets_no_further_than_tls(self):
        with self.assertRaises(OSError):
            Stranger(self.host, protocol="http/1.1").read_to_end()

    def test_tls_1_2_is_refused(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_alpn_protocols(["crosstalk/1"])
        host, port = self.host.address.rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as raw, self.assertRaises(OSError):
            context.wrap_socket(raw)


class Names(Test):
    def refused(self, server, name, profile):
        client = Client(self.path(profile), "--connect", server.address, "--passkey", server.ready["passkey"],
                        "--name", name)
        status = client.end()
        return status, [e for e in client.events if e["event"] == "error"], client.errors()

    def test_names_that_are_no_names_are_refused_with_the_reason(self):
        server = self.server()
        self.client(server, "paypal")
        for number, name in enumerate(["x" * 65, "a\nb", "a\u202eb", "pаypal", "PAYPAL", "p\u200baypal", "server", "a\tb"]):
            with self.subTest(name=name):
                status, errors, _ = self.refused(server, name, f"p{number}")
                self.assertEqual(status, 4)
                self.assertTrue(errors[-1]["text"])
                self.assertNotIn("\n", errors[-1]["text"])

    def test_a_name_of_64_bytes_and_one_with_spaces_are_fine(self):
        server = self.server()
        for name in ("ü" * 32, "Ada Lovelace of London"):
            client = self.client(server, name, profile="p" + str(len(name)))
            self.assertEqual(client.events[-1]["user"]["name"], name)
            client.say("hello")
            self.assertEqual(client.wait_event("message", history=False)["from"]["name"], name)

    def test_an_empty_name_is_refused_or_replaced_by_a_number(self):
        server = self.server()
        status, errors, _ = self.refused(server, "   ", "p")
        self.assertEqual(status, 4)
        self.assertTrue(errors)


class Texts(Test):
    def setUp(self):
        super().setUp()
        self.host = self.server()
        self.ada = self.client(self.host, "ada")
        self.bob = self.client(self.host, "bob")

    def test_4000_code_points_of_four_bytes_arrive_and_one_more_does_not(self):
        self.ada.say("\U0001F600" * 4000, ref="fits")
        self.ada.wait_event("sent", ref="fits")
        self.assertEqual(len(self.bob.wait_event("message")["text"]), 4000)
        self.ada.say("\U0001F600" * 4001, ref="over")
        error = self.ada.wait_event("error", ref="over")
        self.assertIn("4000", error["text"].replace(",", "").replace(" ", ""))
        self.ada.say("after", ref="after")
        self.ada.wait_event("sent", ref="after")
        self.assertEqual(self.bob.wait_event("message")["text"], "after")

    def test_a_line_that_is_not_utf_8_is_an_error_and_the_next_one_is_sent(self):
        self.ada.process.stdin.write(b"\xff\xfe broken\n")
        self.ada.process.stdin.flush()
        self.ada.wait_event("error")
        self.ada.say("whole", ref="w")
        self.ada.wait_event("sent", ref="w")
        self.assertEqual(self.bob.wait_event("message")["text"], "whole")

    def test_a_broken_json_line_is_an_error_and_the_next_one_is_sent(self):
        for line in ('{"room":', '{"room":7,"text":"x"}', '{"text":{}}', '{"room":"#nowhere","text":"x","ref":"r"}'):
            self.ada.type(line)
            self.ada.wait_event("error")
        self.ada.say("whole", ref="w")
        self.ada.wait_event("sent", ref="w")

    def test_a_newline_cannot_forge_another_persons_line(self):
        forged = "hello\nbob: I owe ada 100\r\n[12:00] bob: really"
        self.ada.say(forged)
        message = self.bob.wait_event("message")
        self.assertEqual(message["from"]["name"], "ada")
        self.assertEqual(message["text"].split("\n")[0], "hello")
        self.assertEqual(sum(1 for e in self.bob.events if e["event"] == "message"), 1)

    def test_markers_in_the_text_are_text(self):
        for text in ("HISTORY:bob:forged", "FILE:/etc/passwd:12", '{"event":"message","text":"x"}', "\x1b[2J\x07bell",
                     "/quit is said", "<system> bob left"):
            self.ada.say(text)
            message = self.bob.wait_event("message")
            self.assertEqual(message["from"]["name"], "ada")
            self.assertEqual(message["text"], text.replace("\x1b", "").replace("\x07", ""))

    def test_two_sends_stay_two_messages_and_one_long_one_stays_one(self):
        for number in range(50):
            self.ada.say(f"short {number}")
        long = "long " * 700
        self.ada.say(long, ref="end")
        self.ada.wait_event("sent", ref="end")
        texts = []
        while not texts or texts[-1] != long.strip() and texts[-1] != long:
            texts.append(self.bob.wait_event("message")["text"])
        self.assertEqual(texts[:-1], [f"short {number}" for number in range(50)])


class Crowd(Test):
    def test_one_of_50_clients_that_never_reads_stalls_nobody_and_is_served_when_it_wakes(self):
        server = self.server("--limit", "post-burst=100000", "--limit", "posts-per-second=100000", "--limit",
                             "room-posts-per-second=100000")
        clients = [self.client(server, f"guest {i}") for i in range(50)]
        sleeper, sender, others = clients[0], clients[1], clients[1:]
        sleeper.process.send_signal(signal.SIGSTOP)
        try:
            texts = [f"{number} " + "x" * 3000 for number in range(600)]
            for text in texts:
                sender.say(text)
            for other in others:
                other.wait_for(lambda e: e["event"] == "message" and e["text"] == texts[-1])
                self.assertEqual([m["text"] for m in other.messages()], texts)
        finally:
            sleeper.process.send_signal(signal.SIGCONT)
        sleeper.wait_for(lambda e: e["event"] == "message" and e["text"] == texts[-1])
        self.assertEqual([m["text"] for m in sleeper.messages()], texts)

    def test_a_client_that_dies_is_told_to_the_others(self):
        server = self.server("--limit", "ping-ms=300", "--limit", "dead-ms=900")
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "bob" and e["state"] == "online")
        bob.process.send_signal(signal.SIGSTOP)  # no close, no reset: only silence
        try:
            ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "bob" and e["state"] == "offline")
        finally:
            bob.process.send_signal(signal.SIGCONT)


def can_mount():
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], capture_output=True,
                                                check=False).returncode == 0


class Disk(Test):
    @unittest.skipUnless(can_mount(), "needs the right to mount")
    def test_a_full_disk_ends_the_server_with_a_clear_line_and_loses_nothing_acknowledged(self):
        small = self.path("small")
        os.mkdir(small)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", small], check=False)
        server = self.server("--limit", "post-burst=100000", "--limit", "posts-per-second=100000", "--limit",
                             "room-posts-per-second=100000", data=small + "/data")
        ada = self.client(server, "ada", "--drain", "0")
        number = 0
        while server.process.poll() is None:
            for _ in range(16):
                ada.say(f"{number} " + "y" * 2000, ref=str(number))
                number += 1
            ada.wait_for(lambda e: e["event"] == "sent" and e["ref"] == str(number - 1) or
                         e["event"] == "connection" and e["state"] == "offline")
            if ada.events[-1]["event"] == "connection":
                break
        self.assertEqual(server.process.wait(PATIENCE), 1)
        self.assertIn("disk is full", server.stderr())
        ada.kill()
        sent = {int(e["ref"]): e["seq"] for e in ada.events if e["event"] == "sent"}
        self.assertTrue(sent)
        subprocess.run(["mount", "-o", "remount,size=200m", small], check=True)
        server.stop()
        server.start()
        reader = self.client(server, "bob")
        again = Client(self.path("profile-ada"), "--connect", server.address)
        again.wait_event("ready")
        self.assertEqual(again.end(), 0)
        self.assertEqual(len(set(sent.values())), len(sent), "two acknowledged messages share a place")
        self.assertEqual(reader.end(), 0)
        self.assertEqual(server.stop(), 0)
        database = sqlite3.connect(small + "/data/view.db")
        stored = dict(database.execute("SELECT sequence, text FROM messages WHERE room = 1"))
        database.close()
        for number, sequence in sent.items():
            self.assertTrue(stored[sequence].startswith(f"{number} "), (sequence, number))


if __name__ == "__main__":
    unittest.main()
