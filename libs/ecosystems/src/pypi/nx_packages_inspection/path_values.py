"""Evaluates expressions of a source to paths inside of its package."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterable, Iterator

from .located import NOTHING, Located, Values, above, appended, joined, limited, mapped
from .scopes import Scopes

_SAME = {
    "abspath",
    "absolute",
    "as_file",
    "as_posix",
    "enter_context",
    "fspath",
    "normpath",
    "realpath",
    "resolve",
}
_SAME |= {"Path", "PosixPath", "PurePath", "PurePosixPath", "expanduser", "str"}
# Functions that take a package and a name in it.
_IN_PACKAGE = {
    "get_data",
    "read_text",
    "read_binary",
    "open_text",
    "open_binary",
    "is_resource",
    "path",
}
_IN_PACKAGE |= {
    "resource_filename",
    "resource_string",
    "resource_stream",
    "resource_exists",
    "PackageLoader",
}


class PathValues:
    """Evaluates the expressions of one module; unknown expressions have no value."""

    def __init__(self, file: str, tree: ast.Module) -> None:
        """Take the module's path below the folder that packages are installed in."""
        self.file = file
        self.module = (
            file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        )
        self.package = posixpath.dirname(file)
        self.names: dict[str, Values] = {}
        """Keys: a name's key, ".name" for an attribute, "name()" for a function."""
        self.bases: set[str] = set()
        """Folders to which the code joins an unknown value."""
        self._scopes = Scopes(tree)
        self.imported: dict[str, tuple[str, str]] = {}
        """For each name that is imported from a module: the module and its name there."""
        self.modules: set[str] = set()
        """The modules that it may import."""
        self.foreign: Callable[[str, str], Values] = lambda _module, _name: NOTHING
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                self._import(node)
            elif isinstance(node, ast.Import):
                self.modules.update(alias.name for alias in node.names)
        # A name may be used above the line that binds it.
        for _ in range(2):
            for node in ast.walk(tree):
                self.bind(node)

    def _import(self, node: ast.ImportFrom) -> None:
        base = node.module or ""
        if node.level > 0:
            parts = self.package.split("/") if self.package else []
            base = ".".join(
                [
                    *parts[: len(parts) - node.level + 1],
                    *([node.module] if node.module else []),
                ]
            )
        for alias in node.names:
            self.imported[alias.asname or alias.name] = (base, alias.name)
            self.modules |= {base, f"{base}.{alias.name}"}

    def bind(self, node: ast.AST) -> None:
        """Record the names that a statement binds."""
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._add(target, value)
            case (
                ast.AnnAssign(target=target, value=ast.expr() as value)
                | ast.NamedExpr(target=target, value=value)
            ):
                self._add(target, value)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                self._add(target, value)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                for parameter, default in _defaults(node.args):
                    self._put(Scopes.parameter_key(node, parameter), self.of(default))
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        self._put(f"{name}()", self.of(inner.value))

    def _add(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            key = self._scopes.key(target)
            self._put(key, self.of(value))
            if key == target.id:
                self._put(f".{key}", self.of(value))
        elif isinstance(target, ast.Attribute):
            self._put(f".{target.attr}", self.of(value))

    def _put(self, key: str, values: Values) -> None:
        self.names[key] = limited(self.names.get(key, NOTHING) | values)

    def of(self, expression: ast.expr) -> Values:
        """Return all values that an expression may have."""
        match expression:
            case ast.Constant(value=str() as text):
                return frozenset([text])
            case ast.Name(id="__file__"):
                return frozenset([Located(self.file)])
            case ast.Name(id="__name__"):
                return frozenset([self.module])
            case ast.Name(id="__package__"):
                return frozenset([self.package.replace("/", ".")])
            case ast.Attribute(
                attr="__name__" | "__package__" | "__file__", value=value
            ):
                return self.of(value) or frozenset([_dotted(value)])
            case ast.Name():
                return self._named(expression)
            case ast.Attribute(attr="parent", value=value):
                return mapped(self.of(value), lambda path: path.parent)
            case ast.Subscript(
                value=ast.Attribute(attr="parents", value=value),
                slice=ast.Constant(value=int() as up),
            ):
                return mapped(self.of(value), lambda path: above(path, up + 1))
            case ast.Attribute():
                return self._attribute(expression)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return joined(self.of(left), self.of(right))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._text([left, right])
            case ast.JoinedStr(values=parts):
                return self._text(
                    [
                        getattr(part, "value", part)
                        if isinstance(part, ast.FormattedValue)
                        else part
                        for part in parts
                    ]
                )
            case ast.IfExp(body=body, orelse=orelse):
                return self.of(body) | self.of(orelse)
            case ast.NamedExpr(value=value) | ast.Await(value=value):
                return self.of(value)
            case ast.Call():
                return self._call(expression)
            case _:
                return NOTHING

    def _named(self, name: ast.Name) -> Values:
        key = self._scopes.key(name)
        if key in self.imported:
            return self.foreign(*self.imported[key])
        return self.names.get(key, NOTHING)

    def _attribute(self, attribute: ast.Attribute) -> Values:
        module = self.imported.get(_dotted(attribute.value))
        if module is not None:
            return self.foreign(".".join(module), attribute.attr)
        return self.names.get(f".{attribute.attr}", NOTHING)

    def _text(self, parts: Iterable[ast.expr]) -> Values:
        """Return a path with appended text."""
        found: Values = frozenset([""])
        for part in parts:
            more = self.of(part)
            if not more:
                self._is_joined(found)
            found = limited(appended(one, other) for one in found for other in more)
        return found

    def _is_joined(self, values: Values) -> None:
        self.bases |= {value.path for value in values if isinstance(value, Located)}

    def _call(self, call: ast.Call) -> Values:
        name = called_name(call)
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        first = call.args[0] if call.args else None
        match name:
            case "files" if first is not None:
                return frozenset(
                    self._folder_of(one)
                    for one in self.of(first) | self._module_name(first)
                )
            case "dirname" if first is not None:
                return mapped(self.of(first), lambda path: path.parent)
            case "join" if first is not None:
                return self._joined_all(first, call.args[1:])
            case "joinpath" if receiver is not None:
                return self._joined_all(receiver, call.args)
            case "with_name" if receiver is not None and first is not None:
                return joined(
                    mapped(self.of(receiver), lambda path: path.parent), self.of(first)
                )
            case _ if name in _IN_PACKAGE and len(call.args) > 1:
                folders = frozenset(
                    self._folder_of(one)
                    for one in self.of(call.args[0]) | self._module_name(call.args[0])
                )
                return joined(folders, self.of(call.args[1]))
            case _ if name in _SAME:
                own = (
                    self.of(receiver)
                    if receiver is not None and not call.args
                    else NOTHING
                )
                return (
                    own or self._joined_all(first, call.args[1:])
                    if first is not None
                    else own
                )
            case _:
                return self.names.get(f"{name}()", NOTHING) or self._foreign_call(name)

    def _foreign_call(self, name: str) -> Values:
        if name not in self.imported:
            return NOTHING
        module, original = self.imported[name]
        return self.foreign(module, f"{original}()")

    def _joined_all(self, first: ast.expr, more: Iterable[ast.expr]) -> Values:
        found = self.of(first)
        for one in more:
            names = self.of(one)
            if not names:
                self._is_joined(found)
            found = joined(found, names)
        return found

    def _module_name(self, expression: ast.expr) -> Values:
        """Return the module that a name or an attribute means: `files(acme.data)`."""
        dotted = _dotted(expression)
        if dotted in self.imported:
            base, name = self.imported[dotted]
            return frozenset([f"{base}.{name}"])
        return (
            frozenset([dotted])
            if dotted and dotted not in ("__name__", "__package__")
            else NOTHING
        )

    def _folder_of(self, module: Located | str) -> Located:
        """Return the folder of a package, or of a module's package."""
        if isinstance(module, Located):
            return module
        if module == self.module:
            return Located(self.package)
        return Located(module.replace(".", "/"))


def called_name(call: ast.Call) -> str:
    """Return the last word of the called expression."""
    return (
        call.func.attr
        if isinstance(call.func, ast.Attribute)
        else getattr(call.func, "id", "")
    )


def _dotted(expression: ast.expr) -> str:
    match expression:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            return f"{_dotted(value)}.{name}"
        case _:
            return ""


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    """Yield the parameters with a default value, with the default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    yield from (
        (one.arg, default)
        for one, default in zip(
            reversed(positional), reversed(arguments.defaults), strict=False
        )
    )
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield one.arg, default
