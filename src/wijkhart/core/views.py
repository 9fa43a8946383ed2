"""Pages that belong to no part: accessibility, privacy, contact, reporting a vulnerability."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkhart.core.http import Request


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
