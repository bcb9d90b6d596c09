"""A server in its place: settings from a file, reloading them, what machines that watch it are told, its unit file."""

import fcntl
import http.client
import json
import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import termios
import time
import unittest

from crosstalk import PATIENCE, Test, program

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNIT = os.path.join(REPOSITORY, "packaging", "systemd", "crosstalk-server.service")
OWN_PASSKEY = "correct horse battery staple"
LATER_PASSKEY = "another horse battery staple"


class Service(Test):
    def run_on(self, data, *arguments, **options):
        return subprocess.run([program("crosstalk-server"), "--data", data, *arguments], capture_output=True, text=True,
                              timeout=PATIENCE, check=False, **options)

    def settings(self, data, text):
        os.makedirs(data, mode=0o700, exist_ok=True)
        with open(os.path.join(data, "server.toml"), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(os.path.join(data, "server.toml"), 0o600)

    def server_with(self, text, *flags, **options):
        data = self.path("data")
        self.settings(data, text)
        return self.server(*flags, data=data, **options)

    def name_of_server(self, client):
        return next(event["server"]["name"] for event in client.events if event["event"] == "ready")

    def text_of(self, path):
        with open(path, encoding="utf-8") as file:
            return file.read()

    def get(self, server, path):
        host, port = server.ready["metrics"].rsplit(":", 1)
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)
        self.addCleanup(connection.close)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def figures(self, server):
        """Without labels by name, with labels by name{labels}."""
        status, headers, page = self.get(server, "/metrics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        samples = [line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in samples}


class Reloading(Service):
    def test_a_signal_changes_what_can_change_and_names_the_rest(self):
        server = self.server_with(f"name = 'Before'\npasskey = '{OWN_PASSKEY}'\n")
        ada = self.client(server, "ada", passkey=OWN_PASSKEY)
        self.assertEqual(self.name_of_server(ada), "Before")
        lines = self.log_of(server)
        self.settings(server.data, f"name = 'After'\npasskey = '{LATER_PASSKEY}'\nlog-level = 'debug'\n"
                                   "[limit]\nsessions = 7\nrooms-per-user = 3\n")
        server.process.send_signal(signal.SIGHUP)
        line = self.wait_for_line(lines, "From now on")
        self.assertIn("From now on: name, log-level, limit sessions. "
                      "From the next start on, and not before: passkey, limit rooms-per-user.", line)
        bob = self.client(server, "bob", passkey=OWN_PASSKEY)
        self.assertEqual(self.name_of_server(bob), "After")
        self.assertIn("After", self.text_of(os.path.join(server.data, "join.txt")))
        ada.say("still here")
        bob.wait_event("message", text="still here")
        self.assertEqual(server.stop(), 0)
        for secret in (OWN_PASSKEY, LATER_PASSKEY):
            self.assertNotIn(secret, self.text_of(os.path.join(server.data, "server.log")) + server_errors(server))

    def test_a_broken_file_changes_nothing_and_says_why(self):
        server = self.server_with("name = 'Before'\n")
        self.settings(server.data, "name = 'After'\nhistroy = 20\n")
        refused = self.run_on(server.data, "reload")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("server.toml, line 2, histroy: there is no such setting", refused.stderr)
        lines = self.log_of(server)
        server.process.send_signal(signal.SIGHUP)
        self.wait_for_line(lines, "The settings stay as they were.")
        self.wait_for_line(lines, "line 2, histroy")
        ada = self.client(server, "ada")
        self.assertEqual(self.name_of_server(ada), "Before")
        self.settings(server.data, "name = 'After'\n")
        taken = self.run_on(server.data, "reload")
        self.assertEqual((taken.returncode, taken.stdout), (0, "From now on: name.\n"))
        again = self.run_on(server.data, "reload")
        self.assertEqual(again.stdout, "The settings were read again, and nothing has changed.\n")

    def test_flags_and_environment_count_more_after_a_reload_too(self):
        environment = {**os.environ, "CROSSTALK_SERVER_HISTORY": "10"}
        server = self.server_with("history = 20\n", "--name", "Flag", environment=environment)
        self.settings(server.data, "history = 30\nname = 'File'\n")
        self.assertEqual(self.run_on(server.data, "reload").stdout,
                         "The settings were read again, and nothing has changed.\n")

    def test_a_log_that_was_renamed_is_begun_anew(self):
        server = self.server()
        log = os.path.join(server.data, "server.log")
        os.rename(log, log + "-yesterday")
        self.assertEqual(self.run_on(server.data, "reload").returncode, 0)
        self.assertIn("The settings were read again", self.text_of(log))
        self.assertIn("listening on port", self.text_of(log + "-yesterday"))

    def test_without_a_server_there_is_nothing_to_reload(self):
        server = self.server()
        self.assertEqual(server.stop(), 0)
        result = self.run_on(server.data, "reload")
        self.assertEqual(result.returncode, 1)
        self.assertIn("No server runs here", result.stderr)

    def test_a_terminal_that_goes_takes_its_server_along(self):
        terminal, end = pty.openpty()

        def leads_the_terminal():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        process = subprocess.Popen([program("crosstalk-server"), "--data", self.path("data"), "--listen", "127.0.0.1:0"],
                                   stdin=end, stdout=end, stderr=end, preexec_fn=leads_the_terminal)
        self.addCleanup(lambda: process.poll() is None and process.kill())
        os.close(end)
        shown = b""
        while b"Press Ctrl+C" not in shown:
            shown += os.read(terminal, 4096)
        os.close(terminal)
        self.assertEqual(process.wait(PATIENCE), 0)
        self.assertIn("stopping", self.text_of(os.path.join(self.path("data"), "server.log")))


def server_errors(server):
    with open(os.path.join(server.folder, "stderr.txt"), encoding="utf-8") as file:
        return file.read()


class Watching(Service):
    def test_a_scrape_counts_what_is_said_meanwhile(self):
        server = self.server("--metrics", "127.0.0.1:0")
        ada = self.client(server, "ada")
        bob = self.client(server, "bob")
        before = self.figures(server)
        self.assertEqual(before["crosstalk_users_online"], 2)
        self.assertEqual(before["crosstalk_healthy"], 1)
        for number in range(5):
            ada.say(f"line {number}", ref=str(number))
        for number in range(5):
            ada.wait_event("sent", ref=str(number))
            bob.wait_event("message", text=f"line {number}")
        after = self.figures(server)
        self.assertEqual(after["crosstalk_messages_posted_total"] - before["crosstalk_messages_posted_total"], 5)
        self.assertGreaterEqual(after["crosstalk_journal_position"], before["crosstalk_journal_position"] + 5)
        for name in ("crosstalk_received_bytes_total", "crosstalk_sent_bytes_total", "crosstalk_received_frames_total",
                     "crosstalk_commit_seconds_count", 'crosstalk_answers_total{status="done"}'):
            self.assertGreater(after[name], before[name], name)
        self.assertEqual(after["crosstalk_connections"], 2)
        self.assertEqual(after["crosstalk_journal_waiting"], 0)
        # What files take is told as of the scrape before.
        path = self.path("notes.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(1000 * "x")
        ada.do(f"/file {path}")
        bob.wait_for(lambda event: event["event"] == "message" and event.get("files"))
        deadline = time.monotonic() + PATIENCE
        while self.figures(server)["crosstalk_files_bytes"] != 1000:
            self.assertLess(time.monotonic(), deadline)
        # Nothing of anybody is on the page.
        page = self.get(server, "/metrics")[2]
        for private in ("ada", "bob", "line 1", server.ready["passkey"]):
            self.assertNotIn(private, page)

    def test_the_check_of_health_is_answered_in_two_ways(self):
        server = self.server("--metrics", "127.0.0.1:0")
        status, _, text = self.get(server, "/health")
        self.assertEqual((status, text), (200, "ok\n"))
        asked = self.run_on(server.data, "health")
        self.assertEqual((asked.returncode, asked.stdout), (0, "ok\n"))
        self.assertEqual(self.get(server, "/")[0], 404)
        self.assertEqual(server.stop(), 0)
        asked = self.run_on(server.data, "health")
        self.assertEqual(asked.returncode, 1)
        self.assertIn("No server runs here", asked.stderr)

    def test_status_tells_how_to_join_and_stop_returns_when_the_process_has_ended(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        told = json.loads(self.run_on(server.data, "status", "--format", "jsonl").stdout)
        for field in ("port", "passkey", "join_code", "invite", "fingerprint", "pid", "owner_code"):
            self.assertEqual(told[field], server.ready[field], field)
        self.assertEqual((told["name"], told["users"], told["addresses"]), ("Attic LAN", 1, [server.address]))
        for_people = self.run_on(server.data, "status").stdout
        self.assertIn(server.ready["join_code"], for_people)
        asked = self.run_on(server.data, "stop")
        self.assertEqual((asked.returncode, asked.stdout), (0, ""))
        self.assertEqual(server.process.wait(0), 0, "it had ended when the command came back")
        ada.wait_event("connection", state="offline")
        for request in ("status", "stop"):
            asked = self.run_on(server.data, request)
            self.assertEqual(asked.returncode, 1)
            self.assertIn("No server runs here", asked.stderr)

    def test_a_disk_that_is_nearly_full_is_told_before_the_server_has_to_end(self):
        data = self.path("small")
        os.mkdir(data)
        on_small_disk = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                         f'mount -t tmpfs -o size=12m none "{data}" && exec "$@"', "sh"]
        if subprocess.run([*on_small_disk, "true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("small disks cannot be mounted here")
        server = self.server("--metrics", "127.0.0.1:0", data=data, prefix=on_small_disk)
        status, _, text = self.get(server, "/health")
        self.assertEqual(status, 503)
        self.assertIn("KiB left", text)
        self.assertEqual(self.figures(server)["crosstalk_healthy"], 0)
        ada = self.client(server, "ada")
        ada.say("it is told, and goes on", ref="1")
        ada.wait_event("sent", ref="1")

    def test_nothing_listens_for_scrapes_unless_it_is_said(self):
        self.assertNotIn("metrics", self.server().ready)

    def test_a_port_that_is_taken_is_an_error_and_no_start(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            result = self.run_on(self.path("data"), "--listen", "127.0.0.1:0", "--metrics", str(port),
                                 "--ready-file", self.path("ready.json"))
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"Metrics cannot be served: Port {port} is already in use", result.stderr)
        self.assertFalse(os.path.exists(self.path("ready.json")))

    def test_an_address_that_others_reach_is_warned_of(self):
        server = self.server("--metrics", "0.0.0.0:0")
        self.assertIn("to everybody who reaches it", self.text_of(os.path.join(server.data, "server.log")))
        self.assertNotIn("to everybody", self.text_of(os.path.join(self.server("--metrics", "0").data, "server.log")))

    def test_chat_goes_on_beside_visitors_who_say_nothing(self):
        server = self.server("--metrics", "127.0.0.1:0")
        host, port = server.ready["metrics"].rsplit(":", 1)
        for _ in range(20):
            visitor = socket.create_connection((host, int(port)), timeout=PATIENCE)
            self.addCleanup(visitor.close)
            visitor.sendall(b"GET /metrics HTTP/1.1\r\nX: ")
        ada = self.client(server, "ada")
        ada.say("hello", ref="1")
        ada.wait_event("sent", ref="1")


class UnderSystemd(Service):
    def test_the_manager_is_told_when_the_server_serves_reloads_and_stops(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(self.path("notify"))
            manager.settimeout(PATIENCE)
            server = self.server(environment={**os.environ, "NOTIFY_SOCKET": self.path("notify")})
            self.assertEqual(manager.recv(1024), b"READY=1\n")
            server.process.send_signal(signal.SIGHUP)
            self.assertEqual(manager.recv(1024), b"RELOADING=1\n")
            self.assertEqual(manager.recv(1024), b"READY=1\n")
            self.assertEqual(server.stop(), 0)
            self.assertEqual(manager.recv(1024), b"STOPPING=1\n")

    def test_a_manager_that_is_not_there_does_no_harm(self):
        for name in (self.path("nobody"), "@nobody", "nonsense", "/" + 200 * "x", ""):
            server = self.server(environment={**os.environ, "NOTIFY_SOCKET": name})
            self.assertEqual(server.stop(), 0)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_the_unit_file_is_right_and_confines_the_server(self):
        text = self.text_of(UNIT)
        self.assertEqual(re.findall(r"^Exec\w+=(\S+)", text, re.MULTILINE), 2 * ["/usr/bin/crosstalk-server"])
        unit = self.path("crosstalk-server.service")
        with open(unit, "w", encoding="utf-8") as file:
            file.write(text.replace("/usr/bin/crosstalk-server", program("crosstalk-server")))
        for arguments in (["verify"], ["security", "--offline=true", "--threshold=20", "--no-pager"]):
            result = subprocess.run(["systemd-analyze", *arguments, unit], capture_output=True, text=True,
                                    timeout=PATIENCE, check=False)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertEqual(result.stderr, "", arguments)


if __name__ == "__main__":
    unittest.main()
