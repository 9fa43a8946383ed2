"""Asking providers: the page behind the link in a mail, who stays silent, and what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, Min, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.models import Organisation
from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.areas.models import Area
from wijkhart.core.errors import Refused
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.links import digest_of
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.actions import answer_digest, confirm_by_phone, note_not_reached
from wijkhart.directory.actions.asking import facts_asked, items_of
from wijkhart.directory.asked_words import Fact, facts_of
from wijkhart.directory.forms import CallFilter, DigestFilter, ItemForm
from wijkhart.directory.links import holder_of, usable
from wijkhart.directory.models import Digest, DigestItem, FieldGroup, Service
from wijkhart.directory.perms import may_edit_service
from wijkhart.directory.queries.asking import CAMPAIGNS
from wijkhart.directory.queries.calling import Call, call_of, calls_in
from wijkhart.directory.tasks import ASK


@dataclass(frozen=True, slots=True)
class Question:
    """One service on the page behind the link."""

    service: Service
    facts: list[Fact]
    form: ItemForm


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def digest_answer(request: Request, token: str) -> HttpResponse:
    """The page behind the link in the mail; only its buttons answer, because mail scanners open links."""
    digest = Digest.objects.filter(token_digest=digest_of(token)).select_related("organisation").first()
    if digest and digest.answered_at:
        return render(request, "directory/digest_answered.html", {"digest": digest, "said": _said(digest)})
    try:
        found = usable(digest)
    except Refused as refused:
        status = 410 if digest else 404
        return render(request, "directory/digest_refused.html", {"reason": refused.message}, status=status)
    items = items_of(found, holder_of(found))
    facts = {item.pk: facts_asked(item, found) for item in items}
    forms = {
        item.pk: ItemForm(request.POST or None, item=item, groups=[fact.group for fact in facts[item.pk]])
        for item in items
    }
    problem = ""
    if request.method == "POST" and not sum(not form.is_valid() for form in forms.values()):
        problem = _answered(request, found, forms)
        if not problem:
            return redirect("digest_answer", token)
    values = {
        "digest": found,
        "questions": [Question(item.service, facts[item.pk], forms[item.pk]) for item in items],
        "campaign": found.kind in CAMPAIGNS,
        "problem": problem,
    }
    return render(request, "directory/digest_answer.html", values)


def _answered(request: Request, digest: Digest, forms: dict[int, ItemForm]) -> str:
    """Take the answer; gives why not, when it is not taken."""
    answers = {key: form.answer() for key, form in forms.items()}
    if "alles" in request.POST and not all(answer.right for answer in answers.values()):
        return _("You filled in that something is not right. Use the button below, or clear what you filled in.")
    try:
        answer_digest(by=holder_of(digest), digest=digest, answers=answers)
    except Refused as refused:
        return refused.message
    return ""


def _said(digest: Digest) -> list[tuple[DigestItem, str]]:
    """What was answered about each service, in words."""
    return [(item, _in_words(item)) for item in digest.items.select_related("service") if item.answers]


def _in_words(item: DigestItem) -> str:
    if "ended" in item.answers:
        return _("has stopped")
    wrong = [str(FieldGroup(group).label) for group, answer in item.answers.items() if answer == "wrong"]
    if not wrong:
        return _("is right")
    return _("is not right any more: %(facts)s") % {"facts": ", ".join(wrong)}


def call_columns(calls: dict[UUID, Call]) -> list[Column[Organisation]]:
    """The columns of the call list; what is known of each stands in `calls`."""
    return [
        Column("naam", gettext_lazy("Organisation"), lambda row: row.name, ("name",)),
        Column("soort", gettext_lazy("Kind"), lambda row: row.get_kind_display(), ("kind", "name")),
        Column("telefoon", gettext_lazy("Telephone"), lambda row: row.phone),
        Column("reden", gettext_lazy("Why"), lambda row: calls[row.pk].why.label),
        Column("aantal", gettext_lazy("Entries to ask about"), lambda row: len(calls[row.pk].due)),
        Column("oudste", gettext_lazy("Oldest confirmation"), lambda row: getattr(row, "oldest", None), ("oldest",)),
        Column("gebeld", gettext_lazy("Called in vain"), lambda row: getattr(row, "tried", None), ("tried",)),
        Column("vragen", gettext_lazy("Ask about"), lambda row: "; ".join(_questions(calls[row.pk]))),
    ]


def _questions(call: Call) -> list[str]:
    return [f"{due.service.name} ({', '.join(str(FieldGroup(one).label) for one in due.groups)})" for due in call.due]


@require_safe
def call_list(request: Request, code: str) -> HttpResponse:
    """The providers to call: the mails did not do it."""
    area = municipality_or_404(code)
    demand(request.actor, "provider.call", area.code)
    calls = {call.organisation.pk: call for call in calls_in(area.code)}
    rows = Organisation.objects.visible_to(request.actor).filter(pk__in=calls).annotate(
        oldest=Min("services__confirmed_at", filter=Q(services__municipality_code=area.code)),
        tried=Max("digests__sent_at", filter=Q(digests__kind="phone", digests__municipality_code=area.code)),
    )  # fmt: skip
    filters = CallFilter(request.GET, calls=calls, districts=_districts(area))
    columns = call_columns(calls)
    listing = Listing(request, rows, columns=columns, filters=filters, sort="naam", name=f"bellen-{area.code}")
    if file := listing.export():
        return file
    values = {
        "area": area,
        "listing": listing,
        "columns": columns[:-1],
        "rows": [(row, calls[row.pk]) for row in listing],
        "any": bool(calls),
    }
    return render(request, "directory/call_list.html", values)


def _districts(area: Area) -> dict[str, str]:
    return dict(Area.objects.current().districts().within(area.code).values_list("code", "name"))


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_call(request: Request, code: str, pk: UUID) -> HttpResponse:
    """One provider on the telephone: what to ask, and what was answered."""
    area = municipality_or_404(code)
    demand(request.actor, "provider.call", area.code)
    if not Organisation.objects.visible_to(request.actor).working_in(area.code).filter(pk=pk).exists():
        raise Http404(_("This organisation is not known here."))
    call = call_of(area.code, pk)
    if call is None:
        messages.info(request, _("There is nothing to ask this organisation by telephone now."))
        return redirect("call_list", area.code)
    if request.method == "POST":
        return _called(request, area, call)
    questions = [
        (due, facts_of(due.service, due.groups), may_edit_service(request.actor, due.service)) for due in call.due
    ]
    return render(request, "directory/organisation_call.html", {"area": area, "call": call, "questions": questions})


def _called(request: Request, area: Area, call: Call) -> HttpResponse:
    if "niet-bereikt" in request.POST:
        note_not_reached(by=request.actor, organisation=call.organisation, municipality=area.code)
        messages.success(request, _("Written down: nobody answered today."))
        return redirect("call_list", area.code)
    wanted = request.POST.get("klopt", "")
    services: Sequence[Service] = [due.service for due in call.due if wanted in ("alles", str(due.service.pk))]
    if not services:
        messages.error(request, _("This entry is not in the list any more."))
        return redirect("organisation_call", area.code, call.organisation.pk)
    confirm_by_phone(by=request.actor, organisation=call.organisation, services=services, municipality=area.code)
    messages.success(request, _("Confirmed by telephone."))
    rest = len(call.due) > len(services)
    return redirect("organisation_call", area.code, call.organisation.pk) if rest else redirect("call_list", area.code)


@require_POST
def providers_ask(request: Request, code: str) -> HttpResponse:
    """Have a worker send the mails; the page of the job shows how far it is."""
    area = municipality_or_404(code)
    params = {"municipality": area.code, "site": request.build_absolute_uri("/")}
    job = enqueue_job(by=request.actor, kind=ASK, params=params, municipality=area.code, key="ask")
    return redirect(job)


DIGEST_COLUMNS: list[Column[Digest]] = [
    Column("wanneer", gettext_lazy("When"), lambda row: row.sent_at, ("sent_at",)),
    Column("aan", gettext_lazy("To"), lambda row: row.organisation.name, ("organisation__name",)),
    Column("soort", gettext_lazy("Kind"), lambda row: row.get_kind_display(), ("kind",)),
    Column("antwoord", gettext_lazy("Answered"), lambda row: row.answered_at, ("answered_at",)),
    Column("fout", gettext_lazy("Did not leave because"), lambda row: row.get_failed_display(), ("failed",)),
]


@require_safe
def digest_list(request: Request, code: str) -> HttpResponse:
    """Every mail and call to providers, newest first."""
    area = municipality_or_404(code)
    demand(request.actor, "provider.call", area.code)
    rows = Digest.objects.visible_to(request.actor).filter(municipality_code=area.code).select_related("organisation")
    listing = Listing(
        request,
        rows,
        columns=DIGEST_COLUMNS,
        filters=DigestFilter(request.GET),
        sort="-wanneer",
        name=f"gevraagd-{area.code}",
    )
    values = {"area": area, "listing": listing, "any": rows.exists()}
    return listing.export() or render(request, "directory/digest_list.html", values)
