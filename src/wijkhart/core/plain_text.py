"""Texts that people type are plain text: no page ever reads HTML in them."""

import re
from typing import Final

from django.utils.translation import gettext as _

MARKUP: Final = re.compile(r"<\s*/?\s*[A-Za-z][^<>]*>|<\s*(?:script|style|iframe)\b|<!--|&#?\w{2,8};", re.IGNORECASE)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def wrong_in_text(text: str) -> tuple[str, str] | None:
    """What is wrong with a text and what to do about it; None when it is plain.

    Tags are refused, not stripped: what somebody wrote is never changed behind their back.

    >>> wrong_in_text("2 < 3, I <3 soup & bread, <jan") is None
    True
    >>> wrong_in_text("<b>Soup</b>") is None
    False
    """
    if MARKUP.search(text):
        return _("This text holds HTML code."), _("Write plain text, without < and >.")
    if CONTROL.search(text):
        return _("This text holds a sign that cannot be shown."), _("Type the text again yourself.")
    return None
