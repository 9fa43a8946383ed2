"""Functions up to 60 lines, files up to 400, templates up to 150."""

import ast
from pathlib import Path

from tests.house import source

FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 60, 400, 150


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring: explaining is free."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) is not None else None
    explained = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained


def long_functions(files: tuple[Path, ...]) -> list[str]:
    return [
        f"{source.within(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for path in files
        for function in source.functions(path)
        if length(function) > FUNCTION_LINES
    ]


def long_files(files: tuple[Path, ...], most: int) -> list[str]:
    counted = ((path, len(path.read_text().splitlines())) for path in files)
    return [f"{source.within(path)} has {lines} lines" for path, lines in counted if lines > most]


def test_no_function_is_over_60_lines() -> None:
    source.none(long_functions(source.python_files(tests=True)))


def test_no_file_is_over_400_lines() -> None:
    source.none(long_files(source.python_files(tests=True), FILE_LINES))


def test_no_template_is_over_150_lines() -> None:
    source.none(long_files(source.template_files(), TEMPLATE_LINES))


def test_the_measure_counts_lines_and_forgives_the_docstring() -> None:
    body = "\n".join(f"    a = {number}" for number in range(60))
    tree = ast.parse(f'def f():\n    """One\n    two."""\n{body}\n')
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert length(function) == 61
