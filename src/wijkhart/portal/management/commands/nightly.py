"""Everything that has to be done once a night, in its order: `wijkhart nightly`, for cron or systemd."""

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

STEPS: Final = (
    "clearsessions",
    "expand_occurrences",
    "age_services",
    "index_services",
    "forget_signal_addresses",
    "forget_invitation_addresses",
    "expire_bookings",
    "forget_bookers",
)
"""Dates first: what is still confirmed and how it is found rests on them."""
MAILS: Final = ("ask_providers", "expire_bookings")
"""What sends mails with links, once it is known where this Wijkhart stands."""


class Command(BaseCommand):
    """Runs the nightly work; a step that fails is named and does not keep the others from running."""

    help = "Run the nightly work; with --site also send the mails that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", default="", help="Where this Wijkhart stands, for the links in the mails.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [step for step in STEPS if not self._done(step)]
        if options["site"]:
            failed += [step for step in MAILS if not self._done(step, site=options["site"])]
        if failed:
            raise CommandError(_("These steps failed: %(steps)s.") % {"steps": ", ".join(failed)})

    def _done(self, step: str, **options: str) -> bool:
        self.stdout.write(f"{step} ...")
        try:
            call_command(step, stdout=self.stdout, stderr=self.stderr, **options)
        except (CommandError, DatabaseError) as error:
            self.stderr.write(f"{step}: {error}")
            return False
        return True
