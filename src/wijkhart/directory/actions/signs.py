"""Remembering what people look for in vain, without who they are.

A search is a GET: this is the one table of the directory that a GET may write to (setting `WRITABLE_ON_GET`). It is
not in the log of deeds, which tells who did what: here nobody did anything.
"""

from typing import Any, Final

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor, Scope
from wijkhart.core.errors import Refused
from wijkhart.directory.models import SearchSign, SearchSignKind, Service
from wijkhart.directory.queries.find import Search, public_words
from wijkhart.directory.queries.signs import district_of, municipality_of, theme_of

MOST_TIMES: Final = 50
"""The same question counts so many times a day at most, so that a robot cannot make a need."""
MOST_ROWS: Final = 500
"""So many different questions a day are kept of one municipality."""
WORDS_KEPT: Final = 120


def note_search(*, by: Actor, asked: Search, municipality: str = "") -> bool:
    """Count a search that found nothing; says whether it is remembered.

    Of the words only names of themes and groups are kept. What a professional looks for is no demand of residents.
    A search must not fail because this cannot be written, so then it is not.
    """
    code = asked.municipality or municipality or municipality_of(asked)
    if not code or _professional(by) or not asks_something(asked):
        return False
    words = " ".join(sorted(set(public_words(asked.words)))) if asked.words else ""
    facts = {
        "municipality_code": code,
        "district_code": district_of(asked, code),
        "theme_id": asked.theme or theme_of(asked.words),
        "target_group_id": asked.group,
        "kind": SearchSignKind.NOTHING,
        "words": words[:WORDS_KEPT],
        "weekday": asked.weekday,
        "part_of_day": asked.part_of_day,
    }
    try:
        return _count(facts)
    except OperationalError:
        return False


def note_missed(*, by: Actor, service: Service, kind: str) -> bool:
    """Count that somebody would have joined what is full, or was turned down; says whether it is remembered."""
    if kind not in (SearchSignKind.FULL, SearchSignKind.REFUSED):
        raise Refused(_("Choose what happened: it was full, or you could not join."), field="soort")
    if _professional(by):
        raise Refused(_("You are logged in as a professional. What residents meet is counted only from residents."))
    theme, group = service.themes.order_by("order", "key").first(), service.target_groups.filter(everyone=False).first()
    place = service.place
    return _count(
        {
            "municipality_code": service.municipality_code,
            "district_code": (place.district_code if place else "") or service.district_code,
            "theme_id": theme.key if theme else "",
            "target_group_id": group.key if group else "",
            "kind": kind,
            "words": "",
            "weekday": None,
            "part_of_day": "",
        }
    )


def asks_something(asked: Search) -> bool:
    """Whether anything but the area was asked: an empty list says nothing about what people need."""
    return bool(
        asked.words
        or asked.theme
        or asked.group
        or asked.part_of_day
        or asked.weekday is not None
        or asked.age is not None
        or asked.first_day
        or asked.language
        or asked.way
    )


def _professional(by: Actor) -> bool:
    return by.scope("search_sign.read") != Scope()


def _count(facts: dict[str, Any]) -> bool:
    """One more of the same question today, as far as the day goes.

    Two that come at the very same moment may make two rows: the pages add them up.
    """
    today = SearchSign.objects.filter(on=timezone.localdate(), municipality_code=facts["municipality_code"])
    with transaction.atomic():
        same = today.filter(**facts)
        known = same.order_by("pk").values_list("pk", flat=True).first()
        if known is None:
            if today.count() >= MOST_ROWS:
                return False
            SearchSign.objects.create(**facts, on=timezone.localdate())
            return True
        SearchSign.objects.filter(pk=known, times__lt=MOST_TIMES).update(times=F("times") + 1)
    return True
