"""Filling a municipality with example supply on its real places."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.progress import Progress, silent
from wijkhart.directory.actions.offering import offer_service
from wijkhart.directory.examples.placing import Copy, Spot, Town, chance, place_copies
from wijkhart.directory.examples.templates import EXAMPLES, OrganisationTemplate, read_templates, slots_of
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.directory.regions import school_region
from wijkhart.places.models import Place
from wijkhart.times.actions import Timetable

SOURCE = "example"
MEETING_USE = "bijeenkomstfunctie"


def load_example_supply(
    *, by: Actor, municipality: str, folder: Path = EXAMPLES, progress: Progress = silent
) -> list[Service]:
    """Put made-up services on the real places of a municipality; again adds only what is missing. Returns the new.

    Needs the wijken, places and themes to be loaded. Each service is written by itself, so a run that broke off
    is finished by running it again.
    """
    if not by.may("service.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    organisations, templates = read_templates(folder)
    area = _municipality(municipality)
    places = {_spot_id(place): place for place in _places(municipality)}
    names = dict(_districts(municipality).values_list("code", "name"))
    copies = list(place_copies(_town(municipality, places.values()), templates))
    known = set(Service.objects.filter(source=SOURCE).values_list("source_id", flat=True))
    made = []
    for number, copy in enumerate(copies):
        progress(number, len(copies), _("Making example services"))
        if _source_id(municipality, copy) in known:
            continue
        texts = {"town": area.name, "district": names.get(copy.district, area.name)}
        provider = _organisation(municipality, organisations[copy.template.provider], copy.district, texts)
        place = places[copy.spot.id] if copy.spot else None
        made.append(offer_service(by=by, offer=_offer(area, copy, provider, place, texts)))
    progress(len(copies), len(copies), _("Done"))
    return made


def _municipality(code: str) -> Area:
    area = Area.objects.current().filter(code=code).first()
    if area is None or not _districts(code).exists():
        raise Refused(_("The wijken of %(code)s are not loaded yet. Load the boundaries first.") % {"code": code})
    return area


def _districts(municipality: str) -> QuerySet[Area]:
    return Area.objects.current().districts().within(municipality)


def _places(municipality: str) -> Iterable[Place]:
    found = Place.objects.filter(municipality_code=municipality, published=True).fixed().located()
    if not found:
        message = _("No places of %(code)s are loaded yet. Load the list of places first.")
        raise Refused(message % {"code": municipality})
    return found.order_by("source", "source_id", "pk")


def _town(municipality: str, places: Iterable[Place]) -> Town:
    districts = {code: people or 0 for code, people in _districts(municipality).values_list("code", "population")}
    spots = [Spot(_spot_id(place), _kind(place), place.district_code) for place in places]
    return Town(municipality, districts, spots)


def _spot_id(place: Place) -> str:
    """A name that is the same on every machine, so that every machine chooses the same."""
    return f"{place.source}:{place.source_id}" if place.source_id else str(place.pk)


def _kind(place: Place) -> str:
    """The kind; a building that only says that people meet there is a "meeting" place to the templates."""
    return "meeting" if place.kind == "other" and MEETING_USE in place.functions else place.kind


def _source_id(municipality: str, copy: Copy) -> str:
    return f"{municipality}:{copy.template.key}:{copy.number + 1}"


def _organisation(
    municipality: str, template: OrganisationTemplate, district: str, texts: dict[str, str]
) -> Organisation:
    area = district if template.per == "district" and district else municipality
    return Organisation.objects.get_or_create(
        source=SOURCE,
        source_id=f"{area}:{template.key}",
        defaults={
            "name": template.name.format(**texts)[:160],
            "kind": template.kind,
            "formal": template.formal,
            "subsidised": template.subsidised,
            "description": template.description.format(**texts),
            "email": template.email,
            "phone": template.phone,
            "home_municipality_code": municipality,
            "municipality_codes": f",{municipality},",
            "example": True,
        },
    )[0]


def _offer(area: Area, copy: Copy, provider: Organisation, place: Place | None, texts: dict[str, str]) -> Offer:
    template, municipality = copy.template, area.code
    return Offer(
        name=template.name.format(**texts),
        description=template.description.format(**texts),
        provider=provider,
        municipality_code=municipality,
        themes=template.themes,
        target_groups=template.groups,
        kind=template.kind,
        function=template.function,
        line=template.line,
        level=template.level,
        collective=template.collective,
        aimed_at=template.aimed_at,
        life_cycle=template.life_cycle,
        place=place,
        district_code=copy.district,
        at_home=template.at_home,
        timetable=_timetable(copy, area),
        capacity=template.capacity,
        price=template.decimal_price,
        sign_up=template.sign_up,
        how_to_join=template.how_to_join,
        languages=template.languages,
        confirmed_at=_confirmed(municipality, copy),
        example=True,
        source=SOURCE,
        source_id=_source_id(municipality, copy),
    )


def _timetable(copy: Copy, area: Area) -> Timetable:
    """From the first of September of this season on."""
    today = timezone.localdate()
    start = date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return Timetable(
        starts_on=start,
        slots=slots_of(copy.alternative),
        holiday_region="" if copy.template.school_holidays else school_region(area.y),
        skips_school_holidays=not copy.template.school_holidays,
    )


def _confirmed(municipality: str, copy: Copy) -> date | None:
    """Some were confirmed last week, some long ago, some never."""
    drawn = chance(municipality, copy.template.key, str(copy.number), "confirmed")
    days = round(drawn**3 * 360) if copy.template.confirmed_days_ago is None else copy.template.confirmed_days_ago
    never = drawn < 0.08 and copy.template.confirmed_days_ago is None
    return None if never else timezone.localdate() - timedelta(days=days)
