"""Which event a photo belongs to: by what the user says, else by the hours in which it was taken."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from book_contacts import person
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import CardscanError
from cardscan.model import Encounter, Event, Exposure, Person
from cardscan.occasion import Occasion, Told, clock, event_as_typed, is_on, met_there, occasion_of, on_at

MEETUP = Event("異業種交流会 池袋", "2026-11-20", "池袋", "18:30", "21:00")
AFTER = Event("二次会", "2026-11-20", "居酒屋", "21:30", "01:00")
FAIR = Event("展示会", "2026-11-21", "幕張")
EVENTS = (FAIR, AFTER, MEETUP)
TODAY = date(2026, 11, 28)
NOBODY_SAID = Told(Encounter())


def taken(*clocks: str) -> Exposure:
    return Exposure(tuple(datetime.fromisoformat(one) for one in clocks))


def met(exposure: Exposure, told: Told = NOBODY_SAID, events: tuple[Event, ...] = EVENTS) -> Occasion:
    return occasion_of(told, exposure, events, TODAY)


@pytest.mark.parametrize(
    ("when", "event"),
    [
        ("2026-11-20T18:30:00", MEETUP),
        ("2026-11-20T21:00:59", MEETUP),
        ("2026-11-20T22:00:00", AFTER),
        ("2026-11-21T00:59:00", FAIR),  # and AFTER: see the test of both below
        ("2026-11-21T12:00:00", FAIR),
    ],
)
def test_a_photo_taken_in_the_hours_of_an_event_belongs_to_it(when: str, event: Event) -> None:
    only = tuple(one for one in EVENTS if one != AFTER or event == AFTER)
    assert met(taken(when), events=only) == Occasion(Encounter(event.name, event.date, event.place))


def test_where_two_events_were_on_none_is_noted_and_it_is_said() -> None:
    found = met(taken("2026-11-21T00:30:00"))
    assert found.met == Encounter()
    assert "展示会 and 二次会 were on" in found.note


def test_a_photo_of_that_day_outside_all_hours_has_no_event_and_it_is_said() -> None:
    found = met(taken("2026-11-20T12:00:00"))
    assert found == Occasion(
        Encounter(), "taken 2026-11-20 12:00, outside the hours of 二次会 and 異業種交流会 池袋: no event is noted"
    )


def test_nothing_is_said_of_photos_of_other_days_or_without_a_time() -> None:
    assert met(taken("2026-10-01T19:00:00")) == met(Exposure()) == Occasion(Encounter())


def test_of_two_clocks_the_one_that_fits_counts() -> None:
    """A laptop that is home again in Tokyo, and a photo of an evening in Berlin: its own clock is the event's."""
    assert met(taken("2026-11-20T19:05:00", "2026-11-21T03:05:00"), events=(MEETUP,)).met.event == MEETUP.name
    assert met(taken("2026-11-20T10:05:00", "2026-11-20T19:05:00"), events=(MEETUP,)).met.event == MEETUP.name


def test_no_event_means_none() -> None:
    assert met(taken("2026-11-20T19:00:00"), Told(Encounter(place="駅"), by_time=False)).met == Encounter(place="駅")


def test_a_day_that_is_told_outranks_the_cameras() -> None:
    assert met(taken("2026-11-20T19:00:00"), Told(Encounter(date="2026-11-21"))).met == Encounter(date="2026-11-21")


def test_a_named_event_that_was_set_up_tells_its_day_and_place() -> None:
    assert met(Exposure(), Told(Encounter("異業種交流会　池袋"))).met == Encounter(MEETUP.name, MEETUP.date, "池袋")
    told = Told(Encounter(MEETUP.name, place="別館"))
    assert met(taken("2026-11-21T12:00:00"), told).met == Encounter(MEETUP.name, MEETUP.date, "別館")
    other_day = Told(Encounter(MEETUP.name, "2026-12-18"))
    assert met(Exposure(), other_day).met == Encounter(MEETUP.name, "2026-12-18")


