"""A page from its address, fetched safely and politely.

Comes in: an http or https URL and the settings. Goes out: the page, or word that it has not changed. Redirects are
followed one by one, each checked like the first; robots.txt is honoured; a busy server is asked again after the wait
that it names. It runs no scripts, fills in no forms, and goes to no address that is not on the public Internet
(`connection.py`).
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

import httpcore
import httpx

from verbale.errors import FetchError, PageError
from verbale.page.body import read_body
from verbale.page.connection import NETWORK_ERRORS, Deadline, Network, open_client
from verbale.page.retries import PASSING, back_off, read_retry_after
from verbale.page.robots import MOST_BYTES, Robots, Rules, product_token, read_rules
from verbale.page.source import Page, decode_page
from verbale.settings import Settings

_MOVED = frozenset({301, 302, 303, 307, 308})
#: Media types that are read. What a server does not know it calls an octet-stream; the bytes themselves then tell.
_READ_AS_TEXT = ("text/", "application/xhtml+xml", "application/xml", "application/octet-stream")
_NO_TYPE = "text/html"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether the page at `url` has changed. Sent to that address alone."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The end of a fetch. `page` is None where the server says that it has not changed since the validators."""

    page: Page | None
    url: str  #: where the redirects ended
    validators: Validators  #: to be given to the next fetch
    redirects: int
    retrieved: datetime  #: in UTC

    @property
    def unchanged(self) -> bool:
        return self.page is None


def fetch_page(
    url: str,
    settings: Settings,
    *,
    validators: Validators | None = None,
    encoding: str | None = None,
    robots: Robots | None = None,
    network: Network | None = None,
) -> Fetched:
    """The page at `url`, decoded as `encoding` where that is given.

    With `validators` of an earlier fetch the server is asked for the page only if it has changed. Give the same
    `robots` to all fetches of a run, so that each site is asked for its robots.txt once. Raises FetchError.
    """
    network = network or Network()
    asked = _read_address(url)
    deadline = Deadline(network.clock, network.clock() + settings.fetch_deadline)
    with open_client(settings, network, deadline) as client:
        visit = _Visit(settings, network, deadline, client, robots or Robots())
        try:
            return visit.fetch(asked, validators, encoding)
        except PageError as error:  # of the address where the redirects led, and about the one that was asked for
            led = "" if error.about == str(asked) else f" (at {error.about}, where it led)"
            raise FetchError(str(asked), error.problem + led, error.hint) from error


def _read_address(url: str) -> httpx.URL:
    """`url` read; never repeats what may be a password."""
    try:
        address = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: half a surrogate pair
        raise FetchError(_without_user(url), f"this is no URL ({error})", "give an http or https address") from error
    _check_address(address)
    return address.copy_with(fragment=None)


def _check_address(address: httpx.URL) -> None:
    shown = str(address.copy_with(userinfo=b""))
    try:
        host = address.host
    except ValueError as error:  # `xn--` and what is no coded name behind it
        raise FetchError(shown, f"there is no such host name ({error})", "check the address") from error
    if address.scheme not in ("http", "https") or not host:
        raise FetchError(shown, "this is not an http or https address", "give an http or https address, or a file")
    if address.userinfo:
        raise FetchError(
            shown, "the address holds a user name or a password", "take out what stands before the @, or save the page"
        )


def _without_user(url: str) -> str:
    before, at, after = url.rpartition("@")
    return f"{before.partition('//')[0]}//…@{after}" if at else url


