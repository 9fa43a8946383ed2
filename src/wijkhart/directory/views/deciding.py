"""The queue of the wijk team: changes that wait, and entries that are claimed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.accounts.views.tenants import demand, municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing
from wijkhart.directory.actions import approve_change, decide_claim, refuse_change
from wijkhart.directory.fact_words import field_names, told
from wijkhart.directory.facts import Differences, conflicts, facts_of, offer_of
from wijkhart.directory.forms.keeping import DecideForm, QueueFilter, RefuseForm
from wijkhart.directory.models import ChangeState, Claim, ServiceChange
from wijkhart.directory.queries.history import VERBS, changes_told


def name_of(change: ServiceChange) -> str:
    """What the change is about: the entry by its name now, or the name that a new one would get."""
    return change.service.name if change.service else str(change.facts.get("name", ["", ""])[1])


COLUMNS: list[Column[ServiceChange]] = [
    Column("aanbod", gettext_lazy("Offer"), name_of, ("service__name", "made_at")),
    Column("wat", gettext_lazy("What"), lambda row: str(VERBS.get(row.verb, row.verb)), ("verb", "made_at")),
    Column("velden", gettext_lazy("Which facts"), lambda row: field_names(row.facts)),
    Column("van", gettext_lazy("Sent by"), lambda row: row.provider.name, ("provider__name", "made_at")),
    Column("sinds", gettext_lazy("Sent on"), lambda row: row.made_at, ("made_at",)),
    Column("staat", gettext_lazy("State"), lambda row: row.get_state_display(), ("state", "made_at")),
]


@require_safe
def service_change_list(request: Request, code: str) -> HttpResponse:
    """What waits for the wijk team, the oldest first."""
    area = municipality_or_404(code)
    demand(request.actor, "service.approve", code)
    rows = ServiceChange.objects.visible_to(request.actor).filter(municipality_code=code)
    rows = rows.select_related("service", "provider")
    filters = QueueFilter({"toon": "", **request.GET.dict()})
    listing = Listing(request, rows, columns=COLUMNS, filters=filters, sort="sinds", name=f"wijzigingen-{code}")
    claims = Claim.objects.visible_to(request.actor).open().filter(municipality_code=code)
    values = {
        "area": area,
        "listing": listing,
        "rows": [(row, name_of(row), VERBS.get(row.verb, row.verb), field_names(row.facts)) for row in listing],
        "claims": list(claims.select_related("service__provider", "organisation").order_by("service_id", "made_at")),
    }
    return listing.export() or render(request, "directory/service_change_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def service_change_detail(request: Request, code: str, pk: UUID) -> HttpResponse:
    """One change: what it said, what it says now, what it should say; take it over, or refuse it with a reason."""
    area = municipality_or_404(code)
    demand(request.actor, "service.approve", code)
    change = _change(request, code, pk)
    waits = change.state == ChangeState.WAITING
    clashing = _clashing(change) if waits else {}
    asked = request.POST.get("besluit", "")
    decide = DecideForm(request.POST if asked == "overnemen" else None, clashing)
    refuse = RefuseForm(request.POST if asked == "weigeren" else None)
    if request.method == "POST" and (answer := _decided(request, change, decide, refuse, asked)):
        return answer
    values = {
        "area": area,
        "change": change,
        "name": name_of(change),
        "verb": VERBS.get(change.verb, change.verb),
        "told": changes_told(request.actor, [change])[0],
        "clashing": told(clashing),
        "waits": waits,
        "decide": decide,
        "refuse": refuse,
    }
    return render(request, "directory/service_change_detail.html", values)


@require_POST
def claim_decide(request: Request, pk: UUID) -> HttpResponse:
    """Give an entry to who claims it, or not."""
    rows = Claim.objects.visible_to(request.actor).select_related("service__provider", "organisation")
    claim = get_object_or_404(rows, pk=pk)
    granted = request.POST.get("besluit") == "toewijzen"
    decide_claim(by=request.actor, claim=claim, granted=granted)
    facts = {"name": claim.service.name, "organisation": claim.organisation.name}
    messages.success(
        request,
        _("“%(name)s” belongs to %(organisation)s now. Other claims on it were declined.") % facts
        if granted
        else _("The claim of %(organisation)s on “%(name)s” was declined.") % facts,
    )
    return redirect("service_change_list", claim.municipality_code)


def _change(request: Request, code: str, pk: UUID) -> ServiceChange:
    rows = ServiceChange.objects.visible_to(request.actor).filter(municipality_code=code)
    return get_object_or_404(rows.select_related("service__provider", "service__schedule", "provider"), pk=pk)


def _clashing(change: ServiceChange) -> Differences:
    """The fields that somebody else changed as well: field -> [what it says now, what is wanted]."""
    return conflicts(change.facts, facts_of(offer_of(change.service))) if change.service else {}


def _decided(
    request: Request, change: ServiceChange, decide: DecideForm, refuse: RefuseForm, asked: str
) -> HttpResponse | None:
    form = refuse if asked == "weigeren" else decide
    if asked not in ("overnemen", "weigeren") or not form.is_valid():
        return None
    try:
        if asked == "weigeren":
            refuse_change(by=request.actor, change=change, reason=refuse.cleaned_data["reason"])
            messages.success(request, _("The change was refused. The sender reads why."))
        else:
            approve_change(by=request.actor, change=change, choices=decide.cleaned_data)
            messages.success(request, _("The change is live."))
    except NotAllowed:
        raise
    except Refused as refused:
        add_refusal(form, refused)
        return None
    if asked == "overnemen" and change.service_id:
        return redirect("service_history", change.service_id)
    return redirect("service_change_list", change.municipality_code)
