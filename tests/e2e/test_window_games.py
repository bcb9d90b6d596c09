"""Games in real windows, driven by real keys and a real pointer, with a terminal that watches."""

import contextlib
import unittest

from crosstalk import PATIENCE, Test
from test_window import Display, Window, has_window


@unittest.skipUnless(has_window(), "needs the window, Xvfb, setxkbmap, xclip and xdotool")
class GamesInTheWindow(Test):
    def setUp(self):
        super().setUp()
        self.served = self.server("--name", "Attic LAN")
        self.eve = self.client(self.served, "eve")

    def window(self, name):
        display = Display()
        self.addCleanup(display.close)
        window = Window(display, self.path(name), self.served.ready["invite"], "--name", name)
        self.addCleanup(window.close)
        window.wait_for_title("#lobby - Crosstalk")
        return window

    def game(self, patience=PATIENCE, **fields):
        """The game that has these fields, as soon as the watcher was told of one."""
        def fits(event):
            return all(event.get("game", {}).get(k) == v for k, v in fields.items())
        return self.eve.wait_for(fits, patience)["game"]

    def say(self, window, line):
        """In the composer, wherever the keyboard was, in the place of what stands there."""
        window.display.xdotool("mousemove", 0, 0)  # a pointer that does not move is waited for
        window.click(*self.composer)
        window.keys("ctrl+a")
        window.type(line)
        window.keys("Return")

    # Left of where games stand.
    composer = (500, 740)

    def begin(self):
        self.now = self.game(state="playing", next_number=1)

    def play(self, *moves):
        """By digits, each when the one before has been told. A window that is not in contact yet takes none: it is asked again."""
        for number, (window, cell) in enumerate(moves, self.now["next_number"]):
            for _ in range(10):
                window.keys("ctrl+shift+t", str(cell))
                with contextlib.suppress(AssertionError):
                    self.now = self.game(patience=PATIENCE / 10, next_number=number + 1)
                    break
            self.assertEqual(self.now["next_number"], number + 1)

    def test_a_series_of_three_survives_a_crash_of_the_server_and_stands_in_the_leaderboard(self):
        anna, bert = self.window("anna"), self.window("bert")
        self.say(anna, "/ttt bert first")
        self.game(state="offered")
        anna.display.picture("challenge-sent")
        bert.display.picture("challenge")
        self.say(bert, "/accept")
        self.begin()
        self.play((anna, 5), (bert, 1), (anna, 3), (bert, 2), (anna, 7))
        self.assertEqual((self.now["state"], self.now["winner"]["name"]), ("won", "anna"))
        anna.display.picture("game-won")
        bert.display.picture("game-lost")

        self.say(anna, "/rematch")
        self.game(rematch="offered")
        bert.display.picture("rematch-offered")
        self.say(bert, "/rematch")
        self.begin()
        self.play((bert, 5), (anna, 1))
        self.served.kill()
        self.eve.wait_event("connection", state="offline")
        anna.display.picture("game-without-a-server")
        self.served.start()
        self.eve.wait_event("connection", state="online")
        self.play((bert, 3), (anna, 2), (bert, 7))
        self.assertEqual((self.now["winner"]["name"], self.now["series"]),
                         ("bert", {"challenger": 1, "challenged": 1, "draws": 0}))

        self.say(bert, "/rematch")
        self.game(rematch="offered")
        self.say(anna, "/rematch")
        self.begin()
        self.play((anna, 1), (bert, 2), (anna, 5), (bert, 9), (anna, 3), (bert, 7), (anna, 8), (bert, 4), (anna, 6))
        self.assertEqual(self.now["state"], "drawn")
        anna.display.picture("game-drawn")

        top = self.eve.do("/top")
        self.assertEqual({row["user"]["name"]: (row["wins"], row["draws"], row["losses"]) for row in top["rows"]},
                         {"anna": (1, 1, 1), "bert": (1, 1, 1)})
        before = bert.display.view()
        self.say(bert, "/top")
        bert.display.wait_for_another_view(before)
        bert.display.picture("leaderboard")
        for window in (anna, bert):
            window.keys("ctrl+q")
            self.assertEqual(window.end(), (0, ""))


if __name__ == "__main__":
    unittest.main()
