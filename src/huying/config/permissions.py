"""Who may enter which route: the one table. A route that is not in it opens to nobody, and fails the tests.

Grouped by namespace; `namespace:name` is the route's full name. A door is

    PUBLIC                       anybody, without a login
    ANY_ACCOUNT                  anybody logged in, even without a role (own password, signing out)
    ANY_STAFF                    anybody with at least one role
    only("admin", "auditor")     these roles, to read and to write
    door(enter=…, write=…)       some read it (GET), fewer write to it (POST, PUT, DELETE …)

Which *objects* somebody sees behind a door is the selector's business: not yours → Missing (404).
A new route: one line here, one case in tests/walker_cases.py.
"""

from __future__ import annotations

from huying.groundwork.access.rules import (
    ANY_ACCOUNT,
    ANY_STAFF,
    DESK,
    DESK_READERS,
    PUBLIC,
    SENDERS,
    Door,
    door,
    only,
)

# Those who work on a visit from the phone page. A shift leader who goes along has this role as well.
FIELD = frozenset({"technician"})

ROOMS: dict[str, dict[str, Door]] = {
    "": {
        "front": ANY_ACCOUNT,
        "set_language": PUBLIC,
        "healthz": PUBLIC,
    },
    "access": {
        "login": PUBLIC,
        "logout": PUBLIC,
        "password": ANY_ACCOUNT,
        "accounts": only("admin"),
        "open_account": only("admin"),
        "account": only("admin"),
        "set_roles": only("admin"),
        "reset_password": only("admin"),
        "unlock": only("admin"),
        "sign_out_everywhere": only("admin"),
        "close_account": only("admin"),
        "reopen_account": only("admin"),
        "looks": only("auditor", "admin"),
    },
    "journal": {
        "entries": only("auditor"),
    },
    "stream": {
        "news": ANY_STAFF,
    },
    "desk": {
        "queue": only(*DESK_READERS),
        "find": only(*DESK_READERS),
        "new_call": only(*DESK),
        "call_caller": only(*DESK),
        "call_places": only(*DESK),
        "call_reading": only(*DESK),
        "call_paste": only(*DESK),
        "request": only(*DESK_READERS),
        "receipt": only(*DESK_READERS),
        "receipt_qr": only(*DESK_READERS),
        "request_triage": only(*DESK),
        "request_step": only(*DESK),
        "request_do": only(*DESK),
        "incidents": only(*DESK_READERS),
        "incident": only(*DESK_READERS),
        "incident_join": only(*DESK),
        "incident_leave": only(*DESK),
        "person": only(*DESK_READERS),
        "dispatch": only(*DESK_READERS),
        "dispatch_do": only(*SENDERS),
        "call_off_visit": only(*DESK),
        "board": only(*DESK_READERS),
        "equipment": only(*DESK_READERS),
        "equipment_do": only(*SENDERS),
        "technicians": only(*DESK_READERS),
        "technician": only(*DESK_READERS),
        "technician_do": only(*SENDERS, "manager"),
        "prices": only(*DESK_READERS, *FIELD, "admin"),
        "batches": only("manager", "shift_leader", "admin"),
        "batch": only("manager", "shift_leader", "admin"),
        "confirm_batch": only("manager", "shift_leader", "admin"),
        "discard_batch": only("manager", "shift_leader", "admin"),
        "undo_batch": only("manager", "shift_leader", "admin"),
        "likenesses": door(enter=DESK_READERS, write=DESK),
        "decide_likeness": only(*DESK),
        "parked": only(*DESK),
        "slips": only(*DESK),
        "print_slips": only(*DESK),
        "print_slip": only(*DESK),
        "key_slip": only(*DESK),
    },
    # The files of a visit: who may see which is asked of the visit itself.
    "visits": {
        "photo": only(*DESK_READERS, *FIELD),
        "drawing": only(*DESK_READERS),
    },
    "field": {
        "now": only(*FIELD),
        "job": only(*FIELD),
        "task": only(*FIELD),
        "extra": only(*FIELD),
        "extra_item": only(*FIELD),
        "grab": only(*FIELD),
        "pass": only(*FIELD),
    },
    "doorstep": {
        "emergency": PUBLIC,
        "receipt": PUBLIC,
    },
}

TABLE: dict[str, Door] = {
    f"{namespace}:{name}" if namespace else name: opening
    for namespace, routes in ROOMS.items()
    for name, opening in routes.items()
}

__all__ = ["ANY_ACCOUNT", "ANY_STAFF", "DESK", "DESK_READERS", "FIELD", "PUBLIC", "ROOMS", "SENDERS", "TABLE", "door", "only"]
