"""Knows what only another platform, interpreter or host program has."""

from __future__ import annotations

import ast
import re
import sys
import traceback
from fnmatch import fnmatchcase
from types import ModuleType

from .conditions import mentions_platform

# Modules that an interpreter or a host program brings, and no index.
HOST_MODULES = {
    "__pypy__": "PyPy",
    "gdb": "GDB",
    "java": "Jython",
    "js": "Pyodide",
    "lldb": "LLDB",
    "machine": "MicroPython",
    "micropython": "MicroPython",
    "pyodide": "Pyodide",
    "pyodide_js": "Pyodide",
    "vim": "Vim",
}

# Names that a module of the standard library has only on some platforms, by the "Availability" of its
# documentation.
PLATFORM_NAMES = {
    "asyncio": ("Windows*", "ProactorEventLoop", "IocpProactor"),
    "ctypes": (
        *(
            "windll",
            "oledll",
            "WinDLL",
            "OleDLL",
            "WinError",
            "WINFUNCTYPE",
            "FormatError",
            "GetLastError",
        ),
        *(
            "HRESULT",
            "get_last_error",
            "set_last_error",
            "DllCanUnloadNow",
            "DllGetClassObject",
        ),
    ),
    "errno": ("WSA*",),
    "fcntl": ("F_*",),
    "mmap": ("MAP_*", "MADV_*"),
    "os": (
        *(
            "startfile",
            "add_dll_directory",
            "O_*",
            "P_*",
            "[gs]et_handle_inheritable",
            "l?hflags",
            "chflags",
        ),
        *(
            "lchmod",
            "sched_*",
            "SCHED_*",
            "memfd_create",
            "MFD_*",
            "eventfd*",
            "EFD_*",
            "pidfd_open",
            "posix_*",
        ),
        *(
            "*xattr",
            "XATTR_*",
            "RTLD_*",
            "splice",
            "copy_file_range",
            "fork*",
            "set[eru]*id",
            "get[eru]*id",
        ),
    ),
    "resource": ("prlimit", "RLIMIT_*", "RUSAGE_*"),
    "select": ("kqueue", "kevent", "KQ_*", "epoll", "EPOLL*", "devpoll", "poll"),
    "signal": (
        "CTRL_*_EVENT",
        "SIG*",
        "sig*",
        "pthread_*",
        "setitimer",
        "alarm",
        "pause",
    ),
    "socket": (
        "AF_*",
        "SO_*",
        "SIO_*",
        "RCVALL*",
        "TCP_*",
        "IP_*",
        "IPPROTO_*",
        "CAN_*",
        "PF_*",
        "ALG_*",
    ),
    "subprocess": (
        *(
            "STARTUPINFO",
            "STARTF_*",
            "CREATE_*",
            "SW_*",
            "DETACHED_PROCESS",
            "*_PRIORITY_CLASS",
            "STD_*_HANDLE",
        ),
    ),
    "sys": (
        "getwindowsversion",
        "winver",
        "dllhandle",
        "getandroidapilevel",
        "abiflags",
    ),
    "time": ("CLOCK_*", "clock_*", "pthread_*", "tzset"),
}


def absent_here(module: str) -> str | None:
    """Explain why a missing module need not be here; None if it must be.

    The list of the standard library's modules is the same on all platforms.
    """
    top = module.partition(".")[0]
    if top in HOST_MODULES:
        return f"it needs {module}, which only {HOST_MODULES[top]} has"
    if top in sys.stdlib_module_names:
        return f"it needs {module} of the standard library, which Python does not have on this platform"
    return None


def platform_reason(error: BaseException) -> str | None:
    """Explain an error that only says that this is another platform; None for any other error."""
    seen: BaseException | None = error
    while seen is not None:
        reason = _missing_module(seen) or _missing_name(seen) or _refusal(seen)
        if reason is not None:
            return reason
        seen = seen.__cause__
    return None


def _missing_module(error: BaseException) -> str | None:
    return (
        absent_here(error.name)
        if isinstance(error, ModuleNotFoundError) and error.name
        else None
    )


def _missing_name(error: BaseException) -> str | None:
    """Return the name of the standard library that this platform lacks."""
    module, name = None, None
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        module, name = error.obj.__name__, error.name
    elif isinstance(error, ImportError) and (
        found := re.match(r"cannot import name '(\w+)'", str(error))
    ):
        module, name = error.name, found[1]
    patterns = PLATFORM_NAMES.get(module or "", ())
    if name is None or not any(fnmatchcase(name, pattern) for pattern in patterns):
        return None
    return f"it needs {module}.{name}, which Python does not have on this platform"


def _refusal(error: BaseException) -> str | None:
    """Return the refusal of a module that tests the platform itself, and then raises or asserts."""
    line, nodes = _innermost(error)
    refused = any(_refuses_platform(node, line) for node in nodes)
    return (
        f'it asks for another platform: "{str(error) or type(error).__name__}"'
        if refused
        else None
    )


def _refuses_platform(node: ast.AST, line: int) -> bool:
    if isinstance(node, ast.Assert):
        return _holds(node, line) and mentions_platform(node.test)
    return (
        isinstance(node, ast.If)
        and mentions_platform(node.test)
        and any(
            _holds(one, line)
            for one in [*node.body, *node.orelse]
            if isinstance(one, ast.Raise)
        )
    )


def is_raised_on_purpose(error: BaseException) -> bool:
    """Return whether an error comes from a `raise` of the code's own, not from an import or a slip."""
    line, nodes = _innermost(error)
    return any(
        isinstance(node, ast.Raise) and node.exc is not None and _holds(node, line)
        for node in nodes
    )


def _innermost(error: BaseException) -> tuple[int, list[ast.AST]]:
    """Return the line that raised an error, and the nodes of the source around it."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return 0, []
    try:
        with open(frames[-1].filename, "rb") as source:
            return frames[-1].lineno or 0, list(ast.walk(ast.parse(source.read())))
    except (OSError, SyntaxError, ValueError):
        return 0, []


def _holds(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)
