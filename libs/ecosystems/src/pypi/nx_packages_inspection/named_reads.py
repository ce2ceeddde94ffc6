"""Finds where packed sources read a file of their package by name."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .located import NOTHING, Located, Values
from .path_values import PathValues, called_name

_ASKS_FOR_IT = {
    "exists",
    "is_file",
    "is_dir",
    "isfile",
    "isdir",
    "resource_exists",
    "is_resource",
}
# Functions for which a name alone is a file in the program's working folder.
_ELSEWHERE = {"open", "Path", "exists", "isfile"}


@dataclass(frozen=True)
class Read:
    """A place that reads a file."""

    file: str
    line: int
    optional: bool
    """Whether the code goes on without the file."""


class NamedReads:
    """Searches all sources of a wheel."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        """Take the sources by their paths in the wheel."""
        self._trees: dict[str, ast.Module] = {}
        self._values: dict[str, PathValues] = {}
        for file, source in sources.items():
            try:
                self._trees[file] = ast.parse(source)
            except (SyntaxError, ValueError):
                continue
            self._values[file] = PathValues(file, self._trees[file])
        modules = {values.module: values for values in self._values.values()}
        for values in self._values.values():
            values.foreign = lambda module, name: (
                modules[module].names.get(name, NOTHING)
                if module in modules
                else NOTHING
            )
        # A second round, now that the names of other modules are known.
        for file, values in self._values.items():
            for node in ast.walk(self._trees[file]):
                values.bind(node)

    def of(self, wanted: set[str], outside: set[str] = frozenset()) -> dict[str, Read]:
        """Return those files that the sources read by name, each with its first place, required reads first.

        Files outside of all packages must be named by their whole path.
        """
        found: dict[str, Read] = {}
        bases: dict[str, set[str]] = {}
        constants: dict[str, list[tuple[str, int]]] = {}
        asked = {
            path
            for file, tree in self._trees.items()
            for path in self._asked(file, tree)
        }
        for file, tree in self._trees.items():
            values = self._values[file]
            for node, optional in _expressions(tree, False):
                for value in values.of(node):
                    if isinstance(value, Located) and value.path in wanted | outside:
                        _keep(
                            found,
                            value.path,
                            Read(file, node.lineno, optional or value.path in asked),
                        )
                    elif isinstance(value, Located):
                        bases.setdefault(values.module, set()).add(value.path)
                    elif isinstance(node, ast.Constant):
                        constants.setdefault(file, []).append((value, node.lineno))
            bases.setdefault(values.module, set()).update(values.bases)
        for file, texts in constants.items():
            values = self._values[file]
            # A function of an imported module may join a name to a folder.
            near = set().union(
                *(
                    bases.get(module, set())
                    for module in {values.module, *values.modules}
                )
            )
            for text, line in texts:
                for path in {Located(base).joined(text).path for base in near} & (
                    wanted - found.keys()
                ):
                    found[path] = Read(file, line, path in asked)
        return found

    def _asked(self, file: str, tree: ast.Module) -> Iterator[str]:
        """Yield the files whose existence the code checks."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_name(node) in _ASKS_FOR_IT:
                subjects = [
                    *node.args,
                    *(
                        [node.func.value]
                        if isinstance(node.func, ast.Attribute)
                        else []
                    ),
                ]
                values: Values = frozenset().union(
                    *map(self._values[file].of, subjects), self._values[file].of(node)
                )
                yield from (
                    value.path for value in values if isinstance(value, Located)
                )


def _keep(found: dict[str, Read], path: str, read: Read) -> None:
    if path not in found or (found[path].optional and not read.optional):
        found[path] = read


def _expressions(node: ast.AST, optional: bool) -> Iterator[tuple[ast.expr, bool]]:
    """Yield each expression, and whether a `try` around it catches a missing file."""
    if isinstance(node, ast.Try):
        caught = optional or any(map(_catches_missing_file, node.handlers))
        for statement in node.body:
            yield from _expressions(statement, caught)
        rest: list[ast.AST] = [*node.handlers, *node.orelse, *node.finalbody]
        for one in rest:
            yield from _expressions(one, optional)
        return
    if isinstance(node, ast.keyword) and node.arg == "default":
        return
    if isinstance(node, ast.expr):
        yield node, optional
    in_current_folder = isinstance(node, ast.Call) and called_name(node) in _ELSEWHERE
    for child in ast.iter_child_nodes(node):
        if not (in_current_folder and isinstance(child, ast.Constant)):
            yield from _expressions(child, optional)


def _catches_missing_file(handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = [
        getattr(one, "attr", None) or getattr(one, "id", "BaseException")
        for one in types
    ]
    classes = [getattr(builtins, name, None) for name in names]
    return any(
        isinstance(one, type) and issubclass(FileNotFoundError, one) for one in classes
    )
