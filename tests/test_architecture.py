"""The picture of the folders, held against the imports: who may use whom, how long things are, what is documented."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.resources import queries_folder
from loaders.resources import ontology_folder

ROOT = Path(__file__).parent.parent
LONGEST_MODULE, LONGEST_FUNCTION = 400, 45
MODULES = sorted(path for name in ("loaders", "kg") for path in (ROOT / name).rglob("*.py"))
WRITES_RDF = ("loaders/rdf/", "loaders/iris.py", "loaders/terms.py", "loaders/triples.py", "loaders/reference.py")
READS_RDF = ("loaders/vocabulary.py", "loaders/concepts.py")
LONG_FUNCTIONS = {
    ("loaders/extract/plan.py", "read_plan"): "one value for each field of the plan, in their order",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports by a relative name"
            yield node.module or ""


def packages(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imports(path)}


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def public(path: Path) -> Iterator[ast.ClassDef | Function]:
    """The classes and functions of a module that others may use, the methods of these classes among them."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in tree_of(path).body if isinstance(node, kinds) and not node.name.startswith("_")]
    yield from found
    for owner in found:
        if isinstance(owner, ast.ClassDef):
            yield from (each for each in owner.body if isinstance(each, kinds) and not each.name.startswith("_"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    name, used = name_of(path), packages(path)
    assert not used & {"tests", "ontology", "queries"}
    if name.startswith("loaders/"):
        assert "kg" not in used
        assert "rdflib" not in used
        assert "pyoxigraph" not in used or name.startswith((*WRITES_RDF, *READS_RDF))


@pytest.mark.parametrize("name", ["facts", "source", "issues", "errors"])
def test_what_facts_are_made_of_needs_no_library(name: str) -> None:
    assert packages(ROOT / "loaders" / f"{name}.py") <= {"loaders", *sys.stdlib_module_names}


def test_only_one_folder_reads_formats() -> None:
    readers = {"lxml", "openpyxl", "pypdfium2", "zipfile"}
    users = {name_of(path) for path in MODULES if name_of(path).startswith("loaders/") and packages(path) & readers}
    assert all(user.startswith("loaders/files/") for user in users)


@pytest.mark.parametrize("folder", [ontology_folder(), queries_folder()], ids=["ontology", "queries"])
def test_data_folders_hold_no_python(folder: Path) -> None:
    assert [path.name for path in Path(str(folder)).rglob("*.py")] == []


def test_no_module_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    long = {
        (name_of(path), node.name): (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert {place: length for place, length in long.items() if place not in LONG_FUNCTIONS} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_is_documented(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) or not tree.body
    assert [node.name for node in public(path) if not ast.get_docstring(node)] == []


def test_no_except_swallows_everything() -> None:
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                caught, last = ast.unparse(node.type) if node.type else "", node.body[-1]
                goes_on = isinstance(last, ast.Raise) and last.exc is None
                assert goes_on or caught not in ("", "Exception", "BaseException"), f"{name_of(path)}:{node.lineno}"
