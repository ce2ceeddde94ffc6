import asyncio
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from connectrpc.request import Headers, RequestContext

from ameide_sdk import AsyncPlatformClient, Code, PlatformClient, PlatformError
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import OrganizationServiceSync
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import GetOrganizationRequest, GetOrganizationResponse
from scripted_platform import serving

Call = RequestContext[GetOrganizationRequest, GetOrganizationResponse]


class Keeping(OrganizationServiceSync):
    """Keeps the headers, and every answer until it is let go."""

    def __init__(self) -> None:
        self.headers = Headers()
        self.let_go = Event()

    def get_organization(self, request: GetOrganizationRequest, ctx: Call, /) -> GetOrganizationResponse:
        self.headers = ctx.request_headers
        self.let_go.wait(20)
        return GetOrganizationResponse()


@pytest.fixture
def service() -> Keeping:
    return Keeping()


@pytest.fixture
def url(service: Keeping) -> Iterator[str]:
    with serving(service) as url:
        yield url
        service.let_go.set()


def call(url: str, timeout: float = 10) -> PlatformError:
    with PlatformClient(url, token="t0ken", timeout=timeout) as client, pytest.raises(PlatformError) as error:
        client.organizations.get("any")
    return error.value


async def call_async(url: str, timeout: float | None = 10) -> PlatformError:
    async with AsyncPlatformClient(url, token="t0ken", timeout=timeout) as client:
        with pytest.raises(PlatformError) as error:
            await client.organizations.get("any")
    return error.value


@pytest.mark.parametrize("timeout", [1e12, float("inf")])
def test_no_time_limit_is_too_long(timeout: float, service: Keeping, url: str) -> None:
    service.let_go.set()
    assert call(url, timeout).code is Code.INTERNAL  # it answers without the organization


def test_a_time_limit_is_a_number() -> None:
    with pytest.raises(ValueError):
        PlatformClient("http://127.0.0.1", token="t0ken", timeout=float("nan"))


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_an_argument_that_no_message_can_hold_is_the_callers_fault(kind: str, url: str) -> None:
    async def listed() -> None:
        async with AsyncPlatformClient(url, token="t0ken") as client:
            async for _ in client.organizations.list(page_size=2**40):
                pass

    with pytest.raises(PlatformError) as error, PlatformClient(url, token="t0ken") as client:
        asyncio.run(listed()) if kind == "async" else list(client.organizations.list(page_size=2**40))
    assert error.value.code is Code.INVALID_ARGUMENT


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_every_call_carries_the_token_and_the_installed_version(
    kind: str, service: Keeping, url: str, version: str
) -> None:
    service.let_go.set()
    error = call(url) if kind == "sync" else asyncio.run(call_async(url))
    assert (error.code, error.message) == (Code.INTERNAL, "The platform answered without the organization.")
    assert service.headers["authorization"] == "Bearer t0ken"
    assert service.headers["user-agent"] == f"ameide-sdk-python/{version}"


def test_a_call_ends_with_its_timeout(url: str) -> None:
    started = monotonic()
    assert call(url, timeout=0.05).code is Code.DEADLINE_EXCEEDED
    assert asyncio.run(call_async(url, timeout=0.05)).code is Code.DEADLINE_EXCEEDED
    assert monotonic() - started < 10


def test_cancelling_an_async_call_cancels_it(url: str) -> None:
    async def cancelled() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await call_async(url, timeout=None)

    asyncio.run(cancelled())


def test_without_an_installed_distribution_there_is_no_version_to_send(
    metadata_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry != str(metadata_folder)])
    with pytest.raises(PackageNotFoundError):
        PlatformClient("https://platform.example", token="t0ken")
