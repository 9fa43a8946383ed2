"""The wijk analysis: what is published for everybody; the draft, its words and versions for who works on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.actions import new_version, publish_analysis, renew_facts, save_words
from wijkhart.agenda.actions.analysis import Overtaken
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.models import WijkAnalysis
from wijkhart.agenda.naming_words import seen_in_words
from wijkhart.agenda.perms import may_edit_analysis
from wijkhart.areas.models import Area
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.portal.formats.analysis_paper import analysis_pdf
from wijkhart.portal.forms import Clash, WordsForm
from wijkhart.portal.queries.analysis import facts_now
from wijkhart.portal.queries.analysis_parts import differences, parts_of
from wijkhart.portal.views.areas import names_the_area


def _district(request: Request, code: str) -> Area:
    return Area.objects.visible_to(request.actor).current().districts().get(code=code)


def _versions(request: Request, area: Area) -> QuerySet[WijkAnalysis]:
    """What this visitor may see, the newest first."""
    return WijkAnalysis.objects.visible_to(request.actor).filter(district_code=area.code).order_by("-number")


def _values(request: Request, area: Area, analysis: WijkAnalysis | None) -> dict[str, Any]:
    versions = list(_versions(request, area))
    return {
        "area": area,
        "analysis": analysis,
        "parts": parts_of(analysis) if analysis else (),
        "versions": versions,
        "draft": next((one for one in versions if one.published_on is None), None),
        "may_edit": may_edit_analysis(request.actor, area.municipality_code),
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@names_the_area
def district_analysis(request: Request, code: str) -> HttpResponse:
    """The newest version that this visitor may see: published for everybody, the draft for who works there."""
    area = _district(request, code)
    if request.method == "POST":
        return _begun(request, area)
    newest = _versions(request, area).first()
    return render(request, "portal/district_analysis.html", _values(request, area, newest))


def _begun(request: Request, area: Area) -> HttpResponse:
    if not may_edit_analysis(request.actor, area.municipality_code):
        raise NotAllowed(_("You may not work on the analysis of this wijk."))
    try:
        made = new_version(by=request.actor, area=area, facts=facts_now(request.actor, area))
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect("district_analysis", area.code)
    return redirect("analysis_edit", area.code, made.number)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@names_the_area
def analysis_version(request: Request, code: str, number: int) -> HttpResponse:
    """One version as it was; a draft can be published from here, or get the facts of now."""
    area = _district(request, code)
    analysis = get_object_or_404(_versions(request, area), number=number)
    if request.method == "POST":
        return _moved(request, area, analysis)
    return render(request, "portal/analysis_version.html", _values(request, area, analysis))


def _moved(request: Request, area: Area, analysis: WijkAnalysis) -> HttpResponse:
    """What a button under a draft did."""
    if not may_edit_analysis(request.actor, area.municipality_code):
        raise NotAllowed(_("You may not work on the analysis of this wijk."))
    version = request.POST.get("version", "")
    try:
        if request.POST.get("wat") == "vernieuwen":
            renew_facts(by=request.actor, analysis=analysis, facts=facts_now(request.actor, area))
            messages.success(request, _("The draft shows the facts of today. Your words are as they were."))
        else:
            publish_analysis(by=request.actor, analysis=analysis, version=int(version) if version.isdecimal() else 0)
            messages.success(request, _("The analysis is public now."))
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect("analysis_version", area.code, analysis.number)


@require_http_methods(["GET", "HEAD", "POST"])
@names_the_area
def analysis_edit(request: Request, code: str, number: int) -> HttpResponse:
    """The team's own words beside the facts of a draft."""
    area = _district(request, code)
    if not may_edit_analysis(request.actor, area.municipality_code):
        raise NotAllowed(_("You may not work on the analysis of this wijk."))
    analysis = get_object_or_404(_versions(request, area), number=number)
    if analysis.published_on:
        return redirect("analysis_version", area.code, number)
    form = WordsForm(request.POST or None, analysis)
    met: list[Clash] = []
    seen: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid() and _saved(request, analysis, form, met, seen):
        return redirect("analysis_version", area.code, number)
    boxes = [(part, form[part.key], form[f"was-{part.key}"]) for part in parts_of(analysis)]
    values = {**_values(request, area, analysis), "form": form, "boxes": boxes, "met": met, "seen": seen}
    values["asks"] = "sure" in form.fields
    return render(request, "portal/analysis_edit.html", values)


def _saved(
    request: Request, analysis: WijkAnalysis, form: WordsForm, met: list[Clash], seen: list[tuple[str, str]]
) -> bool:
    said = {"words": form.words(), "version": form.cleaned_data["version"], "sure": "sure" in request.POST}
    try:
        save_words(by=request.actor, analysis=analysis, **said)
    except Overtaken as refused:
        met.extend(form.meet(refused.saved))
        add_refusal(form, refused)
        return False
    except NamesAPerson as refused:
        seen.extend(seen_in_words(refused.seen))
        form.fields["sure"] = WordsForm({"sure": ""}, analysis).fields["sure"]
        add_refusal(form, refused)
        return False
    except Refused as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, _("Your words are kept."))
    return True


@login_not_required
@require_safe
@names_the_area
def analysis_compare(request: Request, code: str) -> HttpResponse:
    """Two versions side by side: what changed in words and facts."""
    area = _district(request, code)
    versions = list(_versions(request, area))
    old, new = _asked(request, versions, "een", 1), _asked(request, versions, "ander", 0)
    values = {
        "area": area,
        "versions": versions,
        "old": old,
        "new": new,
        "differences": differences(old, new) if old and new else [],
    }
    return render(request, "portal/analysis_compare.html", values)


def _asked(request: Request, versions: list[WijkAnalysis], name: str, place: int) -> WijkAnalysis | None:
    """The version that was asked for, else the newest or the one before it."""
    asked = request.GET.get(name, "")
    wanted = [one for one in versions if asked == str(one.number)] or versions[place : place + 1]
    return wanted[0] if wanted else None


@login_not_required
@require_safe
@names_the_area
def analysis_download(request: Request, code: str, number: int) -> HttpResponse:
    """One version as PDF."""
    area = _district(request, code)
    analysis = _versions(request, area).filter(number=number).first()
    if analysis is None:
        raise Http404(_("There is no such version of this analysis."))
    name = f"wijkanalyse-{area.code}-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(analysis_pdf(area, analysis), content_type="application/pdf", headers=headers)
