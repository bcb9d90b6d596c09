#!/usr/bin/env python3
"""A reminder bot: "!remind 10m the tea" is answered ten minutes later with the sender's name and "the tea".

    examples/reminder_bot.py --connect 192.168.1.20 --passkey 7K4-MP2-QXS --name Reminder --profile ~/reminder-bot

A request is done when it has an answer of the bot. What is not done is found again after a restart by looking through each
room from the oldest open request on, whose number is all that is kept in a file of the profile.
"""

import argparse
import datetime
import json
import os
import queue
import re
import subprocess
import sys
import threading
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--profile", required=True)
profile = os.path.expanduser(arguments.parse_known_args()[0].profile)
os.makedirs(profile, exist_ok=True)
state_file = os.path.join(profile, "reminders.json")

client = subprocess.Popen([os.environ.get("CROSSTALK_CLI", "crosstalk-cli"), "--json", *sys.argv[1:]],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
lines = queue.Queue()
threading.Thread(target=lambda: [lines.put(line) for line in client.stdout] + [lines.put(None)], daemon=True).start()

try:
    with open(state_file, encoding="utf-8") as file:
        kept = json.load(file)
except FileNotFoundError:
    kept = {}

me = None
reading = None   # rooms whose past is being looked through: whether forwards, page by page
pending = {}     # open requests by the id of their message
answered = set()


def send(**line):
    print(json.dumps(line), file=client.stdin, flush=True)


def look_through(room, after=None):
    reading[room] = after is not None
    send(room=room, command="/history 200" if after is None else f"/history after {after}")


def consider(message):
    if message["from"]["id"] == me:
        done = message.get("reply_to", {}).get("id")
        answered.add(done)
        pending.pop(done, None)
        return
    wish = re.fullmatch(r"!remind (\d+)([smhd]) (.+)", message["text"])
    if wish and message["id"] not in answered and message["id"] not in pending:
        said = datetime.datetime.fromisoformat(message["time"].replace("Z", "+00:00")).timestamp()
        pending[message["id"]] = {"room": message["room"], "seq": message["seq"], "sent": False,
                                  "due": said + int(wish[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[wish[2]],
                                  "text": f"@\"{message['from']['name']}\" {wish[3]}"}


def waiting():
    return [(id, request) for id, request in pending.items()
            if not request["sent"] and reading is not None and request["room"] not in reading]


def remind():
    for id, request in waiting():
        if request["due"] <= time.time():
            request["sent"] = True  # it stays open until the answer is seen
            send(room=request["room"], text=request["text"], reply_to=id, ref=id)


def keep():
    """The oldest open request of each room; the file is whole at any moment."""
    global kept
    oldest = {}
    for request in pending.values():
        oldest[request["room"]] = min(request["seq"], oldest.get(request["room"], request["seq"]))
    if oldest == kept or reading or reading is None:
        return
    with open(state_file + ".new", "w", encoding="utf-8") as file:
        json.dump(oldest, file)
    os.replace(state_file + ".new", state_file)
    kept = oldest


def take(event):
    global me, reading
    if event["event"] == "ready":
        me = event["user"]["id"]
        send(command="/rooms")
    elif event["event"] == "unsent":  # an answer of an earlier life that is on its way
        answered.add(event["ref"])
    elif event["event"] == "rooms":
        reading = {}
        for room in event["rooms"]:
            first = kept.get(room["room"])
            look_through(room["room"], None if first is None else first - 1)
    elif event["event"] == "room_added" and reading is not None:
        look_through(event["room"])
    elif event["event"] == "invited":
        send(command="/join " + event["id"])
    elif event["event"] == "page":
        for message in event["messages"]:
            consider(message)
        if reading.pop(event["room"], False) and not event["at_end"]:
            look_through(event["room"], event["through"])
    elif event["event"] == "message":
        consider(event)
    elif event["event"] == "error":
        print(event["text"], file=sys.stderr)


while True:
    next_due = min((request["due"] for _, request in waiting()), default=time.time() + 3600)
    try:
        line = lines.get(timeout=max(0.05, next_due - time.time()))
        if line is None:
            break
        take(json.loads(line))
    except queue.Empty:
        pass
    keep()
    remind()
sys.exit(client.wait())
