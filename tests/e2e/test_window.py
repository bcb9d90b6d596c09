"""The real window under a display of its own, driven by real keys and a real pointer.

Pictures of what was seen are left in the folder that CROSSTALK_PICTURES names."""

import contextlib
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import unittest

from crosstalk import PATIENCE, Client, Lines, Test, program

NEEDED = ("Xvfb", "setxkbmap", "xclip", "xdotool")
WIDTH, HEIGHT = 1280, 800


def has_window():
    return os.path.exists(program("crosstalk")) and all(shutil.which(name) for name in NEEDED)


class Display:
    """A display nobody else uses."""

    def __init__(self, screen="1920x1200x24"):
        read, write = os.pipe()
        # Without -r a display that had to wait repeats keys that were long let go.
        self.folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp", "-r",
             "-fbdir", self.folder.name], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        self.environment = {**os.environ, "DISPLAY": ":" + number, "SDL_VIDEODRIVER": "x11",
                            "SDL_AUDIODRIVER": "dummy"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, capture_output=True,
                              timeout=PATIENCE).stdout.decode()

    def clipboard(self, is_wanted, selection="clipboard"):
        """What the clipboard holds, as soon as it is what is wanted."""
        for _ in range(100):
            done = subprocess.run(["xclip", "-selection", selection, "-o"], env=self.environment, check=False,
                                  capture_output=True, timeout=PATIENCE)
            if done.returncode == 0 and is_wanted(done.stdout.decode()):
                break
            self.xdotool("sleep", "0.1")
        return done.stdout.decode()

    @contextlib.contextmanager
    def clipboard_holds(self, text, selection="clipboard"):
        with subprocess.Popen(["xclip", "-selection", selection, "-quiet", "-i"], env=self.environment,
                              stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as owner:
            owner.stdin.write(text.encode())
            owner.stdin.close()
            self.clipboard(lambda held: held == text, selection)
            try:
                yield
            finally:
                owner.terminate()

    def picture(self, name):
        folder = os.environ.get("CROSSTALK_PICTURES")
        if folder and shutil.which("import"):
            os.makedirs(folder, exist_ok=True)
            subprocess.run(["import", "-window", "root", "-crop", f"{WIDTH}x{HEIGHT}+320+200", "+repage",
                            os.path.join(folder, name + ".png")], env=self.environment, check=False)

    def view(self):
        """Some of the screen's bytes, spread over all of it."""
        with open(os.path.join(self.folder.name, "Xvfb_screen0"), "rb") as file:
            return file.read()[::997]

    def wait_for_another_view(self, before):
        """Until much of the screen is another than it was: a dialog stands over it, or went away."""
        for _ in range(100):
            now = self.view()
            if sum(a != b for a, b in zip(before, now)) > len(now) // 10:
                return
            self.xdotool("sleep", "0.1")
        raise AssertionError("the window still looks as it did")

    def part(self, x, y, width, height):
        """The pixels of a part of the screen."""
        with open(os.path.join(self.folder.name, "Xvfb_screen0"), "rb") as file:
            raw = file.read()
        header = struct.unpack_from(">20I", raw)  # of an XWD file: its size, ..., bytes of a line, ..., number of colours
        begin, line = header[0] + 12 * header[19], header[12]
        return b"".join(raw[begin + row * line + 4 * x:begin + row * line + 4 * (x + width)] for row in range(y, y + height))

    @contextlib.contextmanager
    def changes(self, *part):
        """Waits until that part of the screen is another than it was before."""
        before = self.part(*part)
        yield
        for _ in range(100):
            if self.part(*part) != before:
                return
            self.xdotool("sleep", "0.1")
        raise AssertionError("that part of the screen still looks as it did")

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Window:
    def __init__(self, display, profile, *arguments, prefix=()):
        self.display = display
        self.process = subprocess.Popen([*prefix, program("crosstalk"), "--profile", profile, *arguments],
                                        env=display.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.errors = Lines(self.process.stderr)
        self.id = display.xdotool("search", "--sync", "--onlyvisible", "--pid", self.process.pid, "--name",
                                  "Crosstalk").split()[0]
        display.xdotool("windowfocus", "--sync", self.id)

    def wait_for_title(self, title):
        # The title is how the window says where it is: xdotool waits for a window of that name.
        self.display.xdotool("search", "--sync", "--onlyvisible", "--name", title)

    def keys(self, *keys):
        self.display.xdotool("key", "--delay", 20, *keys)

    def type(self, text, delay=5):
        self.display.xdotool("type", "--delay", delay, text)

    def click(self, x, y, button=1):
        self.display.xdotool("mousemove", "--sync", *self.at(x, y))
        self.display.xdotool("click", button)

    def at(self, x, y):
        geometry = self.display.xdotool("getwindowgeometry", "--shell", self.id)
        values = dict(line.split("=") for line in geometry.split())
        return int(values["X"]) + x, int(values["Y"]) + y

    def drag(self, start, end):
        self.display.xdotool("mousemove", "--sync", *self.at(*start))
        self.display.xdotool("mousedown", 1)
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        for place in (middle, end):
            self.display.xdotool("mousemove", "--sync", *self.at(*place))
        self.display.xdotool("mouseup", 1)

    def resize(self, width, height):
        self.display.xdotool("windowsize", "--sync", self.id, width, height)

    @contextlib.contextmanager
    def held(self):
        """The program stands still; what is typed then comes all at once."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def end(self):
        """Waits for the program's own end: its status, and what it said on stderr."""
        status = self.process.wait(PATIENCE)
        self.errors.thread.join(PATIENCE)
        return status, self.errors.rest()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.end()


@unittest.skipUnless(has_window(), "needs the window, Xvfb, setxkbmap, xclip and xdotool")
class TheWindow(Test):
    def setUp(self):
        super().setUp()
        self.display = Display()
        self.addCleanup(self.display.close)

    def window(self, *arguments, profile="window"):
        window = Window(self.display, self.path(profile), *arguments)
        self.addCleanup(window.close)
        return window

    def test_two_people_talk_and_both_come_back_after_the_server_was_killed(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "harbor")

        window.type("Hello from the window")
        window.keys("Return")
        message = ada.wait_for(lambda e: e["event"] == "message" and e["from"]["name"] == "harbor")
        self.assertEqual(message["text"], "Hello from the window")
        ada.say("Hello from the terminal", ref="t")
        ada.wait_event("sent", ref="t")
        self.display.picture("conversation")

        server.kill()
        ada.wait_event("connection", state="offline")
        window.type("Written while the server was away")
        window.keys("Return")
        self.display.picture("reconnecting")
        server.start()
        ada.wait_event("connection", state="online")
        message = ada.wait_for(lambda e: e["event"] == "message" and e["from"]["name"] == "harbor"
                               and e["text"] != "Hello from the window")
        self.assertEqual(message["text"], "Written while the server was away")
        ada.say("Welcome back", ref="w")
        ada.wait_event("sent", ref="w")
        texts = [m["text"] for m in ada.messages()]
        self.assertEqual(len(texts), len(set(texts)))
        self.display.picture("after-the-restart")

    def test_commands_lead_where_they_should_and_what_cannot_be_done_stays_in_the_composer(self):
        server = self.server("--name", "Attic LAN")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("/create Board games")
        window.keys("Return")
        window.wait_for_title("#Board games - Crosstalk")
        ada = self.client(server, "ada")
        ada.do('/join "Board games"')
        window.type("/help")
        window.keys("Return")
        self.display.picture("help")
        window.keys("Escape")
        window.type("/rooms")
        window.keys("Return")
        self.display.picture("rooms")
        window.type("/kick nobody")
        window.keys("Return")
        self.display.picture("nobody-of-this-name")
        # The line is still there: as a text it is said with what was typed.
        window.keys("Home")
        window.type("/")
        window.keys("Return")
        message = ada.wait_for(lambda e: e["event"] == "message" and e["from"]["name"] == "harbor")
        self.assertEqual(message["text"], "/kick nobody")

    def test_the_connect_screen_keeps_what_was_typed_and_enter_connects(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        beside = (320 + 850, 200 + 518, 330, 20)  # what is wrong with the passkey stands there, with the frame that selects it
        with self.display.changes(*beside):
            window = self.window()
        self.display.picture("connect")
        # The passkey has the keyboard at the start: shift+Tab leads to the fields above it.
        window.keys("shift+Tab")
        window.keys("ctrl+a")
        window.type("harbor")
        window.keys("shift+Tab")
        for port in ("99999", "88888"):
            window.keys("ctrl+a")
            window.type(port)
            window.keys("Return")
            self.display.picture("port-" + port)
        # The wrong port is selected: typing replaces it.
        window.type(str(server.ready["port"]))
        window.keys("Tab", "Tab")
        window.type("7K4-MP2-QXS")
        with self.display.changes(*beside):
            window.keys("Return")
            self.wait_for_log(server, "ended")
        self.display.picture("wrong-passkey")
        # The text is selected: typing replaces it.
        window.type(server.ready["passkey"])
        window.keys("Return")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("I am in")
        window.keys("Return")
        message = ada.wait_for(lambda e: e["event"] == "message")
        self.assertEqual((message["from"]["name"], message["text"]), ("harbor", "I am in"))

    def wait_for_log(self, server, words):
        log = subprocess.Popen(["tail", "-n", "+1", "-F", os.path.join(server.data, "server.log")],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        impatience = threading.Timer(PATIENCE, log.kill)
        impatience.start()
        try:
            for line in log.stdout:
                if words in line.decode():
                    return
            self.fail(f"the server's log does not say {words}")
        finally:
            impatience.cancel()
            log.kill()
            log.wait()
            log.stdout.close()

    def test_shift_enter_is_a_line_break_and_enter_sends_both_lines(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("first line")
        window.keys("shift+Return")
        window.type("second line")
        window.keys("Return")
        self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "first line\nsecond line")

    def test_what_is_typed_in_any_script_arrives_as_it_was_typed(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        text = "Grüße, Орбита, 火星 und ñandú"
        # For signs that the keyboard lacks xdotool changes its layout, which takes a while to get around.
        window.type(text, delay=100)
        window.keys("Return")
        self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], text)
        self.display.picture("scripts")

    def test_shortcuts_work_and_write_nothing_on_a_keyboard_without_latin_letters(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        subprocess.run(["setxkbmap", "-layout", "ru"], env=self.display.environment, check=True)
        with self.display.clipboard_holds(" pasted "):
            # By their places: A, Ctrl+V, D.
            window.keys("38")
            self.display.xdotool("keydown", 37)
            window.keys("55")
            self.display.xdotool("keyup", 37)
            window.keys("40", "Return")
            self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "ф pasted в")

    def test_messages_that_were_marked_with_the_pointer_reach_the_clipboard(self):
        server = self.server()
        ada = self.client(server, "ada")
        for text in ("the first line", "the second line"):
            ada.say(text, ref=text)
            ada.wait_event("sent", ref=text)
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("mine")
        window.keys("Return")
        ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "mine")
        # From the top of the conversation down to the composer: everything that was said.
        window.drag((400, 60), (1000, 690))
        self.display.picture("marked")
        window.keys("ctrl+c")
        copied = self.display.clipboard(lambda text: "the second line" in text)
        self.assertRegex(copied, r"(?s)\[.*\] ada: the first line\n\[.*\] ada: the second line\n\[.*\] harbor: mine")

    def test_a_text_that_is_pasted_is_sent_and_a_long_one_is_asked_about(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        with self.display.clipboard_holds("pasted: äöü"):
            window.keys("ctrl+v", "Return")
            self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "pasted: äöü")
        rows = "\n".join(f"row {number}" for number in range(30))
        with self.display.clipboard_holds(rows):
            window.keys("ctrl+v")
            self.display.picture("long-paste")
            # The dialog has the keyboard: Tab leads to its buttons, the first of them is the one for a message.
            window.keys("Escape")
            window.type("nothing of it")
            window.keys("Return")
        said = ada.wait_for(lambda e: e["event"] == "message" and e["text"] != "pasted: äöü")
        self.assertEqual(said["text"], "nothing of it")

    def test_what_is_marked_elsewhere_is_pasted_with_the_middle_button(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        with self.display.clipboard_holds("marked elsewhere", selection="primary"):
            window.click(640, 400, button=2)
            window.keys("Return")
            self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "marked elsewhere")
        window.drag((400, 60), (1000, 690))
        self.assertIn("marked elsewhere", self.display.clipboard(lambda text: "harbor" in text, selection="primary"))

    def test_a_draft_is_still_there_after_a_restart(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("not sent yet")
        window.keys("ctrl+q")
        self.assertEqual(window.end(), (0, ""))
        again = self.window("--connect", server.address, "--name", "harbor")
        again.wait_for_title("#lobby - Crosstalk")
        again.keys("Return")
        self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "not sent yet")

    def test_a_chord_that_ends_while_the_window_is_busy_counts(self):
        server = self.server()
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        before = self.display.view()
        self.display.xdotool("keydown", "ctrl", "key", "comma")
        self.display.wait_for_another_view(before)
        with window.held():
            self.display.xdotool("keydown", "q", "keyup", "ctrl", "keyup", "q")
        self.assertEqual(window.end(), (0, ""))

    def test_it_works_at_every_size(self):
        server = self.server()
        ada = self.client(server, "ada")
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        for width, height in ((480, 360), (480, 800), (700, 900), (1900, 1100), (1280, 800)):
            window.resize(width, height)
            text = f"at {width} x {height}"
            window.type(text)
            window.keys("Return")
            self.assertEqual(ada.wait_for(lambda e, text=text: e["event"] == "message" and e["text"] == text)["text"],
                             text)
            self.display.picture(f"size-{width}x{height}")

    def test_rooms_are_reached_without_a_pointer(self):
        server = self.server()
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("/create Board games")
        window.keys("Return")
        window.wait_for_title("#Board games - Crosstalk")
        window.keys("alt+Left")
        window.wait_for_title("#lobby - Crosstalk")
        window.keys("ctrl+2")
        window.wait_for_title("#Board games - Crosstalk")
        window.keys("alt+Up")
        window.wait_for_title("#lobby - Crosstalk")
        window.keys("ctrl+k")
        window.type("bgam")
        self.display.picture("switcher")
        window.keys("Return")
        window.wait_for_title("#Board games - Crosstalk")
        for name, keys in (("shortcuts", "F1"), ("settings", "ctrl+comma"), ("search", "ctrl+shift+f")):
            window.keys(keys)
            self.display.picture(name)
            window.keys("Escape")
        # The Esc ladder leads back to the conversation, where letters go into the composer.
        window.keys("Escape", "Escape")
        ada = self.client(server, "ada")
        ada.do('/join "Board games"')
        window.type("still here")
        window.keys("Return")
        self.assertEqual(ada.wait_for(lambda e: e["event"] == "message")["text"], "still here")

    def test_settings_count_at_once_and_stand_in_a_file(self):
        server = self.server()
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.keys("ctrl+plus", "ctrl+plus", "ctrl+q")
        self.assertEqual(window.end(), (0, ""))
        with open(os.path.join(self.path("window"), "settings.toml"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"(?s)\[look\].*zoom = 120")

    def test_closing_the_window_ends_the_program_with_status_0_and_nothing_is_lost(self):
        server = self.server()
        window = self.window(server.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        server.kill()
        window.type("kept for later")
        window.keys("Return")
        window.keys("ctrl+q")
        self.assertEqual(window.end(), (0, ""))
        server.start()
        again = Client(self.path("window"), "--connect", server.address)
        self.addCleanup(lambda: again.process.poll() is None and again.kill())
        again.wait_for(lambda e: e["event"] == "message" and e["text"] == "kept for later")

    def test_a_link_that_is_opened_leads_into_the_window_that_is_open_and_asks_before_it_leaves(self):
        attic = self.server("--name", "Attic LAN")
        club = self.server("--name", "Club")
        ada = self.client(club, "ada")
        window = self.window(attic.ready["invite"], "--name", "harbor")
        window.wait_for_title("#lobby - Crosstalk")
        window.type("/create Attic only")
        window.keys("Return")
        window.wait_for_title("#Attic only - Crosstalk")
        before = self.display.view()
        second = subprocess.run([program("crosstalk"), "--profile", self.path("window"), club.ready["invite"]],
                                env=self.display.environment, capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual((second.returncode, second.stderr.decode()), (0, ""))
        self.display.wait_for_another_view(before)
        self.display.picture("follow-invite")
        window.click(780, 505)  # Leave and join
        window.wait_for_title("#lobby - Crosstalk")
        ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "harbor")

    def test_what_keeps_it_from_starting_is_said_in_a_small_window(self):
        with open(self.path("no-folder"), "w", encoding="utf-8"):
            pass
        started = subprocess.Popen([program("crosstalk"), "--profile", self.path("no-folder")],
                                   env=self.display.environment, stderr=subprocess.PIPE)
        box = self.display.xdotool("search", "--sync", "--onlyvisible", "--name", "Crosstalk").split()[0]
        self.display.xdotool("windowfocus", "--sync", box)
        self.display.xdotool("key", "Return")
        with started:
            self.assertIn(b"no-folder cannot be made", started.stderr.read())
        self.assertEqual(started.returncode, 1)

    def test_without_a_display_it_says_so(self):
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
        result = subprocess.run([program("crosstalk"), "--profile", self.path("p")], env=environment,
                                capture_output=True, timeout=PATIENCE, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn("crosstalk-cli", result.stderr.decode())


if __name__ == "__main__":
    unittest.main()
