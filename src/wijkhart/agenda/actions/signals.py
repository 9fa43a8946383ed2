"""Hearing a signal: sent by anyone, or entered for somebody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import Channel, Signal, SignalState
from wijkhart.agenda.naming import Sighting, sightings
from wijkhart.agenda.perms import may_enter_signals
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.limits import takes_turn
from wijkhart.core.links import new_token
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.themes.models import TargetGroup, Theme

LONGEST: Final = 2000
PER_MUNICIPALITY_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about an area, and where the answer may go."""

    area: Area
    """A municipality or one of its wijken, of today's map."""
    text: str
    theme: Theme | None = None
    target_group: TargetGroup | None = None
    email: str = ""


class NamesAPerson(Refused):
    """The text seems to name a person. Nothing is kept; whoever wrote it may say it in other words."""

    def __init__(self, seen: tuple[Sighting, ...], *, field: str = "text") -> None:
        message = _("It looks as if this text points at a person. Say it without that person, please.")
        super().__init__(message, field=field)
        self.seen = seen


def send_signal(*, by: Actor, told: Told, sender: str, anyway: bool = False) -> tuple[Signal, str]:
    """Keep what anyone noticed; gives it with the secret of the page that shows the answer.

    A text that seems to name a person is refused with `NamesAPerson`; sent `anyway`, it is held back for whoever
    routes those. `sender` is who sends, as `core.limits.sender_of` says it: too many in an hour are refused.
    """
    seen = _checked(told)
    if seen and not anyway:
        raise NamesAPerson(seen)
    if not takes_turn("signal", sender):
        raise Refused(too_many())
    token, digest = new_token()
    with transaction.atomic():
        made = _kept(by, told, seen, digest, channel=Channel.FORM)
        _refuse_flood(made)
    return made, token


def enter_signal(
    *, by: Actor, told: Told, channel: str, organisation: Organisation | None = None, anyway: bool = False
) -> tuple[Signal, str]:
    """Keep a signal that somebody told at the counter or by telephone, or of a professional or partner."""
    if not may_enter_signals(by, told.area.municipality_code):
        raise NotAllowed(_("You may not enter signals in this municipality."))
    if channel not in (Channel.COUNTER, Channel.PROFESSIONAL, Channel.PARTNER):
        raise Refused(_("Choose who tells this."), field="channel")
    if organisation is not None and told.area.municipality_code not in organisation.codes:
        raise Refused(_("This organisation does not work in this municipality."), field="organisation")
    seen = _checked(told)
    if seen and not anyway:
        raise NamesAPerson(seen)
    token, digest = new_token()
    with transaction.atomic():
        made = _kept(by, told, seen, digest, channel=channel, organisation=organisation)
    return made, token


def checked_text(text: str, *, field: str = "text", longest: int = LONGEST) -> str:
    """The text without spaces around it; refused when it is empty, too long or no plain text."""
    plain = text.strip()
    if not plain:
        raise Refused(_("Write something; a sentence is enough."), field=field)
    if len(plain) > longest:
        message = _("This text is too long: %(length)s signs. At most %(most)s fit.")
        raise Refused(message % {"length": len(plain), "most": longest}, field=field)
    if wrong := wrong_in_text(plain):
        raise Refused(" ".join(wrong), field=field)
    return plain


def _checked(told: Told) -> tuple[Sighting, ...]:
    """What seems to name a person, after everything else that can be wrong."""
    if told.area.valid_to is not None or not told.area.municipality_code:
        raise Refused(_("Choose a wijk of today's map."), field="area")
    return sightings(checked_text(told.text), known_names(told.area.municipality_code))


def _kept(
    by: Actor,
    told: Told,
    seen: tuple[Sighting, ...],
    digest: str,
    *,
    channel: str,
    organisation: Organisation | None = None,
) -> Signal:
    made = Signal.objects.create(
        municipality_code=told.area.municipality_code,
        district_code=told.area.code if told.area.code.startswith("WK") else "",
        theme=told.theme,
        target_group=told.target_group,
        text=told.text.strip(),
        email=told.email.strip(),
        channel=channel,
        organisation=organisation,
        state=SignalState.HELD if seen else SignalState.NEW,
        held_for=list(dict.fromkeys(one.kind.value for one in seen)),
        token_digest=digest,
        actor_id="" if channel == Channel.FORM else by.actor_id,
    )
    record(by, "signal.held" if seen else "signal.made", made, municipality=made.municipality_code)
    return made


def _refuse_flood(made: Signal) -> None:
    """Stands after the record: who records in one municipality waits in line, so that the count is exact."""
    here = Signal.objects.filter(municipality_code=made.municipality_code, channel=Channel.FORM)
    if here.filter(made_at__gt=timezone.now() - timedelta(hours=1)).count() > PER_MUNICIPALITY_AN_HOUR:
        raise Refused(too_many())


def too_many() -> str:
    """What somebody hears when too much comes in at once."""
    said = _("Too many messages are coming in now. Try again in an hour. What you typed is still here.")
    if not settings.CONTACT_EMAIL:
        return said
    return said + " " + _("Or mail us: %(address)s.") % {"address": settings.CONTACT_EMAIL}
