"""Making the programme of a week: the list, starting one, the page on which it is made, its steps."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.areas.models import Area, Level
from wijkhart.areas.queries import districts_of
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.places.models import Place
from wijkhart.programming.actions import (
    copy_last_week,
    edit_week,
    fill_week,
    publish_week,
    start_week,
    unpublish_week,
)
from wijkhart.programming.forms import StartForm, WeekFilter, WeekForm
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme
from wijkhart.programming.perms import may_edit_line, may_keep_programme, may_keep_week, may_propose
from wijkhart.programming.queries.beside import beside
from wijkhart.programming.queries.reading import by_day, clashes_of, in_full, remarks_of
from wijkhart.programming.views.place import area_or_404, kept_or_404, programme_or_404, tried

COLUMNS: Final[tuple[Column[WeekProgramme], ...]] = (
    Column("week", gettext_lazy("Week from"), lambda row: row.monday, ("monday", "title")),
    Column("titel", gettext_lazy("Title"), lambda row: row.title, ("title", "monday")),
    Column("plek", gettext_lazy("Place"), lambda row: row.place.name if row.place else "", ("place__name", "monday")),
    Column("wijk", gettext_lazy("Wijk"), lambda row: row.district_code, ("district_code", "monday")),
    Column("stand", gettext_lazy("How it stands"), lambda row: row.get_state_display(), ("state", "monday")),
)


@require_safe
def week_programme_list(request: Request, code: str) -> HttpResponse:
    """The week programmes of a municipality that somebody may see."""
    area = area_or_404(code, Level.MUNICIPALITY)
    _ask(request, area)
    rows = WeekProgramme.objects.visible_to(request.actor).filter(municipality_code=area.code).select_related("place")
    form = WeekFilter(request.GET)
    listing = Listing(request, rows, columns=COLUMNS, filters=form, sort="-week", name="weekprogrammas")
    if file := listing.export():
        return file
    wijken = {wijk.code: wijk.name for wijk in districts_of(area.code)}
    waiting = WeekLine.objects.visible_to(request.actor).filter(
        state=LineState.PROPOSED, programme__municipality_code=area.code
    )
    values = {
        "area": area,
        "form": form,
        "listing": listing,
        "rows": [(row, row.place.name if row.place else wijken.get(row.district_code, "")) for row in listing.page],
        "waiting": waiting.count(),
        "may_start": bool(_choices(request, area)),
    }
    return render(request, "programming/week_programme_list.html", values)


def _ask(request: Request, area: Area) -> None:
    if not request.actor.may("week_programme.read", area.code):
        raise NotAllowed(_("Your role does not give you this page."))


def _choices(request: Request, area: Area) -> list[tuple[str, str]]:
    """Of which places and wijken somebody may make the programme."""
    places = Place.objects.visible_to(request.actor).filter(municipality_code=area.code, agreed=True).order_by("name")
    kept = [(str(one.pk), one.name) for one in places if may_keep_week(request.actor, area.code, one)]
    wijken = districts_of(area.code).order_by("name") if may_keep_week(request.actor, area.code, None) else []
    return kept + [(one.code, _("wijk %(name)s") % {"name": one.name}) for one in wijken]


@require_http_methods(["GET", "HEAD", "POST"])
def week_programme_start(request: Request, code: str) -> HttpResponse:
    """Start the programme of one week."""
    area = area_or_404(code, Level.MUNICIPALITY)
    choices = _choices(request, area)
    if not choices:
        raise NotAllowed(_("You may not make the week programme of this place or wijk."))
    initial = {"of": request.GET.get("van", ""), "monday": request.GET.get("week", "")}
    form = StartForm(request.POST or None, choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["of"]
        of: Place | Area = (
            area_or_404(key, Level.DISTRICT)
            if key.startswith("WK")
            else Place.objects.visible_to(request.actor).get(pk=key)
        )
        made = tried(form, lambda: start_week(by=request.actor, of=of, monday=form.week(), facts=form.facts()))
        if made is not None:
            count = made.lines.count()
            said = ngettext("%(count)s line was known already.", "%(count)s lines were known already.", count)
            messages.success(request, _("The programme is started.") + " " + said % {"count": count})
            return redirect(made)
    return render(request, "programming/week_programme_start.html", {"form": form, "area": area})


@require_safe
def week_programme_detail(request: Request, pk: UUID) -> HttpResponse:
    """The page on which a week is made together."""
    programme = programme_or_404(request, pk)
    if not (may_propose(request.actor, programme) or _reads(request, programme)):
        raise Http404
    lines = list(in_full(WeekLine.objects.visible_to(request.actor).filter(programme=programme)))
    play = [line for line in lines if line.state in (LineState.PROPOSED, LineState.AGREED)]
    values = {
        "programme": programme,
        "area": area_or_404(programme.municipality_code, Level.MUNICIPALITY),
        "wijk": area_or_404(programme.district_code, Level.DISTRICT) if programme.district_code else None,
        "days": by_day(programme.days, play),
        "aside": [line for line in lines if line not in play],
        "proposals": [line for line in play if line.state == LineState.PROPOSED],
        "agreed": sum(line.state == LineState.AGREED for line in play),
        "clashes": clashes_of(play),
        "remarks": remarks_of(play),
        "beside": beside(request.actor, programme, play),
        "keeps": may_keep_programme(request.actor, programme),
        "may_add": may_propose(request.actor, programme),
        "mine": {line.pk for line in lines if may_edit_line(request.actor, line)},
        "last_week": _last_week(request, programme),
    }
    return render(request, "programming/week_programme_detail.html", values)


def _reads(request: Request, programme: WeekProgramme) -> bool:
    """Who works in the wijken, and who has a line in it; the public has a page of its own."""
    own = WeekLine.objects.visible_to(request.actor).filter(programme=programme)
    own = own.filter(organisation_id__in=request.actor.organisation_ids)
    return request.actor.may("week_programme.read", programme.municipality_code) or own.exists()


def _last_week(request: Request, programme: WeekProgramme) -> bool:
    before = WeekProgramme.objects.visible_to(request.actor).filter(
        place=programme.place, district_code=programme.district_code, monday=programme.monday - timedelta(weeks=1)
    )
    return before.exists()


@require_http_methods(["GET", "HEAD", "POST"])
def week_programme_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change the title and the words above it."""
    programme = kept_or_404(request, pk)
    told = {"title": programme.title, "intro": programme.intro, "version": programme.version}
    form = WeekForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form, lambda: edit_week(by=request.actor, programme=programme, version=version, facts=form.facts())
        )
        if saved is not None:
            messages.success(request, _("The programme is saved."))
            return redirect(programme)
    return render(request, "programming/week_programme_edit.html", {"form": form, "programme": programme})


STEPS: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    "fill": (fill_week, gettext_lazy("What was known and not in it yet is added.")),
    "copy": (copy_last_week, gettext_lazy("The lines of last week are taken over. Those of others wait for a yes.")),
    "publish": (publish_week, gettext_lazy("The programme is published. Everybody can read the agreed lines.")),
    "unpublish": (unpublish_week, gettext_lazy("The public no longer sees the programme. Nothing in it is lost.")),
}
"""What the buttons above a programme do: the action, and what is said after it."""


@require_POST
def week_programme_step(request: Request, pk: UUID) -> HttpResponse:
    """One step with a whole programme."""
    programme = kept_or_404(request, pk)
    act, done = STEPS.get(request.POST.get("stap", ""), (None, ""))
    if act is None:
        raise Http404
    try:
        act(by=request.actor, programme=programme)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(programme)
