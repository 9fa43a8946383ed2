"""`wijkhart wijkbeeld WK030710`: the same picture as the page, for a terminal, a program or paper."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area
from wijkhart.core.actors import System
from wijkhart.core.errors import Refused
from wijkhart.portal.formats import FORMATS, render
from wijkhart.portal.queries import wijkbeeld


class Command(BaseCommand):
    help = "The picture of one wijk: who lives there, how they fare, what there is, and what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="CBS code of a wijk, such as WK030710")
        parser.add_argument("--format", choices=FORMATS, default="text")
        parser.add_argument("--output", type=Path, help="write to this file instead of the terminal")
        parser.add_argument("--language", choices=["nl", "en"], default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            content = self._content(options["code"].upper(), options["format"])
        if options["output"]:
            options["output"].write_bytes(content)
            self.stderr.write(_("Written to %(path)s") % {"path": options["output"]})
        elif options["format"] == "pdf" and sys.stdout.isatty():
            raise CommandError(_("A PDF cannot be shown on a terminal. Add --output wijkbeeld.pdf"))
        elif options["format"] == "pdf":
            sys.stdout.buffer.write(content)
        else:
            self.stdout.write(content.decode(), ending="")

    def _content(self, code: str, wanted: str) -> bytes:
        try:
            return render(wijkbeeld(System("command-line"), code), wanted)
        except Area.DoesNotExist as error:
            raise CommandError(_unknown(code)) from error
        except Refused as refused:
            raise CommandError(refused.message) from refused


def _unknown(code: str) -> str:
    """Says that a code is unknown, and which codes are known here."""
    known = list(Area.objects.current().districts().order_by("code").values_list("code", "name"))
    if not known:
        return _("This database holds no wijken yet. Load one with: make demo")
    near = [f"{found} {name}" for found, name in known if found[:6] == code[:6]] or [f"{known[0][0]} {known[0][1]}"]
    return _("%(code)s is not a wijk in this database. Known, for example: %(near)s") % {
        "code": code,
        "near": ", ".join(near[:5]),
    }
