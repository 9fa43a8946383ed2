"""`wijkhart verify_audit`: does the log still say what was written in it?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from wijkhart.audit.models import ChainHead
from wijkhart.audit.queries import breaks_of, chain_codes


class Command(BaseCommand):
    help = "Checks the chain of the audit log; names each entry that breaks it, and then ends with code 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", help="Only this code, such as GM0307; '' is the national chain.")

    def handle(self, *, municipality: str | None, **options: Any) -> None:
        codes = chain_codes() if municipality is None else [municipality]
        broken = [code for code in codes if not self._holds(code)]
        if broken:
            sys.exit(1)

    def _holds(self, code: str) -> bool:
        """Say whether one chain holds; a whole one is told with its end, to be kept elsewhere and compared."""
        name, broken = code or _("national"), list(breaks_of(code))
        for found in broken:
            text = _("%(chain)s: entry %(number)s is broken: %(fault)s.")
            self.stderr.write(text % {"chain": name, "number": found.number, "fault": found.fault.label})
        head = ChainHead.objects.filter(pk=code).first()
        if not broken:
            text = _("%(chain)s: %(number)s entries, whole. Last: %(digest)s")
            facts = {"chain": name, "number": head.number if head else 0, "digest": head.digest if head else "-"}
            self.stdout.write(text % facts)
        return not broken
