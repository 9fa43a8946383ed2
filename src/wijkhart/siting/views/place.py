"""What the pages of studies share: the row for who may see it, and who may write."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from wijkhart.areas.queries import area_by_code
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.perms import may_edit_studies, may_publish_studies, may_read_studies
from wijkhart.siting.queries.studies import COMPUTE


def study_or_404(request: Request, pk: UUID) -> SitingStudy:
    """A study that this visitor may see."""
    return get_object_or_404(SitingStudy.objects.visible_to(request.actor), pk=pk)


def plan_or_404(study: SitingStudy, number: int) -> SitingPlan:
    """The plan of a study for this number of buildings."""
    found = study.plans.filter(number=number).first()
    if found is None:
        raise Http404(_("This study has no plan for this number of places."))
    return found


def must_edit(request: Request, municipality: str) -> None:
    """Refuse the page to who does not keep studies there."""
    if not may_edit_studies(request.actor, municipality):
        raise NotAllowed(_("You may not do this with studies of this municipality."))


def must_publish(request: Request, municipality: str) -> None:
    """Refuse the page to who does not publish advice there."""
    if not may_publish_studies(request.actor, municipality):
        raise NotAllowed(_("You may not do this with studies of this municipality."))


def about(request: Request, study: SitingStudy) -> dict[str, Any]:
    """What every page of a study says: where, which, and who may do what."""
    code = study.municipality_code
    return {
        "area": area_by_code(code),
        "study": study,
        "may_read": may_read_studies(request.actor, code),
        "may_edit": may_edit_studies(request.actor, code),
        "may_publish": may_publish_studies(request.actor, code),
    }


def start(request: Request, study: SitingStudy) -> Job:
    """Hand it to a worker; the page of the job shows how far it is."""
    return enqueue_job(
        by=request.actor,
        kind=COMPUTE,
        params={"study": str(study.pk)},
        municipality=study.municipality_code,
        key=str(study.pk),
        title=_("Study “%(name)s”") % {"name": study.name},
    )
