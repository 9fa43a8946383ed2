"""A weighing of the city in sentences: what each voice says, why an issue stands there, what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkhart.agenda.charts import VoiceChart, voice_chart
from wijkhart.agenda.models import CityIssue, CityWeighing, CouncilPriority
from wijkhart.agenda.queries.city_order import CityRow, Compared, DistrictRow, Since, priorities_of
from wijkhart.analysis.prioritising import Swap
from wijkhart.core.formats import number

NAMES: Final = (gettext_lazy("Wijken"), gettext_lazy("Inhabitants"), gettext_lazy("Council"))
SPOKEN: Final = (gettext_lazy("the wijken"), gettext_lazy("the inhabitants"), gettext_lazy("the council"))
SHOWN: Final = 10
"""So many issues are drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class CityTold:
    """What the sentences of one weighing share: the council's list, the names of wijken and the year of the map."""

    priorities: Mapping[str, CouncilPriority]
    names: Mapping[str, str]
    year: int | None
    total: int

    @property
    def spoken(self) -> bool:
        """Whether the council named any theme."""
        return any(one.points is not None for one in self.priorities.values())


def told_of(weighing: CityWeighing, names: Mapping[str, str], total: int) -> CityTold:
    """What the sentences of this weighing need."""
    priorities = {one.theme_id: one for one in priorities_of(weighing)}
    return CityTold(priorities, names, weighing.recipe.get("people_year"), total)


def title_in(issue: CityIssue, names: Mapping[str, str]) -> str:
    """The title of a city issue; of one that stands in one wijk with the name of that wijk."""
    if issue.spread > 1:
        return issue.title
    code = next((part.district_code for part in issue.parts.all()), "")
    return f"{issue.title} ({names.get(code, code)})"


def city_voice_words(row: CityRow) -> tuple[str, str, str]:
    """The three voices on one issue, each as a number or why there is none."""
    districts, people, council = (row.issue.voices.get(name) for name in ("districts", "people", "council"))
    return (
        _("unknown") if districts is None else number(districts, 1),
        _("unknown") if people is None else number(people),
        _("silent") if council is None else number(council),
    )


def city_score_words(row: CityRow) -> str:
    """The three voices together, 0 to 100, and on how many that rests when not on all."""
    if row.issue.score is None:
        return _("unknown")
    score = number(100 * row.issue.score)
    if row.heard == len(NAMES):
        return score
    return _("%(score)s (of %(heard)s of 3 voices)") % {"score": score, "heard": row.heard}


def city_chart(rows: Sequence[CityRow], names: Mapping[str, str]) -> VoiceChart:
    """The three voices of the first issues as bars, each as a part of the largest of its own kind."""
    return voice_chart(
        [
            (
                f"{row.issue.position or '?'}. {title_in(row.issue, names)}",
                [(str(name), city_voice_words(row)[voice], row.normal[voice]) for voice, name in enumerate(NAMES)],
            )
            for row in rows[:SHOWN]
        ]
    )


def city_weight_words(weighing: CityWeighing) -> str:
    """The weights in one sentence."""
    words = _("The wijken count for %(districts)s%%, the inhabitants for %(people)s%%, the council for %(council)s%%.")
    districts, people, council = weighing.weights
    return words % {"districts": districts, "people": people, "council": council}


def why_there(row: CityRow, told: CityTold) -> list[str]:
    """Why a city issue stands where it stands."""
    return [_spread_words(row, told), _council_words(row, told), *_lift_words(row, told)]


def pass_words(row: CityRow, names: Mapping[str, str]) -> str:
    """What would let an issue pass the one above it."""
    if row.issue.position is None:
        return _("It gets a place once a voice that counts says something about it.")
    if row.above is None:
        return _("Nothing stands above it in the city.")
    if row.swap is None:
        return _("No change of a single weight lets it pass “%(above)s”.") % {"above": title_in(row.above, names)}
    words = _("It would pass “%(above)s” if the weight of %(voice)s went from %(now)s%% to %(side)s.")
    return words % {"above": title_in(row.above, names), **swap_words(row.swap, SPOKEN)}


def swap_words(swap: Swap, names: Sequence[object]) -> dict[str, str]:
    """One change of a weight in words: whose, from what, to which side of which border."""
    border = number(100 * swap.needed, 1)
    side = _("more than %(border)s%%") if swap.needed > swap.now else _("less than %(border)s%%")
    return {
        "voice": str(names[swap.voice]).lower(),
        "now": number(100 * swap.now),
        "side": side % {"border": border},
    }


