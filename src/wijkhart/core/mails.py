"""Sending a mail: plain text, in the language of the site, with one clear action."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class MailFault(TextChoices):
    """Why a mail did not arrive, as far as this side knows."""

    SENDING = "sending", _("sending it broke off")
    REFUSED = "refused", _("the address was refused")
    UNREACHABLE = "unreachable", _("the mail server did not answer")


def deliver(template: str, to: str, subject: str, facts: dict[str, Any]) -> MailFault | None:
    """Send one mail; gives why it could not be sent, None when it was. Called outside a transaction.

    `subject` is a text that is translated here.
    """
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {**facts, "site_name": settings.SITE_NAME})
        try:
            send_mail(f"{settings.SITE_NAME}: {translation.gettext(subject)}", text, None, [to])
        except SMTPRecipientsRefused:
            return MailFault.REFUSED
        except (SMTPException, OSError):
            return MailFault.UNREACHABLE
    return None


def send(template: str, to: str, subject: str, facts: dict[str, Any]) -> bool:
    """Send one mail as `deliver` does; says whether it left."""
    return deliver(template, to, subject, facts) is None
