"""The calls of the organization service.

Each class only fits the generated client of its kind to Python: arguments in, one message out. A `timeout` is
in seconds; None leaves it to the client.
"""

from collections.abc import AsyncGenerator, Generator, Mapping

from connectrpc.code import Code
from protobuf.wkt import FieldMask

from ameide_sdk.call_policy import milliseconds
from ameide_sdk.errors import PlatformError
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import (
    OrganizationServiceClient,
    OrganizationServiceClientSync,
)
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import (
    CreateOrganizationRequest,
    CreateOrganizationResponse,
    DeleteOrganizationRequest,
    GetOrganizationRequest,
    GetOrganizationResponse,
    ListOrganizationsRequest,
    Organization,
    UpdateOrganizationRequest,
    UpdateOrganizationResponse,
)


class Organizations:
    """Blocking calls. Each raises `PlatformError` when it fails."""

    def __init__(self, rpc: OrganizationServiceClientSync) -> None:
        """Made by `PlatformClient`."""
        self._rpc = rpc

    def create(
        self,
        slug: str,
        display_name: str,
        labels: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
    ) -> Organization:
        """Add an organization; `ALREADY_EXISTS` when the slug is taken."""
        request = _creation(slug, display_name, labels)
        return _the_one(self._rpc.create_organization(request, timeout_ms=milliseconds(timeout)))

    def get(self, id: str, *, timeout: float | None = None) -> Organization:
        """Return one organization; `NOT_FOUND` when there is none with this id."""
        request = GetOrganizationRequest(id=id)
        return _the_one(self._rpc.get_organization(request, timeout_ms=milliseconds(timeout)))

    def list(self, *, page_size: int = 0, timeout: float | None = None) -> Generator[Organization]:
        """Yield every organization by slug, fetching pages as they are needed.

        Args:
            page_size: How many to fetch at a time, 1 to 100; 0 leaves it to the platform.
            timeout: Seconds that fetching one page may take.
        """
        request = ListOrganizationsRequest(page_size=page_size)
        while True:
            page = self._rpc.list_organizations(request, timeout_ms=milliseconds(timeout))
            yield from page.organizations
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def update(
        self,
        id: str,
        *,
        display_name: str | None = None,
        labels: Mapping[str, str] | None = None,
        etag: str = "",
        timeout: float | None = None,
    ) -> Organization:
        """Change what is given and leave the rest; empty `labels` remove them all.

        With the `etag` of the organization as it was read, a change made since is not overwritten: `ABORTED`.
        """
        request = _change(id, display_name, labels, etag)
        return _the_one(self._rpc.update_organization(request, timeout_ms=milliseconds(timeout)))

    def delete(self, id: str, *, timeout: float | None = None) -> None:
        """Remove an organization; `NOT_FOUND` when there is none with this id."""
        request = DeleteOrganizationRequest(id=id)
        self._rpc.delete_organization(request, timeout_ms=milliseconds(timeout))


class AsyncOrganizations:
    """The calls of `Organizations`, awaited; `list` is for `async for`."""

    def __init__(self, rpc: OrganizationServiceClient) -> None:
        """Made by `AsyncPlatformClient`."""
        self._rpc = rpc

    async def create(
        self,
        slug: str,
        display_name: str,
        labels: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
    ) -> Organization:
        """As `Organizations.create`."""
        request = _creation(slug, display_name, labels)
        return _the_one(await self._rpc.create_organization(request, timeout_ms=milliseconds(timeout)))

    async def get(self, id: str, *, timeout: float | None = None) -> Organization:
        """As `Organizations.get`."""
        request = GetOrganizationRequest(id=id)
        return _the_one(await self._rpc.get_organization(request, timeout_ms=milliseconds(timeout)))

    async def list(self, *, page_size: int = 0, timeout: float | None = None) -> AsyncGenerator[Organization]:
        """As `Organizations.list`."""
        request = ListOrganizationsRequest(page_size=page_size)
        while True:
            page = await self._rpc.list_organizations(request, timeout_ms=milliseconds(timeout))
            for organization in page.organizations:
                yield organization
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    async def update(
        self,
        id: str,
        *,
        display_name: str | None = None,
        labels: Mapping[str, str] | None = None,
        etag: str = "",
        timeout: float | None = None,
    ) -> Organization:
        """As `Organizations.update`."""
        request = _change(id, display_name, labels, etag)
        return _the_one(await self._rpc.update_organization(request, timeout_ms=milliseconds(timeout)))

    async def delete(self, id: str, *, timeout: float | None = None) -> None:
        """As `Organizations.delete`."""
        request = DeleteOrganizationRequest(id=id)
        await self._rpc.delete_organization(request, timeout_ms=milliseconds(timeout))


def _creation(slug: str, display_name: str, labels: Mapping[str, str] | None) -> CreateOrganizationRequest:
    return CreateOrganizationRequest(slug=slug, display_name=display_name, labels=dict(labels or {}))


def _change(
    id: str, display_name: str | None, labels: Mapping[str, str] | None, etag: str
) -> UpdateOrganizationRequest:
    given = {"display_name": display_name, "labels": labels}
    return UpdateOrganizationRequest(
        organization=Organization(
            id=id, display_name=display_name or "", labels=dict(labels or {}), etag=etag
        ),
        update_mask=FieldMask(paths=[name for name, value in given.items() if value is not None]),
    )


def _the_one(
    answer: CreateOrganizationResponse | GetOrganizationResponse | UpdateOrganizationResponse,
) -> Organization:
    if answer.organization is None:
        raise PlatformError(Code.INTERNAL, "The platform answered without the organization.")
    return answer.organization
