"""What happened, as a colleague would say it: one sentence per verb of the journal, and the particulars worth reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from huying.casework.intake import rules as intake
from huying.fieldwork.dispatch import rules as dispatch
from huying.fieldwork.visits import rules as visits
from huying.groundwork.journal.models import Entry
from huying.kernel import money
from huying.kernel.trades import TRADES

from .rows import danger_words

SENTENCES: dict[str, str] = {
    "call_taken": _("took the call (%(channel)s)."),
    "request_urged": _("noted that somebody asked after it again (%(channel)s)."),
    "request_triage": _("judged it: %(severity)s, %(trade)s."),
    "request_order": _("ordered visit %(number)s."),
    "request_unorder": _("has it back at the desk: no visit is open any more."),
    "request_start": _("is there: work has begun."),
    "request_fix": _("reports it fixed; the resident has not confirmed yet."),
    "request_hand_over": _("handed it over to %(turned_to)s. Chasing it stays with us."),
    "request_refer": _("referred it to %(turned_to)s."),
    "request_answer": _("answered on the spot."),
    "request_turn_away": _("told the resident to turn to %(turned_to)s."),
    "request_wait": _("set it to wait: %(waiting_reason)s."),
    "request_resume": _("took it up again."),
    "request_confirm": _("noted that the resident confirms it."),
    "request_hold": _("noted that it holds."),
    "request_close": _("closed the loop: it held."),
    "request_give_up_asking": _("could not reach the resident twice; it counts as not confirmed."),
    "request_withdraw": _("noted that the resident withdraws it."),
    "request_merge": _("merged it into %(note)s."),
    "request_unmerge": _("took it out of the merger again."),
    "request_invalidate": _("marked it as invalid."),
    "request_reopen": _("opened it again."),
    "request_taken_back": _("took back the import that brought it."),
    "emergency_step": _("noted: %(step)s"),
    "incident_opened": _("opened the event “%(title)s”."),
    "incident_joined": _("put it into the event “%(title)s”."),
    "incident_left": _("took it out of the event."),
    "likeness_decided": _("decided whether it is the same thing: %(same)s."),
    "visit_order": _("wrote visit %(number)s for: %(brief)s"),
    "visit_set_out": _("has set out."),
    "visit_arrive": _("has arrived."),
    "visit_pause": _("paused: %(reason)s."),
    "visit_resume": _("goes on working."),
    "visit_put_back": _("gave the visit back to the desk."),
    "visit_finish": _("has finished the work."),
    "visit_sign": _("had it signed off (%(way)s)."),
    "visit_miss": _("met nobody at home."),
    "visit_call_off": _("called visit %(number)s off."),
    "visit_amend": _("corrected visit %(number)s: %(changed)s."),
    "visit_opened": _("has seen the job."),
    "visit_photo": _("took a photo."),
    "visit_material": _("used %(name)s × %(quantity)s %(unit)s."),
    "visit_extra": _("was asked for one more thing at the door: %(words)s (%(kind_of_extra)s)."),
    "visit_suspicion": _("says something is wrong here: %(words)s"),
    "assign": _("sent %(people)s."),
    "accept": _("%(lead)s accepts."),
    "decline": _("%(lead)s declines: %(reason)s."),
    "transfer": _("took it from %(lead)s: %(reason)s."),
    "call_off_assignment": _("called %(lead)s back."),
    "lapse_assignment": _("%(lead)s did not answer; the offer lapsed."),
    "call_help": _("called %(name)s in to help."),
    "offer": _("held it out to %(people)s."),
    "decline_offer": _("%(people)s does not take it: %(reason)s."),
    "withdraw_offers": _("withdrew the offer to %(people)s."),
}
UNKNOWN = _("did something this page has no words for (%(verb)s).")
TONES = {
    "emergency_step": "late", "visit_suspicion": "waiting", "decline": "waiting", "lapse_assignment": "late",
    "request_urged": "waiting", "request_reopen": "waiting", "visit_miss": "waiting", "request_fix": "good",
    "visit_amend": "waiting", "visit_finish": "good", "visit_sign": "good", "request_confirm": "good", "accept": "moving", "visit_arrive": "moving",
}
# Facts that are codes, and the words they stand for.
CODES: dict[str, Mapping[str, str]] = {
    "channel": intake.CHANNELS, "severity": intake.SEVERITIES, "trade": TRADES, "kind_of_extra": visits.EXTRA_KINDS,
    "waiting_reason": intake.WAITING_REASONS, "reason": {**visits.PAUSE_REASONS, **dispatch.DECLINE_REASONS, **dispatch.TRANSFER_REASONS},
    "way": visits.SIGN_WAYS, "responsibility": intake.RESPONSIBILITIES, "agreed_by": visits.AGREED_BY,
}
STEPS = {(card.code, step.code): step.words for card in intake.CARDS.values() for step in card.steps}
# What stands under the sentence: fact, label.
PARTICULARS = (("receipt", _("Receipt")), ("dangers", _("Danger")), ("dangers_off", _("No longer a danger")), ("responsibility", _("Whose part")), ("note", _("Note")),
               ("outcome_note", _("Told the resident")), ("work_done", _("Done")), ("amount_fen", _("Amount")),
               ("agreed_by", _("Agreed by")), ("by_phone", _("By phone")))
NOT_PARTICULAR = {"request_merge": ("note",)}


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    at: datetime
    who: str
    words: str
    facts: tuple[tuple[str, str], ...]
    tone: str


class _Blanks(dict[str, str]):
    """A fact the entry does not have leaves a dash, never an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def _said(name: str, value: Any) -> str:
    if name in CODES and value in CODES[name]:
        return gettext(CODES[name][value])
    if name == "changed" and isinstance(value, list):
        return "、".join(gettext(visits.AMENDABLE.get(one, one)) for one in value)
    if name in ("dangers", "dangers_off"):
        return danger_words(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if name == "amount_fen":
        return money.yuan(value) if value else ""
    return str(value or "")


def line_of(entry: Entry) -> Line:
    # A verdict is kept as before and after; the sentence tells what it is now.
    changed = entry.facts.get("after")
    known = entry.facts | (changed if isinstance(changed, dict) else {})
    facts = {name: _said(name, value) for name, value in known.items()}
    if entry.verb == "emergency_step":
        facts["step"] = gettext(STEPS.get((entry.facts.get("card"), entry.facts.get("step")), entry.facts.get("step", "")))
    sentence = gettext(SENTENCES.get(entry.verb, UNKNOWN)) % _Blanks(facts | {"verb": entry.verb})
    hidden = NOT_PARTICULAR.get(entry.verb, ())
    particulars = tuple(
        (gettext(label), facts[name])
        for name, label in PARTICULARS
        if facts.get(name) and name not in hidden and known[name] is not False
    )
    return Line(entry.at, entry.actor.name if entry.actor else gettext("The system"), sentence, particulars, TONES.get(entry.verb, ""))


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Return the thread, newest first."""
    return [line_of(entry) for entry in entries][::-1]
