"""The window's rounds: frames that are built without a display, and the program itself on a display of its own (Xvfb)."""

import json
import os
import shutil
import signal
import struct
import subprocess
import time

from .hosts import GUEST, HOST, two_hosts
from .servers import SERVERS, NotAvailable

SIZE = "1200x800"
SETTLED = 12  # seconds after which a program that was started does nothing any more: its caret rests after 10


class Display:
    """A display nobody else uses. Its pixels are in a file of the folder, if there is one."""

    def __init__(self, folder=None):
        if not shutil.which("Xvfb"):
            raise NotAvailable("Xvfb is not installed")
        read, write = os.pipe()
        self.pixels = folder / "Xvfb_screen0" if folder else None
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp",
             *(["-fbdir", folder] if folder else [])], pass_fds=[write],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.environment = {**os.environ, "DISPLAY": ":" + pipe.readline().strip(), "SDL_VIDEODRIVER": "x11",
                                "CROSSTALK_NO_DISCOVERY": "1"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def cpu_seconds(pid):
    # The process's CPU clock, as clock_getcpuclockid gives it: the ticks of /proc are as long as three frames.
    return time.clock_gettime(~pid << 3 | 2)


def resident(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        lines = dict(line.split(":", 1) for line in rollup if ":" in line)
    return {name.lower(): int(lines[name].split()[0]) * 1024 for name in ("Rss", "Pss")}


def watch(command, environment, log, idle_seconds):
    """Starts a program, leaves it alone, ends it, and gives what its log and the system say of it."""
    started = time.time() * 1000
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(SETTLED)
        began, cpu = time.time() * 1000, cpu_seconds(process.pid)
        time.sleep(idle_seconds)
        ended, spent = time.time() * 1000, cpu_seconds(process.pid) - cpu
        memory = resident(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait()
    frames = json.loads(log.read_text())
    shown, cost = frames["shown_at_ms"], sorted(frames["cpu_us"])
    idle = [at for at in shown if began <= at <= ended]
    return {"first_frame_ms": shown[0] - started,
            "conversation_ms": frames["conversation_at_ms"] - started,
            "frame_cpu_ms": cost[len(cost) // 2] / 1000,
            "idle_cpu_percent": 100 * spent / idle_seconds,
            "idle_frames_per_second": len(idle) / idle_seconds,
            "memory": memory,
            "executable_bytes": os.path.getsize(command[0])}


def program(place, name, size):
    folder = place.folder / f"round-{os.getpid()}-window"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    log = folder / "frames.json"
    try:
        with Display() as display:
            if name == "bare":
                return watch([place.program("crosstalk-bench-bare-window"), "--measure", log, "--seconds", "60"],
                             display.environment, log, size["seconds"])
            with SERVERS["crosstalk"](place, folder / "server", data=None, durable=False) as server:
                subprocess.run([place.program("crosstalk-bench-load"), "fill", "--port", str(server.port), "--pid",
                                str(server.pid), "--passkey", server.passkey, "--receivers", "10", "--posts",
                                str(size["posts"])], check=True, stdout=subprocess.DEVNULL)
                command = [place.program("crosstalk"), "--connect", f"127.0.0.1:{server.port}", "--name", "bench",
                           "--passkey", server.passkey, "--profile", folder / "profile", "--measure", log]
                # The first start makes the device known.
                watch(command, display.environment, log, 1)
                return watch(command, display.environment, log, size["seconds"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


PLUGGED_IN = 3  # seconds after which both hosts use all addresses of a cable
# In the middle of a screen of 1920 x 1200, where the window of 1280 x 800 writes "Join" once it has found a server.
JOIN = range(1000, 1040), range(464, 480)
SCREEN_WIDTH = 1920


def join_is_shown(screen):
    """Whether there is anything but the ground of its row."""
    with open(screen, "rb") as file:
        raw = file.read()
    header = struct.unpack_from(">20I", raw)
    begin = header[0] + 12 * header[19]  # the pixels of an XWD file, four bytes each, without gaps
    columns, lines = JOIN
    seen = {raw[begin + 4 * (y * SCREEN_WIDTH + x):][:3] for y in lines for x in columns}
    return any(max(pixel) > 0x80 for pixel in seen)


def found(place):
    """Two hosts that know nothing of each other; the window finds the server, and somebody clicks and types at once."""
    folder = place.folder / f"round-{os.getpid()}-found"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    log, ready = folder / "frames.json", folder / "ready.json"
    server = ["ip", "netns", "exec", HOST, place.program("crosstalk-server"), "--data", folder / "server", "--ready-file", ready]
    try:
        with two_hosts(), Display(folder) as display, subprocess.Popen(
                server, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as hosted:
            hosted.stdout.readline()  # it serves
            time.sleep(PLUGGED_IN)
            passkey = json.loads(ready.read_text())["passkey"]
            environment = dict(display.environment)
            del environment["CROSSTALK_NO_DISCOVERY"]
            command = ["ip", "netns", "exec", GUEST, place.program("crosstalk"), "--name", "bench", "--profile",
                       folder / "profile", "--measure", log]

            def xdotool(*arguments):
                subprocess.run(["xdotool", *map(str, arguments)], env=environment, check=True, stdout=subprocess.DEVNULL,
                               timeout=60)

            started = time.time() * 1000
            with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as window:
                while not join_is_shown(display.pixels):
                    time.sleep(0.002)
                seen, memory = time.time() * 1000, resident(window.pid)
                xdotool("mousemove", JOIN[0].start, JOIN[1].start, "click", 1, "type", "--delay", 0, passkey)
                xdotool("key", "Return")
                xdotool("search", "--sync", "--onlyvisible", "--name", "#lobby - Crosstalk")
                window.send_signal(signal.SIGTERM)
            hosted.send_signal(signal.SIGTERM)
        shown = json.loads(log.read_text())
        return {"first_frame_ms": shown["shown_at_ms"][0] - started,
                "found_ms": seen - started,
                "conversation_ms": shown["conversation_at_ms"] - started,
                "memory": memory,
                "executable_bytes": os.path.getsize(place.program("crosstalk"))}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def frames(place, row, name, size):
    command = [place.program("crosstalk-bench-window"), row.scenario.split(":")[1], "--server", name, "--messages",
               str(size["posts"])]
    done = subprocess.run(place.on_server_core(command), check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def picture(place, name, size):
    """Without a display: what takes the time is done before anything is drawn."""
    command = [place.program("crosstalk-bench-pictures"), "--server", name, "--times", size["questions"]]
    done = subprocess.run(place.on_server_core(command), check=False, capture_output=True, text=True)
    return json.loads(done.stdout)


def play(place, row, name, number, size):
    """One round of one program."""
    if row.scenario == "window:found":
        result = found(place)
    else:
        played = {"window:program": program, "window:picture": picture}.get(row.scenario)
        result = played(place, name, size) if played else frames(place, row, name, size)
    failed = [result["failed"]] if "failed" in result else []
    yield {"row": row.letter, "round": number, "attempt": 0, "server": name, "size": size,
           "realtime": place.realtime, "failed": failed, "late": [], "result": result}
