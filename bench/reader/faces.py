"""``python -m bench.reader.faces FOLDER``: the fonts that lines are printed in to teach the reader, cut down to the
characters taught, and fonts of icons. They are fetched without being installed: fonts of the bench's test split are not
among them, nor any that share their outlines."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.reader import alphabet, icons

INSTALLED = Path("/usr/share/fonts")
FAMILIES = Path(__file__).with_name("families.toml")
PACKAGES = (
    "fonts-noto-cjk-extra fonts-dejima-mincho fonts-kiloji fonts-klee fonts-konatu fonts-seto fonts-aoyagi-kouzan-t "
    "fonts-aoyagi-soseki fonts-reggae fonts-yusei-magic fonts-baekmuk fonts-unfonts-core fonts-arphic-uming "
    "fonts-arphic-ukai fonts-wqy-zenhei fonts-wqy-microhei fonts-oradano-mincho-gsrr"
)


@dataclass(frozen=True)
class Source:
    """A font file, the number of the face in it, and what it is for: "ja", "ko", "zh" or "latin"; ``share`` is how
    often it is chosen."""

    path: str
    face: int = 0
    use: str = "ja"
    share: float = 1.0


SOURCES = (
    *(
        Source(f"opentype/noto/NotoSansCJK-{w}.ttc", 0, "ja", s)
        for w, s in (("Regular", 3.0), ("Bold", 1.5), ("Light", 1.5))
    ),
    Source("opentype/ipaexfont-gothic/ipaexg.ttf", 0, "ja", 2.5),
    Source("opentype/ipaexfont-mincho/ipaexm.ttf", 0, "ja", 3.0),
    Source("truetype/motoya-l-cedar/MTLc3m.ttf", 0, "ja", 2.0),
    Source("truetype/sawarabi-gothic/sawarabi-gothic-medium.ttf", 0, "ja", 1.5),
    Source("truetype/horai-umefont/ume-tgo4.ttf", 0, "ja", 1.0),
    Source("truetype/horai-umefont/ume-pgs4.ttf", 0, "ja", 1.0),
    Source("truetype/horai-umefont/ume-tmo3.ttf", 0, "ja", 1.5),
    Source("truetype/fonts-bizud-mincho/BIZUDPMincho-Regular.ttf", 0, "ja", 3.0),
    Source("truetype/dejima-mincho/dejima-mincho-r227.ttf", 0, "ja", 0.7),
    Source("truetype/oradano-mincho/OradanoGSRR.ttf", 0, "ja", 0.4),
    Source("truetype/konatu/Konatu.ttf", 0, "ja", 1.0),
    Source("truetype/kiloji/kiloji.ttf", 0, "ja", 0.5),
    Source("truetype/klee/KleeOne-SemiBold.ttf", 0, "ja", 1.2),
    Source("truetype/seto/setofont.ttf", 0, "ja", 0.4),
    Source("truetype/yusei-magic/YuseiMagic-Regular.ttf", 0, "ja", 0.4),
    Source("truetype/reggae/ReggaeOne-Regular.ttf", 0, "ja", 0.3),
    Source("truetype/yozvox-yozfont/YOzBSP.ttf", 0, "ja", 0.5),
    Source("truetype/aoyagi-kouzan-t/AoyagiKouzanT.ttf", 0, "ja", 0.8),
    Source("truetype/fonts-kouzan/kouzan-mouhitsu-gyosho.ttf", 0, "ja", 0.6),
    *(
        Source(f"opentype/noto/NotoSansCJK-{w}.ttc", face, "zh", s)
        for w, s in (("Regular", 1.5), ("Bold", 0.7))
        for face in (2, 3)
    ),
    Source("truetype/wqy/wqy-microhei.ttc", 0, "zh", 0.7),
    Source("truetype/arphic/uming.ttc", 0, "zh", 1.0),
    Source("truetype/arphic/ukai.ttc", 0, "zh", 1.0),
    Source("truetype/wqy/wqy-zenhei.ttc", 0, "zh", 1.0),
    Source("opentype/noto/NotoSansCJK-Regular.ttc", 1, "ko", 2.0),
    Source("opentype/noto/NotoSansCJK-Bold.ttc", 1, "ko", 1.0),
    Source("truetype/baekmuk/batang.ttf", 0, "ko", 1.5),
    Source("truetype/baekmuk/dotum.ttf", 0, "ko", 1.0),
    Source("truetype/baekmuk/gulim.ttf", 0, "ko", 1.0),
    Source("truetype/unfonts-core/UnBatang.ttf", 0, "ko", 1.0),
    Source("truetype/unfonts-core/UnGraphic.ttf", 0, "ko", 1.0),
    *(Source(f"truetype/dejavu/{name}.ttf", 0, "latin", 0.5) for name in ("DejaVuSans", "DejaVuSans-Bold")),
    *(
        Source(f"truetype/liberation/Liberation{n}.ttf", 0, "latin")
        for n in ("Sans-Regular", "Sans-Bold", "Serif-Regular")
    ),
    *(Source(f"truetype/open-sans/OpenSans-{w}.ttf", 0, "latin") for w in ("Light", "Regular", "Semibold")),
    Source("opentype/ebgaramond/EBGaramond08-Regular.otf", 0, "latin", 1.0),
)


def main() -> int:
    """Fetch the packages, cut the fonts, name them by their number among all sources."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        packages = [*PACKAGES.split(), *icons.PACKAGES]
        subprocess.run(["apt-get", "download", "-qq", *packages], cwd=scratch, check=True)
        for each in Path(scratch).glob("*.deb"):
            subprocess.run(["dpkg", "-x", str(each), f"{scratch}/x"], check=True)
        opened = Path(scratch) / "families"
        sources = [*SOURCES, *_families(opened)]
        roots = [INSTALLED, Path(scratch) / "x/usr/share/fonts", opened]
        (folder / "icons").mkdir(exist_ok=True)
        for name in icons.FONTS:
            shutil.copy(next(Path(scratch).rglob(name)), folder / "icons" / name)
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(_cut, n, source, roots, folder) for n, source in enumerate(sources)]
            for job in jobs:
                job.result()
    return 0


