"""Pages of what there is."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Area, Source
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, address
from wijkhart.core.structured import json_ld
from wijkhart.directory import cards
from wijkhart.directory.calendar import calendar_of
from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.keeper import keeper_of
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.perms import may_confirm
from wijkhart.directory.queries import next_times, shown, week_at
from wijkhart.directory.results import Results
from wijkhart.directory.structured import service_facts
from wijkhart.directory.wider import wider
from wijkhart.places.models import Place
from wijkhart.places.perms import may_edit_place
from wijkhart.places.structured import place_facts

COLUMNS: list[Column[Service]] = [
    Column("naam", _("Name"), lambda service: service.name, ("name",)),
    Column("afstand", _("Distance"), lambda service: _metres(service), ("far", "name")),
    Column("wanneer", _("When"), cards.when),
    Column("plek", _("Place"), cards.where),
    Column("adres", _("Address"), lambda service: service.place.address if service.place else ""),
    Column("voor", _("For whom"), lambda service: ", ".join(str(group) for group in service.target_groups.all())),
    Column("thema", _("Subject"), lambda service: ", ".join(str(theme) for theme in service.themes.all())),
    Column("prijs", _("Price in euro"), lambda service: service.price),
    Column("plaatsen", _("People per time"), lambda service: service.capacity),
    Column("aanbieder", _("Offered by"), lambda service: service.provider.name),
    Column("formeel", _("Formal"), lambda service: service.provider.formal),
    Column("subsidie", _("Subsidised"), lambda service: service.provider.subsidised),
    Column("lijn", _("Line"), lambda service: service.line),
    Column("bevestigd", _("Confirmed on"), lambda service: service.confirmed_at, ("confirmed_at", "name")),
    Column("voorbeeld", _("Example"), lambda service: service.example),
]
SORTS = ("naam", "afstand", "-bevestigd")


def _metres(service: Service) -> int | None:
    hit = getattr(service, "hit", None)
    return None if hit is None or hit.distance is None else round(hit.distance)


@login_not_required
@require_safe
def service_list(request: Request) -> HttpResponse:
    """Find what there is."""
    services = Service.objects.visible_to(request.actor).open()
    form = ServiceFilter(request.GET, services)
    listing = Results(request, services, columns=COLUMNS, form=form, per_page=20, name="aanbod")
    if file := listing.export():
        return file
    page = listing.page
    return render(
        request,
        "directory/service_list.html",
        {
            "form": form,
            "listing": listing,
            "page": page,
            "cards": cards.cards(page),
            "wishes": _wishes(request, form),
            "wider": wider(form, services) if not page and form.is_valid() else [],
            "has_example": any(service.example for service in page),
        },
    )


MAIN = ("zoek", "bij", "afstand")


def _wishes(request: Request, form: ServiceFilter) -> list[tuple[str, str]]:
    """What narrows the list besides the search itself: in words, each with the address without it."""
    if not form.is_valid():
        return []
    chosen = [(name, form[name]) for name in form.fields if name not in MAIN and form.cleaned_data.get(name)]
    return [(_wish(bound), address(request, **{name: None, "pagina": None})) for name, bound in chosen]


def _wish(bound: Any) -> str:
    names = dict(getattr(bound.field, "choices", []))
    return str(names.get(bound.value(), bound.label))


@login_not_required
@require_safe
def service_detail(request: Request, pk: UUID) -> HttpResponse:
    """All about one thing that is offered."""
    service = _service(request, pk)
    times = next_times(service, timezone.now())
    happening = [time for time in times if not time.refused]
    url = request.build_absolute_uri(service.get_absolute_url())
    facts = service_facts(service, happening[0] if happening else None, url)
    return render(
        request,
        "directory/service_detail.html",
        {
            "service": service,
            "keeper": keeper_of(request.actor, service),
            "card": cards.card_of(service),
            "when": cards.when(service),
            "price": cards.price(service),
            "way_in": cards.way_in(service),
            "times": times,
            "may_confirm": may_confirm(request.actor, service),
            "structured": "" if service.example else json_ld(facts),
        },
    )


@login_not_required
@require_safe
def service_calendar(request: Request, pk: UUID) -> HttpResponse:
    """The dates of the coming year, for one's own calendar."""
    service = _service(request, pk)
    now = timezone.now()
    times = [time for time in next_times(service, now, limit=400) if not time.refused]
    url = request.build_absolute_uri(service.get_absolute_url())
    return HttpResponse(
        calendar_of(service, times, url=url, made_at=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="agenda.ics"'},
    )


def _service(request: Request, pk: UUID) -> Service:
    return get_object_or_404(shown(Service.objects.visible_to(request.actor)), pk=pk)


@login_not_required
@require_safe
def place_detail(request: Request, pk: UUID) -> HttpResponse:
    """One place: where it is, how to get in, what happens there in a week, its rooms, and where we know it from."""
    place = get_object_or_404(Place.objects.visible_to(request.actor).select_related("owner"), pk=pk)
    services = list(shown(Service.objects.visible_to(request.actor).open().filter(place=place)).order_by("name", "pk"))
    areas = Area.objects.current().filter(code__in=[place.district_code, place.municipality_code])
    facts = place_facts(place) | {"url": request.build_absolute_uri(place.get_absolute_url())}
    return render(
        request,
        "directory/place_detail.html",
        {
            "place": place,
            "rooms": list(place.rooms.all()),
            "week": week_at(one for one in services if one.life_cycle == LifeCycle.RUNNING),
            "without_times": [one for one in services if not one.times.all() or one.life_cycle == LifeCycle.PAUSED],
            "has_example": any(one.example for one in services),
            "areas": sorted(areas, key=lambda area: area.code, reverse=True),
            "source": Source.objects.filter(key=place.source).first(),
            "may_edit": may_edit_place(request.actor, place),
            "structured": "" if place.example else json_ld(facts),
        },
    )
