"""The page for whoever wants to use the data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkhart.core.http import Request


@login_not_required
@require_safe
def open_data(request: Request) -> HttpResponse:
    """What is open, under which licence, and how to ask for it, with examples."""
    return render(request, "directory/open_data.html", {"site": request.build_absolute_uri("/").rstrip("/")})
