"""How alike two messages are, and which pairs a person should look at. Proposes, never merges.

Points (0-100) from place, subject, words and time; integers only, so that every machine gives the same list.
Known to us: words alone do not group; the place does. So pairs come from blocks of one place (or nearly the
same wording), and the words only rank inside the block.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from huying.engines.triage.message import Confidence, Message
from huying.engines.triage.places import compound_in, core_key, same_place, streets_in
from huying.engines.triage.subjects import AREA_WIDE, are_kin, subjects_in, told
from huying.engines.triage.words import clean

HOUR_S = 3_600
DAY_S = 24 * HOUR_S
PROPOSE_FROM = 60
STRONG_FROM = 80
_READ = 1_000
_WORDS_READ = 400
_HEADING_READ = 60
_BLOCK_LIMIT = 150
_NEIGHBOURS = 60
_SKETCH = 6
_SKETCH_FROM = 20
_SKETCH_BLOCK = 40
_COURTESY = re.compile(r"尊敬的?|领导|您好|你好|请问|谢谢|感谢|希望|有关部门|相关部门|书记|县长|市长|业主|居民|小区|我们?|反映|投诉|举报|咨询|请求|恳请|强烈|[a-z][0-9]{0,2}[区县市]|[,。\s]")


@dataclass(frozen=True, slots=True)
class Item:
    """One call or message to compare.

    Attributes
    ----------
    ref : the caller's own key, returned in the answers; pairs are ordered by it.
    message : its words.
    at_s : when it came, seconds since any common zero.
    place : the known compound's key, "" when nobody has placed it (then the words are read for one).
    building : the known building's key, "" when unknown.
    trade : the code the desk chose, "" when none.
    """

    ref: str
    message: Message
    at_s: int
    place: str = ""
    building: str = ""
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two items are: points 0-100, what speaks for and against, and how sure."""

    points: int
    reasons: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items a person should compare; ``first < second``."""

    first: str
    second: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an item, computed once."""

    item: Item
    keys: tuple[str, ...]
    building: str
    main: frozenset[str]
    named: frozenset[str]
    grams: frozenset[str]
    streets: frozenset[str]
    is_named: bool


def profile(item: Item) -> Profile:
    """Return what is compared of `item`. O(length)."""
    mentions = () if item.place else compound_in(item.message)
    sure = [m for m in mentions if m.confidence is not Confidence.LOW] or list(mentions)
    keys = (item.place,) if item.place else tuple(m.key for m in sure[:3])
    building = item.building or (sure[0].building if sure else "")
    head = subjects_in(clean(item.message.subject).text)
    heading = clean(item.message.subject or item.message.text[:_HEADING_READ]).text
    words = clean(item.message.whole[:_READ]).text
    whole = subjects_in(words)
    main = (frozenset(head) - {"noise"}) or told(sorted(whole, key=lambda code: (-whole[code], code))) or frozenset(whole)
    for key in keys:
        words = words.replace(key, ",")
    words = _COURTESY.sub(" ", words)[:_WORDS_READ]
    grams = frozenset(words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2])
    is_named = bool(item.place) or any(m.confidence is Confidence.HIGH for m in mentions)
    return Profile(item, keys, building, main, frozenset(whole), grams, streets_in(heading), is_named)


def overlap(first: frozenset[str], second: frozenset[str]) -> int:
    """Return the Dice overlap of two sets in thousandths; 0 when either is empty."""
    if not first or not second:
        return 0
    return 2_000 * len(first & second) // (len(first) + len(second))


def _place_points(a: Profile, b: Profile) -> tuple[int, str]:
    if a.item.place and b.item.place:
        return (40, "同一地点") if a.item.place == b.item.place else (-40, "")
    if a.keys and b.keys and same_place(a.keys[0], b.keys[0]):
        return 36, f"都提到「{a.keys[0]}」"
    for key in a.keys:
        if any(same_place(key, other) for other in b.keys):
            return 26, f"都提到「{key}」"
    if not (a.is_named and b.is_named) and (street := _shared_street(a, b)):
        return 28, f"都提到「{street}」"
    return (-20 if a.keys and b.keys else 0), ""


def _shared_street(a: Profile, b: Profile) -> str:
    return min((one for one in a.streets for other in b.streets if same_place(one, other)), default="")


def _subject_points(a: Profile, b: Profile) -> tuple[int, str]:
    if a.item.trade and a.item.trade == b.item.trade and not (a.main and b.main and not a.main & b.named):
        return 25, "同一工种"
    if a.main & b.main:
        return 25, "说的是同一件事"
    if a.main & b.named or b.main & a.named:
        return 14, "说到同一件事"
    if are_kin(a.main, b.main):
        return 6, "说的是相近的事"
    return (-20 if a.main and b.main else -4 if a.main or b.main else 0), ""


def _building_points(a: Profile, b: Profile, gap_s: int) -> tuple[int, str]:
    if not a.building or not b.building:
        return 0, ""
    if a.building == b.building:
        return 10, "同一栋楼"
    if a.main & b.main & AREA_WIDE or gap_s <= HOUR_S:
        return 0, ""
    return -14, ""


