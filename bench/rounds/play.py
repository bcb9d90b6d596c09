"""One round: a fresh server, one load, everything measured, everything that was wrong named."""

import json
import os
import shutil
import signal
import subprocess
import time

from . import prepared, rows, stored
from .servers import SERVERS


class CallCounter:
    """Counts the system calls of a process: perf where it works, else strace, which slows the server down."""

    def __init__(self, pid, folder):
        self.output = folder / "calls.txt"
        if shutil.which("perf") and self.perf_works():
            self.tool = "perf"
            command = ["perf", "stat", "-x", ",", "-e", "raw_syscalls:sys_enter", "-p", str(pid), "-o",
                       str(self.output)]
        elif shutil.which("strace"):
            self.tool = "strace"
            command = ["strace", "-c", "-f", "-qq", "-p", str(pid), "-o", str(self.output)]
        else:
            raise RuntimeError("neither perf nor strace can count system calls")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)

    @staticmethod
    def perf_works():
        tried = subprocess.run(["perf", "stat", "-e", "raw_syscalls:sys_enter", "true"], capture_output=True,
                               text=True, check=False)
        return tried.returncode == 0 and "not supported" not in tried.stderr

    def finish(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        for line in self.output.read_text().splitlines():
            if self.tool == "perf" and "raw_syscalls" in line:
                return int(line.split(",")[0])
            if self.tool == "strace" and line.endswith(" total"):
                return int([part for part in line.split() if part.isdigit()][0])
        raise RuntimeError(f"{self.tool} counted nothing")


def source(folder):
    """Which state of the sources is measured, as far as the version control knows."""
    asked = subprocess.run(["git", "-C", str(folder), "describe", "--always", "--dirty"], capture_output=True,
                           text=True, check=False)
    return asked.stdout.strip() or "unknown"


def busy_seconds():
    """Of all cores since the machine started."""
    with open("/proc/stat", encoding="ascii") as stat:
        ticks = [int(part) for part in stat.readline().split()[1:]]
    user, nice, system, _idle, _iowait, irq, softirq, *_ = ticks
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        parts = stat.read().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def load(place, server, row, size):
    """Runs the generator and gives its result."""
    seconds = size["seconds"]
    if server.protocol == "bare" and row.bare_seconds is not None:
        seconds = row.bare_seconds
    command = [place.program("crosstalk-bench-load"), row.scenario, "--protocol", server.protocol,
               "--port", server.port, "--pid", server.pid, "--receivers", size["receivers"],
               "--senders", row.senders, "--window", row.window, "--rate", row.rate or 1,
               "--rooms", row.rooms, "--warm-up", row.warm_up, "--seconds", seconds, "--step",
               max(1, size["receivers"] // 10), "--posts", size["posts"], "--questions", size["questions"]]
    if server.passkey:
        command += ["--passkey", server.passkey]
    if row.counts_calls:
        command.append("--gate")
    with subprocess.Popen(place.on_load_core(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as process:
        counter, calls = None, None
        try:
            for line in process.stdout:
                said = json.loads(line)
                if "state" not in said:
                    break
                if said["state"] == "joined":
                    counter = CallCounter(server.pid, server.folder)
                else:
                    calls = counter.finish()
                process.stdin.write("\n")
                process.stdin.flush()
            else:
                said = {"failed": f"the generator ended without a result, status {process.wait()}"}
        except BaseException:
            process.kill()
            raise
    if calls is not None and said.get("deliveries_in_all"):
        said["calls"] = calls
        said["calls_counted_by"] = counter.tool
        said["calls_per_delivery"] = calls / said["deliveries_in_all"]
    return said


def problems(row, result):
    """What makes a round worthless for good, and what asks for another try."""
    if "failed" in result:
        return [result["failed"]], []
    wrong = [f"{count} {fault}" for fault, count in result.get("faults", {}).items() if count]
    if result.get("settled") is False:
        wrong.append("not everything had arrived in the end")
    late = []
    shares = [part["generator_cpu_share"] for part in (result, result.get("awake", {}), result.get("asleep", {}))
              if "generator_cpu_share" in part]
    if shares and max(shares) > row.generator_limit:
        late.append(f"the generator used {max(shares):.0%} of its core")
    lateness = result.get("generator_lateness", {}).get("p99_us", 0)
    if row.lateness_limit_us and lateness > row.lateness_limit_us:
        late.append(f"the generator was {lateness / 1000:.2f} ms late (p99)")
    return wrong, late


def play(place, row, name, number, size):
    """One server's part of one round; repeated, at most twice, while the generator was late."""
    for attempt in range(3):
        folder = place.folder / f"round-{os.getpid()}"
        data = prepared.data_for(place, row, size) if name == "crosstalk" else None
        with SERVERS[name](place, folder, data=data, durable=row.durable) as server:
            began, busy = time.monotonic(), busy_seconds()
            server_cpu, own = cpu_seconds(server.pid), os.times()
            result = rows.complete(load(place, server, row, size))
            seconds = time.monotonic() - began
            after = os.times()
            ours = (cpu_seconds(server.pid) - server_cpu + after.children_user - own.children_user +
                    after.children_system - own.children_system)
            foreign = max(0.0, busy_seconds() - busy - ours) / seconds
        if row.data == "archive" and "failed" not in result:
            stored.complete(result, place, server, size["posts"])
        wrong, late = problems(row, result)
        record = {"source": source(place.binaries), "row": row.letter, "round": number, "attempt": attempt,
                  "server": name, "size": size, "realtime": place.realtime,
                  "failed": wrong, "late": late, "foreign_cpu_share": round(foreign, 3), "result": result}
        yield record
        if wrong or not late:
            return
