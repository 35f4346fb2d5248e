"""Which people together: an exact answer for a handful of hands among hundreds of people.

Every hand of the work is one row, every person one column, the cost is in minutes; the cheapest perfect matching
is the crew (Hungarian method with potentials, O(rows² × columns): Kuhn 1955, Naval Res. Logist. Q. 2 83;
Jonker & Volgenant 1987, Computing 38 325). A crew of several has one lead, best a senior, and spares further seniors.
Where there are more hands than people, people double up: every way of sharing the hands out is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from huying.groundwork.crews.rules import Hand, Papers, is_senior, lacks

NO_SENIOR = 60.0  # minutes a crew may wait for a senior to lead it
SENIOR_TIED = 20.0  # minutes a second senior costs: he is missing elsewhere
NEVER = 1e9
MOST_HANDS = 8  # sharing out more hands than people is tried up to here: Bell(8) = 4,140 ways

Slot = tuple[Hand, ...]


@dataclass(frozen=True)
class Bid:
    """Somebody who could go: what he can show, and what sending him costs."""

    person: int
    papers: Papers
    grade: int | None
    cost: float


@dataclass(frozen=True)
class Crewing:
    """A crew: its lead first, and which hands each of them is."""

    people: tuple[int, ...]
    slots: tuple[Slot, ...]
    cost: float
    has_senior: bool


def sharings(hands: Sequence[Hand], size: int) -> Iterator[tuple[Slot, ...]]:
    """Yield every way of giving `hands` to `size` people, none of whom is the same hand twice."""
    if len(hands) <= size:
        yield (*((hand,) for hand in hands), *((),) * (size - len(hands)))
        return
    if len(hands) <= MOST_HANDS:
        yield from _share(list(hands), [], size)


def _share(rest: list[Hand], slots: list[Slot], size: int) -> Iterator[tuple[Slot, ...]]:
    if not rest:
        if len(slots) == size:
            yield tuple(slots)
        return
    if len(slots) + len(rest) < size:
        return
    hand, rest = rest[0], rest[1:]
    for i, slot in enumerate(slots):
        if hand not in slot:
            yield from _share(rest, [*slots[:i], (*slot, hand), *slots[i + 1 :]], size)
    if len(slots) < size:
        yield from _share(rest, [*slots, (hand,)], size)


def match(costs: Sequence[Sequence[float]]) -> tuple[float, list[int]]:
    """Return the least total cost and the column of each row. Needs no more rows than columns."""
    rows, columns = len(costs), len(costs[0]) if costs else 0
    if rows > columns:
        return NEVER, []
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], j0 = row, 0
        least, done = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while row_of[j0]:
            done[j0], i0, delta, j1 = True, row_of[j0], float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                reduced = costs[i0 - 1][j - 1] - u[i0] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(columns + 1):
                if done[j]:
                    u[row_of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            row_of[j0], j0 = row_of[way[j0]], way[j0]
    chosen = [0] * rows
    for j in range(1, columns + 1):
        if row_of[j]:
            chosen[row_of[j] - 1] = j - 1
    return sum(costs[i][chosen[i]] for i in range(rows)), chosen


def _cost(bid: Bid, slot: Slot, *, is_lead: bool, size: int, day: date) -> float:
    if any(lacks(hand, bid.papers, day=day) for hand in slot):
        return NEVER
    if size == 1:
        return bid.cost
    senior = is_senior(bid.grade)
    surcharge = (0.0 if senior else NO_SENIOR) if is_lead else (SENIOR_TIED if senior else 0.0)
    return bid.cost + surcharge


def _worth_asking(bids: Sequence[Bid], slots: Sequence[Slot], size: int, day: date) -> list[Bid]:
    """Keep, for every slot, the `size` cheapest as lead and as member: nobody else can be in the best crew."""
    kept: dict[int, Bid] = {}
    for slot in set(slots):
        for is_lead in (True, False):
            ranked = sorted((_cost(b, slot, is_lead=is_lead, size=size, day=day), b.person, b) for b in bids)
            kept.update({b.person: b for _c, _p, b in ranked[:size]})
    return list(kept.values())


def best_crew(bids: Sequence[Bid], hands: Sequence[Hand], size: int, *, day: date) -> Crewing | None:
    """Return the cheapest crew of `size` that is all `hands`, lead first; None: these people cannot be it."""
    best: Crewing | None = None
    for slots in sharings(hands, size):
        asked = _worth_asking(bids, slots, size, day)
        for lead in range(size if size > 1 else 1):
            costs = [
                [_cost(b, slot, is_lead=i == lead, size=size, day=day) for b in asked] for i, slot in enumerate(slots)
            ]
            total, chosen = match(costs)
            if chosen and total < NEVER and (best is None or total < best.cost):
                order = [lead, *(i for i in range(size) if i != lead)]
                crew = [asked[chosen[i]] for i in order]
                best = Crewing(
                    tuple(b.person for b in crew), tuple(slots[i] for i in order), total, is_senior(crew[0].grade)
                )
    return best


def uncovered(crew: Sequence[Papers], hands: Sequence[Hand], *, day: date) -> tuple[Hand, ...]:
    """Return the hands this crew is not; empty: it covers the work. Each hand that nobody is, else all there are too few for."""
    bids = [Bid(i, papers, None, 0.0) for i, papers in enumerate(crew)]
    if best_crew(bids, hands, len(crew), day=day):
        return ()
    nobody = tuple(hand for hand in hands if all(lacks(hand, papers, day=day) for papers in crew))
    return nobody or tuple(hands)
