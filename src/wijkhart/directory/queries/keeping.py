"""What one keeps: for which organisations, which entries, and what waits."""

from django.db.models import Q, QuerySet

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.directory.models import Claim, Service, ServiceChange, ServiceQuerySet
from wijkhart.places.models import Place

EDITS = ("service.edit", "service.edit_own", "service.collect")


def municipality_of(actor: Actor) -> str:
    """The municipality in which somebody may offer something; empty when there is none, or more than one."""
    codes = {code for right in EDITS for code in actor.scope(right).codes}
    return codes.pop() if len(codes) == 1 else NATIONAL


def providers_of(actor: Actor, municipality: str) -> QuerySet[Organisation]:
    """The organisations for which somebody may offer something there."""
    mine = Q(pk__in=[])
    if actor.may("service.edit_own", municipality):
        mine |= Q(pk__in=actor.organisation_ids)
    if actor.may("service.collect", municipality):
        mine |= Q(kept_by_id__in=actor.organisation_ids)
    if actor.may("service.edit", municipality):
        mine |= ~Q(pk__in=[])
    return Organisation.objects.visible_to(actor).working_in(municipality).filter(mine).order_by("name", "pk")


def kept_groups(actor: Actor) -> QuerySet[Organisation]:
    """The groups whose entries the actor's organisation keeps."""
    return Organisation.objects.filter(kept_by_id__in=actor.organisation_ids).order_by("name", "pk")


def my_services(actor: Actor) -> ServiceQuerySet:
    """The entries of the organisations that one acts for, or whose entries one's organisation keeps."""
    own = actor.organisation_ids
    mine = Service.objects.visible_to(actor).filter(Q(provider_id__in=own) | Q(provider__kept_by_id__in=own))
    return mine.select_related("provider__kept_by", "place")


def my_waiting(actor: Actor) -> QuerySet[ServiceChange]:
    """What one's organisations sent and nobody decided on yet; or was refused."""
    own = actor.organisation_ids
    mine = ServiceChange.objects.visible_to(actor).filter(
        Q(provider_id__in=own) | Q(provider__kept_by_id__in=own), state__in=["waiting", "refused"]
    )
    return mine.select_related("service", "provider").order_by("-made_at")


def claims_with_others(actor: Actor, limit: int = 20) -> list[tuple[Claim, bool]]:
    """What one's organisations claim, each with whether another organisation claims the same entry."""
    mine = Claim.objects.visible_to(actor).filter(organisation_id__in=actor.organisation_ids)
    claims = list(mine.select_related("service", "organisation")[:limit])
    rivals = Claim.objects.open().filter(service__in=[one.service_id for one in claims])
    contested = set(rivals.exclude(organisation_id__in=actor.organisation_ids).values_list("service_id", flat=True))
    return [(one, one.service_id in contested) for one in claims]


def places_to_choose(actor: Actor, municipality: str) -> dict[str, Place]:
    """Label -> place, for a list to choose from: the name, with the street where a name is there twice."""
    places = list(Place.objects.visible_to(actor).filter(municipality_code=municipality).order_by("name", "pk"))
    names = [place.name for place in places]
    labels: dict[str, Place] = {}
    for place in places:
        street = f"{place.street} {place.house_number}".strip()
        label = f"{place.name}, {street}" if street and names.count(place.name) > 1 else place.name
        labels.setdefault(label, place)
    return labels
