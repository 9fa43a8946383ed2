"""Fill a municipality with example supply: `wijkhart load_example_supply GM0307`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.directory.actions import load_example_supply


class Command(BaseCommand):
    help = "Put made-up services, marked as examples, on the real places of a municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", help="Such as GM0307.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = load_example_supply(
                by=System("load_example_supply"), municipality=options["municipality"], progress=self._say
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{len(made)} new")

    def _say(self, done: int, total: int | None, doing: str) -> None:
        if total and done % 25 in (0, total):
            self.stderr.write(f"{doing} ({done}/{total})")
