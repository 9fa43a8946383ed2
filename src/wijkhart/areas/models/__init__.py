from .area import Area, AreaLink, Level
from .figure import Figure, Measure, Missing, Source
from .report import ImportReport

__all__ = ["Area", "AreaLink", "Figure", "ImportReport", "Level", "Measure", "Missing", "Source"]
