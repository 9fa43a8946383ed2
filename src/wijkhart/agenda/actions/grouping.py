"""Putting signals together that say the same, and taking them apart. People do this, never the program."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.signals import NamesAPerson, checked_text
from wijkhart.agenda.models import Signal, SignalGroup, SignalState
from wijkhart.agenda.naming import sightings
from wijkhart.agenda.perms import may_answer_signals
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

LONGEST_TITLE = 160


def group_signals(
    *, by: Actor, signals: Iterable[Signal], title: str = "", group: SignalGroup | None = None
) -> SignalGroup:
    """Put signals in a group: one that stands there already, or a new one with this title."""
    asked = [one.pk for one in signals]
    with transaction.atomic():
        rows = list(Signal.objects.select_for_update().filter(pk__in=asked).order_by("pk"))
        if not rows:
            raise Refused(_("Choose at least one signal."), field="signals")
        _demand(by, rows, group)
        if any(one.state in (SignalState.HELD, SignalState.REFERRED) for one in rows):
            raise Refused(_("A signal that is held back or passed on cannot be put in a group."), field="signals")
        made = group or _new(by, rows, title)
        Signal.objects.filter(pk__in=asked).update(group=made)
        record(
            by,
            "signal_group.made" if group is None else "signal_group.changed",
            made,
            municipality=made.municipality_code,
        )
    return made


def _demand(by: Actor, rows: list[Signal], group: SignalGroup | None) -> None:
    codes = {one.municipality_code for one in rows} | ({group.municipality_code} if group else set())
    if not all(may_answer_signals(by, code) for code in codes):
        raise NotAllowed(_("You may not group signals in this municipality."))
    if len(codes) > 1:
        raise Refused(_("These signals are about different municipalities."), field="signals")


def _new(by: Actor, rows: list[Signal], title: str) -> SignalGroup:
    if len(rows) < 2:
        raise Refused(_("A group takes two signals at least. Choose another one that says the same."), field="signals")
    districts, themes = {one.district_code for one in rows}, {one.theme_id for one in rows if one.theme_id}
    return SignalGroup.objects.create(
        municipality_code=rows[0].municipality_code,
        district_code=districts.pop() if len(districts) == 1 else "",
        title=_checked_title(title, rows[0].municipality_code),
        theme_id=themes.pop() if len(themes) == 1 else None,
        actor_id=by.actor_id,
        example=all(one.example for one in rows),
    )


def _checked_title(title: str, municipality: str) -> str:
    """A title stands on a public page, so it names nobody."""
    plain = checked_text(title, field="title", longest=LONGEST_TITLE)
    if seen := sightings(plain, known_names(municipality)):
        raise NamesAPerson(seen, field="title")
    return plain


def rename_group(*, by: Actor, group: SignalGroup, title: str) -> SignalGroup:
    """Give a group another title."""
    if not may_answer_signals(by, group.municipality_code):
        raise NotAllowed(_("You may not group signals in this municipality."))
    with transaction.atomic():
        locked = SignalGroup.objects.select_for_update().get(pk=group.pk)
        locked.title = _checked_title(title, locked.municipality_code)
        locked.save(update_fields=["title"])
        record(by, "signal_group.changed", locked, municipality=locked.municipality_code)
    return locked


def leave_group(*, by: Actor, signal: Signal) -> Signal:
    """Take one signal out of its group; a group without signals goes away."""
    if not may_answer_signals(by, signal.municipality_code):
        raise NotAllowed(_("You may not group signals in this municipality."))
    with transaction.atomic():
        locked = Signal.objects.select_for_update().select_related(None).get(pk=signal.pk)
        group = locked.group
        if group is None:
            raise Refused(_("This signal stands in no group any more."))
        locked.group = None
        locked.save(update_fields=["group"])
        record(by, "signal_group.changed", group, municipality=locked.municipality_code)
        if not group.signals.exists():
            group.delete()
    return locked
