"""Evaluates the conditions of `if` statements, as far as possible without running the program."""

from __future__ import annotations

import ast
import os
import platform
import sys
from collections.abc import Collection, Mapping
from types import ModuleType

_PLATFORM = {
    "platform",
    "version_info",
    "implementation",
    "hexversion",
    "uname",
    "maxsize",
}
_SIMPLE = (type(None), bool, int, float, str, bytes, tuple, ModuleType)
_ALLOWED = (
    *(
        ast.Name,
        ast.Attribute,
        ast.Constant,
        ast.Compare,
        ast.Tuple,
        ast.List,
        ast.Set,
        ast.Subscript,
        ast.Slice,
    ),
    *(ast.UnaryOp, ast.USub, ast.Not, ast.Load, ast.cmpop, ast.Call),
)
# Methods of strings, and functions of `platform`, that have no effects.
_CALLS = {
    "startswith",
    "endswith",
    "lower",
    "system",
    "machine",
    "python_implementation",
}

# The values of these modules' names, for a module that was not imported.
STANDARD: Mapping[str, object] = {
    "os": os,
    "platform": platform,
    "sys": sys,
    "TYPE_CHECKING": False,
}


def mentions_platform(test: ast.expr) -> bool:
    """Return whether a condition tests the platform or the interpreter."""
    return any(
        (
            isinstance(node, ast.Attribute)
            and (node.attr in _PLATFORM or _is_os_name(node))
        )
        or (isinstance(node, ast.Name) and node.id in _PLATFORM)
        for node in ast.walk(test)
    )


def is_for_type_checkers(test: ast.expr) -> bool:
    """Return whether a condition is `TYPE_CHECKING`, which is false at run time."""
    name = getattr(test, "id", None) or getattr(test, "attr", None)
    return name == "TYPE_CHECKING"


def _is_os_name(node: ast.Attribute) -> bool:
    return (
        node.attr == "name"
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    )


class Conditions:
    """The conditions of one module."""

    def __init__(self, names: Mapping[str, object], changing: Collection[str]) -> None:
        """Take the values of the module's names, and the names that its functions change."""
        self._names = names
        self._changing = changing

    def verdict(self, test: ast.expr, local: Collection[str] = ()) -> bool | None:
        """Return whether a condition holds here; None if that is unknown."""
        if isinstance(test, ast.BoolOp):
            verdicts = [self.verdict(value, local) for value in test.values]
            decisive = isinstance(test.op, ast.Or)
            if decisive in verdicts:
                return decisive
            return None if None in verdicts else not decisive
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            inner = self.verdict(test.operand, local)
            return None if inner is None else not inner
        if is_for_type_checkers(test):
            return False
        known, value = self.value(test, local)
        return bool(value) if known else None

    def value(
        self, expression: ast.expr, local: Collection[str] = ()
    ) -> tuple[bool, object]:
        """Return whether an expression's value is known, and the value."""
        if not all(self._is_known(node, local) for node in ast.walk(expression)):
            return False, None
        try:
            code = compile(ast.Expression(expression), "<condition>", "eval")
            names = {**self._names, "__builtins__": {}, "hasattr": hasattr}
            return True, eval(code, names)
        except Exception:  # noqa: BLE001 - it is not known then
            return False, None

    def _is_known(self, node: ast.AST, local: Collection[str]) -> bool:
        if isinstance(node, ast.Name):
            return node.id == "hasattr" or (
                node.id not in local
                and node.id not in self._changing
                and node.id in self._names
                # Look at its type alone: an object may run its own code for isinstance.
                and issubclass(type(self._names[node.id]), _SIMPLE)
            )
        if isinstance(node, ast.Call):
            method = isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS
            return method or (
                isinstance(node.func, ast.Name) and node.func.id == "hasattr"
            )
        return isinstance(node, _ALLOWED)
