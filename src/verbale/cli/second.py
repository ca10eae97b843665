"""The options of a second reader, and the endpoint that they and the environment name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from verbale.second.endpoint import Endpoint
    from verbale.settings import Settings

SecondReader = Annotated[
    str | None,
    typer.Option("--second-reader", metavar="URL", help="Let a model behind this OpenAI-compatible address read, too."),
]
SecondModel = Annotated[
    str | None, typer.Option("--second-model", metavar="NAME", help="The model that the second reader runs.")
]


def second_reader(settings: Settings) -> Endpoint | None:
    """The endpoint of the settings, with the key that the environment alone may hold; None where none is named."""
    if not settings.second_reader:
        return None
    from verbale.second.endpoint import Endpoint, check_endpoint

    key = os.environ.get("VERBALE_SECOND_KEY") or None
    endpoint = Endpoint(settings.second_reader, settings.second_model, settings, key)
    check_endpoint(endpoint)
    return endpoint
