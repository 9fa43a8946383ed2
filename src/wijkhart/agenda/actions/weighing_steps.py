"""Freezing a weighing, publishing it, and going back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import demand
from wijkhart.agenda.actions.weighings import hold_draft, hold_weighing
from wijkhart.agenda.models import CityWeighing, WeighingState, WeighingStep
from wijkhart.agenda.queries.city_input import digest_of, standing_for
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused


def freeze_weighing(*, by: Actor, weighing: CityWeighing, note: str = "", version: int) -> CityWeighing:
    """Fix the order as it stands: what wijken change later no longer moves it. Refused while wijken say something
    else than was taken over, so that nobody freezes what they have not seen."""
    with transaction.atomic():
        locked = hold_draft(by, weighing, version)
        if not locked.weights_note:
            raise Refused(_("Set the weights first, with the reason. Everybody can read it."))
        if digest_of(standing_for(locked)) != locked.recipe.get("digest"):
            raise Refused(_("Wijken changed something meanwhile. Take that over first, and look at the order again."))
        if not locked.issues.exists():
            raise Refused(_("There is no issue to weigh."))
        locked.frozen_on = timezone.localdate()
        return _enter(by, locked, WeighingState.FROZEN, "weighing.frozen", note)


def publish_weighing(*, by: Actor, weighing: CityWeighing, note: str = "", version: int) -> CityWeighing:
    """Let everybody read a frozen weighing."""
    with transaction.atomic():
        locked = hold_weighing(by, weighing, "agenda.adopt", version)
        if locked.state != WeighingState.FROZEN:
            raise Refused(_("Only a frozen weighing can be published. Freeze it first."))
        locked.published_on = timezone.localdate()
        return _enter(by, locked, WeighingState.PUBLISHED, "weighing.published", note)


def return_weighing(*, by: Actor, weighing: CityWeighing, reason: str, version: int) -> CityWeighing:
    """One step back, for a reason that stays readable; back from what was published asks for the right to adopt."""
    if not reason.strip():
        raise Refused(_("Say why you go back. Others will read it."), field="reason")
    with transaction.atomic():
        locked = hold_weighing(by, weighing, "agenda.edit", version)
        if locked.state == WeighingState.DRAFT:
            raise Refused(_("This is a draft already."))
        earlier = WeighingState.DRAFT
        if locked.state == WeighingState.PUBLISHED:
            demand(by, "agenda.adopt", locked.municipality_code)
            earlier, locked.published_on = WeighingState.FROZEN, None
        else:
            locked.frozen_on = None
        return _enter(by, locked, earlier, "weighing.returned", reason, back=True)


def _enter(
    by: Actor, locked: CityWeighing, state: WeighingState, verb: str, note: str, *, back: bool = False
) -> CityWeighing:
    locked.state, locked.version = state, locked.version + 1
    locked.save()
    WeighingStep.objects.create(
        weighing=locked, state=state, done_on=timezone.localdate(), note=note.strip()[:300], back=back
    )
    record(by, verb, locked, municipality=locked.municipality_code)
    return locked
