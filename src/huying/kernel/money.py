"""Money is whole fen; floats never touch it."""

from __future__ import annotations

import re

from .errors import BadInput
from .words import gettext_noop as _

_YUAN = re.compile(r"^(\d{1,9})(?:\.(\d{1,2}))?$")


def read_yuan(text: str, *, field: str = "") -> int:
    """Return fen from what a person writes as yuan (“30”, “30.5”, “¥30.50”)."""
    found = _YUAN.match(text.strip().lstrip("¥￥").removesuffix("元").strip().replace(",", ""))
    if not found:
        raise BadInput(_("“%(text)s” is not an amount in yuan. Write for example 30 or 30.50."), field=field, text=text[:40])
    yuan, fen = found[1], (found[2] or "").ljust(2, "0")
    return int(yuan) * 100 + int(fen or 0)


def yuan(fen: int) -> str:
    """Return `¥30.50`; whole yuan without decimals."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{whole}.{rest:02d}" if rest else f"{sign}¥{whole}"
