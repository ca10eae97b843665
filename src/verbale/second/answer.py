"""An answer of the endpoint, taken apart into the lines that it drafts.

Comes in: the body of an answer. Goes out: the drafted lines as JSON values, checked for nothing but that there is a
list of them. A fence around the JSON and a model's thoughts before it are passed over.
"""

from __future__ import annotations

import json
import re
from typing import Any

from verbale.errors import SecondReaderError

#: Lines of one answer. Nobody drafts so many for a few thousand words.
MOST_LINES = 500
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.S)
_FENCE = re.compile(r"\A[^{\[]*?```[\w-]*\s*\n(.*?)\n?\s*```", re.S)
_HINT = "try another model; the first reading stands alone"


def read_answer(body: bytes, *, about: str) -> list[Any]:
    """The lines of an answer to the endpoint `about`. Raises SecondReaderError where it is none."""
    content = _content(_parsed(body.decode("utf-8", "replace"), about, "the answer"), about)
    content = _THOUGHTS.sub("", content)
    fence = _FENCE.match(content)
    drafted = _parsed(fence[1] if fence else content, about, "what the model wrote")
    lines: Any = drafted.get("entries") if isinstance(drafted, dict) else drafted  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(lines, list):
        raise SecondReaderError(about, "what the model wrote has no list of entries", _HINT)
    if len(lines) > MOST_LINES:  # pyright: ignore[reportUnknownArgumentType]
        raise SecondReaderError(about, f"the model wrote more than {MOST_LINES} entries", _HINT)
    return lines  # pyright: ignore[reportUnknownVariableType]


def _content(answer: Any, about: str) -> str:
    """`choices[0].message.content`."""
    try:
        choice: Any = answer["choices"][0]
        content: Any = choice["message"]["content"]
        cut: Any = choice.get("finish_reason") == "length"
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise SecondReaderError(about, "its answer is not that of a chat endpoint", "check second_reader") from error
    if not isinstance(content, str):
        raise SecondReaderError(about, "the model wrote nothing", _HINT)
    if cut:
        raise SecondReaderError(
            about, "the answer was too long and breaks off", "let the endpoint write longer answers"
        )
    return content


def _parsed(text: str, about: str, what: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: a number of thousands of digits, too
        raise SecondReaderError(about, f"{what} is not JSON ({error})", _HINT) from error
