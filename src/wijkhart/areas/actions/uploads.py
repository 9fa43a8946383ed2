"""A file that somebody sends: looked into, put away under a safe name, and given to a worker."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from wijkhart.areas.kinds import KINDS, ImportKind, shape_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.ids import new_id
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job

LARGEST = 500_000_000
UNSAFE = re.compile(r"[^A-Za-z0-9_+-]+")


class SentFile(Protocol):
    """A file as a form gives it."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]: ...


def ask_import(*, by: Actor, kind: str, file: SentFile, municipality: str = "", year: int | None = None) -> Job:
    """Put a file away and ask a worker to bring it in; what it is inside decides, not its name."""
    if not by.may("areas.import", municipality):
        raise NotAllowed(_("You may not bring in figures here."))
    path = _put_away(KINDS[kind], file)
    params: dict[str, Any] = {"path": str(path), "municipality": municipality}
    if KINDS[kind].dated and year:
        params["year"] = year
    return enqueue_job(by=by, kind=KINDS[kind].job, params=params, municipality=municipality, title=path.name)


def _put_away(kind: ImportKind, file: SentFile) -> Path:
    if (file.size or 0) > LARGEST:
        raise Refused(_("This file is larger than 500 MB. Take the file of fewer areas."), field="file")
    chunks = iter(file.chunks())
    first = next(chunks, b"")
    shape = shape_of(first)
    if shape not in kind.shapes:
        raise Refused(
            _("Inside, this file is not a %(kind)s. Choose another kind or another file.") % {"kind": kind.label},
            field="file",
        )
    folder = Path(settings.DATA_DIR) / "uploads" / str(new_id())
    folder.mkdir(parents=True, mode=0o700)
    path = folder / f"{safe_name(file.name or '')}.{shape}"
    with path.open("wb") as stored:
        stored.write(first)
        for chunk in chunks:
            stored.write(chunk)
    return path


def safe_name(name: str) -> str:
    """The name without its folder, its ending, and every sign that means something to a machine."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    return UNSAFE.sub("_", stem).strip("_")[:80] or "bestand"
