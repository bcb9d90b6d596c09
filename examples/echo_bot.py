#!/usr/bin/env python3
"""An echo bot: it answers "!echo something" with "something", in every room it is in.

    examples/echo_bot.py --connect 192.168.1.20 --passkey 7K4-MP2-QXS --name Echo --profile ~/echo-bot

What it has to remember stands in the rooms: a message that it has answered has an answer of its own. So it may be
killed at any moment and answers everything once.
"""

import json
import os
import subprocess
import sys

client = subprocess.Popen([os.environ.get("CROSSTALK_CLI", "crosstalk-cli"), "--json", *sys.argv[1:]],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
me = None
answered = set()  # ids of messages
known = set()     # rooms whose past has been looked through
early = {}        # by room: what was said there before that


def send(**line):
    print(json.dumps(line), file=client.stdin, flush=True)


def consider(messages):
    # First what was answered already, then what was not.
    for message in messages:
        if message["from"]["id"] == me and "reply_to" in message:
            answered.add(message["reply_to"]["id"])
    for message in messages:
        if message["text"].startswith("!echo ") and message["from"]["id"] != me and message["id"] not in answered:
            answered.add(message["id"])
            send(room=message["room"], text=message["text"][6:], reply_to=message["id"], ref=message["id"])


for line in client.stdout:
    event = json.loads(line)
    if event["event"] == "ready":
        me = event["user"]["id"]
        send(command="/rooms")
    elif event["event"] == "unsent":  # an answer of an earlier life that is on its way
        answered.add(event["ref"])
    elif event["event"] == "rooms":
        for room in event["rooms"]:
            send(room=room["room"], command="/history 200")
    elif event["event"] == "room_added":
        send(room=event["room"], command="/history 200")
    elif event["event"] == "invited":
        send(command="/join " + event["id"])
    elif event["event"] == "page":
        known.add(event["room"])
        consider(event["messages"] + early.pop(event["room"], []))
    elif event["event"] == "message" and event["room"] in known:
        consider([event])
    elif event["event"] == "message":
        early.setdefault(event["room"], []).append(event)
    elif event["event"] == "error":
        print(event["text"], file=sys.stderr)
sys.exit(client.wait())
