"""Open an account from the machine itself: the first administrator, or one more when nobody can sign in."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from huying.groundwork.access import rules, services
from huying.kernel.errors import HuyingError


class Command(BaseCommand):
    help = "Open an account; the password is asked for, or read as one line from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", action="append", default=[], choices=sorted(rules.ROLES), dest="roles")
        parser.add_argument("--final", action="store_true", help="the owner types it: no other must be chosen at sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            account = services.open_account(
                options["username"], name=options["name"], password=password, roles=options["roles"], by=None,
                is_temporary=not options["final"],
            )
        except HuyingError as error:
            raise CommandError(gettext(error.message) % error.facts) from None
        self.stdout.write(account.username)
