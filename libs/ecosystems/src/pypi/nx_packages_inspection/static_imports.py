"""Finds the imports in a module's source, at its top and inside of functions, with their conditions."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .conditions import STANDARD, Conditions, mentions_platform
from .scopes import local_names

# A module, and the name that is imported from it.
Target = tuple[str, str | None]


@dataclass(frozen=True)
class Imported:
    """One import that runs when the code around it does."""

    module: str | None
    """Absolute; None if a relative import leads out of the top-level package."""
    names: tuple[str, ...]
    """The names that `from module import …` imports."""
    line: int
    text: str
    """The import as the source spells it."""
    if_missing: tuple[tuple[Target, ...], ...] = ()
    """It runs only if a name of each of these is missing: the handler of a `try`."""
    if_found: tuple[Target, ...] = ()
    """It runs only if all of these are found: the `else` of a `try`."""


@dataclass(frozen=True)
class _Scope:
    """The conditions that hold for a block of statements."""

    local: frozenset[str] = frozenset()
    if_missing: tuple[tuple[Target, ...], ...] = ()
    if_found: tuple[Target, ...] = ()


class StaticImports:
    """Reads the imports of one module.

    Leaves out what may be absent: imports under a `try` that catches ImportError, under `TYPE_CHECKING`, or
    under a condition that is false here. Also leaves out modules that the code itself looks for with
    `find_spec`.
    """

    def __init__(
        self, tree: ast.Module, package: str, names: Mapping[str, object] = STANDARD
    ) -> None:
        """Take the package in which relative imports start, and the values of the module's names."""
        nodes = list(ast.walk(tree))
        changing = {
            name
            for node in nodes
            if isinstance(node, ast.Global)
            for name in node.names
        }
        self._package = package
        self._names = names
        self._conditions = Conditions(names, changing)
        self._looked_for = set(_looked_for(nodes))
        self._called_guarded = {
            name
            for node in nodes
            if isinstance(node, ast.Try)
            and any(map(self._names_import_error, node.handlers))
            for name in _called(node.body)
        }
        self.found: list[Imported] = []
        self._block(tree.body, _Scope())

    def _block(self, statements: Sequence[ast.stmt], scope: _Scope) -> bool:
        """Read statements up to one that leaves the block; return whether there is one."""
        return any(self._statement(statement, scope) for statement in statements)

    def _statement(self, statement: ast.stmt, scope: _Scope) -> bool:
        match statement:
            case ast.Import() | ast.ImportFrom():
                self._import(statement, scope)
            case ast.If():
                return self._if(statement, scope)
            case ast.Try() | ast.TryStar():
                self._try(statement, scope)
            case ast.With() | ast.AsyncWith() if any(
                map(self._suppresses, statement.items)
            ):
                pass
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if statement.name not in self._called_guarded:
                    self._block(
                        statement.body,
                        replace(
                            scope, local=scope.local | frozenset(local_names(statement))
                        ),
                    )
            case ast.Assert():
                return self._conditions.verdict(statement.test, scope.local) is False
            case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
                return True
            case _:
                for block in _blocks(statement):
                    self._block(block, scope)
        return False

    def _if(self, statement: ast.If, scope: _Scope) -> bool:
        verdict = self._conditions.verdict(statement.test, scope.local)
        if verdict is not None:
            return self._block(statement.body if verdict else statement.orelse, scope)
        if mentions_platform(statement.test):
            return False
        left = [
            self._block(block, scope) for block in (statement.body, statement.orelse)
        ]
        return all(left)

    def _try(self, statement: ast.Try | ast.TryStar, scope: _Scope) -> None:
        if not self._catches_import_errors(statement.handlers):
            for block in _blocks(statement):
                self._block(block, scope)
            return
        tried = tuple(
            target
            for node in _imports(statement.body)
            for target in self._targets(node)
        )
        fallback = replace(scope, if_missing=(*scope.if_missing, tried))
        for handler in statement.handlers:
            self._block(handler.body, fallback)
        self._block(
            statement.orelse, replace(scope, if_found=(*scope.if_found, *tried))
        )
        self._block(statement.finalbody, scope)

    def _import(self, node: ast.Import | ast.ImportFrom, scope: _Scope) -> None:
        def add(module: str | None, names: tuple[str, ...], text: str) -> None:
            if module is None or module.partition(".")[0] not in self._looked_for:
                self.found.append(
                    Imported(
                        module,
                        names,
                        node.lineno,
                        text,
                        scope.if_missing,
                        scope.if_found,
                    )
                )

        if isinstance(node, ast.Import):
            for alias in node.names:
                add(alias.name, (), alias.name)
        elif node.module != "__future__":
            text = "." * node.level + (node.module or "")
            add(self._absolute(node), tuple(alias.name for alias in node.names), text)

    def _absolute(self, node: ast.ImportFrom) -> str | None:
        if node.level == 0:
            return node.module
        parts = self._package.split(".") if self._package else []
        if len(parts) < node.level:
            return None
        base = parts[: len(parts) - node.level + 1]
        return ".".join([*base, *([node.module] if node.module else [])])

    def _targets(self, node: ast.Import | ast.ImportFrom) -> list[Target]:
        if isinstance(node, ast.Import):
            return [(alias.name, None) for alias in node.names]
        module = self._absolute(node)
        return [(module, alias.name) for alias in node.names] if module else []

    def _catches_import_errors(self, handlers: Iterable[ast.ExceptHandler]) -> bool:
        return any(
            self._names_import_error(handler)
            or (
                (handler.type is None or self._is_import_error(handler.type))
                and not _raises_again(handler)
            )
            for handler in handlers
        )

    def _names_import_error(self, handler: ast.ExceptHandler) -> bool:
        """Return whether a handler is for a missing module, not for any error."""
        return handler.type is not None and self._is_import_error(
            handler.type, below=Exception
        )

    def _is_import_error(self, expression: ast.expr, below: type | None = None) -> bool:
        if isinstance(expression, ast.Tuple):
            return any(self._is_import_error(one, below) for one in expression.elts)
        name = (
            expression.attr
            if isinstance(expression, ast.Attribute)
            else getattr(expression, "id", "")
        )
        value = self._names.get(name, getattr(builtins, name, None))
        classes = value if isinstance(value, tuple) else (value,)
        return any(
            isinstance(one, type)
            and issubclass(ModuleNotFoundError, one)
            and (below is None or not issubclass(below, one))
            for one in classes
        )

    def _suppresses(self, item: ast.withitem) -> bool:
        call = item.context_expr
        if not isinstance(call, ast.Call):
            return False
        name = (
            call.func.attr
            if isinstance(call.func, ast.Attribute)
            else getattr(call.func, "id", "")
        )
        return name == "suppress" and any(map(self._is_import_error, call.args))


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler ends by raising the error that it caught."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _blocks(statement: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of statements that a statement contains."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list):
            yield block
    for part in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
        yield part.body


def _imports(statements: Iterable[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node


def _called(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the names of functions, and of methods, that statements call."""
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name):
                    yield node.func.id
                elif isinstance(node.func, ast.Attribute):
                    yield node.func.attr


def _looked_for(nodes: Collection[ast.AST]) -> Iterator[str]:
    """Yield the top-level modules that code looks for before it imports them: `find_spec("yaml")`."""
    for node in nodes:
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = (
            node.func.attr
            if isinstance(node.func, ast.Attribute)
            else getattr(node.func, "id", "")
        )
        first = node.args[0]
        if (
            name in ("find_spec", "find_loader")
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            yield first.value.partition(".")[0]
