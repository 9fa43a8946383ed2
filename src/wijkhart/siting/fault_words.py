"""What stands in the way of a plan, in sentences: which wishes cannot all hold, and what would mend it."""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.core.formats import euro, number
from wijkhart.siting.models import SitingStudy
from wijkhart.siting.queries.naming import Names

Said = tuple[str, list[str]]
"""A sentence, and what would mend it."""
Told = Mapping[str, Any]


def said_problems(study: SitingStudy, names: Names) -> list[Said]:
    """Everything that stands in the way of this study."""
    return [SAY.get(str(one["kind"]), _unknown)(one, study, names) for one in study.problems]


def _nothing(told: Told, study: SitingStudy, names: Names) -> Said:
    return _("With a budget of nothing no place can stay."), [_("Write a budget of more than 0.")]


def _no_place(told: Told, study: SitingStudy, names: Names) -> Said:
    wijken = _wijken(told, names)
    said = _("Every wijk keeps a beating heart, but here no place can be it: %(wijken)s.") % {"wijken": wijken}
    return said, [
        _("Tick these wijken under: can do without a place of their own."),
        _("Add a place there, or mark one as possible heart at its cost."),
        _("Do not fix its only place as closed."),
    ]


def _no_people(told: Told, study: SitingStudy, names: Names) -> Said:
    said = _("Nobody lives here, so there is nobody to be near a place: %(wijken)s.")
    return said % {"wijken": _wijken(told, names)}, [_("Bring in the borders and inhabitants of the wijken first.")]


def _no_cost(told: Told, study: SitingStudy, names: Names) -> Said:
    places = list(told["places"])
    told_places = _places(places[:12], names) + (" …" if len(places) > 12 else "")
    said = ngettext(
        "With a budget in euros the cost of every place must be known. It is unknown of %(count)s place: %(places)s.",
        "With a budget in euros the cost of every place must be known. It is unknown of %(count)s places: %(places)s.",
        len(places),
    )
    return said % {"count": len(places), "places": told_places}, [
        _("Write down what these places cost a year."),
        _("Or choose a number of buildings as the budget."),
        _("Or fix for these places that they take no part."),
    ]


def _fixed(told: Told, study: SitingStudy, names: Names) -> Said:
    money = study.euros is not None
    amounts = {name: euro(told[name], 0) if money else number(told[name]) for name in ("needs", "budget")}
    if money:
        said = _("The places that must stay cost %(needs)s a year, and there is %(budget)s: %(places)s.")
    else:
        said = _("%(needs)s places must stay, and there is a budget for %(budget)s: %(places)s.")
    places = _places(told["places"], names)
    return said % {**amounts, "places": places}, [_("Give more budget."), _("Let one of these places free.")]


def _both(told: Told, study: SitingStudy, names: Names) -> Said:
    said = _("These places must both stay and close: %(places)s.") % {"places": _places(told["places"], names)}
    return said, [_("Choose one of the two.")]


def _conflict(told: Told, study: SitingStudy, names: Names) -> Said:
    hearts = [names.wijk(key) for kind, key in told["wishes"] if kind == "heart"]
    wishes = [_wish(kind, key, study, names) for kind, key in told["wishes"] if kind != "heart"]
    wishes += [_("a beating heart in %(wijk)s") % {"wijk": ", ".join(hearts)}] if hearts else []
    said = _("These wishes cannot all hold: %(wishes)s.") % {"wishes": "; ".join(wishes)}
    mend = [_("Without any one of them the others can: drop or change one.")]
    needs = told.get("needs")
    if needs is not None and study.euros is not None:
        said_needs = _("For all other wishes at least %(euros)s a year is needed.")
        mend.append(said_needs % {"euros": euro(math.ceil(needs - 1e-6), 0)})
    elif needs is not None:
        count = math.ceil(needs - 1e-6)
        mend.append(_("For all other wishes at least %(count)s buildings are needed.") % {"count": count})
    if not told["smallest"]:
        mend.append(_("There may be a smaller set of wishes that clash; that was not proven in time."))
    return said, mend


def _shape(told: Told, study: SitingStudy, names: Names) -> Said:
    if told["field"] == "places":
        return _("No place takes part: of none the spot and the wijk are known."), [
            _("Add places with an address, or let places take part again.")
        ]
    return _("The facts do not fit together (%(field)s).") % {"field": told["field"]}, [_("Compute it again.")]


def _number(told: Told, study: SitingStudy, names: Names) -> Said:
    said = _("One of the facts is no number that can be (%(field)s).") % {"field": told["field"]}
    return said, [_("Look at the costs, the inhabitants and the spots of the places.")]


def _unknown(told: Told, study: SitingStudy, names: Names) -> Said:
    return _("Something stands in the way (%(kind)s).") % {"kind": told["kind"]}, [_("Compute it again.")]


def _wish(kind: str, key: str, study: SitingStudy, names: Names) -> str:
    match kind:
        case "budget":
            if study.euros is not None:
                return _("a budget of %(euros)s a year") % {"euros": euro(study.euros, 0)}
            count = study.buildings or len(study.names["places"])
            return ngettext("a budget of %(count)s building", "a budget of %(count)s buildings", count) % {
                "count": count
            }
        case "keep":
            return _("%(place)s stays") % {"place": names.place(key)}
        case "close":
            return _("%(place)s closes") % {"place": names.place(key)}
        case "limit":
            return _("nobody further than %(metres)s metres") % {"metres": number(study.limit or 0)}
    return _("all activities keep a room")


def _wijken(told: Told, names: Names) -> str:
    return ", ".join(names.wijk(code) for code in told["wijken"])


def _places(keys: list[str], names: Names) -> str:
    return ", ".join(names.place(key) for key in keys)


SAY: Final[Mapping[str, Callable[[Told, SitingStudy, Names], Said]]] = {
    "NothingToSpend": _nothing,
    "NoPlace": _no_place,
    "NoInhabitants": _no_people,
    "NoCost": _no_cost,
    "FixedBeyondBudget": _fixed,
    "KeptAndClosed": _both,
    "Conflict": _conflict,
    "WrongShape": _shape,
    "NotANumber": _number,
}
