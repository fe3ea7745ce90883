"""The book and a real CardDAV server: nothing lost, nothing twice, whatever happens on either side."""

import re
import subprocess
import sys
import threading
import time

import pytest
from book_contacts import person
from conftest import user_environment
from radicale_server import PASSWORD, USER, Radicale

from cardscan.book import open_book
from cardscan.errors import SyncFailed
from cardscan.model import Encounter, Incoming
from cardscan.review import edit
from cardscan.share.carddav.account import Account, account_of, checked_url, sync_config
from cardscan.share.carddav.tool import discover
from cardscan.share.content_lines import cards
from cardscan.share.vcard_in import read_vcards
from cardscan.share.vdir import Vdir

# A keyring for a machine without one: passwords in a file of the test.
KEYRING = """
import json, os, pathlib
from keyring.backend import KeyringBackend

class Kept(KeyringBackend):
    priority = 1
    def _file(self): return pathlib.Path(os.environ["KEPT"])
    def _all(self): return json.loads(self._file().read_text()) if self._file().exists() else {}
    def get_password(self, service, name): return self._all().get(f"{service} {name}")
    def set_password(self, service, name, password):
        self._file().write_text(json.dumps({**self._all(), f"{service} {name}": password}))
    def delete_password(self, service, name): pass
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    server = Radicale(tmp_path_factory.mktemp("radicale"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(running, request):
    """The server with an address book of the test's own, called ``cards``."""
    for kept in running.books.glob("*") if running.books.exists() else ():
        running.ask("DELETE", f"{kept.name}/")
    running.make_book("cards")
    return running


def person_called(full, mail):
    return person(full, None, mail=mail, mobile=None, land=None)


@pytest.fixture
def book(tmp_path):
    with open_book(tmp_path / "book", mirror=Vdir) as opened:
        opened.apply(opened.plan(person()), encounter=Encounter("交流会", "2026-11-01", "池袋", "8", "絵を描く人"))
        opened.apply(opened.plan(person_called("鈴木 一郎", "s@suzuki.example")))
    return tmp_path / "book"


@pytest.fixture
def sync(cardscan, server, book):
    """`cardscan sync` of a book that was set up (what `sync setup` does is tested below)."""
    account = Account(server.url, USER, (sys.executable, "-c", f"print('{PASSWORD}')"), "cards")
    config = book / "sync" / "config"
    config.parent.mkdir()
    config.write_text(sync_config(account, book, book / "sync" / "status"))
    discover(config)
    return lambda *more: cardscan("sync", *more, "--book", book)


def people(book):
    with open_book(book, mirror=Vdir) as opened:
        return {one.uid: one for one in opened.people()}


def uid_of(book, name):
    return next(uid for uid, one in people(book).items() if one.contact.name.full == name)


def same_on_both_sides(book, server):
    here = {file.name: file.read_bytes() for file in (book / "contacts").glob("*.vcf")}
    there = server.cards()
    said = [sorted(map(_values, side.values())) for side in (here, there)]
    assert said[0] == said[1]
    return len(here)


def _values(content):
    """What a card says; Radicale takes empty parts away at the end of a value."""
    (card,) = cards(content)
    return sorted(
        (line.name, line.value.rstrip(";"), line.parameters)
        for line in card.lines
        if line.name not in ("PRODID", "REV")
    )


def test_everybody_goes_there_and_a_second_sync_does_nothing(sync, book, server):
    done = sync()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "in the book: 0 new, 0 changed, 0 deleted", "on the server: 2 new, 0 changed, 0 deleted",
    ]  # fmt: skip
    assert same_on_both_sides(book, server) == 2
    assert "on the server: 0 new, 0 changed, 0 deleted" in sync().stdout


def test_a_change_here_goes_there_and_one_there_comes_here_as_an_edit_to_undo(sync, book, server):
    sync()
    suzuki, takahashi = uid_of(book, "鈴木 一郎"), uid_of(book, "髙橋 美咲")
    with open_book(book, mirror=Vdir) as opened:
        kept = opened.person(suzuki)
        opened.edit(suzuki, edit(kept.contact, {"emails[0]": "new@suzuki.example"}), kept.encounters)
    theirs = server.cards()[f"{takahashi}.vcf"].replace(b"m.takahashi@aoba.example", b"misaki@aoba.example")
    server.put(f"{takahashi}.vcf", theirs)
    assert sync().returncode == 0
    assert b"new@suzuki.example" in server.cards()[f"{suzuki}.vcf"]
    assert people(book)[takahashi].contact.emails == ("misaki@aoba.example",)
    assert people(book)[takahashi].encounters[0].memo == "絵を描く人", "what the card does not say stays"
    assert same_on_both_sides(book, server) == 2
    with open_book(book, mirror=Vdir) as opened:
        opened.undo()
        assert opened.person(takahashi).contact.emails == ("m.takahashi@aoba.example",)


