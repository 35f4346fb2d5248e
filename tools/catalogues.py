"""Compile gettext catalogues (.po to .mo) with Babel, so that no machine needs gettext to run Huying."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "huying"


def sources() -> list[Path]:
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_catalogues() -> list[Path]:
    """Compile every catalogue that changed since it was last compiled; return those."""
    made = []
    for source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalogue = read_po(source.open("rb"), locale=source.parents[1].name)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        made.append(source)
    return made
