"""What imports do not show: relations between tables and template tags that point upward."""

import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import source

URL_TAG = re.compile(r"""{%\s*url\s+["']([\w:-]+)["']""")
TEMPLATE_TAG = re.compile(r"""{%\s*(?:extends|include)\s+["']([\w./-]+)["']""")
LOAD_TAG = re.compile(r"{%\s*load\s+([\w\s.]+?)(?:\s+from\s+([\w.]+))?\s*%}")
ELSEWHERE = {"allauth": "accounts", "django": "core", "ninja": "config"}
"""Packages whose pages belong to one of our apps: the login pages are those of accounts."""


def app_of_module(module: str) -> str | None:
    """The app that answers for a Python module; None when nobody in the house does."""
    first, *rest = module.split(".")
    return rest[0] if first == "wijkhart" and rest else ELSEWHERE.get(first)


@cache
def pages() -> dict[str, str]:
    """URL name -> the app of its view."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                walk(pattern.url_patterns, inner)
            elif pattern.name and (app := app_of_module(pattern.callback.__module__)):
                found[prefix + pattern.name] = app

    walk(get_resolver().url_patterns, "")
    return found


@cache
def app_of_template(name: str) -> str | None:
    origin = get_template(name).origin.name
    return source.app_of(Path(origin)) if Path(origin).is_relative_to(source.SRC) else None


def tags_that_point_upward(path: Path) -> list[str]:
    text, app, wrong = path.read_text(), source.app_of(path), []
    for name in URL_TAG.findall(text):
        owner = pages().get(name)
        if owner and source.points_upward(app, owner):
            wrong.append(f"{source.within(path)}: url {name} is of {owner}")
    for name in TEMPLATE_TAG.findall(text):
        try:
            owner = app_of_template(name)
        except TemplateDoesNotExist:
            wrong.append(f"{source.within(path)}: {name} does not exist")
            continue
        if owner and source.points_upward(app, owner):
            wrong.append(f"{source.within(path)}: template {name} is of {owner}")
    return wrong


def tag_library_owners() -> dict[str, str]:
    return {path.stem: source.app_of(path) for path in source.SRC.glob("*/templatetags/*.py")}


def test_no_template_points_upward() -> None:
    source.none(line for path in source.template_files() for line in tags_that_point_upward(path))


def test_no_template_loads_tags_from_above() -> None:
    owners = tag_library_owners()
    source.none(
        f"{source.within(path)}: tags {name} are of {owners[name]}"
        for path in source.template_files()
        for names, library in LOAD_TAG.findall(path.read_text())
        for name in ([library] if library else names.split())
        if name in owners and source.points_upward(source.app_of(path), owners[name])
    )


def test_no_table_points_upward() -> None:
    heights = source.layers()
    source.none(
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in heights
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in heights
        if source.points_upward(model._meta.app_label, field.related_model._meta.app_label)
    )


def test_every_app_has_its_place_and_says_what_it_is() -> None:
    folders = {path.parent.name for path in source.SRC.glob("*/__init__.py")}
    assert folders == set(source.layers())
    silent = [name for name in folders if '"""' not in (source.SRC / name / "__init__.py").read_text()]
    assert silent == []


def test_the_order_is_read_from_the_contract() -> None:
    assert source.points_upward("areas", "portal")
    assert source.points_upward("areas", "themes"), "strangers side by side do not point at each other"
    assert not source.points_upward("portal", "areas")
    assert not source.points_upward("areas", "areas")
