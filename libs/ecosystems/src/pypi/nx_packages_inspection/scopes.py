"""Distinguishes the names of a module: a function's names are its own."""

from __future__ import annotations

import ast

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def local_names(function: _Function) -> set[str]:
    """Return the names that are local to a function."""
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
    """Gives each name of a module a key; equal keys mean the same variable."""

    def __init__(self, tree: ast.Module) -> None:
        """Take the module's tree, whose nodes are known by identity."""
        self._keys: dict[int, str] = {}
        self._visit(tree, ())

    def key(self, name: ast.Name) -> str:
        """Return a name's key; outside of functions it is the name itself."""
        return self._keys.get(id(name), name.id)

    @staticmethod
    def parameter_key(function: _Function, name: str) -> str:
        """Return the key of a parameter in its function."""
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
