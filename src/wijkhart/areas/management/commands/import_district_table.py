"""Bring in the table of wijken: `wijkhart import_district_table wijken_nl.csv`."""

from wijkhart.areas.actions import import_district_table
from wijkhart.areas.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Bring in the table of wijken (CSV)."
    action = staticmethod(import_district_table)
