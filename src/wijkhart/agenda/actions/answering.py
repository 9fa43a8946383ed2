"""Letting the sender hear what was done: one signal at a time, or a whole group with one answer."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from wijkhart.agenda.actions.signals import NamesAPerson, checked_text
from wijkhart.agenda.models import Signal, SignalGroup, SignalState
from wijkhart.agenda.naming import Kind, sightings
from wijkhart.agenda.perms import may_answer_signals
from wijkhart.agenda.queries.known_names import known_names
from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.mails import send

ADDRESS_KEPT: Final = timedelta(days=180)
"""An address of a signal that nobody answered is forgotten after this long."""


class AnswerNotMailed(Refused):
    """The answer is kept and stands on the page of the sender, but some mails did not leave."""

    def __init__(self, mails: int) -> None:
        message = ngettext(
            "The answer is kept, but one mail could not be sent. The sender can still read it on the page.",
            "The answer is kept, but %(count)s mails could not be sent. The senders can still read it on their page.",
            mails,
        )
        super().__init__(message % {"count": mails})


def take_up_signal(*, by: Actor, signal: Signal) -> Signal:
    """Say that somebody looks into it; the sender sees that on the page of the signal."""
    _demand(by, signal.municipality_code)
    with transaction.atomic():
        locked = Signal.objects.select_for_update().get(pk=signal.pk)
        if locked.state != SignalState.NEW:
            raise Refused(_("This signal is not new any more."))
        locked.state = SignalState.TAKEN
        locked.save(update_fields=["state"])
        record(by, "signal.taken", locked, municipality=locked.municipality_code)
    return locked


def answer_signal(*, by: Actor, signal: Signal, answer: str, site: str, sure: bool = False) -> Signal:
    """Say what was done. The sender gets it by mail when an address was given; the address is wiped then."""
    _demand(by, signal.municipality_code)
    said = _checked_answer(answer, signal.municipality_code, sure)
    with transaction.atomic():
        locked = Signal.objects.select_for_update().get(pk=signal.pk)
        if locked.state in (SignalState.HELD, SignalState.REFERRED):
            raise Refused(_("This signal is held back or was passed on. It gets no answer here."))
        if not locked.waits:
            raise Refused(
                _("A colleague has already answered this signal. Read that answer below; yours is still here.")
            )
        mails = _answered(by, [locked], said)
    _mail(mails, said, site)
    return locked


def answer_group(*, by: Actor, group: SignalGroup, answer: str, site: str, sure: bool = False) -> list[Signal]:
    """Give one answer to every signal of a group that waits for one."""
    _demand(by, group.municipality_code)
    said = _checked_answer(answer, group.municipality_code, sure)
    with transaction.atomic():
        SignalGroup.objects.select_for_update().get(pk=group.pk)
        rows = list(Signal.objects.open().select_for_update().filter(group=group).order_by("pk"))
        if not rows:
            raise Refused(_("Every signal of this group has an answer already. Yours is still here."))
        mails = _answered(by, rows, said)
        record(by, "signal_group.answered", group, municipality=group.municipality_code)
    _mail(mails, said, site)
    return rows


def _demand(by: Actor, municipality: str) -> None:
    if not may_answer_signals(by, municipality):
        raise NotAllowed(_("You may not answer signals in this municipality."))


def _checked_answer(answer: str, municipality: str, sure: bool) -> str:
    """Answers are public: they name nobody, unless whoever answers is sure that it is no person."""
    said = checked_text(answer, field="answer")
    seen = tuple(one for one in sightings(said, known_names(municipality)) if one.kind in (Kind.NAME, Kind.NUMBER))
    if seen and not sure:
        raise NamesAPerson(seen, field="answer")
    return said


def _answered(by: Actor, rows: list[Signal], said: str) -> list[tuple[str, Signal]]:
    """Keep the answer at each signal; gives the addresses that hear it, which are wiped now."""
    mails = [(row.email, row) for row in rows if row.email]
    for row in rows:
        row.email, row.answer, row.state = "", said, SignalState.ANSWERED
        row.answered_by, row.answered_at = by.actor_id, timezone.now()
        row.save()
        record(by, "signal.answered", row, municipality=row.municipality_code)
    return mails


def _mail(mails: list[tuple[str, Signal]], said: str, site: str) -> None:
    failed = 0
    for address, signal in mails:
        failed += not send("agenda/signal_mail.txt", address, gettext_noop("what was done with your signal"), {
            "answer": said, "sent_at": signal.made_at, "link": _public_page(signal, site),
        })  # fmt: skip
    if failed:
        raise AnswerNotMailed(failed)


def _public_page(signal: Signal, site: str) -> str:
    path = (
        reverse("district_signals", args=[signal.district_code])
        if signal.district_code
        else reverse("municipality_signals", args=[signal.municipality_code])
    )
    return site.rstrip("/") + path


def forget_addresses(*, by: Actor) -> int:
    """Forget the addresses of signals that nobody answered in half a year; gives how many. Part of every night."""
    if not by.may("signal.answer", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    old = Signal.objects.exclude(email="").filter(made_at__lt=timezone.now() - ADDRESS_KEPT)
    with transaction.atomic():
        wiped = old.update(email="")
        if wiped:
            record(by, "signal.forgotten")
    return wiped
