"""Components that go around content."""

from typing import Final, Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wijkhart.core.templatetags.ui.rendering import component

Kind = Literal["info", "ok", "warning", "error"]

ICONS: Final = {"info": "info", "ok": "check", "warning": "warning", "error": "error"}
CLASSES: Final = {
    "info": "utrecht-alert--info",
    "ok": "utrecht-alert--ok",
    "warning": "utrecht-alert--warning",
    "error": "utrecht-alert--error",
}
SPOKEN: Final = {"info": _("Information"), "ok": _("Done"), "warning": _("Please note"), "error": _("Error")}


def alert(content: str, kind: Kind = "info", title: str = "") -> SafeString:
    """A message that stands out: info, ok, warning or error; its kind is said in words and shape, not colour alone."""
    return component(
        "alert", content=content, kind=kind, style=CLASSES[kind], title=title, icon=ICONS[kind], spoken=SPOKEN[kind]
    )


def card(content: str, title: str = "", url: str = "", level: int = 2) -> SafeString:
    """A piece of a page that can stand alone, with a title that may be a link."""
    return component("card", content=content, title=title, url=url, level=level)


def breadcrumbs(content: str) -> SafeString:
    """The way to this page; holds `{% crumb %}` tags, the last one without an address."""
    return component("breadcrumbs", content=content)


def scroll(content: str, label: str) -> SafeString:
    """A region that scrolls sideways by itself and can be reached by keyboard; for wide tables and charts."""
    return component("scroll", content=content, label=label)
