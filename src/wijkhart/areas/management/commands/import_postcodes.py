"""Bring in postcodes: `wijkhart import_postcodes NL.txt`."""

from wijkhart.areas.actions import import_postcodes
from wijkhart.areas.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Bring in postcodes of four digits (NL.txt of GeoNames)."
    action = staticmethod(import_postcodes)
