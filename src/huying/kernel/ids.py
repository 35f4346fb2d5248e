"""Numbers people read aloud and ids machines sort by."""

from __future__ import annotations

import os
import uuid
from datetime import datetime

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: they sound or look alike on a slip read over the phone.
# 23 letters, a prime: so the check letter below catches every wrong letter and every swap.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
BODY = 6


def new_id(now: datetime) -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562): sorts by time, so indexes stay dense."""
    ms = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    rand = int.from_bytes(os.urandom(10), "big")
    value = (ms << 80) | (0x7 << 76) | ((rand >> 62 & 0xFFF) << 64) | (0b10 << 62) | (rand & ((1 << 62) - 1))
    return uuid.UUID(int=value)


def _check_letter(body: str) -> str:
    total = sum((i + 2) * ALPHABET.index(c) for i, c in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def new_receipt() -> str:
    """Return a receipt number such as `KX7-9QT4`: 23^6 = 148 million bodies, the last letter checks the others.

    Random, not counted: a number must not tell how many calls there were, nor lead to a neighbour's.
    """
    body = ""
    while len(body) < BODY:
        # 253 = 11 × 23: bytes above it are thrown away so that each letter is equally likely.
        body += "".join(ALPHABET[b % 23] for b in os.urandom(BODY) if b < 253)
    body = body[:BODY]
    return f"{body[:3]}-{body[3:]}{_check_letter(body)}"


def read_receipt(text: str) -> str | None:
    """Return the receipt number in its printed form, or None where it cannot be one."""
    bare = "".join(c for c in text.upper() if c.isascii() and c.isalnum())
    if len(bare) != BODY + 1 or any(c not in ALPHABET for c in bare):
        return None
    if _check_letter(bare[:BODY]) != bare[BODY]:
        return None
    return f"{bare[:3]}-{bare[3:]}"
