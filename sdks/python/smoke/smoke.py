"""Uses the installed SDK once for real: a call, its headers, its error, over loopback HTTP.

Run with the interpreter of an environment that holds the published package alone.
"""

import os
import sys
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from connectrpc.errors import ConnectError
from connectrpc.request import Headers, RequestContext

from ameide_sdk import Code, ErrorDetail, Organization, PlatformClient, PlatformError
from ameide_sdk.gen.ameide.platform.v1.organizations_connect import (
    OrganizationServiceSync,
    OrganizationServiceWSGIApplication,
)
from ameide_sdk.gen.ameide.platform.v1.organizations_pb import GetOrganizationRequest, GetOrganizationResponse

known = Organization(id="1", slug="acme", display_name="Acme", labels={"plan": "gold"})
refusal = ErrorDetail(field="id", reason="no organization has this id")


class Platform(OrganizationServiceSync):
    """Knows one organization, and the headers of the last call."""

    headers = Headers()

    def get_organization(
        self,
        request: GetOrganizationRequest,
        ctx: RequestContext[GetOrganizationRequest, GetOrganizationResponse],
        /,
    ) -> GetOrganizationResponse:
        """Return the known one, else NOT_FOUND."""
        self.headers = ctx.request_headers
        if request.id != known.id:
            raise ConnectError(Code.NOT_FOUND, "there is none", [refusal])
        return GetOrganizationResponse(organization=known)


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def expect(what: str, expected: object, found: object) -> None:
    """Stop with one sentence where the two differ."""
    if found != expected:
        sys.exit(f"{what} should be {expected!r} and is {found!r}.")


def use(url: str, platform: Platform, version: str) -> None:
    """Call twice: for an organization, and for an error."""
    with PlatformClient(url, token="smoke", timeout=10) as client:
        expect("The organization", known, client.organizations.get(known.id))
        expect("The authorization header", "Bearer smoke", platform.headers.get("authorization"))
        expect("The user agent", f"ameide-sdk-python/{version}", platform.headers.get("user-agent"))
        try:
            client.organizations.get("2")
        except PlatformError as error:
            expect("The error", (Code.NOT_FOUND, (refusal,)), (error.code, error.details))
        else:
            sys.exit("A call for an organization that is not there should raise PlatformError and did not.")


def main() -> None:
    """Serve on a free port while the SDK is used."""
    missing = [name for name in ("PACKAGE_NAME", "PACKAGE_VERSION") if name not in os.environ]
    if missing:
        sys.exit(f"{' and '.join(missing)} must be set: the package under test and its version.")
    expect("PACKAGE_NAME", "ameide-sdk", os.environ["PACKAGE_NAME"])
    # A proxy of the machine's can't reach this loopback.
    os.environ["NO_PROXY"] = "127.0.0.1"
    platform = Platform()
    app = OrganizationServiceWSGIApplication(platform)
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            use(f"http://127.0.0.1:{server.server_port}", platform, os.environ["PACKAGE_VERSION"])
        finally:
            server.shutdown()
            thread.join()


main()
