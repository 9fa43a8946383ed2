"""What every import command does: run the action, say each thing it met, and end with 1 on bad input."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkhart.areas.models import ImportReport
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, Refused

WRITTEN = ("_new", "_changed", "_ended")


class ImportCommand(BaseCommand):
    """A command around one importer; `options` names the extra arguments that the action takes."""

    action: Callable[..., ImportReport]
    options: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="The file to read.")
        parser.add_argument("--municipality", default="", help="Only this one, such as GM0307.")
        parser.add_argument("--quiet", action="store_true", help="Say the counts only, not each remark.")
        if "year" in self.options:
            parser.add_argument("--year", type=int, help="The year of the file, when it does not say so itself.")
        if "description" in self.options:
            parser.add_argument("--description", type=Path, help="The DataProperties.json of the table.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import and say what it did."""
        name = type(self).__module__.rsplit(".", 1)[-1]
        try:
            report = type(self).action(
                by=System(name),
                path=options["path"],
                municipality=options["municipality"],
                progress=self._say,
                **{option: options[option] for option in self.options},
            )
        except BadInput as bad:
            for problem in bad.problems:
                self.stderr.write(self.style.ERROR(str(problem)))
            raise CommandError(
                _("Nothing was brought in. Problems: %(count)d.") % {"count": len(bad.problems)}
            ) from bad
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self._tell(report, quiet=options["quiet"])

    def _tell(self, report: ImportReport, *, quiet: bool) -> None:
        for remark in [] if quiet else report.remarks:
            place = [str(part) for part in (remark["row"], remark["code"], remark["field"]) if part]
            self.stdout.write(f"{remark['kind']}: {' · '.join([report.file_name, *place])}: {remark['text']}")
        counts = {name: count for name, count in report.counts.items() if count}
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
        if not any(name.endswith(WRITTEN) for name in counts):
            self.stdout.write(_("Nothing changed: everything was there already."))

    def _say(self, done: int, total: int | None, doing: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"{doing} ({done}/{total})" if total else doing)
