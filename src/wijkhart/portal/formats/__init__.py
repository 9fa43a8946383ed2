"""The wijk picture in the forms people and programs ask for; all from the same query."""

from collections.abc import Callable

from wijkhart.portal.formats.facts import as_facts, as_json
from wijkhart.portal.formats.paper import as_html, as_pdf
from wijkhart.portal.formats.text import as_text
from wijkhart.portal.queries import Wijkbeeld

_RENDERERS: dict[str, Callable[[Wijkbeeld], bytes]] = {
    "text": lambda picture: as_text(picture).encode(),
    "json": lambda picture: as_json(picture).encode(),
    "html": lambda picture: as_html(picture).encode(),
    "pdf": as_pdf,
}
FORMATS = tuple(_RENDERERS)


def render(picture: Wijkbeeld, wanted: str) -> bytes:
    """The picture in one of `FORMATS`. Raises `Refused` when this machine cannot make a PDF."""
    return _RENDERERS[wanted](picture)


__all__ = ["FORMATS", "as_facts", "as_html", "as_json", "as_pdf", "as_text", "render"]
