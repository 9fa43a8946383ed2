"""Compute every division that waits, as one job each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.deployment.models import Division, DivisionState
from wijkhart.deployment.queries.divisions import COMPUTE

BY = System("compute_divisions")


class Command(BaseCommand):
    help = "Hands every division that was not computed yet to the workers, one job for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", default="", help="Only of this municipality (CBS code).")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Division.objects.filter(state=DivisionState.WAITING).select_related("budget").order_by("pk")
        if options["municipality"]:
            rows = rows.filter(budget__municipality_code=options["municipality"])
        count = 0
        for division in rows:
            enqueue_job(
                by=BY,
                kind=COMPUTE,
                params={"division": str(division.pk)},
                municipality=division.budget.municipality_code,
                key=str(division.pk),
                title=division.name,
            )
            count += 1
        self.stdout.write(_("%(count)s divisions handed to the workers.") % {"count": count})
