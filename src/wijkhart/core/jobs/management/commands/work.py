"""`wijkhart work`: run the jobs that people and pages ask for."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wijkhart.core.jobs.worker import JobWorker


class Command(BaseCommand):
    help = "Runs long work (imports, computations) from the queue. Start as many as you like; Ctrl+C ends one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="End when nothing is waiting.")
        parser.add_argument("--interval", type=float, default=1.0, help="Seconds between two looks at the queue.")

    def handle(self, *, until_empty: bool, interval: float, verbosity: int, **options: Any) -> None:
        logging.basicConfig(level=logging.INFO if verbosity else logging.WARNING, format="%(message)s")
        worker = JobWorker(interval=interval, until_empty=until_empty)
        worker.configure_signals()
        self.stdout.write(f"Worker {worker.worker_id} waits for work.")
        self.stdout.flush()
        worker.run()
