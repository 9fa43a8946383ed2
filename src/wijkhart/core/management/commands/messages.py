"""Write new texts into the Dutch catalogues."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkhart.core.catalogue import apps_with_texts, problems_of, update


class Command(BaseCommand):
    """For developers: `wijkhart messages` after adding or changing a text; then translate what it names."""

    help = "Write new texts of each app into its Dutch catalogue and name what still needs translating."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what is missing, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = []
        for app in apps_with_texts():
            if not options["check"]:
                self.stdout.write(f"{app}: {len(update(app))} texts")
            problems += problems_of(app)
        if problems:
            raise CommandError("\n".join([*problems, f"{len(problems)} texts need a look."]))