def _families(folder: Path) -> Iterator[Source]:
    """Fetch the families of families.toml, unpack the wanted cuts into ``folder``, yield them."""
    folder.mkdir()
    for use, groups in tomllib.loads(FAMILIES.read_text("utf-8")).items():
        for group in groups:
            for name in group["names"]:
                for file in _unpacked(name, set(group["cuts"]), folder):
                    yield Source(file, 0, use, group["share"])


def _unpacked(name: str, cuts: set[str], folder: Path) -> list[str]:
    """Return the names of the font files of a family's cuts, unpacked; none where the family cannot be had."""
    package = f"@expo-google-fonts/{name}"
    archive = next(folder.glob(f"expo-google-fonts-{name}-[0-9]*.tgz"), None)
    if archive is None:
        done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            print(f"{package}: not found", file=sys.stderr)
            return []
        archive = folder / done.stdout.split()[-1]
    found = []
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            path = Path(member.name)
            content = packed.extractfile(member) if path.suffix == ".ttf" and path.parent.name in cuts else None
            if content is not None:
                (folder / path.name).write_bytes(content.read())
                found.append(path.name)
    return found


def _cut(number: int, source: Source, roots: list[Path], folder: Path) -> None:
    from fontTools import subset

    name = Path(source.path).name
    path = next((p for root in roots for p in sorted(root.rglob(name))), None)
    target = folder / f"{number:03}-{source.use}-{source.share}.otf"
    if path is None or target.exists():
        print(f"{source.path}: {'not found' if path is None else 'there already'}", file=sys.stderr)
        return
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, font_number=source.face)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "vhea", "vmtx", "VORG", "BASE", "post", "name"]
    face = subset.load_font(str(path), options, dontLoadGlyphNames=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(char) for char in _wanted(source.use)])
    cutter.subset(face)
    subset.save_font(face, str(target), options)


def _wanted(use: str) -> set[str]:
    common = {chr(c) for c in range(0x20, 0x250)} | {chr(c) for c in range(0x2010, 0x2670)} | set(alphabet.MARKS)
    kana = {chr(c) for c in range(0x3000, 0x3100)} | {chr(c) for c in (*range(0x3200, 0x33FF), *range(0xFF00, 0xFFF0))}
    if use == "ja":
        return common | kana | set(alphabet.kanji())
    if use == "zh":
        return common | kana | set(alphabet.kanji()) | set(alphabet.simplified()) | set(alphabet.traditional())
    return common | set(alphabet.hangul()) if use == "ko" else common


if __name__ == "__main__":
    sys.exit(main())
