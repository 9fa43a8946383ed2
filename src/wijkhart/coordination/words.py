"""The fixed words of coordination: reasons, notes, how certain."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from wijkhart.times.models import PartOfDay

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASON_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "out_of_reach": _("nothing within reach"),
    "not_for_them": _("not for this group"),
    "wrong_hours": _("not at hours they can come"),
    "full": _("full"),
}
"""Why people have no place, in a word or two."""

PARTS_LABELS: Final = {part.value: part.label for part in PartOfDay}
"""The parts of the day."""

NOTE_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "no_capacity": _("It is not known how many people can come."),
    "zero_capacity": _("It has 0 places."),
    "no_schedule": _("It is not known when it is open."),
    "no_place": _("It has no place on the map, for example because it is online."),
    "no_theme_or_group": _("It has no theme or no target group."),
}
"""Why a service could not be counted."""

REMARK_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "outside": _("It lies outside the municipality. It counts for those who live within reach of it."),
}
"""What to know about a service that does count."""

QUARTER_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "zeker": _("certainly so"),
    "waarschijnlijk": _("probably so"),
    "onzeker": _("uncertain"),
    "waarschijnlijk-niet": _("probably not"),
    "zeker-niet": _("certainly not"),
}
"""Whether a wijk is in the worst quarter of its municipality, by the word in the address."""
QUARTER_LOOKUPS: Final[dict[str, dict[str, float]]] = {
    "zeker": {"gte": 0.9},
    "waarschijnlijk": {"gte": 0.66, "lt": 0.9},
    "onzeker": {"gt": 0.34, "lt": 0.66},
    "waarschijnlijk-niet": {"gt": 0.1, "lte": 0.34},
    "zeker-niet": {"lte": 0.1},
}
"""The bounds of each word, also as a question to the database."""


def quarter_of(chance: float) -> str:
    """The word for a chance of being in the worst quarter.

    >>> [quarter_of(chance) for chance in (0.95, 0.7, 0.5, 0.2, 0.05)]
    ['zeker', 'waarschijnlijk', 'onzeker', 'waarschijnlijk-niet', 'zeker-niet']
    """
    tests = {"gte": float.__ge__, "gt": float.__gt__, "lt": float.__lt__, "lte": float.__le__}
    return next(
        word
        for word, bounds in QUARTER_LOOKUPS.items()
        if all(tests[name](float(chance), bound) for name, bound in bounds.items())
    )


def quarter_label(chance: float | None) -> str:
    """A chance of being in the worst quarter in words; empty when it was not computed."""
    return "" if chance is None else str(QUARTER_LABELS[quarter_of(chance)])


RULE_UNITS: Final[dict[str, "StrOrPromise"]] = {
    "people_step": _("people"),
    "ages_step": _("percentage points"),
    "figure_step": _("percentage points"),
    "model_error": _("percentage points"),
    "spread": _("times the mean"),
}
"""In what the value of a rule of certainty is said."""

RULE_MEANINGS: Final[dict[str, "StrOrPromise"]] = {
    "people_step": _("The publisher rounds the inhabitants to this number. The real number is at most half of it off."),
    "ages_step": _("The publisher rounds each age group to this. The real share is at most half of it off."),
    "figure_step": _("The publisher rounds a figure to this. The real figure is at most half of it off."),
    "model_error": _(
        "An estimate comes from a model, not from a count. In 9 of 10 wijken the real figure is at most this much off."
    ),
    "spread": _(
        "We do not know where in the wijk people live. So much does the number of people per spot on the map differ. "
        "At 0 it is the same everywhere."
    ),
}
"""What a rule of certainty says, for who may change it."""
