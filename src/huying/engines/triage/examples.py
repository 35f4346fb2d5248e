"""The last net: short notes that read like known calls for help. Learnt from examples.csv, which the desk may add to.

Naive Bayes over characters, pairs of characters and the slots of slots.py (Maron 1961, J ACM 8(3) 404), harmless notes
against all dangers. It speaks only where neither the signs nor the nets have heard anything, and its word is always "low".
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from pathlib import Path

from huying.engines.triage import slots
from huying.engines.triage.message import Danger
from huying.engines.triage.words import clean

EXAMPLES = Path(__file__).with_name("examples.csv")
LIKE_FROM = 5.2
"""Score from which a note counts as alike; at this mark 3 % of harmless examples left out of the learning score higher."""
_PRIOR = 0.5
_SLOTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (f"@{name}", slots.any_of(words))
    for name, words in sorted(vars(slots).items())
    if name.isupper() and isinstance(words, str)
)

Marks = frozenset[str]
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights of each mark: for danger against harmless, and for each danger against the other dangers."""

    alarm: Weights
    of: Mapping[Danger, Weights]


def marks(text: str) -> Marks:
    """Return what is counted of a cleaned text: its characters, pairs of characters and slots."""
    bare = text.replace(",", "")
    found = {bare[i : i + width] for width in (1, 2) for i in range(len(bare) - width + 1)}
    found.update(name for name, words in _SLOTS if words.search(text))
    return frozenset(found)


def _weights(inside: list[Marks], outside: list[Marks]) -> dict[str, float]:
    """Return for each mark the logarithm of how much oftener it stands inside than outside."""
    here, there = (
        Counter(mark for one in inside for mark in one),
        Counter(mark for one in outside for mark in one),
    )
    return {
        mark: log((here[mark] + _PRIOR) / (len(inside) + 2 * _PRIOR))
        - log((there[mark] + _PRIOR) / (len(outside) + 2 * _PRIOR))
        for mark in here.keys() | there.keys()
    }


@lru_cache(maxsize=1)
def learnt() -> Learnt:
    """Return the weights; read and counted once a process, about a quarter of a second."""
    by_flag: dict[str, list[Marks]] = defaultdict(list)
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_flag[row["flag"]].append(marks(clean(row["text"]).text))
    harmless = by_flag.pop("")
    known = {Danger(flag): rows for flag, rows in by_flag.items()}
    everything = [one for rows in known.values() for one in rows]
    others = {
        flag: [one for other, rows in known.items() if other is not flag for one in rows] for flag in known
    }
    return Learnt(
        _weights(everything, harmless), {flag: _weights(rows, others[flag]) for flag, rows in known.items()}
    )


def _score(found: Marks, weights: Weights, length: int) -> float:
    return sum(weights.get(mark, 0.0) for mark in sorted(found)) / sqrt(max(1, length))


def like_known_danger(text: str) -> Danger | None:
    """Return the danger a short cleaned note reads like, or None. O(length)."""
    found, known = marks(text), learnt()
    if _score(found, known.alarm, len(text)) < LIKE_FROM:
        return None
    return max(known.of, key=lambda flag: (_score(found, known.of[flag], len(text)), flag))
