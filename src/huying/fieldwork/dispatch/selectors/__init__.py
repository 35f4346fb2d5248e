"""Questions about who goes: the ranked list for one visit, the day's board, what somebody has now and next."""

from .assignments import active_assignment, jobs_of, open_offers, open_offers_of, technician_of
from .board import Bar, BoardRow, PieceRow, board, piece_rows
from .candidates import Candidate, Candidates, CrewProposal, KindProposal, Refusal, candidates, size_of
from .tracks import hands_of, is_stay_only

__all__ = [
    "Bar",
    "BoardRow",
    "Candidate",
    "Candidates",
    "CrewProposal",
    "KindProposal",
    "PieceRow",
    "Refusal",
    "active_assignment",
    "board",
    "candidates",
    "hands_of",
    "is_stay_only",
    "jobs_of",
    "open_offers",
    "open_offers_of",
    "piece_rows",
    "size_of",
    "technician_of",
]
