"""Sending a mail of the directory: plain text, in Dutch, with one clear action."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from wijkhart.directory.models import MailFault


def send(template: str, to: str, subject: str, facts: dict[str, Any]) -> MailFault | None:
    """Send one mail; gives why it could not be sent, None when it was. Called outside a transaction.

    `subject` is a text that is translated here.
    """
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {**facts, "site_name": settings.SITE_NAME})
        said = translation.gettext(subject)
        try:
            send_mail(f"{settings.SITE_NAME}: {said}", text, None, [to])
        except SMTPRecipientsRefused:
            return MailFault.REFUSED
        except (SMTPException, OSError):
            return MailFault.UNREACHABLE
    return None
