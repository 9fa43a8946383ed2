"""The work of every few minutes on finding: `wijkhart index_services`, for cron or systemd."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.directory.actions import index_services


class Command(BaseCommand):
    """Makes every offer findable as it is now; running it again changes nothing."""

    help = "Bring the search up to date with changed places, providers and words."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = index_services(by=System("index_services"), progress=self._say)
        self.stdout.write(_("%(count)d offers were brought up to date.") % {"count": changed})

    def _say(self, done: int, total: int | None, doing: str) -> None:
        self.stderr.write(f"{doing} ({done}/{total})")
