"""Put the national periods of `data/freshness.toml` in the database: `wijkhart load_freshness_periods`."""

from typing import Any

from django.core.management.base import BaseCommand

from wijkhart.core.actors import System
from wijkhart.directory.actions import load_freshness_periods


class Command(BaseCommand):
    help = "Load how long a confirmation counts, per kind of entry and group of facts."

    def handle(self, *args: Any, **options: Any) -> None:
        kept = load_freshness_periods(by=System("load_freshness_periods"))
        self.stdout.write(f"{len(kept)} periods")
