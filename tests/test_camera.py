"""A webcam, played from a video file: one picture for each card that lies still, whole and sharp, and none besides."""

from __future__ import annotations

import itertools
import json
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from conftest import SAMPLES, Run
from hypothesis import given
from hypothesis import strategies as st
from test_cli_terminal import on_terminal

from cardscan.book import open_book
from cardscan.cli.camera import camera
from cardscan.errors import CameraError
from cardscan.image.camera import Frame, Moment, frames, moments
from cardscan.image.same import is_same_card, portrait_of
from cardscan.image.save import jpeg
from cardscan.image.shutter import GONE, STILL, Shutter, Sighting, Verdict, is_due, looked, watched
from cardscan.model import CardImage, TextLine

RATE = 10  # frames a second
SIZE = (1280, 720)
CARD = Sighting(known=False, whole=True, sharp=True)


# ---------------------------------------------------------------- the shutter


def run(scene: list[tuple[float, bool, tuple[Sighting, ...]]]) -> list[tuple[float, Verdict]]:
    """Return every look at a scene of (time, whether it changed, cards in view) with its verdict."""
    shutter, looks = Shutter(), []
    for at, changed, cards in scene:
        shutter = watched(shutter, at, changed)
        if is_due(shutter):
            shutter, verdict = looked(shutter, cards)
            looks.append((at, verdict))
    return looks


def still(start: float, seconds: float, *cards: Sighting) -> list[tuple[float, bool, tuple[Sighting, ...]]]:
    """A scene that comes to rest at ``start`` seconds and stays so."""
    return [(start + step / 10, step == 0, cards) for step in range(round(seconds * 10))]


def test_a_card_that_lies_still_is_taken_once_however_long_it_lies() -> None:
    looks = run(still(0, 60, CARD))
    assert [verdict for _, verdict in looks] == [Verdict.TAKE]
    assert looks[0][0] == pytest.approx(STILL, abs=0.11)


def test_nothing_is_looked_for_while_something_moves() -> None:
    assert run([(step / 10, True, (CARD,)) for step in range(100)]) == []


def test_after_a_gap_without_frames_the_scene_is_looked_at_anew() -> None:
    """While a card is being read nobody watches: another one may lie there when that is done."""
    looks = run([*still(0, 1, CARD), *((at, False, (CARD,)) for at, _, _ in still(9, 1))])
    assert [verdict for _, verdict in looks] == [Verdict.TAKE, Verdict.TAKE]


def test_a_blurred_or_cut_off_card_is_waited_for_until_it_is_neither() -> None:
    blurred, cut_off = Sighting(False, True, False), Sighting(False, False, True)
    for worse, verdict in ((blurred, Verdict.BLURRED), (cut_off, Verdict.CUT_OFF)):
        scene = [*still(0, 3, worse), *((at, False, (CARD,)) for at, _, _ in still(3, 5))]
        looks = [verdict for _, verdict in run(scene)]
        assert looks[-1] is Verdict.TAKE and set(looks[:-1]) == {verdict}


def test_one_good_new_card_among_known_and_bad_ones_is_enough() -> None:
    known, blurred = Sighting(True, True, True), Sighting(False, True, False)
    assert [verdict for _, verdict in run(still(0, 1, known, blurred, CARD))] == [Verdict.TAKE]
    assert [verdict for _, verdict in run(still(0, 1, known, known))] == [Verdict.KNOWN]


def test_an_empty_scene_is_gone_only_after_a_while_and_is_looked_at_ever_more_rarely() -> None:
    looks = run(still(0, 60))
    assert [verdict for at, verdict in looks if at < STILL + GONE] == [Verdict.EMPTY] * 3
    assert all(verdict is Verdict.GONE for at, verdict in looks if at >= STILL + GONE)
    assert len(looks) < 20


