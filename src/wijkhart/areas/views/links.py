"""Links between areas of older divisions and those of today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from wijkhart.areas.actions import link_areas, unlink_areas
from wijkhart.areas.forms import AreaLinkForm
from wijkhart.areas.models import Area, AreaLink
from wijkhart.areas.queries import links_within, new_districts, unjoined_districts
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request


@never_cache
def area_link_list(request: Request, code: str) -> HttpResponse:
    """What does not join in this municipality, which links there are, and a form for a new one."""
    town = get_object_or_404(Area.objects.current().municipalities(), code=code)
    if not request.actor.may("areas.import", code):
        raise NotAllowed(_("Your role does not give you this page."))
    form = AreaLinkForm(request.POST or None, municipality=code)
    if request.method == "POST" and (_removed(request, code) or _linked(request, form)):
        return redirect("area_link_list", code)
    context = {
        "town": town,
        "form": form,
        "links": links_within(request.actor, code),
        "unjoined": unjoined_districts(request.actor, code),
        "new": new_districts(request.actor, code),
    }
    return render(request, "areas/area_link_list.html", context, status=400 if form.errors else 200)


def _removed(request: Request, code: str) -> bool:
    asked = request.POST.get("remove", "")
    if not asked.isdecimal():
        return False
    link = get_object_or_404(AreaLink, pk=int(asked), successor__municipality_code=code)
    unlink_areas(by=request.actor, link=link)
    messages.success(request, _("The link has been taken away."))
    return True


def _linked(request: Request, form: AreaLinkForm) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    try:
        link_areas(
            by=request.actor,
            predecessor=told["predecessor"],
            successor=told["successor"],
            share=told["percent"] / 100,
            origin=told["origin"],
        )
    except Refused as refused:
        add_refusal(form, Refused(refused.message, field=refused.field.replace("share", "percent")))
        return False
    messages.success(request, _("The link has been saved."))
    return True
