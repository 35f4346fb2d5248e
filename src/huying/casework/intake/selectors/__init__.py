"""Questions about requests."""

from .messages import MessageReport, message_report
from .near import (
    Near,
    likenesses_of,
    near_requests,
    open_likenesses,
    requests_of_number,
    requests_of_person,
)
from .queue import QueueFilter, open_requests, queue_counts, search_requests
from .reading import read_words
from .request import (
    clock_from,
    incident_page,
    incident_requests,
    incidents,
    request_by_receipt,
    request_of_visit,
    request_page,
)
from .steps import CardProgress, card_progress, ring_backs
from .suggestion import suggestion_of, sure_dangers

__all__ = [
    "clock_from",
    "MessageReport",
    "message_report",
    "suggestion_of",
    "sure_dangers",
    "CardProgress",
    "Near",
    "QueueFilter",
    "incident_page",
    "incident_requests",
    "incidents",
    "likenesses_of",
    "near_requests",
    "open_likenesses",
    "open_requests",
    "queue_counts",
    "card_progress",
    "read_words",
    "request_by_receipt",
    "request_of_visit",
    "request_page",
    "requests_of_number",
    "requests_of_person",
    "ring_backs",
    "search_requests",
]
