"""huying import KIND FILE: look at a file, then take it in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from huying.casework.intake.selectors import message_report
from huying.casework.intake.services import MessageImporter, propose_pairs
from huying.groundwork.batches import rules, selectors, services
from huying.groundwork.batches.models import Batch
from huying.kernel.errors import HuyingError

SHOWN = 20  # rows that need a person, named one by one; the rest are counted and on the page


class Command(BaseCommand):
    help = "Bring in a file: a dry run first, then, unless --dry-run, the taking in. Bringing it in again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="what it holds: " + ", ".join(services.kinds()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only look and report")

    def handle(self, *args: Any, kind: str, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(gettext("%(file)s cannot be read: %(why)s.") % {"file": file, "why": error.strerror}) from error
        try:
            batch = services.check_file(kind, filename=file.name, data=data, by=None)
            self._tell(batch)
            if dry_run:
                return
            batch = services.confirm_batch(batch.pk, by=None)
        except HuyingError as error:
            raise CommandError(gettext(error.message) % error.facts) from error
        self._tell(batch)
        if kind == MessageImporter.kind:
            propose_pairs(batch)
            self._tell_messages(batch)

    def _tell(self, batch: Batch) -> None:
        state = gettext(rules.BATCH_STATES[batch.state])
        self.stdout.write(f"{batch.filename}: {state}")
        for outcome, words in rules.OUTCOMES.items():
            if batch.counts.get(outcome):
                self.stdout.write(f"  {gettext(words)}: {batch.counts[outcome]}")
        # Parked messages are requests already, and counted in the report below.
        outcomes = ("rejected",) if batch.kind == MessageImporter.kind else ("rejected", "parked")
        for row in selectors.rows_of(batch).filter(outcome__in=outcomes)[:SHOWN]:
            said = {"row": row.number, "column": row.column, "said": selectors.said_of(row)}
            self.stdout.write("  " + gettext("row %(row)d %(column)s: %(said)s") % said)

    def _tell_messages(self, batch: Batch) -> None:
        report = message_report(batch)
        lines = [
            gettext("property work: %(yes)d · not: %(no)d · unsure: %(unsure)d") % {k: report.property[k] for k in ("yes", "no", "unsure")},
            gettext("danger flagged: %(count)d") % {"count": report.with_danger},
            gettext("no place named: %(none)d · places not in our list: %(unknown)d") % {"none": report.without_place, "unknown": report.unknown_places},
            gettext("time not readable: %(count)d") % {"count": report.untimed},
            gettext("pairs for a person to decide: %(count)d") % {"count": report.pairs_to_decide},
        ]
        self.stdout.write("\n".join("  " + line for line in lines))
        for name, count in report.destinations:
            self.stdout.write(f"  → {name}: {count}")
