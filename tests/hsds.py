"""Checks documents against HSDS 3.1 and Open Referral UK 3.0, as `tests/directory/data/hsds/` restates them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

DATA: Final = Path(__file__).parent / "directory" / "data" / "hsds"
EXTRAS: Final = {
    "schedule": {"url": "uri"},
    "cost_option": {"url": "uri"},
    "taxonomy_term": {"term": "text"},
    "service_at_location": {"name": "text", "status": "text", "url": "uri", "last_modified": "moment"},
}
"""Fields of ours that stand beside those of HSDS: Open Referral UK asks for most."""
NESTED: Final = {
    "service_at_location": {"service": {"$ref": "#/$defs/service"}},
    "organization": {"services": {"type": "array", "items": {"$ref": "#/$defs/service"}}},
}
KINDS: Final[dict[str, dict[str, Any]]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "text": {"type": "string", "minLength": 1},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d[+-]\d\d:\d\d$"},
    "moment": {"type": "string", "format": "date-time"},
}


def tables(profile: str = "") -> dict[str, Any]:
    """The tables of HSDS, with what a profile asks besides."""
    found: dict[str, Any] = tomllib.loads((DATA / "tables.toml").read_text())
    if profile:
        for name, more in tomllib.loads((DATA / f"{profile}.toml").read_text()).items():
            kept = found[name]
            found[name] = {**kept, **{key: _more(kept, key, value) for key, value in more.items()}}
    return found


def _more(kept: dict[str, Any], key: str, value: list[str]) -> list[str]:
    """A profile says anew what is required, and adds fields."""
    return value if key == "required" else [*kept.get(key, []), *value]


def schema(table: str, profile: str = "") -> dict[str, Any]:
    """The JSON Schema of one table, whole."""
    definitions = {name: _object(name, facts) for name, facts in tables(profile).items()}
    return {"$schema": Draft202012Validator.META_SCHEMA["$id"], "$ref": f"#/$defs/{table}", "$defs": definitions}


def _object(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    fields = {field: KINDS[kind] for kind in KINDS for field in facts.get(kind, [])}
    fields |= {field: {"enum": choices} for field, choices in facts.get("choice", {}).items()}
    fields |= {field: {"$ref": f"#/$defs/{other}"} for field, other in facts.get("one", {}).items()}
    within = {**facts.get("many", {})}
    if not facts.get("bare"):
        within |= {"attributes": "attribute", "metadata": "metadata"}
    fields |= {
        field: {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{one}"}} for field, one in within.items()
    }
    fields |= {field: KINDS[kind] for field, kind in EXTRAS.get(name, {}).items()} | NESTED.get(name, {})
    return {"type": "object", "required": facts["required"], "properties": fields, "additionalProperties": False}


@cache
def validator(table: str, profile: str = "") -> Validator:
    """Checks documents of one table, with their formats."""
    whole = schema(table, profile)
    for missing in ("program", "required_document"):
        whole["$defs"].setdefault(missing, {"not": {}})
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def mistakes(table: str, document: Any, profile: str = "") -> list[str]:
    """Everything in a document that is not as HSDS wants it."""
    found = validator(table, profile).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def assert_valid(table: str, document: Any) -> None:
    """The document keeps HSDS 3.1 and Open Referral UK 3.0."""
    for profile in ("", "uk"):
        found = mistakes(table, document, profile)
        assert not found, f"{profile or 'HSDS'}: " + "\n".join(found[:10])
