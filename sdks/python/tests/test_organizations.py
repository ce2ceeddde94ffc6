import asyncio
from collections.abc import Iterator

import pytest
from connectrpc.request import RequestContext

from ameide_sdk import AsyncPlatformClient, Organization, PlatformClient
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import OrganizationServiceSync
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import (
    ListOrganizationsRequest,
    ListOrganizationsResponse,
)
from scripted_platform import serving

Call = RequestContext[ListOrganizationsRequest, ListOrganizationsResponse]


class Endless(OrganizationServiceSync):
    """Has a next page after every page; counts those that were asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def list_organizations(
        self, request: ListOrganizationsRequest, ctx: Call, /
    ) -> ListOrganizationsResponse:
        self.asked += 1
        return ListOrganizationsResponse(
            organizations=[Organization(id=str(self.asked))], next_page_token=str(self.asked)
        )


@pytest.fixture
def service() -> Endless:
    return Endless()


@pytest.fixture
def url(service: Endless) -> Iterator[str]:
    with serving(service) as url:
        yield url


def test_list_fetches_a_page_only_when_it_is_needed(service: Endless, url: str) -> None:
    with PlatformClient(url, token="t0ken", timeout=10) as client:
        organizations = client.organizations.list()
        assert service.asked == 0
        assert [next(organizations).id, next(organizations).id] == ["1", "2"]
    assert service.asked == 2


def test_async_list_fetches_a_page_only_when_it_is_needed(service: Endless, url: str) -> None:
    async def two() -> list[str]:
        async with AsyncPlatformClient(url, token="t0ken", timeout=10) as client:
            organizations = client.organizations.list()
            assert service.asked == 0
            return [(await anext(organizations)).id, (await anext(organizations)).id]

    assert asyncio.run(two()) == ["1", "2"]
    assert service.asked == 2
