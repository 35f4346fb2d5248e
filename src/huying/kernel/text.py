"""Text as it comes in: what no database or page should have to meet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .errors import BadInput
from .words import gettext_noop as _

# Zero-width and direction marks: pasted from chats and sheets, invisible, and they break comparison.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
    + list(range(0x202A, 0x202F)) + list(range(0x2066, 0x206A))
)
LINE_BREAKS = "\n\r\t"


def is_storable(text: str) -> bool:
    """Whether every database will take it: no NUL, no lone surrogate.

    SQLite accepts what PostgreSQL rejects, so this is asked once, in front of both.
    """
    return "\0" not in text and not any(0xD800 <= ord(c) <= 0xDFFF for c in text)


def require_storable(text: str, *, field: str = "") -> str:
    if not is_storable(text):
        raise BadInput(
            _("The text contains characters that cannot be stored (a NUL or half a symbol). "
              "Delete the unreadable part and send it again."), field=field,
        )
    return text


def tidy(text: str) -> str:
    """Return `text` without invisible marks and control characters, trimmed; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    kept = (c for c in text if c in LINE_BREAKS or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).replace("\u00a0", " ").strip()


def fold(text: str) -> str:
    """Return a form for comparing: full-width as half-width (NFKC), lower case, no invisible marks."""
    return tidy(unicodedata.normalize("NFKC", text)).casefold()


def require_length(text: str, *, most: int, field: str = "") -> str:
    if len(text) > most:
        raise BadInput(
            _("This text has %(length)d characters; at most %(most)d fit here. Shorten it, or attach it as a file."),
            field=field, length=len(text), most=most,
        )
    return text


# What the call taker asked stands under the resident's words, after a line of its own: — heading —
_ASIDE = re.compile(r"(?:^|\n)\s*— (?P<heading>[^\n—]{1,40}) —\n")


@dataclass(frozen=True)
class Said:
    """The resident's own words, and under which heading somebody else noted what."""

    own: str
    heading: str = ""
    noted: str = ""


def said_apart(text: str) -> Said:
    """Take the resident's words and the call taker's questions and answers apart again."""
    found = _ASIDE.search(text)
    if found is None:
        return Said(text)
    return Said(text[: found.start()].strip(), found["heading"], text[found.end() :].strip())
