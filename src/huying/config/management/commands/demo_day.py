"""huying demo_day: a working day, played through the pages."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

import httpx
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from huying.config.demo.day import play

from .demo_load import PASSWORD

STEP_S = 4.0


class Command(BaseCommand):
    help = "Play a scripted day against a running demo: calls, visits and repairs over the pages' own addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="http://127.0.0.1:8000")
        parser.add_argument("--step", type=float, default=STEP_S, help="seconds between two steps")

    def handle(self, *args: Any, address: str, step: float, **options: Any) -> None:
        try:
            play(address, password=PASSWORD, say=self._say, wait=lambda: time.sleep(step))
        except (httpx.HTTPError, LookupError) as error:
            raise CommandError(gettext("The day broke off: %(why)s") % {"why": error}) from error

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"  {time.strftime('%H:%M:%S')}  {sentence}")
        self.stdout.flush()
