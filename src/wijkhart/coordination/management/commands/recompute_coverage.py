"""Compute the coverage of municipalities: `wijkhart recompute_coverage GM0307`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import CoverageRun
from wijkhart.core.actors import System
from wijkhart.core.errors import Refused


class Command(BaseCommand):
    help = "Compute need against supply, and put the result in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("municipality", nargs="+", help="Codes such as GM0307.")
        parser.add_argument("--forced", action="store_true", help="Also when nothing changed.")

    def handle(self, *args: Any, **options: Any) -> None:
        for municipality in options["municipality"]:
            self._recompute(municipality, options["forced"])

    def _recompute(self, municipality: str, forced: bool) -> None:
        before = CoverageRun.objects.filter(municipality_code=municipality, in_force=True).first()
        try:
            run = recompute_coverage(
                by=System("recompute_coverage"), municipality=municipality, progress=self._say, forced=forced
            )
        except Refused as refused:
            raise CommandError(f"{municipality}: {refused.message}") from refused
        outcome = "nothing changed" if before and before.pk == run.pk else f"computed in {run.cpu_seconds} s"
        self.stdout.write(f"{municipality}: {outcome}, {len(run.notes)} notes, digest {run.digest[:12]}")

    def _say(self, done: int, total: int | None, doing: str) -> None:
        self.stderr.write(f"{doing} ({done}/{total})")
