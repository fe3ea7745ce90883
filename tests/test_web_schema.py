"""The page as Schemathesis sees it: a description of its routes made from the table of routes, and requests that fit
it, or nearly do, sent to a running page. Beside ``test_web_hostile``, which sends what fits nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from starlette.routing import Route
from web_page import Served, keep, served

from cardscan.book import open_book
from cardscan.web.app import ROUTES
from cardscan.web.contacts import KINDS
from cardscan.web.guard import HEADERS
from cardscan.web.person import Which
from cardscan.web.photos import Drawn, Pair
from cardscan.web.questions import Answer
from cardscan.web.reviewing import Wanted

ABE = ("株式会社みどり", "営業部 部長", "阿部 太郎", "あべ たろう", "携帯 090-1234-5678", "abe@midori.example")
BABA = ("馬場商店", "代表", "馬場 花子", "ばば はなこ", "携帯 090-8765-4321", "baba@baba-shop.example")
# What routes that change something take; a route that is not here and takes a body fails the test of the table.
PHOTO = "application/octet-stream"
JSON: dict[str, Any] = {
    "/photos/{picture}/cards": Drawn,
    "/sides": Pair,
    "/people/{uid}/field": Wanted,
    "/questions": Answer,
    "/undo": Which,
    "/language": dict[str, str],
}
PHOTOS = {"/photos", "/camera/look"}
NO_BODY = {
    "/photos/{picture}/cancel",
    "/photos/{picture}/retry",
    "/cards/{card}/nobody",
    "/people/{uid}/approve",
    "/people/{uid}/delete",
    "/export/new",
}
ENDLESS = "/photos/events"  # goes on for as long as somebody looks: see test_web.py
QUERIES = {
    "/people": ("q", "event", "row", "from", "part"),
    "/export/new": ("q", "event", "row"),
    "/export/{kind}": ("uid", "q", "event", "row"),
    "/photos": ("name", "event", "date", "place"),
    "/photos/{picture}/view.jpg": ("page",),
}


def _routes() -> list[tuple[Route, str]]:
    every = [(route, method) for route in ROUTES if isinstance(route, Route) for method in sorted(route.methods or ())]
    return [(route, method) for route, method in every if method != "HEAD" and route.path != ENDLESS]


def described(known: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the page in OpenAPI 3.1. ``known`` are values of the parts of addresses that lead somewhere."""
    paths: dict[str, dict[str, Any]] = {}
    for route, method in _routes():
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": {"anyOf": [{"enum": known[name]}, _TEXT]}}
            for name in re.findall(r"{(\w+)}", route.path)
        ]
        parameters += [{"name": name, "in": "query", "schema": _TEXT} for name in QUERIES.get(route.path, ())]
        operation = {"parameters": parameters, "responses": {"default": {"description": "any"}}}
        if method == "POST" and (body := _body(route.path)):
            operation["requestBody"] = body
        paths.setdefault(route.path, {})[method.lower()] = operation
    return {"openapi": "3.1.0", "info": {"title": "cardscan web", "version": "1"}, "paths": paths}


_TEXT = {"type": "string", "minLength": 1, "maxLength": 60}


def _body(path: str) -> dict[str, Any] | None:
    if path in PHOTOS:
        return {"content": {PHOTO: {"schema": {"type": "string", "format": "binary"}}}}
    if path in JSON:
        (schema,), parts = msgspec.json.schema_components([JSON[path]], ref_template="#/x/{name}")
        whole = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        return {"required": True, "content": {"application/json": {"schema": whole}}}
    return None


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("described")
    (folder / "home").mkdir()
    keep(folder / "book", ABE, BABA)
    with served(folder / "book", folder / "home") as running:
        yield running


@pytest.fixture(scope="module")
def api(web: Served) -> Any:
    with open_book(web.book) as book:
        uids = tuple(one.uid for one in book.people())
        pictures = tuple(card.picture for uid in uids for card in book.cards(uid))
    known = {"uid": uids, "picture": pictures, "card": ("1", "2"), "kind": tuple(KINDS)}
    schema = schemathesis.openapi.from_dict(described(known))
    schema.config.update(base_url=web.origin)
    return schema


def test_every_route_that_changes_something_is_described() -> None:
    posts = {route.path for route, method in _routes() if method == "POST"}
    assert posts == JSON.keys() | PHOTOS | NO_BODY


@pytest.mark.parametrize(("method", "path"), [(method, route.path) for route, method in _routes()])
def test_no_request_that_fits_makes_the_page_stumble(api: Any, web: Served, method: str, path: str) -> None:
    # not shrunk: a page that stumbles again and again fills the pipe that its log goes into
    @settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(api[path][method].as_strategy())
    def ask(case: Any) -> None:
        answer = case.call(headers={"origin": web.origin})
        assert answer.status_code < 500, answer.text
        for name, value in HEADERS.items():
            assert answer.headers[name] == [value]

    ask()


def test_the_page_is_still_there_after_all_that(web: Served) -> None:
    assert web.process.poll() is None
    assert requests.get(f"{web.origin}/people", timeout=30).status_code == 200
    assert Path(web.book / "book.sqlite").exists()
