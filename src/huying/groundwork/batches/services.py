"""Bringing a file in: looked at first, taken in on a person's word, taken back as a whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from huying.groundwork.access.models import Account
from huying.groundwork.journal import jobs, news
from huying.groundwork.journal import services as journal
from huying.kernel import clock, ids
from huying.kernel.errors import HuyingError, Missing, NotNow
from huying.kernel.words import gettext_noop as _

from . import rules
from .models import Batch, Row
from .sheets import Column, SheetRow, read_sheet

# Short transactions: intake must never wait behind an import.
CHUNK = 100


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row. message is an English msgid, filled from facts when shown."""

    outcome: str  # accepted · unchanged · parked · rejected
    message: str = ""
    column: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""  # the record it made or met
    subject: str = ""
    undo: Mapping[str, Any] = field(default_factory=dict)  # what is needed to take it back


class Importer(Protocol):
    """What a room must say about its rows. Errors of the house's tree reject the row, with their sentence."""

    @property
    def kind(self) -> str: ...

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def judge(self, row: SheetRow) -> Verdict:
        """Say what would become of the row. Writes nothing."""
        ...

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        """Take the row in, inside the caller's transaction. Taken again, it changes nothing."""
        ...

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        """Take one row back; NotNow where something already hangs on it."""
        ...


_importers: dict[str, Importer] = {}


def install(importers: Iterable[Importer]) -> None:
    """Install the importers by kind. Called when the app starts, from config/wiring.py."""
    _importers.clear()
    _importers.update({importer.kind: importer for importer in importers})


def importer_of(kind: str) -> Importer:
    """Return a fresh importer: what it looks up it may keep, for one dry run or one chunk, never longer."""
    if kind not in _importers:
        raise Missing(_("Nothing called “%(kind)s” can be brought in. Known: %(known)s."), kind=kind, known="、".join(sorted(_importers)))
    return type(_importers[kind])()


def kinds() -> list[str]:
    return sorted(_importers)


def check_file(kind: str, *, filename: str, data: bytes, by: Account | None) -> Batch:
    """Dry run: keep the file, judge every row, write a report. Nothing else changes."""
    importer = importer_of(kind)
    sheet = read_sheet(data, importer.columns)
    verdicts = [(row, _judged(importer, row)) for row in sheet.rows]
    with transaction.atomic():
        batch = Batch.objects.create(
            id=ids.new_id(clock.now()), kind=kind, filename=filename[-200:], sha256=hashlib.sha256(data).hexdigest(),
            original=data, made_by=by, made_at=clock.now(),
        )
        Row.objects.bulk_create((_row(batch, row, verdict) for row, verdict in verdicts), batch_size=500)
        batch.counts = {**Counter(v.outcome for _r, v in verdicts), "rows": len(verdicts), "unknown_titles": list(sheet.unknown_titles)}
        batch.save(update_fields=["counts"])
        journal.write("batch_checked", kind="batch", subject=batch.pk, by=by, batch_kind=kind, filename=batch.filename, **_told(batch))
    return batch


def _judged(importer: Importer, row: SheetRow) -> Verdict:
    try:
        if row.problem:
            raise row.problem
        return _titled(importer, importer.judge(row))
    except HuyingError as error:
        return _rejected(importer, error)


def _rejected(importer: Importer, error: HuyingError) -> Verdict:
    facts = {k: v if isinstance(v, int) else str(v) for k, v in error.facts.items()}
    return _titled(importer, Verdict("rejected", error.message, column=error.field, facts=facts))


def _titled(importer: Importer, verdict: Verdict) -> Verdict:
    """Name the column as people head it, not as we do."""
    titles = {column.name: column.titles[0] for column in importer.columns}
    return replace(verdict, column=titles.get(verdict.column, verdict.column))


def _row(batch: Batch, row: SheetRow, verdict: Verdict) -> Row:
    return Row(
        batch=batch, number=row.number, raw={"values": dict(row.values), "cells": dict(row.raw)},
        outcome=verdict.outcome, message=verdict.message, facts=dict(verdict.facts), column=verdict.column[:60],
        kind=verdict.kind, subject=verdict.subject, undo=dict(verdict.undo),
    )


def _locked(batch_id: UUID) -> Batch:
    batch = Batch.objects.select_for_update().filter(pk=batch_id).defer("original").first()
    if batch is None:
        raise Missing(_("There is no such import."))
    return batch


