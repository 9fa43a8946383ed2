"""Where numbers come from and what they mean; for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wijkhart.areas.models import Measure, Missing
from wijkhart.areas.queries import known_measures, loaded_sources, provenance_of
from wijkhart.core.http import Request


@login_not_required
@require_safe
def source_list(request: Request) -> HttpResponse:
    """Every data set that is in use, with its licence, and every figure with its meaning."""
    context = {"sources": loaded_sources(request.actor), "measures": known_measures(request.actor)}
    return render(request, "areas/source_list.html", context)


@login_not_required
@require_safe
def measure_detail(request: Request, measure: str) -> HttpResponse:
    """What one figure means, of whom it is, and where it comes from."""
    row = get_object_or_404(Measure.objects.visible_to(request.actor), pk=measure)
    context = {"measure": row, "provenance": provenance_of(request.actor, row), "reasons": Missing.choices}
    return render(request, "areas/measure_detail.html", context)
