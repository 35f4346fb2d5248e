"""Dangers as residents tell them: 223 dangerous and 135 harmless notes written before the tables were read against them."""

import csv
from pathlib import Path

import pytest

from huying.engines.triage import Confidence, Danger, Message, examples, read, reading

HERE = Path(__file__).parent


def phrasings(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["flag"]) for row in csv.DictReader(lines)]


SAID = phrasings(HERE / "phrasings.csv")
DANGEROUS = [text for text, flag in SAID if flag]
HARMLESS = [text for text, flag in SAID if not flag]


def heard(texts: list[str]) -> list[str]:
    return [text for text in texts if read(Message(text)).dangers]


def test_every_dangerous_phrasing_is_heard() -> None:
    assert [text for text in DANGEROUS if not read(Message(text)).dangers] == []


def test_the_danger_named_is_nearly_always_the_one_meant() -> None:
    named = [Danger(flag) in {one.code for one in read(Message(text)).dangers} for text, flag in SAID if flag]
    assert sum(named) >= 0.93 * len(named)


def test_harmless_words_seldom_raise_an_alarm() -> None:
    assert len(heard(HARMLESS)) <= 0.05 * len(HARMLESS)


def test_calls_of_every_day_raise_no_alarm_and_few_questions() -> None:
    everyday = [text for text, _flag in phrasings(HERE / "everyday.csv")]
    sure = [text for text in everyday if any(d.confidence is not Confidence.LOW for d in read(Message(text)).dangers)]
    assert sure == [] and len(heard(everyday)) <= 0.1 * len(everyday)


@pytest.mark.parametrize("text", ["走廊里全是烟，灯也灭了看不见", "全是烟灯都灭了", "插座盖板掉了，冒火花", "窗户把手掉了，窗扇吊着要掉下去", "水管冻裂了，怕淹"])
def test_everyday_words_beside_a_danger_do_not_hide_it(text: str) -> None:
    assert any(d.confidence is not Confidence.LOW for d in read(Message(text)).dangers)


def test_without_the_nets_some_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "is_calm_or_long", lambda text: True)
    assert len(heard(DANGEROUS)) < 0.95 * len(DANGEROUS)


def test_no_phrasing_is_taught() -> None:
    assert not {text for text, _ in SAID} & {text for text, _ in phrasings(examples.EXAMPLES)}


def test_every_danger_is_taught_and_harmless_notes_too() -> None:
    flags = [flag for _, flag in phrasings(examples.EXAMPLES)]
    assert all(flags.count(danger.value) >= 20 for danger in Danger)
    assert flags.count("") >= 300


def test_what_only_reads_like_a_danger_is_said_with_low_confidence() -> None:
    known = [flag for text in DANGEROUS for flag in read(Message(text)).dangers if "以往" in flag.reason]
    assert known and {flag.confidence for flag in known} == {Confidence.LOW}


@pytest.mark.parametrize("words", ["煤气表几号抄", "电梯什么时候换", "想装扶手，老人摔过怕再摔"])
def test_a_calm_purpose_keeps_the_net_out(words: str) -> None:
    assert not read(Message(words)).dangers
