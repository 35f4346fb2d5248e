"""How well the engine reads real messages: `./run bench messages [--data FOLDER]`.

Compares its suggestions with the judgements in bench/judged, made by a reader who had not seen the code.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from huying.engines import triage

JUDGED = Path(__file__).with_name("judged")
DEFAULT = Path(os.environ.get("HUYING_BENCH_DATA", "../shared/bench"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _seconds(written: str) -> int:
    return int(datetime.strptime(written.replace("-", "/"), "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC).timestamp())


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "0/0"


def pairs_report(proposed: set[frozenset[str]]) -> list[str]:
    """Precision and recall on the judged pairs, and how much of the judged groups the proposals reach."""
    judged = [(frozenset((r["a"], r["b"])), r["same"] == "yes") for r in _rows(JUDGED / "pairs.csv")]
    hits = sum(same and pair in proposed for pair, same in judged)
    said = sum(pair in proposed for pair, _same in judged)
    groups: dict[str, set[str]] = defaultdict(set)
    for row in _rows(JUDGED / "groups.csv"):
        groups[row["group"]].add(row["id"])
    inside = {frozenset(pair) for ids in groups.values() for pair in combinations(sorted(ids), 2)}
    touched = {one for pair in proposed & inside for one in pair}
    members = sum(len(ids) for ids in groups.values())
    return [
        f"judged pairs: precision {_share(hits, said)}, recall {_share(hits, sum(same for _p, same in judged))}",
        f"judged groups: members joined to one of their own {_share(len(touched), members)}; "
        f"groups found {_share(sum(bool(ids & touched) for ids in groups.values()), len(groups))}",
        f"proposed pairs inside a judged group: {_share(len(proposed & inside), len(proposed))}",
    ]


def kinds_report(readings: dict[str, triage.Reading]) -> list[str]:
    """Property work told from the rest, and dangers found, on the judged sample."""
    table: Counter[tuple[str, str]] = Counter()
    danger: Counter[tuple[bool, bool]] = Counter()
    for row in _rows(JUDGED / "kinds.csv"):
        ours = readings[row["id"]].is_property
        said = "unsure" if ours is None else "yes" if ours.value else "no"
        table[row["property"], said] += 1
        danger[row["danger"] != "none", bool(readings[row["id"]].dangers)] += 1
    right, decided = table["yes", "yes"] + table["no", "no"], sum(n for (j, s), n in table.items() if "unsure" not in (j, s))
    return [
        f"property work: right where both decided {_share(right, decided)}",
        f"  of {table['yes', 'yes'] + table['yes', 'no'] + table['yes', 'unsure']} judged property: "
        f"yes {table['yes', 'yes']}, unsure {table['yes', 'unsure']}, no {table['yes', 'no']}",
        f"  of {table['no', 'yes'] + table['no', 'no'] + table['no', 'unsure']} judged not: "
        f"no {table['no', 'no']}, unsure {table['no', 'unsure']}, yes {table['no', 'yes']}",
        f"danger on the sample: found {_share(danger[True, True], danger[True, True] + danger[True, False])}, "
        f"false alarms {_share(danger[False, True], danger[False, True] + danger[False, False])}",
    ]


# How the writer of the phrasings named a danger → the engine's codes that mean it.
NAMED = {
    "gas": {"gas"}, "fire": {"fire"}, "fall": {"injury"}, "structure": {"structural_fall"}, "manhole": {"open_manhole"},
    "electric": {"electric_shock"}, "lift": {"lift_entrapment"}, "person": {"person_in_danger"},
    "burst": {"burst_pipe", "flood"}, "flooding": {"flooding_power", "flood", "burst_pipe"},
}


def phrasings_report(name: str) -> str:
    """Dangers heard in phrasings of somebody who had not seen the rules, and alarms on harmless ones."""
    counts: Counter[str] = Counter()
    for row in _rows(JUDGED / f"phrasings-{name}.csv"):
        flags = triage.read(triage.Message(row["text"])).dangers
        sure = [flag for flag in flags if flag.confidence is not triage.Confidence.LOW]
        if row["flag"] == "none":
            counts.update(calm=1, asked=bool(flags), alarmed=bool(sure))
        else:
            right = bool({str(flag.code) for flag in flags} & NAMED[row["flag"]])
            counts.update(danger=1, heard=bool(flags), right=right, sure=bool(sure))
    return (
        f"phrasings ({name}): danger heard {_share(counts['heard'], counts['danger'])}, rightly named {_share(counts['right'], counts['danger'])}, "
        f"alarm at once {_share(counts['sure'], counts['danger'])}; harmless: asked about {_share(counts['asked'], counts['calm'])}, alarm {_share(counts['alarmed'], counts['calm'])}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT)
    print("\n".join(phrasings_report(name) for name in ("dev", "sealed")))
    file = parser.parse_args().data / "messages" / "residents.csv"
    if not file.exists():
        print(f"skipped: {file} is not there (give its folder with --data)")
        return
    rows = _rows(file)
    start = time.process_time()
    messages = {r["留言编号"]: triage.Message(r["留言详情"], subject=r["留言主题"]) for r in rows}
    readings = {number: triage.read(message) for number, message in messages.items()}
    each = (time.process_time() - start) / len(rows)
    times = {r["留言编号"]: _seconds(r["留言时间"]) for r in rows}
    items = [triage.Item(number, message, at_s=times[number]) for number, message in messages.items()]
    start = time.process_time()
    proposed = {frozenset((pair.first, pair.second)) for pair in triage.propose_pairs(items)}
    together = time.process_time() - start
    print(f"{len(rows)} messages, {each * 1000:.2f} CPU ms each to read, {together:.2f} CPU s to propose {len(proposed)} pairs")
    print(f"danger flagged: {sum(bool(r.dangers) for r in readings.values())}")
    print("\n".join([*pairs_report(proposed), *kinds_report(readings)]))


if __name__ == "__main__":
    main()
