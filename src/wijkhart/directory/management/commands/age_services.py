"""Work out how fresh entries are, and forget old addresses of senders: `wijkhart age_services`; nightly."""

from typing import Any

from django.core.management.base import BaseCommand

from wijkhart.core.actors import System
from wijkhart.directory.actions import age_services, wipe_addresses


class Command(BaseCommand):
    help = "Mark entries that were not confirmed for long, hide those too old, and forget addresses after 90 days."

    def handle(self, *args: Any, **options: Any) -> None:
        by = System("age_services")
        aged = age_services(by=by)
        wiped = wipe_addresses(by=by)
        self.stdout.write(f"{aged.seen} entries seen, {aged.changed} changed; {wiped} addresses forgotten")
