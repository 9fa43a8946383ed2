"""Bringing in files, and reading what came of it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijkhart.areas.actions import ask_import
from wijkhart.areas.forms import ImportFilterForm, ImportForm, RemarkFilterForm
from wijkhart.areas.kinds import COUNTS, KINDS, REMARKS
from wijkhart.areas.models import ImportReport
from wijkhart.core.actors import Scope
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.export import export_response
from wijkhart.core.forms import add_refusal
from wijkhart.core.http import Request
from wijkhart.core.lists import FORMATS, Column, Listing, ListPage

REPORTS: Final[tuple[Column[ImportReport], ...]] = (
    Column("bestand", gettext_lazy("File"), lambda one: one.file_name, ("file_name",)),
    Column("soort", gettext_lazy("Kind"), lambda one: kind_label(one.kind), ("kind",)),
    Column("gemeente", gettext_lazy("Municipality"), lambda one: one.municipality_code, ("municipality_code",)),
    Column("wanneer", gettext_lazy("When"), lambda one: one.created_at, ("created_at",)),
    Column("opmerkingen", gettext_lazy("Remarks"), lambda one: len(one.remarks)),
)
REMARKS_PER_PAGE = 50


def kind_label(kind: str) -> str:
    """What a kind of file is called."""
    if kind == "places":
        return _("Known public places")
    return str(KINDS[kind].label) if kind in KINDS else kind


def _demand_somewhere(request: Request) -> None:
    if request.actor.scope("areas.import") == Scope():
        raise NotAllowed(_("Your role does not give you this page."))


@never_cache
@require_safe
def import_list(request: Request) -> HttpResponse:
    """Every import that this person may see, newest first."""
    _demand_somewhere(request)
    listing = Listing(
        request,
        ImportReport.objects.visible_to(request.actor),
        columns=REPORTS,
        filters=ImportFilterForm(request.GET or None),
        sort="-wanneer",
        name="gegevens",
    )
    rows = [(report, kind_label(report.kind)) for report in listing]
    return listing.export() or render(request, "areas/import_list.html", {"listing": listing, "rows": rows})


@never_cache
def import_upload(request: Request) -> HttpResponse:
    """Send a file; a worker brings it in."""
    _demand_somewhere(request)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES, actor=request.actor) if posted else ImportForm(actor=request.actor)
    if posted and form.is_valid():
        try:
            job = ask_import(by=request.actor, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The file has been received. Below you see how far it is."))
            return redirect(job)
    return render(request, "areas/import_upload.html", {"form": form}, status=200 if not form.errors else 400)


@never_cache
@require_safe
def import_detail(request: Request, pk: UUID) -> HttpResponse:
    """What one import did, and everything that is worth knowing about it."""
    report = get_object_or_404(ImportReport.objects.visible_to(request.actor), pk=pk)
    found = [str(kind) for kind in dict.fromkeys(remark["kind"] for remark in report.remarks)]
    filters = RemarkFilterForm(request.GET or None, kinds=[(kind, REMARKS.get(kind, kind)) for kind in found])
    kept = filters.keep(report)
    rows = [(str(REMARKS.get(one["kind"], one["kind"])), one) for one in kept]
    if request.GET.get("uitvoer") in FORMATS:
        return _as_file(request.GET["uitvoer"], report, rows)
    page = Paginator(rows, REMARKS_PER_PAGE).get_page(request.GET.get("pagina"))
    counts = [(COUNTS[name], count) for name, count in report.counts.items() if name in COUNTS and count]
    shown: ListPage[Any] = ListPage(list(page), page.number, page.has_next(), page.paginator.num_pages)
    context = {
        "report": report,
        "kind": kind_label(report.kind),
        "counts": counts,
        "changed": any(name.endswith(("new", "changed", "ended")) and name != "unchanged" for name in _done(report)),
        "filters": filters,
        "found": len(rows),
        "page": shown,
    }
    return render(request, "areas/import_detail.html", context)


def _done(report: ImportReport) -> list[str]:
    return [name for name, count in report.counts.items() if count and not name.endswith("unchanged")]


def _as_file(kind: str, report: ImportReport, rows: list[tuple[str, dict[str, str]]]) -> HttpResponse:
    names = [_("Remark"), _("Row"), _("Code"), _("Field"), _("What")]
    cells = ([label, one["row"], one["code"], one["field"], one["text"]] for label, one in rows)
    return export_response(kind, f"opmerkingen-{report.kind}", names, cells)
