"""The verbs of a visit. Each locks the row, sees who asks, asks the table, saves and writes the journal, in one transaction."""

from .amending import Amendment, Work, amend_visit
from .door import ExtraAsked, Used, add_extra, add_material, note_suspicion
from .ordering import Hands, VisitOrder, call_off_visit, mark_assigned, mark_unassigned, order_visit
from .photos import Kept, add_photo, keep_drawing, keep_photo
from .row import Claim
from .signing import Signing, sign_off
from .steps import arrive, finish, miss, note_opened, pause, put_back, resume, set_out

__all__ = [
    "Amendment",
    "Claim",
    "ExtraAsked",
    "Hands",
    "Kept",
    "Signing",
    "Used",
    "VisitOrder",
    "Work",
    "add_extra",
    "add_material",
    "add_photo",
    "amend_visit",
    "arrive",
    "call_off_visit",
    "finish",
    "keep_drawing",
    "keep_photo",
    "mark_assigned",
    "mark_unassigned",
    "miss",
    "note_opened",
    "note_suspicion",
    "order_visit",
    "pause",
    "put_back",
    "resume",
    "set_out",
    "sign_off",
]
