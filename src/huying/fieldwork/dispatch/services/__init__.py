"""The verbs of dispatch. Locks are taken in one order everywhere: visit, then technicians by id, then equipment by id."""

from .answering import accept_assignment, decline_assignment
from .assigning import assign_visit, transfer_visit
from .ending import call_off_assignment, end_assignment, lapse_assignment, note_there
from .helping import call_help
from .offering import decline_offer, grab_offer, offer_visit, withdraw_offers
from .orders import CrewOrder, Seat
from .rows import hold_assignment

__all__ = [
    "CrewOrder",
    "Seat",
    "accept_assignment",
    "assign_visit",
    "call_help",
    "call_off_assignment",
    "decline_assignment",
    "decline_offer",
    "end_assignment",
    "grab_offer",
    "hold_assignment",
    "lapse_assignment",
    "note_there",
    "offer_visit",
    "transfer_visit",
    "withdraw_offers",
]
