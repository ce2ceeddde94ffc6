"""The report: organizations in, Markdown out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ameide_sdk import Organization

from organization_report.built_with import Sdk


def markdown(organizations: Sequence[Organization], sdk: Sdk) -> str:
    """How many have which label, then all of them, in the order given, then what they were read with."""
    by_label = Counter(label for organization in organizations for label in organization.labels.items())
    unlabelled = sum(not organization.labels for organization in organizations)
    return "\n".join(
        [
            "# Organizations",
            "",
            f"In all: {len(organizations)}. Without a label: {unlabelled}.",
            "",
            *_table(
                ("Label", "Value", "Organizations"),
                ((name, value, str(count)) for (name, value), count in sorted(by_label.items())),
            ),
            "",
            *_table(
                ("Slug", "Name", "Labels", "Since"),
                (
                    (
                        organization.slug,
                        organization.display_name,
                        _listed(organization.labels),
                        _day(organization),
                    )
                    for organization in organizations
                ),
            ),
            "",
            f"Read with `{sdk}`.",
            "",
        ]
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *(_row([_cell(text) for text in row]) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    # Names are free text: a line break or "|" would end the cell, "<" begin HTML, the rest format or link.
    return re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", " ".join(text.split()))


def _listed(labels: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(labels.items()))


def _day(organization: Organization) -> str:
    created = organization.create_time
    return created.to_datetime().date().isoformat() if created else ""
