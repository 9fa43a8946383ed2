"""Bring in the health monitor: `wijkhart import_health_monitor "RIVM_gezondheid2020_18+.xlsx"`."""

from wijkhart.areas.actions import import_health_monitor
from wijkhart.areas.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Bring in the health monitor of RIVM (xlsx)."
    action = staticmethod(import_health_monitor)
