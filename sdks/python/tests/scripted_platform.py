"""A platform on loopback that answers what a test tells it to; the real one is in `contract_platform`."""

from collections.abc import Generator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from ameide_sdk.gen.ameide.platform.v1.organizations_connect import (
    OrganizationServiceSync,
    OrganizationServiceWSGIApplication,
)


class _Server(ThreadingMixIn, WSGIServer):
    pass


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(service: OrganizationServiceSync) -> Generator[str]:
    """Serve until the block ends; gives the base URL."""
    app = OrganizationServiceWSGIApplication(service)
    with make_server("127.0.0.1", 0, app, _Server, _Quiet) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
