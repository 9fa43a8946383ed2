"""The wijk picture on paper: one self-contained page of HTML, and the PDF made of it."""

from importlib import import_module
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wijkhart.core.errors import Refused
from wijkhart.portal.queries.wijkbeeld import Wijkbeeld

STYLE = "portal/paper.css"
MAP_STYLE = "portal/paper_map.css"
"""Of the drawing, inside it: the PDF library gives a drawing no style from outside."""


def as_html(picture: Wijkbeeld) -> str:
    """A whole document with its style inside, that can be kept as one file."""
    values = {"picture": picture, "style": style_of(STYLE), "map_style": style_of(MAP_STYLE)}
    return render_to_string("portal/wijkbeeld_paper.html", values)


def as_pdf(picture: Wijkbeeld) -> bytes:
    """The same document as a PDF. Raises `Refused` when the library Pango is not on this machine."""
    return pdf_of(as_html(picture))


def pdf_of(document: str) -> bytes:
    """A document with its style inside as a PDF. Raises `Refused` when the library Pango is not on this machine."""
    content: bytes = _weasyprint().HTML(string=document).write_pdf()
    return content


def style_of(name: str) -> str:
    """A style sheet as text."""
    path = finders.find(name)
    with open(str(path), encoding="utf-8") as file:
        return file.read()


def _weasyprint() -> Any:
    """The PDF library; importing it needs Pango, which a machine may lack."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as error:
        message = _("This machine cannot make a PDF: the library Pango is not there.")
        advice = _("On Debian or Ubuntu: apt install libpangoft2-1.0-0. On macOS: brew install pango.")
        raise Refused(f"{message} {advice}") from error
