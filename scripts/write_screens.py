"""Draw the pictures of the page in docs/images (`make screens`): the real page in Chromium, with cards of samples/."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
PHOTOS = ("16-table-of-eight.jpg", "14-variant-name.jpg", "06-two-organisations.jpg")
COLOURS = 256  # of a picture: a third of its size, and no eye sees it
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True, "device_scale_factor": 1.5}


def write() -> None:
    """Serve a book of its own, add photos to it, and keep what is to be seen."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "cardscan", "web", "--book", folder, "--port", "0", "--no-browser"]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                _desk(browser, address)
                _phone(browser, address)
        finally:
            server.terminate()
            server.wait()


def _desk(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-GB", **DESK).new_page()
    page.goto(address)
    page.get_by_label("Event").fill("異業種交流会 池袋")
    page.get_by_label("Date").fill("2026-11-20")
    for number, photo in enumerate(PHOTOS, 1):  # one after the other: the table is the first
        page.locator("#choose").set_input_files(ROOT / "samples" / photo)
        expect(page.locator(".photo[data-state=done]")).to_have_count(number, timeout=120_000)
    page.get_by_role("heading", level=1).click()
    _keep(page, "page-photos")
    page.get_by_text(PHOTOS[0]).click()
    page.locator(".view image").scroll_into_view_if_needed()
    page.get_by_role("button", name="3: 𠮷田 修").press("Enter")
    page.evaluate("scrollTo(0, 0)")
    _keep(page, "page-table")
    page.goto(f"{address}review")
    _keep(page, "page-review")


def _phone(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="ja-JP", color_scheme="dark", **PHONE).new_page()
    page.goto(f"{address}review")
    _keep(page, "page-phone")


def _keep(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle") if "review" in page.url else page.wait_for_timeout(800)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=4, dither=Image.Dither.NONE).save(
        IMAGES / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    write()
    print(IMAGES)
