"""Pages that belong to no part: accessibility, privacy, contact, reporting a vulnerability."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wijkhart.core.actors import Scope
from wijkhart.core.http import Request
from wijkhart.core.icons import ICONS
from wijkhart.core.lists import Column, Listing
from wijkhart.core.patterns import PatternFilter, PatternForm

COLUMNS: Final = (
    Column[ContentType]("part", _("Part"), lambda row: row.app_label, ("app_label", "model")),
    Column[ContentType]("kind", _("Kind"), lambda row: row.model, ("model",)),
    Column[ContentType]("number", _("Number"), lambda row: row.pk),
)
"""The example list of the pattern page: the kinds of things this installation knows."""


@login_not_required
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """How far everybody can use this site, and what to do if not."""
    return render(request, "core/accessibility.html")


@login_not_required
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept about visitors, and why."""
    return render(request, "core/privacy.html")


@login_not_required
@require_safe
def contact(request: Request) -> HttpResponse:
    """Who answers for this site."""
    return render(request, "core/contact.html")


@login_not_required
@require_safe
def vulnerability(request: Request) -> HttpResponse:
    """How to report a weak spot in the software."""
    return render(request, "core/vulnerability.html")


@login_not_required
@require_safe
def patterns(request: Request) -> HttpResponse:
    """Every component on one page, for those who build and those who judge; hidden from everybody else."""
    if not (settings.DEBUG or request.actor.scope("patterns.read") != Scope()):
        raise Http404
    listing = Listing(
        request, ContentType.objects.all(), columns=COLUMNS, filters=PatternFilter(request.GET), sort="part", per_page=5
    )
    values = {
        "listing": listing,
        "filters": listing.filters,
        "form": PatternForm({"email": "jan@"}) if "fout" in request.GET else PatternForm(),
        "kinds": ["neutral", "info", "ok", "warning", "error", "accent"],
        "names": ["Open tafel", "Koffie in de buurtkamer", "Samen wandelen"],
        "icons": list(ICONS),
        "moment": timezone.now(),
        "missing": None,
    }
    return listing.export() or render(request, "core/patterns.html", values)


@login_not_required
@require_safe
def security_txt(request: Request) -> HttpResponse:
    """Whom to tell about a weak spot, for machines (RFC 9116)."""
    page = request.build_absolute_uri(reverse("vulnerability"))
    expires = timezone.now().astimezone(dt.UTC).replace(microsecond=0) + dt.timedelta(days=180)
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else f"Contact: {page}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Policy: {page}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
