"""What if we add, move, change or close something."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wijkhart.coordination.change_words import KIND_LABELS, Labels, labels, words_of
from wijkhart.coordination.changes import PARAMETERS, Asked, asked_in, query_of
from wijkhart.coordination.outcome_words import file_rows, headings, picture_of
from wijkhart.coordination.perms import may_keep_scenarios, may_read_scenarios
from wijkhart.coordination.queries import coverage_problem
from wijkhart.coordination.queries.changing import Stage, Step, stage_of, steps_of
from wijkhart.coordination.queries.problem import Inputs
from wijkhart.coordination.queries.what_if import outcome_of
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.what_if_forms import FORMS, ChangeForm, beforehand
from wijkhart.core.errors import NotAllowed
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: Request, code: str) -> HttpResponse:
    """The changes in the address, and what they would do; nothing is stored.

    The address, so that others can link to it (`query_of` writes the first five):

    - `erbij=name~themes~groups~where~parts~people~times`: add; lists joined by commas; `where` is the key of a place, a
      code of a wijk (at home there) or of the municipality (at home everywhere); `times` a week in each part of day
    - `verplaats=service~place`, `anders=service~people~morning~afternoon~evening` (empty: as it is now),
      `dicht=service`, `plekdicht=place`; each as often as wanted, `MOST` in all
    - `kies=erbij|verplaats|anders|dicht|plekdicht` opens that form, filled in with `naam`, `thema`, `groep`, `plek`,
      `dagdeel`, `mensen`, `keer`, `aanbod`, `ochtend`, `middag`, `avond`
    - `uitvoer=csv|ods|xlsx` gives the outcome as a file

    POST takes one filled-in form and answers with the address that has its change added.
    """
    area = municipality_or_404(code)
    if not may_read_scenarios(request.actor, code):
        raise NotAllowed(_("Your role does not give you this page."))
    inputs, asked, words = coverage_problem(code), asked_in(request.GET), labels()
    stage = stage_of(inputs)
    steps = steps_of(stage, asked)
    form = _form(request, stage, words)
    if request.method == "POST" and form is not None and form.is_valid():
        answer = _added(code, inputs, asked, form)
        if answer is not None:
            return answer
    made = [step for step in steps if not step.problem]
    outcome = outcome_of(inputs, made) if made else None
    kind = request.GET.get("uitvoer", "")
    if outcome is not None and kind in FORMATS:
        return export_response(kind, f"wat-als-{code}", headings(), file_rows(outcome.cells, words))
    values = {
        "area": area,
        "inputs": inputs,
        "counts": bool(inputs.areas and inputs.norms),
        "steps": said(steps, words),
        "problems": any(step.problem for step in steps),
        "picture": picture_of(outcome, words) if outcome is not None else None,
        "form": form,
        "kinds": _kinds(asked, form),
        "asked": query_of(asked),
        "may_keep": may_keep_scenarios(request.actor, code) and bool(made),
    }
    return render(request, "coordination/what_if.html", values)


def said(steps: list[Step], words: Labels) -> list[tuple[Step, str, str]]:
    """Each change with its words and the address without it."""
    asked = [step.asked for step in steps]
    return [
        (step, _words(step, words), "?" + query_of(asked[:number] + asked[number + 1 :]))
        for number, step in enumerate(steps)
    ]


def _words(step: Step, words: Labels) -> str:
    said = words_of(step.asked.kind, step.facts, words)
    return f"{said}: {step.about}" if step.about else said


def _form(request: Request, stage: Stage, words: Labels) -> ChangeForm | None:
    chosen = FORMS.get(request.GET.get("kies", ""))
    if chosen is None:
        return None
    data = request.POST if request.method == "POST" else None
    return chosen(data, stage, words, initial=beforehand(request.GET, chosen))


def _added(code: str, inputs: Inputs, asked: list[Asked], form: ChangeForm) -> HttpResponse | None:
    """The address with one change more; None when it cannot be made: then the form says why."""
    order = list(PARAMETERS)
    new = form.asked()
    wanted = sorted([*asked, new], key=lambda one: order.index(one.kind))
    last = max(number for number, one in enumerate(wanted) if one is new)
    step = steps_of(stage_of(inputs), wanted)[last]
    if step.problem:
        form.show(step.problem, step.field)
        return None
    return HttpResponseRedirect(f"{reverse('what_if', args=[code])}?{query_of(wanted)}#uitkomst")


def _kinds(asked: list[Asked], form: ChangeForm | None) -> list[tuple[str, Any, bool]]:
    """The address of each form, its words, and whether it is open."""
    start = query_of(asked)
    return [
        (f"?{start}{'&' if start else ''}kies={name}#veranderen", KIND_LABELS[one.kind], isinstance(form, one))
        for name, one in FORMS.items()
    ]
