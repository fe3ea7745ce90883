"""The webcam on the page: Chromium's fake one plays a clip of ours."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
from conftest import Draw
from playwright.sync_api import expect
from web_page import chromium, served

LINES = ("株式会社みどり", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")


def test_the_webcam_takes_a_card_that_lies_still_once(tmp_path: Path, home: Path, draw_card: Draw) -> None:
    clip = _clip(tmp_path / "clip.mjpeg", cv2.imread(str(draw_card("card.png", *LINES))))
    film = f"--use-file-for-fake-video-capture={clip}"
    with served(tmp_path / "book", home) as web, chromium(film) as browser:
        page = browser.new_context(locale="en-GB", permissions=["camera"]).new_page()
        page.goto(f"{web.origin}/camera")
        page.get_by_label("Event").fill("Expo")
        page.get_by_role("button", name="Start the camera").click()
        expect(page.locator("[data-outlines] polygon")).to_have_count(1)
        expect(page.locator("[data-count]")).to_have_text("1 taken")
        page.wait_for_timeout(2500)
        expect(page.locator("[data-count]")).to_have_text("1 taken")
        page.get_by_role("button", name="Stop").click()
        page.goto(web.address)
        photo = page.locator(".photo")
        expect(photo).to_have_count(1)
        expect(photo.locator(".name")).to_have_text(re.compile(r"camera-\d{8}-\d{6}\.jpg"))


def _clip(path: Path, card: np.ndarray) -> Path:
    """A clip of two seconds, over and over: a card that lies still on a dark table, with a camera's noise."""
    scene = np.full((720, 1280, 3), (58, 66, 80), np.uint8)
    scene[120:604, 240:1040] = cv2.resize(card, (800, 484), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(7)
    frames = (np.clip(scene + noise.normal(0, 2, scene.shape), 0, 255).astype(np.uint8) for _ in range(20))
    path.write_bytes(b"".join(cv2.imencode(".jpg", frame)[1].tobytes() for frame in frames))
    return path
