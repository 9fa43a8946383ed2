"""Listing: filters, count, order, pages and export of one and the same list."""

import csv
import io
import zipfile

import pytest
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests import make

from wijkhart.accounts.models import Organisation
from wijkhart.core.export import FORMULA_STARTS, csv_bytes, ods_bytes, safe_text, xlsx_bytes
from wijkhart.core.forms import FilterForm
from wijkhart.core.lists import Column, ComputedListing, Listing, address

COLUMNS = (
    Column[Organisation]("naam", "Naam", lambda row: row.name, ("name",)),
    Column[Organisation]("formeel", "Formeel", lambda row: row.formal),
)


class Filter(FilterForm):
    q = forms.CharField(required=False)

    def narrow(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        return rows.filter(name__contains=self.cleaned_data["q"])


def listing(rf: RequestFactory, query: str = "", **facts: int) -> Listing[Organisation]:
    request = rf.get(f"/lijst/{query}")
    return Listing(
        request,
        Organisation.objects.all(),
        columns=COLUMNS,
        filters=Filter(request.GET),
        sort="naam",
        name="Lijst",
        **facts,
    )


@pytest.fixture
def seven(db: None) -> None:
    for name in "GFEDCBA":
        make.organisation(name=f"Club {name}")


@pytest.mark.usefixtures("seven")
def test_a_table_of_a_list_has_headings_that_sort_its_rows_its_pages_and_its_downloads(rf: RequestFactory) -> None:
    clubs = listing(rf, "?sorteer=-naam", per_page=3)
    page = "{% load ui %}{% list_table clubs 'Clubs' %}{% for one in clubs %}<tr><td>{{ one }}</td></tr>{% endfor %}"
    table = Template(page + "{% endlist_table %}").render(Context({"clubs": clubs, "request": clubs.request}))
    html = table.replace("\n", "")
    assert 'aria-label="Clubs"' in html
    assert '<th scope="col" aria-sort="descending"><a' in html
    assert '<th scope="col">Formeel</th>' in html, "what cannot be sorted does not say that it is"
    assert html.index("Formeel") < html.index("<tr><td>Club G</td></tr>") < html.index("pagina=2")
    assert "uitvoer=ods" in html
    fewer = Template("{% load ui %}{% list_table clubs 'Clubs' columns %}{% endlist_table %}")
    assert "Formeel" not in fewer.render(Context({"clubs": clubs, "columns": COLUMNS[:1], "request": clubs.request}))


@pytest.mark.usefixtures("seven")
def test_pages_follow_each_other_without_gap_or_repeat(rf: RequestFactory) -> None:
    names = [row.name for number in (1, 2, 3) for row in listing(rf, f"?pagina={number}", per_page=3)]
    assert names == [f"Club {name}" for name in "ABCDEFG"]
    page = listing(rf, "?pagina=2", per_page=3).page
    assert (page.has_previous, page.has_next, page.last, page.around) == (True, True, 3, [1, 2, 3])


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize(("asked", "given"), [("0", 1), ("-1", 1), ("x", 1), ("99", 3), ("9" * 30, 1), ("²", 1)])
def test_a_page_that_is_not_there_gives_one_that_is(rf: RequestFactory, asked: str, given: int) -> None:
    assert listing(rf, f"?pagina={asked}", per_page=3).page.number == given


@pytest.mark.usefixtures("seven")
def test_the_order_turns_and_nonsense_is_ignored(rf: RequestFactory) -> None:
    assert next(iter(listing(rf, "?sorteer=-naam"))).name == "Club G"
    assert listing(rf, "?sorteer=-naam").sort_state("naam") == "descending"
    assert listing(rf, "?sorteer=formeel").sort == "naam"
    assert listing(rf, "?sorteer=password").sort == "naam"


@pytest.mark.usefixtures("seven")
def test_filters_narrow_list_count_and_export_alike(rf: RequestFactory) -> None:
    narrowed = listing(rf, "?q=C&sorteer=-naam&uitvoer=csv")
    assert (narrowed.count.value, narrowed.count.exact) == (7, True)
    one = listing(rf, "?q=Club C&uitvoer=csv")
    assert [row.name for row in one] == ["Club C"]
    answer = one.export()
    assert isinstance(answer, HttpResponse)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="lijst-')
    assert answer.content.decode("utf-8-sig").splitlines() == ["Naam;Formeel", "Club C;ja"]
    assert listing(rf, "?uitvoer=exe").export() is None


def test_the_count_stops_at_a_thousand(rf: RequestFactory, db: None) -> None:
    kind = make.organisation(name="0")
    fields = {f.attname: getattr(kind, f.attname) for f in Organisation._meta.concrete_fields if not f.primary_key}
    Organisation.objects.bulk_create(Organisation(**{**fields, "name": str(n)}) for n in range(1, 1000))
    with override("nl"):
        assert str(listing(rf).count) == "1.000"
        make.organisation(name="one more")
        assert str(listing(rf).count) == "1.000+"
    page = listing(rf, "?pagina=41").page
    assert (len(page), page.has_next, page.last) == (1, False, None)


def test_an_address_keeps_what_else_stands_in_it(rf: RequestFactory) -> None:
    request = rf.get("/x/?q=a%26b&pagina=2")
    assert address(request, pagina=3) == "?q=a%26b&pagina=3"
    assert address(request, pagina=None, q=None) == "/x/"


HEADINGS = ["Naam", "Aantal", "Deel"]
ROWS = [["=HYPERLINK(1)", 1234, 55.3], ['Café; met "haak"\nen regel', None, True]]


def test_csv_is_what_a_dutch_spreadsheet_opens() -> None:
    content = csv_bytes(HEADINGS, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [HEADINGS, ["'=HYPERLINK(1)", "1234", "55,3"], ['Café; met "haak"\nen regel', "", "ja"]]


def test_xlsx_keeps_numbers_as_numbers_and_runs_nothing() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(HEADINGS, ROWS))).active
    assert sheet is not None
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[1] == ("'=HYPERLINK(1)", 1234, 55.3)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_ods_can_be_read_back() -> None:
    with zipfile.ZipFile(io.BytesIO(ods_bytes(HEADINGS, ROWS))) as book:
        content = book.read("content.xml").decode()
    assert "'=HYPERLINK(1)" in content
    assert 'office:value="55.3"' in content
    assert "table:formula" not in content


@given(st.text(max_size=20))
def test_no_text_is_ever_a_formula(text: str) -> None:
    assert not safe_text(text).lstrip(" ").startswith(FORMULA_STARTS)


def test_computed_rows_sort_by_value_with_the_unknown_last() -> None:
    columns = (Column("n", "N", lambda row: row[1], ("computed",)), Column("x", "X", lambda row: row[0]))
    rows = [("a", 2), ("b", None), ("c", 10), ("d", 1)]

    def names(query: str) -> list[str]:
        request = RequestFactory().get(f"/{query}")
        return [row[0] for row in ComputedListing(request, rows, columns=columns, per_page=3)]

    assert names("") == ["a", "b", "c"]
    assert names("?sorteer=n") == ["d", "a", "c"]
    assert names("?sorteer=-n") == ["c", "a", "d"]
    assert names("?sorteer=x") == ["a", "b", "c"]
    assert names("?sorteer=n&pagina=9") == ["b"]
    answer = ComputedListing(RequestFactory().get("/?uitvoer=csv&sorteer=n"), rows, columns=columns).export()
    assert answer is not None
    assert answer.content.decode("utf-8-sig").split() == ["N;X", "1;d", "2;a", "10;c", ";b"]
