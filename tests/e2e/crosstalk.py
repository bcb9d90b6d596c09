"""Real processes for end-to-end tests: a server, terminal clients, a window. Nothing here sleeps: it waits for events."""

import json
import os
import queue
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
import unittest

BIN = os.environ["CROSSTALK_BIN"]
# No window of a test asks the network that this machine is on.
os.environ["CROSSTALK_NO_DISCOVERY"] = "1"
# Generous: only a hang makes a test wait so long. Sanitizers and busy machines are slow.
PATIENCE = float(os.environ.get("CROSSTALK_PATIENCE", "60"))
# The programs are those for Windows (tests/windows): they name files as Windows does, and a signal is their end at once.
ON_WINE = "CROSSTALK_ON_WINE" in os.environ


def event_of(line):
    event = json.loads(line)
    if ON_WINE and "path" in event:
        event["path"] = event["path"].replace("\\", "/")
    return event


def program(name):
    return os.path.join(BIN, name)


class Lines:
    """The lines of a pipe, as they come."""

    def __init__(self, pipe):
        self.queue = queue.Queue()
        self.seen = []
        self.thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self.thread.start()

    def _read(self, pipe):
        for line in pipe:
            self.queue.put(line.decode("utf-8", "replace").rstrip("\n"))
        pipe.close()
        self.queue.put(None)

    def next(self, deadline):
        """None at the end of the pipe; TimeoutError when nothing came in time."""
        try:
            line = self.queue.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if line is None:
            self.queue.put(None)
        else:
            self.seen.append(line)
        return line

    def rest(self):
        """What nobody has taken yet, once the pipe has ended."""
        deadline = time.monotonic() + PATIENCE
        return "\n".join(iter(lambda: self.next(deadline), None))


