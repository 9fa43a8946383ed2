"""How sure a white spot is, what helps and what would close it, in plain words: each sentence one fact."""

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkhart.coordination.queries.gaps import Gap
from wijkhart.coordination.words import PARTS_LABELS, quarter_of
from wijkhart.core.formats import distance, number, percent
from wijkhart.themes.models import TargetGroup, Theme

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

QUARTERS: "Final[dict[str, StrOrPromise]]" = {
    "zeker": gettext_lazy("This wijk is certainly among the quarter with the most people without a place for this."),
    "waarschijnlijk": gettext_lazy(
        "This wijk is probably among the quarter with the most people without a place for this."
    ),
    "onzeker": gettext_lazy(
        "It is uncertain whether this wijk is among the quarter with the most people without a place for this."
    ),
    "waarschijnlijk-niet": gettext_lazy(
        "This wijk is probably not among the quarter with the most people without a place for this."
    ),
    "zeker-niet": gettext_lazy(
        "This wijk is certainly not among the quarter with the most people without a place for this."
    ),
}
NORM_FIELDS: "Final[dict[str, StrOrPromise]]" = {
    "share": gettext_lazy("how many people would come"),
    "weekly_places": gettext_lazy("how many places a week one person uses"),
    "reach": gettext_lazy("how far people go"),
}
"""What a norm assumes, in words."""


def interval_sentence(gap: Gap) -> str:
    """Between which numbers it lies; empty when no worlds were drawn."""
    if gap.low is None or gap.high is None:
        return ""
    low, high = number(gap.low), number(gap.high)
    if low == high:
        return _("In 9 of 10 computed cases it comes to %(people)s.") % {"people": low}
    return _("In 9 of 10 computed cases it lies between %(low)s and %(high)s people.") % {"low": low, "high": high}


def quarter_sentence(gap: Gap) -> str:
    """Whether the wijk is among the worst quarter, and how sure; empty when it was not computed."""
    if gap.worst_quarter is None:
        return ""
    sentence = str(QUARTERS[quarter_of(gap.worst_quarter)])
    chance = _("That is so in %(part)s of the computed cases.") % {"part": percent(100 * gap.worst_quarter, 0)}
    return f"{sentence} {chance}"


def sensitivity_sentence(gap: Gap) -> str:
    """How far the answer moves with the norms, and which norm moves it most."""
    norms = gap.sensitivity.get("norms", [])
    if not norms:
        return ""
    words = _(
        "Were one norm half or twice as high, it would be between %(low)s and %(high)s people. "
        "The norm that matters most: %(norm)s."
    )
    ends = {name: number(gap.sensitivity[name]) for name in ("low", "high")}
    return words % {**ends, "norm": NORM_FIELDS[norms[0]["field"]]}


def sensitivity_rows(gap: Gap) -> list[tuple[str, float, float]]:
    """Each norm that moves the answer most: its name, and the people without a place when halved and when doubled."""
    norms = gap.sensitivity.get("norms", [])
    themes = Theme.objects.in_bulk({norm["theme"] for norm in norms})
    groups = TargetGroup.objects.in_bulk({norm["target_group"] for norm in norms})
    return [
        (
            f"{NORM_FIELDS[norm['field']]} ({themes[norm['theme']].label}, {groups[norm['target_group']].label})",
            norm["halved"],
            norm["doubled"],
        )
        for norm in norms
        if norm["theme"] in themes and norm["target_group"] in groups
    ]


def help_sentences(gap: Gap) -> list[str]:
    """Where one more group, and where one more place, helps most."""
    return [_group(one) if one["kind"] == "group" else _one_more(one) for one in gap.helps]


def _group(one: dict[str, Any]) -> str:
    words = _(
        "One group of %(places)s people a week in the %(part)s at %(place)s, %(metres)s away. "
        "That gives %(total)s a place, of whom %(gain)s."
    )
    return words % {
        "places": number(one["places"]),
        "part": PARTS_LABELS[one["part"]],
        "place": one["place_name"],
        "metres": distance(one["metres"]),
        "gain": _here(one["gain"]),
        "total": _people(one["total"]),
    }


