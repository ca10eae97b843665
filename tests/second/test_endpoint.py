"""What is sent to the endpoint, and what never is."""

from __future__ import annotations

import dataclasses

import pytest

from tests.second.conftest import Model, answer
from verbale.errors import SecondReaderError, SettingsError
from verbale.second.endpoint import Endpoint, ask, check_endpoint
from verbale.settings import Settings

HELLO = [{"role": "user", "content": "héllo"}]


def test_a_request_is_that_of_the_protocol(model: Model) -> None:
    endpoint = dataclasses.replace(model.endpoint(key="sk-secret"), base=model.base + "/")
    ask(endpoint, HELLO)
    assert model.paths == ["/v1/chat/completions"]
    assert model.asked == [{"model": "small-model", "messages": HELLO}]
    (headers,) = model.headers
    assert headers["authorization"] == "Bearer sk-secret"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == Settings().user_agent


def test_without_a_key_no_authorization_is_sent(model: Model) -> None:
    ask(model.endpoint(), HELLO)
    assert "authorization" not in model.headers[0]


def test_the_key_is_in_no_error_and_no_representation(model: Model) -> None:
    model.answers = [answer(b'{"error": {"message": "sk-secret is not a key\\n of ours"}}', 401)]
    endpoint = model.endpoint(key="sk-secret")
    with pytest.raises(SecondReaderError) as caught:
        ask(endpoint, HELLO)
    assert "sk-secret" not in str(caught.value) + repr(endpoint)
    assert "… is not a key of ours" in str(caught.value)


def test_no_redirect_is_followed_with_the_key(model: Model) -> None:
    model.answers = [answer(b"", 307, location=model.base + "/elsewhere")]
    with pytest.raises(SecondReaderError, match="307"):
        ask(model.endpoint(key="sk-secret"), HELLO)
    assert len(model.paths) == 1


@pytest.mark.parametrize(
    ("endpoint", "about"),
    [
        (Endpoint("localhost:11434", "m"), "second_reader"),
        (Endpoint("ftp://host/v1", "m"), "second_reader"),
        (Endpoint("http://", "m"), "second_reader"),
        (Endpoint("http://[::1/v1", "m"), "second_reader"),
        (Endpoint("http://user:word@host/v1", "m"), "second_reader"),
        (Endpoint("http://host/v1?key=word", "m"), "second_reader"),
        (Endpoint("http://host/v1", " "), "second_model"),
        (Endpoint("http://host/v1", "m", key="a\nb"), "VERBALE_SECOND_KEY"),
        (Endpoint("http://host/v1", "m", key="schlüssel"), "VERBALE_SECOND_KEY"),
    ],
)
def test_an_endpoint_that_cannot_be_asked_is_a_wrong_setting(endpoint: Endpoint, about: str) -> None:
    with pytest.raises(SettingsError) as caught:
        check_endpoint(endpoint)
    assert caught.value.about == about
    assert "word" not in str(caught.value)


def test_an_endpoint_is_named_by_model_and_host() -> None:
    check_endpoint(Endpoint("https://models.example.org/v1", "m"))
    assert Endpoint("https://models.example.org/v1", "m").name == "m via models.example.org"
    assert Endpoint("http://[::1]:8080/v1", "m").name == "m via [::1]:8080"
