"""Bring in the open list of polling places from a file: `wijkhart import_places FILE --municipality GM0307`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.places.actions import import_polling_places


class Command(BaseCommand):
    help = "Bring in public places from the list of polling places (xlsx, or CSV with a derived kind)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--municipality", default="", help="Only this one, such as GM0307.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_polling_places(
                by=System("import_places"),
                path=options["path"],
                municipality=options["municipality"],
                progress=self._say,
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        for remark in report.remarks:
            self.stdout.write(f"{remark['kind']}: row {remark['row']} {remark['code']} {remark['text']}")
        self.stdout.write(", ".join(f"{count} {name}" for name, count in report.counts.items()))

    def _say(self, done: int, total: int | None, doing: str) -> None:
        self.stderr.write(f"{doing} ({done}/{total})" if total else doing)
