"""What is asked, as people see it above a list: wishes that can be taken out, and shortcuts in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from wijkhart.core.formats import day, distance
from wijkhart.directory.forms import USUAL_RADIUS, ServiceFilter
from wijkhart.directory.reading import weekend_of

IN_BOXES: Final = ("zoek", "bij", "afstand", "letterlijk")
"""What stands in a box of its own above the list, unless it was read out of the words."""
DATES: Final = ("vanaf", "tot_en_met")


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that narrows the list, with the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A day to choose with one click."""

    label: str
    url: str
    current: bool


def wishes(request: HttpRequest, form: ServiceFilter) -> list[Wish]:
    """All that narrows the list besides what stands in a box of its own."""
    read_out = form.reading.values
    names = [
        name
        for name, value in form.asked.items()
        if value and (name not in IN_BOXES or (name == "bij" and name in read_out and not form.data.get("bij")))
    ]
    said = [(("vanaf", "tot_en_met"), _days(form)) if name in DATES else ((name,), form.said(name)) for name in names]
    return [Wish(label, _address(request, form, dict.fromkeys(gone, ""))) for gone, label in dict(said).items()]


def question(form: ServiceFilter) -> str:
    """All that is asked in one line: "“schaken”, dinsdag, middag, binnen 500 m van 3812 Amersfoort"."""
    told = [form.said(name) for name, value in form.asked.items() if value and name not in (*IN_BOXES, *DATES)]
    words = [form.said("zoek")] if form.asked.get("zoek") else []
    days = [said] if (said := _days(form)) else []
    if not form.located:
        return ", ".join([*words, *told, *days])
    far = distance(int(form.asked.get("afstand", USUAL_RADIUS)))
    near = _("within %(distance)s of %(place)s") % {"distance": far, "place": form.located.label}
    return ", ".join([*words, *told, *days, near])


def _days(form: ServiceFilter) -> str:
    first, last = form.asked.get("vanaf"), form.asked.get("tot_en_met")
    if first and first == last:
        return _("on %(day)s") % {"day": day(first)}
    return " ".join(form.said(name) for name in DATES if form.asked.get(name))


def shortcuts(request: HttpRequest, form: ServiceFilter, today: date) -> list[Shortcut]:
    """Today, tomorrow, this weekend."""
    tomorrow = today + timedelta(days=1)
    days = ((_("today"), (today, today)), (_("tomorrow"), (tomorrow, tomorrow)), (_("this weekend"), weekend_of(today)))
    asked = (form.asked.get("vanaf"), form.asked.get("tot_en_met"))
    return [
        Shortcut(
            label,
            _address(request, form, {"vanaf": str(first), "tot_en_met": str(last), "dag": "", "nu_open": ""}),
            asked == (first, last),
        )
        for label, (first, last) in days
    ]


def without_reading(request: HttpRequest) -> str:
    """The address that takes every word as a word."""
    return f"?{urlencode({**request.GET.dict(), 'letterlijk': 'on', 'pagina': ''})}"


def _address(request: HttpRequest, form: ServiceFilter, changes: dict[str, str]) -> str:
    """All that is asked, written out, with changes; the order is kept."""
    order = {"sorteer": request.GET.get("sorteer", "")}
    told = {name: value for name, value in {**form.parameters, **order, **changes}.items() if value}
    return f"?{urlencode(told)}" if told else request.path
