"""Bring in key figures: `wijkhart import_key_figures kerncijfers_2024.json --description DataProperties.json`."""

from wijkhart.areas.actions import import_key_figures
from wijkhart.areas.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Bring in key figures of StatLine (JSON)."
    action = staticmethod(import_key_figures)
    options = ("year", "description")
