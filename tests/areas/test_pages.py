"""The pages of areas: who sees them, what they say, and what they do with a file."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import make
from tests.areas.files import AMERSFOORT_WIJKEN, amersfoort_map, monitor, square
from tests.cast import Cast, cast
from wijkhart.areas.actions import import_boundaries, import_health_monitor
from wijkhart.areas.actions.uploads import safe_name
from wijkhart.areas.kinds import shape_of
from wijkhart.areas.models import Area, AreaLink, ImportReport
from wijkhart.core.actors import System
from wijkhart.core.jobs.models import Job

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.fixture
def people(tmp_path: Path, settings: LazySettings) -> Cast:
    settings.DATA_DIR = tmp_path
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN, municipality=make.AMERSFOORT)
    return cast()


def test_an_administrator_reads_what_was_brought_in(people: Cast) -> None:
    report = ImportReport.objects.get()
    client = people.farid.client()
    listed = client.get(reverse("import_list"))
    assert report.get_absolute_url() in listed.text
    shown = client.get(report.get_absolute_url())
    assert "amersfoort_wijken_2024.geojson" in shown.text
    assert client.get(reverse("import_list"), {"soort": "postcodes"}).text.count(report.get_absolute_url()) == 0


@pytest.mark.parametrize("name", ["import_list", "import_upload"])
def test_others_do_not_see_it(people: Cast, name: str) -> None:
    assert people.alice.client().get(reverse(name)).status_code == 403
    assert Client().get(reverse(name)).status_code == 302


def test_another_municipality_sees_nothing_of_it(people: Cast) -> None:
    report = ImportReport.objects.get()
    assert people.charlie.client().get(report.get_absolute_url()).status_code in (403, 404)
    assert people.charlie.client().get(reverse("area_link_list", args=["GM0307"])).status_code == 403


def test_remarks_narrow_and_export(people: Cast, tmp_path: Path) -> None:
    rows = {"WK030723": {}, "WK030701": {"Eenzaam": "."}}
    report = import_health_monitor(by=BY, path=monitor(tmp_path, rows), municipality=make.AMERSFOORT)
    client = people.farid.client()
    page = client.get(report.get_absolute_url(), {"soort": "not_joined"})
    assert "WK030723" in page.text
    assert "WK030734" not in page.text
    told = client.get(report.get_absolute_url(), {"soort": "not_joined", "uitvoer": "csv"})
    assert b"WK030723" in b"".join(told) if told.streaming else b"WK030723" in told.content


def test_a_file_is_put_away_by_its_content_and_given_to_a_worker(people: Cast, tmp_path: Path) -> None:
    sent = SimpleUploadedFile("../../Wijken 2024.exe", AMERSFOORT_WIJKEN.read_bytes())
    answer = people.farid.client().post(
        reverse("import_upload"), {"kind": "boundaries", "municipality": "GM0307", "file": sent}
    )
    job = Job.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == job.get_absolute_url()
    stored = Path(job.params["path"])
    assert stored.is_relative_to(tmp_path / "uploads")
    assert stored.name == "Wijken_2024.json"
    assert stored.read_bytes() == AMERSFOORT_WIJKEN.read_bytes()


def test_a_file_that_is_something_else_is_refused_and_nothing_is_kept(people: Cast, tmp_path: Path) -> None:
    sent = SimpleUploadedFile("wijken.geojson", b"MZ\0\0")
    answer = people.farid.client().post(
        reverse("import_upload"), {"kind": "boundaries", "municipality": "GM0307", "file": sent}
    )
    assert answer.status_code == 400
    assert not Job.objects.exists()
    assert not (tmp_path / "uploads").exists()


def test_nobody_brings_in_for_another_municipality(people: Cast) -> None:
    sent = SimpleUploadedFile("wijken.geojson", AMERSFOORT_WIJKEN.read_bytes())
    for municipality in ("GM0150", ""):
        told = {"kind": "boundaries", "municipality": municipality, "file": sent}
        assert people.farid.client().post(reverse("import_upload"), told).status_code == 400
    assert not Job.objects.exists()


def test_a_link_is_entered_and_taken_away(people: Cast, tmp_path: Path) -> None:
    import_health_monitor(by=BY, path=monitor(tmp_path, {"WK030723": {}}), municipality=make.AMERSFOORT)
    older = Area.objects.get(code="WK030723")
    new = Area.objects.current().get(code="WK030734")
    client, url = people.farid.client(), reverse("area_link_list", args=["GM0307"])
    assert "WK030723" in client.get(url).text
    told = {"predecessor": older.pk, "successor": new.pk, "percent": "100", "origin": "Gemeenteblad"}
    assert client.post(url, told | {"percent": "120"}).status_code == 400
    assert client.post(url, told).status_code == 302
    link = AreaLink.objects.get()
    assert (link.share, link.origin) == (1.0, "Gemeenteblad")
    assert "Gemeenteblad" in client.get(url).text
    assert client.post(url, {"remove": link.pk}).status_code == 302
    assert not AreaLink.objects.exists()


def test_everybody_reads_sources_and_meanings(people: Cast) -> None:
    page = Client().get(reverse("source_list"))
    assert "CBS en Kadaster" in page.text
    assert "CC BY 4.0" in page.text
    assert reverse("measure_detail", args=["population"]) in page.text
    told = Client().get(reverse("measure_detail", args=["population"]))
    assert "Inwoners" in told.text
    assert "2024" in told.text
    assert "Inhabitants" in Client().get(reverse("measure_detail", args=["population"]), {"taal": "en"}).text
    assert Client().get(reverse("measure_detail", args=["nothing"])).status_code == 404


def test_a_file_is_known_by_what_is_inside() -> None:
    assert shape_of(b'\xef\xbb\xbf {"type": 1}') == "json"
    assert shape_of(b"PK\x03\x04rest") == "xlsx"
    assert shape_of(b"SQLite format 3\0") == "gpkg"
    assert shape_of(b"wijkcode,naam") == "txt"
    assert shape_of(b"MZ\0\1") == ""
    assert shape_of(b"") == ""
    assert safe_name("C:\\x\\..\\gezondheid 2020 18+.xlsx") == "gezondheid_2020_18+"
    assert safe_name("...") == "bestand"


def test_a_small_map_of_another_place(tmp_path: Path, people: Cast) -> None:
    """The list of older areas offers those of municipalities that are gone, and not of others that exist."""
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK015001": square(3)}), municipality="GM0150")
    import_health_monitor(by=BY, path=monitor(tmp_path, {"WK015099": {}, "WK168500": {}}))
    page = people.farid.client().get(reverse("area_link_list", args=["GM0307"])).text
    assert "WK168500" in page
    assert "WK015099" not in page
