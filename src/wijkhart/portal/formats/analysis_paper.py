"""A version of the wijk analysis on paper."""

from django.template.loader import render_to_string

from wijkhart.agenda.models import WijkAnalysis
from wijkhart.areas.models import Area
from wijkhart.portal.formats.paper import STYLE, pdf_of, style_of
from wijkhart.portal.queries.analysis_parts import parts_of


def analysis_html(area: Area, analysis: WijkAnalysis) -> str:
    """A whole document with its style inside."""
    values = {"area": area, "analysis": analysis, "parts": parts_of(analysis), "style": style_of(STYLE)}
    return render_to_string("portal/analysis_paper.html", values)


def analysis_pdf(area: Area, analysis: WijkAnalysis) -> bytes:
    """The same document as a PDF. Raises `Refused` when the library Pango is not on this machine."""
    return pdf_of(analysis_html(area, analysis))
