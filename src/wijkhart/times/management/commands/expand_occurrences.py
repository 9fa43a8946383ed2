"""The nightly work on time: `wijkhart expand_occurrences`, for cron or systemd."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.times.actions import expand_all


class Command(BaseCommand):
    """Keeps the dates of every timetable a year ahead; running it again changes nothing."""

    help = "Keep the occurrences of every schedule a year ahead (or up to --until YYYY-MM-DD)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", type=date.fromisoformat, default=None, help="Last day, such as 2027-06-30.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = expand_all(by=System("expand_occurrences"), until=options["until"], progress=self._say)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        for warning in done.warnings:
            self.stderr.write(warning)
        self.stdout.write(
            _(
                "%(schedules)d timetables: %(made)d dates made, %(changed)d changed, %(removed)d removed, "
                "%(unchanged)d the same; %(refused)d fall out."
            )
            % {
                "schedules": done.schedules,
                "made": done.made,
                "changed": done.changed,
                "removed": done.removed,
                "unchanged": done.unchanged,
                "refused": done.refused,
            }
        )

    def _say(self, done: int, total: int | None, doing: str) -> None:
        self.stderr.write(f"{doing} ({done}/{total})")
