"""Where services do the same for the same people, and what is agreed about it."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wijkhart.agenda.queries.reading import evidence_about
from wijkhart.audit.models import Entry
from wijkhart.audit.words import said
from wijkhart.coordination.actions import settle_overlap
from wijkhart.coordination.models import Overlap, OverlapQuerySet
from wijkhart.coordination.overlap_forms import OverlapFilter, OverlapForm
from wijkhart.coordination.perms import (
    may_place_on_agenda,
    may_read_overlaps,
    may_read_scenarios,
    may_recompute,
    may_settle_overlaps,
    may_start_alliances,
)
from wijkhart.coordination.queries import (
    about_the_proposals,
    coverage_in_force,
    group_labels,
    overlap_certainty,
    overlap_reasons,
    overlap_title,
    proposals_in_words,
)
from wijkhart.coordination.queries.evidence import overlap_reference
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing


def _names(row: Overlap) -> str:
    often = Counter(one["name"] for one in row.facts.get("services", []))
    return ", ".join(f"{name} ({count}x)" if count > 1 else name for name, count in often.items())


def _wijken(row: Overlap) -> str:
    return ", ".join(name for _code, name in row.facts.get("areas", []))


def _places(row: Overlap) -> str:
    return ", ".join(dict.fromkeys(one["place"] for one in row.facts.get("services", []) if one["place"]))


COLUMNS: list[Column[Overlap]] = [
    Column("thema", gettext_lazy("Theme"), lambda row: row.theme.label, ("theme__order",)),
    Column("groep", gettext_lazy("For whom"), lambda row: row.target_group.label, ("target_group__order",)),
    Column("dagdeel", gettext_lazy("When"), lambda row: row.get_part_of_day_display(), ("part_of_day",)),
    Column("aanbod", gettext_lazy("What is offered"), _names),
    Column("plekken", gettext_lazy("Places a week"), lambda row: round(row.capacity, 1), ("capacity",)),
    Column("nodig", gettext_lazy("Needed at most"), lambda row: round(row.need, 1), ("need",)),
    Column("over", gettext_lazy("Too many"), lambda row: round(row.capacity - row.need, 1), ("excess",)),
    Column("staat", gettext_lazy("How it stands"), lambda row: row.get_state_display(), ("state",)),
    Column(
        "eigenaar", gettext_lazy("Who sees to it"), lambda row: row.owner.name if row.owner else "", ("owner__name",)
    ),
    Column("uiterlijk", gettext_lazy("By when"), lambda row: row.due or "", ("due",)),
]
EXPORT_COLUMNS: list[Column[Overlap]] = [
    *COLUMNS,
    Column("plek", gettext_lazy("Where"), _places),
    Column("wijken", gettext_lazy("Wijken within reach"), _wijken),
    Column("voorbeeld", gettext_lazy("Example data"), lambda row: _example(row)),
    Column("reden", gettext_lazy("What was agreed"), lambda row: row.reason),
]


def _example(row: Overlap) -> bool:
    return any(one["example"] for one in row.facts.get("services", []))


@require_safe
def overlap_list(request: Request, code: str) -> HttpResponse:
    """Every overlap of a municipality, the largest first."""
    area = municipality_or_404(code)
    rows = _overlaps(request, code)
    filters = OverlapFilter({"toon": "", **request.GET.dict()}, rows=rows, municipality=code)
    listing = Listing(
        request,
        rows.annotate(excess=F("capacity") - F("need")),
        columns=EXPORT_COLUMNS,
        filters=filters,
        sort="-over",
        name=f"overlap-{code}",
    )
    values = {
        "area": area,
        "run": coverage_in_force(request.actor, code),
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(row, overlap_title(row), _names(row), row.capacity - row.need) for row in listing],
        "any": rows.exists(),
        "may_recompute": may_recompute(request.actor, code),
        "today": timezone.localdate(),
    }
    return listing.export() or render(request, "coordination/overlap_list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def overlap_detail(request: Request, code: str, pk: UUID) -> HttpResponse:
    """One overlap: why we think so, what could be done and for whom that matters, and what was agreed."""
    area = municipality_or_404(code)
    overlap = get_object_or_404(_overlaps(request, code), pk=pk)
    form = OverlapForm(request.POST or None, request.actor, overlap)
    if request.method == "POST" and (saved := _saved(request, overlap, form)):
        messages.success(request, _("What was agreed is saved."))
        return redirect(saved)
    values = {
        "area": area,
        "overlap": overlap,
        "title": overlap_title(overlap),
        "reasons": overlap_reasons(overlap),
        "certainty": overlap_certainty(overlap),
        "proposals": proposals_in_words(overlap, group_labels()),
        "about": about_the_proposals(overlap),
        "example": _example(overlap),
        "current": overlap.run is not None and overlap.run.in_force,
        "overdue": overlap.due is not None and overlap.due < timezone.localdate(),
        "may_ask": may_read_scenarios(request.actor, code),
        "may_place": may_place_on_agenda(request.actor, code),
        "on_agendas": evidence_about(request.actor, overlap_reference(overlap)),
        "form": form if may_settle_overlaps(request.actor, code) else None,
        "history": _history(request, overlap),
        "may_ally": may_start_alliances(request.actor, code),
        "alliances": list(overlap.alliances.visible_to(request.actor)),
    }
    return render(request, "coordination/overlap_detail.html", values)


def _overlaps(request: Request, code: str) -> OverlapQuerySet:
    if not may_read_overlaps(request.actor, code):
        raise NotAllowed(_("You may not see the overlaps of this municipality."))
    rows = Overlap.objects.visible_to(request.actor).filter(municipality_code=code)
    return rows.select_related("theme", "target_group", "owner", "run")


def _saved(request: Request, overlap: Overlap, form: OverlapForm) -> Overlap | None:
    """The overlap as it is kept now; None when it is refused, with the reason in the form."""
    if not may_settle_overlaps(request.actor, overlap.municipality_code):
        raise NotAllowed(_("You may not give an overlap of this municipality an owner or an end."))
    if not form.is_valid():
        return None
    told = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
    try:
        return settle_overlap(by=request.actor, overlap=overlap, **told)
    except Refused as refused:
        add_refusal(form, refused)
        form.data = {**request.POST.dict(), "version": str(overlap.version)}
    return None


def _history(request: Request, overlap: Overlap) -> list[tuple[Entry, str, str]]:
    """What the log says about it, for who may read the log."""
    rows = Entry.objects.visible_to(request.actor).filter(
        municipality_code=overlap.municipality_code, object_type="coordination.overlap", object_id=str(overlap.pk)
    )
    return [(row, getattr(row, "actor_name", "") or row.actor_id, said(row.verb)) for row in rows.named()]
