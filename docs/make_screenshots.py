"""Take the desk's pictures: `make demo`, then `python docs/make_screenshots.py` writes docs/screenshots/.

Every page of the example dossiers, in light, in dark and at phone width, from the real desk in Chromium.
`--png --out DIR` writes PNG elsewhere, to look at; the kept ones are WebP, which is a quarter of it.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from verbale.cli.desk_reader import desk_reader
from verbale.desk.app import make_app
from verbale.minutes.database import open_database
from verbale.settings import current_settings

ROOT = Path(__file__).parents[1]
DOSSIER = f"/dossiers/{quote('Ukraine talks')}"
#: What a picture is called, and the page that it shows.
PAGES = {
    "dossiers": "/",
    "dossier": DOSSIER,
    "timeline": f"{DOSSIER}/timeline",
    "positions": f"{DOSSIER}/positions",
    "proposals": f"{DOSSIER}/proposals",
    "money": f"/dossiers/{quote('Trade and climate')}/money",
    "meetings": f"{DOSSIER}/meetings",
    "people": f"{DOSSIER}/people",
    "places": f"{DOSSIER}/places",
    "forecasts": f"{DOSSIER}/forecasts",
    "contested": f"{DOSSIER}/contested",
    "network": f"{DOSSIER}/network?graph=answers",
    "articles": f"{DOSSIER}/articles",
    "article": f"{DOSSIER}/articles/1",
    "entry": f"{DOSSIER}/entries/1",
    "review": f"{DOSSIER}/review",
    "figures": f"{DOSSIER}/review/figures",
    "edit": f"{DOSSIER}/entries/1/edit",
    "add": f"{DOSSIER}/add",
    "history": f"{DOSSIER}/history",
    "search": "/search?q=ceasefire",
}
_OPENED = 3  # the cell of the matrix that is open in its picture
#: Colour scheme, width and height in CSS pixels of each of a page's pictures.
LOOKS: dict[str, tuple[str, int, int]] = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "phone": ("light", 390, 780),
}
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def desk(database: Path) -> Iterator[str]:
    """The address of a desk over a file of minutes, while it runs."""
    opened = open_database(f"sqlite:///{database}")
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(make_app(opened, desk_reader(current_settings()), reviewer="Ada"), log_level="warning")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()
    opened.close()


def take(page: Page, out: Path, *, whole: bool) -> None:
    """A picture of what the page shows, in the format of its file's ending."""
    if out.suffix == ".png":
        page.screenshot(path=out, full_page=whole)
        return
    session = page.context.new_cdp_session(page)
    told: dict[str, Any] = session.send("Page.captureScreenshot", {"format": "webp", "quality": 55})
    out.write_bytes(base64.b64decode(told["data"]))


def take_all(browser: Browser, address: str, out: Path, ending: str, *, only: list[str], whole: bool) -> None:
    """Every picture of the chosen pages (all, where none is chosen)."""
    for look, (scheme, width, height) in LOOKS.items():
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})  # pyright: ignore[reportArgumentType]
        page = context.new_page()
        for name, path in PAGES.items():
            if not only or name in only:
                page.goto(address + path, wait_until="networkidle")
                if name == "positions":
                    page.locator("details.square > summary").nth(_OPENED).click()
                take(page, out / f"{name}-{look}.{ending}", whole=whole)
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python docs/make_screenshots.py")
    parser.add_argument("--database", type=Path, default=ROOT / "out/demo.db")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/screenshots")
    parser.add_argument("--png", action="store_true", help="PNG instead of WebP")
    parser.add_argument("--whole", action="store_true", help="the whole length of each page; with --png")
    parser.add_argument("pages", nargs="*", help=f"of {', '.join(PAGES)}; all by default")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if not chromium:
        parser.error("Chromium is not installed: on Debian, apt-get install chromium")
    if not given.database.exists():
        parser.error(f"{given.database} is missing: make demo writes it")
    given.out.mkdir(parents=True, exist_ok=True)
    with desk(given.database) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        ending = "png" if given.png else "webp"
        take_all(browser, address, given.out, ending, only=given.pages, whole=given.whole)
        browser.close()


if __name__ == "__main__":
    main()
