"""Load the national kinds of effort and their reach: `wijkhart load_effort`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.deployment.actions.effort import EFFORT, load_effort


class Command(BaseCommand):
    help = "Load the national kinds of effort, what they cost, and how many people they are expected to reach."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", default=EFFORT)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kinds, curves = load_effort(by=System("load_effort"), path=options["path"])
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{kinds} kinds of effort, {curves} lines of reach")
