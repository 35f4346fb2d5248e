"""What the engine understands of the words. It suggests; the desk decides."""

from __future__ import annotations

from huying.engines import triage


def read_words(words: str) -> triage.Reading:
    return triage.read(triage.Message(words))
