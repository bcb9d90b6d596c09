"""Names of files and folders, with a server and clients for Windows. CROSSTALK_NATIVE is a folder with programs of this system."""

import contextlib
import json
import os
import unittest
from unittest import mock

import crosstalk
from crosstalk import Test


@contextlib.contextmanager
def programs_of_this_system():
    with mock.patch.object(crosstalk, "BIN", os.environ["CROSSTALK_NATIVE"]):
        yield


class Names(Test):
    def test_folders_have_names_of_every_script(self):
        folder = self.path("Zoë und 日本語 данные")
        server = self.server(data=os.path.join(folder, "Größe"))
        ada = self.client(server, "ada", profile="профиль ä")
        ada.say("Grüße aus 東京", ref="1")
        ada.wait_event("sent", ref="1")
        self.assertTrue(os.path.exists(os.path.join(folder, "Größe", "journal.db")))
        self.assertTrue(os.path.exists(self.path("профиль ä/profile.db")))
        server.kill()
        server.start()
        bob = self.client(server, "bob", profile="профиль bob")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == "Grüße aus 東京")

    @unittest.skipUnless("CROSSTALK_NATIVE" in os.environ, "needs a client that may have files of any name")
    def test_a_reserved_name_is_saved_under_another(self):
        server = self.server()
        with programs_of_this_system():
            ada = self.client(server, "ada")
        bob = self.client(server, "bob", "--downloads", self.path("saved"))
        for number, name in enumerate(("aux.txt", "COM1", "Ünïcode – 文書.txt")):
            body = os.urandom(1000)
            with open(self.path(name), "wb") as file:
                file.write(body)
            ada.type(json.dumps({"command": f'/file "{self.path(name)}"', "ref": str(number)}))
            message = bob.wait_for(lambda e: e["event"] == "message" and e.get("files"))
            bob.do(f"/get {message['seq']}")
            done = bob.wait_for(lambda e: e["event"] == "transfer" and e["state"] == "done")
            with open(done["path"], "rb") as file:
                self.assertEqual(file.read(), body)
            stem = os.path.basename(done["path"]).split(".")[0].casefold()
            self.assertNotIn(stem, ("aux", "com1"))


if __name__ == "__main__":
    unittest.main()