EVENTS = st.lists(
    st.tuples(st.floats(0.01, 1), st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=60
)


@given(EVENTS)
def test_no_picture_is_taken_twice_without_a_change_or_before_the_scene_was_still(
    events: list[tuple[float, bool, bool, bool, bool]],
) -> None:
    shutter, at, quiet, ready = Shutter(), 0.0, 0.0, True
    for pause, changed, *card in events:
        at += pause
        if changed or pause > 0.5 or at == pause:
            quiet, ready = at, True
        shutter = watched(shutter, at, changed)
        if is_due(shutter):
            shutter, verdict = looked(shutter, [Sighting(*card)])
            assert at - quiet >= STILL - 1e-9 and ready
            ready = verdict not in (Verdict.TAKE, Verdict.KNOWN)


# ---------------------------------------------------------------- films


def desk() -> np.ndarray:
    """A brown desk, a little uneven."""
    grain = np.random.default_rng(5).normal(0, 4, (SIZE[1], SIZE[0], 1))
    return np.clip(np.array((60, 85, 120)) + cv2.GaussianBlur(grain, (0, 0), 1.2)[..., None] * 2, 0, 255).astype(
        np.uint8
    )


DESK = desk()


def sample(name: str) -> np.ndarray:
    return np.asarray(cv2.imread(str(SAMPLES / name)), np.uint8)


FIRST, SECOND = sample("01-flat.png"), sample("05-furigana.png")


def lay(card: np.ndarray, x: float = 360, y: float = 180, turn: float = 4, wide: float = 560) -> np.ndarray:
    """The desk with ``card``, so many pixels ``wide`` and turned by some degrees, its corner at x, y."""
    scale = wide / max(card.shape[:2])
    cos, sin = scale * np.cos(np.radians(turn)), scale * np.sin(np.radians(turn))
    move = np.array([[cos, -sin, x], [sin, cos, y]])
    laid = cv2.warpAffine(card, move, SIZE, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.full(card.shape[:2], 255, np.uint8), move, SIZE)[..., None] / 255.0
    return np.asarray(laid * mask + DESK * (1 - mask), np.uint8)


def hand(on: np.ndarray, x: int) -> np.ndarray:
    """The picture with a hand that reaches in from below."""
    picture = on.copy()
    cv2.ellipse(picture, (x, 640), (150, 330), 10, 0, 360, (140, 170, 225), -1)
    return picture


def hold(picture: np.ndarray, seconds: float) -> Iterator[np.ndarray]:
    """The same picture for a while, with a camera's noise."""
    dice = np.random.default_rng(7)
    for _ in range(round(seconds * RATE)):
        noise = dice.integers(-4, 5, picture.shape, np.int16)
        yield np.clip(picture + noise, 0, 255).astype(np.uint8)


def reach_in(on: np.ndarray) -> Iterator[np.ndarray]:
    """A hand that comes, and goes again."""
    for x in (100, 400, 700, 400, 100):
        yield from hold(hand(on, x), 0.2)


def taken(film: Iterator[np.ndarray]) -> list[str]:
    """Return what the camera says to a film."""
    seen = (Frame(number / RATE, picture) for number, picture in enumerate(film))
    return [moment.words for moment in moments(seen)]


TAKEN = "Picture taken."


def test_a_still_card_is_one_picture() -> None:
    assert taken(hold(lay(FIRST), 6)) == [TAKEN]


def test_the_picture_is_the_frame_with_the_card_in_it() -> None:
    (moment,) = moments(Frame(number / RATE, picture) for number, picture in enumerate(hold(lay(FIRST), 2)))
    assert moment.picture is not None
    shown = cv2.imdecode(np.frombuffer(moment.picture, np.uint8), cv2.IMREAD_COLOR)
    assert np.abs(shown.astype(int) - lay(FIRST)).mean() < 5


def test_an_empty_desk_and_a_moving_hand_are_no_pictures() -> None:
    def film() -> Iterator[np.ndarray]:
        yield from hold(DESK, 2)
        for _ in range(3):
            yield from reach_in(DESK)

    assert taken(film()) == []


def test_a_card_that_moves_is_no_picture_before_it_rests() -> None:
    def film(rest: float) -> Iterator[np.ndarray]:
        for step in range(25):
            yield lay(FIRST, x=20 + 26 * step)
        yield from hold(lay(FIRST, x=20 + 26 * 25), rest)

    assert taken(film(0.3)) == []
    assert taken(film(2)) == [TAKEN]


def test_two_cards_one_after_the_other_are_two_pictures() -> None:
    def film() -> Iterator[np.ndarray]:
        for card in (FIRST, SECOND):
            yield from hold(lay(card), 2)
            yield from reach_in(lay(card))

    assert taken(film()) == [TAKEN, TAKEN]


def test_a_card_laid_over_the_last_one_is_another_picture() -> None:
    def film() -> Iterator[np.ndarray]:
        yield from hold(lay(FIRST), 2)
        yield from reach_in(lay(FIRST))
        yield from hold(lay(SECOND), 2)

    assert taken(film()) == [TAKEN, TAKEN]


def test_a_hand_that_passes_above_the_card_or_a_push_gives_no_second_picture() -> None:
    def film() -> Iterator[np.ndarray]:
        yield from hold(lay(FIRST), 2)
        yield from reach_in(lay(FIRST))
        yield from hold(lay(FIRST), 2)
        yield from hold(lay(FIRST, x=368, y=176, turn=4.5), 2)

    assert taken(film()) == [TAKEN]


def test_a_card_is_known_again_after_a_hand_that_rested_on_it() -> None:
    """Half hidden it may pass for another card: a picture too many is better than a card that is missed."""
    covered = [*hold(lay(FIRST), 2), *hold(hand(lay(FIRST), 700), 2)]
    assert taken(iter([*covered, *hold(lay(FIRST), 3)])) == taken(iter(covered))


def test_a_card_that_was_away_for_a_while_is_taken_again() -> None:
    def film() -> Iterator[np.ndarray]:
        yield from hold(lay(FIRST), 2)
        yield from hold(DESK, 5)
        yield from hold(lay(FIRST), 2)

    assert taken(film()) == [TAKEN, TAKEN]


def test_a_blurred_card_gives_a_hint_once_and_a_picture_when_it_is_sharp() -> None:
    blurred = cv2.GaussianBlur(lay(FIRST), (0, 0), 7)
    (hint,) = taken(hold(blurred, 5))
    assert "not sharp" in hint
    assert taken(iter([*hold(blurred, 3), *hold(lay(FIRST), 2)])) == [hint, TAKEN]


def test_a_card_half_out_of_the_picture_is_no_picture() -> None:
    assert TAKEN not in taken(hold(lay(FIRST, x=-250, turn=0), 3))


def test_light_that_changes_slowly_makes_no_second_picture() -> None:
    def film() -> Iterator[np.ndarray]:
        for number, picture in enumerate(hold(lay(FIRST), 8)):
            yield np.clip(picture * (1 - 0.004 * number), 0, 255).astype(np.uint8)

    assert taken(film()) == [TAKEN]


def test_a_lamp_that_flickers_is_no_movement() -> None:
    film = (
        np.asarray(picture * (1 - 0.1 * (number % 2)), np.uint8) for number, picture in enumerate(hold(lay(FIRST), 3))
    )
    assert taken(film) == [TAKEN]


# ---------------------------------------------------------------- the same card?


def flat(card: np.ndarray, shift: float = 0.0, noise: float = 4.0) -> np.ndarray:
    """A card as it is cut out of a frame, its corners ``shift`` pixels off."""
    height, width = card.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    off = corners + np.array([(shift, -shift), (-shift, shift), (shift, shift), (0, -shift)], np.float32)
    size = (700, round(700 * height / width))
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    view = cv2.warpPerspective(card, cv2.getPerspectiveTransform(off, target), size, flags=cv2.INTER_AREA)
    return np.clip(view + np.random.default_rng(1).normal(0, noise, view.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*-*.png")))
def test_a_card_is_known_again_though_its_corners_are_found_a_little_elsewhere(name: str) -> None:
    card = sample(name)
    assert is_same_card(portrait_of(flat(card)), portrait_of(flat(card, shift=3, noise=8)))


def test_the_card_of_a_colleague_with_another_name_is_another_card() -> None:
    """Only the line of the name differs; a third of its length is enough."""
    colleague = FIRST.copy()
    height, width = colleague.shape[:2]
    rows = slice(int(0.36 * height), int(0.56 * height))
    colleague[rows, : width // 2] = colleague[rows, : width // 2][:, ::-1]
    assert not is_same_card(portrait_of(flat(FIRST)), portrait_of(flat(colleague)))
    assert not is_same_card(portrait_of(flat(FIRST)), portrait_of(flat(SECOND)))


# ---------------------------------------------------------------- cameras and files


def record(path: Path, film: Iterator[np.ndarray]) -> Path:
    """Write a film into a video file."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, SIZE)
    assert writer.isOpened()
    for picture in film:
        writer.write(picture)
    writer.release()
    return path


def test_a_video_file_is_a_camera_with_its_own_clock_that_ends(tmp_path: Path) -> None:
    film = record(tmp_path / "film.avi", hold(lay(FIRST), 2))
    seen = list(frames(str(film)))
    assert [frame.at for frame in seen] == pytest.approx([number / RATE for number in range(2 * RATE)])
    assert seen[0].pixels.shape == (SIZE[1], SIZE[0], 3)
    assert [moment.words for moment in moments(frames(str(film)))] == [TAKEN]


@pytest.mark.parametrize(
    "name", ["7", "gone.avi", "http://example.invalid/film.avi", "folder", "broken.avi", "cut.avi"]
)
def test_what_is_no_camera_is_an_error_that_names_it_and_nothing_else_is_said(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.avi").write_bytes(b"RIFF no film" * 99)
    whole = record(tmp_path / "whole.avi", hold(DESK, 0.5)).read_bytes()
    (tmp_path / "cut.avi").write_bytes(whole[:400])
    capfd.readouterr()
    with pytest.raises(CameraError) as raised:
        list(frames(name))
    assert name in raised.value.message and raised.value.exit_code == 9 and "--camera" in raised.value.remedy
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["list.m3u8", "list.ffconcat"])
def test_a_playlist_that_names_an_address_opens_no_connection(name: str, tmp_path: Path, cardscan: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/film.ts"
        playlist = {
            "list.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n#EXT-X-ENDLIST\n",
            "list.ffconcat": f"ffconcat version 1.0\nfile '{address}'\n",
        }[name]
        (tmp_path / name).write_text(playlist)
        done = cardscan("camera", "--camera", tmp_path / name)
        listening.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listening.accept()
    assert done.returncode == 9 and len(done.stderr.splitlines()) == 1, done.stderr


class Webcam:
    """Stands for cv2.VideoCapture: gives the pictures it was made with, None for a failure."""

    def __init__(self, *pictures: np.ndarray | None) -> None:
        self.left, self.settings, self.open = list(pictures), dict[int, float](), True

    def isOpened(self) -> bool:
        return self.open

    def get(self, what: int) -> float:
        return self.settings.get(what, 0.0)

    def set(self, what: int, value: float) -> bool:
        self.settings[what] = value
        return True

    def read(self) -> tuple[bool, np.ndarray | None]:
        picture = self.left.pop(0) if self.left else None
        return picture is not None, picture

    def release(self) -> None:
        self.open = False


def plug_in(webcam: Webcam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.image.camera.cv2.VideoCapture", lambda *_: webcam)


def test_a_webcam_that_misses_a_frame_goes_on_and_one_that_is_pulled_out_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    webcam = Webcam(None, None, DESK.copy(), None, DESK.copy())
    plug_in(webcam, monkeypatch)
    seen = frames("0")
    assert next(seen).at <= next(seen).at
    with pytest.raises(CameraError, match="camera 0 gives no pictures"):
        next(seen)
    assert not webcam.open


def test_a_webcam_is_let_go_when_nobody_looks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    webcam = Webcam(*(DESK.copy() for _ in range(9)))
    plug_in(webcam, monkeypatch)
    seen = frames("0")
    next(seen)
    seen.close()
    assert not webcam.open


def test_a_file_that_claims_gigantic_pictures_is_refused_before_one_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    webcam = Webcam(DESK.copy())
    webcam.set(cv2.CAP_PROP_FRAME_WIDTH, 100_000)
    webcam.set = lambda *_: False  # type: ignore[method-assign]
    webcam.settings[cv2.CAP_PROP_FRAME_HEIGHT] = 100_000
    plug_in(webcam, monkeypatch)
    with pytest.raises(CameraError, match="too large"):
        frames("0")
    assert not webcam.open


# ---------------------------------------------------------------- the command


class Reader:
    """Reads a card of its own on every picture."""

    name = "reader"

    def __init__(self) -> None:
        self.cards = 0

    def read(self, card: CardImage) -> tuple[TextLine, ...]:
        self.cards += 1
        texts = (f"株式会社第{self.cards}商店", "阿部 太郎", f"abe@shop{self.cards}.example")
        tops = (60.0, 120.0, 180.0)
        return tuple(
            TextLine(text, ((60, top), (500, top), (500, top + 40), (60, top + 40)), 0.99, "reader")
            for text, top in zip(texts, tops, strict=True)
        )

    def read_labels(self, patches: Sequence[np.ndarray]) -> tuple[tuple[tuple[str, float], ...], ...]:
        return ((),) * len(patches)


@pytest.fixture
def before_camera(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Run `cardscan camera` on what a camera has to tell."""
    monkeypatch.setattr("cardscan.ocr.open_engine", lambda *_: Reader())

    def show(told: Iterator[Moment], **options: Any) -> None:
        monkeypatch.setattr("cardscan.cli.camera.camera_moments", lambda _: (moment for moment in told))
        camera(**{"book": tmp_path / "book", "event": "Expo", **options})

    return show


def shot(card: np.ndarray) -> Moment:
    return Moment(TAKEN, jpeg(lay(card)))


def mails(folder: Path) -> list[str]:
    with open_book(folder / "book") as book:
        return sorted(mail for person in book.people() for mail in person.contact.emails)


def test_every_picture_goes_into_the_book_with_where_we_met(
    before_camera: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before_camera(iter([shot(FIRST), Moment("Hold it still."), shot(SECOND)]))
    told = capsys.readouterr()
    assert "2 cards read: 2 new" in told.out and "contacts.vcf" in told.out
    assert "Hold it still." in told.err and told.err.count(TAKEN) == 2 and "\a" not in told.err
    with open_book(tmp_path / "book") as book:
        assert len(book.people()) == 2
        assert {met.event for person in book.people() for met in person.encounters} == {"Expo"}
    kept = [path.read_bytes() for path in (tmp_path / "book" / "cards").iterdir()]
    assert shot(FIRST).picture in kept and shot(SECOND).picture in kept


def test_it_ends_after_as_many_cards_as_were_asked_for(before_camera: Callable[..., None], tmp_path: Path) -> None:
    def endless() -> Iterator[Moment]:
        for number in itertools.count():
            yield shot((FIRST, SECOND)[number % 2])

    before_camera(endless(), count=1)
    assert mails(tmp_path) == ["abe@shop1.example"]


def test_ctrl_c_is_a_good_end_and_shows_what_was_saved(
    before_camera: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> Iterator[Moment]:
        yield shot(FIRST)
        raise KeyboardInterrupt

    before_camera(interrupted())
    assert "1 card read: 1 new" in capsys.readouterr().out
    assert "abe@shop1.example" in (tmp_path / "book" / "contacts.vcf").read_text(encoding="utf-8")


def test_a_camera_that_is_pulled_out_ends_with_its_error_after_what_was_saved_is_shown(
    before_camera: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def pulled_out() -> Iterator[Moment]:
        yield shot(FIRST)
        raise CameraError("camera 0 gives no pictures")

    with pytest.raises(CameraError):
        before_camera(pulled_out())
    assert "1 card read: 1 new" in capsys.readouterr().out and mails(tmp_path) == ["abe@shop1.example"]


def test_a_camera_that_is_not_there_is_one_line_with_a_remedy_and_makes_no_book(cardscan: Run, tmp_path: Path) -> None:
    done = cardscan("camera", "--camera", "7", "--book", tmp_path / "book")
    assert (done.returncode, done.stdout) == (9, "")
    assert len(done.stderr.splitlines()) == 1 and "camera 7" in done.stderr and "Plug" in done.stderr
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize("colour", [True, False])
def test_on_a_terminal_a_picture_beeps_and_flashes_without_colours_only_beeps(
    colour: bool, home: Path, tmp_path: Path
) -> None:
    film = record(tmp_path / "film.avi", hold(lay(FIRST), 1.5))
    words = ["camera", "--camera", film, "--book", tmp_path / "book", "--engine", "replay"]
    _, screen = on_terminal(words, {}, home, **({} if colour else {"NO_COLOR": "1"}))
    assert screen.count("\a") == 1 and TAKEN in screen
    assert ("\x1b[7m" in screen) is colour


@pytest.mark.engine
def test_two_cards_in_a_film_are_two_people_in_the_book_and_a_second_showing_adds_nobody(
    cardscan: Run, tmp_path: Path
) -> None:
    def film() -> Iterator[np.ndarray]:
        for card in (FIRST, SECOND):
            yield from hold(lay(card, x=140, y=40, turn=2, wide=1000), 1.5)
            yield from reach_in(DESK)

    words = ("camera", "--camera", record(tmp_path / "film.avi", film()), "--book", tmp_path / "book", "--yes")
    first, again = cardscan(*words), cardscan(*words)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "2 cards read: 2 new" in first.stdout and "0 new" in again.stdout
    truths = [json.loads((SAMPLES / f"{name}.truth.json").read_text()) for name in ("01-flat", "05-furigana")]
    assert mails(tmp_path) == sorted(mail for truth in truths for mail in truth["cards"][0]["contact"]["emails"])
