"""Components around a `core.lists.Listing`: sorting, pages, download."""

from collections.abc import Sequence
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString

from wijkhart.core.lists import FORMATS, BaseListing, Column, ListPage, address
from wijkhart.core.templatetags.ui.rendering import component


def list_table(
    context: Context,
    content: str,
    listing: BaseListing[Any],
    label: str,
    columns: Sequence[Column[Any]] = (),
    kind: str = "",
) -> SafeString:
    """A list around its rows: headings that sort, pages, downloads.

    `columns` where fewer are shown than exported; `kind` are classes of the table, such as `wh-table--stack`.
    """
    return component(
        "list_table",
        request=context["request"],
        content=content,
        listing=listing,
        label=label,
        columns=columns or listing.columns,
        kind=kind,
    )


def pagination(context: Context, page: ListPage[Any]) -> SafeString:
    """Previous, the pages around this one, next; nothing when everything fits on one page."""
    request = context["request"]
    steps = [(number, address(request, pagina=number)) for number in page.around]
    return component(
        "pagination",
        page=page,
        steps=steps,
        previous_url=address(request, pagina=page.number - 1) if page.has_previous else "",
        next_url=address(request, pagina=page.number + 1) if page.has_next else "",
    )


def sort_link(context: Context, listing: BaseListing[Any], key: str) -> SafeString:
    """The heading of a column as a link that sorts by it, and turns the order when it already does."""
    column = listing.column(key)
    turned = f"-{key}" if listing.sort == key else key
    return component(
        "sort_link",
        label=column.label,
        sortable=bool(column.order),
        url=address(context["request"], sorteer=turned, pagina=None),
        state=listing.sort_state(key),
    )


def sort_state(listing: BaseListing[Any], key: str) -> str:
    """The value of `aria-sort` of a column heading."""
    return listing.sort_state(key)


def export_links(context: Context) -> SafeString:
    """Links that give this list, with these filters, as a file."""
    request = context["request"]
    links = [(name, address(request, uitvoer=key, pagina=None)) for key, name in FORMATS.items()]
    return component("export_links", links=links)
