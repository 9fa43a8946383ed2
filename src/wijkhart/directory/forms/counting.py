"""How many there would be with each choice of the form."""

from collections.abc import Mapping
from typing import Final

from wijkhart.directory.queries.find import counted

SAME: Final[Mapping[str, str]] = {}
FACETS: Final[dict[str, tuple[str, Mapping[str, str]]]] = {
    "dag": ("weekday", SAME),
    "dagdeel": ("part", SAME),
    "thema": ("theme", SAME),
    "doelgroep": ("group", SAME),
    "gemeente": ("municipality", SAME),
    "wijk": ("district", SAME),
    "kosten": ("cost", SAME),
    "manier": ("way", SAME),
    "taal_aanbod": ("language", SAME),
    "lijn": ("line", SAME),
    "aanbieder": ("formal", {"formal": "formeel", "informal": "informeel"}),
    "subsidie": ("subsidised", {"yes": "ja", "no": "nee"}),
}
"""Field -> the dimension that it asks, with the names of the values where the form has others."""


def counts_of(facets: Mapping[str, Mapping[str, int]], name: str) -> dict[str, str]:
    """Value of the field -> how many, as people read it; what is not there is found by nobody."""
    dimension, names = FACETS[name]
    return {names.get(value, value): str(counted(number)) for value, number in facets.get(dimension, {}).items()}


def checked(facets: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """The same for what can only be ticked."""
    room = facets.get("availability", {})
    return {
        "rolstoel": str(counted(facets.get("step_free", {}).get("yes", 0))),
        "plek": str(counted(room.get("room", 0) + room.get("unknown", 0))),
    }
