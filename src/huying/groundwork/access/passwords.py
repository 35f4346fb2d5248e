"""The one rule of passwords that Django does not say in Chinese."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Account


class LengthValidator:
    """Length counts, not kinds of characters (NIST SP 800-63B)."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: Account | None = None) -> None:
        if len(password) < self.least:
            raise ValidationError(
                _("It has %(length)d characters and needs at least %(least)d: a short sentence is easy to remember."),
                params={"length": len(password), "least": self.least},
            )

    def get_help_text(self) -> str:
        return _("At least %(least)d characters; a short sentence is easy to remember.") % {"least": self.least}
