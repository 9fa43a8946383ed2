"""Limits that clash, and the smallest change that would make a division possible, in sentences."""

from typing import Any

from django.utils.translation import gettext as _

from wijkhart.analysis.allocation import Clash, Limit, Repair
from wijkhart.core.formats import number, percent
from wijkhart.deployment.claim_words import limit_words, listed
from wijkhart.deployment.names import Names, inside


def clash_problem(clash: Clash) -> dict[str, Any]:
    """A clash as plain data, to keep with its division."""
    return {
        "kind": "clash",
        "period": clash.period,
        "limits": [_limit(one) for one in clash.limits],
        "repairs": [{"limit": _limit(one.limit), "by": one.by} for one in clash.repairs],
    }


def clash_of(problem: dict[str, Any]) -> Clash:
    """The clash again."""
    return Clash(
        problem["period"],
        tuple(Limit(*one) for one in problem["limits"]),
        tuple(Repair(Limit(*one["limit"]), one["by"]) for one in problem["repairs"]),
    )


def clash_words(clash: Clash, names: Names) -> str:
    """Which limits cannot be kept together."""
    floors = [one for one in clash.limits if one.name == "floor"]
    others = [one for one in clash.limits if one.name != "floor"]
    told = [limit_words(one.name, one.key, names) for one in others]
    if len(floors) > 3:
        told.append(_("the lower limits of %(count)s wijken together") % {"count": len(floors)})
    else:
        told += [limit_words(one.name, one.key, names) for one in floors]
    words = _("In %(year)s these cannot be kept together: %(limits)s.")
    return words % {"year": names.year(clash.period), "limits": listed(told)}


def repair_words(clash: Clash, names: Names) -> list[str]:
    """What would mend it, one change each, those of the whole first; the wijken one by one only when they are few."""
    few = sum(one.limit.name == "floor" for one in clash.repairs) <= 3
    repairs = [one for one in clash.repairs if few or one.limit.name != "floor"]
    return [_repair(one, names) for one in repairs if one.by is not None]


def _repair(repair: Repair, names: Names) -> str:
    limit, by = repair.limit, repair.by or 0.0
    told = {
        "by": number(by, 0 if by >= 10 else 2),
        "part": percent(100 * by),
        "area": names.area(limit.key),
        "kind": inside(names.kind(limit.key)),
        "year": names.year(limit.period),
    }
    match limit.name:
        case "hours":
            words = _("%(by)s hours more in the budget of %(year)s")
        case "euros":
            words = _("€ %(by)s more in the budget of %(year)s")
        case "places":
            words = _("%(by)s room places more in the budget of %(year)s")
        case "capacity":
            words = _("a provider that can give %(by)s hours more of %(kind)s in %(year)s")
        case "floor":
            words = _("a lower limit for %(area)s that is %(by)s hours lower")
        case "floors":
            words = _("lower limits that are %(part)s lower in every wijk")
        case "reserve":
            words = _("%(part)s of the budget released from the reserve")
        case _:
            words = _("%(part)s less of the hours of %(kind)s that were promised in %(year)s")
    return words % told


def _limit(limit: Limit) -> list[Any]:
    return [limit.name, limit.key, limit.period]
