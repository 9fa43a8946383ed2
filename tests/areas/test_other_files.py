"""StatLine in both shapes, the table of wijken, GeoPackage, postcodes."""

import json
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from tests import make
from tests.areas.files import AMERSFOORT_WIJKEN, DATA, NATIONAL, amersfoort_map, square
from wijkhart.areas.actions import (
    import_boundaries,
    import_district_table,
    import_key_figures,
    import_postcodes,
)
from wijkhart.areas.catalogue import measures
from wijkhart.areas.models import Area, Figure, Measure, Missing, Postcode
from wijkhart.areas.queries import area_by_code, districts_of, figure_table
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput

pytestmark = pytest.mark.django_db
BY = System("test")
KEYS = ["population", "age_65plus", "single_person_share", "density"]


def odata(folder: Path, **facts: object) -> Path:
    row = {
        "ID": 1,
        "WijkenEnBuurten": "WK030701  ",
        "Gemeentenaam_1": "Amersfoort   ",
        "AantalInwoners_5": 5775,
        "k_65JaarOfOuder_12": 1105,
        "HuishoudensTotaal_29": 3635,
        "Eenpersoonshuishoudens_30": 2255,
        "Bevolkingsdichtheid_34": None,
    }
    path = folder / "kerncijfers_2024.json"
    path.write_text(json.dumps({"odata.metadata": "x", "value": [row | facts]}))
    return path


def test_real_odata_becomes_percentages_of_its_own_row(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    Figure.objects.all().delete()
    import_key_figures(by=BY, path=odata(tmp_path), description=DATA / "DataProperties.json")
    cells = figure_table([area_by_code("WK030701")], KEYS)
    assert [cell.value for cell in cells.values()] == [5775, 19.1, 62.0, None]
    density = cells["WK030701", "density"]
    assert density.missing == Missing.SUPPRESSED
    assert cells["WK030701", "population"].joined_via == ""


def test_the_dictionary_by_code_is_read_too(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    path = tmp_path / "stripped_filtered_data_2024.json"
    path.write_text(
        json.dumps(
            {
                "GM0307": {"AantalInwoners_5": 161852, "Woningvoorraad_35": 71416},
                "WK030732": {"AantalInwoners_5": 0, "Woningvoorraad_35": None},
            }
        )
    )
    import_key_figures(by=BY, path=path)
    cells = figure_table([area_by_code("GM0307"), area_by_code("WK030732")], ["population", "dwellings"])
    assert cells["GM0307", "dwellings"].value == 71416
    assert cells["WK030732", "dwellings"].missing == Missing.NO_INHABITANTS
    assert cells["WK030732", "population"].value == 0


def test_nothing_on_origin_is_known() -> None:
    told = " ".join(f"{entry.key} {entry.statline} {entry.map} {entry.label_en}".lower() for entry in measures())
    assert not any(word in told for word in ("herkomst", "migrat", "buiteneuropa", "origin"))
    assert "herkomst" not in (NATIONAL / "gemeenten_2024.geojson").read_text()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"AantalInwoners_5": -1}, "AantalInwoners_5"),
        ({"WijkenEnBuurten": "XX0001"}, "WijkenEnBuurten"),
        ({"HuishoudensTotaal_29": "veel"}, "HuishoudensTotaal_29"),
    ],
)
def test_a_wrong_key_figure_is_told(tmp_path: Path, facts: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        import_key_figures(by=BY, path=odata(tmp_path, **facts))
    assert (refusal.value.problems[0].row, refusal.value.problems[0].field) == (1, field)
    assert not Figure.objects.exists()


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "iets_2024.json"
    for told in ('{"value": [{"WijkenEnBuurten": "WK030701"}]}', "[1, 2]", '{"a": 1}', "{"):
        path.write_text(told)
        with pytest.raises(BadInput):
            import_key_figures(by=BY, path=path)


def test_the_table_of_wijken_gives_what_stands_nowhere_else() -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    report = import_district_table(by=BY, path=NATIONAL / "wijken_nl.csv", municipality=make.AMERSFOORT)
    keys = ["lonely_65plus", "severely_lonely_65plus", "single_person_share", "low_income"]
    cells = figure_table([area_by_code(make.LIENDERT)], keys)
    told = [(cell.value, cell.period, cell.estimate) for cell in cells.values()]
    assert told == [(56.6, 2020, True), (12.9, 2020, True), (44.0, 2017, False), (43.8, 2022, False)]
    again = import_district_table(by=BY, path=NATIONAL / "wijken_nl.csv", municipality=make.AMERSFOORT)
    assert report.counts["figures_new"] == again.counts["figures_unchanged"]
    assert again.counts["figures_new"] == 0


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wijken.csv"
    path.write_text("wijkcode,naam\nWK030701,Stadskern\n")
    with pytest.raises(BadInput, match="gm2020"):
        import_district_table(by=BY, path=path)
    path.write_text("wijkcode;gm2020_65plus_Eenzaam\nWK030701;120\nWK030702;1;2\n")
    with pytest.raises(BadInput) as refusal:
        import_district_table(by=BY, path=path)
    assert [problem.row for problem in refusal.value.problems] == [2, 3]


def geopackage(path: Path, system: int, envelope: int, border: shapely.Geometry) -> Path:
    """A GeoPackage as CBS makes it, with one wijk; `envelope` is the code of the envelope in the header."""
    size = (0, 32, 48, 48, 64)[envelope]
    blob = struct.pack("<2sBBi", b"GP", 0, 1 | envelope << 1, system) + bytes(size) + shapely.to_wkb(border)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            """
            CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization, organization_coordsys_id);
            CREATE TABLE gpkg_contents (table_name, data_type, srs_id);
            CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m);
            CREATE TABLE wijken (fid INTEGER, wijkcode, wijknaam, gemeentecode, gemeentenaam, aantal_inwoners,
                percentage_personen_65_jaar_en_ouder, geom BLOB);
            """
        )
        database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, 'EPSG', ?)", (system, system))
        database.execute("INSERT INTO gpkg_contents VALUES ('wijken', 'features', ?)", (system,))
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('wijken', 'geom', 'POLYGON', ?, 0, 0)", (system,))
        facts = (1, "WK030701", "Stadskern", "GM0307", "Amersfoort", 5775, -99997, blob)
        database.execute("INSERT INTO wijken VALUES (?, ?, ?, ?, ?, ?, ?, ?)", facts)
        database.commit()
    return path


