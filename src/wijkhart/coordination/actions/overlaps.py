"""Keeping the overlaps of a computation, and giving each an owner and an end."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.coordination.models import CoverageRun, Overlap
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused

FOUND_ANEW: Final = ("run", "theme_id", "target_group_id", "capacity", "need", "facts")
"""What each computation says anew about an overlap that was known."""
DONE: Final = frozenset({Overlap.State.BUNDLED, Overlap.State.MOVED, Overlap.State.REDEPLOYED, Overlap.State.STOPPED})
"""Ends after which it should not be found any more."""


def keep_overlaps(*, by: Actor, run: CoverageRun, found: Iterable[Overlap]) -> list[Overlap]:
    """Store what a computation found; what was known keeps its owner, day, state and reason.

    Called inside the transaction that puts the run in force. What is not found any more keeps its row and stays with
    its last run. One that was bundled, moved, redeployed or stopped and is found all the same opens again, with an
    entry in the log, unless the day agreed for it is still to come; one that was kept for a reason stays kept.
    """
    if not by.may("coverage.recompute", run.municipality_code):
        raise NotAllowed(_("You may not recompute the coverage of this municipality."))
    known = {
        one.key: one
        for one in Overlap.objects.select_for_update().filter(municipality_code=run.municipality_code)
    }  # fmt: skip
    return [_kept(by, run, one, known.get(one.key)) for one in found]


def _kept(by: Actor, run: CoverageRun, found: Overlap, known: Overlap | None) -> Overlap:
    found.run = run
    if known is None:
        found.save(force_insert=True)
        return found
    for name in FOUND_ANEW:
        setattr(known, name, getattr(found, name))
    again = known.state in DONE and (known.due is None or known.due < timezone.localdate())
    if again:
        known.state, known.settled_at, known.version = Overlap.State.OPEN, None, known.version + 1
        record(by, "overlap.reopened", known, municipality=known.municipality_code)
    known.save()
    return known


def settle_overlap(
    *, by: Actor, overlap: Overlap, state: str, owner: Organisation | None, due: date | None, reason: str, version: int
) -> Overlap:
    """Say who sees to an overlap, by when, and how it ends; unless somebody else did so since `version` was read."""
    with transaction.atomic():
        locked = Overlap.objects.select_for_update().get(pk=overlap.pk)
        if not by.may("overlap.settle", locked.municipality_code):
            raise NotAllowed(_("You may not give an overlap of this municipality an owner or an end."))
        if locked.version != version:
            message = _("Somebody else changed this overlap meanwhile. Look at what it says now, and save again.")
            raise Refused(message)
        if problems := _problems(locked, state, owner, due, reason.strip()):
            raise BadInput(problems)
        verb = _verb(locked.state, state)
        if locked.state != state:
            locked.settled_at = None if state == Overlap.State.OPEN else timezone.now()
        locked.state, locked.owner, locked.due, locked.reason = state, owner, due, reason.strip()
        locked.version += 1
        locked.save()
        record(by, verb, locked, municipality=locked.municipality_code)
    return locked


def _verb(before: str, after: str) -> str:
    if after == before:
        return "overlap.changed"
    return "overlap.reopened" if after == Overlap.State.OPEN else "overlap.settled"


def _problems(
    overlap: Overlap, state: str, owner: Organisation | None, due: date | None, reason: str
) -> list[InputProblem]:
    """What cannot be, each with advice."""
    faults = (
        (
            state not in Overlap.State.values,
            "state",
            _("This is not one of the ends."),
            _("Choose one of the list."),
        ),
        (
            state == Overlap.State.KEPT and not reason,
            "reason",
            _("Say why it is kept."),
            _("A sentence is enough; others will read it."),
        ),
        (
            owner is not None and overlap.municipality_code not in owner.codes,
            "owner",
            _("This organisation does not work in this municipality."),
            _("Choose one of the list."),
        ),
        (
            due is not None and due != overlap.due and due < timezone.localdate(),
            "due",
            _("This day has passed."),
            _("Choose a day to come, or leave it empty."),
        ),
    )
    return [
        InputProblem(_("overlap"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
