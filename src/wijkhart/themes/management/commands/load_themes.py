"""Bring the shared words from the files into the database: `wijkhart load_themes`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.themes.actions import load_themes
from wijkhart.themes.catalogue import DATA


class Command(BaseCommand):
    """Running it twice changes nothing; a mistake is named with file, key and field, and nothing is written."""

    help = "Load themes, needs and target groups from the data files (or from --folder)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="Another folder with the same files.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_themes(by=System("load_themes"), folder=options["folder"])
        except Refused as refused:
            raise CommandError(refused.message) from refused
        for kind in report.made:
            self.stdout.write(
                _("%(kind)s: %(made)d new, %(changed)d changed, %(same)d the same")
                % {
                    "kind": kind,
                    "made": report.made[kind],
                    "changed": report.changed[kind],
                    "same": report.unchanged[kind],
                }
            )
            if report.retired[kind]:
                self.stdout.write(
                    _("Kept, but no longer in the files: %(keys)s") % {"keys": ", ".join(report.retired[kind])}
                )
