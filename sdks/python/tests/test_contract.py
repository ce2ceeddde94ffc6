"""Both clients against the contract's own server, in the same tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import cast

import pytest

from ameide_sdk import AsyncPlatformClient, Code, ErrorDetail, PlatformClient, PlatformError
from ameide_sdk.organizations import AsyncOrganizations, Organizations
from contract_platform import running

token = "a-token-of-the-tests"


async def _settled(answer: Awaitable[object] | AsyncIterator[object]) -> object:
    if isinstance(answer, AsyncIterator):
        return [item async for item in answer]
    return await answer


class Awaited:
    """The async calls in the shape of the blocking ones."""

    def __init__(self, calls: AsyncOrganizations, runner: asyncio.Runner) -> None:
        self._calls = calls
        self._runner = runner

    def __getattr__(self, name: str) -> Callable[..., object]:
        call = getattr(self._calls, name)
        return lambda *args, **kwargs: self._runner.run(_settled(call(*args, **kwargs)))


@pytest.fixture
def url() -> Iterator[str]:
    with running(token) as url:
        yield url


@pytest.fixture(params=["sync", "async"])
def organizations(url: str, request: pytest.FixtureRequest) -> Iterator[Organizations]:
    if request.param == "sync":
        # The slash at the end must not double.
        with PlatformClient(f"{url}/", token=token, timeout=10) as client:
            yield client.organizations
    else:
        with asyncio.Runner() as runner:
            client = AsyncPlatformClient(url, token=token, timeout=10)
            yield cast("Organizations", Awaited(client.organizations, runner))
            runner.run(client.close())


def test_an_organization_lives_from_create_to_delete(organizations: Organizations) -> None:
    created = organizations.create("acme", "Acme", {"plan": "gold"})
    assert (created.slug, created.display_name, created.labels) == ("acme", "Acme", {"plan": "gold"})
    assert organizations.get(created.id) == created

    renamed = organizations.update(created.id, display_name="Acme Ltd", etag=created.etag)
    assert (renamed.display_name, renamed.labels) == ("Acme Ltd", {"plan": "gold"})
    assert organizations.update(created.id, labels={}).labels == {}

    with pytest.raises(PlatformError, match=r"^aborted: ") as lost_update:
        organizations.update(created.id, display_name="Other", etag=created.etag)
    assert lost_update.value.code is Code.ABORTED

    organizations.delete(created.id)
    with pytest.raises(PlatformError) as gone:
        organizations.get(created.id)
    assert gone.value.code is Code.NOT_FOUND


def test_a_refusal_says_which_fields_and_why(organizations: Organizations) -> None:
    with pytest.raises(PlatformError) as refused:
        organizations.create("No Slug", "")
    assert refused.value.code is Code.INVALID_ARGUMENT
    assert [detail.field for detail in refused.value.details] == ["slug", "display_name"]
    assert all(detail.reason for detail in refused.value.details)

    organizations.create("acme", "Acme")
    with pytest.raises(PlatformError) as taken:
        organizations.create("acme", "Acme")
    assert taken.value.code is Code.ALREADY_EXISTS
    assert taken.value.details == (ErrorDetail(field="slug", reason=taken.value.details[0].reason),)


def test_list_goes_through_all_pages_by_slug(organizations: Organizations) -> None:
    assert list(organizations.list()) == []
    slugs = [f"organization-{n:02}" for n in range(27)]
    for slug in reversed(slugs):
        organizations.create(slug, slug)
    for page_size in (0, 10, 27, 100):
        assert [found.slug for found in organizations.list(page_size=page_size)] == slugs
    with pytest.raises(PlatformError) as refused:
        list(organizations.list(page_size=101))
    assert refused.value.code is Code.INVALID_ARGUMENT


def test_another_token_is_refused(url: str) -> None:
    with PlatformClient(url, token="another") as client, pytest.raises(PlatformError) as refused:
        client.organizations.get("any")
    assert refused.value.code is Code.UNAUTHENTICATED
