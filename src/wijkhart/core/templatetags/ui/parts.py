"""Small components."""

from typing import Final

from django.utils.safestring import SafeString

from wijkhart.core.icons import ICONS
from wijkhart.core.templatetags.ui.rendering import component

BUTTONS: Final = {
    "primary": "nl-button--primary",
    "secondary": "nl-button--secondary",
    "subtle": "nl-button--subtle",
    "danger": "nl-button--primary nl-button--negative",
}
"""The looks of a button."""


def badge(text: str, kind: str = "neutral") -> SafeString:
    """A short fact in a small box; kind is neutral, info, ok, warning, error or accent."""
    return component("badge", text=text, kind=kind)


def crumb(label: str, url: str = "") -> SafeString:
    """One step of the breadcrumbs; the page itself has no address."""
    return component("crumb", label=label, url=url)


def icon(name: str, label: str = "") -> SafeString:
    """A drawing in the colour of the text; silent for a screen reader unless it has a label."""
    return component("icon", paths=ICONS[name], label=label)


def empty(title: str, advice: str = "") -> SafeString:
    """What stands where a list is empty: what was not found and what to do now."""
    return component("empty", title=title, advice=advice)


def button_link(label: str, url: str, kind: str = "primary", icon: str = "") -> SafeString:
    """A link that looks like a button; kind is primary, secondary or subtle."""
    return component("button_link", label=label, url=url, style=BUTTONS[kind], icon=icon)
