"""One issue of the city: why it stands there, in which wijken, and joining or parting by hand."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import join_issues, split_part
from wijkhart.agenda.forms.weighing import JoinForm, ReasonForm
from wijkhart.agenda.models import CityIssue, CityWeighing, Issue
from wijkhart.agenda.queries.city_order import rows_of
from wijkhart.agenda.queries.city_words import city_score_words, city_voice_words, pass_words, told_of, why_there
from wijkhart.agenda.views.place import read_again, tried
from wijkhart.agenda.views.weighings import (
    city_issue_or_404,
    editable_weighing,
    names_in,
    weighing_about,
    weighing_or_404,
)
from wijkhart.core.http import Request


@login_not_required
@require_safe
def city_issue_detail(request: Request, pk: UUID, part: int) -> HttpResponse:
    """One issue of the city, with the issues of the wijken under it."""
    weighing = weighing_or_404(request, pk)
    issue, names, rows = city_issue_or_404(weighing, part), names_in(weighing), rows_of(weighing)
    row = next(one for one in rows if one.issue.pk == issue.pk)
    parts = list(issue.parts.all())
    seen = Issue.objects.visible_to(request.actor).filter(pk__in=[one.issue_id for one in parts])
    open_to = set(seen.values_list("pk", flat=True))
    values = {
        **weighing_about(weighing),
        "issue": issue,
        "row": row,
        "voices": city_voice_words(row),
        "score": city_score_words(row),
        "why": why_there(row, told_of(weighing, names, len(rows))),
        "change": pass_words(row, names),
        "parts": [(one, names.get(one.district_code, one.district_code), one.issue_id in open_to) for one in parts],
        "total": len(rows),
        "may_edit": weighing.draft and request.actor.may("agenda.edit", weighing.municipality_code),
    }
    return render(request, "agenda/city_issue_detail.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def city_issue_join(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Say which other issue is the same."""
    weighing = editable_weighing(request, pk)
    issue = city_issue_or_404(weighing, part)
    form = JoinForm(request.POST or None, issue, names_in(weighing))
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        saved = tried(form, lambda: join_issues(by=request.actor, weighing=weighing, kept=issue, **given))
        if saved is not None:
            messages.success(request, _("The two are one issue of the city now."))
            return _to(weighing, saved)
        read_again(form, request, CityWeighing.objects.get(pk=weighing.pk).version)
    values = {**weighing_about(weighing), "issue": issue, "form": form}
    return render(request, "agenda/city_issue_join.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def city_issue_split(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Let the issue of one wijk stand by itself."""
    weighing = editable_weighing(request, pk)
    piece = get_object_or_404(weighing.parts.select_related("city_issue", "weighing"), pk=part)
    form = ReasonForm(request.POST or None, initial={"version": weighing.version})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        saved = tried(form, lambda: split_part(by=request.actor, part=piece, **given))
        if saved is not None:
            messages.success(request, _("It stands by itself now."))
            return _to(weighing, saved)
        read_again(form, request, CityWeighing.objects.get(pk=weighing.pk).version)
    values = {**weighing_about(weighing), "issue": piece.city_issue, "piece": piece, "form": form}
    return render(request, "agenda/city_issue_split.html", values)


def _to(weighing: CityWeighing, issue: CityIssue) -> HttpResponse:
    return redirect("city_issue_detail", weighing.pk, issue.pk)
