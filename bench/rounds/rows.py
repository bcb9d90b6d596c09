"""The rows of docs/performance.md: what is loaded how, what is compared, and today's target."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One number of a row, and how it is judged."""

    name: str
    path: str  # in the generator's result, with dots
    unit: str
    target: float
    # "ratio": ours through bare's must be at most the target; "share": at least; "value": ours alone, at most;
    # "part": ours alone, at least; "beside": shown, not judged.
    judged: str = "ratio"
    scale: float = 1.0  # from the result to the unit


@dataclass(frozen=True)
class Row:
    letter: str
    workload: str
    scenario: str
    figures: tuple
    receivers: int
    senders: int = 1
    window: int = 1
    rate: float = 0
    warm_up: float = 1
    seconds: float = 5
    bare_seconds: float = None  # where bare has nothing to do for so long
    durable: bool = False  # the bare server commits too
    users: int = 0  # known devices; 0: as many as there are clients
    rooms: int = 0  # receiver and sender i are in room i % rooms; 0: all in the lobby
    data: str = ""  # "archive": a million stored messages; "missed": somebody has missed many
    posts: int = 0  # that these hold
    questions: int = 0  # so many of each kind, or so many returns
    megabytes: int = 0  # of each file, in MiB
    cuts: int = 0
    measured_with: str = ""  # the row whose rounds give this one's figures too
    needs_bare: bool = True
    peers: bool = False  # servers of the distribution can be compared
    counts_calls: bool = False
    generator_limit: float = 1.0  # share of its core above which the generator was late
    lateness_limit_us: float = 0  # 99th percentile above which it was late; 0: not asked
    quick: dict = field(default_factory=dict)


def in_time(path, target):
    """The two figures of latencies, in milliseconds; the second is judged."""
    return (Figure("p50", f"{path}.p50_us", "ms", 0, judged="beside", scale=1e-3),
            Figure("p99", f"{path}.p99_us", "ms", target, judged="value", scale=1e-3))


# As the generator names them.
SEARCHES = ("rare word", "common word", "two words", "two words never together", "from one author",
            "two Chinese characters", "most relevant")
# One client that asks one thing after the other.
ALONE = {"receivers": 1}

