"""The shared words as HSDS taxonomies: themes with the needs below them, and target groups."""

from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkhart.directory.hsds.basics import PUBLIC, Document, filled, row_id
from wijkhart.directory.hsds.frame import Frame
from wijkhart.themes.models import Labelled, Need, TargetGroup, Theme
from wijkhart.themes.skos import SCHEMES

THEMES: Final = "themes"
TARGET_GROUPS: Final = "target_groups"
PARTS: Final = {THEMES: "", TARGET_GROUPS: "#doelgroepen"}
"""Taxonomy -> its scheme in the SKOS of `/themas/`."""


def taxonomy_id(key: str) -> str:
    """The key of a taxonomy."""
    return row_id("taxonomy", key)


def term_id(word: Labelled) -> str:
    """The key of a term, the same in every installation."""
    return row_id("taxonomy_term", type(word).__name__, word.pk)


def taxonomies(frame: Frame) -> list[Document]:
    """The taxonomies, in a fixed order."""
    return [taxonomy(key, frame) for key in PARTS]


def taxonomy(key: str, frame: Frame) -> Document:
    """One taxonomy."""
    said = {
        THEMES: _("What help and activities are about: themes, and below each the needs in people's own words."),
        TARGET_GROUPS: _("For whom something is meant."),
    }
    return {
        "id": taxonomy_id(key),
        "name": SCHEMES[PARTS[key]]["nl"],
        "description": said[key],
        "uri": f"{frame.url(reverse('theme_list'))}{PARTS[key]}",
    }


def term(word: Labelled, frame: Frame) -> Document:
    """One theme, need or target group. Open Referral UK calls its name `term`."""
    key = TARGET_GROUPS if isinstance(word, TargetGroup) else THEMES
    whole = taxonomy(key, frame)
    return filled(
        {
            "id": term_id(word),
            "code": word.pk,
            "name": word.label_nl,
            "term": word.label_nl,
            "description": word.explanation_nl or word.label_nl,
            "parent_id": row_id("taxonomy_term", "Theme", word.theme_id) if isinstance(word, Need) else None,
            "taxonomy": whole["name"],
            "taxonomy_id": whole["id"],
            "taxonomy_detail": whole,
            "language": "nl",
            "term_uri": _address(word, frame),
        }
    )


def _address(word: Labelled, frame: Frame) -> str:
    match word:
        case Theme():
            return frame.url(word.get_absolute_url())
        case Need():
            return f"{frame.url(reverse('theme_detail', args=[word.theme_id]))}#{word.pk}"
        case _:
            return f"{frame.url(reverse('theme_list'))}#doelgroep-{word.pk}"


def taxonomy_terms(frame: Frame) -> list[Document]:
    """Every term that is in use: each theme with its needs, then the target groups."""
    themes = Theme.objects.visible_to(PUBLIC).in_use().order_by("order", "key")
    groups = TargetGroup.objects.visible_to(PUBLIC).in_use().order_by("order", "key")
    needs: dict[str, list[Need]] = {}
    for need in Need.objects.visible_to(PUBLIC).in_use().order_by("order", "key"):
        needs.setdefault(need.theme_id, []).append(need)
    words: list[Labelled] = []
    for theme in themes:
        words += [theme, *needs.get(theme.pk, [])]
    return [term(word, frame) for word in (*words, *groups)]


def term_attributes(key: object, words: list[Labelled], frame: Frame) -> list[Document]:
    """The attributes that join a service to its themes and target groups."""
    return [
        {
            "id": row_id("attribute", key, term_id(word)),
            "link_id": str(key),
            "link_entity": "service",
            "link_type": "target_group" if isinstance(word, TargetGroup) else "theme",
            "label": word.label_nl,
            "value": word.pk,
            "taxonomy_term_id": term_id(word),
            "taxonomy_term": term(word, frame),
        }
        for word in words
    ]


def word_of(wanted: UUID) -> Labelled | None:
    """The theme, need or target group of a term's key."""
    for model in (Theme, Need, TargetGroup):
        for word in model.objects.visible_to(PUBLIC):
            if term_id(word) == str(wanted):
                return word
    return None
