"""Two people on one network who know no address: one hosts from a window, the other finds it in another window's list."""

import contextlib
import json
import os
import subprocess
import unittest

from crosstalk import PATIENCE, Client, program
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
        self.addCleanup(self.stop_hosting)
        self.press_until_inside(self.hosting_window, self.open_host_dialog)
        with open(os.path.join(self.data, "hosted.json"), encoding="utf-8") as file:
            self.ready = json.load(file)
        self.ada = Client(self.path("ada"), "--connect", self.ready["invite"], "--name", "ada", prefix=self.on(HOST))
        self.addCleanup(lambda: self.ada.process.poll() is None and self.ada.kill())
        self.ada.wait_event("ready")

    def on(self, host):
        """What a command begins with that runs on this host."""
        return ["ip", "netns", "exec", host]

    def window(self, host, name, variables=()):
        display = Display()
        self.addCleanup(display.close)
        for closed in ("CROSSTALK_NO_DISCOVERY", "CROSSTALK_SERVER_NO_DISCOVERY"):
            display.environment.pop(closed, None)
        display.environment.update(variables)
        before = display.view()
        window = Window(display, self.path(name), "--name", name, prefix=self.on(host))
        self.addCleanup(window.close)
        display.wait_for_another_view(before)  # a click before the first frame would hit nothing
        return display, window

    def stop_hosting(self):
        subprocess.run([*self.on(HOST), program("crosstalk-server"), "--data", self.data, "stop"], capture_output=True,
                       timeout=PATIENCE, check=False)

    def says_hello(self, window):
        window.type("Hello from the list")
        window.keys("Return")
        self.ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "Hello from the list")

    def open_host_dialog(self):
        before = self.hosting.view()
        self.hosting_window.click(*HOST_TILE)
        with contextlib.suppress(AssertionError):  # once more, then
            self.hosting.wait_for_another_view(before)
        self.hosting.picture("host")

    def press_until_inside(self, window, try_to):
        """A cable that was just plugged in is not ready at once, nor is a window: until both are, nothing is in its place."""
        display = window.display
        for _ in range(20):
            display.xdotool("windowfocus", "--sync", window.id)
            try_to()
            window.keys("Return")
            for _ in range(10):
                display.xdotool("sleep", "0.3")
                if display.xdotool("getwindowname", window.id).startswith("#lobby"):
                    return
            window.keys("Escape", "ctrl+a", "BackSpace")
        display.picture("not-inside")
        self.fail("the window did not get into the server")

    def test_the_guest_finds_the_server_in_the_list_and_joins_with_a_click_and_its_passkey(self):
        display, guest = self.window(GUEST, "ember")

        def click_and_type():
            guest.click(*FIRST_FOUND)
            display.xdotool("sleep", "0.5")
            guest.type(self.ready["passkey"])

        self.press_until_inside(guest, click_and_type)
        display.picture("joined")
        self.says_hello(guest)

    def test_the_guest_joins_by_the_code_alone(self):
        _, guest = self.window(GUEST, "ember")

        def type_the_code():
            guest.click(*SERVER_FIELD)
            guest.keys("ctrl+a")
            guest.type(self.ready["join_code"].lower())

        self.press_until_inside(guest, type_the_code)
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