ROWS = (
    Row("A", "flooded room, 500 receivers, 4 senders x 16 outstanding: CPU per delivery", "flood",
        (Figure("CPU", "cpu_us_per_delivery", "us", 3),), receivers=500, senders=4, window=16, peers=True,
        quick={"receivers": 100, "seconds": 2}),
    Row("B", "one message at a time, 50 receivers: CPU per delivery", "flood",
        (Figure("CPU", "cpu_us_per_delivery", "us", 1.6),), receivers=50, peers=True, quick={"seconds": 2}),
    Row("C", "100 rooms of 10, 100 senders x 2 outstanding: CPU per delivery", "flood",
        (Figure("CPU", "cpu_us_per_delivery", "us", 2),), receivers=1000, senders=100, window=2, rooms=100,
        peers=True, quick={"seconds": 2}),
    Row("D", "latency of delivery, 500 receivers at 40 messages/s", "paced",
        (Figure("p50", "delivery.p50_us", "ms", 2, scale=1e-3),
         Figure("p99", "delivery.p99_us", "ms", 2, scale=1e-3)),
        receivers=500, senders=4, rate=40, seconds=10, peers=True, lateness_limit_us=1000,
        quick={"seconds": 3}),
    Row("E", "durable acknowledged messages/s to 50 receivers, 4 x 16", "flood",
        (Figure("rate", "acknowledged_per_second", "/s", 0.3, judged="share"),), receivers=50, senders=4,
        window=16, durable=True, generator_limit=0.95, quick={"seconds": 2}),
    Row("F", "durable acknowledgement at 200/s, 50 receivers", "paced",
        (Figure("p50", "acknowledgement.p50_us", "ms", 2, scale=1e-3),
         Figure("p99", "acknowledgement.p99_us", "ms", 3, scale=1e-3)),
        receivers=50, senders=4, rate=200, seconds=10, durable=True, lateness_limit_us=300,
        quick={"seconds": 3}),
    Row("G", "memory per idle joined connection, 10,000", "idle",
        (Figure("Pss", "bytes_per_connection", "kB", 40, judged="value", scale=1e-3),), receivers=10_000,
        warm_up=5, seconds=45, bare_seconds=1, quick={"receivers": 500, "seconds": 3}),
    Row("H", "memory per silent connection before its first byte, 10,000", "silent",
        (Figure("Pss", "bytes_per_connection", "kB", 4, judged="value", scale=1e-3),), receivers=10_000,
        users=100, quick={"receivers": 1000}),
    Row("I", "CPU per login with a known device, 10,000; the last 1,000 against the first", "idle",
        (Figure("CPU", "cpu_us_per_login", "us", 6), Figure("growth", "login_growth", "x", 0, judged="beside")),
        receivers=10_000, measured_with="G"),
    Row("J", "idle CPU per connection with heartbeats, 10,000", "idle",
        (Figure("CPU", "idle_cpu_us_per_connection_second", "us/s", 1.5, judged="value"),), receivers=10_000,
        measured_with="G"),
    Row("K", "2 of 50 receivers stop reading for 8 s during a flood: throughput of the others", "sleepers",
        (Figure("share", "throughput_ratio", "x", 0.8, judged="part"),
         Figure("growth of memory", "memory_growth_bytes", "MB", 0, judged="beside", scale=1e-6)),
        receivers=50, senders=4, window=16, seconds=8, needs_bare=False, generator_limit=0.95,
        quick={"seconds": 3}),
    Row("L1", "system calls per delivery, one message at a time, 50 receivers", "flood",
        (Figure("calls", "calls_per_delivery", "", 1.3, judged="value"),), receivers=50, seconds=3, peers=True,
        counts_calls=True, quick={"seconds": 2}),
    Row("L2", "system calls per delivery, flooded, 500 receivers", "flood",
        (Figure("calls", "calls_per_delivery", "", 0.06, judged="value"),), receivers=500, senders=4, window=16,
        seconds=3, peers=True, counts_calls=True, quick={"receivers": 100, "seconds": 2}),
    Row("S1", "start with 1,000,000 stored messages", "archive",
        (Figure("ready", "seconds_to_ready", "s", 1, judged="value"),
         Figure("resident", "memory_before.rss_bytes", "MB", 60, judged="value", scale=1e-6),
         Figure("resident after all questions", "memory_after.rss_bytes", "MB", 60, judged="value", scale=1e-6),
         Figure("resident after all were posted, without a new start", "filled.memory_after.rss_bytes", "MB", 60,
                judged="value", scale=1e-6),
         Figure("growth per million messages", "growth_bytes_per_million", "MB", 0, judged="beside", scale=1e-6)),
        needs_bare=False, data="archive", posts=1_000_000, questions=1000,
        quick={"posts": 200_000, "questions": 100}, **ALONE),
    Row("S2", "disk per stored message of 100 bytes: journal, archive and its index of words", "archive",
        (Figure("files", "disk.before_trimming.file_bytes_per_message", "bytes", 500, judged="value"),
         Figure("in use after the journal was trimmed", "disk.after_trimming.bytes_per_message", "bytes", 500,
                judged="value"),
         Figure("files then", "disk.after_trimming.file_bytes_per_message", "bytes", 0, judged="beside"),
         Figure("a weekly snapshot", "disk.snapshot_bytes_per_message", "bytes", 0, judged="beside")),
        measured_with="S1", **ALONE),
    Row("S3", "page of 100 anywhere in 1,000,000 messages", "archive", in_time("page", 2), measured_with="S1",
        **ALONE),
    *(Row(f"S{4 + i}", f"search in 1,000,000 messages: {kind}", "archive", in_time(f"search.{kind}", 10),
          measured_with="S1", **ALONE) for i, kind in enumerate(SEARCHES)),
    Row("T", "coming back to 100 rooms and 100,000 missed messages: all counts are there", "return",
        (*in_time("until_counts", 200),
         Figure("bytes received", "bytes", "kB", 0, judged="beside", scale=1e-3)),
        needs_bare=False, rooms=100, data="missed", posts=100_000, questions=100,
        quick={"questions": 10}, **{**ALONE, "receivers": 100}),
    Row("W1", "window: a list of 100,000 messages, scrolled: CPU of a frame before it becomes pixels", "window:list",
        (Figure("p50", "p50_ms", "ms", 0.3, judged="value"), Figure("p99", "p99_ms", "ms", 0, judged="beside")),
        posts=100_000, **ALONE),
    Row("W2", "window: the whole of it in a room of 100,000 messages, scrolled: CPU of a frame before it becomes pixels",
        "window:window",
        (Figure("p50", "p50_ms", "ms", 0.3, judged="value"), Figure("p99", "p99_ms", "ms", 0, judged="beside")),
        needs_bare=False, posts=100_000, **ALONE),
    Row("W3", "window: 10,000 messages arrive at once", "window:burst",
        (Figure("worst frame", "worst_ms", "ms", 16.7, judged="value"),
         Figure("p50", "p50_ms", "ms", 0, judged="beside")), needs_bare=False, posts=10_000, **ALONE),
    Row("W4", "window: jumps all over a room of 1,000,000 messages", "window:jump",
        (Figure("worst frame", "worst_ms", "ms", 16.7, judged="value"),
         Figure("p50", "p50_ms", "ms", 0, judged="beside")), needs_bare=False, posts=1_000_000, **ALONE),
    Row("W5", "window: the program, drawn by the processor, 1200 x 800 and larger; bare: the smallest of SDL and Dear ImGui",
        "window:program",
        (Figure("start to first frame", "first_frame_ms", "ms", 150, judged="value"),
         Figure("start to the conversation", "conversation_ms", "ms", 400, judged="value"),
         Figure("CPU of a frame with its pixels, median", "frame_cpu_ms", "ms", 4, judged="value"),
         Figure("idle: CPU", "idle_cpu_percent", "%", 0.05, judged="value"),
         Figure("idle: frames", "idle_frames_per_second", "/s", 2.1, judged="value"),
         Figure("resident", "memory.rss", "MB", 80, judged="value", scale=1e-6),
         Figure("executable", "executable_bytes", "MB", 22, judged="value", scale=1e-6)),
        posts=2_000, seconds=20, quick={"seconds": 3}, **ALONE),
    Row("W6", "window: a JPEG of 12 megapixels, from its bytes to the pixels of its preview; bare: the decoder without a helper process",
        "window:picture",
        (Figure("first picture, the start of the helper included", "first_ms", "ms", 250, judged="value"),
         Figure("the next ones", "next_ms", "ms", 250, judged="value")), questions=10, **ALONE),
    Row("W7", "window: the file that people download, from its start into a server on another host that it finds by itself",
        "window:found",
        (Figure("start to first frame", "first_frame_ms", "ms", 150, judged="value"),
         Figure("resident, before it is anywhere", "memory.rss", "MB", 80, judged="value", scale=1e-6),
         Figure("start until the server is in its list", "found_ms", "ms", 0, judged="beside"),
         Figure("start to the conversation", "conversation_ms", "ms", 0, judged="beside"),
         Figure("executable", "executable_bytes", "MB", 22, judged="value", scale=1e-6)),
        needs_bare=False, **ALONE),
    Row("P1", "1,000 games of two at once, 20 moves each, and as many messages by the same people, one after the other", "games",
        (Figure("a move: CPU", "move.cpu_us", "us", 0, judged="beside"),
         Figure("a post: CPU", "post.cpu_us", "us", 0, judged="beside"),
         Figure("a move, x a post", "move_x_post", "x", 2, judged="value"),
         *(Figure(f"a {what}, until the answer: p99", f"{what}.p99_us", "ms", 0, judged="beside", scale=1e-3)
           for what in ("move", "post"))),
        receivers=500, senders=0, rooms=250, needs_bare=False),
    Row("P2", "window: frames while the computer thinks about moves of 15x15, level hard; bare: nobody thinks", "window:thinking",
        (Figure("p50", "p50_ms", "ms", 0, judged="beside"), Figure("p99", "p99_ms", "ms", 1.5),
         Figure("a move, median", "move_ms", "ms", 1000, judged="value"),
         Figure("a move, longest", "longest_move_ms", "ms", 0, judged="beside")), posts=2_000, **ALONE),
    Row("X1", "a file of 512 MiB, up and down; bare: a TLS copy with SHA-256 at both ends and as durable", "transfers:copy",
        (Figure("upload: CPU per MB", "upload.cpu_us_per_mb", "us", 1.6),
         Figure("download: CPU per MB", "download.cpu_us_per_mb", "us", 1.6),
         Figure("download: CPU per MB, bare without SHA-256", "download_unhashed.cpu_us_per_mb", "us", 0,
                judged="beside"),
         Figure("upload: rate", "upload.mb_per_second", "MB/s", 0, judged="beside"),
         Figure("download: rate", "download.mb_per_second", "MB/s", 0, judged="beside")),
        megabytes=512, quick={"megabytes": 64}, **ALONE),
    Row("X2", "latency of delivery, 50 receivers at 40 messages/s, while 2 files go up and 2 down; bare: none do",
        "transfers:chat",
        (Figure("p50", "delivery.p50_us", "ms", 0, judged="beside", scale=1e-3),
         Figure("p99", "delivery.p99_us", "ms", 1.2, scale=1e-3)),
        receivers=50, senders=4, rate=40, seconds=10, users=58, megabytes=2047, lateness_limit_us=1000,
        quick={"seconds": 3}),
    Row("X3", "memory of the server per transfer that runs, its file connection included", "transfers:memory",
        tuple(Figure(f"{crowd} {direction}loads at once: Pss", f"{direction}_{crowd}.bytes_per_transfer", "MiB", 1,
                     judged="value", scale=1 / 2**20) for direction in ("up", "down") for crowd in (8, 32)),
        receivers=32, senders=0, seconds=3, megabytes=1024, needs_bare=False, quick={"seconds": 1}),
    Row("X4", "a file of 1 GiB, 100 times cut off at random places, each way: what has to go over the wire again",
        "transfers:cut",
        tuple(Figure(f"{direction}load: {what} after a cut", f"{direction}load.{path}_bytes_repeated", "MiB", 2,
                     judged="value" if path == "most" else "beside", scale=1 / 2**20)
              for direction in ("up", "down") for what, path in (("most", "most"), ("mean", "mean"))),
        megabytes=1024, cuts=100, needs_bare=False, quick={"megabytes": 64, "cuts": 20}, **ALONE),
)

# Rows of one letter are asked for together.
LETTERS = tuple(dict.fromkeys(row.letter[0] for row in ROWS))


def shown_with(row):
    """The rows that one measurement of this row gives."""
    return [other for other in ROWS if other is row or other.measured_with == row.letter]


def get(result, path):
    """None where there is no such figure."""
    for part in path.split("."):
        if not isinstance(result, dict) or part not in result:
            return None
        result = result[part]
    return result


def complete(result):
    """Adds what follows from the generator's own figures."""
    if "cpu_us_per_last_login" in result:
        result["login_growth"] = result["cpu_us_per_last_login"] / result["cpu_us_per_first_login"]
    if "memory_after" in result:
        result["memory_growth_bytes"] = (result["memory_after"]["pss_bytes"] -
                                         result["memory_before"]["pss_bytes"])
    return result
