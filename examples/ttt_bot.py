#!/usr/bin/env python3
"""A bot that plays Tic Tac Toe and never loses: whoever challenges it to 3x3 is accepted, in every room it is in.

    examples/ttt_bot.py --connect 192.168.1.20 --passkey 7K4-MP2-QXS --name Tic --profile ~/ttt-bot

It remembers nothing: each event about a game has the whole game, and after a start it asks for those that run. So it
may be killed at any moment and goes on playing.
"""

import functools
import json
import os
import subprocess
import sys

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))

client = subprocess.Popen([os.environ.get("CROSSTALK_CLI", "crosstalk-cli"), "--json", *sys.argv[1:]],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
me = None
said = set()  # what was answered already: a game is told more than once in the same state


@functools.lru_cache(maxsize=None)
def best(board, mark):
    """What the board is worth to whoever moves now (1 won, 0 drawn, -1 lost), and the cell to play."""
    other = "O" if mark == "X" else "X"
    if any(all(board[cell] == other for cell in line) for line in LINES):
        return -1, None
    free = [cell for cell in (4, 0, 2, 6, 8, 1, 3, 5, 7) if board[cell] == "."]  # the middle and corners first
    if not free:
        return 0, None
    return max(((-best(board[:cell] + mark + board[cell + 1:], other)[0], cell) for cell in free),
               key=lambda choice: choice[0])


def answer(id, game):
    """The command that is due in this game; none if it is for the other to do something."""
    challenger, challenged = (player["user"] for player in game["players"])
    asked = [user["id"] for user in (game["draw_offered_by"], game["take_back_asked_by"]) if user]
    if game["state"] == "offered" and challenged and challenged["id"] == me:
        return f"/accept id:{id}" if game["kind"] == "3x3" else f"/decline id:{id} other"
    if me not in (challenger["id"], challenged and challenged["id"]):
        return None
    if game["rematch"] == "offered" and game["rematch_by"]["id"] != me:
        return f"/rematch id:{id}"
    if game["draw_offered_by"] and me not in asked:
        return f"/draw id:{id}"
    if game["take_back_asked_by"] and me not in asked:
        return f"/takeback allow id:{id}"
    if game["turn"] and game["turn"]["id"] == me:
        mark = next(player["mark"] for player in game["players"] if player["user"]["id"] == me)
        return f"/move {best(''.join(game['board']), mark)[1] + 1} id:{id}"
    return None


def consider(id, game):
    line = answer(id, game)
    if line and (line, game["next_number"]) not in said:
        said.add((line, game["next_number"]))
        send(line)


def send(line):
    print(json.dumps({"command": line}), file=client.stdin, flush=True)


for line in client.stdout:
    event = json.loads(line)
    if event["event"] == "ready":
        me = event["user"]["id"]
        send("/games mine")
    elif event["event"] == "games":
        for entry in event["games"]:
            consider(entry["id"], entry["game"])
    elif event["event"] in ("message", "changed", "game") and "game" in event:
        consider(event["id"], event["game"])
    elif event["event"] == "invited":
        send("/join " + event["id"])
    elif event["event"] == "error":
        print(event["text"], file=sys.stderr)
sys.exit(client.wait())
