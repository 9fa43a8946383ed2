"""Cutting a stylesheet down to what our pages use: only rules for classes we write, only tokens those rules read.

A tool of maintainers, for `wijkhart vendor_assets`; nothing of this runs on a page.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CLASS: Final = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_READ: Final = re.compile(r"var\(\s*(--[\w-]+)")
_TOKEN: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_NESTING: Final = ("@media", "@supports", "@container")
_EXCLUDED: Final = re.compile(r":(?:not|has)\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_UNUSED_STATES: Final = re.compile(r"disabled|aria-pressed|read-only|icon-only|--busy")
"""Buttons and fields are never disabled here, and nothing stays pressed."""


def pruned(css: str, used: frozenset[str]) -> str:
    """The rules whose every class is used, without comments or needless white space.

    >>> pruned(".a { color: red } .b, .a:hover { margin: 0 } @media print { .b { top: 0 } }", frozenset("a"))
    '.a{color:red}.a:hover{margin:0}'
    """
    return "".join(_kept(prelude, body, used) for prelude, body in _blocks(_COMMENT.sub("", css)))


def tokens_of(css: str) -> dict[str, str]:
    """Every custom property a stylesheet sets, with its value."""
    return {name: " ".join(value.split()) for name, value in _TOKEN.findall(_COMMENT.sub("", css))}


def tokens_needed(css: str, tokens: dict[str, str]) -> dict[str, str]:
    """The tokens that a stylesheet reads, and those which their values read in turn, in the order of the theme.

    >>> tokens_needed("a{color:var(--x)}", {"--y": "red", "--z": "0", "--x": "var(--y)"})
    {'--y': 'red', '--x': 'var(--y)'}
    """
    wanted: set[str] = set()
    ahead = set(_READ.findall(css))
    while ahead:
        wanted |= ahead
        ahead = {name for token in ahead for name in _READ.findall(tokens.get(token, ""))} - wanted
    return {name: value for name, value in tokens.items() if name in wanted}


def classes_in(sources: Iterable[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    """Every word in our pages and code that begins like a class of the design system."""
    word = re.compile(rf"\b(?:{'|'.join(prefixes)})-[\w-]+")
    return frozenset(name for source in sources for name in word.findall(source))


def _kept(prelude: str, body: str, used: frozenset[str]) -> str:
    if prelude.startswith(_NESTING):
        inner = pruned(body, used)
        return f"{prelude}{{{inner}}}" if inner else ""
    if prelude.startswith("@"):
        return f"{prelude}{{{_tight(body)}}}"
    selectors = [one for one in _split(prelude) if _wanted(one, used)]
    return f"{','.join(selectors)}{{{_tight(body)}}}" if selectors else ""


def _wanted(selector: str, used: frozenset[str]) -> bool:
    """Whether an element of ours can be what the selector asks for; what it excludes or contains does not count."""
    bare = _EXCLUDED.sub("", selector)
    return set(_CLASS.findall(bare)) <= used and not _UNUSED_STATES.search(bare)


def _split(prelude: str) -> list[str]:
    """The selectors of a list, cut at the commas outside brackets."""
    depth, parts = 0, [""]
    for sign in prelude:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [" ".join(part.split()) for part in parts]


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each rule of one level as what stands before the braces and what stands between them."""
    at = 0
    while (opening := css.find("{", at)) >= 0:
        closing = _closing(css, opening)
        prelude = css[at:opening].rpartition(";")[2].strip()
        yield prelude, css[opening + 1 : closing]
        at = closing + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(css)):
        depth += (css[at] == "{") - (css[at] == "}")
        if depth == 0:
            return at
    raise ValueError("A brace of this stylesheet is never closed.")


def _tight(body: str) -> str:
    text = re.sub(r"\s+", " ", body).strip().rstrip(";")
    return re.sub(r"\s*([:;])\s+", r"\1", text)
