"""The rules of certainty of a municipality; the page of norms shows them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wijkhart.coordination.actions import reset_certainty_rule, set_certainty_rule
from wijkhart.coordination.forms import CertaintyRuleForm
from wijkhart.coordination.models import CertaintyRule
from wijkhart.coordination.perms import may_edit_norms
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.actors import NATIONAL
from wijkhart.core.errors import BadInput, NotAllowed
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def certainty_rule_edit(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Change one rule for this municipality only."""
    area, rule = municipality_or_404(code), _rule(request, code, pk)
    form = CertaintyRuleForm(request.POST or None, rule=rule)
    if request.method == "POST" and form.is_valid():
        try:
            set_certainty_rule(by=request.actor, municipality=code, rule=rule, facts=form.facts())
        except BadInput as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The rule is saved. It counts from the next computation on."))
            return redirect("norm_list", code)
    values = {"area": area, "rule": rule, "form": form}
    return render(request, "coordination/certainty_rule_edit.html", values)


@require_POST
def certainty_rule_reset(request: Request, code: str, pk: UUID) -> HttpResponse:
    """Back to the national rule."""
    reset_certainty_rule(by=request.actor, rule=_rule(request, code, pk))
    messages.success(request, _("The national rule counts again, from the next computation on."))
    return redirect("norm_list", code)


def _rule(request: Request, code: str, pk: UUID) -> CertaintyRule:
    """A rule that counts here, for who may change it."""
    if not may_edit_norms(request.actor, code):
        raise NotAllowed(_("You may not change the rules of this municipality."))
    return get_object_or_404(CertaintyRule, pk=pk, municipality_code__in=[NATIONAL, code])
