"""Making the next version of the rules of use, and publishing it."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.accounts.forms import show_refusal
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import discard_rules, edit_rules, publish_rules, start_rules
from wijkhart.places.forms.rules import PublishForm, RulesForm, rearranged, rows_of, typed_rows
from wijkhart.places.models import UseRules
from wijkhart.places.queries.rule_changes import changes_between
from wijkhart.places.queries.rule_gaps import gaps_of
from wijkhart.places.queries.rules import BESIDE

T = TypeVar("T")


@require_POST
def use_rules_start(request: Request, code: str) -> HttpResponse:
    """Begin the next version as a copy of this one."""
    area = municipality_or_404(code)
    try:
        start_rules(by=request.actor, municipality=area.code)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.info(request, refused.message)
    return redirect("use_rules_edit", area.code)


@require_http_methods(["GET", "HEAD", "POST"])
def use_rules_edit(request: Request, code: str) -> HttpResponse:
    """Change the draft: rows are added, moved and taken out by buttons, and kept only by saving."""
    area, draft = municipality_or_404(code), _draft(request, code)
    do = request.POST.get("do", "save")
    if request.method == "POST" and do == "save":
        form = RulesForm(request.POST, typed_rows(request.POST))
        if form.is_valid() and _tried(form, lambda: _saved(request, draft, form)) is not None:
            messages.success(request, _("The draft is saved. It does not count yet."))
            return redirect("use_rules_edit", area.code)
    elif request.method == "POST":
        rows = rearranged(typed_rows(request.POST), do)
        told = {"valid_from": request.POST.get("valid_from"), "version": request.POST.get("version")}
        form = RulesForm(None, rows, initial=told)
    else:
        form = RulesForm(None, rows_of(draft), initial={"valid_from": draft.valid_from, "version": draft.version})
    values = {"area": area, "draft": draft, "form": form, "gaps": gaps_of(draft), "moved": do != "save"}
    return render(request, "places/use_rules_edit.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def use_rules_publish(request: Request, code: str) -> HttpResponse:
    """Look at the draft once more, say why, and make it count."""
    area, draft = municipality_or_404(code), _draft(request, code)
    form = PublishForm(request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        version = told["version"] or 0
        if _tried(form, lambda: publish_rules(by=request.actor, rules=draft, version=version, why=told["why"])):
            messages.success(request, _("The rules are published. They never change; a change is the next version."))
            return redirect("use_rules_version", area.code, draft.number)
    older = UseRules.objects.visible_to(request.actor).filter(municipality_code=code, number=draft.number - 1).first()
    gaps = gaps_of(draft)
    values = {
        "area": area,
        "draft": draft,
        "form": form,
        "gaps": gaps,
        "blocked": any(gap.blocks for gap in gaps),
        "older": older,
        "changes": changes_between(older, draft),
    }
    return render(request, "places/use_rules_publish.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def use_rules_discard(request: Request, code: str) -> HttpResponse:
    """Ask whether the draft may go, and throw it away."""
    area, draft = municipality_or_404(code), _draft(request, code)
    if request.method == "POST":
        discard_rules(by=request.actor, rules=draft)
        messages.success(request, _("The draft is thrown away. The rules stay as they were."))
        return redirect("use_rules_show", area.code)
    return render(request, "places/use_rules_discard.html", {"area": area, "draft": draft})


def _draft(request: Request, code: str) -> UseRules:
    demand(request.actor, "use_rules.edit", code)
    rows = UseRules.objects.visible_to(request.actor).filter(municipality_code=code, published_at=None)
    draft = rows.prefetch_related(*BESIDE).first()
    if draft is None:
        raise Http404(_("There is no draft. Begin one at the rules of use."))
    return draft


def _saved(request: Request, draft: UseRules, form: RulesForm) -> UseRules:
    version = form.cleaned_data["version"] or 0
    return edit_rules(by=request.actor, rules=draft, version=version, facts=form.facts())


def _tried(form: Form, act: Callable[[], T]) -> T | None:
    """What the action gives; None when it is refused, with the reason in the form."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
    return None
