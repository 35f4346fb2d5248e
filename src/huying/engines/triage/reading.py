"""Read one message: the suggestions, each with its reason, the words it rests on and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from huying.engines.triage import kinds, trades
from huying.engines.triage.dangers import CALL, IDIOMS, SIGNS
from huying.engines.triage.destinations import DESTINATIONS, OURS, OUTSIDE
from huying.engines.triage.examples import like_known_danger
from huying.engines.triage.message import (
    Confidence,
    Danger,
    DangerFlag,
    Destination,
    Evidence,
    Kind,
    Message,
    Reading,
    Responsibility,
    Severity,
    Standing,
    Suggestion,
    Trade,
)
from huying.engines.triage.nets import cast, is_calm_or_long
from huying.engines.triage.questions import open_questions
from huying.engines.triage.standing import standing_of
from huying.engines.triage.words import Clean, clean

_LIVE = frozenset({Standing.NOW, Standing.SUSPECTED})
_SETTLED = frozenset({Standing.DENIED, Standing.OVER})
_RANK = {code: rank for rank, code in enumerate((Standing.NOW, Standing.SUSPECTED, *(s for s in Standing if s not in _LIVE)))}
_SURE = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
_WORST = {code: rank for rank, code in enumerate(
    (Danger.FIRE, Danger.GAS, Danger.PERSON_IN_DANGER, Danger.ELECTRIC_SHOCK, Danger.INJURY, Danger.LIFT_ENTRAPMENT,
     Danger.FLOODING_POWER, Danger.STRUCTURAL_FALL, Danger.OPEN_MANHOLE, Danger.BURST_PIPE, Danger.FLOOD)
)}  # fmt: skip
_STANDING_WORDS = {
    Standing.SUSPECTED: "说话人不确定",
    Standing.DENIED: "话里否认了",
    Standing.OVER: "话里说已经过去",
    Standing.PAST: "说的是以前的事",
    Standing.FEARED: "是担心或假设，还没有发生",
    Standing.ELSEWHERE: "说的是别处或演练",
    Standing.RECURRING: "说的是时常发生，不是眼下",
}
_TRADE_OF = {
    Danger.GAS: Trade.GAS, Danger.FIRE: Trade.FIRE, Danger.ELECTRIC_SHOCK: Trade.ELECTRIC, Danger.LIFT_ENTRAPMENT: Trade.LIFT,
    Danger.FLOODING_POWER: Trade.ELECTRIC, Danger.BURST_PIPE: Trade.WATER_SUPPLY, Danger.FLOOD: Trade.FLOOD,
    Danger.STRUCTURAL_FALL: Trade.MASONRY, Danger.OPEN_MANHOLE: Trade.ROAD,
}  # fmt: skip
_FAULTS = frozenset(Trade) - {Trade.OTHER}
K = TypeVar("K")
Scored = dict[K, tuple[int, tuple[Evidence, ...]]]


def _evidence(message: Message, text: Clean, start: int, end: int) -> Evidence:
    left, right = text.span(start, end)
    return Evidence(message.whole[left:right], left, right)


def _idioms(text: Clean) -> list[tuple[int, int]]:
    return [found.span() for found in IDIOMS.finditer(text.text) if found.end() > found.start()]


def _lies_in(idioms: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(left <= start and end <= right for left, right in idioms)


def _flags(message: Message, text: Clean) -> list[DangerFlag]:
    """Return every danger mention with its standing, one per danger and standing, the surest first."""
    idioms = _idioms(text)
    best: dict[tuple[Danger, Standing], tuple[int, DangerFlag]] = {}
    for sign in SIGNS:
        for found in sign.pattern.finditer(text.text):
            start, end = found.span()
            if start == end or _lies_in(idioms, start, end):
                continue
            standing, words = standing_of(sign.danger, text.text, start, end)
            sure = Confidence.LOW if standing is Standing.SUSPECTED else sign.confidence
            reason = sign.reason if standing is Standing.NOW else f"{sign.reason}；{_STANDING_WORDS[standing]}（{words}）"
            key = (sign.danger, standing)
            if key not in best or _SURE[sure] < best[key][0]:
                best[key] = (_SURE[sure], DangerFlag(sign.danger, standing, reason, _evidence(message, text, start, end), sure))
    flags = [flag for _, flag in best.values()]
    flags += _netted(message, text, {flag.code for flag in flags})
    return sorted(flags, key=lambda f: (_WORST[f.code], _RANK[f.standing]))


def _netted(message: Message, text: Clean, known: set[Danger]) -> list[DangerFlag]:
    """Return what the wide net catches in a short note, at low confidence, for dangers not yet known."""
    if is_calm_or_long(text.text):
        return []
    flags = []
    idioms = _idioms(text)
    for net, found in cast(text.text, known):
        if _lies_in(idioms, *found.span()):
            continue
        standing, words = standing_of(net.danger, text.text, *found.span(), is_told_by_no=True)
        reason = net.reason if standing is Standing.NOW else f"{net.reason}；{_STANDING_WORDS[standing]}（{words}）"
        flags.append(DangerFlag(net.danger, standing, reason, _evidence(message, text, *found.span()), Confidence.LOW))
    if not known and not flags and (like := like_known_danger(text.text)):
        whole = _evidence(message, text, 0, len(text.text))
        flags.append(DangerFlag(like, Standing.SUSPECTED, "说法像以往的求助，没有听到明说的危险，要问清", whole, Confidence.LOW))
    return flags


def _parted(flags: Iterable[DangerFlag]) -> tuple[tuple[DangerFlag, ...], tuple[DangerFlag, ...]]:
    """Part the flags into live ones (one per danger, the surest standing) and those set aside."""
    live: dict[Danger, DangerFlag] = {}
    aside: list[DangerFlag] = []
    for flag in flags:
        if flag.standing in _LIVE:
            live.setdefault(flag.code, flag)
        else:
            aside.append(flag)
    return tuple(live.values()), tuple(flag for flag in aside if flag.code not in live)


def _scored(message: Message, text: Clean, table: Mapping[K, Iterable[tuple[int, re.Pattern[str]]]]) -> Scored[K]:
    """Sum the weights of each key's rows; a row counts once in the subject's stretch and once in the text's."""
    edge = len(message.subject) if message.subject else -1
    sums: Scored[K] = {}
    for key, rows in table.items():
        points, evidence = 0, []
        for weight, pattern in rows:
            seen_in: set[bool] = set()
            for found in pattern.finditer(text.text):
                if found.start() == found.end():
                    continue
                in_subject = text.at[found.start()] < edge
                if in_subject not in seen_in:
                    seen_in.add(in_subject)
                    points += weight
                    evidence.append(_evidence(message, text, *found.span()))
        if points:
            sums[key] = points, tuple(evidence[:4])
    return sums


