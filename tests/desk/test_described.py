"""The API is as its own OpenAPI description says, whatever that description allows to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.desk.conftest import airport
from verbale.desk.app import make_app
from verbale.desk.inbox import Handed
from verbale.desk.reach import Reach
from verbale.desk.views import VIEWS
from verbale.errors import PageError
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.sheets import Incoming

CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance
]  # fmt: skip
#: What is there, so that not all that is asked for is missing.
THERE = {"name": "Airport strike", "article": 1, "entry": 2, "change": 2, "number": 1}
HEALTHY = list(HealthCheck)
#: What is seldom asked well by chance; other tests do.
HARD_TO_ASK = {
    "POST /api/dossiers/{name}/entries/{entry}/outcome",
    "PATCH /api/dossiers/{name}/entries/{entry}",
    "GET /api/dossiers/{name}/pages/{batch}",
    "POST /api/dossiers/{name}/changes/{change}/undo",
    "POST /api/dossiers/{name}/joins/{kind}/{number}",
}
ASKING = {"origin": "http://testserver"}


def _read_nothing(handed: Handed) -> Incoming:
    raise PageError(handed.name, "this reader reads nothing", "leave it")


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of its own, since much is changed in it."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('described') / 'minutes.db'}")
    with opened.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), b"<p>page", by="Ada", moment="2026-03-06")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def described(mine: Database) -> Any:
    config = schemathesis.Config()
    config.projects.default.generation.update(with_security_parameters=False)
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", make_app(mine, _read_nothing, reach=Reach(frozenset(("testserver",)))), config=config
    )


def test_what_may_be_asked_is_answered_as_described(described: Any) -> None:
    operations = [one.ok() for one in described.get_all_operations()]
    assert {one.label for one in operations if not asked_well(one)} <= HARD_TO_ASK


def asked_well(operation: Any) -> bool:
    """Ask what may be asked, anything and what is there; gives whether anything was answered without a refusal."""
    well: list[bool] = []

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=HEALTHY)
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case) -> None:
        well.append(case.call_and_validate(headers=ASKING, checks=CHECKS).status_code < 300)
        known = {name: THERE[name] for name in case.path_parameters if name in THERE}
        if known:
            case.path_parameters.update(known)
            well.append(case.call_and_validate(headers=ASKING, checks=CHECKS).status_code < 300)

    holds()
    return any(well)


def test_every_view_and_action_is_described(described: Any) -> None:
    paths = described.raw_schema["paths"]
    inside = {path.removeprefix("/api/dossiers/{name}") for path in paths}
    assert {f"/{view}" for view in VIEWS} <= inside
    assert {"/entries/{entry}/{act}", "/decisions", "/changes/{change}/undo", "/history", "/review"} <= inside
    for path, methods in paths.items():
        for method, told in methods.items():
            assert told["responses"]["4XX"]["content"]["application/json"]["schema"], (path, method)
            assert told["description"], (path, method)
            if method == "get" and "/pages/" not in path and "/lines." not in path:
                shape = told["responses"]["200"]["content"]["application/json"]["schema"]
                assert shape["properties"], (path, method)
                assert "304" in told["responses"], (path, method)
