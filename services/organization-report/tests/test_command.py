import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from ameide_sdk import Organization

from organization_report.built_with import built_with
from paging_platform import serving

source = Path(__file__).parent.parent / "src"
token = "a-token-of-the-tests"


def report(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLATFORM_")}
    # A proxy of the machine's can't reach this loopback.
    environment = {**kept, "PYTHONPATH": str(source), "NO_PROXY": "127.0.0.1", **variables}
    command = [sys.executable, "-m", "organization_report", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def test_it_reports_the_organizations_of_all_pages() -> None:
    organizations = [Organization(slug=f"organization-{n}", labels={"plan": "gold"}) for n in range(5)]
    with serving(organizations, token) as url:
        done = report(PLATFORM_URL=url, PLATFORM_TOKEN=token)
    assert (done.returncode, done.stderr) == (0, "")
    assert "In all: 5. Without a label: 0." in done.stdout
    assert "| plan | gold | 5 |" in done.stdout
    assert f"Read with `{built_with()}`." in done.stdout
    assert all(organization.slug in done.stdout for organization in organizations)


def test_a_refusal_is_one_sentence_and_no_report() -> None:
    with serving([], token) as url:
        done = report(PLATFORM_URL=url, PLATFORM_TOKEN="another")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"The organizations at {url} could not be read: unauthenticated: no valid token\n"


def test_all_missing_variables_are_named_at_once() -> None:
    done = report(PLATFORM_URL="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "PLATFORM_URL is not set. It is the address of the platform's API.\n"
        "PLATFORM_TOKEN is not set. It is the token with which to read its organizations.\n"
    )


def test_an_address_that_is_none_is_a_wrong_variable() -> None:
    done = report(PLATFORM_URL="platform.example", PLATFORM_TOKEN=token)
    assert (done.returncode, done.stdout) == (2, "")
    assert "PLATFORM_URL" in done.stderr


def test_it_says_which_sdk_it_was_built_with() -> None:
    done = report("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"ameide-sdk {version('ameide-sdk')} sha256:[0-9a-f]{{64}}\n", done.stdout)


def test_an_unknown_argument_is_refused() -> None:
    assert report("--csv").returncode == 2