def _time_points(gap_s: int, *, is_placed: bool) -> tuple[int, str]:
    if gap_s <= HOUR_S:
        return (15 if is_placed else 8), "相隔不到一小时"
    if gap_s <= DAY_S:
        return (10 if is_placed else 6), "相隔不到一天"
    if gap_s <= 7 * DAY_S:
        return 4, "相隔不到一周"
    if is_placed and gap_s > 30 * DAY_S:
        return -10, ""
    return (-4 if gap_s > 180 * DAY_S else 0), ""


def _compared(a: Profile, b: Profile) -> Likeness:
    gap_s = abs(a.item.at_s - b.item.at_s)
    shared = overlap(a.grams, b.grams)
    is_placed = bool(a.item.place and b.item.place)
    place, place_words = _place_points(a, b)
    subject, subject_words = _subject_points(a, b)
    building, building_words = _building_points(a, b, gap_s) if place > 0 else (0, "")
    time, time_words = _time_points(gap_s, is_placed=is_placed)
    wording, wording_words = min(35, shared // 12), f"用词相近（{shared // 10}%）" if shared >= 200 else ""
    if shared >= 700:
        wording, wording_words = (75 if place >= 0 else 50), f"文字几乎一样（{shared // 10}%）"
    points = max(0, min(100, place + subject + building + time + wording))
    sure = Confidence.HIGH if points >= STRONG_FROM else Confidence.MEDIUM if points >= PROPOSE_FROM + 8 else Confidence.LOW
    reasons = tuple(words for words in (place_words, building_words, subject_words, wording_words, time_words) if words)
    return Likeness(points, reasons, sure)


def likeness(first: Item, second: Item) -> Likeness:
    """Return how alike two items are; symmetric in points.

    Notes
    -----
    From PROPOSE_FROM points on a person should look; from STRONG_FROM on it is very likely one matter.
    """
    return _compared(profile(first), profile(second))


def _blocks(profiles: Sequence[Profile]) -> list[list[int]]:
    """Return lists of positions worth comparing: one place, or nearly one wording."""
    places: dict[str, list[int]] = defaultdict(list)
    wordings: dict[tuple[int, int], list[int]] = defaultdict(list)
    for position, one in enumerate(profiles):
        names = {one.item.place} if one.item.place else {core_key(key) for key in one.keys}
        names |= {core_key(street) for street in one.streets}
        for name in sorted(names):
            places[name].append(position)
        if len(one.grams) >= _SKETCH_FROM:
            sketch = sorted(zlib.crc32(gram.encode("utf-8", "replace")) for gram in one.grams)[:_SKETCH]
            for couple in combinations(sketch, 2):
                wordings[couple].append(position)
    rare = (block for block in wordings.values() if len(block) <= _SKETCH_BLOCK)
    return [block for block in (*places.values(), *rare) if len(block) > 1]


def _candidates(profiles: Sequence[Profile], within_s: int | None) -> list[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for block in _blocks(profiles):
        ordered = sorted(block, key=lambda position: (profiles[position].item.at_s, profiles[position].item.ref))
        reach = len(ordered) if len(ordered) <= _BLOCK_LIMIT else _NEIGHBOURS
        for place, left in enumerate(ordered):
            for right in ordered[place + 1 : place + 1 + reach]:
                if within_s is not None and profiles[right].item.at_s - profiles[left].item.at_s > within_s:
                    break
                seen.add((left, right) if left < right else (right, left))
    return sorted(seen)


def propose_pairs(items: Iterable[Item], *, within_s: int | None = None, least: int = PROPOSE_FROM) -> tuple[Pair, ...]:
    """Return the pairs a person should compare, the likeliest first.

    Parameters
    ----------
    items : with unique refs.
    within_s : compare only what came at most so many seconds apart; None for any gap.
    least : points from which a pair is proposed.

    Raises
    ------
    ValueError : when two items carry the same ref.

    Notes
    -----
    O(items × block); a block above 150 items pairs each with its 60 next in time. Deterministic.
    """
    profiles = [profile(item) for item in sorted(items, key=lambda item: item.ref)]
    refs = [one.item.ref for one in profiles]
    if len(set(refs)) != len(refs):
        twice = next(ref for ref, other in pairwise(refs) if ref == other)
        raise ValueError(f"two items carry the ref {twice!r}")
    pairs = []
    for left, right in _candidates(profiles, within_s):
        found = _compared(profiles[left], profiles[right])
        if found.points >= least:
            pairs.append(Pair(refs[left], refs[right], found))
    return tuple(sorted(pairs, key=lambda pair: (-pair.likeness.points, pair.first, pair.second)))


def alike_to(item: Item, others: Iterable[Item], *, within_s: int, least: int = PROPOSE_FROM) -> tuple[Pair, ...]:
    """Return the others that look like `item` and came at most `within_s` seconds from it, the likeliest first.

    For the desk: "3 calls from building 12 in the last hour: same thing?". ``first`` is always ``item.ref``.
    """
    mine = profile(item)
    near = (other for other in others if other.ref != item.ref and abs(other.at_s - item.at_s) <= within_s)
    found = (Pair(item.ref, other.ref, _compared(mine, profile(other))) for other in near)
    return tuple(sorted((p for p in found if p.likeness.points >= least), key=lambda p: (-p.likeness.points, p.second)))
