"""The languages that a visitor can ask for."""

from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

OWN_NAMES: Final = {"ku": _("Kurdish"), "so": _("Somali"), "ti": _("Tigrinya"), "zh": _("Chinese")}
"""Those that Django has no name for."""
OFFERED_LANGUAGES: Final = (
    *("nl", "en", "ar", "bg", "de", "es", "fa", "fr", "ku", "pl", "pt", "ro", "ru", "so", "ti", "tr", "uk", "zh"),
)


def language_name(code: str) -> str:
    """A language in the language of the reader; a code that nobody knows as it is."""
    if code in OWN_NAMES:
        return str(OWN_NAMES[code])
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def language_choices() -> list[tuple[str, str]]:
    """Codes with their names, by name."""
    return sorted(((code, language_name(code)) for code in OFFERED_LANGUAGES), key=lambda one: one[1].lower())
