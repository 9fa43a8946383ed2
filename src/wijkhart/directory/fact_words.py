"""The fields of an offer and their values as people read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.defaultfilters import date as date_format
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core import formats
from wijkhart.directory.facts import POINTERS, timetable_from
from wijkhart.directory.models import AimedAt, Availability, Exit, Function, LifeCycle, Reach, ServiceKind
from wijkhart.themes.models import Line, TargetGroup, Theme
from wijkhart.times.actions import Change, Timetable
from wijkhart.times.queries import describe_series

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: "Final[dict[str, StrOrPromise]]" = {
    "name": gettext_lazy("Name"),
    "description": gettext_lazy("What it is"),
    "provider": gettext_lazy("Offered by"),
    "themes": gettext_lazy("Subjects"),
    "target_groups": gettext_lazy("For whom"),
    "place": gettext_lazy("Place"),
    "room": gettext_lazy("Room"),
    "district_code": gettext_lazy("Neighbourhood"),
    "at_home": gettext_lazy("At people's homes"),
    "online": gettext_lazy("By telephone or on a screen"),
    "timetable": gettext_lazy("Days and times"),
    "price": gettext_lazy("Price"),
    "capacity": gettext_lazy("People per time"),
    "availability": gettext_lazy("Is there room?"),
    "minimum_age": gettext_lazy("From which age"),
    "maximum_age": gettext_lazy("Up to which age"),
    "sign_up": gettext_lazy("Sign up first"),
    "how_to_join": gettext_lazy("How to join"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail address"),
    "website": gettext_lazy("Website"),
    "languages": gettext_lazy("Languages besides Dutch"),
    "kind": gettext_lazy("Kind"),
    "function": gettext_lazy("What it does for people"),
    "line": gettext_lazy("Who helps"),
    "level": gettext_lazy("For which area"),
    "collective": gettext_lazy("Together"),
    "aimed_at": gettext_lazy("Meant for"),
    "life_cycle": gettext_lazy("State"),
    "exit": gettext_lazy("How it goes on"),
    "exit_on": gettext_lazy("From which day"),
    "exit_note": gettext_lazy("To whom, or why"),
    "supported_by": gettext_lazy("Who helps after that"),
    "supported_until": gettext_lazy("Helps until"),
    "published": gettext_lazy("Everyone may see it"),
}
CHOICES: Final[dict[str, Any]] = {
    "kind": ServiceKind,
    "function": Function,
    "line": Line,
    "level": Reach,
    "aimed_at": AimedAt,
    "life_cycle": LifeCycle,
    "availability": Availability,
    "exit": Exit,
}
YES_NO: Final = ("at_home", "online", "collective", "sign_up", "published")
DAYS: Final = ("exit_on", "supported_until")
WORDS: Final[dict[str, type[Theme] | type[TargetGroup]]] = {"themes": Theme, "target_groups": TargetGroup}
NAMED: Final = (*POINTERS, "provider", "district_code")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change, in words."""

    field: str
    label: str
    before: str
    after: str


Names = Mapping[str, str]
"""Key -> name of the places, organisations, wijken and words that facts point to."""


def told(facts: Mapping[str, list[Any]], names: Names | None = None) -> list[Difference]:
    """What a change changes, in words, in the order of a form; `names` where several are told at once."""
    known = names_in([facts]) if names is None else names
    return [
        Difference(name, str(label), _said(name, facts[name][0], known), _said(name, facts[name][1], known))
        for name, label in LABELS.items()
        if name in facts
    ]


def field_names(facts: Iterable[str]) -> str:
    """Fields by name, such as "Prijs, Plek"."""
    return ", ".join(str(label) for name, label in LABELS.items() if name in set(facts))


def in_words(field: str, value: Any) -> str:
    """One value of one field."""
    return _said(field, value, names_in([{field: [value]}]))


def names_in(changes: Iterable[Mapping[str, list[Any]]]) -> dict[str, str]:
    """The names of all that these changes point to, in a fixed number of queries."""
    pairs = [(field, value) for facts in changes for field, values in facts.items() for value in values]
    keys = {value for field, value in pairs if field in NAMED and value}
    found: dict[str, str] = {}
    for field, model in WORDS.items():
        wanted = {key for name, value in pairs if name == field for key in value or ()}
        if wanted:
            found |= {_word(field, one.key): str(one) for one in model.objects.filter(key__in=wanted)}
    return found | _names(keys)


def _word(field: str, key: str) -> str:
    return f"{field}:{key}"


def _names(keys: set[str]) -> dict[str, str]:
    """Key -> name of every place, room, organisation and wijk among these keys."""
    if not keys:
        return {}
    found = dict(Area.objects.current().filter(code__in=keys).values_list("code", "name"))
    models: set[type[Model]] = {*POINTERS.values(), Organisation}
    for model in models:
        found |= {str(one.pk): str(one) for one in model._default_manager.filter(pk__in=_uuids(model, keys))}
    return found


def _uuids(model: type[Model], keys: Iterable[str]) -> list[Any]:
    found = []
    for key in keys:
        try:
            found.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return found


def _said(field: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value == "" or value == []:
        return _unsaid(field)
    if field in CHOICES:
        return str(dict(CHOICES[field].choices).get(value, value))
    if field in YES_NO:
        return _("yes") if value else _("no")
    if field in DAYS:
        return date_format(date.fromisoformat(value), "j F Y")
    if field == "price":
        return formats.euro(Decimal(value)) if Decimal(value) else _("free")
    if field == "timetable":
        return timetable_in_words(timetable_from(value))
    if field in WORDS:
        return ", ".join(sorted(names.get(_word(field, key), key) for key in value))
    if field == "languages":
        return ", ".join(get_language_info(one)["name_translated"] if one in LANG_INFO else one for one in value)
    if field in NAMED:
        return names.get(value, _("no longer there"))
    return str(value)


def _unsaid(field: str) -> str:
    if field == "timetable":
        return _("no fixed times")
    if field == "exit":
        return str(Exit.NONE.label)
    return _("not filled in")


def timetable_in_words(timetable: Timetable | None) -> str:
    """When it is, with the dates that differ."""
    if timetable is None:
        return _unsaid("timetable")
    usual = describe_series(timetable, timetable.slots)
    off = [_change(one) for one in sorted(timetable.changes, key=lambda one: one.on)]
    return "; ".join([usual, *off])


def _change(change: Change) -> str:
    day = date_format(change.on, "j F Y")
    if change.cancelled:
        return _("not on %(day)s") % {"day": day}
    if change.starts_at is None or change.ends_at is None:
        return _("also on %(day)s") % {"day": day}
    hours = f"{change.starts_at:%H:%M}-{change.ends_at:%H:%M}"
    return _("on %(day)s %(hours)s") % {"day": day, "hours": hours}
