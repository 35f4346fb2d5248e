"""The one tree of errors.

HuyingError
├── BadInput 422       what was entered cannot be used: says where and what to do
├── Missing 404        not there, or not for you: the two are never told apart
├── Refused 403        you may not do this
├── NotNow 409         the record's state does not allow it (somebody was faster, it is finished …)
├── Stale 412          you worked on an older version
└── PlanningError 500  an engine was asked for something it cannot compute
"""

from __future__ import annotations


class HuyingError(Exception):
    """An error with a sentence for the person who meets it.

    `message` is an English msgid with %(name)s places, filled from `facts` after translation.
    `field` names the form field it belongs to, if any.
    """

    status = 500

    def __init__(self, message: str, *, field: str = "", **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.facts = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class BadInput(HuyingError):
    status = 422


class Missing(HuyingError):
    status = 404


class Refused(HuyingError):
    status = 403


class NotNow(HuyingError):
    status = 409


class Stale(HuyingError):
    status = 412


class PlanningError(HuyingError):
    status = 500
