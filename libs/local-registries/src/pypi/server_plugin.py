"""A devpi plugin that refuses deletions, knows the mirrors' credentials and logs the uploads."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from devpi_server.config import hookimpl
from pip_indexes import PipIndex
from pyramid.httpexceptions import HTTPException  # pyright: ignore[reportMissingTypeStubs]
from server_settings import Settings

DELETIONS = ("del_entry", "del_project", "del_verdata")


class Plugin:
    def __init__(self, settings: Settings, indexes: list[PipIndex]) -> None:
        self.publisher = settings.publisher
        self.upload_log = Path(settings.upload_log)
        self.authorizations = {index.url: index.authorization for index in indexes}

    @hookimpl
    def devpiserver_auth_denials(self) -> list[tuple[str, str]]:
        # Without this, a user who may upload may also delete, with ``?force`` even if an index is not
        # volatile.
        return [(self.publisher, deletion) for deletion in DELETIONS]

    @hookimpl
    def devpiserver_get_mirror_auth(self, mirror_url: Any) -> str | None:
        return self.authorizations.get(str(mirror_url))

    @hookimpl
    def devpiserver_pyramid_configure(self, pyramid_config: Any) -> None:
        pyramid_config.registry["upload_log"] = self.upload_log
        # Outside of devpi's own tween, so that it sees the status that is sent, after the commit.
        pyramid_config.add_tween(
            "server_plugin.log_uploads", over="devpi_server.views.tween_request_logging"
        )


def outcome_of(status: int, accepted: str) -> str:
    if status == HTTPStatus.OK:
        return accepted
    return "conflict" if status == HTTPStatus.CONFLICT else "refused"


def log_uploads(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Write a line for every upload, successful or not; devpi's own log does not name the files."""
    upload_log: Path = registry["upload_log"]

    def handle(request: Any) -> Any:
        accepted = "created"
        try:
            response = handler(request)
        except HTTPException as raised:
            # devpi raises its answer if it refuses a file, or already has the same one.
            response = raised
            accepted = "identical"
        if request.method == "POST" and request.POST.get(":action") == "file_upload":
            line = {
                "time": datetime.now(UTC).isoformat(),
                "name": request.POST.get("name", ""),
                "version": request.POST.get("version", ""),
                "outcome": outcome_of(response.status_code, accepted),
            }
            with upload_log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
        return response

    return handle
