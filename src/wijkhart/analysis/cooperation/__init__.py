"""Cooperation as a network: what can be counted of it, and where it is drawn."""

from .layout import Layout, laid_out, overlapping
from .network import (
    Figures,
    Network,
    Pair,
    Tie,
    alone,
    bridges,
    components,
    cut_players,
    density,
    figures,
    network_at,
    parts_without,
    quarter_ends,
    series,
)

__all__ = [
    "Figures",
    "Layout",
    "Network",
    "Pair",
    "Tie",
    "alone",
    "bridges",
    "components",
    "cut_players",
    "density",
    "figures",
    "laid_out",
    "network_at",
    "overlapping",
    "parts_without",
    "quarter_ends",
    "series",
]
