"""Write the shared words as SKOS: `wijkhart export_themes --output themas.ttl --site https://wijkhart.example`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.themes.queries import fixed_words
from wijkhart.themes.skos import turtle


class Command(BaseCommand):
    """The same text as `/themas/skos.ttl`."""

    help = "Write themes, needs and target groups as SKOS (Turtle) to a file or to the screen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, help="The file to write; without it, the screen.")
        parser.add_argument(
            "--site", default="https://wijkhart.example", help="The address of this installation, for the names."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        themes = list(Theme.objects.prefetch_related("needs"))
        if not themes:
            raise CommandError(_("There are no themes yet. Load them with: wijkhart load_themes"))
        text = "".join(turtle(options["site"], themes, TargetGroup.objects.all(), fixed_words()))
        if options["output"]:
            options["output"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
