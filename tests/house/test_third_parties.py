"""Nothing that a page shows comes from a third party."""

import re

from tests.house import source

FETCHES = re.compile(
    r"""(?:\b(?:src|srcset|poster|data-src)\s*=\s*["']?|url\(\s*["']?|@import\s+["']|\bfrom\s+["']|\bimport\(\s*["'])"""
    r"""(?:https?:)?//(?!www\.w3\.org)[\w.-]+""",
    re.IGNORECASE,
)
LINK = re.compile(r"<link\b[^>]*href\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)


def test_no_page_style_or_script_fetches_from_elsewhere() -> None:
    static = [path for path in source.SRC.glob("*/static/**/*") if path.suffix in {".css", ".js", ".svg", ".html"}]
    assert source.template_files()
    source.none(
        f"{source.within(path)}: {found.group()}"
        for path in [*static, *source.template_files()]
        for pattern in (FETCHES, LINK)
        for found in pattern.finditer(path.read_text(errors="replace"))
    )


def test_the_pattern_sees_what_it_looks_for() -> None:
    assert FETCHES.search('<img src="https://cdn.example/x.png">')
    assert FETCHES.search("background: url(//cdn.example/x.png)")
    assert LINK.search('<link rel="stylesheet" href="https://fonts.example/a.css">')
    assert not FETCHES.search('<a href="https://www.cbs.nl">CBS</a>')
    assert not FETCHES.search('<img src="/static/x.png">')
