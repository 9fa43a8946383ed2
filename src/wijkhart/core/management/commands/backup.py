"""Write the whole database to one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wijkhart.core.backup import back_up
from wijkhart.core.errors import Refused


class Command(BaseCommand):
    """`wijkhart backup FILE`, while the site runs."""

    help = "Write the whole database to one file, while the site runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = back_up(options["file"])
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(_("%(file)s: %(size)s bytes") % {"file": options["file"], "size": size})
