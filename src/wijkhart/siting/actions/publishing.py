"""A comparison of plans made public as advice, and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.siting.actions.studies import hold_study
from wijkhart.siting.models import SitingStudy, StudyState

FEWEST: Final = 2
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Advice:
    """Which plan is advised, beside which others, and why."""

    number: int
    others: Sequence[int]
    reason: str


def publish_study(*, by: Actor, study: SitingStudy, advice: Advice, version: int) -> SitingStudy:
    """Make two to four plans public side by side, one of them advised; from then on nothing in it changes."""
    if not advice.reason.strip():
        raise Refused(_("Say why this plan is advised. Everybody can read it."), field="reason")
    numbers = list(dict.fromkeys([advice.number, *advice.others]))
    if not FEWEST <= len(numbers) <= MOST:
        raise Refused(_("Show the advised plan beside one, two or three others."), field="others")
    with transaction.atomic():
        locked = hold_study(by, study, version, "siting.publish")
        if locked.state != StudyState.COMPUTED:
            raise Refused(_("Only a study that was computed can be published."))
        if locked.plans.filter(number__in=numbers).count() != len(numbers):
            raise Refused(_("One of these plans does not exist. Choose from the list."), field="others")
        locked.state, locked.published_on = StudyState.PUBLISHED, timezone.localdate()
        locked.reason, locked.advised = advice.reason.strip()[:2000], numbers
        locked.save()
        record(by, "siting.published", locked, municipality=locked.municipality_code)
    return locked


def withdraw_study(*, by: Actor, study: SitingStudy, reason: str, version: int) -> SitingStudy:
    """The advice counts no longer; what was advised and why stays readable, with this reason."""
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn. Everybody can read it."), field="reason")
    with transaction.atomic():
        locked = hold_study(by, study, version, "siting.publish")
        if locked.state != StudyState.PUBLISHED:
            raise Refused(_("Only advice that was published can be withdrawn."))
        locked.state, locked.withdrawn_on = StudyState.WITHDRAWN, timezone.localdate()
        locked.withdrawn_reason = reason.strip()[:300]
        locked.save()
        record(by, "siting.withdrawn", locked, municipality=locked.municipality_code)
    return locked
