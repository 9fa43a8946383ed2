"""The doors of the portal: all public, all reading."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.areas.models import Area
from wijkhart.coordination.perms import may_read_scenarios, may_recompute, may_start_alliances
from wijkhart.coordination.queries.alliances import alliances_in, news_of
from wijkhart.core.http import Request
from wijkhart.portal.formats import render as render_picture
from wijkhart.portal.queries import (
    agreed_in,
    district_by_words,
    home_of,
    municipality_for_host,
    municipality_picture,
    today_of,
    topics_of,
    wijkbeeld,
)

DOWNLOADS = {"json": "application/json", "pdf": "application/pdf"}
View = Callable[..., HttpResponse]
WORK = (
    ("agenda.read_draft", "agenda_list", gettext_lazy("Agendas")),
    ("team.read", "decision_list", gettext_lazy("Decisions of wijk teams")),
    ("signal.read", "signal_list", gettext_lazy("Signals")),
    ("use.read", "use_overview", gettext_lazy("Use of rooms")),
    ("siting.read", "siting_costs", gettext_lazy("What places cost")),
    ("week_programme.read", "week_programme_list", gettext_lazy("Week programmes")),
    ("alliance.read", "obstacle_list", gettext_lazy("Obstacles")),
    ("alliance.read", "handover_list", gettext_lazy("Handovers to residents")),
    ("overlap.read", "overlap_list", gettext_lazy("Overlaps")),
    ("scenario.read", "what_if", gettext_lazy("What if?")),
    ("scenario.read", "scenario_list", gettext_lazy("Scenarios")),
    ("coverage.read_history", "run_list", gettext_lazy("Computations")),
    ("service.approve", "service_change_list", gettext_lazy("Changes that wait")),
    ("life_cycle.read", "life_cycle_list", gettext_lazy("How offers go on without line 1")),
    ("provider.call", "freshness_overview", gettext_lazy("Confirmed entries")),
    ("provider.call", "call_list", gettext_lazy("Providers to call")),
    ("suggestion.answer", "suggestion_list", gettext_lazy("Messages about entries")),
    ("search_sign.read", "search_sign_list", gettext_lazy("Looked for in vain")),
    ("member.read", "member_list", gettext_lazy("Members")),
    ("audit.read", "audit_list", gettext_lazy("Log")),
)
"""Pages of a municipality for who holds a right there: the right, the address, and its name."""


def names_the_area(view: View) -> View:
    """An unknown or old code becomes a 404 that says what to do, not a fault."""

    @wraps(view)
    def answer(request: Request, code: str, **rest: Any) -> HttpResponse:
        try:
            return view(request, code.upper(), **rest)
        except Area.DoesNotExist as error:
            message = _("The code %(code)s is not on the map of today. Choose a municipality or wijk from the list.")
            raise Http404(message % {"code": code}) from error

    return answer


@login_not_required
def home(request: Request) -> HttpResponse:
    """The resident's home of this municipality; where there are several, the choice between them."""
    area = municipality_for_host(request.actor, request.get_host())
    if area is None:
        return redirect("municipality_list")
    shown = home_of(request.actor, area, timezone.localdate())
    return render(request, "portal/home.html", {"home": shown, "today": shown.today})


@login_not_required
def search(request: Request) -> HttpResponse:
    """The short address of finding something: the list of services, with the same question."""
    query = request.GET.urlencode()
    return redirect(reverse("service_list") + (f"?{query}" if query else ""))


@login_not_required
def municipality_list(request: Request) -> HttpResponse:
    """All municipalities that have wijken here."""
    loaded = Area.objects.visible_to(request.actor).current().districts().values("municipality_code")
    found = Area.objects.visible_to(request.actor).current().municipalities().filter(code__in=loaded).order_by("name")
    words = request.GET.get("naam", "").strip()
    shown = found.filter(name__icontains=words) if words else found
    return render(
        request,
        "portal/municipality_list.html",
        {"municipalities": shown, "words": words, "count": found.count()},
    )


@login_not_required
@names_the_area
def municipality_detail(request: Request, code: str) -> HttpResponse:
    """One figure or gap over all wijken: a map, and a table that ranks them."""
    picture = municipality_picture(request.actor, code, request.GET.get("toon", ""))
    work = [(label, reverse(view, args=[code])) for right, view, label in WORK if request.actor.may(right, code)]
    context = {"picture": picture, "topics": topics_of(request.actor, code), "work": work}
    context["alliance_news"] = news_of(request.actor, code)
    return render(request, "portal/municipality_detail.html", context)


@login_not_required
def district_list(request: Request) -> HttpResponse:
    """From a postcode or the name of a wijk to its page; without a hit, the list with the question kept."""
    words = request.GET.get("wijk", "").strip()
    area = municipality_for_host(request.actor, request.get_host())
    found = district_by_words(request.actor, area.code if area else "", words)
    if len(found.districts) == 1 and found.exact:
        return redirect(found.districts[0].get_absolute_url())
    return render(request, "portal/district_list.html", {"found": found, "words": words, "area": area})


@login_not_required
@names_the_area
def district_detail(request: Request, code: str) -> HttpResponse:
    """The wijk: public part first, the part for professionals below."""
    picture = wijkbeeld(request.actor, code)
    today = today_of(request.actor, picture.area, timezone.localdate())
    values = {
        "picture": picture,
        "today": today,
        "may_read_draft": request.actor.may("agenda.read_draft", picture.municipality.code),
        "agreed": agreed_in(request.actor, picture.area),
        "may_ask": may_read_scenarios(request.actor, picture.municipality.code),
        "may_recompute": may_recompute(request.actor, picture.municipality.code),
        "may_ally": may_start_alliances(request.actor, picture.municipality.code),
        "alliances": alliances_in(request.actor, picture.area),
    }
    return render(request, "portal/district_detail.html", values)


@login_not_required
@names_the_area
def district_download(request: Request, code: str, wanted: str) -> HttpResponse:
    """The same picture as JSON or PDF."""
    if wanted not in DOWNLOADS:
        raise Http404(_("The wijk picture can be downloaded as json or pdf."))
    content = render_picture(wijkbeeld(request.actor, code), wanted)
    name = f"wijkbeeld-{code}.{wanted}"
    return HttpResponse(
        content,
        content_type=DOWNLOADS[wanted],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