def _surer(points: int, next_points: int) -> Confidence:
    if points >= 2 * next_points and points >= 6:
        return Confidence.HIGH
    return Confidence.MEDIUM if points >= next_points + 2 else Confidence.LOW


def _trades(message: Message, text: Clean, live: Iterable[DangerFlag]) -> tuple[Suggestion[Trade], ...]:
    sums = _scored(message, text, trades.TRADES)
    for flag in live:
        # What is only perhaps a danger says nothing of the work yet.
        if flag.confidence is not Confidence.LOW and (trade := _TRADE_OF.get(flag.code)):
            points, evidence = sums.get(trade, (0, ()))
            sums[trade] = points + 6, (flag.evidence, *evidence)[:4]
    ranked = sorted(sums.items(), key=lambda item: (-item[1][0], list(Trade).index(item[0])))
    kept = [(trade, points, evidence) for trade, (points, evidence) in ranked if points >= trades.LEAST_POINTS]
    if not kept:
        return ()
    top = kept[0][1]
    return tuple(
        Suggestion(trade, f"提到「{evidence[0].words}」", evidence, _surer(points, kept[1][1] if len(kept) > 1 else 0) if rank == 0 else Confidence.LOW)
        for rank, (trade, points, evidence) in enumerate(kept[:3])
        if points * 2 >= top
    )


def _leading(sums: Scored[K], least: int) -> tuple[K, int, int, tuple[Evidence, ...]] | None:
    """Return the leading key with its points, the runner-up's points and evidence; None below `least` or on a tie."""
    ranked = sorted(sums.items(), key=lambda item: -item[1][0])
    if not ranked or ranked[0][1][0] < least:
        return None
    second = ranked[1][1][0] if len(ranked) > 1 else 0
    key, (points, evidence) = ranked[0]
    return None if points == second else (key, points, second, evidence)


_KIND_WORDS = {Kind.REPAIR: "像报修", Kind.COMPLAINT: "像投诉", Kind.SUGGESTION: "像建议", Kind.ENQUIRY: "像咨询", Kind.FEE_DISPUTE: "像收费争议"}


def _kind(message: Message, text: Clean, live: tuple[DangerFlag, ...]) -> Suggestion[Kind] | None:
    if live and live[0].standing is Standing.NOW:
        return Suggestion(Kind.REPAIR, "有眼下的危险，先按报修处理", (live[0].evidence,), Confidence.MEDIUM)
    lead = _leading(_scored(message, text, kinds.KINDS), 2)
    if lead is None:
        return None
    kind, points, second, evidence = lead
    return Suggestion(kind, f"{_KIND_WORDS[kind]}：提到「{evidence[0].words}」", evidence, _surer(points, second))


