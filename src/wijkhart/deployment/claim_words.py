"""The reasons of a division in sentences, in the words of the council."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.core.formats import number, percent
from wijkhart.deployment.names import Names, inside

Claim = Mapping[str, Any]
SAME: Final = 1e-6


def headline(name: str, hours: float, last_year: float | None, years: int) -> str:
    """How many hours a wijk gets, beside the year before."""
    per_year = hours / max(years, 1)
    told = {"name": name, "hours": number(hours), "years": years, "per_year": number(per_year)}
    if years == 1:
        first = _("%(name)s gets %(hours)s hours.") % told
    else:
        first = _("%(name)s gets %(hours)s hours in %(years)s years: %(per_year)s a year.") % told
    if last_year is None:
        return first + " " + _("What it had last year is not known.")
    return first + " " + _("Last year it had %(hours)s.") % {"hours": number(last_year)}


def claim_words(claim: Claim, names: Names) -> str:
    """One reason as one or two sentences; empty for a kind that this version does not know."""
    words = _WORDS.get(str(claim.get("kind")))
    return words(claim, names) if words else ""


def limit_words(name: str, key: str, names: Names) -> str:
    """A limit within a sentence."""
    if name == "capacity":
        return _("what %(kind)s can give") % {"kind": inside(names.kind(key))}
    if name == "floor":
        return _("the lower limit of %(area)s") % {"area": names.area(key)}
    return {
        "hours": _("the hours of the budget"),
        "euros": _("the euros of the budget"),
        "places": _("the room places of the budget"),
        "floors": _("the lower limits of all wijken"),
        "reserve": _("the reserve"),
        "promised": _("the hours that were promised"),
    }.get(name, name)


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c".

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b en c')
    """
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _start(claim: Claim, names: Names) -> str:
    return _("It takes part from %(year)s on.") % {"year": names.year(claim["period"])}


def _heavy(claim: Claim, names: Names) -> str:
    count = len(claim["themes"])
    told = {"count": count, "of": claim["of"], "themes": listed([inside(names.theme(key)) for key in claim["themes"]])}
    return (
        ngettext(
            "%(count)s of the %(of)s heaviest issues of the city lies here: %(themes)s.",
            "%(count)s of the %(of)s heaviest issues of the city lie here: %(themes)s.",
            count,
        )
        % told
    )


def _no_need(claim: Claim, names: Names) -> str:
    return _("No need is known here that counts in this division. That is not the same as: there is no need.")


def _no_reach(claim: Claim, names: Names) -> str:
    return _("No kind of effort in this budget reaches people here, as far as is known.")


def _promised(claim: Claim, names: Names) -> str:
    return _("Of these hours %(hours)s were promised before.") % {"hours": number(claim["hours"])}


def _floor(claim: Claim, names: Names) -> str:
    told = {"floor": number(claim["floor"]), "without": number(claim["without"])}
    return (
        _("The lower limit of %(floor)s hours a year decides here: without it this wijk would get %(without)s.") % told
    )


def _last(claim: Claim, names: Names) -> str:
    """What an hour does here and in the best other wijk: in people, and in weight where that says something else."""
    told = {
        "kind": inside(names.kind(claim["effort"])),
        "people": _people(claim["people"]),
        "other": names.area(claim["other"]),
        "other_people": _people(claim["other_people"]),
    }
    first = _("The last hour of %(kind)s reaches %(people)s people here.") % told
    if claim["effect"] < claim["other_effect"] - SAME:
        said = _("One more in %(other)s would reach %(other_people)s.") % told
        return f"{first} {said} " + _(
            "It is here all the same: a limit, a promise or a fair share decides, not the total."
        )
    if claim["effect"] <= claim["other_effect"] + SAME:
        return f"{first} " + _("Nowhere would one more do more; in %(other)s it would do as much.") % told
    said = _("Nowhere else would one more do as much; in %(other)s it would reach %(other_people)s.") % told
    if claim["people"] < claim["other_people"] - SAME:
        return f"{first} {said} " + _("What it reaches here weighs more on the agenda.")
    return f"{first} {said}"


def _stop(claim: Claim, names: Names) -> str:
    told = {
        "kind": inside(names.kind(claim["effort"])),
        "limits": listed([limit_words(name, key, names) for name, key, _period in claim["limits"]]),
        "people": _people(claim["people"]),
    }
    words = _("An hour more of %(kind)s would still reach %(people)s people. In the way: %(limits)s.")
    return words % told


def _extra(claim: Claim, names: Names) -> str:
    told = {
        "hours": number(claim["hours"]),
        "people": number(claim["people"]),
        "other": names.area(claim["other"]),
        "other_people": number(claim["other_people"]),
    }
    return _("%(hours)s hours extra would reach %(people)s people more here; in %(other)s %(other_people)s.") % told


def _tip(claim: Claim, names: Names) -> str:
    theme, hours, factor = inside(names.theme(claim["theme"])), claim["hours"], claim["factor"]
    told = {
        "theme": theme,
        "factor": number(factor, 2),
        "hours": number(abs(hours)),
        "other": names.area(claim["other"]),
    }
    if factor >= 1:
        when = _("If %(theme)s weighed more than %(factor)s times as heavy,") % told
    else:
        when = _("If %(theme)s weighed less than %(factor)s times as heavy,") % told
    if not claim["other"]:
        then = _("%(hours)s hours would come here.") if hours > 0 else _("%(hours)s hours would go from here.")
    elif hours > 0:
        then = _("%(hours)s hours would come here, most of all from %(other)s.")
    else:
        then = _("%(hours)s hours would go from here, most of all to %(other)s.")
    return f"{when} {then % told}"


def _share(claim: Claim, names: Names) -> str:
    told = {name: percent(100 * claim[name]) for name in ("share", "smallest", "largest")}
    words = _("%(share)s of the weighed need here is served; in the wijken it runs from %(smallest)s to %(largest)s.")
    return words % told


def _unknown(claim: Claim, names: Names) -> str:
    themes = listed([inside(names.theme(key)) for key in claim["themes"]])
    return _("No figure is known here for %(themes)s. That played no part, so this wijk can be short of it.") % {
        "themes": themes
    }


def _people(amount: float) -> str:
    return number(amount, 2)


_WORDS: Final[dict[str, Callable[[Claim, Names], str]]] = {
    "start": _start,
    "heavy": _heavy,
    "no_need": _no_need,
    "no_reach": _no_reach,
    "promised": _promised,
    "floor": _floor,
    "last": _last,
    "stop": _stop,
    "extra": _extra,
    "tip": _tip,
    "share": _share,
    "unknown": _unknown,
}