def confirm_batch(batch_id: UUID, *, by: Account | None) -> Batch:
    """Take in every row that was not rejected, in short transactions; stopped half way, it can be confirmed again."""
    with transaction.atomic():
        batch = _locked(batch_id)
        rules.BATCH.after(batch.state, "confirm")
    waiting = iter(list(batch.rows.exclude(outcome="rejected").order_by("number").values_list("pk", flat=True)))
    while chunk := list(islice(waiting, CHUNK)):
        _take_chunk(importer_of(batch.kind), chunk, by=by)
    with transaction.atomic():
        batch = _locked(batch_id)
        batch.state = rules.BATCH.after(batch.state, "confirm")
        batch.ended_at = clock.now()
        batch.counts = {**batch.counts, **dict.fromkeys(rules.OUTCOMES, 0), **Counter(batch.rows.values_list("outcome", flat=True))}
        batch.save(update_fields=["state", "ended_at", "counts"])
        journal.write("batch_confirmed", kind="batch", subject=batch.pk, by=by, batch_kind=batch.kind, filename=batch.filename, **_told(batch))
        news.announce("batch_confirmed", batch=batch, by=by)
    return batch


@transaction.atomic
def ask_to_confirm(batch_id: UUID, *, by: Account) -> Batch:
    """Have the worker take the batch in. Asked again, it goes on where a worker that died left off."""
    batch = _locked(batch_id)
    rules.BATCH.after(batch.state, "confirm")
    batch.counts = {**batch.counts, "asked": True}
    batch.save(update_fields=["counts"])
    jobs.request("confirm_batch", batch_id=str(batch.pk), account_id=by.pk)
    return batch


@transaction.atomic
def _take_chunk(importer: Importer, row_ids: list[int], *, by: Account | None) -> None:
    for row in Row.objects.select_for_update().filter(pk__in=row_ids).order_by("number"):
        if row.undo.get("taken"):
            continue
        sheet_row = SheetRow(row.number, row.raw["values"], row.raw["cells"])
        try:
            with transaction.atomic():
                verdict = _titled(importer, importer.take(sheet_row, by=by))
        except HuyingError as error:
            verdict = _rejected(importer, error)
        row.outcome, row.message, row.facts, row.column = verdict.outcome, verdict.message, dict(verdict.facts), verdict.column[:60]
        row.kind, row.subject, row.undo = verdict.kind, verdict.subject, {**verdict.undo, "taken": True}
        row.save()


@transaction.atomic
def discard_batch(batch_id: UUID, *, by: Account | None) -> Batch:
    """Forget a file nothing was taken in from. Once the worker was asked, it is taken in and then back, as a whole."""
    batch = _locked(batch_id)
    rules.BATCH.after(batch.state, "discard")
    if batch.counts.get("asked") or batch.rows.filter(undo__taken=True).exists():
        raise NotNow(_("This file is being taken in. Wait until it is done, then take it all back."))
    return _end(batch, "discard", by=by)


@transaction.atomic
def undo_batch(batch_id: UUID, *, by: Account | None) -> Batch:
    """Take the whole batch back, last row first; all of it or nothing."""
    batch = _locked(batch_id)
    rules.BATCH.after(batch.state, "undo")
    importer = importer_of(batch.kind)
    for row in batch.rows.filter(outcome__in=["accepted", "parked"]).exclude(subject="").order_by("-number"):
        try:
            importer.undo(row.subject, row.undo, by=by)
        except NotNow as error:
            raise NotNow(
                _("Row %(row)d cannot be taken back: %(why)s Nothing was changed."), row=row.number, why=str(error)
            ) from error
    return _end(batch, "undo", by=by)


def _end(batch: Batch, verb: str, *, by: Account | None) -> Batch:
    batch.state = rules.BATCH.after(batch.state, verb)
    batch.ended_at = clock.now()
    batch.save(update_fields=["state", "ended_at"])
    journal.write(f"batch_{batch.state}", kind="batch", subject=batch.pk, by=by, batch_kind=batch.kind, filename=batch.filename)
    return batch


def _told(batch: Batch) -> dict[str, Any]:
    return {key: batch.counts.get(key, 0) for key in (*rules.OUTCOMES, "rows")}