def test_somebody_new_there_comes_here_once(sync, book, server):
    sync()
    server.put("x.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:from-phone\r\nFN:Jane Doe\r\nN:Doe;Jane;;;\r\n"
                        b"EMAIL:jane@doe.example\r\nBDAY:1980-02-03\r\nEND:VCARD\r\n")  # fmt: skip
    for _ in range(3):
        assert sync().returncode == 0
    assert people(book)["from-phone"].contact.name.full == "Jane Doe"
    assert len(people(book)) == 3 and same_on_both_sides(book, server) == 3
    assert any(b"BDAY:1980-02-03" in content for content in server.cards().values())


def test_who_is_deleted_on_one_side_goes_on_the_other(sync, book, server):
    sync()
    suzuki, takahashi = uid_of(book, "鈴木 一郎"), uid_of(book, "髙橋 美咲")
    with open_book(book, mirror=Vdir) as opened:
        opened.apply(opened.plan(person_called("田中 花子", "t@tanaka.example")))
        opened.delete(suzuki)
    server.delete(f"{takahashi}.vcf")
    assert sync().returncode == 0
    assert [one.contact.name.full for one in people(book).values()] == ["田中 花子"]
    assert same_on_both_sides(book, server) == 1
    with open_book(book, mirror=Vdir) as opened:
        opened.undo()
        assert takahashi in {one.uid for one in opened.people()}, "a deletion there can be undone here"


def test_a_server_that_was_emptied_empties_no_book(sync, book, server):
    sync()
    for name in server.cards():
        server.delete(name)
    done = sync()
    assert done.returncode == 12 and "one side is empty" in done.stderr
    assert len(people(book)) == 2


def test_who_changed_on_both_sides_has_what_both_say(sync, book, server):
    sync()
    takahashi = uid_of(book, "髙橋 美咲")
    with open_book(book, mirror=Vdir) as opened:
        kept = opened.person(takahashi)
        opened.edit(takahashi, edit(kept.contact, {"emails[0]": "here@aoba.example"}), kept.encounters)
    theirs = server.cards()[f"{takahashi}.vcf"].replace(b"m.takahashi@aoba.example", b"there@aoba.example")
    server.put(f"{takahashi}.vcf", theirs.replace(b"NOTE:", "NOTE:彫刻も\\n".encode()))
    assert sync().returncode == 0
    one = people(book)[takahashi]
    assert set(one.contact.emails) >= {"here@aoba.example", "there@aoba.example"}
    assert "彫刻も" in one.contact.notes and one.encounters[0].memo == "絵を描く人"
    assert one.encounters == (Encounter("交流会", "2026-11-01", "池袋", "8", "絵を描く人"),)
    assert same_on_both_sides(book, server) == 2
    assert "on the server: 0 new, 0 changed, 0 deleted" in sync().stdout


def test_a_dry_run_says_what_would_be_done_and_does_nothing(sync, book, server):
    first = sync("--dry-run")
    assert first.returncode == 0, first.stderr
    assert "would be on the server: 2 new, 0 changed, 0 deleted" in first.stdout
    assert server.cards() == {}
    sync()
    suzuki, takahashi = uid_of(book, "鈴木 一郎"), uid_of(book, "髙橋 美咲")
    with open_book(book, mirror=Vdir) as opened:
        opened.delete(suzuki)
    theirs = server.cards()[f"{takahashi}.vcf"].replace(b"m.takahashi@aoba.example", b"misaki@aoba.example")
    server.put(f"{takahashi}.vcf", theirs)
    before = people(book), server.cards()
    said = sync("--dry-run").stdout.splitlines()
    assert said == [
        "would be in the book: 0 new, 1 changed, 0 deleted", "would be on the server: 0 new, 0 changed, 1 deleted",
    ]  # fmt: skip
    assert (people(book), server.cards()) == before
    assert sync().stdout.splitlines()[1] == "on the server: 0 new, 0 changed, 1 deleted"


def test_a_wrong_password_says_so_and_changes_nothing(cardscan, server, book, tmp_path):
    command = f"{sys.executable} -c \"print('wrong')\""
    done = cardscan("sync", "setup", server.url, "--user", USER, "--password-command", command, "--book", book)
    assert done.returncode == 12 and "refused the user or the password" in done.stderr
    assert not (book / "sync" / "config").exists()
    assert cardscan("sync", "--book", book).returncode == 12
    assert server.cards() == {} and len(people(book)) == 2


def test_a_server_that_is_not_there_says_so(cardscan, book):
    command = f"{sys.executable} -c \"print('{PASSWORD}')\""
    words = ("sync", "setup", "http://127.0.0.1:9/", "--user", USER, "--password-command", command, "--book", book)
    done = cardscan(*words)
    assert done.returncode == 12 and "cannot be reached" in done.stderr


