"""The server of the desk: uvicorn, which makes ahead what takes long, and has those leave who
listen for live updates before it waits for them to go.
"""

from __future__ import annotations

import sys
from typing import Any

import uvicorn
from fastapi import FastAPI

_BETWEEN = 75  # seconds between two pages of a reader in which the connection stays open
_TURN = 0.0005  # seconds that a thread which makes a view keeps the processor from those that answer
_PATIENCE = 10  # seconds that answers on their way have when the desk stops


class DeskServer(uvicorn.Server):
    """Serves a desk until it is interrupted. `options` are uvicorn's own."""

    def __init__(self, app: FastAPI, **options: Any) -> None:
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            access_log=False,
            ws="none",
            timeout_keep_alive=_BETWEEN,
            timeout_graceful_shutdown=_PATIENCE,
            **options,
        )
        super().__init__(config)
        self._desk = app
        sys.setswitchinterval(_TURN)

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        self._desk.state.look_ahead()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        self._desk.state.listening.stop()
        await super().shutdown(sockets)
