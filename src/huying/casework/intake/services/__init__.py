"""The verbs of a request. Each locks the row, asks the table, saves and writes the journal, in one transaction."""

from .call import CallTaken, take_call, take_emergency_slip
from .emergency import log_emergency_step
from .incident import (
    decide_likeness,
    join_incident,
    leave_incident,
    merge_request,
    open_incident,
    propose_likeness,
    unmerge_request,
)
from .messages import MessageImporter, propose_pairs
from .order import WorkOrdered, follow_visits, order_work, pass_on_extra
from .outcome import (
    Where,
    answer_request,
    hand_over_request,
    invalidate_request,
    refer_request,
    reopen_request,
    resume_request,
    turn_away_request,
    wait_request,
    withdraw_request,
)
from .placing import place_requests
from .triage import Placed, Triaged, triage_request
from .urge import Urging, urge_request

__all__ = [
    "CallTaken",
    "MessageImporter",
    "Placed",
    "Triaged",
    "Urging",
    "Where",
    "WorkOrdered",
    "answer_request",
    "decide_likeness",
    "follow_visits",
    "hand_over_request",
    "invalidate_request",
    "join_incident",
    "leave_incident",
    "log_emergency_step",
    "merge_request",
    "open_incident",
    "order_work",
    "pass_on_extra",
    "place_requests",
    "propose_likeness",
    "propose_pairs",
    "refer_request",
    "reopen_request",
    "resume_request",
    "take_call",
    "take_emergency_slip",
    "triage_request",
    "turn_away_request",
    "unmerge_request",
    "urge_request",
    "wait_request",
    "withdraw_request",
]
