"""``python bench/designs/render.py FONTS NAME…``: draw designs anew from ``html/NAME.html`` with Chromium, at 300 dpi,
as ``NAME.webp`` beside their truth. ``FONTS`` is a folder in which `npm install` put the packages of Fontsource that
``html/fonts.css`` names."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
MM, DENSITY = 96 / 25.4, 3.125  # CSS pixels in a mm; and pixels in one of those, for 300 dpi
SIZE = re.compile(r'<meta name="size" content="([\d.]+)mm ([\d.]+)mm"')


def main() -> int:
    """Draw what was asked for; return 0."""
    fonts, *names = sys.argv[1:]
    for name in names:
        (truth,) = HERE.glob(f"*/{name}.truth.json")
        picture = Image.open(io.BytesIO(_shot(HERE / "html" / f"{name}.html", Path(fonts)))).convert("RGB")
        picture.save(truth.with_name(f"{name}.webp"), "WEBP", lossless=True, quality=80, method=4)
    return 0


def _shot(page: Path, fonts: Path) -> bytes:
    """Return a picture of a page, a PNG, its fonts taken from ``fonts``."""
    told = SIZE.search(page.read_text("utf-8"))
    width, height = (round(float(each) * MM) for each in (told.groups() if told else ("91", "55")))
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        (there / page.name).write_text(page.read_text("utf-8"), "utf-8")
        css = (page.parent / "fonts.css").read_text("utf-8")
        (there / "fonts.css").write_text(css.replace("node_modules", (fonts / "node_modules").resolve().as_uri()))
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        options += ["--allow-file-access-from-files", "--hide-scrollbars", "--virtual-time-budget=8000"]
        options += [f"--window-size={width},{height}", f"--force-device-scale-factor={DENSITY}"]
        options += [f"--user-data-dir={there / 'profile'}", f"--screenshot={there / 'shot.png'}"]
        subprocess.run(["chromium", *options, (there / page.name).as_uri()], check=True, capture_output=True)
        return (there / "shot.png").read_bytes()


if __name__ == "__main__":
    raise SystemExit(main())
