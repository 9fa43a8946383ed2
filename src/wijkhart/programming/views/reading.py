"""The published week of a place or a wijk: for everybody, on the screen, on paper and in a calendar of one's own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Level
from wijkhart.core.formats import clock, day
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.core.structured import json_ld
from wijkhart.places.models import Place
from wijkhart.programming.forms import LineFilter
from wijkhart.programming.ical import week_ical
from wijkhart.programming.models import WeekLine, WeekLineQuerySet, WeekProgramme
from wijkhart.programming.perms import may_keep_programme, may_keep_week, may_propose
from wijkhart.programming.queries.reading import by_day, in_full, programme_of
from wijkhart.programming.structured import week_events
from wijkhart.programming.views.place import area_or_404, monday_of

MOST: Final = 500
COLUMNS: Final[tuple[Column[WeekLine], ...]] = (
    Column("dag", gettext_lazy("Day"), lambda line: line.day, ("day", "starts", "title")),
    Column("van", gettext_lazy("From"), lambda line: clock(line.starts)),
    Column("tot", gettext_lazy("Until"), lambda line: clock(line.ends)),
    Column("wat", gettext_lazy("What there is to do"), lambda line: line.title),
    Column("wie", gettext_lazy("Made by"), lambda line: line.maker),
    Column("waar", gettext_lazy("Where"), lambda line: line.where),
    Column("voor", gettext_lazy("For whom"), lambda line: ", ".join(one.label for one in line.target_groups.all())),
    Column("thema", gettext_lazy("Subject"), lambda line: ", ".join(one.label for one in line.themes.all())),
    Column("open", gettext_lazy("Anybody may walk in"), lambda line: line.open_to_all),
    Column("meer", gettext_lazy("More about it"), lambda line: line.about),
)


@login_not_required
@require_safe
def place_week(request: Request, pk: UUID) -> HttpResponse:
    """The week of a place."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    programme = programme_of(request.actor, monday_of(request), place=pk)
    values: dict[str, Any] = {"name": place.name, "up_url": place.get_absolute_url(), "place": place}
    values["file_url"] = reverse("place_week_file", args=[pk])
    values["may_keep"] = may_keep_week(request.actor, place.municipality_code, place)
    values["list_url"] = reverse("week_programme_list", args=[place.municipality_code])
    values["makes"] = request.actor.may("week_programme.edit_own", place.municipality_code)
    return _page(request, programme, values)


@login_not_required
@require_safe
def district_week(request: Request, code: str) -> HttpResponse:
    """The week of a wijk."""
    area = area_or_404(code, Level.DISTRICT)
    programme = programme_of(request.actor, monday_of(request), district=area.code)
    values: dict[str, Any] = {"name": area.name, "up_url": area.get_absolute_url(), "place": None}
    values["file_url"] = reverse("district_week_file", args=[area.code])
    values["may_keep"] = may_keep_week(request.actor, area.municipality_code, None)
    values["list_url"] = reverse("week_programme_list", args=[area.municipality_code])
    values["makes"] = request.actor.may("week_programme.edit_own", area.municipality_code or "")
    return _page(request, programme, values)


def _page(request: Request, programme: WeekProgramme | None, values: Mapping[str, Any]) -> HttpResponse:
    monday = monday_of(request)
    lines = _lines(request, programme)
    form = LineFilter(request.GET, lines)
    listing = Listing(request, lines, columns=COLUMNS, filters=form, sort="dag", per_page=MOST, name="weekprogramma")
    if file := listing.export():
        return file
    rows = list(listing.page)
    example = programme is not None and programme.example
    events = week_events(rows, request.build_absolute_uri())
    shown = {
        **values,
        "programme": programme,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(weeks=1),
        "after": monday + timedelta(weeks=1),
        "form": form,
        "listing": listing,
        "days": by_day([monday + timedelta(days=n) for n in range(7)], rows),
        "may_add": may_propose(request.actor, programme) if programme else values["makes"],
        "may_keep": values["may_keep"] or (programme is not None and may_keep_programme(request.actor, programme)),
        "structured": json_ld({"@graph": events}) if events and not example else "",
    }
    return render(request, "programming/week_public.html", shown)


def _lines(request: Request, programme: WeekProgramme | None) -> WeekLineQuerySet:
    rows = in_full(WeekLine.objects.visible_to(request.actor).shown())
    return rows.filter(programme=programme) if programme else rows.none()


@login_not_required
@require_safe
def place_week_file(request: Request, pk: UUID) -> HttpResponse:
    """The week of a place, for a calendar of one's own."""
    get_object_or_404(Place.objects.visible_to(request.actor), pk=pk)
    return _file(request, programme_of(request.actor, monday_of(request), place=pk))


@login_not_required
@require_safe
def district_week_file(request: Request, code: str) -> HttpResponse:
    """The week of a wijk, for a calendar of one's own."""
    area = area_or_404(code, Level.DISTRICT)
    return _file(request, programme_of(request.actor, monday_of(request), district=area.code))


def _file(request: Request, programme: WeekProgramme | None) -> HttpResponse:
    """The week as a file; an empty one where nothing is published, so that a calendar never stumbles."""
    name = f"{programme.title}, {day(programme.monday)}" if programme else _("Week programme")
    url = request.build_absolute_uri(programme.public_url) if programme else ""
    example = programme is not None and programme.example
    return HttpResponse(
        week_ical(name, _lines(request, programme), url, example=example),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="weekprogramma.ics"'},
    )
