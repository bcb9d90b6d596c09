"""The servers that are compared: how each is started for one round, all on 127.0.0.1 and with TLS 1.3."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PASSKEY = "bench-Passkey-0123456789"

# The server in its default configuration but for these, the same for every row.
LIMITS = {
    "posts-per-second": 1_000_000,
    "post-burst": 1_000_000,
    "room-posts-per-second": 1_000_000,
    "question-burst": 1_000_000,
    "questions-per-second": 1_000_000,
    "sessions": 20_000,
    "login-connections": 20_000,
    "login-connections-per-address": 20_000,
    "handshakes": 20_000,
    "room-burst": 1_000_000,
    "rooms-per-user": 200,
}


class NotAvailable(Exception):
    """The program is not installed."""


class Place:
    """Where programs and data of a run are: binaries, one folder for everything that is written, the cores."""

    def __init__(self, binaries, folder, cores=("0", "1"), realtime=False):
        self.binaries = Path(binaries)
        self.folder = Path(folder)
        self.cores = cores
        self.realtime = realtime

    def on_server_core(self, command):
        return self.placed(self.cores[0], command)

    def on_load_core(self, command):
        return self.placed(self.cores[1], command)

    def behind_load(self, command):
        """On the generator's core, and never in its way."""
        before = ["chrt", "-f", "5"] if self.realtime else ["nice", "-n", "10"]
        return [str(part) for part in (*before, "taskset", "-c", self.cores[1], *command)]

    def placed(self, core, command):
        realtime = ["chrt", "-f", "10"] if self.realtime else []
        return [str(part) for part in (*realtime, "taskset", "-c", core, *command)]

    def program(self, name):
        path = self.binaries / name
        if not path.exists():
            raise NotAvailable(f"{path} does not exist: build it with tools/build bench")
        return str(path)

    def certificate(self):
        """Certificate and key for the servers that want files."""
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        if not certificate.exists():
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-keyout", key, "-out", certificate, "-days", "3650", "-subj", "/CN=localhost"],
                check=True, capture_output=True)
            key.chmod(0o644)
        return certificate, key


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed(name):
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if path is None:
        raise NotAvailable(f"{name} is not installed")
    return path


class Server:
    """One start of a server. To be used in a with statement; `port` and `pid` are set inside it."""

    protocol = ""
    passkey = None

    def __init__(self, place, folder):
        self.place = place
        self.folder = Path(folder)
        self.port = None
        self.pid = None
        self.process = None

    def spawn(self, command, **options):
        environment = dict(os.environ, GOMAXPROCS="1")
        self.process = subprocess.Popen(
            self.place.on_server_core(command), stdin=subprocess.DEVNULL, env=environment, start_new_session=True,
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options})
        self.pid = self.process.pid

    def wait_for_port(self):
        for _ in range(200):
            if self.process.poll() is not None:
                raise RuntimeError(f"{type(self).__name__} ended at once with status {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{type(self).__name__} does not listen on port {self.port}")

    def start(self):
        raise NotImplementedError

    def __enter__(self):
        self.folder.mkdir(parents=True)
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for output in (self.process.stdout, self.process.stderr):
            if output is not None:
                output.close()

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Crosstalk(Server):
    """crosstalk-server on a copy of a data folder, or on an empty one."""

    protocol = "crosstalk"
    passkey = PASSKEY

    def __init__(self, place, folder, data=None, durable=True):
        super().__init__(place, folder)
        self.data = data
        self.seconds_to_ready = None  # from the start of the process on

    def start(self):
        data = self.folder / "data"
        if self.data:
            shutil.copytree(self.data, data)
        self.start_on(data)

    def start_on(self, data, **options):
        ready = self.folder / "ready.json"
        limits = [part for name, value in LIMITS.items() for part in ("--limit", f"{name}={value}")]
        began = time.monotonic()
        self.spawn([self.place.program("crosstalk-server"), "--listen", "127.0.0.1:0", "--data", data,
                    "--passkey", PASSKEY, "--ready-file", ready, "--no-discovery", *limits],
                   stdout=subprocess.PIPE, **options)
        # It says where it listens when it does.
        if not self.process.stdout.readline():
            raise RuntimeError(f"crosstalk-server ended at once with status {self.process.wait()}")
        self.seconds_to_ready = time.monotonic() - began
        self.port = json.loads(ready.read_text())["port"]


