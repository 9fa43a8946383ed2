"""Make the database what it was when a backup was written."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wijkhart.core.backup import restore
from wijkhart.core.errors import Refused


class Command(BaseCommand):
    """`wijkhart restore FILE`; stop the site first."""

    help = "Make the database what it was when the backup was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away what is in the database now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore(options["file"], replace=options["replace"])
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(_("Restored from %(file)s.") % {"file": options["file"]})
