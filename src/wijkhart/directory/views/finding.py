"""Finding what there is: the list, and the same list on somebody else's page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.http import Request
from wijkhart.core.lists import Column
from wijkhart.directory import cards
from wijkhart.directory.actions import note_search
from wijkhart.directory.asked import question, shortcuts, wishes, without_reading
from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.models import Service
from wijkhart.directory.results import Results
from wijkhart.directory.spots import map_of
from wijkhart.directory.wider import wider

PER_PAGE = 20
COLUMNS: list[Column[Service]] = [
    Column("naam", _("Name"), lambda service: service.name),
    Column("afstand", _("Distance"), lambda service: _metres(service)),
    Column("wanneer", _("When"), cards.when),
    Column("begint", _("First time"), lambda service: _begins(service)),
    Column("plek", _("Place"), cards.where),
    Column("adres", _("Address"), lambda service: service.place.address if service.place else ""),
    Column("voor", _("For whom"), lambda service: ", ".join(str(group) for group in service.target_groups.all())),
    Column("vanaf_jaar", _("Youngest age"), lambda service: service.minimum_age),
    Column("tot_jaar", _("Oldest age"), lambda service: service.maximum_age),
    Column("thema", _("Subject"), lambda service: ", ".join(str(theme) for theme in service.themes.all())),
    Column("prijs", _("Price in euro"), lambda service: service.price),
    Column("plaatsen", _("People per time"), lambda service: service.capacity),
    Column("nog_plek", _("Whether there is room"), lambda service: service.get_availability_display()),
    Column("talen", _("Languages"), lambda service: ", ".join(["nl", *service.languages])),
    Column("aanbieder", _("Offered by"), lambda service: service.provider.name),
    Column("formeel", _("Formal"), lambda service: service.provider.formal),
    Column("subsidie", _("Subsidised"), lambda service: service.provider.subsidised),
    Column("lijn", _("Line"), lambda service: service.line),
    Column("bevestigd", _("Confirmed on"), lambda service: service.confirmed_at),
    Column("voorbeeld", _("Example"), lambda service: service.example),
]


def _metres(service: Service) -> int | None:
    hit = getattr(service, "hit", None)
    return None if hit is None or hit.distance is None else round(hit.distance)


def _begins(service: Service) -> Any:
    hit = getattr(service, "hit", None)
    return timezone.localtime(hit.begins) if hit is not None and hit.begins else ""


@login_not_required
@require_safe
def service_list(request: Request) -> HttpResponse:
    """Find what there is."""
    services = Service.objects.visible_to(request.actor).open()
    form = ServiceFilter(request.GET, services)
    listing = Results(request, services, columns=COLUMNS, form=form, per_page=PER_PAGE, name="aanbod")
    if file := listing.export():
        return file
    page = listing.page
    shown = cards.cards(page, listing.search)
    values = {
        "form": form,
        "listing": listing,
        "page": page,
        "cards": shown,
        "map": map_of(shown, form, listing.search) if page else None,
        "wishes": wishes(request, form),
        "shortcuts": shortcuts(request, form, timezone.localdate()),
        "without_reading": without_reading(request) if form.reading.pieces else "",
        "literal": bool(form.asked.get("letterlijk")),
        "has_example": any(service.example for service in page),
        **(_nothing(request, form, listing) if not page else {"wider": [], "remembered": False}),
    }
    form.count(listing.found.facets)
    return render(request, "directory/service_list.html", values)


def _nothing(request: Request, form: ServiceFilter, listing: Results) -> dict[str, Any]:
    """What does give results, and the sign that this was looked for."""
    remembered = form.is_valid() and not form.not_located
    return {
        "question": question(form),
        "wider": wider(form, listing.found),
        "remembered": remembered
        and note_search(by=request.actor, asked=listing.search, municipality=form.municipality),
    }


@login_not_required
@require_safe
def service_embed(request: Request) -> HttpResponse:
    """A bare list in a frame on a site that this installation allows it; keeps nothing of the visitor."""
    origins = settings.EMBED_ALLOWED
    if not origins:
        raise Http404(_("This site does not lend its list to other sites."))
    services = Service.objects.visible_to(ANONYMOUS).open()
    form = ServiceFilter(request.GET, services)
    listing = Results(request, services, columns=COLUMNS, form=form, per_page=PER_PAGE, name="aanbod")
    page = listing.page
    values = {"form": form, "listing": listing, "page": page, "cards": cards.cards(page, listing.search)}
    response = render(request, "directory/service_embed.html", values)
    framed: Any = response
    framed._csp_replace = {"frame-ancestors": list(origins)}
    framed.xframe_options_exempt = True
    framed.cookieless = True
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
