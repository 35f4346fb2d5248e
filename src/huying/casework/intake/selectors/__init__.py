"""Questions about requests."""

from .near import (
    Near,
    near_requests,
    open_likenesses,
    requests_of_number,
    requests_of_person,
)
from .queue import QueueFilter, open_requests, queue_counts, search_requests
from .request import (
    incident_requests,
    request_by_receipt,
    request_of_visit,
    request_page,
)

__all__ = [
    "Near",
    "QueueFilter",
    "incident_requests",
    "near_requests",
    "open_likenesses",
    "open_requests",
    "queue_counts",
    "request_by_receipt",
    "request_of_visit",
    "request_page",
    "requests_of_number",
    "requests_of_person",
    "search_requests",
]
