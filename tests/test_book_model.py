"""The book against a model that is a dictionary: whatever is done in whatever order, both say the same."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from book_contacts import person
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cardscan.book import open_book
from cardscan.book.values import values
from cardscan.model import Encounter, Insert, Merge
from cardscan.review import edit
from cardscan.share.vdir import Vdir

NUMBERS = st.integers(0, 10**6)


def somebody(number):
    return person(f"田中 人{number}", None, f"会社{number}", f"p{number}@firm.example", None, land=None)


class BookMachine(RuleBasedStateMachine):
    """``people`` is what must be in the book by uid: (mails, notes, memos). ``past`` are earlier states, by change."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cardscan-model-"))
        self.book = open_book(self.folder / "book", mirror=Vdir)
        self.people = {}
        self.past = []
        self.count = 0

    def teardown(self):
        if hasattr(self, "book"):
            self.book.close()
            shutil.rmtree(self.folder)

    def remember(self):
        self.past.append((self.book.changes(1)[0].id, self.before))

    def changing(self):
        self.before = dict(self.people)

    def chosen(self, number):
        return sorted(self.people)[number % len(self.people)]

    @rule()
    def insert(self):
        self.changing()
        self.count += 1
        uid = self.book.apply(Insert(somebody(self.count))).uid
        self.people[uid] = (frozenset({f"p{self.count}@firm.example"}), frozenset(), ())
        self.remember()

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def merge(self, number):
        self.changing()
        self.count += 1
        uid = self.chosen(number)
        extra = replace(somebody(self.count), name=None, notes=(f"note {self.count}",))
        self.book.apply(Merge(extra, uid, ("the machine said so",)))
        mails, notes, memos = self.people[uid]
        self.people[uid] = (mails | {f"p{self.count}@firm.example"}, notes | {f"note {self.count}"}, memos)
        self.remember()

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def change_mail(self, number):
        self.changing()
        self.count += 1
        uid = self.chosen(number)
        kept = self.book.person(uid)
        mails, notes, memos = self.people[uid]
        if not kept.contact.emails:
            return
        old, new = kept.contact.emails[0], f"new{self.count}@firm.example"
        self.book.edit(uid, edit(kept.contact, {"emails[0]": new}), kept.encounters)
        self.people[uid] = (mails - {old} | {new}, notes, memos)
        self.remember()

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def add_memo(self, number):
        self.changing()
        self.count += 1
        uid = self.chosen(number)
        kept = self.book.person(uid)
        self.book.edit(uid, kept.contact, (*kept.encounters, Encounter(memo=f"memo {self.count}")))
        mails, notes, memos = self.people[uid]
        self.people[uid] = (mails, notes, (*memos, f"memo {self.count}"))
        self.remember()

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def delete(self, number):
        self.changing()
        uid = self.chosen(number)
        self.book.delete(uid)
        del self.people[uid]
        self.remember()

    @precondition(lambda self: len(self.people) > 1)
    @rule(number=NUMBERS)
    def join(self, number):
        self.changing()
        uid, other = (
            sorted(self.people)[number % len(self.people)],
            sorted(self.people)[(number + 1) % len(self.people)],
        )
        self.book.join(uid, other)
        name = self.book.history(other)[-1].before.contact.name
        mails, notes, memos = (a | b if isinstance(a, frozenset) else (*a, *b)
                               for a, b in zip(self.people[uid], self.people.pop(other), strict=True))  # fmt: skip
        self.people[uid] = (mails, notes | ({name.full} if name else frozenset()), memos)
        self.remember()

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        number, before = self.past.pop()
        taken_back = self.book.undo()
        assert taken_back.id == number
        self.people = dict(before)

    @precondition(lambda self: self.people)
    @rule(number=NUMBERS)
    def edit_a_file(self, number):
        """Somebody else changes a mail address in contacts/ while the book is closed."""
        self.changing()
        self.count += 1
        uid = self.chosen(number)
        mails, notes, memos = self.people[uid]
        mail, new = min(mails), f"file{self.count}@firm.example"
        self.book.close()
        file = self.folder / "book" / "contacts" / f"{uid}.vcf"
        file.write_bytes(file.read_bytes().replace(f":{mail}\r\n".encode(), f":{new}\r\n".encode()))
        self.book = open_book(self.folder / "book", mirror=Vdir)
        self.people[uid] = (mails - {mail} | {new}, notes, memos)
        self.remember()

    @precondition(lambda self: len(self.people) > 1)
    @rule(number=NUMBERS)
    def delete_a_file(self, number):
        self.changing()
        uid = self.chosen(number)
        self.book.close()
        (self.folder / "book" / "contacts" / f"{uid}.vcf").unlink()
        self.book = open_book(self.folder / "book", mirror=Vdir)
        del self.people[uid]
        self.remember()

    @rule()
    def open_again(self):
        self.book.close()
        self.book = open_book(self.folder / "book", mirror=Vdir)

    @invariant()
    def the_book_says_what_the_model_says(self):
        if not hasattr(self, "book"):
            return
        seen = {}
        for one in self.book.people():
            memos = tuple(met.memo for met in one.encounters)
            said = values(one.contact)
            mails = frozenset(text for part, text in said if part == "emails")
            seen[one.uid] = (mails, frozenset(text for part, text in said if part == "notes"), memos)
        assert {u: (m, set(memo)) for u, (m, _, memo) in seen.items()} == {
            u: (m, set(memo)) for u, (m, _, memo) in self.people.items()
        }
        for uid, (_, notes, _) in self.people.items():
            assert notes <= seen[uid][1]
        assert self.book.check() == ()


TestBook = BookMachine.TestCase
TestBook.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
