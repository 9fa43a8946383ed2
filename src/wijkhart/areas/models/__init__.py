from .area import Area, AreaLink, Level
from .figure import Figure, Measure, Missing, Source, StagedFigure
from .postcode import Postcode
from .report import ImportReport

__all__ = [
    "Area",
    "AreaLink",
    "Figure",
    "ImportReport",
    "Level",
    "Measure",
    "Missing",
    "Postcode",
    "Source",
    "StagedFigure",
]
