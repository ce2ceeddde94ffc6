"""The command: the report goes to standard output."""

import os
import sys
from argparse import ArgumentParser

from ameide_sdk import PlatformClient, PlatformError

from organization_report.built_with import built_with
from organization_report.report import markdown

VARIABLES = {
    "PLATFORM_URL": "the address of the platform's API",
    "PLATFORM_TOKEN": "the token with which to read its organizations",
}
SECONDS_A_CALL = 30


def main() -> int:
    """Fetch everything, then write: a report is whole or there is none."""
    parser = ArgumentParser(prog="organization-report", description=main.__doc__)
    parser.add_argument(
        "--version", action="store_true", help="say which SDK this was built with, and no more"
    )
    arguments = parser.parse_args()
    try:
        sdk = built_with()
    except LookupError as error:
        print(f"The report could not say what it is made with. {error}", file=sys.stderr)
        return 1
    if arguments.version:
        print(sdk)
        return 0
    missing = [name for name in VARIABLES if not os.environ.get(name)]
    for name in missing:
        print(f"{name} is not set. It is {VARIABLES[name]}.", file=sys.stderr)
    if missing:
        return 2

    url, token = (os.environ[name] for name in VARIABLES)
    try:
        client = PlatformClient(url, token=token, timeout=SECONDS_A_CALL)
    except ValueError as error:
        print(f"PLATFORM_URL or PLATFORM_TOKEN can't be used. {error}", file=sys.stderr)
        return 2
    try:
        with client:
            organizations = list(client.organizations.list(page_size=100))
    except PlatformError as error:
        print(f"The organizations at {url} could not be read: {error}", file=sys.stderr)
        return 1
    print(markdown(organizations, sdk), end="")
    return 0
