"""From raw rounds to the table of docs/performance.md."""

import json
import statistics

from .rows import ROWS, get

BEGIN = "<!-- table: written by bench/run -->"
END = "<!-- end of table -->"


def read(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def newest(results, letter):
    """The newest committed rounds of a row, or nothing."""
    files = sorted(results.glob(f"*-{letter}.jsonl"))
    return (files[-1], read(files[-1])) if files else (None, [])


def last_attempts(records, server):
    """By number of the round: what counts is the last attempt."""
    return {record["round"]: record for record in records if record["server"] == server}


def values(records, server, figure):
    """By round; what one side does not measure is left out."""
    found = {number: get(record["result"], figure.path)
             for number, record in last_attempts(records, server).items() if not record["failed"]}
    return {number: value for number, value in found.items() if value is not None}


def paired(records, server, figure):
    """Of each round that both finished: this server's figure through bare's."""
    ours, bares = values(records, server, figure), values(records, "bare", figure)
    return [ours[number] / bares[number] for number in ours if bares.get(number)]


def shown(number):
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    if abs(number) >= 100:
        return f"{number:.0f}"
    return f"{number:.3g}"


def spread(numbers):
    if not numbers:
        return "-"
    middle = shown(statistics.median(numbers))
    return middle if len(numbers) == 1 else f"{middle} ({shown(min(numbers))} to {shown(max(numbers))})"


def is_reached(figure, own, ratios):
    judged = ratios if figure.judged in ("ratio", "share") else own
    if not judged:
        return False
    middle = statistics.median(judged)
    return middle >= figure.target if figure.judged in ("share", "part") else middle <= figure.target


def target_text(figure):
    sign = ">=" if figure.judged in ("share", "part") else "<="
    unit = " x bare" if figure.judged in ("ratio", "share") else f" {figure.unit}".rstrip()
    return "" if figure.judged == "beside" else f"{sign} {shown(figure.target)}{unit}"


def verdict(figure, row, records):
    own_rounds = last_attempts(records, "crosstalk").values()
    failed = [record for record in own_rounds if record["failed"]]
    if failed:
        return f"**failed**: {failed[0]['failed'][0]}"
    if figure.judged == "beside":
        return ""
    scaled = [value * figure.scale for value in values(records, "crosstalk", figure).values()]
    reached = is_reached(figure, scaled, paired(records, "crosstalk", figure))
    late = [record for record in records if record["late"] and record["attempt"] == 2]
    return ("reached" if reached else "**missed**") + (f" (generator late in {len(late)})" if late else "")


def peers_text(figure, records):
    names = sorted({record["server"] for record in records} - {"crosstalk", "bare"})
    return ", ".join(f"{name} {shown(statistics.median(paired(records, name, figure)))}" for name in names
                     if paired(records, name, figure))


def table(results):
    lines = ["| row | workload | figure | bare | Crosstalk | x bare | peers, x bare | target | | rounds |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    for row in ROWS:
        path, records = newest(results, row.measured_with or row.letter)
        for figure in row.figures:
            start = f"| {row.letter} | {row.workload} | {figure.name}{', ' + figure.unit if figure.unit else ''} "
            if path is None:
                lines.append(f"{start}| | | | | {target_text(figure)} | not measured yet | |")
                continue
            own = [value * figure.scale for value in values(records, "crosstalk", figure).values()]
            bare = [value * figure.scale for value in values(records, "bare", figure).values()]
            lines.append(f"{start}| {spread(bare)} | {spread(own)} | {spread(paired(records, 'crosstalk', figure))} "
                         f"| {peers_text(figure, records)} | {target_text(figure)} "
                         f"| {verdict(figure, row, records)} | {len(own)}, {path.name[:10]} |")
    return "\n".join(lines)


def write(page, results):
    """Replaces the table in the page; what people wrote around it stays."""
    text = page.read_text()
    before, rest = text.split(BEGIN)
    page.write_text(f"{before}{BEGIN}\n{table(results)}\n{END}{rest.split(END)[1]}")


def summary(row, records):
    """One line per figure, for the terminal."""
    lines = []
    for figure in row.figures:
        own = [value * figure.scale for value in values(records, "crosstalk", figure).values()]
        lines.append(f"  {row.letter} {figure.name}: {spread(own)} {figure.unit}, x bare "
                     f"{spread(paired(records, 'crosstalk', figure))}, peers {peers_text(figure, records) or '-'}, "
                     f"target {target_text(figure) or '-'}: {verdict(figure, row, records)}")
    return "\n".join(lines)
