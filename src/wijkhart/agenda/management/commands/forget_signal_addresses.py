"""`wijkhart forget_signal_addresses`: forget the addresses of signals that were never answered. For every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wijkhart.agenda.actions import forget_addresses
from wijkhart.core.actors import System


class Command(BaseCommand):
    """Forget addresses that were kept long enough."""

    help = "Forget the addresses of signals that nobody answered in half a year."

    def handle(self, *args: Any, **options: Any) -> None:
        wiped = forget_addresses(by=System("forget_signal_addresses"))
        self.stdout.write(_("%(count)s addresses forgotten.") % {"count": wiped})
