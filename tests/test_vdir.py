"""Files of vCards: whole and new, or the old one; only what changed is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from book_contacts import person

from cardscan.errors import CannotSave
from cardscan.model import Person
from cardscan.share.vcard import to_vcard
from cardscan.share.vdir import Vdir, export, save_each

ONE = Person("uid-1", person(), changed="2026-11-22T00:00:00+00:00")
TWO = Person("uid-2", person("鈴木 一郎", None), changed="2026-11-22T00:00:00+00:00")


def test_each_person_has_a_file_named_after_the_uid(tmp_path):
    vdir = Vdir(tmp_path / "contacts")
    assert vdir.stamps() is None
    vdir.write([ONE, TWO])
    assert set(vdir.stamps()) == {"uid-1.vcf", "uid-2.vcf"}
    assert (tmp_path / "contacts" / "uid-1.vcf").read_bytes() == to_vcard(ONE).encode()
    assert sorted(file.name for file in vdir.folder.iterdir()) == ["uid-1.vcf", "uid-2.vcf"]


def test_a_file_that_is_current_is_not_touched(tmp_path):
    vdir = Vdir(tmp_path)
    vdir.write([ONE])
    os.utime(tmp_path / "uid-1.vcf", (1, 1))
    vdir.write([ONE])
    assert (tmp_path / "uid-1.vcf").stat().st_mtime == 1


def test_a_deleted_person_has_no_file(tmp_path):
    vdir = Vdir(tmp_path)
    vdir.write([ONE, TWO])
    vdir.delete(["uid-1.vcf", "never-there.vcf"])
    assert set(vdir.stamps()) == {"uid-2.vcf"}


@pytest.mark.parametrize("uid", ["../escape", "a/b", "", ".hidden", "a\x00b"])
def test_a_uid_never_leads_out_of_the_folder(tmp_path, uid):
    with pytest.raises(ValueError, match="no name for a file"):
        Vdir(tmp_path / "contacts").write([Person(uid, person())])
    assert [file.name for file in tmp_path.iterdir()] == ["contacts"]


def test_an_export_is_all_cards_in_one_file(tmp_path):
    export([ONE, TWO], tmp_path / "all.vcf")
    assert (tmp_path / "all.vcf").read_bytes() == (to_vcard(ONE) + to_vcard(TWO)).encode()
    assert [file.name for file in tmp_path.iterdir()] == ["all.vcf"]


def test_files_of_one_each_go_into_a_folder_and_leave_others_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    save_each({"a.vcf": b"1", "b.vcf": b"2"}, tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.vcf", "b.vcf", "mine.txt"]
    with pytest.raises(ValueError, match="no name for a file"):
        save_each({"../c.vcf": b"3"}, tmp_path)


def test_an_export_to_a_folder_that_is_not_there_names_it(tmp_path):
    with pytest.raises(CannotSave, match="nowhere"):
        export([ONE], tmp_path / "nowhere" / "all.vcf")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_is_an_error_that_names_it():
    with pytest.raises(CannotSave, match="/dev/full"):
        export([ONE], Path("/dev/full"))


def test_a_disk_that_is_full_half_way_leaves_the_old_file(tmp_path):
    """The limit on file sizes stands for the full disk: the same write fails half-way."""
    target = tmp_path / "all.vcf"
    target.write_text("the old one")
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from cardscan.errors import CannotSave\nfrom cardscan.model import *\nfrom cardscan.share.vdir import export\n"
        "people = [Person(f'uid-{i}', Contact(Name('田中'))) for i in range(50)]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "try:\n    export(people, Path(sys.argv[1]))\n"
        "except CannotSave as error:\n    print('CannotSave', error.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, target], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"CannotSave cannot write {target}")
    assert target.read_text() == "the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["all.vcf"]
