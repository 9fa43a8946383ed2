"""How fresh the entries of a municipality are, in numbers."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from wijkhart.areas.models import Area
from wijkhart.directory.models import DigestKind, Freshness, ServiceQuerySet
from wijkhart.directory.queries.asking import Asked, asked_in, digests_by_organisation, may_mail

States = dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One wijk: how many entries stand how."""

    code: str
    name: str
    counts: list[tuple[str, int]]
    """In words and number, in the order of `Freshness`."""
    total: int


def fresh_per_district(services: ServiceQuerySet, municipality: str) -> list[Row]:
    """A row per wijk that has entries, by name; last what belongs to no wijk, and the whole."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    kept = services.order_by().values_list("place__district_code", "district_code", "freshness")
    for place, own, state, count in kept.annotate(count=Count("pk")):
        found[place or own or ""][state] += count
    names = dict(Area.objects.current().districts().within(municipality).values_list("code", "name"))
    codes = sorted((code for code in found if code), key=lambda code: names.get(code, code))
    rows = [_row(code, names.get(code, code), found[code]) for code in codes]
    rows += [_row("", "", found[""])] if "" in found else []
    whole: Counter[str] = sum(found.values(), Counter())
    return [*rows, _row(municipality, "", whole)]


def _row(code: str, name: str, counts: Counter[str]) -> Row:
    return Row(code, name, [(str(state.label), counts[state]) for state in Freshness], sum(counts.values()))


@dataclass(frozen=True, slots=True)
class Round:
    """How many providers would get a mail now, and why others would not."""

    mails: int
    without_address: int
    not_now: int


def round_of(municipality: str, kinds: list[DigestKind]) -> Round:
    """What sending these kinds of mail now would do."""
    history, now = digests_by_organisation(municipality), timezone.now()
    asked: dict[DigestKind, list[Asked]] = {
        kind: asked_in(municipality, kind, counting=True) for kind in kinds if kind != DigestKind.REMINDER
    }
    if DigestKind.REMINDER in kinds:
        asked[DigestKind.REMINDER] = asked[DigestKind.REGULAR]
    mailed, later = set[UUID](), set[UUID]()
    for kind, everyone in asked.items():
        reached = {one.organisation.pk for one in everyone if one.organisation.email}
        now_too = {key for key in reached if may_mail(kind, history.get(key, []), now)}
        mailed, later = mailed | now_too, later | reached - now_too
    silent = sum(not one.organisation.email for one in asked[DigestKind.REGULAR])
    return Round(len(mailed), silent, len(later - mailed))
