"""`wijkhart demo`: load one municipality from open data and serve it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkhart.core.errors import Refused
from wijkhart.portal.demo import load, serve
from wijkhart.portal.demo.loading import Teller
from wijkhart.portal.demo.serving import check_free


class Command(BaseCommand):
    help = "Load one municipality from the open data in demo/ and serve it on this machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", default="GM0307", help="CBS code, such as GM0150 for Deventer")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--load-only", action="store_true", help="stop after loading")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality, port = options["municipality"].upper(), options["port"]
        try:
            if not options["load_only"]:
                check_free(port)
            self.stdout.write(
                _("Loading %(code)s into %(folder)s") % {"code": municipality, "folder": settings.DATA_DIR}
            )
            address = f"http://127.0.0.1:{port}"
            logins = load(municipality, Teller(self._write, sys.stdout.isatty()), address)
            if options["load_only"]:
                return
            lines = [_("Logins of the demo (ctrl-C stops it):")]
            lines += [f"  {login.role}: {login.email}  {login.password}" for login in logins]
            short = _("%(address)s  log in as: %(logins)s  password: %(password)s")
            emails = ", ".join(login.email for login in logins)
            lines.append(short % {"address": address, "logins": emails, "password": logins[0].password})
            sys.exit(serve(port, settings.DATA_DIR / "demo.log", lines))
        except Refused as refused:
            raise CommandError(refused.message) from refused

    def _write(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()
