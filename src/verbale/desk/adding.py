"""Adding pages to a dossier: as addresses, files or pasted text; and how far their reading has come.

Comes in: what a visitor hands in. Goes out: a batch in the inbox, and the page that shows its progress. Nothing that is
handed in is shown again but by its name, and no file of this machine is opened.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import Annotated, ClassVar

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse

from verbale.desk.access import Editor
from verbale.desk.frame import page_within
from verbale.desk.guard import LARGEST_PAGE
from verbale.desk.inbox import Handed, Inbox
from verbale.desk.opened import open_dossier, path_of
from verbale.desk.paper import safe_link
from verbale.desk.refusals import RefusedError
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database

_PASTED = "pasted text"
_LONGEST = 200  # letters of a file's name
_MOST = 40  # pages handed in together

Addresses = Annotated[str, Form(max_length=40_000)]
Text = Annotated[str, Form()]
Address = Annotated[str, Form(max_length=2000)]
Files = Annotated[list[UploadFile] | None, File()]


class NoReaderError(RefusedError):
    """A desk that was opened without anybody who reads."""

    status: ClassVar[int] = 501


def adding_routes(database: Database, inbox: Inbox | None) -> APIRouter:
    """The pages on which pages are handed in. Without an inbox they say so."""

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncGenerator[None]:
        yield
        if inbox:
            inbox.stop()

    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, lifespan=lifespan)

    @routes.get("/dossiers/{name}/add")
    def form(name: str, who: Editor) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            return page_within(
                opened, "add.html", title="Add pages", view="add", reads=inbox is not None, largest=LARGEST_PAGE
            )

    @routes.post("/dossiers/{name}/add")
    def add(
        name: str, who: Editor, urls: Addresses = "", text: Text = "", address: Address = "", files: Files = None
    ) -> RedirectResponse:
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        handed = [*addresses(urls), *uploads(files or ()), *pasted(text, address)]
        return RedirectResponse(f"{path_of(dossier)}/add/{hand_in(inbox, dossier, handed, who.name)}", 303)

    @routes.get("/dossiers/{name}/add/{batch}")
    def progress(name: str, batch: str, who: Editor) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            pages = working(inbox).progress(opened.dossier, batch)
            waiting = next((one for one in pages if not one.done), None)
            return page_within(
                opened,
                "progress.html",
                title="Pages being read" if waiting else "Pages read",
                view="add",
                pages=pages,
                waiting=waiting,
                ahead=working(inbox).ahead(waiting) if waiting else 0,
            )

    return routes


def working(inbox: Inbox | None) -> Inbox:
    """The inbox. Raises NoReaderError where there is none."""
    if inbox is None:
        raise NoReaderError("this desk", "it reads no pages", "open it by `verbale desk`, or use `verbale file`")
    return inbox


def hand_in(inbox: Inbox | None, dossier: Dossier, handed: Sequence[Handed], by: str) -> str:
    """Have pages read; gives the batch. Raises RefusedError for none, or too many at once."""
    if not handed:
        hint = "go back and give an address, choose a file, or paste the text of a page"
        raise RefusedError(dossier.name, "nothing was handed in", hint)
    if len(handed) > _MOST:
        raise RefusedError(dossier.name, f"{len(handed)} pages at once", f"hand in {_MOST} at most, then the next")
    return working(inbox).hand_in(dossier, handed, by)


def addresses(urls: str) -> list[Handed]:
    """Pages to be fetched, their addresses parted by spaces or lines."""
    return [Handed(url, url=url) for url in urls.split()]


def uploads(files: Sequence[UploadFile]) -> list[Handed]:
    """Files as a browser sends them. A name is only what the page is called: no path, nothing that is opened."""
    return [Handed(_named(one.filename), one.file.read()) for one in files if one.filename]


def pasted(text: str, address: str) -> list[Handed]:
    """Text or HTML from a page, and the address that it is said to be from. Raises RefusedError for what is none."""
    if not text.strip():
        return []
    address = address.strip()
    if address and not safe_link(address):
        raise RefusedError(address, "this is not an http or https address", "mend it, or leave it out")
    return [Handed(address or _PASTED, text.encode("utf-8", "replace"), address or None)]


def _named(filename: str) -> str:
    name = PurePosixPath(filename.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST] or "a file"
