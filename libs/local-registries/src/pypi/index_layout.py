"""Creates the account and the indexes: mirrors of the user's indexes, and ``root/ameide`` above them."""

from typing import Any

from pip_indexes import PipIndex
from server_settings import Settings


def lay_out(model: Any, settings: Settings, indexes: list[PipIndex]) -> None:
    publisher = model.get_user(settings.publisher)
    if publisher:
        publisher.modify(password=settings.password)
    else:
        model.create_user(settings.publisher, settings.password)

    mirrors = [
        index(
            model,
            f"mirror-{position}",
            type="mirror",
            volatile=False,
            mirror_url=upstream.url,
            mirror_cache_expiry=settings.upstream_max_age_seconds,
            # Without this, the first request for any project downloads the names of all.
            mirror_no_project_list=True,
        )
        for position, upstream in enumerate(indexes, start=1)
    ]
    ameide = index(
        model,
        "ameide",
        type="stage",
        volatile=False,
        bases=[mirror.name for mirror in mirrors],
        acl_upload=[settings.publisher],
        acl_toxresult_upload=[],
        mirror_whitelist=[],
    )
    # devpi never looks a registered project up in the bases, even before its first upload.
    for name in settings.internal:
        ameide.add_project_name(name)


def index(model: Any, name: str, **configuration: object) -> Any:
    stage = model.getstage("root", name)
    if stage:
        stage.modify(**configuration)
        return stage
    return model.get_user("root").create_stage(name, **configuration)