class Server:
    def __init__(self, folder, *flags, prefix=(), listen="127.0.0.1:0", environment=None, data=None):
        self.folder = folder
        self.flags = flags
        self.prefix = list(prefix)
        self.listen = listen
        self.environment = environment
        self.data = data or os.path.join(folder, "data")
        self.process = None
        os.makedirs(folder, exist_ok=True)
        self.start()

    def command(self):
        return self.prefix + [program("crosstalk-server"), "--data", self.data, "--listen", self.listen,
                              "--ready-file", os.path.join(self.folder, "ready.json"), *self.flags]

    def start(self):
        ready = os.path.join(self.folder, "ready.json")
        if os.path.exists(ready):
            os.remove(ready)
        self.errors = open(os.path.join(self.folder, "stderr.txt"), "ab")
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.errors, env=self.environment)
        # The line on stdout comes after the ready file is in place.
        line = self.process.stdout.readline()
        if not os.path.exists(ready):
            self.kill()
            raise RuntimeError(f"the server did not start: {line!r} {self.stderr()}")
        with open(ready, encoding="utf-8") as file:
            self.ready = json.load(file)
        host = self.listen.rsplit(":", 1)[0]
        self.listen = f"{host}:{self.ready['port']}"
        self.address = self.listen

    def stderr(self):
        with open(os.path.join(self.folder, "stderr.txt"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.errors.close()
        return 0 if ON_WINE and status == -how else status


class Client:
    """crosstalk-cli --json."""

    def __init__(self, profile, *flags, prefix=()):
        self.process = subprocess.Popen(
            [*prefix, program("crosstalk-cli"), "--profile", profile, "--json", *flags],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.lines = Lines(self.process.stdout)
        self.error_lines = Lines(self.process.stderr)
        self.events = []
        self.asked = 0

    def wait_for(self, wanted, patience=PATIENCE):
        """The next event for which wanted(event) is true; those before it are in self.events."""
        deadline = time.monotonic() + patience
        while True:
            try:
                line = self.lines.next(deadline)
            except TimeoutError:
                raise AssertionError(f"nothing like it came; the last events: {self.events[-5:]}") from None
            if line is None:
                raise AssertionError(f"the client ended: {self.events[-5:]} {self.errors()}")
            event = event_of(line)
            self.events.append(event)
            if wanted(event):
                return event

    def wait_event(self, kind, **fields):
        return self.wait_for(lambda e: e["event"] == kind and all(e.get(k) == v for k, v in fields.items()))

    def messages(self):
        return [e for e in self.events if e["event"] == "message"]

    def type(self, line):
        self.process.stdin.write(line.encode("utf-8") + b"\n")
        self.process.stdin.flush()

    def say(self, text, ref=None, room="#lobby"):
        self.type(json.dumps({"room": room, "text": text, "ref": ref}))

    def do(self, line, refused=None, room=None):
        """Gives a command and returns its answer: the first event with its ref. `refused`: the code of the error it ends in."""
        self.asked += 1
        ref = f"do-{self.asked}"
        self.type(json.dumps({"command": line, "ref": ref, **({"room": room} if room else {})}))
        answer = self.wait_for(lambda e: e.get("ref") == ref)
        code = answer["code"] if answer["event"] == "error" else None
        if code != refused:
            raise AssertionError(f"{line}: {answer}")
        return answer

    @property
    def me(self):
        return next(e["user"] for e in self.events if e["event"] == "ready")

    def errors(self):
        return "\n".join(self.error_lines.seen)

    def end(self):
        """End of input; returns the exit status with all events read."""
        if self.process.stdin and not self.process.stdin.closed:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass
        return self.finish()

    def finish(self):
        deadline = time.monotonic() + PATIENCE
        while (line := self.lines.next(deadline)) is not None:
            self.events.append(event_of(line))
        while self.error_lines.next(deadline) is not None:
            pass
        status = self.process.wait(PATIENCE)
        if self.process.stdin and not self.process.stdin.closed:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass
        return status

    def kill(self):
        self.process.kill()
        self.finish()


class Test(unittest.TestCase):
    """A test with a folder of its own, whose processes end with it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="crosstalk-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.count = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def server(self, *flags, **options):
        self.count += 1
        server = Server(self.path(f"server{self.count}"), *flags, **options)
        self.addCleanup(lambda: server.errors.closed or server.kill())
        return server

    def client(self, server, name, *flags, passkey=None, address=None, ready=True, profile=None, prefix=()):
        known = passkey if passkey is not None else server.ready["passkey"]
        client = Client(self.path(profile or "profile-" + name), "--connect", address or server.address, "--name", name,
                        "--passkey", known, *flags, prefix=prefix)
        self.addCleanup(lambda: client.process.poll() is None and client.kill())
        if ready:
            client.wait_event("ready")
        return client

    def log_of(self, server):
        """The lines of the server's log as they come."""
        tail = subprocess.Popen(["tail", "-n", "+1", "-F", os.path.join(server.data, "server.log")],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(tail.wait)
        self.addCleanup(tail.kill)
        return Lines(tail.stdout)

    def wait_for_line(self, lines, part):
        deadline = time.monotonic() + PATIENCE
        while part not in (line := lines.next(deadline)):
            self.assertIsNotNone(line)
        return line


class Stranger:
    """A TLS connection that speaks whatever bytes a test likes."""

    def __init__(self, server, protocol="crosstalk/1"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.set_alpn_protocols([protocol])
        host, port = server.address.rsplit(":", 1)
        raw = socket.create_connection((host, int(port)), timeout=PATIENCE)
        try:
            self.socket = context.wrap_socket(raw, server_hostname="crosstalk")
        except OSError:
            raw.close()
            raise

    def send_frame(self, kind, payload, tag=1, size=None):
        header = struct.pack("<IHHI", len(payload) if size is None else size, kind, 0, tag)
        self.socket.sendall(header + payload)

    def read_to_end(self):
        """Everything until the server closes."""
        received = b""
        try:
            while chunk := self.socket.recv(65536):
                received += chunk
        except (ConnectionError, ssl.SSLError):
            pass
        self.socket.close()
        return received


def frames_of(stream):
    """(type, payload) of each whole frame."""
    frames = []
    while len(stream) >= 12:
        size, kind, _, _ = struct.unpack("<IHHI", stream[:12])
        frames.append((kind, stream[12:12 + size]))
        stream = stream[12 + size:]
    return frames


def hello():
    """Hello{1, 1, 0, Chat, "test"}."""
    return struct.pack("<HHQB", 1, 1, 0, 0) + struct.pack("<I", 4) + b"test"