def _scope(message: Message, text: Clean, live: tuple[DangerFlag, ...]) -> tuple[Suggestion[bool] | None, tuple[Suggestion[Destination], ...]]:
    """Return whether it is property work, and where it goes if not or not surely."""
    codes: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    for code, weight, pattern in OUTSIDE:
        codes.setdefault(code, []).append((weight, pattern))
    outside = sorted(_scored(message, text, codes).items(), key=lambda item: -item[1][0])
    ours = _scored(message, text, {True: OURS}).get(True, (0, ()))
    if live:
        return Suggestion(True, "有危险，先派我们的人去，再说归谁", (live[0].evidence,), Confidence.MEDIUM), ()
    away = tuple(
        Suggestion(DESTINATIONS[code], f"提到「{evidence[0].words}」", evidence, Confidence.MEDIUM if rank == 0 else Confidence.LOW)
        for rank, (code, (points, evidence)) in enumerate(outside[:2])
        if points >= 4
    )
    strongest = outside[0][1][0] if outside else 0
    if ours[0] >= 4 and ours[0] >= strongest + 2:
        return Suggestion(True, f"像物业的事：提到「{ours[1][0].words}」", ours[1], _surer(ours[0], strongest)), ()
    if strongest >= 5 and strongest >= ours[0] + 3:
        evidence = outside[0][1][1]
        sure = _surer(strongest, ours[0])
        return Suggestion(False, f"不像物业的事：提到「{evidence[0].words}」", evidence, sure), away
    return None, away


def _severity(message: Message, text: Clean, live: tuple[DangerFlag, ...], aside: tuple[DangerFlag, ...], kind: Kind | None, is_ours: bool) -> Suggestion[Severity] | None:
    if live:
        worst = min(live, key=lambda flag: _SURE[flag.confidence])
        is_grave = any(flag.code not in (Danger.OPEN_MANHOLE, Danger.FLOOD) for flag in live)
        # What is only perhaps a danger is asked about first; were each of them an emergency, none would be.
        severity = Severity.EMERGENCY if is_grave and worst.confidence is not Confidence.LOW else Severity.URGENT
        return Suggestion(severity, worst.reason, (worst.evidence,), worst.confidence)
    if not is_ours:
        return None
    unsettled = [flag for flag in aside if flag.standing in (Standing.OVER, Standing.FEARED, Standing.RECURRING)]
    if unsettled:
        return Suggestion(Severity.URGENT, unsettled[0].reason, (unsettled[0].evidence,), Confidence.LOW)
    if kind in (Kind.ENQUIRY, Kind.SUGGESTION, Kind.FEE_DISPUTE):
        return None
    if found := kinds.MINOR.search(text.text):
        return Suggestion(Severity.MINOR, f"提到「{found.group()}」", (_evidence(message, text, *found.span()),), Confidence.MEDIUM)
    if found := kinds.URGENT.search(text.text):
        return Suggestion(Severity.URGENT, f"提到「{found.group()}」", (_evidence(message, text, *found.span()),), Confidence.MEDIUM)
    return Suggestion(Severity.GENERAL, "没有提到危险或紧急", (), Confidence.LOW) if kind is Kind.REPAIR else None


def _responsibility(message: Message, text: Clean, is_property: Suggestion[bool] | None) -> Suggestion[Responsibility] | None:
    if is_property is not None and not is_property.value:
        code = Responsibility.NOT_PROPERTY
        return Suggestion(code, kinds.RESPONSIBILITY_WORDS[code], is_property.evidence, is_property.confidence)
    lead = _leading(_scored(message, text, kinds.RESPONSIBILITIES), 2)
    if lead is None:
        return None
    code, points, second, evidence = lead
    return Suggestion(code, f"{kinds.RESPONSIBILITY_WORDS[code]}：提到「{evidence[0].words}」", evidence, _surer(points, second))


def _calls(live: tuple[DangerFlag, ...]) -> tuple[Suggestion[Destination], ...]:
    wanted: dict[str, DangerFlag] = {}
    for flag in live:
        for code in CALL.get(flag.code, ()):
            wanted.setdefault(code, flag)
    return tuple(Suggestion(DESTINATIONS[code], flag.reason, (flag.evidence,), flag.confidence) for code, flag in wanted.items())


def read(message: Message) -> Reading:
    """Return what the words suggest; nothing is decided here.

    Parameters
    ----------
    message : the words as they came; any text, also empty or broken.

    Returns
    -------
    Reading
        None and empty where the words do not say. Spans count in ``message.whole``.

    Notes
    -----
    Reads the first ``words.READ_LIMIT`` characters and says so in ``is_cut``. O(length). Deterministic.
    Method: tables of words with directed windows, then the standing of each danger in its sentence
    (after NegEx: Chapman et al. 2001, J Biomed Inform 34(5) 301).
    """
    text = clean(message.whole)
    live, aside = _parted(_flags(message, text))
    suggested = _trades(message, text, live)
    kind = _kind(message, text, live)
    is_property, away = _scope(message, text, live)
    is_ours = bool(live) or is_property is None and bool(suggested) or is_property is not None and is_property.value
    settled = {flag.code for flag in aside if flag.standing in _SETTLED}
    asking = {one.value for one in suggested if one.value in _FAULTS} if is_ours else set()
    return Reading(
        trades=suggested,
        kind=kind,
        severity=_severity(message, text, live, aside, kind.value if kind else None, is_ours),
        responsibility=_responsibility(message, text, is_property),
        dangers=live,
        set_aside=aside,
        questions=open_questions((flag.code for flag in live), settled, asking, text.text),
        is_property=is_property,
        turn_to=(*_calls(live), *away),
        is_cut=text.is_cut,
    )
