"""The concept of a place: what it is for, and the rules that follow from that."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.forms import show_refusal
from wijkhart.core.errors import Refused
from wijkhart.core.http import Request
from wijkhart.places.actions import (
    add_concept_rule,
    edit_concept_rule,
    raise_concept_rule,
    remove_concept_rule,
    set_vision,
)
from wijkhart.places.forms import ConceptRuleForm, VisionForm
from wijkhart.places.models import ConceptRule, Place
from wijkhart.places.perms import may_edit_place
from wijkhart.places.queries.concept import group_names, rule_in_words, rules_of
from wijkhart.places.queries.concept_week import week_of
from wijkhart.places.views.rooms import demand_editor


@login_not_required
@require_safe
def place_concept(request: Request, pk: UUID) -> HttpResponse:
    """What a place is for, and which hours are for whom."""
    return render(request, "places/place_concept.html", _about(request, _place(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def place_concept_edit(request: Request, pk: UUID) -> HttpResponse:
    """Say what a place is for; and the way to each rule."""
    place = _edited(request, pk)
    form = VisionForm(request.POST or None, initial={"concept": place.concept, "version": place.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            set_vision(by=request.actor, place=place, version=told["version"] or 0, text=told["concept"])
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The concept is saved."))
            return redirect("place_concept", place.pk)
    return render(request, "places/place_concept_edit.html", {**_about(request, place), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def place_concept_rule_add(request: Request, pk: UUID) -> HttpResponse:
    """One more rule."""
    place = _edited(request, pk)
    form = ConceptRuleForm(request.POST or None, place)
    if request.method == "POST" and form.is_valid():
        try:
            add_concept_rule(by=request.actor, place=place, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The rule is saved. It counts for new bookings."))
            return redirect("place_concept_edit", place.pk)
    return render(request, "places/place_concept_rule_add.html", {"place": place, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def place_concept_rule_edit(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Change a rule."""
    place = _edited(request, pk)
    rule = get_object_or_404(_rules(request, place), pk=part)
    form = ConceptRuleForm(request.POST or None, place, initial=ConceptRuleForm.told_of(rule))
    if request.method == "POST" and form.is_valid():
        try:
            edit_concept_rule(by=request.actor, rule=rule, facts=form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The rule is saved. It counts for new bookings."))
            return redirect("place_concept_edit", place.pk)
    return render(request, "places/place_concept_rule_edit.html", {"place": place, "form": form})


@require_POST
def place_concept_rule_remove(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Take a rule out."""
    place = _edited(request, pk)
    remove_concept_rule(by=request.actor, rule=get_object_or_404(_rules(request, place), pk=part))
    messages.success(request, _("The rule is taken out."))
    return redirect("place_concept_edit", place.pk)


@require_POST
def place_concept_rule_up(request: Request, pk: UUID, part: int) -> HttpResponse:
    """Put a rule one place higher."""
    place = _edited(request, pk)
    raise_concept_rule(by=request.actor, rule=get_object_or_404(_rules(request, place), pk=part))
    return redirect("place_concept_edit", place.pk)


def _rules(request: Request, place: Place) -> QuerySet[ConceptRule]:
    return ConceptRule.objects.visible_to(request.actor).filter(place=place)


def _place(request: Request, pk: UUID) -> Place:
    return get_object_or_404(Place.objects.visible_to(request.actor).select_related("owner"), pk=pk)


def _edited(request: Request, pk: UUID) -> Place:
    place = _place(request, pk)
    demand_editor(request, place)
    return place


def _about(request: Request, place: Place) -> dict[str, object]:
    rules = list(enumerate(rules_of(place), start=1))
    names = group_names(rule for _number, rule in rules)
    return {
        "place": place,
        "rules": [(number, rule, rule_in_words(rule, names)) for number, rule in rules],
        "week": week_of(rules) if rules else [],
        "weekdays": range(7),
        "may_edit": may_edit_place(request.actor, place),
    }
