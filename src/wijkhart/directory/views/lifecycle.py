"""General offers of line 1: how each steps back, or why it does not (M30)."""

from datetime import date

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.areas.models import Area
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.forms.keeping import LifeCycleFilter
from wijkhart.directory.models import Exit, Service
from wijkhart.directory.perms import may_edit_service

COLUMNS: list[Column[Service]] = [
    Column("naam", gettext_lazy("Name"), lambda row: row.name, ("name",)),
    Column("van", gettext_lazy("Offered by"), lambda row: row.provider.name, ("provider__name", "name")),
    Column("wijk", gettext_lazy("Neighbourhood"), lambda row: district_of(row)),
    Column("afspraak", gettext_lazy("How it goes on"), lambda row: row.get_exit_display(), ("exit", "name")),
    Column("per", gettext_lazy("From which day"), lambda row: row.exit_on, ("exit_on", "name")),
    Column("reden", gettext_lazy("To whom, or why"), lambda row: row.exit_note),
    Column("hulp", gettext_lazy("Who helps after that"), lambda row: row.supported_by.name if row.supported_by else ""),
    Column("tot", gettext_lazy("Helps until"), lambda row: row.supported_until, ("supported_until", "name")),
    Column("voorbeeld", gettext_lazy("Example"), lambda row: row.example),
]
SHOWN = [COLUMNS[number] for number in (0, 1, 2, 3, 4, 6)]


def district_of(service: Service) -> str:
    """The code of the wijk where it is, or for which it is."""
    return service.place.district_code if service.place else service.district_code


@require_safe
def life_cycle_list(request: Request, code: str) -> HttpResponse:
    """Every general offer of line 1, what is agreed about it, and which have neither an exit nor an exception."""
    area = municipality_or_404(code)
    demand(request.actor, "life_cycle.read", code)
    rows = Service.objects.visible_to(request.actor).needing_exit().filter(municipality_code=code)
    filters = LifeCycleFilter(request.GET, code)
    listing = Listing(
        request,
        rows.select_related("provider__kept_by", "place", "supported_by"),
        columns=COLUMNS,
        filters=filters,
        sort="afspraak",
        name=f"levensloop-{code}",
    )
    if file := listing.export():
        return file
    names = dict(Area.objects.current().districts().within(code).values_list("code", "name"))
    today = timezone.localdate()
    values = {
        "area": area,
        "listing": listing,
        "columns": SHOWN,
        "rows": [
            (row, names.get(district_of(row), ""), may_edit_service(request.actor, row), _passed(row, today))
            for row in listing
        ],
        "counts": rows.aggregate(
            all=Count("pk"),
            without=Count("pk", filter=Q(exit=Exit.NONE)),
            exceptions=Count("pk", filter=Q(exit=Exit.EXCEPTION)),
        ),
        "has_example": any(row.example for row in listing),
    }
    return render(request, "directory/life_cycle_list.html", values)


def _passed(service: Service, today: date) -> bool:
    return service.exit_on is not None and service.exit_on < today
