"""Every address of Wijkhart with one example that exists in the seeded world. A new address joins by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.text import camel_case_to_spaces

MUNICIPALITY, DISTRICT = "GM0307", "WK030710"
WITHOUT_A_PAGE = {
    "account_confirm_email": "the key stands only in a mail",
    "account_reset_password_from_key": "the key stands only in a mail",
    "mfa_edit_webauthn": "a passkey takes a device to make it",
    "mfa_remove_webauthn": "a passkey takes a device to make it",
    "account_logout": "answers with the question, then logs out: the journeys do it",
}
"""Addresses that no example can be made for, and why."""


@dataclass(frozen=True, slots=True)
class Address:
    """One named address: its name with namespace, and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    route: str


def addresses() -> list[Address]:
    """Every named address, in the order of their names."""
    found: dict[str, Address] = {}

    def walk(patterns: list[URLPattern | URLResolver], spaces: str, route: str) -> None:
        for pattern in patterns:
            whole = route + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, spaces + (f"{pattern.namespace}:" if pattern.namespace else ""), whole)
            elif pattern.name and pattern.name not in WITHOUT_A_PAGE:
                name = spaces + pattern.name
                found[name] = Address(name, tuple(pattern.pattern.regex.groupindex), whole)

    walk(get_resolver().url_patterns, "", "")
    return sorted(found.values(), key=lambda address: address.name)


def example(address: Address, given: Mapping[str, str]) -> str:
    """A path of this address that exists in the world, with the arguments given where the world cannot tell.

    Raises `LookupError` when the world holds none.
    """
    arguments = {name: given.get(name) or _argument(address, name) for name in address.arguments}
    return reverse(address.name, kwargs=arguments)


def _argument(address: Address, name: str) -> str:
    """The value of one argument: a code after its kind of area, else the key of the first object of that name."""
    if name.removesuffix("_code") in {"code", "municipality", "district"}:
        return DISTRICT if name.startswith("district") or "wijken/" in address.route else MUNICIPALITY
    words = address.name.rsplit(":")[-1].replace("-", "_").split("_")
    nouns = {"_".join(words[:length]) for length in range(1, len(words) + 1)}
    for model in apps.get_models():
        if camel_case_to_spaces(model.__name__).replace(" ", "_") in nouns:
            first = model._default_manager.order_by("pk").first()
            if first is not None:
                return str(first.pk)
    raise LookupError(f"tests/addresses.py needs an example for {address.name}: {address.route} <{name}>")
