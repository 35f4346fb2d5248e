"""The verbs of a visit. Each locks the row, sees who asks, asks the table, saves and writes the journal, in one transaction."""

from .ordering import Hands, VisitOrder, call_off_visit, mark_assigned, mark_unassigned, order_visit
from .row import Claim
from .steps import arrive, finish, miss, note_opened, pause, put_back, resume, set_out

__all__ = [
    "Claim",
    "Hands",
    "VisitOrder",
    "arrive",
    "call_off_visit",
    "finish",
    "mark_assigned",
    "mark_unassigned",
    "miss",
    "note_opened",
    "order_visit",
    "pause",
    "put_back",
    "resume",
    "set_out",
]
