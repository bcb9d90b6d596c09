"""Data folders of the server that are made once, by the server itself, and copied by each round."""

import json
import os
import shutil
import subprocess

from .servers import PASSKEY, Crosstalk

# Who has filled the archive of the rows about stored messages.
AUTHORS = 100
# What was measured meanwhile, in the data folder.
FILLED = "filled.json"


def memory(pid):
    """In bytes."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        rows = dict(line.split(":") for line in rollup.read().splitlines()[1:])
    return {f"{name.lower()}_bytes": 1024 * int(rows[name].split()[0]) for name in ("Rss", "Pss")}


class Making:
    """A server that runs on a data folder while that is being made, and the generator that does it."""

    def __init__(self, place, name):
        self.place = place
        self.server = Crosstalk(place, place.folder / f"making-{os.getpid()}")
        self.data = place.folder / f"making-{name}-{os.getpid()}"

    def __enter__(self):
        self.server.folder.mkdir(parents=True)
        shutil.rmtree(self.data, ignore_errors=True)
        return self

    def __exit__(self, *_):
        self.server.stop()
        shutil.rmtree(self.server.folder, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def load(self, scenario, **options):
        """Starts the server, if need be, and runs one workload."""
        if self.server.process is None:
            self.server.start_on(self.data, stderr=subprocess.PIPE if scenario == "purge" else subprocess.DEVNULL)
        command = [self.place.program("crosstalk-bench-load"), scenario, "--port", self.server.port, "--pid",
                   self.server.pid, "--passkey", PASSKEY]
        for name, value in options.items():
            command += ["--" + name.replace("_", "-"), value]
        done = subprocess.run(self.place.on_load_core(command), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"the data could not be made: {done.stdout.strip()}")
        return json.loads(done.stdout)


def kept(place, name, key, make):
    """The folder of that name; made anew when the key is another than the one it was made with."""
    folder = place.folder / f"{name}-{key}"
    if folder.exists():
        return folder
    print(f"  making {name}", flush=True)
    with Making(place, name) as making:
        make(making)
        making.server.stop()
        for old in place.folder.glob(f"{name}-*"):
            shutil.rmtree(old)
        making.data.rename(folder)
    return folder


def program_key(place):
    """Changes with each build of the server."""
    program = os.stat(place.program("crosstalk-server"))
    return f"{program.st_size}-{int(program.st_mtime)}"


def format_of(database):
    """SQLite keeps PRAGMA user_version there."""
    with database.open("rb") as file:
        return int.from_bytes(file.read(64)[60:], "big")


def format_key(place):
    """Changes with the formats of journal and archive: what takes long to make outlives a build."""
    some = known_users(place, AUTHORS)
    return f"format-{format_of(some / 'journal.db')}-{format_of(some / 'view.db')}"


def known_users(place, users):
    """The devices 0 to users - 1 are registered."""
    return kept(place, f"users-{users}", program_key(place),
                lambda making: making.load("register", receivers=users))


def known_rooms(place, rooms, receivers, senders):
    """All clients of a flood are registered, and members of their rooms."""
    return kept(place, f"rooms-{rooms}-{receivers}-{senders}", program_key(place),
                lambda making: making.load("register", rooms=rooms, receivers=receivers, senders=senders))


def archive(place, messages):
    """So many messages of 100 bytes in the lobby, by AUTHORS authors."""
    def make(making):
        making.load("register", receivers=AUTHORS)
        filled = making.load("fill", senders=AUTHORS, window=30, posts=messages)
        filled["memory_after"] = memory(making.server.pid)
        (making.data / FILLED).write_text(json.dumps(filled))
    return kept(place, f"archive-{messages}", format_key(place), make)


def trimmed(place, messages):
    """The same when the journal has forgotten what the archive holds."""
    def make(making):
        shutil.copytree(archive(place, messages), making.data)
        code = (making.data / "owner-code.txt").read_text().strip()
        making.load("purge", owner_code=code)
        for line in making.server.process.stderr:
            if b"is in no file any more" in line:
                return
        raise RuntimeError("the server ended before it had trimmed its journal")
    return kept(place, f"trimmed-{messages}", format_key(place), make)


def missed(place, rooms, messages):
    """A device after all others is in so many rooms, and has missed so many messages there."""
    def make(making):
        making.load("register", rooms=rooms, receivers=rooms, senders=0)
        making.load("join", receivers=rooms)
        making.load("fill", rooms=rooms, senders=rooms, window=30, posts=messages)
    return kept(place, f"missed-{rooms}-{messages}", format_key(place), make)


def data_for(place, row, size):
    """What crosstalk-server starts a round of this row with."""
    if row.data == "archive":
        return archive(place, size["posts"])
    if row.data == "missed":
        return missed(place, row.rooms, size["posts"])
    if row.rooms:
        return known_rooms(place, row.rooms, size["receivers"], row.senders)
    return known_users(place, row.users or size["receivers"] + row.senders)
