"""An overlap in plain words: what, why we think so, how sure, and what could be done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wijkhart.analysis.ages import whole_parts
from wijkhart.coordination.models import Overlap
from wijkhart.coordination.queries.sentences import in_words, lowered
from wijkhart.core.formats import distance, number
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay

NEAR: Final = 5
"""Metres: nearer than this is the same place."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Whole people of one group in one wijk who gain (above 0) or lose a place."""

    where: str
    group: str
    people: int


@dataclass(frozen=True, slots=True)
class Told:
    """One proposal in words, with whole people served for this theme in the municipality before and after."""

    kind: str
    title: str
    what: str
    before: int
    after: int
    effects: tuple[Effect, ...]
    """Most people first, losses before gains."""

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def losses(self) -> tuple[Effect, ...]:
        return tuple(one for one in self.effects if one.people < 0)

    @property
    def gains(self) -> tuple[Effect, ...]:
        return tuple(one for one in self.effects if one.people > 0)

    @property
    def lost(self) -> int:
        """People who lose their place."""
        return -sum(one.people for one in self.losses)

    @property
    def gained(self) -> int:
        """People who get one."""
        return sum(one.people for one in self.gains)

    @property
    def served(self) -> str:
        """How many people have a place then, and whether others lose theirs."""
        if not self.difference and not self.lost:
            return _("As many people have a place as now.")
        said = _("People with a place: from %(before)s to %(after)s.")
        if self.lost and self.gained:
            said = ngettext(
                "People with a place: from %(before)s to %(after)s. %(lost)s person loses a place.",
                "People with a place: from %(before)s to %(after)s. %(lost)s people lose their place.",
                self.lost,
            )
        return said % {"before": number(self.before), "after": number(self.after), "lost": number(self.lost)}


def overlap_title(overlap: Overlap) -> str:
    """What, for whom, when, and how many."""
    count = len(overlap.facts.get("services", []))
    return ngettext(
        "%(theme)s, for %(group)s, in the %(part)s: %(count)s service",
        "%(theme)s, for %(group)s, in the %(part)s: %(count)s services",
        count,
    ) % {
        "count": number(count),
        "group": lowered(overlap.target_group.label),
        "theme": overlap.theme.label,
        "part": PartOfDay(overlap.part_of_day).label,
    }


def overlap_reasons(overlap: Overlap) -> list[str]:
    """Why we think that they overlap, with the numbers."""
    facts = overlap.facts
    used = sum(one["used"] for one in facts.get("services", []))
    numbers = {
        "theme": lowered(overlap.theme.label),
        "group": lowered(overlap.target_group.label),
        "part": PartOfDay(overlap.part_of_day).label,
        "apart": distance(facts.get("distance", 0)),
        "capacity": number(overlap.capacity),
        "need": number(overlap.need),
        "used": number(used),
        "left": number(max(overlap.capacity - used, 0)),
    }
    near = facts.get("distance", 0) <= NEAR
    where = (
        _("They are in the same place or come to people at home.") if near else _("They are at most %(apart)s apart.")
    )
    said = [
        _("They do the same (%(theme)s), for the same people (%(group)s), in the %(part)s."),
        where,
        _("Together they have %(capacity)s places a week for this."),
        _("All people who can reach one of them need at most %(need)s."),
        _("If all places are used as fairly as can be, %(used)s of them are used and %(left)s stay empty."),
    ]
    return [sentence % numbers for sentence in said]


def overlap_certainty(overlap: Overlap) -> list[str]:
    """What the numbers rest on."""
    said = [
        _("The need rests on our norms, which are assumptions, and part of the figures are modelled estimates."),
        _("Everyone is counted whole, also who could come at another time. So the need at this hour is likely lower."),
        _("We compared theme, group, hours and distance only. Whether people feel at home there, we do not know."),
    ]
    if unknown := overlap.facts.get("unknown", []):
        said.append(
            _("Of %(areas)s the need is not fully known. It counts as nothing here, so there may be no overlap at all.")
            % {"areas": in_words(unknown)}
        )
    return said


def about_the_proposals(overlap: Overlap) -> list[str]:
    """Which service they are about, why that one, and what is not computed."""
    proposals = overlap.facts.get("proposals", [])
    if not proposals:
        return []
    service = _names(overlap)[proposals[0]["service"]]
    said = [_("They are about “%(service)s”: there the most places are empty.") % {"service": service}]
    if others := proposals[0]["other_themes"]:
        labels = [lowered(theme.label) for theme in Theme.objects.filter(pk__in=others)]
        words = _("This service also counts for %(themes)s. What it means there is not computed.")
        said.append(words % {"themes": in_words(labels)})
    return said


def group_labels() -> dict[str, str]:
    """Every target group by its key, to be read once for many overlaps."""
    return {group.key: group.label for group in TargetGroup.objects.all()}


def proposals_in_words(overlap: Overlap, groups: Mapping[str, str]) -> list[Told]:
    """What could be done, in a fixed order, each with what it would mean; `groups` as in `group_labels`."""
    names = _names(overlap)
    return [_told(one, names[one["service"]], groups) for one in overlap.facts.get("proposals", [])]


def _names(overlap: Overlap) -> dict[str, str]:
    """The name of each service; with its place when another has the same name."""
    services = overlap.facts.get("services", [])
    often = Counter(one["name"] for one in services)
    return {
        one["id"]: f"{one['name']}, {one['place']}" if often[one["name"]] > 1 and one["place"] else one["name"]
        for one in services
    }


def _told(one: dict[str, Any], service: str, groups: Mapping[str, str]) -> Told:
    title, what = _action(one["kind"])
    part = PartOfDay(one["part"]).label if one["part"] else ""
    effects = _effects(one["changes"], groups)
    before = round(one["before"])
    return Told(
        kind=one["kind"],
        title=title,
        what=what % {"service": service, "place": one["place"] or _("another place"), "part": part},
        before=before,
        after=before + sum(effect.people for effect in effects),
        effects=effects,
    )


def _effects(changes: list[dict[str, Any]], groups: Mapping[str, str]) -> tuple[Effect, ...]:
    """Who loses and who gains, in whole people that sum to all who do."""
    found = []
    for sign in (-1, 1):
        people = whole_parts([max(sign * (one["after"] - one["before"]), 0.0) for one in changes])
        found += [
            Effect(one["name"], groups.get(one["group"], one["group"]), sign * count)
            for one, count in sorted(zip(changes, people, strict=True), key=lambda pair: -pair[1])
            if count
        ]
    return tuple(found)


def _action(kind: str) -> tuple[str, str]:
    """What each kind is called, and what is done."""
    words = {
        "share": (_("Share a place"), _("“%(service)s” moves to %(place)s, in the same part of the day.")),
        "other_part": (_("Another part of the day"), _("“%(service)s” is held in the %(part)s.")),
        "other_wijk": (
            _("Another wijk"),
            _("“%(service)s” moves to %(place)s, where the most people wait for a place like this."),
        ),
        "stop": (pgettext("a service", "Stop"), _("“%(service)s” is no longer held in this part of the day.")),
    }
    return words[kind]
