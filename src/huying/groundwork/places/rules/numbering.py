"""Short ways to write many numbers: 1-30、32甲, and rooms by floor."""

from __future__ import annotations

import re

from huying.kernel.errors import BadInput
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _

_SPAN = re.compile(r"(\d{1,4})[-~至到](\d{1,4})(单|双)?")
_ONE = re.compile(r"\d{1,4}[甲乙丙丁a-z]?|[a-z]")


def expand_numbers(text: str, *, unit: str, field: str) -> tuple[str, ...]:
    """Return the numbers a cell stands for: “1-3、7甲” → 1号 2号 3号 7甲号; “1-7单” only the odd ones."""
    numbers: dict[str, None] = {}
    for part in re.split(r"[、,，;；\s]+", fold(text)):
        bare = part.removesuffix("楼").removesuffix(unit)
        if not bare:
            continue
        if span := _SPAN.fullmatch(bare):
            first, last = int(span[1]), int(span[2])
            step = 2 if span[3] else 1
            first += 1 if span[3] and first % 2 != (span[3] == "单") else 0
            numbers |= dict.fromkeys(f"{n}{unit}" for n in range(first, last + 1, step))
        elif _ONE.fullmatch(bare):
            numbers[(bare.lstrip("0") or "0").upper() + unit] = None
        else:
            raise BadInput(_("“%(part)s” is not a house number. Write 1-30、32、33甲."), field=field, part=part[:40])
    return tuple(numbers)


def rooms_of(*, floors: int | None, per_floor: int | None) -> tuple[str, ...]:
    """Return room numbers the usual way: floor 3, flat 1 → 301."""
    if not floors or not per_floor:
        return ()
    return tuple(f"{floor}{flat:02d}" for floor in range(1, floors + 1) for flat in range(1, per_floor + 1))