def move_words(row: DistrictRow, told: CityTold) -> str:
    """Where the wijk put an issue and where the city puts it."""
    said = {
        "own": row.part.place,
        "of": row.part.of,
        "among": row.among,
        "place": row.city.issue.position,
        "total": told.total,
    }
    if row.among is None:
        return _("The wijk put it at place %(own)s of %(of)s. The city cannot place it yet.") % said
    if row.moved > 0:
        words = _("The wijk put it at place %(own)s of %(of)s. For the city it moves up to place %(among)s here.")
    elif row.moved < 0:
        words = _("The wijk put it at place %(own)s of %(of)s. For the city it moves down to place %(among)s here.")
    else:
        words = _("The wijk put it at place %(own)s of %(of)s. For the city it stays at that place here.")
    overall = _("Among all issues of the city it stands at place %(place)s of %(total)s.")
    return f"{words % said} {overall % said}"


def compared_words(one: Compared) -> str:
    """What became of an issue since the last period."""
    if one.kind == "new":
        return _("new")
    if one.kind == "gone":
        return _("gone")
    if one.up is None:
        return _("no place in one of the two")
    if one.up == 0:
        return _("same place")
    count = abs(one.up)
    if one.up > 0:
        return ngettext("%(count)s place up", "%(count)s places up", count) % {"count": count}
    return ngettext("%(count)s place down", "%(count)s places down", count) % {"count": count}


def since_words(found: Since, names: Mapping[str, str]) -> list[str]:
    """What wijken say now that they did not say when the weighing took it over."""
    new = _("New in %(name)s: “%(title)s”, at place %(place)s of %(of)s.")
    gone = _("No longer in %(name)s: “%(title)s”.")
    moved = _("“%(title)s” in %(name)s was at place %(was)s of %(was_of)s, and is now at place %(place)s of %(of)s.")
    told = [
        new % {**_standing(one.district, one.issue.title, names), "place": one.place, "of": one.of} for one in found.new
    ]
    told += [gone % _standing(part.district_code, part.title, names) for part in found.gone]
    for part, one in found.moved:
        places = {"was": part.place, "was_of": part.of, "place": one.place, "of": one.of}
        told.append(moved % {**_standing(part.district_code, part.title, names), **places})
    return told


def _standing(code: str, title: str, names: Mapping[str, str]) -> dict[str, object]:
    return {"name": names.get(code, code), "title": title}


def _spread_words(row: CityRow, told: CityTold) -> str:
    codes = list(dict.fromkeys(part.district_code for part in row.issue.parts.all()))
    named = ", ".join(sorted(told.names.get(code, code) for code in codes))
    people = row.issue.voices.get("people")
    words = ngettext(
        "It stands in %(count)s wijk: %(names)s.", "It stands in %(count)s wijken: %(names)s.", len(codes)
    ) % {"count": len(codes), "names": named}
    living = _("How many people live there is unknown.")
    if people is not None:
        year = _("unknown") if told.year is None else told.year
        living = _("%(people)s people live there (source: CBS, map of %(year)s).") % {
            "people": number(people),
            "year": year,
        }
    return f"{words} {living}"


def _council_words(row: CityRow, told: CityTold) -> str:
    theme = row.issue.theme.label
    found = told.priorities.get(row.issue.theme_id)
    if not told.spoken:
        return _("The council has not set priorities, so its voice is silent.")
    if found is None:
        return _("The council did not choose “%(theme)s”: 0 of 10 points.") % {"theme": theme}
    if found.points is None:
        words = _("The council decides on “%(theme)s” later, so its voice is silent here: %(says)s")
        return words % {"theme": theme, "says": found.says}
    words = _("The council gave “%(theme)s” %(points)s of 10 points: %(says)s")
    return words % {"theme": theme, "points": found.points, "says": found.says}


def _lift_words(row: CityRow, told: CityTold) -> list[str]:
    place = row.issue.position
    if place is None:
        return [_("No voice that counts says anything about it.")]
    found = []
    for voice, without in zip(SPOKEN, row.without, strict=True):
        if without is None or without == place:
            continue
        words = (
            _("The voice of %(voice)s lifts it: without that voice it would stand at place %(without)s.")
            if without > place
            else _("The voice of %(voice)s lowers it: without that voice it would stand at place %(without)s.")
        )
        found.append(words % {"voice": voice, "without": without})
    return found or [_("It keeps this place when any one of the three voices falls silent.")]
