"""Bring in a map: `wijkhart import_boundaries wijken_2024.geojson --municipality GM0307`."""

from wijkhart.areas.actions import import_boundaries
from wijkhart.areas.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Bring in a map of municipalities, wijken or buurten (GeoJSON or GeoPackage)."
    action = staticmethod(import_boundaries)
    options = ("year",)
