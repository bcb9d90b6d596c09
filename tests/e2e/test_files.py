"""Files between real programs, with everybody killed in the middle: what arrives is equal to the byte."""

import hashlib
import os
import unittest

from crosstalk import Test

LARGE = 50 * 1024 * 1024
# Some seconds for LARGE: there is a middle of it to be killed in.
SLOWLY = ("--upload-limit", "20000", "--download-limit", "20000")


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Files(Test):
    def make(self, name, size):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(os.urandom(size))
        return path

    def downloads(self, name):
        return self.path("downloads-" + name)

    def person(self, server, name, *flags):
        return self.client(server, name, "--downloads", self.downloads(name), *flags)

    @staticmethod
    def send(client, *words, ref):
        client.type('{"command":"/file %s","ref":"%s"}' % (" ".join(words), ref))

    @staticmethod
    def middle_of(client, kind):
        """Something has moved, and not all of it."""
        return client.wait_for(lambda e: e["event"] == "transfer" and e["kind"] == kind and 0 < e["moved"] < e["size"])

    def parts(self, name):
        folder = self.downloads(name)
        return [f for f in os.listdir(folder) if f.endswith(".crosstalk-part")] if os.path.isdir(folder) else []

    def test_a_file_and_its_text_arrive_equal_to_the_byte(self):
        server = self.server()
        ada, bob = self.person(server, "ada"), self.person(server, "bob")
        sent = self.make("plan.pdf", 300_000)
        self.send(ada, sent, "the", "plan", ref="1")
        ada.wait_event("sent", ref="1")
        message = bob.wait_for(lambda e: e["event"] == "message" and e.get("files"))
        self.assertEqual(message["text"], "the plan")
        self.assertEqual(message["files"][0]["name"], "plan.pdf")
        self.assertEqual(message["files"][0]["sha256"], digest(sent))
        bob.do(f"/get {message['seq']}")
        done = bob.wait_event("transfer", state="done")
        self.assertEqual(done["path"], os.path.join(self.downloads("bob"), "plan.pdf"))
        self.assertEqual(digest(done["path"]), digest(sent))
        self.assertEqual(os.stat(done["path"]).st_mode & 0o111, 0)
        # A second one beside it, under a name of its own.
        bob.do(f"/get {message['seq']} {self.downloads('bob')}")
        again = bob.wait_for(lambda e: e["event"] == "transfer" and e["state"] == "done" and e["path"] != done["path"])
        self.assertEqual(os.path.basename(again["path"]), "plan (2).pdf")

    def test_the_end_of_the_input_waits_for_what_is_sent_and_saved(self):
        server = self.server()
        ada = self.person(server, "ada")
        sent = self.make("film.bin", LARGE // 5)
        self.send(ada, sent, ref="1")
        self.assertEqual(ada.end(), 0)
        self.assertTrue(any(e["event"] == "sent" for e in ada.events))
        bob = self.person(server, "bob")
        message = next((e for e in bob.messages() if e.get("files")), None) or bob.wait_for(
            lambda e: e["event"] == "message" and e.get("files"))
        bob.type(f"/get {message['seq']}")
        self.assertEqual(bob.end(), 0)
        self.assertEqual(digest(os.path.join(self.downloads("bob"), "film.bin")), digest(sent))

    def test_the_server_killed_in_the_middle_of_both_ways(self):
        server = self.server()
        ada, bob = self.person(server, "ada", *SLOWLY), self.person(server, "bob", *SLOWLY)
        sent = self.make("film.bin", LARGE)
        self.send(ada, sent, ref="1")
        for _ in range(3):
            self.middle_of(ada, "send")
            server.kill()
            server.start()
        ada.wait_event("sent", ref="1")
        message = bob.wait_for(lambda e: e["event"] == "message" and e.get("files"))
        bob.do(f"/get {message['seq']}")
        for _ in range(2):
            self.middle_of(bob, "save")
            server.kill()
            server.start()
        done = bob.wait_for(lambda e: e["event"] == "transfer" and e["state"] == "done")
        self.assertEqual(digest(done["path"]), digest(sent))
        self.assertEqual(self.parts("bob"), [])

    def test_the_clients_killed_in_the_middle(self):
        server = self.server()
        ada, bob = self.person(server, "ada", *SLOWLY), self.person(server, "bob", *SLOWLY)
        sent = self.make("film.bin", LARGE)
        self.send(ada, sent, ref="1")
        self.middle_of(ada, "send")
        ada.kill()
        ada = self.person(server, "ada", *SLOWLY)
        ada.wait_event("sent", ref="1")
        message = bob.wait_for(lambda e: e["event"] == "message" and e.get("files"))
        self.assertEqual(sum(1 for e in bob.messages() if e.get("files")), 1, "posted once")
        bob.do(f"/get {message['seq']}")
        self.middle_of(bob, "save")
        bob.kill()
        self.assertEqual(len(self.parts("bob")), 1)
        bob = self.person(server, "bob", *SLOWLY)
        done = bob.wait_for(lambda e: e["event"] == "transfer" and e["state"] == "done")
        self.assertEqual(digest(done["path"]), digest(sent))
        self.assertEqual(os.listdir(self.downloads("bob")), ["film.bin"])

    def test_chat_goes_on_while_a_file_moves_and_a_cancelled_one_leaves_nothing(self):
        server = self.server()
        ada, bob = self.person(server, "ada", *SLOWLY), self.person(server, "bob", *SLOWLY)
        self.send(ada, self.make("film.bin", LARGE), ref="1")
        moving = self.middle_of(ada, "send")
        ada.say("meanwhile", ref="2")
        bob.wait_event("message", text="meanwhile")
        ada.do(f"/cancel-transfer {moving['transfer']}")
        ada.wait_event("transfer_gone", transfer=moving["transfer"])
        ada.say("and after", ref="3")
        bob.wait_event("message", text="and after")
        self.assertFalse(any(e.get("files") for e in bob.messages()))

    def test_files_are_saved_by_the_rule_and_programs_never(self):
        server = self.server()
        ada, bob = self.person(server, "ada"), self.person(server, "bob", "--save-files", "all:1")
        for name, size in (("notes.txt", 100), ("setup.exe", 100), ("large.txt", 2_000_000)):
            self.send(ada, self.make(name, size), ref=name)
            ada.wait_event("sent", ref=name)
        done = bob.wait_event("transfer", state="done")
        self.assertTrue(done["by_itself"])
        bob.end()
        self.assertEqual(os.listdir(self.downloads("bob")), ["notes.txt"])

    def test_a_folder_that_may_not_be_written_says_what_to_do(self):
        server = self.server()
        ada, bob = self.person(server, "ada"), self.person(server, "bob")
        self.send(ada, self.make("plan.pdf", 1000), ref="1")
        message = bob.wait_for(lambda e: e["event"] == "message" and e.get("files"))
        in_the_way = self.make("in-the-way", 1)
        bob.do(f"/get {message['seq']} {in_the_way}/below/plan.pdf")
        failed = bob.wait_event("transfer", state="failed")
        self.assertIn("another folder", failed["reason"])
        bob.say("still here")
        bob.wait_event("message", text="still here")

    def test_what_cannot_be_sent_is_refused_with_its_reference(self):
        server = self.server("--limit", "file-bytes=1048576")
        ada = self.person(server, "ada")
        self.send(ada, self.path("nowhere.txt"), ref="1")
        self.assertEqual(ada.wait_event("error", ref="1")["code"], "file")
        self.send(ada, self.make("large.bin", 2_000_000), ref="2")
        self.assertIn("larger", ada.wait_event("error", ref="2")["text"])
        self.send(ada, self.make("empty.txt", 0), ref="3")
        ada.wait_event("sent", ref="3")


if __name__ == "__main__":
    unittest.main()
