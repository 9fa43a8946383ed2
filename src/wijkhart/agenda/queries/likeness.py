"""Issues that may be the same, and issues that could be taken up together; reasons for people, never a decision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.agenda.models import Issue

WORD: Final = re.compile(r"[^\W\d_]{4,}")
ROOT: Final = 6
"""Words are compared by so many first letters: "eenzaam" and "eenzaamheid" count as one."""
SHARED: Final = 2
SMALL: Final = """
aan alle alleen altijd andere anders bent bewoners bij buurt daar deze door een elkaar goed graag heel hier iets kunnen
maar meer mensen moeten naar niet omdat onder ook over samen soms tussen veel voor waar want wijk willen wordt worden
zijn zonder about many more people should that their there they this with want
"""
COMMON: Final = frozenset(SMALL.split())
"""Words that say nothing about a subject."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two issues, and why they may belong together."""

    first: Issue
    second: Issue
    why: str


def likely_duplicates(issues: Sequence[Issue]) -> list[Alike]:
    """Pairs with the same theme and target group that share at least two words."""
    return [
        Alike(first, second, _("same theme and people; both say: %(words)s") % {"words": ", ".join(shared)})
        for first, second in combinations(issues, 2)
        if (first.theme_id, first.target_group_id) == (second.theme_id, second.target_group_id)
        if len(shared := shared_words(first, second)) >= SHARED
    ]


def bundles(issues: Sequence[Issue]) -> list[Alike]:
    """Pairs that differ but touch: the same people, the same theme, or the same owner."""
    twins = {(pair.first.pk, pair.second.pk) for pair in likely_duplicates(issues)}
    return [
        Alike(first, second, why)
        for first, second in combinations(issues, 2)
        if (first.pk, second.pk) not in twins
        if (why := _touch(first, second))
    ]


def shared_words(first: Issue, second: Issue) -> list[str]:
    """Words of some length that both use in title or text, as the first writes them."""
    mine, theirs = _words(first), _words(second)
    return [mine[root] for root in mine if root in theirs]


def _words(issue: Issue) -> dict[str, str]:
    found = WORD.findall(f"{issue.title} {issue.text}".lower())
    return {word[:ROOT]: word for word in reversed(found) if word not in COMMON}


def _touch(first: Issue, second: Issue) -> str:
    shared = shared_words(first, second)
    if first.target_group_id == second.target_group_id and not first.target_group.everyone:
        return _("the same people: %(group)s") % {"group": first.target_group.label}
    if first.owner_id and first.owner_id == second.owner_id and first.owner:
        return _("the same owner: %(owner)s") % {"owner": first.owner.name}
    if first.theme_id == second.theme_id and len(shared) >= SHARED:
        return _("the same theme, and both say: %(words)s") % {"words": ", ".join(shared)}
    return ""
