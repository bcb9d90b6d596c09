"""Files in the real window: pasted, looked at, sent, shown, saved without overwriting, over a kill of the server."""

import hashlib
import os
import struct
import subprocess
import unittest
import zlib

from crosstalk import PATIENCE
from drag import Drag
from test_window import Display, Window, has_window
from crosstalk import Test


def png(width, height, row_of=None):
    """A picture of stripes, or of what row_of gives for a line."""
    row_of = row_of or (lambda y: bytes((x * 7 + y) % 256 for x in range(3 * width)))
    rows = b"".join(b"\0" + row_of(y) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@unittest.skipUnless(has_window(), "needs the window, Xvfb, xclip and xdotool")
class FilesInTheWindow(Test):
    def setUp(self):
        super().setUp()
        self.display = Display()
        self.addCleanup(self.display.close)

    def window(self, server, profile="window", home="home"):
        os.makedirs(os.path.join(self.path(home), "Downloads"), exist_ok=True)
        self.display.environment["HOME"] = self.path(home)
        window = Window(self.display, self.path(profile), server.ready["invite"], "--name", "harbor")
        self.addCleanup(window.close)
        window.wait_for_title("#lobby - Crosstalk")
        return window

    def copy_to_clipboard(self, target, data):
        owner = subprocess.Popen(["xclip", "-selection", "clipboard", "-quiet", "-t", target, "-i"],
                                 env=self.display.environment, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        owner.stdin.write(data)
        owner.stdin.close()
        self.addCleanup(owner.wait)
        self.addCleanup(owner.terminate)
        for _ in range(100):
            held = subprocess.run(["xclip", "-selection", "clipboard", "-o", "-t", target],
                                  env=self.display.environment, check=False, capture_output=True, timeout=PATIENCE)
            if held.stdout == data:
                return
            self.display.xdotool("sleep", "0.1")
        self.fail("the clipboard does not hold what was copied")

    def copy_file(self, path):
        self.copy_to_clipboard("text/uri-list", ("file://" + path + "\r\n").encode())

    def set_before_the_start(self, text):
        os.makedirs(self.path("window"), mode=0o700)
        with open(os.path.join(self.path("window"), "settings.toml"), "w", encoding="utf-8") as file:
            file.write(text)

    def file_message(self, client, name):
        return client.wait_for(lambda e: e["event"] == "message" and
                               any(f["name"] == name for f in e.get("files", [])))

    def test_a_pasted_picture_is_looked_at_and_sent_with_its_words(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        window = self.window(server)
        picture = png(320, 200)
        self.copy_to_clipboard("image/png", picture)
        view = self.display.view()
        window.keys("ctrl+v")
        self.display.wait_for_another_view(view)
        self.display.picture("send-a-picture")
        window.type("Saturday")
        window.keys("Return")
        message = self.file_message(ada, "picture.png")
        self.assertEqual(message["text"], "Saturday")
        file = message["files"][0]
        self.assertEqual((file["width"], file["height"], file["size"]), (320, 200, len(picture)))
        self.assertEqual(file["sha256"], hashlib.sha256(picture).hexdigest())
        self.display.picture("a-picture-in-the-conversation")

    def upload_as_far_as_the_middle(self, server):
        """Returns the window and what it was uploading when enough of it had arrived."""
        # Slow enough to be caught in the middle.
        self.set_before_the_start("[files]\nupload-rate = 10\n")
        window = self.window(server)
        data = os.urandom(30_000_000)
        path = self.path("attic-maps-v3.zip")
        with open(path, "wb") as file:
            file.write(data)
        self.copy_file(path)
        view = self.display.view()
        window.keys("ctrl+v")
        self.display.wait_for_another_view(view)
        window.keys("Return")
        self.wait_for_bytes_of(server, len(data))
        return window, data

    def wait_for_all_of_it(self, client, data):
        message = self.file_message(client, "attic-maps-v3.zip")
        self.assertEqual(message["files"][0]["sha256"], hashlib.sha256(data).hexdigest())

    def test_files_that_were_copied_arrive_though_the_server_was_killed(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        _, data = self.upload_as_far_as_the_middle(server)
        server.kill()
        ada.wait_event("connection", state="offline")
        self.assertFalse(any(e.get("files") for e in ada.events))
        self.display.picture("transfers-without-a-server")
        server.start()
        self.wait_for_all_of_it(ada, data)

    def test_a_window_killed_in_the_middle_goes_on_when_it_is_started_again(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        window, data = self.upload_as_far_as_the_middle(server)
        window.process.kill()
        window.process.wait()
        self.assertFalse(any(e.get("files") for e in ada.events))
        self.window(server)
        self.wait_for_all_of_it(ada, data)

    def test_files_that_are_dragged_onto_it_arrive(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        window = self.window(server)
        files = {"harbour at night.png": png(320, 200), "notes.txt": b"bring cables\n"}
        for name, data in files.items():
            with open(self.path(name), "wb") as file:
                file.write(data)
        dragged = Drag(self.display.environment["DISPLAY"], window.id, window.at(640, 400), map(self.path, files))
        self.addCleanup(dragged.close)
        plain = self.display.view()
        self.assertTrue(dragged.enter())
        self.display.wait_for_another_view(plain)  # "Send to #lobby"
        self.display.picture("files-over-the-window")
        covered = self.display.view()
        dragged.leave()
        self.display.wait_for_another_view(covered)
        self.assertTrue(dragged.enter())
        self.display.wait_for_another_view(plain)
        dragged.drop()
        self.display.wait_for_another_view(covered)
        self.display.wait_for_another_view(plain)  # the dialog
        self.display.picture("dropped-files")
        window.keys("Return")
        message = self.file_message(ada, "notes.txt")
        self.assertEqual({f["name"]: f["sha256"] for f in message["files"]},
                         {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})

    def test_a_smaller_copy_is_sent_and_leaves_nothing_behind(self):
        server = self.server("--name", "Attic LAN")
        ada = self.client(server, "ada")
        self.set_before_the_start("[files]\nsmaller-copies = true\n")
        window = self.window(server)
        picture = self.path("harbour.png")
        with open(picture, "wb") as file:
            file.write(png(2400, 400, lambda _: os.urandom(3 * 2400)))
        self.copy_file(picture)
        view = self.display.view()
        window.keys("ctrl+v")
        self.display.wait_for_another_view(view)
        self.display.picture("send-a-smaller-copy")
        window.keys("Return")
        file = self.file_message(ada, "harbour.jpg")["files"][0]
        self.assertEqual((file["width"], file["height"]), (1920, 320))
        self.assertLess(file["size"], os.path.getsize(picture))
        outgoing = os.path.join(self.path("window"), "outgoing")
        for _ in range(100):
            if not os.listdir(outgoing):
                break
            self.display.xdotool("sleep", "0.1")
        self.assertEqual(os.listdir(outgoing), [])

    def wait_for_bytes_of(self, server, size):
        """Until the server has some of an upload, and not all of it."""
        folder = os.path.join(server.data, "files", "uploads")
        for _ in range(200):
            for name in os.listdir(folder):
                if name.endswith(".part") and 0 < os.path.getsize(os.path.join(folder, name)) < size:
                    return
            self.display.xdotool("sleep", "0.02")
        self.fail("nothing of the file was on its way")


if __name__ == "__main__":
    unittest.main()
