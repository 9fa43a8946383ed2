"""Which services, places and organisations an answer is about: the filters of HSDS and Open Referral UK, as keys.

Everybody gets the same answer: what the public may see. A list holds what can be found now; who asks for changes
(`modified_after`), or for one thing by its key, also hears what ended or is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wijkhart.accounts.models import Organisation
from wijkhart.areas.queries import districts_at
from wijkhart.directory.hsds.basics import PUBLIC
from wijkhart.directory.hsds.words import TARGET_GROUPS, THEMES, taxonomy_id, word_of
from wijkhart.directory.models import LifeCycle, Reach, Service, ServiceQuerySet, ServiceTime
from wijkhart.directory.queries.find import Search, find
from wijkhart.themes.models import TargetGroup, Theme

NAMED: Final = 2_000
"""Up to so many keys are named in a question to the database; with more, all that is asked for is read."""
Ids = Sequence[UUID] | QuerySet[Service, UUID] | QuerySet[Organisation, UUID]
"""Keys in a fixed order, to be counted, cut and read in pieces."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the RD grid; within so many metres, or (None) in the area that a service is for."""

    x: float
    y: float
    metres: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked; an empty part asks nothing."""

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: int | None = None
    start_time: time | None = None
    end_time: time | None = None
    spot: Spot | None = None


def ids_matching(search: str) -> list[UUID]:
    """The services that the words find, best first."""
    return find(Search(words=search)).ids


def known(*, changes: bool = True) -> ServiceQuerySet:
    """What the public may know of: what can be found, and with changes what ended or is hidden too."""
    rows = Service.objects.visible_to(PUBLIC)
    if changes:
        return rows.filter(published=True).exclude(life_cycle=LifeCycle.IDEA)
    return rows.findable()


def ids_of_services(wanted: Wanted) -> Ids:
    """The services asked for, the oldest first; of a search the best first."""
    return _in_order(_services(wanted), wanted.search)


def ids_of_places(wanted: Wanted) -> Ids:
    """The services that happen at a place which the public may see, as far as they are asked for."""
    rows = _services(wanted).filter(place__published=True)
    return _in_order(_near(rows, wanted.spot) if wanted.spot else rows, wanted.search)


def _in_order(rows: ServiceQuerySet, search: str) -> Ids:
    keys = rows.order_by("pk").values_list("pk", flat=True)
    if not search.strip():
        return keys
    matching = ids_matching(search)
    there = set(keys.filter(pk__in=matching) if len(matching) <= NAMED else keys)
    return [key for key in matching if key in there]


def _services(wanted: Wanted) -> ServiceQuerySet:
    rows = known(changes=wanted.modified_after is not None)
    if wanted.modified_after is not None:
        rows = rows.filter(changed_at__gte=wanted.modified_after)
    if wanted.organization_id is not None:
        rows = rows.filter(provider_id=wanted.organization_id)
    if wanted.minimum_age is not None:
        none = Q(minimum_age=None) if wanted.minimum_age <= 0 else Q()
        rows = rows.filter(Q(minimum_age__gte=wanted.minimum_age) | none)
    if wanted.maximum_age is not None:
        rows = rows.filter(maximum_age__lte=wanted.maximum_age)
    if (wanted.day, wanted.start_time, wanted.end_time) != (None, None, None):
        rows = rows.filter(Exists(_times(wanted)))
    return rows.filter(_worded(wanted))


def _times(wanted: Wanted) -> QuerySet[ServiceTime]:
    """Day, begin and end must be of one and the same time."""
    asked = {"weekday": wanted.day, "starts_at__gte": wanted.start_time, "ends_at__lte": wanted.end_time}
    times = ServiceTime.objects.filter(service=OuterRef("pk"))
    return times.filter(**{name: value for name, value in asked.items() if value is not None})


def _worded(wanted: Wanted) -> Q:
    """The themes and target groups asked for; an unknown one finds nothing."""
    found = Q()
    if wanted.taxonomy_term_id is not None:
        match word_of(wanted.taxonomy_term_id):
            case Theme(pk=key):
                found &= Q(pk__in=Service.themes.through.objects.filter(theme_id=key).values("service_id"))
            case TargetGroup(pk=key):
                groups = Service.target_groups.through.objects.filter(targetgroup_id=key)
                found &= Q(pk__in=groups.values("service_id"))
            case _:
                found &= Q(pk__in=[])
    if wanted.taxonomy_id is not None:
        whole = {
            taxonomy_id(THEMES): Service.themes.through.objects.values("service_id"),
            taxonomy_id(TARGET_GROUPS): Service.target_groups.through.objects.values("service_id"),
        }
        found &= Q(pk__in=whole.get(str(wanted.taxonomy_id), []))
    return found


def _near(rows: ServiceQuerySet, spot: Spot) -> ServiceQuerySet:
    """At a place within the distance; without a distance, for the people of the wijk in which the point lies."""
    if spot.metres is not None:
        x, y, far = F("place__x") - spot.x, F("place__y") - spot.y, spot.metres
        return rows.annotate(squared=x * x + y * y).filter(squared__lte=far * far)
    here = districts_at([(spot.x, spot.y)])[0]
    if not here:
        return rows.none()
    whole_town = Q(municipality_code=f"GM{here[2:6]}") & (Q(level=Reach.CITY) | Q(place__district_code=""))
    return rows.filter(whole_town | (Q(place__district_code=here) & ~Q(level=Reach.CITY)))


def ids_of_organizations(wanted: Wanted) -> Ids:
    """The organisations that the public may see; with a term, those that offer something with it."""
    rows = Organisation.objects.visible_to(PUBLIC).filter(published=True)
    for word in wanted.search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(description__icontains=word))
    if wanted.taxonomy_term_id is not None or wanted.taxonomy_id is not None:
        rows = rows.filter(pk__in=known(changes=False).filter(_worded(wanted)).values("provider_id"))
    return rows.order_by("pk").values_list("pk", flat=True)


def has_examples() -> bool:
    """Whether something made up for a demonstration can be found."""
    return known(changes=False).filter(example=True).exists()