def _one_more(one: dict[str, Any]) -> str:
    words = _(
        "One place a week more at what is there already does most at %(service)s in the %(part)s: "
        "%(total)s people get a place, of whom %(gain)s here."
    )
    where = f"{one['service_name']} ({one['place_name']})" if one["place_name"] else one["service_name"]
    facts = {"total": number(one["total"], 1), "gain": number(one["gain"], 2)}
    return words % {"service": where, "part": PARTS_LABELS[one["part"]], **facts}


def _people(people: float) -> str:
    whole = round(people)
    return ngettext("%(people)s person", "%(people)s people", whole) % {"people": number(whole)}


def _here(people: float) -> str:
    """The people here; others within reach share the places."""
    whole = round(people)
    if whole < 1:
        return _("hardly anybody here, because others within reach come too")
    return _("%(people)s here") % {"people": number(whole)}


def closing_sentences(gap: Gap) -> list[str]:
    """The smallest change of each kind that closes the spot; what cannot close it by itself is said last."""
    if not gap.closes:
        return []
    makers = {"own": _own, "capacity": _capacity, "hours": _hours, "reach": _reach, "need": _need}
    said = [makers[kind](gap, gap.closes[kind]) for kind in makers if gap.closes.get(kind)]
    return [*said, *_cannot(gap)]


def _own(gap: Gap, change: dict[str, Any]) -> str:
    words = ngettext(
        "Something new comes for only this group in %(area)s, with %(places)s place a week.",
        "Something new comes for only this group in %(area)s, with %(places)s places a week.",
        round(change["places"]),
    )
    said = words % {"area": gap.area.name, "places": number(change["places"])}
    weekly = float(gap.norm.get("weekly_places", 1))
    if change["places"] > weekly * gap.unserved + 1:
        said += " " + _("The places that some of them have now then go to others.")
    return said


def _capacity(gap: Gap, change: dict[str, Any]) -> str:
    words = ngettext(
        "%(service)s gets %(places)s place a week more in the %(part)s. Everyone within reach shares it.",
        "%(service)s gets %(places)s places a week more in the %(part)s. Everyone within reach shares them.",
        round(change["places"]),
    )
    return words % _about(change)


def _hours(gap: Gap, change: dict[str, Any]) -> str:
    words = ngettext(
        "%(service)s opens in the %(part)s too, with %(places)s place a week. Everyone within reach shares it.",
        "%(service)s opens in the %(part)s too, with %(places)s places a week. Everyone within reach shares them.",
        round(change["places"]),
    )
    return words % _about(change)


def _about(change: dict[str, Any]) -> dict[str, Any]:
    return {
        "service": change["service_name"],
        "part": PARTS_LABELS[change["part"]],
        "places": number(change["places"]),
    }


def _reach(gap: Gap, change: dict[str, Any]) -> str:
    words = _("People of this group go %(metres)s, not %(reach)s.")
    return words % {"metres": distance(change["metres"]), "reach": distance(gap.norm.get("reach", 0))}


def _need(gap: Gap, change: dict[str, Any]) -> str:
    if change["figure"] is not None:
        return _("The estimate turns out too high: in fact it is %(figure)s or lower.") % {
            "figure": percent(change["figure"])
        }
    words = _("The need turns out smaller: %(part)s of what we count now, or less.")
    return words % {"part": percent(100 * change["factor"], 0)}


def _cannot(gap: Gap) -> list[str]:
    """Why more of what is there does not close it by itself."""
    if gap.closes.get("capacity") or gap.closes.get("hours"):
        return []
    left_out = sum(people for reason, people in gap.reasons.items() if reason != "full")
    if left_out:
        words = ngettext(
            "More places at what is there are not enough: %(people)s person can use nothing of it.",
            "More places at what is there are not enough: %(people)s people can use nothing of it.",
            left_out,
        )
        return [words % {"people": number(left_out)}]
    return [_("More places at one service are not enough: they do not reach everyone here.")]
