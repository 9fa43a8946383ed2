"""Bringing the shared words from the files into the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.catalogue import DATA, Word, read_catalogue
from wijkhart.themes.models import Labelled, Need, TargetGroup, Theme

NOT_STORED: Final = frozenset({"key", "theme"})


@dataclass(slots=True)
class LoadReport:
    """What loading did, by kind: how many words are new, changed or the same, and which are kept but retired."""

    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    retired: dict[str, list[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(sum(counts.values()) for counts in (self.made, self.changed, self.unchanged))


def load_themes(*, by: Actor, folder: Path = DATA) -> LoadReport:
    """Make the database say what the files say; running it twice changes nothing.

    A word that left the files is never deleted, because services and figures may point to it: it is retired.
    """
    if not by.may("theme.load"):
        raise NotAllowed(_("You may not change the shared list of themes."))
    catalogue = read_catalogue(folder)
    report = LoadReport()
    with transaction.atomic():
        _load(Theme, catalogue.themes, report)
        _load(TargetGroup, catalogue.target_groups, report)
        _load(Need, catalogue.needs, report)
        if any(report.made.values()) or any(report.changed.values()):
            record(by, "themes.loaded")
    return report


def _load(model: type[Theme] | type[Need] | type[TargetGroup], words: tuple[Word, ...], report: LoadReport) -> None:
    kind = model._meta.model_name or ""
    rows: Mapping[str, Labelled] = {row.key: row for row in model._default_manager.all()}
    wanted = {word.key: _facts(word, order) for order, word in enumerate(words)}
    new = {key: facts for key, facts in wanted.items() if key not in rows}
    other = {key: facts for key, facts in wanted.items() if key in rows and _differs(rows[key], facts)}
    gone = sorted(key for key, row in rows.items() if key not in wanted)
    for key, facts in (new | other).items():
        model._default_manager.update_or_create(key=key, defaults=facts)
    model._default_manager.filter(key__in=gone).update(retired=True)
    report.made[kind], report.changed[kind] = len(new), len(other)
    report.unchanged[kind] = len(wanted) - len(new) - len(other)
    report.retired[kind] = gone


def _facts(word: Word, order: int) -> dict[str, Any]:
    """The columns of a word; one that a file no longer fills falls back to its default."""
    facts = {name: value for name, value in word.facts.items() if name not in NOT_STORED}
    if "theme" in word.facts:
        facts["theme_id"] = word.facts["theme"]
    if word.file == "target_groups.toml":
        facts = {"age_from": None, "age_to": None, "everyone": False, **facts}
    return {**facts, "order": order, "retired": False}


def _differs(row: Labelled, facts: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in facts.items())
