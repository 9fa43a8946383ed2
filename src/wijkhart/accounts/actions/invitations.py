"""Asking people to join, and their answer."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.models import Invitation, InvitationState, Membership, Organisation, User
from wijkhart.accounts.perms import may_give_role
from wijkhart.accounts.roles import Role
from wijkhart.areas.models import Area
from wijkhart.audit.actions import name_actor, record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

VALID_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Ask:
    """Who is asked to be what, for whom and where."""

    email: str
    organisation: Organisation
    role: str
    municipality: str
    district: str = ""
    authority: str = ""


def invite_member(*, by: Actor, ask: Ask, site: str, mail: bool = True) -> tuple[Invitation, str]:
    """Ask somebody by mail; gives the invitation and the link that was mailed. `site` is where this Wijkhart stands.

    Without `mail` the link is for who asks to hand over: a command on the server, never a page. An earlier open
    invitation to the same address for the same organisation and role is withdrawn.
    """
    if ask.role not in Role.values or not may_give_role(by, ask.role, ask.district or ask.municipality):
        raise NotAllowed(_("You may not give or change this role here."))
    _refuse_bad_place(by, ask)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        for earlier in _open_like(ask):
            _withdraw(by, earlier)
        made = _store(by, ask, token)
        record(by, "invitation.sent", made, municipality=ask.municipality)
    link = site.rstrip("/") + reverse("invitation_accept", args=[token])
    if mail:
        _mail(by, made, link)
    return made, link


def withdraw_invitation(*, by: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back; its link stops working."""
    if not may_give_role(by, invitation.role, invitation.district_code or invitation.municipality_code):
        raise NotAllowed(_("You may not withdraw this invitation."))
    with transaction.atomic():
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if locked.accepted_at:
            raise Refused(_("This invitation has already been accepted."))
        if locked.withdrawn_at is None:
            _withdraw(by, locked)
    return locked


def accept_invitation(*, by: Actor, token: str, name: str = "", password: str = "") -> Membership:
    """Join: a new account with a name and a password, or the account that already has the invited address.

    The link counts once, until it expires, and only for the address it was sent to.
    """
    with transaction.atomic():
        invitation = usable(Invitation.objects.select_for_update().filter(token_digest=digest_of(token)).first())
        user = _user_for(by, invitation, name, password)
        membership = _join(user, invitation)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        record(ActingUser(user, None), "invitation.accepted", invitation, municipality=invitation.municipality_code)
    return membership


def digest_of(token: str) -> str:
    """What the database keeps of a token; the token itself stands in the mail only."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable(invitation: Invitation | None) -> Invitation:
    """The invitation, or the reason why its link does not work."""
    if invitation is None:
        raise Refused(_("This link is not right. Perhaps a part is missing: copy the whole link from the mail."))
    match invitation.state:
        case InvitationState.ACCEPTED:
            raise Refused(_("This invitation has already been used. You can log in."))
        case InvitationState.WITHDRAWN:
            raise Refused(_("This invitation was withdrawn. Ask for a new one if you did not expect that."))
        case InvitationState.EXPIRED:
            raise Refused(_("This invitation is no longer valid. Ask for a new one."))
    return invitation


def _refuse_bad_place(by: Actor, ask: Ask) -> None:
    works_here = Organisation.objects.visible_to(by).working_in(ask.municipality).filter(pk=ask.organisation.pk)
    if not works_here.exists():
        raise Refused(_("This organisation does not work in this municipality."), field="organisation")
    districts = Area.objects.current().districts().within(ask.municipality)
    if ask.district and not districts.filter(code=ask.district).exists():
        raise Refused(_("This wijk does not lie in this municipality."), field="district")


def _open_like(ask: Ask) -> list[Invitation]:
    same = Invitation.objects.select_for_update().open().filter(email__iexact=ask.email)
    return list(same.filter(organisation=ask.organisation, role=ask.role, municipality_code=ask.municipality))


def _store(by: Actor, ask: Ask, token: str) -> Invitation:
    return Invitation.objects.create(
        email=ask.email.strip().lower(),
        organisation=ask.organisation,
        role=ask.role,
        municipality_code=ask.municipality,
        district_code=ask.district,
        authority=ask.authority,
        invited_by=by.user if isinstance(by, ActingUser) else None,
        token_digest=digest_of(token),
        expires_at=timezone.now() + VALID_FOR,
    )


def _withdraw(by: Actor, invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(by, "invitation.withdrawn", invitation, municipality=invitation.municipality_code)


def _mail(by: Actor, invitation: Invitation, link: str) -> None:
    """Outside the transaction: a slow mail server must not hold up other writes."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "accounts/invitation_mail.txt", {"invitation": invitation, "link": link, "site_name": settings.SITE_NAME}
        )
        subject = _("%(site)s: you are invited") % {"site": settings.SITE_NAME}
        try:
            send_mail(subject, text, None, [invitation.email])
        except (SMTPException, OSError) as error:
            withdraw_invitation(by=by, invitation=invitation)
            raise Refused(_("The mail could not be sent, so nobody was invited. Try again later.")) from error


def _user_for(by: Actor, invitation: Invitation, name: str, password: str) -> User:
    user = User.objects.filter(email__iexact=invitation.email).first()
    if isinstance(by, ActingUser):
        if by.user != user:
            raise Refused(_("This invitation was sent to another address than yours. Log out and open the link again."))
        return by.user
    if user is not None:
        raise Refused(_("You already have an account with this address. Log in first, then open the link again."))
    return _new_user(invitation.email, name, password)


def _new_user(email: str, name: str, password: str) -> User:
    if not name.strip():
        raise Refused(_("Fill in your name."), field="name")
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
    user = User.objects.create_user(email, password, name=name.strip())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    name_actor(by=ActingUser(user, None), actor_id=f"user:{user.pk}", name=user.name)
    return user


def _join(user: User, invitation: Invitation) -> Membership:
    """A membership that still holds is kept as it is."""
    same = {
        "user": user,
        "organisation": invitation.organisation,
        "role": invitation.role,
        "municipality_code": invitation.municipality_code,
        "district_code": invitation.district_code,
        "ended_at": None,
    }
    membership, made = Membership.objects.get_or_create(**same, defaults={"authority": invitation.authority})
    if not made and membership.valid_to and membership.valid_to < timezone.localdate():
        membership.valid_to = None
        membership.save(update_fields=["valid_to"])
    return membership
