"""`wijkhart forget_bookers`: erase who booked a room, a month after the booking. For every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.places.actions import forget_bookers


class Command(BaseCommand):
    """Erase names that were kept long enough."""

    help = "Erase the names of residents a month after their booking."

    def handle(self, *args: Any, **options: Any) -> None:
        wiped = forget_bookers(by=System("forget_bookers"))
        self.stdout.write(_("%(count)s names forgotten.") % {"count": wiped})
