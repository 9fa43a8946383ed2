"""Sending a mail: plain text, in the language of the site, with one clear action."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation


def send(template: str, to: str, subject: str, facts: dict[str, Any]) -> bool:
    """Send one mail; says whether it left. Called outside a transaction. The subject is translated here."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(template, {**facts, "site_name": settings.SITE_NAME})
        try:
            send_mail(f"{settings.SITE_NAME}: {translation.gettext(subject)}", text, None, [to])
        except (SMTPException, OSError):
            return False
    return True
