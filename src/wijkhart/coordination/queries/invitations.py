"""Invitations as they are read: whose link it is, whether it still works, and what it says."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState, PartnerState
from wijkhart.coordination.queries.sentences import in_words
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import Refused
from wijkhart.core.links import digest_of, new_token
from wijkhart.directory.models import Service
from wijkhart.places.models import Place

NAMED: Final = 3
STILL_OPEN: Final = frozenset({PartnerState.THOUGHT, PartnerState.ASKED, PartnerState.TALK})


class LinkRefused(Refused):
    """The link does nothing, and the message says why. `known`: it once was a link of ours."""

    def __init__(self, message: str, *, known: bool) -> None:
        super().__init__(message)
        self.known = known


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation as it is mailed, shown and read aloud."""

    partner: AlliancePartner
    alliance: Alliance
    area: str
    """Where it is about."""
    asks: str
    """Who asks."""
    why: str
    """Why this player."""
    expires_on: date | None
    link: str = ""


def token_for(partner: AlliancePartner) -> tuple[str, str]:
    """A new secret for the link of a player, and the digest to keep.

    The id stands before the secret, so that an old link can say that a newer one replaced it.
    """
    token = f"{partner.pk.hex}-{new_token()[0]}"
    return token, digest_of(token)


def partner_of_token(token: str) -> AlliancePartner:
    """The player whose link this is. Raises `LinkRefused` with the reason when the link does nothing (any more)."""
    found = AlliancePartner.objects.filter(token_digest=digest_of(token))
    partner = found.select_related("alliance__lead", "alliance__theme", "organisation").first()
    if partner is None and _was_replaced(token):
        message = _(
            "A newer link replaced this one, or a part is missing. Use the whole link of the last mail you got."
        )
        raise LinkRefused(message, known=True)
    return usable(partner)


def usable(partner: AlliancePartner | None) -> AlliancePartner:
    """The player, or why its link does nothing."""
    if partner is None:
        message = _("This link is not right. Perhaps a part is missing: copy the whole link from the mail.")
        raise LinkRefused(message, known=False)
    state = partner.alliance.state
    if partner.state == PartnerState.LEFT:
        words = (
            _("You take no part any more. Thank you for what you did.")
            if partner.answered_at
            else _("This invitation was withdrawn. You need not do anything.")
        )
        raise LinkRefused(words, known=True)
    if state == AllianceState.STOPPED:
        raise LinkRefused(_("This plan was stopped, so the invitation no longer counts. Thank you."), known=True)
    if partner.state == PartnerState.YES:
        return partner
    if state == AllianceState.FINISHED:
        raise LinkRefused(_("This plan is finished, so the invitation no longer counts. Thank you."), known=True)
    if partner.expires_at is None or partner.expires_at <= timezone.now():
        message = _(
            "This invitation was valid for a month, and that is over. Do you want to join in? Tell who asked you."
        )
        raise LinkRefused(message, known=True)
    return partner


def may_answer(partner: AlliancePartner) -> bool:
    """Whether the answer can still be given or changed through the link."""
    state = partner.alliance.state
    return state == AllianceState.FORMING or (state == AllianceState.RUNNING and partner.state in STILL_OPEN)


def others_of(partner: AlliancePartner) -> list[str]:
    """The names of the other players that said yes, for who is asked to join them."""
    rows = AlliancePartner.objects.filter(alliance=partner.alliance_id, state=PartnerState.YES).exclude(pk=partner.pk)
    return list(rows.order_by("name").values_list("name", flat=True))


def letter_to(partner: AlliancePartner, link: str = "") -> Letter:
    """What the invitation says."""
    alliance = partner.alliance
    codes = [alliance.municipality_code, alliance.district_code]
    names = dict(Area.objects.current().filter(code__in=codes).values_list("code", "name"))
    town = names.get(alliance.municipality_code, alliance.municipality_code)
    wijk = names.get(alliance.district_code, "")
    return Letter(
        partner,
        alliance,
        area=f"{wijk}, {town}" if wijk else town,
        asks=alliance.lead.name if alliance.lead else _("The wijk team of %(town)s") % {"town": town},
        why=_why(partner, wijk or town),
        expires_on=timezone.localdate(partner.expires_at) if partner.expires_at else None,
        link=link,
    )


def _why(partner: AlliancePartner, area: str) -> str:
    """Why this player: what it does already, its place, or that it knows people there. Only from what is public."""
    about = partner.alliance
    if partner.organisation_id:
        offers = Service.objects.visible_to(ANONYMOUS).running()
        own = offers.filter(provider_id=partner.organisation_id, municipality_code=about.municipality_code)
        near = own.filter(themes=about.theme_id) | own.filter(target_groups=about.target_group_id)
        if names := list(near.distinct().order_by("name").values_list("name", flat=True)):
            return _("You do something like it already: %(names)s.") % {"names": in_words(names[:NAMED])}
        places = Place.objects.visible_to(ANONYMOUS).filter(owner_id=partner.organisation_id)
        here = places.filter(municipality_code=about.municipality_code).order_by("name")
        if names := list(here.values_list("name", flat=True)[:NAMED]):
            return _("You have a place where people can meet: %(names)s.") % {"names": in_words(names)}
    return _("You know people in %(area)s.") % {"area": area}


def _was_replaced(token: str) -> bool:
    """Whether this was once the link of a player: its id stands before the secret."""
    front, _dash, secret = token.partition("-")
    try:
        known = UUID(hex=front)
    except ValueError:
        return False
    return bool(secret) and AlliancePartner.objects.filter(pk=known).exclude(token_digest=None).exists()