@dataclass(slots=True)
class _Visit:
    """One fetch under way."""

    settings: Settings
    network: Network
    deadline: Deadline
    client: httpx.Client
    robots: Robots
    redirects: int = field(default=0)

    def fetch(self, address: httpx.URL, validators: Validators | None, encoding: str | None) -> Fetched:
        response = self._follow(address, validators, heed_robots=self.settings.fetch_robots)
        try:
            final = str(response.url)
            page = None
            if not _is_unchanged(response):
                _check_answer(response)
                data = self._read(response, self.settings.max_page_bytes)
                page = decode_page(data, name=final, url=final, declared=response.charset_encoding, encoding=encoding)
            return Fetched(page, final, _next_validators(response, validators), self.redirects, self.network.now())
        finally:
            response.close()

    def _read(self, response: httpx.Response, cap: int, *, cut: bool = False) -> bytes:
        try:
            return read_body(response, cap=cap, cut=cut)
        except NETWORK_ERRORS as error:
            raise self._failure(str(response.url), error) from error

    def _follow(self, address: httpx.URL, validators: Validators | None, *, heed_robots: bool) -> httpx.Response:
        """The open answer at the end of the redirects from `address`."""
        seen: list[tuple[str, str]] = []
        while True:
            if heed_robots:
                self._heed_robots(address)
            request = self.client.build_request("GET", address, headers=_conditions(str(address), validators))
            # A site may set a cookie and lead back to the same address: with the cookie that is another request.
            step = (str(address), request.headers.get("cookie", ""))
            if step in seen:
                way = " → ".join(url for url, _ in [*seen[seen.index(step) :], step])
                raise FetchError(str(address), f"the redirects go round in a circle: {way}", "check the address")
            seen.append(step)
            response = self._send(request)
            target = response.next_request.url if response.next_request else None
            if response.status_code not in _MOVED or target is None:
                self.redirects = len(seen) - 1
                return response
            response.close()
            if len(seen) > self.settings.fetch_redirects:
                raise FetchError(str(address), f"more than {len(seen) - 1} redirects", "raise fetch_redirects")
            _check_address(target)
            address = target.copy_with(fragment=None)

    def _send(self, request: httpx.Request) -> httpx.Response:
        """The open answer to `request`, asked again where the server or the way to it failed for a moment."""
        url = str(request.url)
        tries = 1
        while True:
            asked_wait = None
            try:
                response = self.client.send(request, stream=True)
            except FetchError as error:  # an address that is refused
                raise FetchError(url, error.problem, error.hint) from error
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # of a Location that is no address
                raise FetchError(url, f"redirects to nowhere ({error})", "check the address") from error
            except NETWORK_ERRORS as error:
                failure = self._failure(url, error)
                if tries > self.settings.fetch_retries or not _may_pass(error):
                    raise failure from error
            else:
                if response.status_code not in PASSING or tries > self.settings.fetch_retries:
                    return response
                failure = _refusal(url, response.status_code)
                asked_wait = read_retry_after(response.headers.get("retry-after"), self.network.now())
                response.close()
            wait = max(asked_wait or 0.0, back_off(tries, self.network.chance()))
            if wait >= self.deadline.left():
                raise _impatient(failure, asked_wait, self.settings.fetch_deadline)
            self.network.sleep(wait)
            tries += 1

    def _heed_robots(self, address: httpx.URL) -> None:
        site = str(address.copy_with(path="/", query=None, fragment=None)).rstrip("/")
        rules = self.robots.rules_of(site, self._ask_rules)
        if rules.trouble:
            raise FetchError(
                str(address),
                f"the site's robots.txt cannot be had: {rules.trouble.problem}",
                rules.trouble.hint,
            )
        if not rules.allow(str(address), product_token(self.settings.user_agent)):
            raise FetchError(
                str(address),
                "the site's robots.txt asks programs not to fetch it",
                "save the page from a browser, or turn fetch_robots off if the site gave you leave",
            )

    def _ask_rules(self, url: str) -> Rules:
        """The rules at `url`, with the same care as any page. Rules that cannot be had forbid all (RFC 9309)."""
        try:
            response = self._follow(httpx.URL(url), None, heed_robots=False)
            try:
                reads = response.is_success
                return read_rules(
                    url, response.status_code, self._read(response, MOST_BYTES, cut=True) if reads else b""
                )
            finally:
                response.close()
        except FetchError as error:
            return Rules(trouble=error)

    def _failure(self, url: str, error: Exception) -> FetchError:
        """What a failure of the network means to the one who asked for the page."""
        if isinstance(error, httpcore.TimeoutException):
            if self.deadline.left() <= 0:
                seconds = self.settings.fetch_deadline
                return FetchError(url, f"not there after {seconds:g} seconds", "try later, or raise fetch_deadline")
            doing = "connection" if isinstance(error, httpcore.ConnectTimeout) else "answer"
            seconds = self.settings.fetch_timeout
            return FetchError(url, f"no {doing} within {seconds:g} seconds", "try later, or raise fetch_timeout")
        if _bad_certificate(error):
            return FetchError(url, f"its certificate is not to be trusted ({error})", "check the address")
        if isinstance(error, httpcore.ConnectError):
            return FetchError(url, f"cannot be connected to ({error})", "check the address and the network")
        return FetchError(url, f"the connection broke off ({error})", "try later; check that it is a web server")


def _conditions(url: str, validators: Validators | None) -> dict[str, str]:
    if validators is None or validators.url != url:
        return {}
    given = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _next_validators(response: httpx.Response, sent: Validators | None) -> Validators:
    url = str(response.url)
    etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
    if _is_unchanged(response) and sent:
        return Validators(url, etag or sent.etag, modified or sent.last_modified)
    return Validators(url, etag, modified)


def _is_unchanged(response: httpx.Response) -> bool:
    asked = response.request.headers
    return response.status_code == 304 and ("if-none-match" in asked or "if-modified-since" in asked)


def _check_answer(response: httpx.Response) -> None:
    """Raises FetchError where the answer is no page."""
    url = str(response.url)
    if response.status_code not in (200, 203):
        raise _refusal(url, response.status_code)
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or _NO_TYPE
    if not kind.startswith(_READ_AS_TEXT) and not kind.endswith("+xml"):
        raise FetchError(url, f"this is {kind}, not a page of text", "give the address of the story itself")


def _refusal(url: str, status: int) -> FetchError:
    name = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown"
    if status in (404, 410):
        hint = "check the address; the story may have been moved"
    elif 400 <= status < 500 and status != 429:
        hint = "save the page from a browser and read the file"
    else:
        hint = "try again later"
    return FetchError(url, f"the server answers {status} ({name})", hint)


def _impatient(failure: FetchError, asked_wait: float | None, deadline: float) -> FetchError:
    if asked_wait is None:
        return failure
    return FetchError(
        failure.about,
        f"{failure.problem} and asks to wait {asked_wait:.0f} seconds, past the deadline of {deadline:g}",
        "try again after that time",
    )


def _bad_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _may_pass(error: Exception) -> bool:
    """Whether another try may do better: no connection, or one that broke before an answer. GET changes nothing."""
    if _bad_certificate(error):
        return False
    return isinstance(error, (httpcore.NetworkError, httpcore.ConnectTimeout, httpcore.RemoteProtocolError))
