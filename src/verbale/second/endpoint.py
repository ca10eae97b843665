"""An endpoint that speaks OpenAI's protocol, asked once: `POST {base}/chat/completions`.

Comes in: the messages of a chat. Goes out: the body of the answer. Beside the page fetcher this is the only file that
uses the network, and it connects through the fetcher's own connections: held to one deadline, no redirects (the key
goes to the address that the user named and to no other), no proxies. Private addresses are allowed, unlike for pages:
the user named this one, and models often run on the same machine. There are no retries: the first reading stands.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, cast

import httpx

from verbale.errors import FetchError, SecondReaderError, SettingsError
from verbale.page.connection import NETWORK_ERRORS, Deadline, Network, open_client
from verbale.settings import Settings

#: Bytes of an answer. A longer one is no draft of a few thousand words.
LONGEST_ANSWER = 2_000_000
#: Of what the endpoint says went wrong, so much is repeated.
_LONGEST_COMPLAINT = 160
_HINTS = {
    400: "check that second_model is one that the endpoint has",
    401: "set VERBALE_SECOND_KEY to a key of this endpoint",
    403: "set VERBALE_SECOND_KEY to a key that may use this model",
    404: "check second_reader, which ends before /chat/completions, and second_model",
    413: "use a model that takes longer texts",
    429: "try again later; the endpoint allows no more requests now",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom to ask. `base` is the address without `/chat/completions`; the key is sent as a bearer token."""

    base: str
    model: str
    settings: Settings = field(default_factory=Settings, repr=False)
    key: str | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return self.base.rstrip("/") + "/chat/completions"

    @property
    def name(self) -> str:
        """Who drafts: `llama3.1 via localhost:11434`."""
        return f"{self.model} via {httpx.URL(self.base).netloc.decode('ascii')}"


def check_endpoint(endpoint: Endpoint) -> None:
    """Raises SettingsError where the endpoint cannot be asked."""
    try:
        address = httpx.URL(endpoint.base)
        known = address.scheme in ("http", "https") and bool(address.host)
    except (httpx.InvalidURL, ValueError):
        address, known = httpx.URL(""), False
    if not known:
        raise SettingsError(
            "second_reader", "this is no http or https address", "give one, such as http://localhost:11434/v1"
        )
    if address.userinfo or address.query:
        raise SettingsError(
            "second_reader", "the address may hold a secret", "give the key in VERBALE_SECOND_KEY alone"
        )
    if not endpoint.model.strip():
        raise SettingsError("second_model", "not set", "name the model that second_reader is to run")
    if endpoint.key and not (endpoint.key.isascii() and endpoint.key.isprintable()):
        raise SettingsError("VERBALE_SECOND_KEY", "it cannot be sent in a header", "write it in ASCII, on one line")


def ask(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> bytes:
    """The body of the endpoint's answer. Raises SecondReaderError: no answer in time, or one that says no."""
    deadline = Deadline(time.monotonic, time.monotonic() + endpoint.settings.second_timeout)
    settings = replace(endpoint.settings, fetch_private=True, fetch_timeout=endpoint.settings.second_timeout)
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    body = {"model": endpoint.model, "messages": list(messages)}
    with open_client(settings, Network(), deadline) as client:
        request = client.build_request("POST", endpoint.url, json=body, headers=headers)
        try:
            response = client.send(request, stream=True)
            try:
                data = _read(endpoint, response)
            finally:
                response.close()
        except (*NETWORK_ERRORS, FetchError) as error:
            raise _failure(endpoint, error, deadline) from error
    if response.status_code != 200:
        raise _refusal(endpoint, response.status_code, data)
    return data


def _read(endpoint: Endpoint, response: httpx.Response) -> bytes:
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > LONGEST_ANSWER:
            raise SecondReaderError(
                endpoint.url, f"its answer is longer than {LONGEST_ANSWER:,} bytes", "check that it is a chat endpoint"
            )
    return bytes(body)


def _failure(endpoint: Endpoint, error: Exception, deadline: Deadline) -> SecondReaderError:
    if isinstance(error, FetchError):
        return SecondReaderError(endpoint.url, error.problem, error.hint)
    if deadline.left() <= 0:
        seconds = endpoint.settings.second_timeout
        return SecondReaderError(endpoint.url, f"no answer within {seconds:g} seconds", "raise second_timeout")
    return SecondReaderError(endpoint.url, f"the connection failed ({error})", "check the address, and that it runs")


def _refusal(endpoint: Endpoint, status: int, body: bytes) -> SecondReaderError:
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown"
    complaint = _complaint(body)
    if complaint and endpoint.key:
        complaint = complaint.replace(endpoint.key, "…")
    hint = _HINTS.get(status, "try again later")
    if 300 <= status < 400:
        hint = "give the address where it leads; a key is not sent on"
    return SecondReaderError(
        endpoint.url, f"answers {status} ({phrase})" + (f": {complaint}" if complaint else ""), hint
    )


def _complaint(body: bytes) -> str:
    """`error.message` of the protocol, shortened, or nothing."""
    try:
        error: Any = json.loads(body)["error"]
        message: Any = cast("Any", error["message"]) if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return " ".join(message.split())[:_LONGEST_COMPLAINT] if isinstance(message, str) else ""
