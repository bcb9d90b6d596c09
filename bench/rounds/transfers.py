"""The rounds of files: one copied, many at once, one that is cut, and people who talk meanwhile."""

import dataclasses
import json
import os
import shutil
import subprocess

from . import prepared
from .play import load, problems, source
from .servers import Crosstalk, Server

# At once, where it is asked what each of them costs in memory.
CROWDS = (8, 32)
# While people talk.
BESIDE_CHAT = 4


class BareCopy(Server):
    """The baseline of bench/transfers."""

    def start(self):
        self.spawn([self.place.program("crosstalk-bench-bare-copy"), "--file", self.folder / "file"],
                   stdout=subprocess.PIPE)
        self.port = json.loads(self.process.stdout.readline())["port"]


def generator(place, server, scenario, size, **options):
    command = [place.program("crosstalk-bench-transfers"), scenario, "--port", server.port, "--pid", server.pid,
               "--megabytes", size["megabytes"]]
    if server.passkey:
        command += ["--passkey", server.passkey]
    for name, value in options.items():
        command += ["--" + name.replace("_", "-"), value]
    return command


def said(process):
    line = process.stdout.readline()
    return json.loads(line) if line else {"failed": f"the transfers ended without a word, status {process.wait()}"}


def run(place, command):
    with subprocess.Popen(place.on_load_core(command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          text=True) as process:
        return said(process)


def crosstalk(place, row, size):
    """A server that knows all who take part."""
    folder = place.folder / f"round-{os.getpid()}"
    return Crosstalk(place, folder, data=prepared.data_for(place, row, size))


def copy(place, row, name, size):
    if name == "bare":
        with BareCopy(place, place.folder / f"round-{os.getpid()}") as server:
            return run(place, generator(place, server, "bare", size))
    with crosstalk(place, row, size) as server:
        return run(place, generator(place, server, "copy", size))


def cut(place, row, _name, size):
    with crosstalk(place, row, size) as server:
        return run(place, generator(place, server, "cut", size, cuts=size["cuts"]))


def memory(place, row, _name, size):
    """Each crowd has a server of its own: memory that a process has once had it may keep."""
    result = {}
    for direction in ("up", "down"):
        for crowd in CROWDS:
            with crosstalk(place, row, size) as server:
                held = run(place, generator(place, server, "hold", size, direction=direction, transfers=crowd,
                                            seconds=size["seconds"]))
            if "failed" in held:
                return held
            result[f"{direction}_{crowd}"] = held
    return result


def chat(place, row, name, size):
    """The same people talk, and the same others are there: these move files, or do nothing (bare)."""
    direction = "none" if name == "bare" else "both"
    with crosstalk(place, row, size) as server:
        beside = [*generator(place, server, "hold", size, direction=direction, transfers=BESIDE_CHAT,
                             device=size["receivers"] + row.senders), "--gate"]
        with subprocess.Popen(place.behind_load(beside), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as process:
            try:
                began = said(process)
                if "failed" in began:
                    return began
                result = load(place, server, dataclasses.replace(row, scenario="paced"), size)
                process.stdin.write("\n")
                process.stdin.flush()
                moved = said(process)
            finally:
                process.kill()
        if "failed" in moved:
            return moved
        return {**result, "transfers": moved}


PLAYS = {"copy": copy, "cut": cut, "memory": memory, "chat": chat}


def play(place, row, name, number, size):
    """One round of one program; repeated, at most twice, while the generator was late."""
    for attempt in range(3):
        try:
            result = PLAYS[row.scenario.split(":")[1]](place, row, name, size)
        finally:
            shutil.rmtree(place.folder / f"round-{os.getpid()}", ignore_errors=True)
        wrong, late = problems(row, result)
        yield {"source": source(place.binaries), "row": row.letter, "round": number, "attempt": attempt,
               "server": name, "size": size, "realtime": place.realtime, "failed": wrong, "late": late,
               "result": result}
        if wrong or not late:
            return
