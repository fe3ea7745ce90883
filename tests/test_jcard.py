"""jCard says what vCard 4.0 says, as JSON."""

import json

from book_contacts import people
from hypothesis import given
from hypothesis import strategies as st
from test_golden import PEOPLE

from cardscan.share.jcard import to_jcard


def properties(one):
    ((word, found),) = json.loads(to_jcard([one]))
    assert word == "vcard"
    return found


def test_parts_are_lists_types_are_words_and_groups_are_parameters():
    found = properties(PEOPLE["person"])
    assert found[0] == ["version", {}, "text", "4.0"]
    assert ["n", {}, "text", ["髙橋", "美咲", "", "", ""]] in found
    assert ["org", {}, "text", ["株式会社青葉", "営業本部 第二営業部"]] in found
    assert ["tel", {"type": "work", "group": "item1"}, "text", "+81 3-5950-1234"] in found
    assert ["tel", {"type": ["work", "fax"]}, "text", "+81 3-5950-1235"] in found
    assert ["uid", {}, "uri", "urn:uuid:0b0e6c1e-0000-4000-8000-000000000001"] in found
    assert ["rev", {}, "timestamp", "2026-11-22T12:52:13Z"] in found


@given(st.lists(people, max_size=3))
def test_every_person_is_a_list_of_well_formed_properties(some):
    found = json.loads(to_jcard(some))
    assert len(found) == len(some)
    for _, lines in found:
        for name, parameters, kind, *values in lines:
            assert name == name.lower() and kind in ("text", "uri", "timestamp") and values
            assert isinstance(parameters, dict)
