"""Three people talk: rooms, answers, order, a restart in the middle, and nothing that reaches somebody it is not for."""

import json
import os
import secrets
import select
import signal
import subprocess
import time
import unittest

from crosstalk import PATIENCE, Client, Test, program

try:
    import pty
except ImportError:  # Windows has none
    pty = None


class Three(Test):
    """ada owns the server; bob and cyd are members of it."""

    def setUp(self):
        super().setUp()
        self.served = self.server("--limit", "posts-per-second=1000", "--limit", "room-posts-per-second=1000")
        self.ada = self.client(self.served, "ada")
        self.bob = self.client(self.served, "bob")
        self.cyd = self.client(self.served, "cyd")
        self.ada.do("/claim " + self.served.ready["owner_code"])

    def say(self, client, text, room="#den", **fields):
        """Says it and returns the message as `sent` has it."""
        client.asked += 1
        ref = f"say-{client.asked}"
        client.type(json.dumps({"room": room, "text": text, "ref": ref, **fields}))
        answer = client.wait_for(lambda e: e.get("ref") == ref)
        self.assertEqual(answer["event"], "sent", answer)
        return answer

    def hear(self, client, text):
        """The message of that text, now or as soon as it comes."""
        found = [m for m in client.messages() if m["text"] == text]
        return found[0] if found else client.wait_for(lambda e: e["event"] == "message" and e["text"] == text)

    def event(self, client, kind, **fields):
        """An event of that kind, that came already or will."""
        fits = lambda e: e["event"] == kind and all(e.get(k) == v for k, v in fields.items())
        found = [e for e in client.events if fits(e)]
        return found[-1] if found else client.wait_for(fits)

    def private_room(self, name="den", members=()):
        self.ada.do("/create-private " + name)
        self.event(self.ada, "switched", room="#" + name)
        for member in members:
            self.ada.do(f"/invite {member.me['name']}", room="#" + name)
            self.event(member, "invited", room="#" + name)
            member.do("/join " + name)
            self.event(member, "room_added", room="#" + name)
            self.event(self.ada, "joined", room="#" + name, user=member.me)

    def restart(self):
        self.assertEqual(self.served.stop(), 0)
        self.served.start()

    def again(self, client, name, **options):
        """The same person after a restart of its program."""
        self.assertEqual(client.end(), 0)
        return self.client(self.served, name, **options)


