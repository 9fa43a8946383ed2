"""The page of a place, with what happens there."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Area, Source
from wijkhart.core.http import Request
from wijkhart.core.structured import json_ld
from wijkhart.directory.models import LifeCycle, Service
from wijkhart.directory.queries import shown, week_at
from wijkhart.places.models import Place
from wijkhart.places.perms import may_edit_place
from wijkhart.places.structured import place_facts


@login_not_required
@require_safe
def place_detail(request: Request, pk: UUID) -> HttpResponse:
    """One place: where it is, how to get in, what happens there in a week, its rooms, and where we know it from."""
    place = get_object_or_404(Place.objects.visible_to(request.actor).select_related("owner", "manager"), pk=pk)
    services = list(shown(Service.objects.visible_to(request.actor).open().filter(place=place)).order_by("name", "pk"))
    areas = Area.objects.current().filter(code__in=[place.district_code, place.municipality_code])
    facts = place_facts(place) | {"url": request.build_absolute_uri(place.get_absolute_url())}
    return render(
        request,
        "directory/place_detail.html",
        {
            "place": place,
            "rooms": list(place.rooms.all()),
            "photos": place.photos.filter(room=None).defer("content"),
            "items": place.shared_items.all(),
            "week": week_at(one for one in services if one.life_cycle == LifeCycle.RUNNING),
            "without_times": [one for one in services if not one.times.all() or one.life_cycle == LifeCycle.PAUSED],
            "has_example": any(one.example for one in services),
            "areas": sorted(areas, key=lambda area: area.code, reverse=True),
            "source": Source.objects.filter(key=place.source).first(),
            "doors": [(label, reverse(view, args=[place.pk])) for label, view in settings.PLACE_DOORS],
            "may_edit": may_edit_place(request.actor, place),
            "structured": "" if place.example else json_ld(facts),
        },
    )
