"""Which names of a module mean the same: those of a function are its own."""

from __future__ import annotations

import ast

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def local_names(function: _Function) -> set[str]:
    """The names that mean something of the function's own."""
    parameters = {
        node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)
    }
    stored, shared = set(), set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            stored.add(node.id)
        elif isinstance(node, ast.Global):
            shared.update(node.names)
    return (parameters | stored) - shared


class Scopes:
    """Gives each name of a module a key; names that mean the same have the same."""

    def __init__(self, tree: ast.Module) -> None:
        """Takes the module's source, whose nodes it knows by their identity."""
        self._keys: dict[int, str] = {}
        self._visit(tree, ())

    def key(self, name: ast.Name) -> str:
        """The key; that of a name outside of all functions is the name."""
        return self._keys.get(id(name), name.id)

    @staticmethod
    def parameter_key(function: _Function, name: str) -> str:
        """The key of a parameter in its function."""
        return f"{_place(function)}{name}"

    def _visit(self, node: ast.AST, around: tuple[tuple[str, set[str]], ...]) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Name):
                own = next((place for place, names in around if child.id in names), "")
                self._keys[id(child)] = f"{own}{child.id}"
            inside = around
            if isinstance(child, _Function):
                inside = ((_place(child), local_names(child)), *around)
            self._visit(child, inside)


def _place(function: _Function) -> str:
    return f"{function.lineno}:{function.col_offset}:"