class Conversation(Three):
    def test_a_whole_evening(self):
        ada, bob, cyd = self.ada, self.bob, self.cyd
        self.private_room(members=[bob, cyd])
        first = self.say(ada, "Pizza on **Friday**?")
        self.assertEqual(self.hear(bob, "Pizza on **Friday**?")["seq"], first["seq"])

        reply = self.say(bob, "so do I, @ada", reply_to=first["seq"])
        heard = self.hear(ada, "so do I, @ada")
        self.assertEqual(heard["reply_to"], {"seq": first["seq"], "id": first["id"]})
        self.assertTrue(heard["mention"])
        self.assertNotIn("mention", self.hear(cyd, "so do I, @ada"))

        bob.do("/edit count me in", room="#den")
        self.assertEqual(self.event(cyd, "edited", seq=reply["seq"])["text"], "count me in")
        cyd.do(f"/react {first['seq']} :+1:", room="#den")
        self.assertEqual(self.event(ada, "reaction", seq=first["seq"])["user"], cyd.me)
        ada.do(f"/pin {first['seq']}", room="#den")
        self.event(bob, "pinned", seq=first["seq"], on=True)
        pins = bob.do("/pins", room="#den")
        self.assertEqual([m["id"] for m in pins["messages"]], [first["id"]])
        self.assertEqual(pins["messages"][0]["reactions"], [{"emoji": "👍", "count": 1, "users": [cyd.me["id"]]}])
        hits = cyd.do("/search pizza from:ada in:den")["hits"]
        self.assertEqual([h["id"] for h in hits], [first["id"]])
        self.assertEqual(cyd.do("/search so in:den")["hits"], [], "the edited text has left the index")

        # In the middle of it all the server is restarted.
        self.restart()
        for client in (ada, bob, cyd):
            client.wait_event("connection", state="online")
        self.say(cyd, "still here")
        self.assertFalse(self.hear(ada, "still here")["history"])
        page = bob.do("/history 50", room="#den")
        texts = {m["seq"]: m for m in page["messages"]}
        self.assertEqual(texts[reply["seq"]]["text"], "count me in")
        self.assertIn("edited", texts[reply["seq"]])
        self.assertTrue(texts[first["seq"]]["pinned"])

        bob.do("/delete", room="#den")
        self.event(cyd, "deleted", seq=reply["seq"])
        former = ada.do(f"/edits {reply['seq']}", room="#den", refused=None)
        self.assertEqual(former["texts"], [], "deleted is final")
        self.assertEqual(bob.do(f"/edits {first['seq']}", room="#den", refused="not_found")["event"], "error")

        ada.do("/topic Friday at eight", room="#den")
        self.assertEqual(self.event(bob, "topic")["topic"], "Friday at eight")
        ada.do("/rename pizza", room="#den")
        self.event(bob, "renamed", room="#pizza")
        self.say(bob, "a new name", room="#pizza")

    def test_order_is_kept_and_those_concerned_are_told_who_why_and_how_long(self):
        ada, bob, cyd = self.ada, self.bob, self.cyd
        self.private_room(members=[bob, cyd])
        bob.do("/kick cyd spam", room="#den", refused="not_allowed")

        ada.do("/kick cyd calm down", room="#den")
        removed = self.event(cyd, "room_removed", room="#den")
        self.assertEqual((removed["why"], removed["by"], removed["reason"]), ("kicked", ada.me, "calm down"))
        self.event(bob, "kicked", user=cyd.me)
        cyd.say("not there any more", ref="gone", room="#den")
        self.assertEqual(self.event(cyd, "error", ref="gone")["code"], "no_such_room")
        ada.do("/invite cyd", room="#den")
        cyd.wait_event("invited", room="#den")
        cyd.do("/join den")
        cyd.wait_event("room_added", room="#den")

        ada.do("/ban cyd 1h spam", room="#den")
        removed = cyd.wait_event("room_removed", room="#den")
        self.assertEqual((removed["why"], removed["reason"]), ("banned", "spam"))
        self.assertRegex(removed["until"], r"^\d{4}-")
        bans = ada.do("/bans", room="#den")["bans"]
        self.assertEqual([(b["user"], b["reason"]) for b in bans], [(cyd.me, "spam")])
        ada.do("/invite cyd", room="#den", refused="banned")
        ada.do("/unban cyd", room="#den")
        self.assertEqual(ada.do("/bans", room="#den")["bans"], [])

        ada.do("/mute bob 1h too loud", room="#den")
        standing = self.event(bob, "standing", room="#den")
        self.assertEqual((standing["muted"], standing["by"], standing["reason"]), (True, ada.me, "too loud"))
        bob.say("hmpf", ref="muted", room="#den")
        error = self.event(bob, "error", ref="muted")
        self.assertEqual(error["code"], "muted")
        ada.do("/unmute bob", room="#den")
        self.say(bob, "thank you")

        ada.do("/role bob admin", room="#den")
        self.event(bob, "standing", role="admin")
        bob.do("/posters admins", room="#den")
        ada.do("/invite cyd", room="#den")
        cyd.wait_event("invited", room="#den")
        cyd.do("/join den")
        cyd.wait_event("room_added", room="#den")
        cyd.say("may I?", ref="posters", room="#den")
        self.assertEqual(self.event(cyd, "error", ref="posters")["code"], "not_allowed")
        bob.do("/posters everyone", room="#den")
        bob.do("/slow 3600", room="#den")
        self.say(cyd, "once")
        cyd.say("twice", ref="slow", room="#den")
        error = self.event(cyd, "error", ref="slow")
        self.assertEqual(error["code"], "slow_mode")
        self.assertGreater(error["retry_in_ms"], 0)
        bob.do("/role ada member", room="#den", refused="not_allowed")
        ada.do("/role bob owner", room="#den")
        self.event(ada, "standing", role="admin")
        actions = [e["action"] for e in bob.do("/audit", room="#den")["entries"]]
        for action in ("kicked", "banned", "unbanned", "muted", "unmuted", "role_set", "room_settings"):
            self.assertIn(action, actions)
        ada.do("/dissolve den", room="#den", refused="not_allowed")
        bob.do("/dissolve den", room="#den")
        self.assertEqual(self.event(ada, "room_removed", why="dissolved")["room"], "#den")

    def test_order_on_the_server_reaches_those_who_are_connected_at_once(self):
        ada, bob, cyd = self.ada, self.bob, self.cyd
        ada.do("/server mute bob 1h")
        self.event(bob, "standing", room="#lobby")
        bob.say("hello?", ref="muted")
        self.assertEqual(self.event(bob, "error", ref="muted")["code"], "muted")
        self.say(bob, "but alone I may", room="@ada")
        ada.do("/server unmute bob")
        ada.do("/server kick bob enough")
        self.assertEqual(bob.finish(), 4)
        error = [e for e in bob.events if e["event"] == "error"][-1]
        self.assertIn("enough", error["text"])
        self.assertIn("ada", error["text"])
        bob = self.client(self.served, "bob")
        ada.do("/server ban bob 1h spam")
        self.assertEqual(bob.finish(), 4)
        banned = self.client(self.served, "bob", ready=False)
        self.assertEqual(banned.finish(), 4)
        error = [e for e in banned.events if e["event"] == "error"][-1]
        self.assertEqual(error["code"], "banned")
        self.assertIn("spam", error["text"])
        ada.do("/server unban bob")
        self.client(self.served, "bob")
        ada.do("/server role cyd admin")
        self.event(cyd, "standing", room="#lobby", role="admin")
        cyd.do("/stats")

    def test_somebody_who_is_away_gets_what_was_said_to_her_alone(self):
        self.assertEqual(self.cyd.end(), 0)
        sent = self.say(self.bob, "when you are back", room="@cyd")
        self.bob.do("/msg cyd and one more")
        cyd = self.client(self.served, "cyd")
        heard = self.hear(cyd, "when you are back")
        self.assertEqual((heard["room"], heard["id"], heard["from"]), ("@bob", sent["id"], self.bob.me))
        self.hear(cyd, "and one more")
        self.assertEqual(self.hear(self.bob, "when you are back")["room"], "@cyd")
        self.say(cyd, "I am back", room="@bob")
        self.assertEqual(self.hear(self.bob, "I am back")["room"], "@cyd")

    def test_what_was_changed_while_one_was_away_is_told(self):
        sent = self.say(self.ada, "first", room="#lobby")
        self.hear(self.cyd, "first")
        self.assertEqual(self.cyd.end(), 0)
        self.ada.do(f"/edit {sent['seq']} second")
        cyd = self.client(self.served, "cyd")
        self.assertEqual(self.event(cyd, "changed", seq=sent["seq"])["text"], "second")

    def test_a_new_name_is_the_same_person(self):
        self.say(self.bob, "before", room="#lobby")
        renamed = self.bob.do("/nick Robert")
        self.assertEqual(renamed["event"], "done")
        event = self.event(self.ada, "user_renamed")
        self.assertEqual((event["old_name"], event["user"]), ("bob", {"id": self.bob.me["id"], "name": "Robert"}))
        page = self.ada.do("/history 10")
        self.assertEqual([m["from"]["name"] for m in page["messages"] if m["text"] == "before"], ["Robert"])
        self.ada.do("/nick robert", refused="name_taken")
        self.ada.do("/msg Robert hello")
        self.assertEqual(self.hear(self.bob, "hello")["room"], "@ada")

    def test_an_ignored_person_is_not_heard_until_unignored_over_restarts(self):
        self.bob.do("/ignore cyd")
        self.say(self.cyd, "can you hear me?", room="#lobby")
        self.say(self.ada, "mark one", room="#lobby")
        self.hear(self.bob, "mark one")
        bob = self.again(self.bob, "bob")
        self.assertEqual([u["name"] for u in bob.do("/ignored")["users"]], ["cyd"])
        self.say(self.cyd, "and now?", room="#lobby")
        self.say(self.ada, "mark two", room="#lobby")
        self.hear(bob, "mark two")
        self.assertEqual([m for m in bob.messages() + self.bob.messages() if m["from"]["name"] == "cyd"], [])
        bob.do("/unignore cyd")
        self.say(self.cyd, "at last", room="#lobby")
        self.hear(bob, "at last")

    def test_public_rooms_are_listed_found_by_name_and_locked_ones_by_their_passkey(self):
        self.ada.do("/create Board games")
        self.ada.do("/topic dice", room="#Board games")
        rooms = self.bob.do("/list")["rooms"]
        self.assertEqual([(r["room"], r["topic"], r["members"], r["mine"]) for r in rooms],
                         [("#Board games", "dice", 1, False)])
        self.bob.do("/join board GAMES")
        self.event(self.bob, "room_added", room="#Board games")
        self.private_room("vault")
        passkey = "open sesame " + secrets.token_hex(4)
        self.ada.do("/room-passkey " + passkey, room="#vault")
        self.cyd.do("/join vault", refused="no_such_room")
        self.cyd.do("/join vault wrong", refused="not_found")
        self.cyd.do("/join vault " + passkey)
        self.event(self.cyd, "room_added", room="#vault")
        self.ada.do("/room-passkey off", room="#vault")
        self.bob.do("/join vault " + passkey, refused="not_found")

    def test_presence_and_profiles_are_seen_by_others(self):
        self.bob.do("/busy")
        self.ada.wait_for(lambda e: e["event"] == "presence" and e["user"] == self.bob.me and e["state"] == "busy")
        self.bob.do("/invisible")
        self.ada.wait_for(lambda e: e["event"] == "presence" and e["user"] == self.bob.me and e["state"] == "offline")
        self.bob.do("/status in the kitchen")
        self.bob.do("/bio I bring the cables.")
        self.bob.do("/colour #33aaff")
        person = self.ada.do("/who bob")
        self.assertEqual((person["state"], person["status"], person["bio"], person["colour"]),
                         ("offline", "in the kitchen", "I bring the cables.", "#33aaff"))
        self.assertEqual(self.bob.do("/me-info")["status"], "in the kitchen")

    def test_reading_is_told_in_small_rooms(self):
        sent = self.say(self.bob, "have you read this?", room="@cyd")
        self.hear(self.cyd, "have you read this?")
        self.bob.wait_for(lambda e: e["event"] == "read" and e["user"]["name"] == "cyd" and e["seq"] >= sent["seq"])

    def test_one_more_device_and_a_reclaimed_one(self):
        code = self.bob.do("/link-device")["code"]
        second = self.client(self.served, "whoever", "--code", code)
        self.assertEqual(second.me, self.bob.me)
        devices = self.bob.do("/devices")["devices"]
        self.assertEqual([d["online"] for d in devices], [True, True])
        again = self.client(self.served, "thief", "--code", code, ready=False)
        self.assertEqual(again.end(), 4)
        self.assertEqual([e["code"] for e in again.events if e["event"] == "error"], ["code"])
        self.say(self.ada, "to both", room="@bob")
        self.hear(self.bob, "to both")
        self.hear(second, "to both")
        self.bob.do(f"/unlink {devices[0]['id']}")
        self.assertEqual(second.finish(), 4)

        self.bob.do("/reclaim cyd", refused="not_found")
        code = self.ada.do("/reclaim cyd")["code"]
        found = self.client(self.served, "lost", "--code", code, profile="profile-new")
        self.assertEqual(found.me, self.cyd.me)
        self.assertEqual(self.cyd.finish(), 4, "the old device is shut out")

    def test_invites_are_made_used_up_and_revoked(self):
        made = self.ada.do("/make-invite 1h 1")
        first = Client(self.path("p1"), made["link"], "--name", "dan")
        first.wait_event("ready")
        self.assertEqual(first.end(), 0)
        second = Client(self.path("p2"), made["link"], "--name", "eve")
        self.assertEqual(second.end(), 4)
        made = self.ada.do("/make-invite")
        self.assertIn(made["id"], [i["id"] for i in self.ada.do("/invites")["invites"]])
        self.ada.do(f"/revoke-invite {made['id']}")
        third = Client(self.path("p3"), made["link"], "--name", "eve")
        self.assertEqual(third.end(), 4)
        self.bob.do("/make-invite", refused="not_allowed")
        passkey = self.ada.do("/rotate-passkey")["passkey"]
        old = self.client(self.served, "eve", ready=False)
        self.assertEqual(old.end(), 4)
        self.client(self.served, "eve", passkey=passkey)

    def test_a_room_is_exported_whole(self):
        self.private_room(members=[self.bob])
        for i in range(250):
            self.ada.say(f"line {i}", room="#den")
        self.hear(self.bob, "line 249")
        self.say(self.bob, "two\nlines")
        done = self.ada.do(f"/export {self.path('den.txt')}", room="#den")
        self.assertEqual(done["messages"], 251)
        with open(self.path("den.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.assertEqual(len(lines), 252)
        self.assertRegex(lines[0], r"^\d{4}-\d\d-\d\d \d\d:\d\d \d+ <ada> line 0$")
        self.assertEqual(lines[-1], "    | lines")
        self.ada.do(f"/export {self.path('den.jsonl')} jsonl", room="#den")
        with open(self.path("den.jsonl"), encoding="utf-8") as file:
            messages = [json.loads(line) for line in file]
        self.assertEqual([m["text"] for m in messages[:250]], [f"line {i}" for i in range(250)])
        self.ada.do(f"/export {self.path('den.txt')}", room="#den", refused="file")

    def test_purged_messages_are_gone_everywhere(self):
        self.private_room(members=[self.bob])
        self.say(self.ada, "forget this")
        self.hear(self.bob, "forget this")
        self.ada.do("/purge now", room="#den", refused="not_confirmed")
        self.bob.do("/purge now den", room="#den", refused="not_allowed")
        self.ada.do("/purge now den", room="#den")
        self.event(self.bob, "purged", room="#den")
        self.assertEqual(self.bob.do("/history 50", room="#den")["messages"], [])
        self.assertEqual(self.bob.do("/search forget")["hits"], [])

    def test_people_at_a_terminal_read_it_all_in_lines(self):
        self.private_room(members=[self.bob])
        self.say(self.ada, "Pizza on **Friday**? ||or not||")
        self.assertEqual(self.bob.end(), 0)
        plain = subprocess.run(
            [program("crosstalk-cli"), "--profile", self.path("profile-bob"), "--connect", self.served.address],
            input="/switch den\n/reply ^ so do I\n/react ^2 :heart:\n/reveal ^2\n/who ada\n/kick ada\n".encode(),
            capture_output=True, timeout=PATIENCE, check=True).stdout.decode()
        self.assertIn(" <bob> (to ", plain)
        self.assertIn("      | so do I\n", plain)
        self.assertIn("<ada> Pizza on **Friday**? ||or not||\n      | (\u2764\ufe0f 1)", plain)
        self.assertIn("bob set ❤", plain)
        self.assertIn("ada (online, owner)", plain)
        self.assertIn("!! You may do this only to", plain)


class Terminal:
    """A terminal client as somebody sees it who sits before it."""

    def __init__(self, *arguments):
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm", NO_COLOR="1")
            os.execv(program("crosstalk-cli"), ["crosstalk-cli", *arguments])
        self.seen = ""

    def type(self, line):
        os.write(self.file, line.encode() + b"\r")

    def wait_for(self, text):
        """Forgets what was seen up to there."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen:
            if not select.select([self.file], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError(f"{text!r} was not shown: {self.seen!r}")
            self.seen += os.read(self.file, 65536).decode("utf-8", "replace")
        self.seen = self.seen.split(text, 1)[1]

    def end(self, how=signal.SIGKILL):
        if self.process:
            os.kill(self.process, how)
            os.waitpid(self.process, 0)
            os.close(self.file)
            self.process = 0


@unittest.skipIf(pty is None, "needs a pseudo terminal")
class BeforeATerminal(Test):
    def terminal(self, *arguments):
        terminal = Terminal("--profile", self.path("terminal"), *arguments)
        self.addCleanup(terminal.end)
        return terminal

    def test_what_was_said_and_what_waits_is_seen_over_restarts_of_everything(self):
        server = self.server()
        bob = self.client(server, "bob")
        ada = self.terminal(server.ready["invite"], "--name", "ada")
        ada.wait_for("nothing has been said in #lobby so far")
        ada.type("hello bob")
        ada.wait_for("<ada> hello bob")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == "hello bob")
        ada.end()
        ada = self.terminal("--connect", server.address)
        ada.wait_for("<ada> hello bob")
        server.kill()
        ada.wait_for("Trying again")
        ada.type("first")
        ada.type("second")
        ada.wait_for("#lobby (2 unsent)> ")
        ada.type("/delete")
        ada.wait_for("has not been sent yet")
        ada.type("/cancel")
        ada.wait_for("taken back")
        ada.type("/unsent")
        ada.wait_for("1 waits: #lobby first")
        ada.end()
        server.start()
        ada = self.terminal("--connect", server.address)
        ada.wait_for("<ada> first")
        bob.wait_for(lambda e: e["event"] == "message" and e["text"] == "first")
        bob.type('{"room":"@ada","text":"psst"}')
        ada.wait_for("<bob> psst")
        ada.type("/switch @bob")
        ada.type("what is it?")
        ada.wait_for("@bob (read)> ")
        self.assertNotIn("second", [m["text"] for m in bob.messages()])


class Taint(Three):
    """Tokens that are said where cyd is not; cyd looks for them with every command there is."""

    def raw(self, client):
        return "\n".join(client.lines.seen + client.error_lines.seen)

    def everything_in(self, folder):
        found = b""
        for path, _, files in os.walk(folder):
            for name in files:
                with open(os.path.join(path, name), "rb") as file:
                    found += file.read()
        return found

    def test_nothing_private_reaches_anybody_else(self):
        ada, bob, cyd = self.ada, self.bob, self.cyd
        token = {name: f"tnt{secrets.token_hex(8)}" for name in
                 ("room", "text", "edited", "topic", "direct", "reason", "passkey", "renamed", "reply")}
        self.private_room(token["room"], members=[bob])
        room = "#" + token["room"]
        said = self.say(ada, token["text"], room=room)
        self.hear(bob, token["text"])
        edited = self.say(bob, "before " + token["edited"], room=room)
        bob.do("/edit after " + token["edited"], room=room)
        ada.do("/topic " + token["topic"], room=room)
        self.say(bob, token["reply"], room=room, reply_to=said["seq"])
        ada.do(f"/pin {said['seq']}", room=room)
        ada.do("/mute bob 1s " + token["reason"], room=room)
        ada.do("/room-passkey " + token["passkey"], room=room)
        direct = self.say(ada, token["direct"], room="@bob")
        self.hear(bob, token["direct"])
        bob.do(f"/react {direct['seq']} :heart:", room="@ada")
        ada.do("/rename " + token["renamed"], room=room)
        self.event(bob, "renamed", room="#" + token["renamed"])
        rooms = {e["room"]: e["id"] for e in bob.events if e["event"] == "room_added"}

        # Everything that a member of the server can ask, aimed at the rooms and messages that are not hers.
        for line in ("/rooms", "/list", "/members", "/me", "/audit", "/bans", "/pins", "/history 200", "/history after 0",
                     "/search tnt", "/search from:ada", "/search from:bob has:link", "/search after:2020-01-01",
                     "/who ada", "/who bob", "/devices bob", "/invites", "/stats", "/server audit", "/server bans",
                     "/reclaim bob", "/goto 1", f"/edits id:{said['id']}", f"/pin id:{said['id']}",
                     f"/react id:{said['id']} :+1:", f"/delete id:{edited['id']}", f"/edit id:{edited['id']} mine",
                     f"/reply id:{said['id']} quoting", f"/edits id:{direct['id']}", f"/delete id:{direct['id']}"):
            cyd.type(json.dumps({"command": line, "ref": line}))
            cyd.wait_for(lambda e, line=line: e.get("ref") == line)
        for number in rooms.values():
            for line in (f"/join {number}", f"/join {number} wrong", f"/leave {number}", f"/switch {number}"):
                cyd.type(json.dumps({"command": line, "ref": line}))
                cyd.wait_for(lambda e, line=line: e.get("ref") == line and e["event"] == "error")
            cyd.type(json.dumps({"room": number, "text": "let me in", "ref": "x" + number}))
            cyd.wait_event("error", ref="x" + number)
        cyd.do("/msg bob what do you talk about?")
        self.restart()
        cyd.wait_event("connection", state="online")
        cyd = self.again(cyd, "cyd")
        cyd.do("/rooms")
        self.assertEqual(cyd.end(), 0)
        self.assertEqual(ada.end(), 0)
        self.assertEqual(bob.end(), 0)
        self.assertEqual(self.served.process.poll(), None)
        self.assertEqual(self.served.stop(), 0)

        heard = self.raw(self.cyd) + self.raw(cyd) + self.everything_in(self.path("profile-cyd")).decode("latin-1")
        with open(os.path.join(self.served.data, "server.log"), encoding="utf-8") as file:
            log = file.read() + self.served.stderr()
        errors = [e["text"] for c in (ada, bob) for e in c.events if e["event"] == "error"]
        for name, value in token.items():
            self.assertNotIn(value, heard, name)
            self.assertNotIn(value, log, name)
            self.assertEqual([e for e in errors if value in e], [], name)
        for name in ("room", "text", "edited", "topic", "direct", "reason", "renamed", "reply"):
            self.assertIn(token[name], self.raw(bob), "it was really said")

        # A room's passkey is nowhere but in the heads of those who know it.
        kept = self.everything_in(self.served.data) + self.everything_in(self.path("profile-ada"))
        self.assertNotIn(token["passkey"].encode(), kept)
        self.assertNotIn(self.served.ready.get("owner_code", "no code").encode(), self.everything_in(self.path("profile-ada")))


if __name__ == "__main__":
    unittest.main()
