"""Studies: the list, one of them with its curve, making, changing, computing and removing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkhart.agenda.views.place import read_again, tried
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.formats import number
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, ComputedListing, Listing
from wijkhart.siting.actions.studies import add_study, change_study, remove_study
from wijkhart.siting.fault_words import said_problems
from wijkhart.siting.forms import StudyForm
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.perms import may_edit_studies, may_read_studies
from wijkhart.siting.queries.chart import curve_chart
from wijkhart.siting.queries.choices import choices_of, fixed_of
from wijkhart.siting.queries.naming import names_of, plan_title
from wijkhart.siting.queries.showing import people_in
from wijkhart.siting.queries.studies import curve_of, open_job, plans_of, studies_of
from wijkhart.siting.views.place import about, must_edit, start, study_or_404

COLUMNS: list[Column[SitingStudy]] = [
    Column("naam", gettext_lazy("Name"), lambda one: one.name, ("name",)),
    Column("staat", gettext_lazy("How it stands"), lambda one: one.get_state_display(), ("state",)),
    Column("plannen", gettext_lazy("Plans"), lambda one: getattr(one, "plan_count", 0), ("plan_count",)),
    Column("berekend", gettext_lazy("Computed"), lambda one: one.computed_at, ("computed_at",)),
]
CURVE: list[Column[SitingPlan]] = [
    Column("plekken", gettext_lazy("Places"), lambda one: one.places, ("places",)),
    Column("kosten", gettext_lazy("Euros a year"), lambda one: one.cost, ("cost",)),
    Column("vrij", gettext_lazy("Euros that come free"), lambda one: one.freed, ("freed",)),
    Column("gemiddeld", gettext_lazy("Metres on average"), lambda one: one.mean, ("mean",)),
    Column("verst", gettext_lazy("Metres for who lives furthest"), lambda one: one.worst, ("worst",)),
    Column("buiten", gettext_lazy("People beyond reach"), lambda one: one.beyond, ("beyond",)),
    Column("bewijs", gettext_lazy("Proof"), lambda one: proof_words(one), ()),
]
ALL_PLANS = 2_000


@login_not_required
@require_safe
def siting_list(request: Request, code: str) -> HttpResponse:
    """Studies of which places stay: what was published, and for professionals all of them."""
    area, rows = municipality_or_404(code), studies_of(request.actor, code)
    listing = Listing(request, rows, columns=COLUMNS, sort="-berekend", name=f"plekkenkeuze-{code}")
    values = {
        "area": area,
        "listing": listing,
        "columns": COLUMNS,
        "published": rows.published().order_by("-published_on"),
        "may_read": may_read_studies(request.actor, code),
        "may_edit": may_edit_studies(request.actor, code),
    }
    return listing.export() or render(request, "siting/siting_list.html", values)


@login_not_required
@require_safe
def siting_detail(request: Request, pk: UUID) -> HttpResponse:
    """One study: what was asked, the curve of cost against reach, and what it rests on."""
    study = study_or_404(request, pk)
    names = names_of(study)
    values: dict[str, Any] = {
        **about(request, study),
        "problems": said_problems(study, names),
        "choices": choices_of(study, names),
        "fixed": fixed_of(study),
    }
    values["job"] = open_job(study) if values["may_read"] else None
    if not study.has_result:
        return render(request, "siting/siting_detail.html", values)
    plans = curve_of(study)
    listing = ComputedListing(
        request, plans, columns=CURVE, sort="-plekken", per_page=ALL_PLANS, name=f"plekkenkeuze-{study.name}"
    )
    people = people_in(study) or 1.0
    values |= {
        "listing": listing,
        "columns": CURVE,
        "within": curve_chart([(one.places, 100 * (1 - one.beyond / people)) for one in plans]),
        "metres": curve_chart([(one.places, one.mean) for one in plans]),
        "money": study.plans.filter(number=0).first(),
        "asked": study.plans.filter(number=study.buildings).first() if study.buildings else None,
        "advised": [(one, plan_title(one)) for one in plans_of(study, study.advised)],
        "all_proven": all(one.proven for one in plans),
    }
    return listing.export() or render(request, "siting/siting_detail.html", values)


def proof_words(plan: SitingPlan) -> str:
    """Whether nothing is better, or by how much it may be."""
    if plan.proven:
        return _("proven best")
    return _("at most %(gap)s%% may be won") % {"gap": number(plan.gap_percent, 2)}


@require_http_methods(["GET", "HEAD", "POST"])
def siting_add(request: Request, code: str) -> HttpResponse:
    """A new study."""
    area = municipality_or_404(code)
    must_edit(request, code)
    form = StudyForm(request.POST or None, code)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: add_study(by=request.actor, municipality=code, choices=form.choices()))
        if made is not None:
            return redirect(start(request, made))
    return render(request, "siting/siting_add.html", {"area": area, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def siting_edit(request: Request, pk: UUID) -> HttpResponse:
    """Other choices for a study."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    form = StudyForm(request.POST or None, study.municipality_code, study)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = tried(
            form, lambda: change_study(by=request.actor, study=study, choices=form.choices(), version=version)
        )
        if saved is not None:
            messages.success(request, _("The study is saved."))
            return redirect(saved)
        study.refresh_from_db()
        read_again(form, request, study.version)
    return render(request, "siting/siting_edit.html", {**about(request, study), "form": form})


@require_POST
def siting_compute(request: Request, pk: UUID) -> HttpResponse:
    """Compute it with what is known now."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    return redirect(start(request, study))


@require_http_methods(["GET", "HEAD", "POST"])
def siting_remove(request: Request, pk: UUID) -> HttpResponse:
    """Ask whether it may go, then take it away."""
    study = study_or_404(request, pk)
    must_edit(request, study.municipality_code)
    if request.method == "POST":
        try:
            remove_study(by=request.actor, study=study, version=study.version)
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(study)
        messages.success(request, _("The study “%(name)s” has been removed.") % {"name": study.name})
        return redirect("siting_list", study.municipality_code)
    return render(request, "siting/siting_remove.html", about(request, study))