@pytest.mark.parametrize("envelope", [0, 1, 2, 3, 4])
def test_a_geopackage_comes_in_with_every_envelope(tmp_path: Path, envelope: int) -> None:
    metres = shapely.box(155_000, 463_000, 156_000, 464_000)
    import_boundaries(by=BY, path=geopackage(tmp_path / "wijkenbuurten_2024.gpkg", 28992, envelope, metres))
    area = area_by_code("WK030701")
    assert (area.x, area.y, area.population) == (155_500, 463_500, 5775)
    assert figure_table([area], ["age_65plus"])["WK030701", "age_65plus"].missing == Missing.SUPPRESSED


def test_a_geopackage_in_degrees_gives_the_same_as_geojson(tmp_path: Path) -> None:
    import_boundaries(by=BY, path=geopackage(tmp_path / "wijken_2024.gpkg", 4326, 1, square(0)))
    from_package = area_by_code("WK030701").border
    Area.objects.exclude(parent=None).exclude(level="municipality").delete()
    import_boundaries(by=BY, path=amersfoort_map(tmp_path, 2024, {"WK030701": square(0)}))
    assert bytes(from_package or b"") == bytes(area_by_code("WK030701").border or b"-")


def test_a_geopackage_of_another_system_or_damaged_is_refused(tmp_path: Path) -> None:
    metres = shapely.box(155_000, 463_000, 156_000, 464_000)
    with pytest.raises(BadInput, match="31370"):
        import_boundaries(by=BY, path=geopackage(tmp_path / "a_2024.gpkg", 31370, 0, metres))
    path = geopackage(tmp_path / "b_2024.gpkg", 28992, 0, metres)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE wijken SET geom = ?", (b"XX12345678",))
        database.commit()
    with pytest.raises(BadInput) as refusal:
        import_boundaries(by=BY, path=path)
    assert (refusal.value.problems[0].row, refusal.value.problems[0].field) == (1, "geom")
    (tmp_path / "c_2024.gpkg").write_bytes(b"SQLite format 3\0" + bytes(200))
    with pytest.raises(BadInput, match="GeoPackage"):
        import_boundaries(by=BY, path=tmp_path / "c_2024.gpkg")


def test_postcodes_come_in_and_the_stray_row_is_named() -> None:
    report = import_postcodes(by=BY, path=NATIONAL / "postcodes_NL.txt")
    assert Postcode.objects.filter(municipality_code=make.AMERSFOORT).count() == 18
    assert Postcode.objects.get(digits="2324").place == "Leiden"
    dropped = [remark for remark in report.remarks if remark["kind"] == "dropped" and remark["code"] == "2324"]
    assert len(dropped) == 1
    assert "Amersfoort" in dropped[0]["text"]
    again = import_postcodes(by=BY, path=NATIONAL / "postcodes_NL.txt")
    assert (again.counts["postcodes_new"], again.counts["postcodes_changed"]) == (0, 0)


def test_a_file_that_is_no_list_of_postcodes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "NL.txt"
    path.write_text("3811,Amersfoort\n")
    with pytest.raises(BadInput) as refusal:
        import_postcodes(by=BY, path=path)
    assert refusal.value.problems[0].row == 1


def test_every_measure_of_the_catalogue_is_in_the_database_after_an_import() -> None:
    import_boundaries(by=BY, path=AMERSFOORT_WIJKEN)
    assert set(Measure.objects.values_list("key", flat=True)) == {entry.key for entry in measures()}
    assert districts_of(make.AMERSFOORT).count() == 33
