"""Collect the sentences of the source into each room's catalogues, fill in the English ones, compile.

    ./run words                   all rooms
    ./run words places crews      only these
    ./run words --tidy            also forget sentences the source no longer says
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import makemessages

from tools.catalogues import PACKAGE, compile_catalogues, sources

LANGUAGES = ("zh_Hans", "en")


class Collect(makemessages.Command):
    # A guess from a similar sentence is wrong more often than it helps.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def rooms() -> list[Path]:
    """Return every folder with a catalogue of its own, the package itself first."""
    return sorted({source.parents[3] for source in sources()} | {folder.parent for folder in PACKAGE.glob("**/locale")})


def collect(root: Path) -> None:
    """Run makemessages at `root`; a file's sentences go to the nearest catalogue above it."""
    if not settings.configured:
        settings.configure()
    before = Path.cwd()
    os.chdir(root)
    try:
        call_command(Collect(), locale=list(LANGUAGES), add_location="file", no_wrap=True, verbosity=0)
    finally:
        os.chdir(before)


def settle(path: Path, *, tidy: bool) -> polib.POFile:
    """Fill in English, drop what changes at every run, write the catalogue back."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for entry in list(catalogue):
        if entry.obsolete and tidy:
            catalogue.remove(entry)
        elif path.parents[1].name == "en" and not entry.obsolete:
            _say_in_english(entry)
    catalogue.header, catalogue.metadata_is_fuzzy = "", False
    catalogue.metadata = _metadata(path.parents[1].name)
    catalogue.save()
    return catalogue


def _say_in_english(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def _metadata(language: str) -> dict[str, str]:
    plural = "nplurals=1; plural=0;" if language == "zh_Hans" else "nplurals=2; plural=(n != 1);"
    return {
        "Language": language, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": plural,
    }


def main(arguments: list[str]) -> None:
    tidy = "--tidy" in arguments
    named = [word for word in arguments if not word.startswith("-")]
    chosen = [room for room in rooms() if room.name in named] if named else [PACKAGE]
    for room in chosen:
        collect(room)
    for path in sources():
        if any(path.is_relative_to(room) for room in chosen):
            missing = settle(path, tidy=tidy).untranslated_entries()
            if missing:
                print(f"{path.relative_to(PACKAGE)}: {len(missing)} without translation")
                for entry in missing:
                    print(f"    {entry.msgid!r}")
    print(f"compiled: {len(compile_catalogues())}")


if __name__ == "__main__":
    main(sys.argv[1:])
