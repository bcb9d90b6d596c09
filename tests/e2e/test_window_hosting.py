"""A server that is hosted from a real window: started, joined, left running, found again, stopped."""

import json
import os
import subprocess
import unittest

from crosstalk import PATIENCE, Client, Test, program
from test_window import Display, Window, has_window

HOST_TILE = (230, 415)  # of a window of 1280 x 800 that knows no server
KEEP_IT_RUNNING = (771, 457)
STOP_IT = (674, 457)


@unittest.skipUnless(has_window(), "needs the window, Xvfb, setxkbmap, xclip and xdotool")
class HostingInTheWindow(Test):
    def setUp(self):
        super().setUp()
        self.display = Display()
        self.addCleanup(self.display.close)
        # Nothing here may be found, or found out, on the network of this machine.
        self.display.environment["CROSSTALK_SERVER_LISTEN"] = "127.0.0.1:0"
        self.display.environment["CROSSTALK_SERVER_NO_DISCOVERY"] = "true"
        self.profile = self.path("profile")
        self.data = os.path.join(self.profile, "server")
        self.addCleanup(self.ask, "stop")

    def window(self, *arguments):
        window = Window(self.display, self.profile, *arguments)
        self.addCleanup(window.close)
        return window

    def ask(self, *request):
        return subprocess.run([program("crosstalk-server"), "--data", self.data, *request], capture_output=True,
                              text=True, timeout=PATIENCE, check=False)

    def status(self):
        return json.loads(self.ask("status", "--format", "jsonl").stdout)

    def press(self, window, place):
        before = self.display.view()
        window.click(*place)
        self.display.wait_for_another_view(before)

    def host(self, window):
        self.press(window, HOST_TILE)
        self.display.picture("host")
        window.keys("Return")
        window.wait_for_title("#lobby - Crosstalk")

    def joined(self, name):
        client = Client(self.path(name), "--connect", self.status()["invite"], "--name", name)
        self.addCleanup(lambda: client.process.poll() is None and client.kill())
        client.wait_event("ready")
        return client

    def test_one_press_makes_a_server_that_its_host_owns_and_others_join(self):
        window = self.window("--name", "harbor")
        self.host(window)
        ada = self.joined("ada")
        users = [json.loads(line) for line in self.ask("users", "--format", "jsonl").stdout.splitlines()]
        self.assertEqual({user["name"]: user["role"] for user in users}, {"harbor": "owner", "ada": "member"})
        self.display.picture("your-server")
        window.keys("Escape")
        window.type("Welcome")
        window.keys("Return")
        ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "Welcome")
        self.assertEqual(self.status()["users"], 2)

    def test_a_server_outlives_its_window_and_the_next_one_comes_back_to_it(self):
        window = self.window("--name", "harbor")
        self.host(window)
        ada = self.joined("ada")
        window.keys("Escape")
        before = self.display.view()
        window.keys("ctrl+q")
        self.display.wait_for_another_view(before)
        self.display.picture("still-running")
        window.click(*KEEP_IT_RUNNING)
        self.assertEqual(window.end(), (0, ""))
        ada.say("Still here", ref="s")
        ada.wait_event("sent", ref="s")

        again = self.window()
        self.display.picture("found-again")
        again.keys("Return")
        again.wait_for_title("#lobby - Crosstalk")
        ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "harbor")
        again.keys("ctrl+q")
        self.assertEqual(again.end()[0], 0, "it was not started from this window, so nothing is asked")
        done = self.ask("stop")
        self.assertEqual(done.returncode, 0, done.stderr)
        ada.wait_event("connection", state="offline")

    def test_closing_can_take_the_server_along_and_nothing_is_lost(self):
        window = self.window("--name", "harbor")
        self.host(window)
        window.keys("Escape")
        window.type("For later")
        window.keys("Return")
        ada = self.joined("ada")
        ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "For later")
        before = self.display.view()
        window.keys("ctrl+q")
        self.display.wait_for_another_view(before)
        window.click(*STOP_IT)
        self.assertEqual(window.end(), (0, ""))
        ada.wait_event("connection", state="offline")
        self.assertNotEqual(self.ask("status").returncode, 0)
        exported = self.ask("export", "--format", "jsonl").stdout
        self.assertIn("For later", exported)


class TheHostWithoutItsWindow(Test):
    def test_the_windows_file_is_a_server(self):
        data = self.path("data")
        arguments = ["--host", "--data", data, "--listen", "127.0.0.1:0", "--no-discovery"]
        with subprocess.Popen([program("crosstalk"), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as server:
            self.assertIn(b"listens on port", server.stdout.readline())
            second = subprocess.run([program("crosstalk"), *arguments], capture_output=True, text=True,
                                    timeout=PATIENCE, check=False)
            self.assertEqual(second.returncode, 1, "two on one folder")
            self.assertIn("crosstalk-server: ", second.stderr)
            server.terminate()
            self.assertEqual(server.wait(PATIENCE), 0)
