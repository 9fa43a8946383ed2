"""Third-party assets are what the recipe recorded, and nothing else lies beside them."""

import tomllib

import pytest

from wijkhart.core.management.commands.vendor_assets import LICENCES, RECIPE, VENDOR, digest
from wijkhart.core.stylesheets import pruned, tokens_needed, tokens_of

RECORD = tomllib.loads(RECIPE.read_text())


def test_every_file_is_recorded_and_unchanged() -> None:
    files = {path.relative_to(VENDOR).as_posix(): digest(path) for path in VENDOR.rglob("*") if path.is_file()}
    assert files.pop(RECIPE.name)
    assert files == RECORD["files"]


def test_every_package_is_pinned_and_free() -> None:
    names = {f"{entry['name']}@{entry['version']}" for entry in RECORD["package"]}
    assert names == set(RECORD["tarballs"])
    assert {entry["licence"] for entry in RECORD["package"]} <= LICENCES
    tokens = [entry["name"] for entry in RECORD["package"] if "design-tokens" in entry["name"]]
    assert tokens == ["@nl-design-system-unstable/voorbeeld-design-tokens"]


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{color:red}.b{color:blue}", ".a{color:red}"),
        (".a .b{top:0}.a:hover{top:1px}", ".a:hover{top:1px}"),
        (".a:not(.b){top:0}", ".a:not(.b){top:0}"),
        (".a:where(.b){top:0}", ""),
        (".a:has(>:where(.b,.c)){top:0}", ".a:has(>:where(.b,.c)){top:0}"),
        (".a:disabled{top:0}h1{top:0}", "h1{top:0}"),
        ("@charset 'x';@media print{.a{top:0}.b{top:0}}", "@media print{.a{top:0}}"),
        ("@media print{.b{top:0}}", ""),
        ("/* .a{} */ .a, .b { margin : 0 auto; }", ".a{margin:0 auto}"),
    ],
)
def test_a_stylesheet_is_cut_to_the_classes_in_use(css: str, kept: str) -> None:
    assert pruned(css, frozenset({"a"})) == kept


def test_a_stylesheet_that_is_broken_is_refused() -> None:
    with pytest.raises(ValueError, match="never closed"):
        pruned(".a{color:red", frozenset({"a"}))


def test_only_tokens_in_use_are_kept_also_through_each_other() -> None:
    tokens = tokens_of(".t{--a: 1px; --b: var(--a); --c: var(--b, 2px); --d: var(--d)}")
    assert list(tokens_needed("x{y:var(--c)}", tokens)) == ["--a", "--b", "--c"]
    assert list(tokens_needed("x{y:var( --d )}", tokens)) == ["--d"]
