"""Pages that belong to no part: accessibility, privacy, contact, reporting a vulnerability."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
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
