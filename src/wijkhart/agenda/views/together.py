"""Putting signals together, and answering one or a whole group."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.agenda.actions import (
    answer_group,
    answer_signal,
    group_signals,
    leave_group,
    put_on_agenda,
    rename_group,
)
from wijkhart.agenda.actions.answering import AnswerNotMailed
from wijkhart.agenda.actions.placing import piece_of_signals
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.forms.placing import PlacingForm
from wijkhart.agenda.forms.queue import AnswerForm, TitleForm
from wijkhart.agenda.models import Signal, SignalGroup
from wijkhart.agenda.naming_words import seen_in_words
from wijkhart.agenda.perms import may_answer_signals
from wijkhart.agenda.queries.reading import evidence_about, signals_reference
from wijkhart.agenda.queries.signals import like_signals
from wijkhart.agenda.views.areas import municipality_or_404
from wijkhart.agenda.views.place import ask_right, tried
from wijkhart.agenda.views.queue import KINDS, detail_values, signals_seen
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def signal_answer(request: Request, pk: UUID) -> HttpResponse:
    """Answer one signal."""
    signal = get_object_or_404(signals_seen(request), pk=pk)
    _demand(request, signal.municipality_code)
    site = request.build_absolute_uri("/")
    form, seen = _answer_form(request)

    def act(**said: Any) -> None:
        answer_signal(by=request.actor, signal=signal, site=site, **said)

    if request.method == "POST" and form.is_valid() and _answered(request, form, act, seen):
        return redirect(signal)
    signal.refresh_from_db()
    values = {**detail_values(request, signal), "form": form, "seen": seen}
    return render(request, "agenda/signal_answer.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def signalgroup_answer(request: Request, pk: UUID) -> HttpResponse:
    """Give one answer to a whole group."""
    group = get_object_or_404(SignalGroup.objects.visible_to(request.actor), pk=pk)
    _demand(request, group.municipality_code)
    site = request.build_absolute_uri("/")
    form, seen = _answer_form(request)

    def act(**said: Any) -> None:
        answer_group(by=request.actor, group=group, site=site, **said)

    if request.method == "POST" and form.is_valid() and _answered(request, form, act, seen):
        return redirect(group)
    values = {**_group_values(request, group), "form": form, "seen": seen}
    return render(request, "agenda/signalgroup_answer.html", values)


def _answer_form(request: Request) -> tuple[AnswerForm, list[tuple[str, str]]]:
    form = AnswerForm(request.POST or None)
    form.ask_whether_sure(ask="sure" in request.POST)
    return form, []


def _answered(request: Request, form: AnswerForm, act: Callable[..., None], seen: list[tuple[str, str]]) -> bool:
    """Whether the answer is kept; when it is not, the form says why and keeps what was typed."""
    try:
        act(**form.cleaned_data)
    except AnswerNotMailed as refused:
        messages.warning(request, refused.message)
    except NamesAPerson as refused:
        seen.extend(seen_in_words(refused.seen))
        form.fields["sure"] = AnswerForm().fields["sure"]
        add_refusal(form, refused)
        return False
    except Refused as refused:
        add_refusal(form, refused)
        return False
    else:
        messages.success(request, _("Your answer is kept. An address that was given got it by mail, and is wiped."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def signal_gather(request: Request, pk: UUID) -> HttpResponse:
    """Put a signal together with others that say the same."""
    signal = get_object_or_404(signals_seen(request), pk=pk)
    _demand(request, signal.municipality_code)
    form = TitleForm(request.POST if "title" in request.POST else None)
    chosen = request.POST.getlist("signalen")
    if request.method == "POST":
        group = _gathered(request, signal, chosen, form)
        if group is not None:
            messages.success(request, _("These signals stand together now."))
            return redirect(group)
    values = {**detail_values(request, signal), "form": form, "chosen": chosen, "groups": _groups_near(request, signal)}
    return render(request, "agenda/signal_gather.html", values)


def _gathered(request: Request, signal: Signal, chosen: list[str], form: TitleForm) -> SignalGroup | None:
    """The group that was asked for: one that exists, or a new one with the title of the form."""
    visible = Signal.objects.visible_to(request.actor)
    others = list(visible.filter(pk__in=[key for key in chosen if _is_key(key)]))
    existing = request.POST.get("groep", "")
    group = signal.group
    if _is_key(existing):
        group = get_object_or_404(SignalGroup.objects.visible_to(request.actor), pk=existing)
    if group is None and not form.is_valid():
        return None
    try:
        title = "" if group else form.cleaned_data["title"]
        return group_signals(by=request.actor, signals=[signal, *others], title=title, group=group)
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused) if form.is_bound else messages.warning(request, refused.message)
    return None


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _groups_near(request: Request, signal: Signal) -> list[SignalGroup]:
    """Groups that a signal can join: those of the signals that look alike."""
    found = {one.signal.group_id: one.signal.group for one in like_signals(request.actor, signal) if one.signal.group}
    return [group for group in found.values() if group is not None]


@require_http_methods(["GET", "HEAD", "POST"])
def signalgroup_detail(request: Request, pk: UUID) -> HttpResponse:
    """A group: its signals, what looks alike, its title; each signal can be taken out again."""
    group = get_object_or_404(SignalGroup.objects.visible_to(request.actor).select_related("theme"), pk=pk)
    form = TitleForm(request.POST if "title" in request.POST else None, initial={"title": group.title})
    if request.method == "POST" and (answer := _changed(request, group, form)):
        return answer
    return render(request, "agenda/signalgroup_detail.html", {**_group_values(request, group), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def signalgroup_issue(request: Request, pk: UUID) -> HttpResponse:
    """Put a group on an agenda, as evidence under an issue."""
    group = get_object_or_404(SignalGroup.objects.visible_to(request.actor).select_related("theme"), pk=pk)
    code = group.municipality_code
    ask_right(request, "agenda.edit", code)
    form = PlacingForm(
        request.POST or None, request.actor, code, group.district_code, title=group.title, theme=group.theme_id
    )
    if request.method == "POST" and form.is_valid() and form.place is not None:
        place, facts = form.place, form.facts()
        made = tried(
            form, lambda: put_on_agenda(by=request.actor, place=place, facts=facts, piece=piece_of_signals(group))
        )
        if made is not None:
            messages.success(request, _("It stands on the agenda now, with where it comes from."))
            return redirect(made.issue)
    return render(request, "agenda/signalgroup_issue.html", {**_group_values(request, group), "form": form})


def _changed(request: Request, group: SignalGroup, form: TitleForm) -> HttpResponse | None:
    """What a button of the page of a group did; None when the form must be shown again."""
    try:
        if _is_key(key := request.POST.get("eruit", "")):
            leave_group(by=request.actor, signal=get_object_or_404(group.signals, pk=key))
            messages.success(request, _("The signal stands by itself again."))
            gone = not SignalGroup.objects.filter(pk=group.pk).exists()
            return redirect("signal_list", group.municipality_code) if gone else redirect(group)
        if form.is_valid():
            rename_group(by=request.actor, group=group, title=form.cleaned_data["title"])
            messages.success(request, _("The title is changed."))
            return redirect(group)
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused) if form.is_bound else messages.warning(request, refused.message)
    return None


def _group_values(request: Request, group: SignalGroup) -> dict[str, Any]:
    rows = list(signals_seen(request).filter(group=group))
    return {
        "group": group,
        "area": municipality_or_404(group.municipality_code),
        "signals": [(row, KINDS[row.state]) for row in rows],
        "waiting": sum(row.waits for row in rows),
        "addresses": sum(bool(row.email) for row in rows),
        "on_agendas": evidence_about(request.actor, signals_reference(group)),
        "may_place": request.actor.may("agenda.edit", group.municipality_code),
        "may_answer": may_answer_signals(request.actor, group.municipality_code),
    }


def _demand(request: Request, municipality: str) -> None:
    if not may_answer_signals(request.actor, municipality):
        raise NotAllowed(_("You may not answer signals in this municipality."))
