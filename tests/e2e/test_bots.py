"""The bots of examples/ as docs/bots.md tells to run them, killed and restarted in the middle of their work."""

import os
import subprocess
import sys
import unittest

from bots import EXAMPLES, Bot, kill_with_children
from crosstalk import Test, program


class Bots(Test):
    def setUp(self):
        super().setUp()
        self.served = self.server("--limit", "posts-per-second=1000", "--limit", "room-posts-per-second=1000")
        self.ada = self.client(self.served, "ada")

    def ask(self, text, room="#lobby"):
        """Says it and returns the id of the message."""
        self.count += 1
        self.ada.say(text, ref=self.count, room=room)
        return self.ada.wait_event("sent", ref=self.count)["id"]

    def answer_to(self, id):
        found = [m for m in self.ada.messages() if m.get("reply_to", {}).get("id") == id]
        return found[0] if found else self.ada.wait_for(
            lambda e: e["event"] == "message" and e.get("reply_to", {}).get("id") == id)

    def answers_to(self, id):
        return [m["text"] for m in self.ada.messages() if m.get("reply_to", {}).get("id") == id]

    def wait_until_here(self, name, state="online"):
        self.ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == name and e["state"] == state)

    def wait_until_gone(self, name):
        self.wait_until_here(name, "offline")

    def test_the_few_lines_of_the_document_are_a_bot(self):
        with open(os.path.join(EXAMPLES, "..", "docs", "bots.md"), encoding="utf-8") as file:
            code = file.read().split("```python\n")[1].split("```")[0]
        self.client(self.served, "pong").end()
        self.wait_until_gone("pong")
        for old, new in (('"crosstalk-cli"', repr(program("crosstalk-cli"))), ('"192.168.1.20"', repr(self.served.address)),
                         ('"bot"', repr(self.path("profile-pong")))):
            self.assertIn(old, code)
            code = code.replace(old, new)
        process = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdin=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        self.addCleanup(kill_with_children, process)
        self.wait_until_here("pong")
        self.assertEqual(self.answer_to(self.ask("ping"))["text"], "pong")

    def test_the_echo_bot_answers_in_rooms_and_alone(self):
        Bot(self, self.served, "echo")
        self.wait_until_here("echo")
        answer = self.answer_to(self.ask("!echo hello **there**"))
        self.assertEqual(answer["text"], "hello **there**")
        self.assertEqual(answer["from"]["name"], "echo")
        self.ada.do("/create-private den")
        self.ada.do("/invite echo")
        self.ada.wait_for(lambda e: e["event"] == "joined" and e["user"]["name"] == "echo" and e["room"] == "#den")
        self.assertEqual(self.answer_to(self.ask("!echo in the den", room="#den"))["room"], "#den")
        self.assertEqual(self.answer_to(self.ask("!echo alone", room="@echo"))["room"], "@echo")

    def test_the_echo_bot_answers_everything_once_however_often_it_is_killed(self):
        asked = []
        for _ in range(4):
            asked.append(self.ask(f"!echo asleep {len(asked)}"))
            bot = Bot(self, self.served, "echo")
            self.answer_to(asked[-1])
            asked += [self.ask(f"!echo awake {len(asked) + i}") for i in range(20)]
            bot.kill()
        Bot(self, self.served, "echo")
        for id in asked:
            self.answer_to(id)
        # What is said later is answered later: had there been a second answer, it would be here.
        self.answer_to(self.ask("!echo last"))
        for id in asked:
            self.assertEqual(len(self.answers_to(id)), 1)

    def test_the_echo_bot_lives_through_a_restart_of_the_server(self):
        Bot(self, self.served, "echo")
        self.wait_until_here("echo")
        self.assertEqual(self.served.stop(), 0)
        self.ada.wait_event("connection", state="offline")
        self.served.start()
        self.assertEqual(self.answer_to(self.ask("!echo still there?"))["text"], "still there?")

    def test_the_reminder_bot_reminds_in_time_and_keeps_its_promises_over_restarts(self):
        bot = Bot(self, self.served, "reminder")
        self.wait_until_here("reminder")
        soon = self.ask("!remind 1s the tea")
        self.assertEqual(self.answer_to(soon)["text"], '@"ada" the tea')
        self.assertIn(self.ada.me["id"], self.answer_to(soon)["mentions"])
        later = self.ask("!remind 2s the soup")
        self.ask("!remind me of nothing")
        bot.kill()
        self.wait_until_gone("reminder")
        missed = self.ask("!remind 0s while you were away")
        Bot(self, self.served, "reminder")
        self.answer_to(missed)
        self.answer_to(later)
        self.answer_to(self.ask("!remind 0s the end"))
        for id in (soon, later, missed):
            self.assertEqual(len(self.answers_to(id)), 1)

    def test_the_reminder_bot_finds_an_old_request_behind_many_messages(self):
        bot = Bot(self, self.served, "reminder")
        self.wait_until_here("reminder")
        old = self.ask("!remind 3600s too late")
        soon = self.ask("!remind 3s this one")
        wait = os.path.join(self.path("profile-reminder"), "reminders.json")
        self.answer_to(self.ask("!remind 0s now"))  # by now the bot has written down what is open
        bot.kill()
        self.assertTrue(os.path.exists(wait))
        for i in range(250):
            self.ada.say(f"talk {i}")
        self.ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "talk 249")
        Bot(self, self.served, "reminder")
        self.answer_to(soon)
        self.assertEqual(self.answers_to(old), [])


if __name__ == "__main__":
    unittest.main()
