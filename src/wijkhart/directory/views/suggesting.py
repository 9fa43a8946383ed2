"""Hearing from anyone that an entry is not right: the form, the page of the sender, the queue, the answer."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.limits import sender_of
from wijkhart.core.links import digest_of
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.actions import answer_suggestion, suggest
from wijkhart.directory.actions.suggesting import AnswerNotMailed
from wijkhart.directory.asked_words import facts_of
from wijkhart.directory.forms import SuggestionAnswerForm, SuggestionFilter, SuggestionForm
from wijkhart.directory.models import FieldGroup, Service, Suggestion
from wijkhart.directory.perms import may_answer_suggestions, may_edit_service
from wijkhart.directory.queries import shown


def about(suggestion: Suggestion) -> str:
    """Which facts it is about, in words."""
    return str(FieldGroup(suggestion.group).label) if suggestion.group else _("something else")


COLUMNS: list[Column[Suggestion]] = [
    Column("wanneer", gettext_lazy("When"), lambda row: row.made_at, ("made_at",)),
    Column("aanbod", gettext_lazy("Entry"), lambda row: row.service.name, ("service__name",)),
    Column("aanbieder", gettext_lazy("Offered by"), lambda row: row.service.provider.name),
    Column("waarover", gettext_lazy("About"), about, ("group",)),
    Column("bericht", gettext_lazy("Message"), lambda row: row.text),
    Column("stand", gettext_lazy("State"), lambda row: row.get_state_display(), ("state",)),
    Column("antwoord", gettext_lazy("Answer"), lambda row: row.answer),
]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def service_suggest(request: Request, pk: UUID) -> HttpResponse:
    """Anyone says that an entry is not right."""
    service = get_object_or_404(Service.objects.visible_to(request.actor).select_related("provider"), pk=pk)
    form = SuggestionForm(request.POST or None, service=service)
    if request.method == "POST" and form.is_valid():
        try:
            _made, token = suggest(by=request.actor, service=service, told=form.told(), sender=sender_of(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("suggestion_sent", token)
    return render(request, "directory/service_suggest.html", {"service": service, "form": form})


@login_not_required
@never_cache
@require_safe
def suggestion_sent(request: Request, token: str) -> HttpResponse:
    """The page of whoever sent a message: that it came in, and later the answer. Only the sender has the address."""
    suggestion = get_object_or_404(Suggestion.objects.select_related("service"), token_digest=digest_of(token))
    values = {"suggestion": suggestion, "about": about(suggestion), "address": request.build_absolute_uri()}
    return render(request, "directory/suggestion_sent.html", values)


@require_safe
def suggestion_list(request: Request, code: str) -> HttpResponse:
    """What people said is not right in a municipality; first what waits, the oldest on top."""
    area = municipality_or_404(code)
    demand(request.actor, "suggestion.answer", area.code)
    rows = Suggestion.objects.visible_to(request.actor).filter(municipality_code=area.code)
    filters = SuggestionFilter({"stand": "new", **request.GET.dict()})
    listing = Listing(
        request,
        rows.select_related("service__provider"),
        columns=COLUMNS,
        filters=filters,
        sort="wanneer",
        name=f"suggesties-{area.code}",
    )
    values = {"area": area, "listing": listing, "rows": [(row, about(row)) for row in listing], "any": rows.exists()}
    return listing.export() or render(request, "directory/suggestion_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_answer(request: Request, pk: UUID) -> HttpResponse:
    """One message, what the entry says now, and the answer."""
    rows = Suggestion.objects.visible_to(request.actor)
    suggestion = get_object_or_404(rows, pk=pk)
    if not may_answer_suggestions(request.actor, suggestion.municipality_code):
        raise NotAllowed(_("You may not answer suggestions in this municipality."))
    form = SuggestionAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, suggestion, form):
        return redirect("suggestion_list", suggestion.municipality_code)
    service = shown(Service.objects.filter(pk=suggestion.service_id)).get()
    values = {
        "suggestion": suggestion,
        "about": about(suggestion),
        "area": municipality_or_404(suggestion.municipality_code),
        "service": service,
        "facts": facts_of(service, [suggestion.group]),
        "may_edit": may_edit_service(request.actor, service),
        "form": form if suggestion.answered_at is None else None,
    }
    return render(request, "directory/suggestion_answer.html", values)


def _answered(request: Request, suggestion: Suggestion, form: SuggestionAnswerForm) -> bool:
    site = request.build_absolute_uri("/")
    try:
        answer_suggestion(by=request.actor, suggestion=suggestion, site=site, **form.cleaned_data)
    except AnswerNotMailed as refused:
        messages.warning(request, refused.message)
    except Refused as refused:
        add_refusal(form, refused)
        return False
    else:
        messages.success(request, _("Your answer is kept. An address that was given got it by mail, and is wiped."))
    return True
