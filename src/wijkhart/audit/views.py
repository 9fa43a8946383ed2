"""The log of a municipality."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wijkhart.audit.forms import EntryFilterForm
from wijkhart.audit.models import ChainHead, Entry
from wijkhart.audit.queries import verbs_in
from wijkhart.audit.words import NOUNS, said
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.lists import Column, Listing


def _who(entry: Entry) -> str:
    """The name, or what can be said without one."""
    name: str | None = getattr(entry, "actor_name", None)
    if name:
        return name
    kind, _colon, rest = entry.actor_id.partition(":")
    if kind == "system":
        return _("the system (%(name)s)") % {"name": rest}
    return _("no name (%(id)s)") % {"id": rest[-6:] or kind}


def _about(entry: Entry) -> str:
    """The kind of thing and the end of its id, enough to tell two apart."""
    kind = entry.object_type.rpartition(".")[2]
    return f"{NOUNS.get(kind, kind)} {entry.object_id[-6:]}".strip()


COLUMNS: list[Column[Entry]] = [
    Column("nummer", gettext_lazy("Number"), lambda entry: entry.number, ("number",)),
    Column("wanneer", gettext_lazy("When"), lambda entry: entry.at, ("at",)),
    Column("wie", gettext_lazy("Who"), _who, ("actor_name", "actor_id")),
    Column("wat", gettext_lazy("What"), lambda entry: said(entry.verb), ("verb",)),
    Column("waarover", gettext_lazy("About"), _about, ("object_type", "object_id")),
]
EXPORT_COLUMNS: list[Column[Entry]] = [
    *COLUMNS,
    Column("werkwoord", gettext_lazy("Verb"), lambda entry: entry.verb),
    Column("id", gettext_lazy("Object"), lambda entry: f"{entry.object_type} {entry.object_id}".strip()),
    Column("handelaar", gettext_lazy("Actor"), lambda entry: entry.actor_id),
    Column("uitkomst", gettext_lazy("Result"), lambda entry: entry.result),
    Column("hash", gettext_lazy("Hash"), lambda entry: entry.digest),
]


@require_safe
def audit_list(request: Request, code: str) -> HttpResponse:
    """Who did what in this municipality, for whoever may read that."""
    if not request.actor.may("audit.read", code):
        raise NotAllowed(_("You may not read the log of this municipality."))
    listing = Listing(
        request,
        Entry.objects.visible_to(request.actor).filter(municipality_code=code).named(),
        columns=EXPORT_COLUMNS,
        filters=EntryFilterForm(request.GET or None, verbs=verbs_in(code)),
        sort="-nummer",
        name=f"logboek-{code}",
    )
    values = {
        "listing": listing,
        "columns": COLUMNS,
        "rows": [(entry, _who(entry), said(entry.verb), _about(entry)) for entry in listing],
        "code": code,
        "head": ChainHead.objects.filter(pk=code).first(),
    }
    return listing.export() or render(request, "audit/audit_list.html", values)
