"""The shared words as SKOS in Turtle, for whoever wants to speak of the same things."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from wijkhart.themes.catalogue import Catalogue, Word
from wijkhart.themes.models import Labelled, Need, TargetGroup, Theme

PREFIXES: Final = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
LICENCE: Final = "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"
SCHEMES: Final = {
    "": {"nl": "Thema's en behoeften van Wijkhart", "en": "Themes and needs of Wijkhart"},
    "#doelgroepen": {"nl": "Doelgroepen van Wijkhart", "en": "Target groups of Wijkhart"},
    "#voorwaarden": {"nl": "Voorwaarden voor welzijn", "en": "Conditions for wellbeing"},
    "#participatiewiel": {"nl": "Participatiewiel", "en": "Participation wheel"},
    "#lijnen": {"nl": "Drie lijnen van hulp", "en": "Three lines of help"},
}
"""Address after `/themas/` -> the title of a concept scheme."""
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Names:
    """The addresses of everything, under one site."""

    site: str

    def scheme(self, part: str) -> str:
        return f"<{self.site}/themas/{part}>"

    def theme(self, key: str) -> str:
        return f"<{self.site}/themas/{key}/>"

    def need(self, need: Need) -> str:
        return f"<{self.site}/themas/{need.theme_id}/#{need.key}>"

    def other(self, kind: str, key: str) -> str:
        return f"<{self.site}/themas/#{kind}-{key}>"


def turtle(site: str, themes: Iterable[Theme], groups: Iterable[TargetGroup], fixed: Catalogue) -> Iterator[str]:
    """The whole list as Turtle, concept by concept; `site` is the address of this installation without a slash.

    A word that is no longer in use is there too, marked `owl:deprecated`.
    """
    names = Names(site.rstrip("/"))
    yield PREFIXES
    for part, titles in SCHEMES.items():
        titled = [f"dct:title {_text(title, language)}" for language, title in titles.items()]
        yield _concept(names.scheme(part), ["a skos:ConceptScheme", *titled, f"dct:license <{LICENCE}>"])
    for theme in themes:
        yield _theme(names, theme)
        yield from (_need(names, need) for need in theme.needs.all())
    for group in groups:
        yield _concept(names.other("doelgroep", group.key), [*_row(group), *_top(names, "#doelgroepen")])
    for kind, part, words in (
        ("voorwaarde", "#voorwaarden", fixed.conditions),
        ("wiel", "#participatiewiel", fixed.wheel),
        ("lijn", "#lijnen", fixed.lines),
    ):
        yield from (_concept(names.other(kind, word.key), [*_word(word), *_top(names, part)]) for word in words)


def _theme(names: Names, theme: Theme) -> str:
    facts = [*_row(theme), *_top(names, ""), f"skos:related {names.other('voorwaarde', theme.condition)}"]
    return _concept(
        names.theme(theme.key), [*facts, *(f"skos:narrower {names.need(need)}" for need in theme.needs.all())]
    )


def _need(names: Names, need: Need) -> str:
    facts = [f"skos:inScheme {names.scheme('')}", f"skos:broader {names.theme(need.theme_id)}"]
    return _concept(names.need(need), [*_row(need), *facts, f"skos:related {names.other('wiel', need.wheel_part)}"])


def _top(names: Names, part: str) -> list[str]:
    return [f"skos:inScheme {names.scheme(part)}", f"skos:topConceptOf {names.scheme(part)}"]


def _row(row: Labelled) -> list[str]:
    """The facts of a word of the database."""
    facts = _facts(
        row.key,
        {"nl": row.label_nl, "en": row.label_en},
        {"nl": row.explanation_nl, "en": row.explanation_en},
        {"nl": row.synonyms_nl, "en": row.synonyms_en},
    )
    return [*facts, "owl:deprecated true"] if row.retired else facts


def _word(word: Word) -> list[str]:
    """The facts of a word of the files."""
    return _facts(word.key, word.labels, word.explanations, word.synonyms)


def _facts(key: str, labels: dict[str, str], explanations: dict[str, str], synonyms: dict[str, list[str]]) -> list[str]:
    """Labels and the rest in both languages; a synonym equal to the label is left out, as SKOS asks."""
    found = ["a skos:Concept", f"skos:notation {_text(key)}"]
    for language, label in labels.items():
        others = dict.fromkeys(name for name in synonyms[language] if name != label)
        found.append(f"skos:prefLabel {_text(label, language)}")
        found += [f"skos:altLabel {_text(name, language)}" for name in others]
        if explanations[language]:
            found.append(f"skos:definition {_text(explanations[language], language)}")
    return found


def _text(text: str, language: str = "") -> str:
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in text)
    return f'"{escaped}"' + (f"@{language}" if language else "")


def _concept(name: str, facts: Iterable[str]) -> str:
    return f"\n{name}\n  " + " ;\n  ".join(facts) + " .\n"
