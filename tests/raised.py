"""The templates of all messages that a user of the command line may see, as the code has them.

A template is an f-string with its parts as ``{}``, or ``{!r}`` where a part is quoted. Words that stand for a part (a
hint, a piece of advice) are templates too: they are looked for where the part's name is set, and in what helpers give.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_SHOWN = {"TypeError", "ValueError", "AttributeError", "ProtocolError", "AskError"}  # a bug, HTTP, words of its own
SHOWN = {"BadParameter", "UsageError", "ClickException"}
SPOKEN = {("kg/serve/run.py", "say"): 0, ("loaders/coverage.py", "at"): 2, ("loaders/documents.py", "at"): 2}
# The words of tables that a loop or a subscript takes them from.
TABLES = [("loaders/coverage.py", "_MESSAGES"), ("loaders/files/detect.py", "_FOREIGN"),
          ("loaders/files/detect.py", "_OLE_KINDS")]  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A module of the code: its tree, the functions of its top level, what it imports from its neighbours."""

    path: str
    tree: ast.Module

    @property
    def functions(self) -> dict[str, Function]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    def imported(self, name: str) -> Module | None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
                return module((node.module or "").replace(".", "/"))
        return None


@cache
def module(place: str) -> Module | None:
    path = ROOT / f"{place}.py"
    return Module(f"{place}.py", ast.parse(path.read_text(encoding="utf-8"))) if path.is_file() else None


def modules() -> Iterator[Module]:
    for folder in ("kg", "loaders"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT).with_suffix("").as_posix()
            if place != "kg/guard" and (found := module(place)):
                yield found


@dataclass(frozen=True, slots=True)
class Scope:
    """Where names are looked up: the module, and the function around."""

    module: Module
    function: Function | None

    def values(self, name: str) -> list[ast.expr]:
        """What is assigned to ``name``, in the function, else in the module, else in the one that it comes from."""
        for body in (self.function, self.module.tree):
            found = [
                node.value
                for node in (ast.walk(body) if body else ())
                if isinstance(node, ast.Assign)
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            if found:
                return found
        source = self.module.imported(name)
        return Scope(source, None).values(name) if source else []

    def called(self, call: ast.Call) -> tuple[Module, Function] | None:
        """The function of the code that ``call`` calls by its name."""
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        for place in (self.module, self.module.imported(name)):
            if place and name in place.functions:
                return place, place.functions[name]
        return None


def words(node: ast.expr, scope: Scope) -> tuple[set[str], set[str]]:
    """The templates that ``node`` may be, and those that stand for parts of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ({_plain(node.value)} if any(map(str.isalpha, node.value)) else set()), set()
    if isinstance(node, ast.JoinedStr):
        return _joined(node, scope)
    if isinstance(node, ast.IfExp | ast.BoolOp):
        return _union(
            words(each, scope) for each in (node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse))
        )
    if isinstance(node, ast.BinOp):
        (left, a), (right, b) = words(node.left, scope), words(node.right, scope)
        return {"".join(pair) for pair in product(left, right | {""})}, a | b
    if isinstance(node, ast.Name):
        return _union(words(value, scope) for value in scope.values(node.id) if not _is(value, node))
    if isinstance(node, ast.Call) and (found := scope.called(node)):
        place, function = found
        returned = [each.value for each in ast.walk(function) if isinstance(each, ast.Return) and each.value]
        whole, parts = _union(words(value, Scope(place, function)) for value in returned)
        return whole, parts | arguments(node, scope)
    return set(), set()


def arguments(call: ast.Call, scope: Scope) -> set[str]:
    """The words among the arguments of a call of a helper, and those of its defaults."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    found = scope.called(call)
    defaults = [(each, Scope(found[0], None)) for each in found[1].args.defaults] if found else []
    return set().union(
        *(set().union(*words(each, inside)) for each, inside in [*((g, scope) for g in given), *defaults])
    )


def _is(value: ast.expr, name: ast.Name) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name.id for each in ast.walk(value))


def _union(each: Iterator[tuple[set[str], set[str]]]) -> tuple[set[str], set[str]]:
    pairs = list(each)
    return set().union(*(whole for whole, _ in pairs)), set().union(*(parts for _, parts in pairs))


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _joined(node: ast.JoinedStr, scope: Scope) -> tuple[set[str], set[str]]:
    text, parts = "", set[str]()
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            text += "{!r}" if value.conversion == ord("r") else "{}"
            parts = parts.union(*words(value.value, scope))
        elif isinstance(value, ast.Constant):
            text += _plain(value.value)
    return {text}, parts


def found_in(place: Module) -> Iterator[tuple[str, str]]:
    """Each template of a module with the line that it is of."""
    functions = [node for node in ast.walk(place.tree) if isinstance(node, Function)]
    for function in functions:
        scope = Scope(place, function)
        for node in ast.walk(function):
            if not isinstance(node, ast.Call):
                continue
            for template in _of_call(node, scope):
                yield template, f"{place.path}:{node.lineno}"
    for path, name in TABLES:
        if path == place.path:
            (table,) = Scope(place, None).values(name)
            values = (
                table.values if isinstance(table, ast.Dict) else [cell for row in table.elts for cell in row.elts[1:]]
            )  # type: ignore[attr-defined]
            for value in values:
                for template in words(value, Scope(place, None))[0]:
                    yield template, f"{place.path}:{table.lineno}"


def _of_call(node: ast.Call, scope: Scope) -> set[str]:
    name = ast.unparse(node.func).rpartition(".")[2]
    if (name.endswith("Error") and name not in NOT_SHOWN and name[0].isupper()) or name in SHOWN or name == "kind":
        given = node.args[:1]
    elif (scope.module.path, name) in SPOKEN:
        given = node.args[SPOKEN[scope.module.path, name] :][:1]
    elif name in ("Outcome", "Entry"):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "message"]
    else:
        helper = scope.called(node)
        makes_error = helper and helper[1].returns is not None and ast.unparse(helper[1].returns).endswith("Error")
        return arguments(node, scope) if makes_error and "Protocol" not in ast.unparse(helper[1].returns) else set()
    return set().union(*(set().union(*words(each, scope)) for each in given))


def templates() -> dict[str, str]:
    """All templates with the place of each."""
    return {template: place for each in modules() for template, place in found_in(each)}