def test_the_password_is_in_the_keyring_and_never_in_the_book(server, book, home, tmp_path):
    (tmp_path / "ring").mkdir()
    (tmp_path / "ring" / "kept_ring.py").write_text(KEYRING)
    environment = user_environment(home, PYTHON_KEYRING_BACKEND="kept_ring.Kept", KEPT=str(tmp_path / "kept.json"))
    environment["PYTHONPATH"] = f"{environment['PYTHONPATH']}:{tmp_path / 'ring'}"

    def run(*words, stdin=""):
        command = [sys.executable, "-m", "cardscan", *map(str, words), "--book", str(book)]
        return subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, check=False)

    done = run("sync", "setup", server.url, "--user", USER, stdin=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stderr
    assert run("sync").returncode == 0
    assert len(server.cards()) == 2
    assert PASSWORD in (tmp_path / "kept.json").read_text()
    for file in (book / "sync").rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes()
    assert (book / "sync" / "config").stat().st_mode & 0o077 == 0


def test_one_of_several_address_books_is_chosen_by_its_name(cardscan, server, book):
    server.make_book("others")
    command = f"{sys.executable} -c \"print('{PASSWORD}')\""
    words = ("sync", "setup", server.url, "--user", USER, "--password-command", command, "--book", book)
    done = cardscan(*words)
    assert done.returncode == 12 and "cards, others" in done.stderr
    assert cardscan(*words, "--address-book", "nowhere").returncode == 12
    assert cardscan(*words, "--address-book", "others").returncode == 0
    assert cardscan("sync", "--book", book).returncode == 0
    assert (len(server.cards("others")), len(server.cards("cards"))) == (2, 0)


def test_a_thousand_contacts_through_a_server_killed_half_way_arrive_whole_and_once(sync, book, server):
    with open_book(book, mirror=Vdir) as opened:
        opened.take_in(list(_many(998)), "many")
    threading.Thread(target=_kill_when, args=(server, 100)).start()
    done = sync()
    assert done.returncode == 12 and "cannot be reached" in done.stderr
    assert len(people(book)) == 1000
    server.start()
    assert 0 < len(server.cards()) < 1000
    assert sync().returncode == 0
    assert len(people(book)) == 1000 and same_on_both_sides(book, server) == 1000
    names = [one.contact.name.full for content in server.cards().values() for one in read_vcards(content)]
    assert len(set(names)) == 1000
    assert "on the server: 0 new, 0 changed, 0 deleted" in sync().stdout


def _kill_when(server, count):
    for _ in range(600):
        if len(server.cards()) >= count:
            break
        time.sleep(0.02)
    server.kill()


def _many(count):
    for number in range(count):
        contact = person_called(f"番号 {number}号", f"n{number}@many.example")
        yield Incoming(contact, (), f"many-{number}", (), str(number))


# ---------------------------------------------------------------- what is written for vdirsyncer


def test_the_configuration_says_where_to_ask_for_the_password_and_is_read_back(tmp_path):
    account = Account("https://cloud.example/", 'mi"saki\n[x]', ("pass", "show x"), "名刺")
    text = sync_config(account, tmp_path, tmp_path / "status")
    assert 'password.fetch = ["command", "pass", "show x"]' in text
    assert not re.search(r"^password =", text, re.MULTILINE) and "\n[x]" not in text
    assert account_of(text) == account


@pytest.mark.parametrize(
    "url", ["http://cloud.example/", "ftp://x", "cloud.example", "https://", "https://a:b@c.example/", "file:///etc"]
)
def test_a_password_is_never_sent_in_the_clear_or_kept_in_an_address(url):
    with pytest.raises(SyncFailed):
        checked_url(url)
    assert checked_url("http://127.0.0.1:5232/") and checked_url("https://cloud.example/dav")


def test_a_broken_configuration_says_so():
    with pytest.raises(SyncFailed, match="cannot be read"):
        account_of("[general]\n")


def test_who_is_forgotten_here_goes_there_with_the_next_sync_and_does_not_come_back(sync, book, server, cardscan):
    sync()
    done = cardscan("forget", "鈴木", "--yes", "--book", book)
    assert done.returncode == 0 and "the next cardscan sync deletes them on the server" in done.stderr, done.stderr
    assert "on the server: 0 new, 0 changed, 1 deleted" in sync().stdout
    assert all(b"suzuki" not in content for content in server.cards().values())
    assert sync().returncode == 0
    assert [one.contact.name.full for one in people(book).values()] == ["髙橋 美咲"]
    assert b"s@suzuki.example" not in b"".join(one.read_bytes() for one in book.rglob("*") if one.is_file())
