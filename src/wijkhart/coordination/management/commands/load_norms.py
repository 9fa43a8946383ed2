"""Load the national norms and rules of certainty: `wijkhart load_norms`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.coordination.actions import load_certainty_rules, load_norms
from wijkhart.coordination.actions.norms import NORMS
from wijkhart.core.actors import System
from wijkhart.core.errors import Refused


class Command(BaseCommand):
    help = "Load the national norms and rules of certainty with which the coverage is computed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", default=NORMS)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            norms = load_norms(by=System("load_norms"), path=options["path"])
            rules = load_certainty_rules(by=System("load_norms"))
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{len(norms)} norms, {len(rules)} rules of certainty")
