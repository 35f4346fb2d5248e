"""Messages written elsewhere come in as requests: nothing decided for us, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from huying.casework.intake import rules, selectors
from huying.casework.intake.models import Call, Likeness, Request
from huying.engines import triage
from huying.groundwork.access.models import Account
from huying.groundwork.batches.models import Batch
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place, PlaceKey
from huying.groundwork.places.rules import name_key
from huying.groundwork.places.selectors import resolve_address
from huying.kernel.clock import SHANGHAI
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.words import gettext_noop as _

from .call import CallTaken, take_call
from .incident import propose_likeness

KIND = "messages"
_TIMES = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")
# Proposals are written a few at a time: intake never waits behind them.
CHUNK = 100


def read_time(written: str) -> datetime | None:
    """Return when it was written, a time in Shanghai; None where it cannot be told."""
    for form in _TIMES:
        try:
            return datetime.strptime(written.strip(), form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    return None


def source_key(number: str) -> str:
    return f"{KIND}:{number}"[:80]


def _message(row: SheetRow) -> triage.Message:
    return triage.Message(row.values.get("words", ""), subject=row.values.get("subject", ""))


def _known_compound(key: str) -> Place | None:
    """Return the compound the name can only mean, or None: two of that name are a person's to tell apart."""
    keys = {name_key(key), name_key(f"{key}小区")}
    found = {
        k.place_id: k.place
        for k in PlaceKey.objects.filter(key__in=keys, place__kind=Place.Kind.COMPOUND, place__gone_at=None).select_related("place")
    }
    return next(iter(found.values())) if len(found) == 1 else None


class MessageImporter:
    """留言: number, subject, time, words. The number is the message's identity: bringing it in again changes nothing."""

    kind = KIND
    columns = (
        Column("number", ("留言编号", "编号", "工单编号"), is_required=True),
        Column("user", ("留言用户", "用户", "姓名", "联系人", "留言人")),
        Column("phone", ("电话", "手机", "联系电话", "联系方式")),
        Column("address", ("地址", "地点", "详细地址")),
        Column("subject", ("留言主题", "主题", "标题")),
        Column("time", ("留言时间", "时间", "提交时间")),
        Column("words", ("留言详情", "内容", "详情"), is_required=True),
    )

    def judge(self, row: SheetRow) -> Verdict:
        number = row.values["number"]
        if not number:
            raise BadInput(_("The message has no number; without it, bringing it in twice could not be noticed."), field="留言编号")
        known = Request.objects.filter(source_key=source_key(number)).only("pk").first()
        if known:
            return Verdict("unchanged", kind="request", subject=str(known.pk))
        if not (row.values["words"] or row.values.get("subject")):
            raise BadInput(_("The message has neither subject nor words."), field="留言详情")
        return self._understood(row)[0]

    def _understood(self, row: SheetRow) -> tuple[Verdict, dict[str, Any], Place | None, str]:
        message = _message(row)
        suggestion = selectors.suggestion_of(triage.read(message))
        address = row.values.get("address", "")
        key = address or triage.place_key(message) or ""
        place = (resolve_address(address).place if address else None) or (_known_compound(key) if key else None)
        facts = {
            "property": suggestion["property"], "dangers": [d["code"] for d in suggestion["dangers"]], "place_key": key,
            "to": suggestion["turn_to"][0]["name"] if suggestion["property"] == "no" and suggestion["turn_to"] else "",
            "is_timed": read_time(row.values.get("time", "")) is not None,
        }
        if key and place is None:
            verdict = Verdict("parked", _("The place “%(place_key)s” is not in our list; the request is kept, a person says where it is."), facts=facts)
        elif row.values.get("time") and not facts["is_timed"]:
            facts["time"] = row.values["time"][:40]
            verdict = Verdict("accepted", _("The time “%(time)s” cannot be read and is left open; write it like 2026/11/24 8:30."), column="留言时间", facts=facts)
        else:
            verdict = Verdict("accepted", facts=facts)
        return verdict, suggestion, place, key

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        verdict = self.judge(row)
        if verdict.outcome == "unchanged":
            return verdict
        verdict, suggestion, place, key = self._understood(row)
        message = _message(row)
        request = take_call(
            CallTaken(
                words=message.text or message.subject, title=message.subject, channel="import",
                caller_name=row.values.get("user", ""), number_raw=row.values.get("phone", ""), relation="self", place=place, address_raw=key, place_key=key,
                kind=suggestion["kind"] or "repair", severity=_severity(suggestion),
                dangers=tuple(dict.fromkeys(d["code"] for d in suggestion["dangers"])),
                written_at=read_time(row.values.get("time", "")), source_key=source_key(row.values["number"]),
                suggestion=suggestion,
            ),
            by=by,
        )
        return replace(verdict, kind="request", subject=str(request.pk))

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        request = Request.objects.select_for_update().filter(pk=subject).first()
        if request is None:
            return
        if request.state != rules.REQUEST.start or request.incident_id or request.visit_links.exists():
            raise NotNow(_("somebody has already worked on %(receipt)s."), receipt=request.receipt)
        journal.write("request_taken_back", kind="request", subject=request.pk, by=by, thread=request.pk, receipt=request.receipt)
        Likeness.objects.filter(earlier=request).delete()
        call = request.call
        request.delete()
        Call.objects.filter(pk=call.pk, requests=None).delete()


def _severity(suggestion: Mapping[str, Any]) -> str:
    """A sure danger is an emergency until a person has read it, a possible one urgent; else what the words say.

    Letters tell of lasting grievances in the words of danger; were all of them emergencies, none would be.
    """
    if any(danger["sure"] == "high" for danger in suggestion["dangers"]):
        return "emergency"
    if suggestion["dangers"]:
        return "urgent"
    return suggestion["severity"] if suggestion["severity"] in ("urgent", "minor") else "general"


def propose_pairs(batch: Batch) -> int:
    """Propose, for each message of the batch, the earlier one it most likely repeats. A person decides; returns how many are new."""
    mine = set(batch.rows.exclude(subject="").values_list("subject", flat=True))
    requests = {str(r.pk): r for r in Request.objects.filter(source_key__startswith=f"{KIND}:").exclude(state="merged").select_related("call")}
    pairs = triage.propose_pairs([_item(r) for r in requests.values()])
    best: dict[str, tuple[str, triage.Likeness]] = {}
    for pair in pairs:
        earlier, later = sorted((pair.first, pair.second), key=lambda ref: (requests[ref].call.received_at, ref))
        if later not in best and (earlier in mine or later in mine):
            best[later] = (earlier, pair.likeness)
    before = Likeness.objects.count()
    waiting = list(best.items())
    for at in range(0, len(waiting), CHUNK):
        with transaction.atomic():
            for later, (earlier, found) in waiting[at : at + CHUNK]:
                propose_likeness(requests[earlier], requests[later], score=found.points / 100, reasons=list(found.reasons))
    return Likeness.objects.count() - before


def _item(request: Request) -> triage.Item:
    return triage.Item(
        ref=str(request.pk), message=triage.Message(request.words, subject=request.title),
        at_s=int(request.call.received_at.timestamp()), place=str(request.place_id or ""), trade=request.trade,
    )
