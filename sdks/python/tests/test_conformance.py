"""The table of `libs/contracts`, by the blocking client and the asyncio one, each on a server of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from itertools import islice
from typing import Any

import pytest

from ameide_sdk import AsyncPlatformClient, Organization, PlatformClient, PlatformError
from ameide_sdk.organizations import AsyncOrganizations
from conformance_table import Case, Outcome, raw_cases, read
from contract_platform import ContractPlatform, running

token = "a-token-of-the-tests"


class Run:
    """All cases on one server."""

    def __init__(self, platform: ContractPlatform, *, asynchronous: bool) -> None:
        self.platform = platform
        self.saved = {"url": platform.url}
        self.asynchronous = asynchronous

    def check(self, raw: dict[str, Any], version: str) -> None:
        """Run one case."""
        case = read(raw, self.saved)
        self.platform.rehearse(case.platform)
        assert self.outcome(case, version) == case.expect

    def outcome(self, case: Case, version: str) -> Outcome:
        """Do what the case says and tell what came of it."""
        found = Outcome()
        address = self.platform.url if case.client.base_url is None else case.client.base_url
        own = token if case.client.token is None else case.client.token
        try:
            if self.asynchronous:
                asyncio.run(self._await(case, address, own, found))
            else:
                self._block(case, address, own, found)
        except PlatformError as error:
            assert case.expect.error and case.expect.error["says"] in error.message, error
            details = [{"field": detail.field, "reason": detail.reason} for detail in error.details]
            found.error = {"code": error.code.value, "says": case.expect.error["says"], "details": details}
            assert "secret" not in str(error)
        except asyncio.CancelledError:
            found.error = {"code": "canceled", "says": "", "details": []}
        except ValueError as error:
            assert case.expect.refused and case.expect.refused in str(error)
            found.refused = case.expect.refused
            assert "secret" not in str(error)
        seen = self.platform.seen()
        for call in seen:
            assert call["userAgent"] == f"ameide-sdk-python/{version}"
            assert (call["timeoutMs"] is None) == (case.timeout_ms is None)
        found.calls = len(seen)
        return found

    def _block(self, case: Case, address: str, own: str, found: Outcome) -> None:
        with PlatformClient(address, token=own) as client:
            if case.call != "list":
                return self._keep(getattr(client.organizations, case.call)(**arguments(case)), case, found)
            found.organizations = []
            for organization in islice(client.organizations.list(**arguments(case)), case.take):
                found.organizations.append(organization.slug)

    async def _await(self, case: Case, address: str, own: str, found: Outcome) -> None:
        async with AsyncPlatformClient(address, token=own) as client:
            call = asyncio.create_task(self._settle(client.organizations, case, found))
            if case.cancel:
                async with asyncio.timeout(10):
                    while len(await asyncio.to_thread(self.platform.seen)) < case.expect.calls:
                        await asyncio.sleep(0.01)
                call.cancel()
            await call

    async def _settle(self, organizations: AsyncOrganizations, case: Case, found: Outcome) -> None:
        if case.call != "list":
            return self._keep(await getattr(organizations, case.call)(**arguments(case)), case, found)
        found.organizations = []
        if case.take == 0:
            return None
        async with aclosing(organizations.list(**arguments(case))) as listed:
            async for organization in listed:
                found.organizations.append(organization.slug)
                if len(found.organizations) == case.take:
                    break

    def _keep(self, answer: Organization | None, case: Case, found: Outcome) -> None:
        """Save the organization for later cases, and keep of it what the case looks at."""
        if answer is None:
            return
        assert answer.id and answer.etag and answer.create_time
        if case.save:
            self.saved |= {f"{case.save}.id": answer.id, f"{case.save}.etag": answer.etag}
        looked = case.expect.organization or {}
        everything = {
            "slug": answer.slug,
            "display_name": answer.display_name,
            "labels": dict(answer.labels),
        }
        found.organization = {name: value for name, value in everything.items() if name in looked}


def arguments(case: Case) -> dict[str, Any]:
    """The case's input bears the parameters' names."""
    limit = {} if case.timeout_ms is None else {"timeout": case.timeout_ms / 1000}
    return {**case.input, **limit}


@pytest.fixture(scope="module")
def blocking() -> Iterator[Run]:
    with running(token) as platform:
        yield Run(platform, asynchronous=False)


@pytest.fixture(scope="module")
def asynchronous() -> Iterator[Run]:
    with running(token) as platform:
        yield Run(platform, asynchronous=True)


def named(raw: dict[str, Any]) -> str:
    return raw["name"]


# A blocking call has nobody who could cancel it: it ends with its deadline.
@pytest.mark.parametrize("raw", [raw for raw in raw_cases if not raw.get("cancel")], ids=named)
def test_blocking(blocking: Run, raw: dict[str, Any], version: str) -> None:
    blocking.check(raw, version)


@pytest.mark.parametrize("raw", raw_cases, ids=named)
def test_asyncio(asynchronous: Run, raw: dict[str, Any], version: str) -> None:
    asynchronous.check(raw, version)
