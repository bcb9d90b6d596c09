"""The server killed in the middle of everything: acknowledged means there once, in order, for ever.

CROSSTALK_KILLS=200 makes it longer."""

import os
import threading
import unittest

from crosstalk import Client, Test

KILLS = int(os.environ.get("CROSSTALK_KILLS", "10"))
SENDERS = 8


class Kills(Test):
    def test_acknowledged_messages_survive_every_kill_once_and_in_order(self):
        server = self.server("--limit", "post-burst=100000", "--limit", "posts-per-second=100000", "--limit",
                             "room-posts-per-second=100000")
        senders = [self.client(server, f"sender {i}") for i in range(SENDERS)]
        sent = [0] * SENDERS
        acknowledged = [[] for _ in range(SENDERS)]
        stop = threading.Event()
        progress = threading.Condition()

        def drive(index):
            sender = senders[index]
            while not stop.is_set():
                for _ in range(8):
                    sender.say(f"{index}:{sent[index]}", ref=str(sent[index]))
                    sent[index] += 1
                while len(acknowledged[index]) < sent[index]:
                    event = sender.wait_event("sent")
                    acknowledged[index].append((int(event["ref"]), event["seq"]))
                    with progress:
                        progress.notify_all()

        threads = [threading.Thread(target=drive, args=(i,)) for i in range(SENDERS)]
        for thread in threads:
            thread.start()
        for _ in range(KILLS):
            # Something was acknowledged since the last start, so the kill comes in the middle of work.
            before = sum(len(a) for a in acknowledged)
            with progress:
                self.assertTrue(progress.wait_for(lambda: sum(len(a) for a in acknowledged) > before + SENDERS, 60))
            server.kill()
            server.start()
        stop.set()
        for thread in threads:
            thread.join(120)
            self.assertFalse(thread.is_alive())

        for index in range(SENDERS):
            self.assertEqual([ref for ref, _ in acknowledged[index]], list(range(sent[index])), "in order, each once")
            places = [seq for _, seq in acknowledged[index]]
            self.assertEqual(places, sorted(set(places)))
        # Everybody saw the same room: every message once, in one order.
        total = sum(sent)
        rooms = []
        for sender in senders:
            self.assertEqual(sender.end(), 0)
        reader = Client(self.path("profile-sender 0"), "--connect", server.address)
        reader.wait_event("ready")
        self.assertEqual(reader.end(), 0)
        for index, sender in enumerate(senders):
            room = {m["seq"]: m["text"] for m in sender.messages()}
            if index == 0:
                room.update({m["seq"]: m["text"] for m in reader.messages()})
            rooms.append(room)
        complete = rooms[0]
        self.assertEqual(len(complete), total)
        self.assertEqual(len(set(complete.values())), total)
        for index in range(SENDERS):
            for ref, seq in acknowledged[index]:
                self.assertEqual(complete[seq], f"{index}:{ref}")
            for seq, text in rooms[index].items():
                self.assertEqual(complete[seq], text)

    def test_everything_is_back_after_a_restart(self):
        server = self.server()
        ada = self.client(server, "ada")
        texts = [f"line {n}" for n in range(20)]
        for text in texts:
            ada.say(text, ref=text)
        ada.wait_event("sent", ref=texts[-1])
        server.kill()
        server.start()
        bob = self.client(server, "bob")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == texts[-1])
        self.assertEqual([m["text"] for m in bob.messages()], texts)
        self.assertTrue(all(m["history"] for m in bob.messages()))
        # And both are back by themselves.
        bob.say("welcome back", ref="b")
        ada.wait_for(lambda e: e["event"] == "message" and e["text"] == "welcome back")

    def test_a_newcomer_gets_the_last_50_and_history_brings_the_rest(self):
        server = self.server("--limit", "post-burst=1000", "--limit", "room-posts-per-second=1000")
        ada = self.client(server, "ada")
        for number in range(120):
            ada.say(str(number), ref=str(number))
        ada.wait_event("sent", ref="119")
        bob = self.client(server, "bob")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == "119")
        self.assertEqual([m["text"] for m in bob.messages()], [str(n) for n in range(70, 120)])
        pages = [bob.do("/history"), bob.do("/history")]
        older = [int(m["text"]) for page in reversed(pages) for m in page["messages"]]
        self.assertEqual(older, list(range(70)))
        self.assertEqual([page["more"] for page in pages], [True, False])
        self.assertEqual(bob.do("/history", refused="no_older")["code"], "no_older")

    def test_a_restarted_bot_gets_everything_it_missed(self):
        server = self.server("--limit", "post-burst=1000", "--limit", "room-posts-per-second=1000")
        bot = self.client(server, "bot")
        ada = self.client(server, "ada")
        ada.say("before", ref="before")
        bot.wait_for(lambda e: e["event"] == "message" and e["text"] == "before")
        self.assertEqual(bot.end(), 0)
        for number in range(500):
            ada.say(str(number), ref=str(number))
        ada.wait_event("sent", ref="499")
        again = self.client(server, "bot")
        again.wait_for(lambda e: e["event"] == "message" and e["text"] == "499")
        self.assertEqual([m["text"] for m in again.messages()], [str(n) for n in range(500)])
        self.assertTrue(all(m["history"] for m in again.messages()))


if __name__ == "__main__":
    unittest.main()
