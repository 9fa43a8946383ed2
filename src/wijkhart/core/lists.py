"""A list of objects as a page shows it: filters and order from the address, a count, pages, and the same as a file."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from wijkhart.core import formats
from wijkhart.core.export import FORMATS, export_response
from wijkhart.core.forms import FilterForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "COUNTED_TO",
    "FORMATS",
    "BaseListing",
    "Column",
    "ComputedListing",
    "Count",
    "ListPage",
    "Listing",
    "address",
]

M = TypeVar("M", bound=Model)
R = TypeVar("R")

COUNTED_TO: Final = 1_000
PER_PAGE: Final = 25


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its key in the address, its heading, its value in a file, and the fields it sorts by."""

    key: str
    label: "StrOrPromise"
    value: Callable[[R], Any]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are: exact up to 1,000, after that "1.000+"."""

    value: int
    exact: bool

    def __str__(self) -> str:
        return formats.number(self.value) + ("" if self.exact else "+")


@dataclass(frozen=True)
class ListPage(Generic[R]):
    """One page of a list; can be walked like the rows on it."""

    rows: Sequence[R]
    number: int
    has_next: bool
    last: int | None
    """The number of the last page, None when there are too many rows to count."""

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def around(self) -> list[int]:
        """The page numbers to offer: two before this one and two after it, as far as they exist."""
        end = self.last if self.last is not None else self.number + int(self.has_next)
        return list(range(max(1, self.number - 2), min(end, self.number + 2) + 1))


class BaseListing(ABC, Generic[R]):
    """What every list has: columns, an order and a page asked for in the address, a count and a file."""

    def __init__(
        self, request: HttpRequest, *, columns: Sequence[Column[R]], sort: str, per_page: int, name: str
    ) -> None:
        self.request = request
        self.columns = tuple(columns)
        self.per_page = per_page
        self.name = name
        self.sort = self._asked_sort() or sort

    @property
    @abstractmethod
    def count(self) -> Count:
        """How many rows there are."""

    @property
    @abstractmethod
    def page(self) -> ListPage[R]:
        """The rows of the page asked for."""

    def __iter__(self) -> Iterator[R]:
        return iter(self.page)

    def column(self, key: str) -> Column[R]:
        """The column with this key."""
        return next(column for column in self.columns if column.key == key)

    def sort_state(self, key: str) -> str:
        """`ascending`, `descending` or `none`, as `aria-sort` says it."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")

    def export(self) -> HttpResponse | None:
        """The whole list as the file asked for with `?uitvoer=`, or None when a page was asked for."""
        kind = self.request.GET.get("uitvoer", "")
        if kind not in FORMATS:
            return None
        values = ([column.value(row) for column in self.columns] for row in self._all())
        return export_response(kind, self.name, [str(column.label) for column in self.columns], values)

    @abstractmethod
    def _all(self) -> Iterator[R]:
        """Every row, for a file."""

    def _asked_sort(self) -> str:
        asked = self.request.GET.get("sorteer", "")
        sortable = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in sortable else ""

    def _asked_page(self) -> int:
        asked = self.request.GET.get("pagina", "")
        return max(1, int(asked)) if asked.isdecimal() and len(asked) < 9 else 1


class ComputedListing(BaseListing[R]):
    """Rows that were computed, not read from one table; a column with an `order` sorts by its value, unknown last."""

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[R],
        *,
        columns: Sequence[Column[R]],
        sort: str = "",
        per_page: int = PER_PAGE,
        name: str = "wijkhart",
    ) -> None:
        super().__init__(request, columns=columns, sort=sort, per_page=per_page, name=name)
        self._rows = rows

    @cached_property
    def rows(self) -> list[R]:
        """All rows, in the order asked for."""
        column = next((one for one in self.columns if one.key == self.sort.removeprefix("-")), None)
        if column is None:
            return list(self._rows)
        valued = [(column.value(row), row) for row in self._rows]
        known = [one for one in valued if one[0] not in (None, "")]
        known.sort(key=lambda one: _comparable(one[0]), reverse=self.sort.startswith("-"))
        return [row for _value, row in known] + [row for value, row in valued if value in (None, "")]

    @cached_property
    def count(self) -> Count:
        return Count(len(self._rows), exact=True)

    @cached_property
    def page(self) -> ListPage[R]:
        last = max(1, -(-len(self._rows) // self.per_page))
        number = min(self._asked_page(), last)
        start = (number - 1) * self.per_page
        return ListPage(self.rows[start : start + self.per_page], number, number < last, last)

    def _all(self) -> Iterator[R]:
        return iter(self.rows)


class Listing(BaseListing[M]):
    """Rows a visitor may see, narrowed by `filters`, ordered by `?sorteer=`, cut by `?pagina=`.

    >>> # return listing.export() or render(request, "directory/service_list.html", {"listing": listing})
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[M],
        *,
        columns: Sequence[Column[M]] = (),
        filters: FilterForm | None = None,
        sort: str = "",
        per_page: int = PER_PAGE,
        name: str = "wijkhart",
    ) -> None:
        super().__init__(request, columns=columns, sort=sort, per_page=per_page, name=name)
        self.filters = filters
        self._rows = rows

    @cached_property
    def rows(self) -> QuerySet[M]:
        """All rows that the filters leave, in the order asked for."""
        narrowed = (
            self.filters.narrow(self._rows) if self.filters is not None and self.filters.is_valid() else self._rows
        )
        key = self.sort.removeprefix("-")
        fields = next((column.order for column in self.columns if column.key == key), ())
        if not fields:
            return narrowed
        turned = [_turn(field) for field in fields] if self.sort.startswith("-") else list(fields)
        return narrowed.order_by(*turned, "pk")

    @cached_property
    def count(self) -> Count:
        """How many rows there are; costs at most a look at 1,001 of them."""
        found = self.rows.order_by()[: COUNTED_TO + 1].count()
        return Count(min(found, COUNTED_TO), exact=found <= COUNTED_TO)

    @cached_property
    def page(self) -> ListPage[M]:
        """The rows of the page asked for; a page past the end gives the last one that can be counted."""
        last = max(1, -(-self.count.value // self.per_page)) if self.count.exact else None
        number = self._asked_page()
        number = number if last is None else min(number, last)
        start = (number - 1) * self.per_page
        rows = list(self.rows[start : start + self.per_page + 1])
        return ListPage(rows[: self.per_page], number, len(rows) > self.per_page, last)

    def _all(self) -> Iterator[M]:
        return self.rows.iterator(chunk_size=500)


def address(request: HttpRequest, **changes: str | int | None) -> str:
    """The address of this page with some parameters changed; None takes one out."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else request.path


def _comparable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _turn(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
