"""Two people on one network who know no address: one hosts from a window, the other finds it in another window's list."""

import json
import os
import subprocess
import unittest

from crosstalk import PATIENCE, program
from hosts import GUEST, HOST, TwoHosts
from test_window import Display, Window, has_window

# Places of a window of 1280 x 800 that knows no server and looks for some.
HOST_TILE = (230, 356)
FIRST_FOUND = (300, 272)
SERVER_FIELD = (940, 328)


@unittest.skipUnless(has_window(), "needs the window, Xvfb, setxkbmap, xclip and xdotool")
class TwoWindows(TwoHosts):
    def setUp(self):
        super().setUp()
        self.data = os.path.join(self.path("harbor"), "server")
        # In a network of its own everything may be as people have it, but for the port: others may use the usual one.
        self.hosting, self.hosting_window = self.window(HOST, "harbor", {"CROSSTALK_SERVER_LISTEN": "0.0.0.0:0"})
        self.addCleanup(self.ask, "stop")
        before = self.hosting.view()
        self.hosting_window.click(*HOST_TILE)
        self.hosting.wait_for_another_view(before)
        self.hosting.picture("host")
        self.hosting_window.keys("Return")
        self.hosting_window.wait_for_title("#lobby - Crosstalk")
        self.ready = json.loads(self.ask("status", "--format", "jsonl").stdout)

    def window(self, host, name, variables=()):
        display = Display()
        self.addCleanup(display.close)
        display.environment.pop("CROSSTALK_NO_DISCOVERY")
        display.environment.update(variables)
        window = Window(display, self.path(name), "--name", name, prefix=["ip", "netns", "exec", host])
        self.addCleanup(window.close)
        return display, window

    def ask(self, *request):
        return subprocess.run([program("crosstalk-server"), "--data", self.data, *request], capture_output=True,
                              text=True, timeout=PATIENCE, check=False)

    def says_hello(self, window):
        window.type("Hello from the list")
        window.keys("Return")
        window.wait_for_title("#lobby - Crosstalk")
        for _ in range(100):
            if "Hello from the list" in self.ask("export").stdout:
                return
            window.display.xdotool("sleep", "0.1")
        raise AssertionError("what was said did not arrive")

    def test_the_guest_finds_the_server_in_the_list_and_joins_with_a_click_and_its_passkey(self):
        display, guest = self.window(GUEST, "ember")
        # A cable that was just plugged in is not ready at once: until the row is there, nothing is in its place.
        for _ in range(60):
            guest.click(*FIRST_FOUND)
            display.xdotool("sleep", "0.5")
            guest.type(self.ready["passkey"])
            guest.keys("Return")
            display.xdotool("sleep", "0.5")
            title = display.xdotool("getwindowname", guest.id)
            if title.startswith("#lobby"):
                break
            guest.keys("Escape", "ctrl+a", "BackSpace")
        display.picture("joined")
        self.assertTrue(title.startswith("#lobby"), title)
        self.says_hello(guest)

    def test_the_guest_joins_by_the_code_alone(self):
        _, guest = self.window(GUEST, "ember")
        guest.click(*SERVER_FIELD)
        guest.keys("ctrl+a")
        guest.type(self.ready["join_code"].lower())
        guest.keys("Return")
        guest.wait_for_title("#lobby - Crosstalk")
        self.says_hello(guest)
        self.assertEqual(self.files_with(self.path("ember"), self.ready["join_code"].lower()), [], "it is a secret")

    def files_with(self, folder, text):
        found = []
        for place, _, names in os.walk(folder):
            for name in names:
                if not os.path.isfile(os.path.join(place, name)):
                    continue  # the socket of an open window
                with open(os.path.join(place, name), "rb") as file:
                    if text.encode() in file.read():
                        found.append(name)
        return found
