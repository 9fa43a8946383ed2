"""Writes stand in actions, and every action says who."""

import ast
from pathlib import Path

from tests.house import source

ALWAYS = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create_user", "acreate"}
ON_A_QUERYSET = {"update", "delete"}
QUERYSET_WORDS = {"objects", "filter", "exclude", "all", "visible_to", "using", "_base_manager", "_default_manager"}
MAY_WRITE = {
    "core/jobs/run.py": "the worker keeps its own row: how far it is, and that it still lives",
    "core/jobs/tidy.py": "workers write which of them live, and bury the jobs of those that died",
    "places/pictures.py": "a picture is drawn into memory, and no table is touched",
    "core/journal.py": "the one append-only path that a GET may take: search journal, access log, session times",
}


def words_of(node: ast.expr) -> set[str]:
    """The names in a chain such as `Service.objects.filter(...)`."""
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def writes(node: ast.AST) -> bool:
    """Whether a node is a call that writes to the database, as far as its text shows."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    name, words = node.func.attr, words_of(node.func.value)
    if name == "create" and "objects" not in words and not QUERYSET_WORDS & words:
        return False
    if name in ALWAYS:
        return True
    if name == "delete":
        return not node.args
    return name == "update" and (bool(QUERYSET_WORDS & words) or (not node.args and bool(node.keywords)))


def holds_writes(path: Path) -> bool:
    """Actions may write, and so may managers in models, which actions call."""
    parts = path.relative_to(source.SRC).parts
    return any(part.removesuffix(".py") in {"actions", "models"} for part in parts[1:])


def is_allowed(path: Path) -> bool:
    inside = str(path.relative_to(source.SRC))
    return any(inside == key or (key.endswith("/") and inside.startswith(key)) for key in MAY_WRITE)


def test_nothing_but_actions_writes() -> None:
    source.none(
        f"{source.within(path)}:{node.lineno} {ast.unparse(node)[:80]}"
        for path in source.python_files()
        if not holds_writes(path) and not is_allowed(path)
        for node in ast.walk(source.tree(path))
        if writes(node) and isinstance(node, ast.Call)
    )


def test_every_public_action_that_writes_says_who() -> None:
    """`by` is an argument of each public function in `actions` that writes."""
    source.none(
        f"{source.within(path)}:{function.lineno} {function.name}"
        for path in source.python_files()
        if "actions" in {part.removesuffix(".py") for part in path.relative_to(source.SRC).parts}
        for function in source.tree(path).body
        if isinstance(function, source.FUNCTION) and not function.name.startswith("_")
        if any(writes(node) for node in ast.walk(function))
        if "by" not in {argument.arg for argument in [*function.args.args, *function.args.kwonlyargs]}
    )


def test_the_check_sees_writes_and_lets_reads_pass() -> None:
    def says(text: str) -> bool:
        return any(writes(node) for node in ast.walk(ast.parse(text)))

    assert all(
        map(
            says,
            [
                "thing.save()",
                "Thing.objects.create(a=1)",
                "things.filter(a=1).update(a=2)",
                "rows.update(a=2)",
                "thing.delete()",
                "Thing.objects.bulk_create(rows)",
            ],
        )
    )
    assert not any(map(says, ["digest.update(part)", "facts.update(other)", "cache.delete('key')", "form.is_valid()"]))
