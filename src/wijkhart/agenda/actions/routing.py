"""What happens with a signal that seems to name a person: said anew, passed on, or let through."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.agenda.actions.answering import AnswerNotMailed
from wijkhart.agenda.actions.signals import NamesAPerson, checked_text
from wijkhart.agenda.models import Signal, SignalState
from wijkhart.agenda.naming import sightings
from wijkhart.agenda.perms import may_route_signals
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.mails import send


def rephrase_signal(*, by: Actor, signal: Signal, text: str, sure: bool = False) -> Signal:
    """Say what was meant without the person; the old words are gone for good, and the signal joins the others."""
    plain = checked_text(text)
    seen = sightings(plain, known_names(signal.municipality_code))
    if seen and not sure:
        raise NamesAPerson(seen)
    with transaction.atomic():
        locked = _held(by, signal)
        locked.text, locked.held_for, locked.state = plain, [], SignalState.NEW
        locked.save(update_fields=["text", "held_for", "state"])
        record(by, "signal.rephrased", locked, municipality=locked.municipality_code)
    return locked


def clear_signal(*, by: Actor, signal: Signal) -> Signal:
    """Say that it was a false alarm: the signal names nobody and joins the others as it is."""
    with transaction.atomic():
        locked = _held(by, signal)
        locked.held_for, locked.state = [], SignalState.NEW
        locked.save(update_fields=["held_for", "state"])
        record(by, "signal.cleared", locked, municipality=locked.municipality_code)
    return locked


def refer_signal(*, by: Actor, signal: Signal) -> Signal:
    """Pass it on by the team's own route, outside this site: the words are erased here, only the count stays.

    The sender hears that by mail when an address was given, which is wiped then.
    """
    with transaction.atomic():
        locked = _held(by, signal)
        address, locked.email, locked.text = locked.email, "", ""
        locked.state, locked.answered_by, locked.answered_at = SignalState.REFERRED, by.actor_id, timezone.now()
        locked.save(update_fields=["email", "text", "state", "answered_by", "answered_at"])
        record(by, "signal.referred", locked, municipality=locked.municipality_code)
    facts = {"sent_at": locked.made_at}
    if address and not send("agenda/signal_referred_mail.txt", address, gettext_noop("about your signal"), facts):
        raise AnswerNotMailed(1)
    return locked


def _held(by: Actor, signal: Signal) -> Signal:
    """The signal as it is now, kept for this transaction; refused when a colleague was first."""
    if not may_route_signals(by, signal.municipality_code):
        raise NotAllowed(_("You may not handle signals that seem to name a person."))
    locked = Signal.objects.select_for_update().get(pk=signal.pk)
    if locked.state != SignalState.HELD:
        raise Refused(_("A colleague has already handled this signal."))
    return locked
