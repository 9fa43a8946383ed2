"""The shared words as they stand in `themes/data/`: read, checked, and handed over as plain facts.

Nothing is written here. One mistake in one file refuses the whole list, with file, key and field.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.core.icons import ICONS
from wijkhart.themes.models import Condition, Line, WheelPart

DATA: Final = Path(__file__).parent / "data"
TEXTS: Final = ("label_nl", "label_en", "explanation_nl", "explanation_en")
SYNONYMS: Final = ("synonyms_nl", "synonyms_en")
AGES: Final = ("age_from", "age_to")
FIXED: Final[dict[str, tuple[str, frozenset[str]]]] = {
    "conditions.toml": ("condition", frozenset(Condition.values)),
    "lines.toml": ("line", frozenset(str(line) for line in Line.values)),
    "wheel.toml": ("part", frozenset(WheelPart.values)),
}
"""File -> the name of its tables, and the keys that the code knows."""


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of a file: its key, its texts and synonyms, and what else its kind carries."""

    file: str
    key: str
    facts: Mapping[str, Any]

    @property
    def label(self) -> str:
        return self.labels["en" if get_language() == "en" else "nl"]

    @property
    def explanation(self) -> str:
        return self.explanations["en" if get_language() == "en" else "nl"]

    @property
    def labels(self) -> dict[str, str]:
        return {"nl": self.facts["label_nl"], "en": self.facts["label_en"]}

    @property
    def explanations(self) -> dict[str, str]:
        return {"nl": self.facts["explanation_nl"], "en": self.facts["explanation_en"]}

    @property
    def synonyms(self) -> dict[str, list[str]]:
        return {"nl": self.facts["synonyms_nl"], "en": self.facts["synonyms_en"]}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every word of the shared list, in the order of the files."""

    themes: tuple[Word, ...]
    needs: tuple[Word, ...]
    target_groups: tuple[Word, ...]
    conditions: tuple[Word, ...]
    wheel: tuple[Word, ...]
    lines: tuple[Word, ...]


@dataclass(slots=True)
class _Reader:
    """Reads the files of one folder and collects what is wrong with them."""

    folder: Path
    problems: list[InputProblem] = field(default_factory=list)

    def refuse(self, file: str, row: int | None, key: str, message: str, advice: str) -> None:
        self.problems.append(InputProblem(file, row, key, message, advice))

    def tables(self, file: str, name: str) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
        """The top of a file, and its [[name]] tables; a file that cannot be read gives none and is a problem."""
        try:
            top = tomllib.loads((self.folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.refuse(file, None, "", _("This file is missing."), _("Put the file back in the data folder."))
            return {}, []
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            advice = _("Mend the line that is named; other entries show how to write it.")
            self.refuse(file, None, "", _("This file cannot be read: %(error)s.") % {"error": error}, advice)
            return {}, []
        found = top.get(name)
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            advice = _("Write each entry under a line [[%(name)s]].") % {"name": name}
            self.refuse(file, None, name, _("This file has no entries."), advice)
            return top, []
        return top, found

    def words(
        self, file: str, name: str, extra: Iterable[str] = (), given: Mapping[str, Any] | None = None
    ) -> list[Word]:
        """The checked entries of one file."""
        _top, tables = self.tables(file, name)
        return list(self._checked(file, tables, frozenset(extra), given or {}))

    def _checked(
        self, file: str, tables: list[dict[str, Any]], extra: frozenset[str], given: Mapping[str, Any]
    ) -> Iterator[Word]:
        for row, table in enumerate(tables, 1):
            key = table.get("key")
            if not isinstance(key, str) or not key or not key.replace("_", "").isalnum() or not key.isascii():
                self.refuse(file, row, "key", _("This entry has no usable key."), _("Use a-z, 0-9 and _."))
                continue
            self._check_texts(file, row, table)
            self._check_names(file, row, table, extra)
            yield Word(file, key, {"explanation_nl": "", "explanation_en": "", **given, **table})

    def _check_texts(self, file: str, row: int, table: Mapping[str, Any]) -> None:
        for name in TEXTS:
            if not isinstance(table.get(name), str) or not table[name].strip():
                message = _("“%(key)s” has no text here.") % {"key": table["key"]}
                self.refuse(file, row, name, message, _("Write it in both languages, in plain words."))
        for name in SYNONYMS:
            value = table.get(name)
            if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
                message = _("“%(key)s” has no list of synonyms here.") % {"key": table["key"]}
                self.refuse(file, row, name, message, _('Write a list such as ["first", "second"]; it may be empty.'))

    def _check_names(self, file: str, row: int, table: Mapping[str, Any], extra: frozenset[str]) -> None:
        for name in table.keys() - {"key", *TEXTS, *SYNONYMS, *extra}:
            message = _("“%(key)s” has a field that nobody reads.") % {"key": table["key"]}
            self.refuse(file, row, name, message, _("Take it out, or mend its name."))

    def one_of(self, words: Iterable[Word], name: str, known: frozenset[str]) -> None:
        """Refuse a word whose field does not name something that exists."""
        for word in words:
            value = word.facts.get(name)
            if value not in known:
                message = _("“%(key)s” names %(value)s, which does not exist.") % {"key": word.key, "value": value}
                advice = _("Choose from: %(choices)s.") % {"choices": ", ".join(sorted(known))}
                self.refuse(word.file, None, name, message, advice)

    def once(self, words: Iterable[Word]) -> None:
        """Refuse a key that stands twice."""
        seen: dict[str, str] = {}
        for word in words:
            if word.key in seen:
                message = _("“%(key)s” stands twice; also in %(file)s.") % {"key": word.key, "file": seen[word.key]}
                self.refuse(word.file, None, "key", message, _("Give one of the two another key."))
            seen[word.key] = word.file

    def ages(self, groups: Iterable[Word]) -> None:
        """Refuse an age that is no whole number from 0 to 120, and an end before a start."""
        for word in groups:
            bounds = [word.facts[name] for name in AGES if name in word.facts]
            whole = all(isinstance(age, int) and not isinstance(age, bool) and 0 <= age <= 120 for age in bounds)
            if not whole or bounds != sorted(bounds):
                message = _("“%(key)s” has ages that cannot be.") % {"key": word.key}
                self.refuse(word.file, None, "age_from", message, _("Use whole years, the lowest first."))

    def one_for_everyone(self, groups: list[Word]) -> None:
        if groups and sum(1 for word in groups if word.facts.get("everyone") is True) != 1:
            message = _("Exactly one group must include everyone.")
            self.refuse(groups[0].file, None, "everyone", message, _("Write everyone = true at one group."))

    def needs(self) -> list[Word]:
        """The needs of every file in `needs/`: each file is about one theme."""
        found: list[Word] = []
        for path in sorted((self.folder / "needs").glob("*.toml")):
            file = f"needs/{path.name}"
            top, tables = self.tables(file, "need")
            if tables:
                found += self._checked(file, tables, frozenset({"wheel_part"}), {"theme": top.get("theme")})
        return found


def read_catalogue(folder: Path = DATA) -> Catalogue:
    """Every word of a data folder; raises BadInput with all that is wrong at once."""
    reader = _Reader(folder)
    themes = reader.words("themes.toml", "theme", ("condition", "icon"))
    groups = reader.words("target_groups.toml", "target_group", (*AGES, "everyone"))
    needs = reader.needs()
    fixed = {file: reader.words(file, name) for file, (name, _known) in FIXED.items()}
    reader.one_of(themes, "condition", frozenset(Condition.values))
    reader.one_of(themes, "icon", frozenset(ICONS))
    reader.one_of(needs, "theme", frozenset(word.key for word in themes))
    reader.one_of(needs, "wheel_part", frozenset(WheelPart.values))
    reader.ages(groups)
    reader.one_for_everyone(groups)
    for words in (themes, groups, needs, *fixed.values()):
        reader.once(words)
    _check_fixed(reader, fixed)
    if reader.problems:
        raise BadInput(reader.problems)
    conditions, lines, wheel = (tuple(fixed[file]) for file in FIXED)
    ordered = sorted(needs, key=lambda need: [theme.key for theme in themes].index(need.facts["theme"]))
    return Catalogue(tuple(themes), tuple(ordered), tuple(groups), conditions, wheel, lines)


def _check_fixed(reader: _Reader, fixed: Mapping[str, list[Word]]) -> None:
    """The keys of a fixed list are those of the code: none missing, none added."""
    for file, (_name, known) in FIXED.items():
        for key in sorted(known ^ {word.key for word in fixed[file]}):
            message = _("“%(key)s” does not match the code.") % {"key": key}
            advice = _("This list has exactly: %(choices)s.") % {"choices": ", ".join(sorted(known))}
            reader.refuse(file, None, "key", message, advice)
