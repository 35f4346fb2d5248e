"""Every verb any room writes has its words: an auditor reads sentences, never our codes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from huying.casework.intake.rules import REQUEST
from huying.fieldwork.visits.rules import VISIT
from huying.groundwork.batches.rules import BATCH_STATES
from huying.groundwork.journal.rules import VERBS

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "huying"
# What a verb put together at run time can become.
MADE = {
    "visit_{}": {f"visit_{verb}" for verb in VISIT.verbs},
    "request_{}": {f"request_{verb}" for verb in REQUEST.verbs},
    "batch_{}": {f"batch_{state}" for state in BATCH_STATES} - {"batch_dry_run"},
    "{}_assignment": {"call_off_assignment", "lapse_assignment"},
}


def is_writing(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "write" or name.startswith("_write")


def verb_of(call: ast.Call) -> str:
    """The verb as it is written: a pattern where it is put together, nothing where it is only passed on."""
    first = [a for a in call.args[:2] if isinstance(a, ast.Constant | ast.JoinedStr)][:1]
    if not first or (isinstance(first[0], ast.Constant) and not isinstance(first[0].value, str)):
        return ""
    if isinstance(first[0], ast.Constant):
        # The visits' own `write` puts its room before the verb.
        is_visits = isinstance(call.args[0], ast.Name) and call.args[0].id == "visit" and isinstance(call.func, ast.Name)
        return f"visit_{first[0].value}" if is_visits else first[0].value
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in first[0].values)


def written(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and is_writing(node) and (verb := verb_of(node)):
            yield from MADE.get(verb, {verb})


def rooms() -> list[Path]:
    return sorted(p for wing in ("groundwork", "fieldwork", "casework") for p in (PACKAGE / wing).glob("**/*.py"))


def test_every_verb_written_anywhere_has_its_words():
    found = {verb for path in rooms() for verb in written(path.read_text("utf-8"))}
    assert {"call_taken", "visit_extra", "add_shift", "decline_offer", "lapse_assignment", "signed_in", "batch_undone"} <= found
    assert sorted(found - set(VERBS)) == []


@pytest.mark.parametrize(("source", "verb"), [
    ('journal.write("blew_up", kind="x")', "blew_up"), ('ledger.journal().write("blew_up")', "blew_up"), ('_write_span("blew_up", row)', "blew_up"),
    ('rows.write(assignment, "blew_up")', "blew_up"), ('write(visit, "blew_up")', "visit_blew_up"), ('journal.write(f"made_{verb}")', "made_{}"),
])
def test_control_a_verb_without_words_would_be_found(source, verb):
    assert list(written(source)) == [verb] and verb not in VERBS
