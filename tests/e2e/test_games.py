"""Games between terminals and against the bot of examples/, over a crash of the server."""

import unittest

from bots import Bot
from crosstalk import Test


class Games(Test):
    def setUp(self):
        super().setUp()
        self.served = self.server()
        self.ada = self.client(self.served, "ada")
        self.ben = self.client(self.served, "ben")
        self.eve = self.client(self.served, "eve")

    @staticmethod
    def game(client, id, **fields):
        """The next event about the game, or one that has come, whose game has these fields."""
        def fits(event):
            return event.get("id") == id and all(event.get("game", {}).get(k) == v for k, v in fields.items())
        return next((e for e in reversed(client.events) if fits(e)), None) or client.wait_for(fits)

    def everybody_sees(self, id, **fields):
        return [self.game(client, id, **fields)["game"] for client in (self.ada, self.ben, self.eve)]

    def challenge(self, by, whom, terms=""):
        id = by.do(f"/ttt {whom} {terms}")["id"]
        self.everybody_sees(id, state="offered")
        return id

    def move(self, who, cell, id):
        number = self.game(who, id)["game"]["next_number"]
        who.do(f"/move {cell} id:{id}")
        return self.everybody_sees(id, next_number=number + 1)[0]

    def board(self, id):
        return self.eve.do(f"/board id:{id}")

    def test_a_series_is_played_watched_and_survives_a_crash_of_the_server(self):
        ada, ben, eve = self.ada, self.ben, self.eve
        first = self.challenge(ada, "ben", "3x3 first")
        ben.do("/accept")
        self.everybody_sees(first, state="playing")
        for who, cell in ((ada, "a1"), (ben, "b2"), (ada, "b1"), (ben, "c3"), (ada, "3")):
            game = self.move(who, cell, first)
        self.assertEqual(game["state"], "won")
        self.assertEqual(game["winner"]["name"], "ada")
        self.assertEqual(game["board"], ["XXX", ".O.", "..O"])
        self.assertEqual(game["words"], "ada (X) won.")

        ada.do("/rematch")
        self.game(ben, first, rematch="offered")
        second = ben.do("/rematch")["id"]
        self.assertNotEqual(second, first)
        began = self.everybody_sees(second, state="playing")[0]
        self.assertEqual(began["previous"], first)
        self.assertEqual(began["turn"]["name"], "ben", "sides change")
        self.move(ben, "b2", second)
        self.move(ada, "a1", second)

        self.served.kill()
        for client in (ada, ben, eve):
            client.wait_event("connection", state="offline")
        self.served.start()
        for client in (ada, ben, eve):
            client.wait_event("connection", state="online")
        for who, cell in ((ben, "a2"), (ada, "b1"), (ben, "c2")):
            game = self.move(who, cell, second)
        self.assertEqual(game["winner"]["name"], "ben")
        self.assertEqual(game["series"], {"challenger": 1, "challenged": 1, "draws": 0})
        self.assertIn("Series 1 to 1", game["words"])

        top = eve.do("/top")
        self.assertEqual({row["user"]["name"]: (row["wins"], row["losses"]) for row in top["rows"]},
                         {"ada": (1, 1), "ben": (1, 1)})
        self.assertIsNone(top["own"], "who watches has played nothing")
        found = self.board(second)
        self.assertEqual([move["move"] for move in found["record"]], ["b2", "a1", "a2", "b1", "c2"])
        listed = ada.do("/games mine finished")["games"]
        self.assertEqual([entry["id"] for entry in listed], [second, first])
        for client in (ada, ben, eve):
            self.assertEqual(client.end(), 0)

    def test_what_is_against_the_rules_is_refused_in_words_and_changes_nothing(self):
        id = self.challenge(self.ada, "ben", "first")
        self.assertIn("the other player", self.ada.do(f"/accept id:{id}", refused="against_rules")["text"])
        self.ben.do("/accept")
        self.everybody_sees(id, state="playing")
        self.move(self.ada, "b2", id)
        before = self.board(id)["game"]
        self.assertIn("You do not play", self.eve.do(f"/move a1 id:{id}", refused="against_rules")["text"])
        self.assertIn("not your turn", self.ada.do("/move a1", refused="against_rules")["text"])
        self.assertIn("taken", self.ben.do("/move b2", refused="against_rules")["text"])
        self.assertIn("a1 to c3", self.ben.do("/move d4", refused="wrong_argument")["text"])
        self.assertIn("no game", self.eve.do("/resign", refused="no_such_message")["text"])
        self.assertEqual(self.board(id)["game"], before)

    def test_a_challenge_is_declined_or_taken_back(self):
        id = self.challenge(self.ada, "ben", "10s")
        self.ben.do("/decline busy")
        self.assertEqual(self.everybody_sees(id, state="declined")[2]["decline_reason"], "busy")
        id = self.challenge(self.ada, "", "4x4")
        self.ada.do("/abort")
        self.everybody_sees(id, state="cancelled")
        self.assertIn("no longer open", self.eve.do(f"/accept id:{id}", refused="against_rules")["text"])

    def test_a_client_that_is_started_again_goes_on_with_its_game(self):
        id = self.challenge(self.ada, "ben", "first")
        self.ben.do("/accept")
        self.everybody_sees(id, state="playing")
        self.move(self.ada, "b2", id)
        self.ben.kill()
        self.ben = self.client(self.served, "ben")
        self.ben.do("/move a1")
        self.assertEqual(self.game(self.ada, id, next_number=3)["game"]["board"], ["O..", ".X.", "..."])

    # --- the bot

    def my_turn(self, id):
        return self.ada.wait_for(lambda e: e.get("id") == id and e["event"] == "game" and (
            e["game"]["state"] not in ("playing", "paused") or (e["game"]["turn"] or {}).get("name") == "ada"))["game"]

    def play_out(self, id, interrupt=lambda: None):
        """Takes the first free cell each time; returns the game when it is over."""
        game = self.my_turn(id)
        while game["state"] in ("playing", "paused"):
            self.ada.do(f"/move {''.join(game['board']).index('.') + 1} id:{id}")
            interrupt()
            interrupt = lambda: None
            game = self.my_turn(id)
        return game

    def test_the_bot_accepts_plays_to_the_end_and_once_more_though_it_is_killed(self):
        bot = Bot(self, self.served, "ttt", "tic")
        self.ada.wait_for(lambda e: e["event"] == "presence" and e["user"]["name"] == "tic")

        def kill_and_start():
            bot.kill()
            Bot(self, self.served, "ttt", "tic")

        first = self.ada.do("/ttt tic first")["id"]
        game = self.play_out(first, kill_and_start)
        self.assertTrue(game["state"] == "drawn" or game["winner"]["name"] == "tic", game["words"])
        self.ada.do("/rematch")
        second = self.ada.wait_for(lambda e: e["event"] == "message" and e["game"]["previous"] == first)["id"]
        # The bot has moved first; what it has said since may have come before the message was looked for.
        game = self.play_out(second)
        self.assertTrue(game["state"] == "drawn" or game["winner"]["name"] == "tic", game["words"])
        other = self.ada.do("/ttt tic ultimate")["id"]
        self.assertEqual(self.game(self.ada, other, state="declined")["game"]["decline_reason"], "other")


if __name__ == "__main__":
    unittest.main()
