"""Asking a player by mail or in person, with a link that needs no account, and taking its answer."""

from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.audit.actions import record
from wijkhart.coordination.actions.alliance_holding import hold_partner
from wijkhart.coordination.actions.partners import PartnerFacts, fill_partner
from wijkhart.coordination.links import invited
from wijkhart.coordination.models import Alliance, AlliancePartner, PartnerState
from wijkhart.coordination.queries.invitations import Letter, letter_to, may_answer, token_for, usable
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.limits import takes_turn
from wijkhart.core.mails import send
from wijkhart.core.plain_text import wrong_in_text

VALID: Final = timedelta(days=30)
"""How long the link of an invitation works for who has not said yes."""
MAILS_A_DAY: Final = 3
"""To one player: more would be pushing."""
DAY: Final = 24 * 3600
SUBJECT: Final = gettext_noop("do you join in?")
ANSWERS: Final = frozenset({PartnerState.YES, PartnerState.NO, PartnerState.TALK})
LONGEST: Final = 1000
OPENED: Final = ("state", "token_digest", "asked_at", "expires_at")
"""What a mail that did not leave sets back."""


def send_invitation(
    *, by: Actor, partner: AlliancePartner, facts: PartnerFacts, email: str, site: str
) -> tuple[AlliancePartner, bool]:
    """Mail the invitation; says whether it left. When it did not, an earlier link works on and nothing is lost.

    `site` is where this Wijkhart stands. A new mail replaces the link of the one before.
    """
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("This is not a mail address. Check it, please."), field="email") from None
    before, opened, token = _open(by, partner, facts, address)
    letter = letter_to(opened, site.rstrip("/") + reverse("invitation_answer", args=[token]))
    if send("coordination/invitation_mail.txt", address, SUBJECT, {"letter": letter}):
        return opened, True
    return _set_back(by, opened, before), False


def make_invitation_link(*, by: Actor, partner: AlliancePartner, facts: PartnerFacts, site: str) -> Letter:
    """The invitation as a text to hand over, with a new link, for who is called or met. It is shown once."""
    _before, opened, token = _open(by, partner, facts, None)
    return letter_to(opened, site.rstrip("/") + reverse("invitation_answer", args=[token]))


def answer_invitation(*, by: Actor, partner: AlliancePartner, answer: str, words: str = "") -> AlliancePartner:
    """Take the answer behind a link; it replaces an earlier one for as long as it can be changed."""
    with transaction.atomic():
        alliance = Alliance.objects.select_for_update().get(pk=partner.alliance_id)
        locked = AlliancePartner.objects.select_for_update().filter(pk=partner.pk).first()
        if by.actor_id != invited(partner).actor_id:
            raise NotAllowed(_("Only who holds the link can answer with it."))
        found = usable(locked)
        found.alliance = alliance
        if not may_answer(found):
            raise Refused(_("The alliance is at work. Tell who brings you together that something changes."))
        return _answered(by, found, answer, words)


def record_answer(*, by: Actor, partner: AlliancePartner, answer: str, words: str = "") -> AlliancePartner:
    """Write down what a player said by telephone or at the counter, for who does not go online."""
    with transaction.atomic():
        locked = hold_partner(by, partner)
        if not locked.task.strip():
            raise Refused(_("Write down first what this player would do, and what is in it."), field="answer")
        return _answered(by, locked, answer, words)


def forget_invitation_addresses(*, by: Actor) -> int:
    """Forget the addresses of who did not say yes before the link ended; gives how many. Part of every night."""
    if not by.may("alliance.edit", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    ended = AlliancePartner.objects.exclude(email="").exclude(state=PartnerState.YES)
    with transaction.atomic():
        wiped = ended.filter(expires_at__lte=timezone.now()).update(email="")
        if wiped:
            record(by, "partner.forgotten")
    return wiped


def _answered(by: Actor, locked: AlliancePartner, answer: str, words: str) -> AlliancePartner:
    if answer not in ANSWERS:
        raise Refused(_("Choose one of the three answers."), field="answer")
    said = words.strip()
    if len(said) > LONGEST:
        raise Refused(_("This text is too long. At most %(most)s signs fit.") % {"most": LONGEST}, field="words")
    if wrong := wrong_in_text(said):
        raise Refused(" ".join(wrong), field="words")
    locked.state, locked.words, locked.answered_at = answer, said, timezone.now()
    if answer == PartnerState.NO:
        locked.email = ""
    locked.save()
    record(by, "partner.answered", locked, municipality=locked.alliance.municipality_code)
    return locked


def _open(
    by: Actor, partner: AlliancePartner, facts: PartnerFacts, address: str | None
) -> tuple[AlliancePartner, AlliancePartner, str]:
    """Write down that a player is asked; gives it as it was, as it is, and the secret of its new link.

    `address` is None when nothing is mailed: the address that is known stays.
    """
    token, digest = token_for(partner)
    with transaction.atomic():
        locked = hold_partner(by, partner)
        before = AlliancePartner.objects.get(pk=partner.pk)
        _refuse_to_ask(locked, facts)
        if address is not None and not takes_turn("alliance", str(partner.pk), MAILS_A_DAY, DAY):
            message = _("This player had %(most)s mails today. Wait a day, or call.")
            raise Refused(message % {"most": MAILS_A_DAY}, field="email")
        fill_partner(locked, facts)
        locked.email = locked.email if address is None else address
        locked.token_digest, locked.asked_at = digest, timezone.now()
        locked.expires_at = locked.asked_at + VALID
        if locked.state == PartnerState.THOUGHT:
            locked.state = PartnerState.ASKED
        locked.save()
        record(by, "partner.asked", locked, municipality=locked.alliance.municipality_code)
    return before, locked, token


def _refuse_to_ask(partner: AlliancePartner, facts: PartnerFacts) -> None:
    """Nobody is asked without knowing for what, or what is in it; and who said no is left in peace."""
    if partner.state == PartnerState.NO:
        raise Refused(_("This player said no. Nobody is asked twice: wait until they come back to it themselves."))
    if partner.state == PartnerState.LEFT:
        raise Refused(_("This player has stopped. Add it to the list again first."))
    if not facts.task.strip():
        raise Refused(_("Say what this player would do."), field="task")
    if not facts.gain.strip():
        raise Refused(_("Say what is in it for this player. Nobody can be forced."), field="gain")


def _set_back(by: Actor, opened: AlliancePartner, before: AlliancePartner) -> AlliancePartner:
    """After a mail that did not leave: the player is asked as it was before, unless a newer link was made since."""
    with transaction.atomic():
        locked = AlliancePartner.objects.select_for_update().get(pk=opened.pk)
        if locked.token_digest == opened.token_digest and locked.answered_at == opened.answered_at:
            for name in OPENED:
                setattr(locked, name, getattr(before, name))
            locked.save()
        record(by, "partner.unsent", locked, municipality=locked.alliance.municipality_code)
    return locked
