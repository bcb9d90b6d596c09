"""What stored messages cost beside the time of answers: starting, memory, disk."""

import json

from . import prepared
from .servers import Crosstalk


def empty_server(place):
    """One that knows the same people and has no messages, right after its start."""
    with Crosstalk(place, place.folder / "round-empty",
                   data=prepared.known_users(place, prepared.AUTHORS)) as server:
        return {"seconds_to_ready": server.seconds_to_ready, **prepared.memory(server.pid)}


def bytes_in(folder):
    """Of the two files while no server runs: all is in them, nothing in a log."""
    return {name: (folder / f"{name}.db").stat().st_size for name in ("journal", "view")}


def unused_bytes(database):
    """Of pages that hold nothing: https://www.sqlite.org/fileformat2.html#the_database_header"""
    with database.open("rb") as file:
        header = file.read(100)
    return int.from_bytes(header[36:40], "big") * int.from_bytes(header[16:18], "big")


def complete(result, place, server, messages):
    """Adds to what the generator found how the server started, and what is on the disk."""
    folders = {"before_trimming": prepared.archive(place, messages),
               "after_trimming": prepared.trimmed(place, messages)}
    nothing = sum(bytes_in(prepared.known_users(place, prepared.AUTHORS)).values())
    disk = {}
    for name, folder in folders.items():
        files = bytes_in(folder)
        unused = {name: unused_bytes(folder / f"{name}.db") for name in files}
        disk[name] = {"files": files, "unused": unused,
                      "file_bytes_per_message": (sum(files.values()) - nothing) / messages,
                      "bytes_per_message": (sum(files.values()) - sum(unused.values()) - nothing) / messages}
    snapshots = (folders["after_trimming"] / "snapshots").glob("view-*.db")
    disk["snapshot_bytes_per_message"] = max(file.stat().st_size for file in snapshots) / messages
    empty = empty_server(place)
    result["seconds_to_ready"] = server.seconds_to_ready
    result["empty_server"] = empty
    result["disk"] = disk
    result["growth_bytes_per_million"] = (
        (result["memory_before"]["rss_bytes"] - empty["rss_bytes"]) * 1_000_000 / messages)
    result["filled"] = json.loads((folders["before_trimming"] / prepared.FILLED).read_text())
