"""The page on which the norm for the use of rooms is set."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.accounts.forms import show_refusal
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import set_norms
from wijkhart.places.forms import NormForm
from wijkhart.places.models import Place, UseNorm


@require_http_methods(["GET", "HEAD", "POST"])
def use_norm(request: Request, code: str) -> HttpResponse:
    """The norm of a municipality; with `?plek=` what differs for one place."""
    area = municipality_or_404(code)
    demand(request.actor, "use_norm.edit", area.code)
    places = Place.objects.visible_to(request.actor).filter(municipality_code=area.code, rooms__isnull=False).distinct()
    place = get_object_or_404(places, pk=_key(request)) if "plek" in request.GET else None
    norms = UseNorm.objects.visible_to(request.actor).filter(municipality_code=area.code)
    initial = NormForm.told_of(norms.filter(place=place), for_place=place is not None)
    form = NormForm(request.POST or None, for_place=place is not None, initial=initial)
    if request.method == "POST" and form.is_valid():
        about = {"municipality": area.code, "place": place, "before": form.cleaned_data["before"]}
        try:
            set_norms(by=request.actor, facts=form.facts(), **about)
        except NotAllowed:
            raise
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The norm is saved. It counts from now on; what is booked stays."))
            return redirect(reverse("use_norm", args=[area.code]))
    differing = set(norms.exclude(place=None).values_list("place_id", flat=True))
    rows = [(one, one.pk in differing) for one in places.order_by("name")]
    return render(request, "places/use_norm.html", {"form": form, "area": area, "place": place, "rows": rows})


def _key(request: Request) -> UUID | None:
    try:
        return UUID(request.GET["plek"])
    except ValueError:
        return None
