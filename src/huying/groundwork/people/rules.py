"""How a telephone number is read."""

from __future__ import annotations

from huying.kernel.text import fold


def canonical_phone(raw: str) -> str:
    """Return the digits of the first number in `raw`, or an empty string."""
    return "".join(c for c in fold(raw) if c.isdigit())
