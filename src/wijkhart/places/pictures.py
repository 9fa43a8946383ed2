"""Making a picture that somebody sent safe to show: read as a picture, turned upright, drawn anew and smaller."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from wijkhart.core.errors import Refused

MOST_BYTES: Final = 15_000_000
MOST_PIXELS: Final = 50_000_000
WIDEST: Final = 1600
FORMATS: Final = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept: JPEG without anything but its pixels."""

    content: bytes
    width: int
    height: int


def drawn_anew(content: bytes) -> Drawn:
    """The picture in a file, drawn anew: no place, camera or thumbnail of the file goes along.

    Errors: `Refused` with what is wrong with the file and what to do.
    """
    if len(content) > MOST_BYTES:
        message = _("This picture is too large. Send a file of at most %(most)s MB.")
        raise Refused(message % {"most": MOST_BYTES // 1_000_000}, field="file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This picture has too many dots. Make it smaller first."), field="file")
            upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(
            _("This is not a picture that we can read. Send a JPEG, PNG or WebP file."), field="file"
        ) from None
    plain = _on_white(upright)
    plain.thumbnail((WIDEST, WIDEST))
    out = BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return Drawn(out.getvalue(), plain.width, plain.height)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without see-through parts, on white; the pixels only."""
    whole = picture.convert("RGBA")
    paper = Image.new("RGB", whole.size, "white")
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper
