"""The catalogue of measures and sources, as it stands in `data/*.toml`."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """One measure: what it means, and under which names the files carry it. An empty name: not in such a file."""

    key: str
    label_nl: str
    label_en: str
    explanation_nl: str
    explanation_en: str
    unit: str
    population: str
    group: str
    order: int
    higher_is: str
    map: str = ""
    statline: str = ""
    per: str = ""
    monitor: str = ""
    table: tuple[str, ...] = field(default=())

    @property
    def facts(self) -> dict[str, Any]:
        """What the row in the database says."""
        names = ("label_nl", "label_en", "explanation_nl", "explanation_en", "unit", "population", "group", "order")
        return {name: getattr(self, name) for name in (*names, "higher_is")}


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One data set; `{year}` in the title becomes the year of the file."""

    key: str
    title: str
    publisher: str
    licence: str
    address: str
    used_for_nl: str
    used_for_en: str


@cache
def measures() -> tuple[MeasureEntry, ...]:
    """Every measure of the catalogue, in the order of the file."""
    told = tomllib.loads((DATA / "measures.toml").read_text(encoding="utf-8"))
    return tuple(
        MeasureEntry(key=key, **{**facts, "table": tuple(facts.get("table", ()))}) for key, facts in told.items()
    )


@cache
def sources() -> dict[str, SourceEntry]:
    """Every data set that an importer can read, by key."""
    told = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
    return {key: SourceEntry(key=key, **facts) for key, facts in told.items()}
