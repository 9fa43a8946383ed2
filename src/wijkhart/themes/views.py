"""The pages of the shared words; for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wijkhart.core.http import Request
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.themes.queries import condition_of, fixed_words, target_groups_in_use, themes_with_needs
from wijkhart.themes.skos import turtle


@login_not_required
@require_safe
def theme_list(request: Request) -> HttpResponse:
    """The twelve themes, for whom, and the fixed lists behind them."""
    context = {
        "themes": themes_with_needs(request.actor),
        "groups": target_groups_in_use(request.actor),
        "fixed": fixed_words(),
    }
    return render(request, "themes/theme_list.html", context)


@login_not_required
@require_safe
def theme_detail(request: Request, key: str) -> HttpResponse:
    """One theme with what people come for, in their own words."""
    theme = get_object_or_404(themes_with_needs(request.actor), pk=key)
    context = {"theme": theme, "needs": theme.needs.all(), "condition": condition_of(theme)}
    return render(request, "themes/theme_detail.html", context)


@login_not_required
@require_safe
def theme_skos(request: Request) -> HttpResponse:
    """The whole list as SKOS in Turtle, retired words too."""
    themes = Theme.objects.visible_to(request.actor).prefetch_related("needs")
    groups = TargetGroup.objects.visible_to(request.actor)
    text = "".join(turtle(request.build_absolute_uri("/"), themes, groups, fixed_words()))
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")
