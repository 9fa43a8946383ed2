"""A small, strict reader of the part of Turtle that we write: anything else is an error."""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""\s+|(?P<prefix>@prefix)\b|(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)|(?P<text>"(?:[^"\\\n\r]|\\[tbnrf"'\\])*")"""
    r"""|(?P<language>@[a-z]+(?:-[a-z0-9]+)*)|(?P<name>[a-z]+:[A-Za-z]+)|(?P<ns>[a-z]+:(?=\s))|(?P<word>a|true|false)\b"""
    r"""|(?P<mark>[;.,])"""
)
ESCAPE = re.compile(r"\\(.)")
PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Triple = tuple[str, str, str | tuple[str, str] | bool]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        assert match, f"not Turtle at {text[at : at + 60]!r}"
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match.group()


class Reader:
    """Reads statements `subject predicate object (, object)* (; predicate object)* .`"""

    def __init__(self, text: str) -> None:
        self.rest = list(tokens(text))[::-1]
        self.spaces: dict[str, str] = {}

    def take(self, *kinds: str) -> tuple[str, str]:
        kind, text = self.rest.pop()
        assert kind in kinds, f"{text!r} where {kinds} was expected"
        return kind, text

    def triples(self) -> Iterator[Triple]:
        while self.rest:
            if self.rest[-1][0] == "prefix":
                self.prefix()
            else:
                yield from self.statement()

    def prefix(self) -> None:
        self.take("prefix")
        name, address = self.take("ns")[1], self.take("iri")[1]
        self.spaces[name[:-1]] = address[1:-1]
        assert self.take("mark")[1] == "."

    def resource(self) -> str:
        kind, text = self.take("iri", "name", "word")
        if kind == "iri":
            assert ":" in text, f"relative address {text}"
            return text[1:-1]
        if kind == "word":
            assert text == "a", text
            return TYPE
        space, _colon, name = text.partition(":")
        return self.spaces[space] + name

    def object(self) -> str | tuple[str, str] | bool:
        kind, text = self.rest[-1]
        if kind == "text":
            self.rest.pop()
            value = ESCAPE.sub(lambda match: PLAIN.get(match[1], match[1]), text[1:-1])
            return value, self.rest.pop()[1][1:] if self.rest[-1][0] == "language" else ""
        if (kind, text) in {("word", "true"), ("word", "false")}:
            self.rest.pop()
            return text == "true"
        return self.resource()

    def statement(self) -> Iterator[Triple]:
        subject, mark = self.resource(), ";"
        while mark == ";":
            predicate, mark = self.resource(), ","
            while mark == ",":
                yield subject, predicate, self.object()
                mark = self.take("mark")[1]
        assert mark == "."


def read(text: str) -> list[Triple]:
    """Every triple of a Turtle text; fails on what is not Turtle, on unknown prefixes and on relative addresses."""
    return list(Reader(text).triples())
