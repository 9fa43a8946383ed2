"""Which issues of wijken are one for the city: taking over what is new, joining two, parting one."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.weighing_order import put_in_order
from wijkhart.agenda.actions.weighings import hold_draft
from wijkhart.agenda.models import CityIssue, CityIssuePart, CityWeighing
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused


def gather_issues(*, by: Actor, weighing: CityWeighing, version: int) -> CityWeighing:
    """Take over what the wijken say now; what people joined or parted stays."""
    with transaction.atomic():
        locked = hold_draft(by, weighing, version)
        return put_in_order(by, locked, "weighing.gathered", anew=True)


def join_issues(
    *, by: Actor, weighing: CityWeighing, kept: CityIssue, joined: CityIssue, reason: str, version: int
) -> CityIssue:
    """Say that two are the same: all parts go to the one that is kept, which keeps its name."""
    _demand_reason(reason)
    with transaction.atomic():
        locked = hold_draft(by, weighing, version)
        rows = {one.pk: one for one in CityIssue.objects.select_for_update().filter(weighing=locked)}
        if kept.pk not in rows or joined.pk not in rows:
            raise Refused(_("Choose two issues of this weighing."), field="joined")
        if kept.pk == joined.pk:
            raise Refused(_("Choose another issue: this is the same one."), field="joined")
        parts = CityIssuePart.objects.filter(city_issue__in=[kept, joined])
        parts.update(city_issue=kept, reason=reason.strip())
        rows[joined.pk].delete()
        put_in_order(by, locked, "weighing.joined")
    return kept


def split_part(*, by: Actor, part: CityIssuePart, reason: str, version: int) -> CityIssue:
    """Let the issue of one wijk stand by itself again."""
    _demand_reason(reason)
    with transaction.atomic():
        locked = hold_draft(by, part.weighing, version)
        kept = CityIssuePart.objects.select_related("city_issue", "issue").get(pk=part.pk)
        if kept.issue is None or kept.city_issue.parts.count() < 2:
            raise Refused(_("This issue stands by itself already."))
        kept.city_issue = CityIssue.objects.create(
            weighing=locked,
            title=kept.title,
            theme_id=kept.issue.theme_id,
            target_group_id=kept.issue.target_group_id,
        )
        kept.reason = reason.strip()
        kept.save()
        put_in_order(by, locked, "weighing.split")
    return kept.city_issue


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why. Everybody can read it."), field="reason")
