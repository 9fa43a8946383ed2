"""Ask providers whether their entries are right: `wijkhart ask_providers --site https://wijkhart.example`; nightly."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.directory.actions import send_digests
from wijkhart.directory.actions.asking import kinds_now
from wijkhart.directory.models import Service


class Command(BaseCommand):
    help = "Mail providers whose entries are due: reminders, the mails of the season, then the regular ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", required=True, help="Where this Wijkhart stands, such as https://wijkhart.example"
        )
        parser.add_argument("--municipality", default="", help="Such as GM0307; without it all are asked.")

    def handle(self, *args: Any, **options: Any) -> None:
        by, failed = System("ask_providers"), False
        codes = [options["municipality"]] if options["municipality"] else _municipalities()
        for code in codes:
            for kind in kinds_now():
                try:
                    sent = send_digests(by=by, municipality=code, kind=kind, site=options["site"])
                except Refused as refused:
                    raise CommandError(f"{code} {kind}: {refused.message}") from refused
                failed |= bool(sent.failed)
                self.stdout.write(
                    f"{code} {kind}: {sent.sent} sent, {sent.failed} failed, {sent.without_address} without an address"
                )
        if failed:
            self.stderr.write("Some mails did not leave; the page of the municipality says which and why.")


def _municipalities() -> list[str]:
    codes = Service.objects.open().filter(published=True).values_list("municipality_code", flat=True)
    return sorted(set(codes.order_by().distinct()))