def test_of_a_monthly_event_the_photos_day_tells_which_else_the_last_one_begun_and_it_is_said() -> None:
    monthly = tuple(Event("例会", f"2026-{month:02}-20", begins="18:00", ends="20:00") for month in range(1, 13))
    told = Told(Encounter("例会"))
    assert met(taken("2026-03-20T19:00:00"), told, monthly) == Occasion(Encounter("例会", "2026-03-20"))
    found = met(Exposure(), told, monthly)
    assert found == Occasion(Encounter("例会", "2026-11-20"), "taken for 例会 on 2026-11-20: there are 12 of that name")


def test_coordinates_are_a_place_only_where_asked_for_and_nothing_better_is_known() -> None:
    here = Exposure((datetime(2026, 11, 20, 19, 0),), (35.72951, 139.71094))
    asked = Told(Encounter(), by_position=True)
    assert met(here, events=()).met == Encounter()
    assert met(here, asked, ()).met == Encounter(place="35.7295,139.7109")
    assert met(here, asked).met.place == "池袋"
    assert met(Exposure(), asked, ()).met == Encounter()


MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2100, 1, 1))
HOURS = st.times().map(lambda time: f"{time:%H:%M}")


@given(MOMENTS, st.none() | HOURS, st.none() | HOURS)
def test_an_event_is_on_on_its_own_day_or_till_the_next_morning(moment: datetime, begins: str, ends: str) -> None:
    event = Event("x", "2026-11-20", None, begins, ends)
    if is_on(event, moment):
        past_midnight = begins is not None and ends is not None and ends < begins
        assert moment.date() in (date(2026, 11, 20), date(2026, 11, 21) if past_midnight else date(2026, 11, 20))


@given(MOMENTS, st.integers(0, 600))
def test_an_event_is_on_from_its_first_minute_to_its_last(begin: datetime, minutes: int) -> None:
    begin = begin.replace(second=0, microsecond=0)
    end = begin + timedelta(minutes=minutes)
    event = Event("x", f"{begin:%Y-%m-%d}", None, f"{begin:%H:%M}", f"{end:%H:%M}")
    assert is_on(event, begin) and is_on(event, end)
    assert not is_on(event, begin - timedelta(minutes=1)) and not is_on(event, end + timedelta(minutes=1))


def test_the_event_of_now_is_the_only_one_that_is_on() -> None:
    assert on_at(datetime(2026, 11, 20, 19, 0), EVENTS) == MEETUP
    assert on_at(datetime(2026, 11, 21, 0, 30), EVENTS) is None
    assert on_at(datetime(2026, 11, 25, 0, 30), EVENTS) is None


def test_all_numbers_and_memos_of_somebody_at_an_event_are_shown() -> None:
    encounters = (
        Encounter(MEETUP.name, MEETUP.date, None, "8", "絵画"),
        Encounter(FAIR.name, FAIR.date, None, "3", "elsewhere"),
        Encounter(MEETUP.name, MEETUP.date, None, "12", None),
    )
    there = met_there(Person("u", person("髙橋 美咲"), encounters), MEETUP)
    assert (there.tag, there.memo, there.place) == ("8, 12", "絵画", "池袋")


@pytest.mark.parametrize(("text", "time"), [("18:30", "18:30"), ("9:05", "09:05"), (" ０9:00", "09:00")])
def test_times_are_written_with_four_digits(text: str, time: str) -> None:
    assert clock(text) == time


@given(st.text(max_size=8))
def test_what_is_no_time_is_refused(text: str) -> None:
    with suppress(ValueError):
        assert datetime.strptime(clock(text), "%H:%M")


@pytest.mark.parametrize(
    "typed",
    [
        ("", "", "", "", ""),
        ("x" * 201, "", "", "", ""),
        ("x", "2026-11-31", "", "", ""),
        ("x", "", "", "25:00", ""),
        ("x", "", "", "", "half past"),
        ("x", "", "y" * 201, "", ""),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_words(typed: tuple[str, str, str, str, str]) -> None:
    with pytest.raises(CardscanError):
        event_as_typed(*typed)


def test_a_part_of_the_name_of_an_event_is_another_event_and_it_is_said_which_may_be_meant() -> None:
    found = met(taken("2026-11-20T18:40:00"), Told(Encounter("池袋")))
    assert found.met.event == "池袋"
    assert MEETUP.name in found.note
    assert met(taken("2026-11-20T18:40:00"), Told(Encounter("読書会"))).note == ""