class Bare(Server):
    """The baseline of bench/bare."""

    protocol = "bare"

    def __init__(self, place, folder, data=None, durable=False):
        super().__init__(place, folder)
        self.durable = durable

    def start(self):
        durable = ["--durable", self.folder / "bare.db"] if self.durable else []
        self.spawn([self.place.program("crosstalk-bench-bare"), *durable], stdout=subprocess.PIPE)
        self.port = json.loads(self.process.stdout.readline())["port"]


class Peer(Server):
    """A server of the distribution: its configuration is written into the folder of the round."""

    def __init__(self, place, folder, data=None, durable=False):
        super().__init__(place, folder)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path


class Redis(Peer):
    protocol = "redis"

    def start(self):
        certificate, key = self.place.certificate()
        self.port = free_port()
        self.spawn([installed("redis-server"), "--port", 0, "--tls-port", self.port, "--bind", "127.0.0.1",
                    "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate,
                    "--tls-auth-clients", "no", "--tls-protocols", "TLSv1.3", "--save", "", "--maxclients",
                    15000, "--client-output-buffer-limit", "pubsub 0 0 0", "--dir", self.folder])
        self.wait_for_port()


class Ngircd(Peer):
    protocol = "irc"

    def start(self):
        certificate, key = self.place.certificate()
        self.port = free_port()
        config = self.write("ngircd.conf", f"""[Global]
Name = bench.local
Info = bench
Listen = 127.0.0.1
Ports = {free_port()}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 30
MaxPenaltyTime = 0
PingTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
[SSL]
CertFile = {certificate}
KeyFile = {key}
Ports = {self.port}
""")
        self.spawn([installed("ngircd"), "--nodaemon", "--config", config])
        self.wait_for_port()


class Inspircd(Peer):
    protocol = "irc"

    def start(self):
        certificate, key = self.place.certificate()
        self.port = free_port()
        config = self.write("inspircd.conf", f"""
<server name="bench.local" description="bench" network="bench" id="1AA">
<admin name="bench" nick="bench" email="bench@localhost">
<module name="ssl_gnutls">
<sslprofile name="bench" provider="gnutls" certfile="{certificate}" keyfile="{key}">
<bind address="127.0.0.1" port="{self.port}" type="clients" sslprofile="bench">
<connect name="all" allow="*" timeout="60" pingfreq="600" recvq="1048576" softsendq="104857600"
 hardsendq="104857600" localmax="20000" globalmax="20000" maxconnwarn="no" maxchans="20" commandrate="1000000000"
 threshold="1000000" fakelag="no" resolvehostnames="no" useident="no">
<performance softlimit="20000" somaxconn="4096" clonesonconnect="yes" netbuffersize="65534">
<options defaultmodes="nt"> <pid file="{self.folder}/pid">
<path configdir="{self.folder}" datadir="{self.folder}" logdir="{self.folder}" runtimedir="{self.folder}">
<security runasuser="" runasgroup="">
""")
        self.spawn([installed("inspircd"), "--nofork", "--runasroot", f"--config={config}"])
        self.wait_for_port()


class Mosquitto(Peer):
    protocol = "mqtt"

    def start(self):
        certificate, key = self.place.certificate()
        self.port = free_port()
        config = self.write("mosquitto.conf", f"""listener {self.port} 127.0.0.1
cafile {certificate}
certfile {certificate}
keyfile {key}
tls_version tlsv1.3
allow_anonymous true
persistence false
set_tcp_nodelay true
max_queued_messages 0
user root
""")
        self.spawn([installed("mosquitto"), "-c", config])
        self.wait_for_port()


class Nats(Peer):
    protocol = "nats"

    def start(self):
        certificate, key = self.place.certificate()
        self.port = free_port()
        config = self.write("nats.conf", f"""host: 127.0.0.1
port: {self.port}
tls {{ cert_file: "{certificate}", key_file: "{key}" }}
""")
        self.spawn([installed("nats-server"), "-c", config])
        self.wait_for_port()


PEERS = {"redis": Redis, "ngircd": Ngircd, "inspircd": Inspircd, "mosquitto": Mosquitto, "nats": Nats}
SERVERS = {"crosstalk": Crosstalk, "bare": Bare, **PEERS}
