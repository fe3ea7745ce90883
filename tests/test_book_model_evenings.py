"""Cards read again, what humans type, and events, in any order, against a model that is a dictionary."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from book_contacts import person, reading
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cardscan.book import Reread, open_book
from cardscan.book.shelf import text_of
from cardscan.model import Encounter, Event, Insert
from cardscan.review import edit
from cardscan.share.vdir import Vdir

NUMBERS = st.integers(0, 10**6)
EVENINGS = st.sampled_from([("交流会", "2026-11-01"), ("交流会", "2026-12-01"), ("展示会", None)])
HOURS = st.sampled_from([None, "18:00", "19:30"])


def card(number, mail):
    return person(f"田中 人{number}", None, f"会社{number}", mail, None, land=None)


class EveningMachine(RuleBasedStateMachine):
    """``people`` is what must be in the book by uid: (number, the mail that the card says, the mail that a human typed,
    the evening). ``planned`` are the events that were set up; ``past`` are earlier states of both, by change."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cardscan-model-"))
        self.book = open_book(self.folder / "book", mirror=Vdir)
        self.people, self.past, self.planned, self.count = {}, [], {}, 0

    def teardown(self):
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    def chosen(self, number):
        return sorted(self.people)[number % len(self.people)]

    def mail(self):
        self.count += 1
        return f"p{self.count}@firm.example"

    def becomes(self, uid, state):
        """Note the state of a person after the last change of the book, and what everybody was before it."""
        self.past.append((self.book.changes(1)[0].id, dict(self.people), dict(self.planned)))
        self.people[uid] = state

    @rule(evening=EVENINGS)
    def scan(self, evening):
        mail = self.mail()
        contact, picture = card(self.count, mail), self.book.keep_picture(mail.encode(), "photo.jpg")
        met = Encounter(evening[0], evening[1], tag=str(self.count))
        uid = self.book.apply(Insert(contact), reading(contact), picture=picture, encounter=met).uid
        self.becomes(uid, (self.count, mail, None, evening))

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS, same=st.booleans())
    def read_again(self, number, same):
        """The card says another mail address now, or what it said."""
        uid = self.chosen(number)
        who, said, typed, evening = self.people[uid]
        now = said if same else self.mail()
        (row,) = self.book.cards(uid)
        change = self.book.reread([Reread(row.id, text_of(reading(card(who, now))))], "test")
        if same:
            assert change is None
        else:
            self.becomes(uid, (who, now, typed, evening))

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def type_a_mail(self, number):
        uid = self.chosen(number)
        who, said, _, evening = self.people[uid]
        kept, typed = self.book.person(uid), self.mail()
        self.book.edit(uid, edit(kept.contact, {"emails[0]": typed}), kept.encounters)
        self.becomes(uid, (who, said, typed, evening))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        number, people, planned = self.past.pop()
        assert self.book.undo().id == number
        self.people, self.planned = people, planned

    @rule(evening=EVENINGS, begins=HOURS)
    def set_up(self, evening, begins):
        event = Event(*evening, "池袋", begins)
        change = self.book.set_up(event)
        assert (change is None) is (self.planned.get(evening) == event)
        if change is not None:
            self.past.append((change, dict(self.people), dict(self.planned)))
        self.planned[evening] = event

    @rule(evening=EVENINGS)
    def call_off(self, evening):
        change = self.book.call_off(Event(*evening))
        assert (change is None) is (evening not in self.planned)
        if change is not None:
            self.past.append((change, dict(self.people), dict(self.planned)))
        self.planned.pop(evening, None)

    @rule()
    def open_again(self):
        self.book.close()
        self.book = open_book(self.folder / "book", mirror=Vdir)

    @invariant()
    def what_a_human_typed_stands_else_what_the_card_says_now(self):
        if hasattr(self, "book"):
            seen = {one.uid: one.contact.emails for one in self.book.people()}
            assert seen == {uid: (typed or said,) for uid, (_, said, typed, _) in self.people.items()}
            for uid, (who, said, *_) in self.people.items():
                (row,) = self.book.cards(uid)
                assert row.text.contact == card(who, said)

    @invariant()
    def each_evening_has_its_guests_by_number(self):
        if hasattr(self, "book"):
            there = {event for *_, event in self.people.values()}
            shown = {(event.name, event.date): event for event in self.book.events()}
            assert shown.keys() == there | self.planned.keys() and len(shown) == len(self.book.events())
            for evening, event in shown.items():
                assert replace(event, place=None) == replace(self.planned.get(evening, Event(*evening)), place=None)
                assert [one.uid for one in self.book.guests(event)] == list(self.at(evening))

    def at(self, evening) -> Iterator[str]:
        numbered = sorted((state[0], uid) for uid, state in self.people.items() if state[-1] == evening)
        return (uid for _, uid in numbered)

    @invariant()
    def the_book_is_sound(self):
        assert not hasattr(self, "book") or self.book.check() == ()


TestEvenings = EveningMachine.TestCase
TestEvenings.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
