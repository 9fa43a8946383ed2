"""Agreeing to a line, putting it back with a reason, and withdrawing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.programming.actions.holding import hold_line
from wijkhart.programming.models import LineState, WeekLine
from wijkhart.programming.perms import may_decide_line, may_keep_programme


def agree_line(*, by: Actor, line: WeekLine) -> WeekLine:
    """Take a line into the programme; once the programme is published, everybody sees it."""
    with transaction.atomic():
        return _changed(by, _decided(by, line), LineState.AGREED, "week_line.agreed")


def return_line(*, by: Actor, line: WeekLine, reason: str) -> WeekLine:
    """Put a line back to its maker, who reads why and can change it."""
    said = reason.strip()
    if not said:
        raise Refused(_("Say why, so that the maker knows what to change."), field="reason")
    if len(said) > 300:
        raise Refused(_("At most %(most)s signs fit.") % {"most": 300}, field="reason")
    if wrong := wrong_in_text(said):
        raise Refused(" ".join(wrong), field="reason")
    with transaction.atomic():
        return _changed(by, _decided(by, line), LineState.RETURNED, "week_line.put_back", said)


def withdraw_line(*, by: Actor, line: WeekLine) -> WeekLine:
    """Take a line out. It stays readable inside, and can be put in again."""
    with transaction.atomic():
        return _changed(by, hold_line(by, line), LineState.WITHDRAWN, "week_line.withdrawn")


def restore_line(*, by: Actor, line: WeekLine) -> WeekLine:
    """Undo a withdrawal: agreed again by who keeps the programme, else a proposal."""
    with transaction.atomic():
        locked = hold_line(by, line)
        if locked.state != LineState.WITHDRAWN:
            raise Refused(_("This line is not withdrawn."))
        keeper = may_keep_programme(by, locked.programme)
        return _changed(by, locked, LineState.AGREED if keeper else LineState.PROPOSED, "week_line.restored")


def _decided(by: Actor, line: WeekLine) -> WeekLine:
    locked = hold_line(by, line)
    if not may_keep_programme(by, locked.programme):
        raise NotAllowed(_("Only who keeps the programme decides on its lines."))
    if not may_decide_line(by, locked):
        raise Refused(_("This line is withdrawn. Put it back first, then change it."))
    return locked


def _changed(by: Actor, line: WeekLine, state: LineState, verb: str, reason: str = "") -> WeekLine:
    line.state, line.reason = state, reason
    line.version += 1
    line.save()
    record(by, verb, line, municipality=line.programme.municipality_code)
    return line
