"""A platform on loopback with the given organizations, two to a page."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from ameide_sdk import Code, Organization
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import (
    OrganizationServiceSync,
    OrganizationServiceWSGIApplication,
)
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import (
    ListOrganizationsRequest,
    ListOrganizationsResponse,
)
from connectrpc.errors import ConnectError
from connectrpc.request import RequestContext

Call = RequestContext[ListOrganizationsRequest, ListOrganizationsResponse]


class _Paging(OrganizationServiceSync):
    def __init__(self, organizations: Sequence[Organization], token: str) -> None:
        self._organizations = organizations
        self._token = token

    def list_organizations(
        self, request: ListOrganizationsRequest, ctx: Call, /
    ) -> ListOrganizationsResponse:
        if ctx.request_headers.get("authorization") != f"Bearer {self._token}":
            raise ConnectError(Code.UNAUTHENTICATED, "no valid token")
        start = int(request.page_token or 0)
        end = start + 2
        return ListOrganizationsResponse(
            organizations=list(self._organizations[start:end]),
            next_page_token=str(end) if end < len(self._organizations) else "",
        )


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(organizations: Sequence[Organization], token: str) -> Generator[str]:
    """Serve until the block ends; gives the base URL."""
    app = OrganizationServiceWSGIApplication(_Paging(organizations, token))
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
