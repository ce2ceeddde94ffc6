"""Writes a report, as JSON, of one distribution in the environment that runs this program.

Arguments: the distribution's name, the file for the report, and the modules to leave out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import asdict
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path

# An isolated interpreter does not search its program's folder.
sys.path.insert(0, str(Path(__file__).parent))
from nx_packages_inspection.distribution_files import DistributionFiles, altered
from nx_packages_inspection.importing import (
    import_failure,
    load_failure,
    shadow_failure,
)
from nx_packages_inspection.source_check import SourceCheck

del sys.path[0]


def is_below(module: str, above: list[str]) -> bool:
    """Return whether a module is one of these, or below one of them."""
    return any(module == one or module.startswith(f"{one}.") for one in above)


def normalised(name: str) -> str:
    """Normalise a distribution's name as an index does."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(installed: Distribution) -> list[dict[str, object]]:
    """List a distribution's requirements: the text, the name, the extra it belongs to, and the marker."""
    found = []
    for text in installed.requires or []:
        name = re.match(r"[A-Za-z0-9][\w.-]*", text)
        requirement, _, marker = text.partition(";")
        extra = re.search(r"""extra\s*==\s*["']([^"']+)["']""", marker)
        found.append(
            {
                "text": requirement.strip(),
                "name": normalised(name[0]) if name else text,
                "extra": normalised(extra[1]) if extra else None,
                "marker": marker.strip(),
            }
        )
    return found


def declared(installed: Distribution, providers: dict[str, list[str]]) -> set[str]:
    """Name the distributions that this one requires; one without a module stands for its own requirements."""
    with_modules = {name for names in providers.values() for name in names}
    found: set[str] = set()
    wanted = [str(one["name"]) for one in requirements(installed)]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        if name not in with_modules:
            try:
                wanted += [str(one["name"]) for one in requirements(distribution(name))]
            except PackageNotFoundError:
                continue
    return found


def inspected(
    name: str, skipped: list[str], begin: Callable[[str], None]
) -> dict[str, object]:
    """Make the report; call `begin` with each module before its import."""
    installed = distribution(name)
    files = DistributionFiles(installed)
    everything = {**files.code, **files.mains}
    module_of = {str(file.locate()): module for module, file in everything.items()}
    importable = [
        module for module in sorted(files.code) if not is_below(module, skipped)
    ]
    failures = {}
    for module in importable:
        begin(module)
        shadow = (
            None
            if "." in module
            else shadow_failure(module, Path(str(files.code[module].locate())))
        )
        if failure := shadow or import_failure(module):
            failures[module] = failure
    entry_points = [
        one for one in installed.entry_points if not is_below(one.module, skipped)
    ]
    loads = [(one, load_failure(one)) for one in sorted(entry_points)]
    sources = SourceCheck(
        files, [module for module in everything if is_below(module, skipped)]
    )
    providers = {
        top: sorted(set(map(normalised, names)))
        for top, names in packages_distributions().items()
    }
    return {
        "version": installed.version,
        "altered": [str(file) for file in files.all if altered(file)],
        "modules": sorted(files.code),
        "mains": sorted(files.mains),
        "others": files.others(),
        "failures": {
            module: failure.report(module_of) for module, failure in failures.items()
        },
        "tests": [module for module in failures if files.is_test(files.code[module])],
        "templates": [
            module for module in failures if files.is_template(files.code[module])
        ],
        "entryPoints": [
            {
                "group": one.group,
                "name": one.name,
                "value": one.value,
                "module": one.module,
            }
            | {"failure": failure.report(module_of) if failure else None}
            for one, failure in loads
        ],
        "unresolved": [asdict(one) for one in sources.unresolved],
        "used": {module: sorted(used) for module, used in sources.used.items() if used},
        "thirdParties": sources.third_parties,
        "plugins": sources.plugins,
        "untyped": files.untyped(),
        "requirements": requirements(installed),
        "extras": [
            normalised(extra)
            for extra in installed.metadata.get_all("Provides-Extra") or []
        ],
        "providers": providers,
        "declared": sorted(declared(installed, providers)),
    }


def main(name: str, report: str, *skipped: str) -> None:
    """Write the report, whatever the modules print."""
    sys.argv[1:] = []

    def write(content: dict[str, object]) -> None:
        Path(report).write_text(json.dumps(content), encoding="utf-8")

    with redirect_stdout(sys.stderr):
        # A module may end the interpreter: the file then names it.
        found = inspected(
            name, list(skipped), lambda module: write({"importing": module})
        )
    write(found)
    sys.stderr.flush()
    # A module may have started a thread that never ends.
    os._exit(0)


main(*sys.argv[1:])
