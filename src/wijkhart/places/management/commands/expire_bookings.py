"""`wijkhart expire_bookings`: free what nobody answered in time, and mail who asked. For every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wijkhart.core.actors import System
from wijkhart.places.actions import expire_overdue, tell_expired


class Command(BaseCommand):
    """End requests and offers that waited too long."""

    help = "Free the time of requests and offers that nobody answered; with --site also mail who asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", default="", help="Where this Wijkhart stands, for the links in the mails.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = System("expire_bookings")
        freed = expire_overdue(by=by)
        self.stdout.write(_("%(count)s requests and offers had no answer in time.") % {"count": freed})
        if options["site"]:
            told = tell_expired(by=by, site=options["site"])
            self.stdout.write(_("%(count)s mails about it left.") % {"count": told})
