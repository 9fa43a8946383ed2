"""What opens without logging in is a decision: a new public address changes the list beside this test."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

LIST = Path(__file__).with_name("public_urls.txt")


def public_addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Every address whose view says that login is not required."""
    found = []
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            found += public_addresses(pattern.url_patterns, route)
        elif not getattr(pattern.callback, "login_required", True):
            found.append(f"/{route}  {pattern.name}")
    return sorted(found)


def test_the_public_addresses_are_those_of_the_list() -> None:
    """When this is meant: `python -m tests.house.public_urls` writes the list anew; say in the commit why."""
    assert public_addresses(get_resolver().url_patterns) == LIST.read_text().splitlines()
