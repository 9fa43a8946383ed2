"""What the rules of use say about a booking, and the public note of each decision that departs from them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.formats import euro
from wijkhart.places.booking_facts import Standing
from wijkhart.places.models import Booking, ExceptionKind, RefusalGround, Room, RuleException
from wijkhart.places.queries.rules import Asking, Price, price_in

MOST_CENTS = 10_000_000
"""Of one booking."""
RULE_NAME = 160
"""Signs of the name of a rule that the list of exceptions keeps."""


def terms_by_rule(room: Room, day: date, minutes: int, asked: Asking) -> dict[str, Any]:
    """The fields of a booking that follow from the rules; where none are in force only the words of the room."""
    return terms_of(room, price_in(room, day, minutes, asked))


def terms_of(room: Room, price: Price | None) -> dict[str, Any]:
    """The same, of a price that is known."""
    if price is None:
        return {"price_note": room.price_note}
    return {
        "rules": price.rules,
        "rule_name": price.line.name,
        "rank": price.line.rank,
        "rule_cents": price.cents,
        "price_cents": price.cents,
        "price_note": room.price_note if price.cents is None else price_words(price.cents, price.how),
    }


def price_words(cents: int, how: str) -> str:
    """The price with how it came about, as short as the booking keeps it."""
    return f"{euro(cents / 100)} ({how})"[:300]


def priced_anew(booking: Booking, minutes_before: int) -> None:
    """After a move: the price by rule of the new hours. Another price stays only when it is as long as before."""
    local = timezone.localtime(booking.starts_at)
    minutes = minutes_of(booking)
    kept = {"price_cents": booking.price_cents, "price_note": booking.price_note}
    departs = booking.price_cents != booking.rule_cents and minutes == minutes_before
    told = terms_by_rule(booking.room, local.date(), minutes, booking)
    if "rules" not in told:
        return
    for name, value in {**told, **(kept if departs else {})}.items():
        setattr(booking, name, value)


def minutes_of(booking: Booking) -> int:
    """How long a booking lasts, on the clock of the world."""
    return int((booking.ends_at - booking.starts_at).total_seconds() // 60)


def ask_price(by: Actor, booking: Booking, cents: int | None, why: str) -> bool:
    """Set the price asked; None is by rule. Another price than by rule needs a reason, which is published.

    Gives whether a price was set.
    """
    if cents is None:
        return booking.price_cents is not None
    if not 0 <= cents <= MOST_CENTS:
        raise Refused(_("This is not an amount for one booking."), field="price")
    departs = booking.rule_cents is not None and cents != booking.rule_cents
    if departs:
        if not why.strip():
            raise Refused(_("Say why this price is not the price by rule. Everyone can read it."), field="why")
        said = {"rule_cents": booking.rule_cents, "price_cents": cents}
        note_exception(by, booking, ExceptionKind.PRICE, why, said)
    if cents != booking.price_cents:
        words = _("another price than by rule; the reason is published") if departs else _("set by the manager")
        booking.price_cents, booking.price_note = cents, price_words(cents, words)
    return True


def ground_words(by: Actor, booking: Booking, ground: RefusalGround | None, reason: str) -> str:
    """Why a request is refused: a published ground, with more words or not. Another reason is an exception."""
    if booking.rules_id is None:
        return reason
    if ground is None:
        if reason.strip():
            note_exception(by, booking, ExceptionKind.REFUSAL, reason, {})
        return reason
    if ground.rules_id != booking.rules_id:
        raise Refused(_("This ground is not in the rules of this booking. Choose again."), field="ground")
    return f"{ground.text} {reason}".strip()


def note_exception(
    by: Actor, booking: Booking, kind: ExceptionKind, why: str, said: dict[str, Any], rule: tuple[str, str] = ("", "")
) -> RuleException:
    """Write in the public list that a decision departs from the rules; never by whom it was asked.

    `rule`: the name and the key of the rule that it departs from; empty is the rule of the booking.
    """
    name, key = rule
    made = RuleException.objects.create(
        municipality_code=booking.municipality_code,
        place=booking.room.place,
        kind=kind,
        booking=booking,
        rule_name=(name or booking.rule_name)[:RULE_NAME],
        rule_key=key,
        rules=None if kind == ExceptionKind.CONCEPT else booking.rules,
        user_kind=booking.user_kind,
        said=said,
        why=why.strip(),
        actor_id=by.actor_id,
        example=booking.example,
    )
    record(by, "rule_exception.made", made, municipality=made.municipality_code)
    return made


def note_standing(by: Actor, booking: Booking, standing: Iterable[Standing], why: str) -> None:
    """Write in the public list which rules were set aside for a booking, each by its own words."""
    for one in standing:
        note_exception(by, booking, one.kind, why, {}, (one.rule_name, one.rule_key))
