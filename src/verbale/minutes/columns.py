"""An entry or article of a reading as the columns of its row: what the views ask for without opening the JSON.

Comes in: parts of a `verbale.reading/1`. Goes out: plain values, whose texts any database can hold.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast, overload
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from verbale.minutes.wording import whole_day

#: What each kind calls the word that stands in `label`.
LABELS = {
    "statement": "manner", "meeting": "status", "position": "stance", "proposal": "status", "pledge": "stage",
    "event": "type",
}  # fmt: skip
_TRACKING = re.compile(r"utm_|fbclid|gclid|mc_|cmpid|ref_src|igshid")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_READABLE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict, check_circular=False)
_ESCAPED = json.JSONEncoder(separators=(",", ":"), default=dict)
_SORTED = json.JSONEncoder(sort_keys=True, default=dict, check_circular=False)
_PASSING = ("confidence", "origin")  # what may differ from reading to reading without the entry being another
#: The keys of an entry that hold names, and of what stands under them.
_NAMED = (
    "name", "party", "toward", "sponsors", "parties", "donor", "recipient", "actor", "speakers", "delegations",
    "members", "host", "place",
)  # fmt: skip
_NAMES = frozenset(_NAMED)


def line_columns(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that an entry's fields give; `entry`, `article`, `subject`, `state`, `reviewer`, `mark` are others.

    Whoever edits an entry writes these anew beside them. Raises KeyError or TypeError for what is no entry of
    `verbale.reading/1`.
    """
    party, other = _parties(entry)
    when: Mapping[str, str] = entry.get("when") or {}
    issues: Sequence[str] = entry.get("issues") or ()
    origin = entry["origin"]
    return {
        "kind": entry["kind"],
        "party": storable(party),
        "other": storable(other),
        "issue": storable(entry.get("issue") or (issues[0] if issues else None)),
        "label": entry[LABELS[entry["kind"]]],
        "day": whole_day(when["start"]) if when.get("start") else None,
        "last_day": whole_day(when["end"], last=True) if when.get("end") else None,
        "certainty": entry["certainty"],
        "confidence": float(entry["confidence"]),
        "method": origin["method"],
        "rule": origin["by"],
        "text": storable(entry["text"]),
        "fields": entry,
        **part_columns(entry, party, other),
    }


def part_columns(entry: Mapping[str, Any], party: str | None, other: str | None) -> dict[str, str | None]:
    """Who takes part, and of what time to come it speaks; `party` and `other` are the two that have columns."""
    kind = entry["kind"]
    if kind == "statement":
        speakers: Sequence[Mapping[str, Any]] = entry["speakers"] or ()
        people = [[one["name"], one.get("party")] for one in speakers if one.get("kind") == "person"]
        parties = [one.get("party") for one in speakers]
    elif kind == "meeting":
        sides: Sequence[Mapping[str, Any]] = entry["delegations"]
        people = [[member, side.get("party")] for side in sides for member in side.get("members") or ()]
        parties = [side.get("party") for side in sides]
    else:
        return {"people": None, "parties": None, "outlook": None}
    named = list(dict.fromkeys(one for one in parties if one))
    told = named == list(dict.fromkeys(one for one in (party, other) if one))
    outlook: Mapping[str, str] = entry.get("outlook") or {}
    return {
        "people": as_json(people) if people else None,
        "parties": None if told else as_json(named),
        "outlook": storable(outlook.get("start")),
    }


def _parties(entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Whose act, word or wish it is, and towards whom."""
    kind = entry["kind"]
    if kind == "statement":
        speakers: Sequence[Mapping[str, Any]] = entry["speakers"] or [{}]
        first = speakers[0]
        return first.get("party") or first.get("name"), None
    if kind == "meeting":
        sides = [side.get("party") or next(iter(side.get("members") or ()), None) for side in entry["delegations"]]
        first, second, *_ = (*sides, None, None)
        return first, second
    if kind == "position":
        return entry["party"], entry.get("toward")
    if kind == "proposal":
        sponsor = next(iter(entry.get("sponsors") or ()), None)
        return sponsor, next((one for one in entry.get("parties") or () if one != sponsor), None)
    if kind == "pledge":
        return entry.get("donor"), entry.get("recipient")
    actor, recipient = entry["actor"], entry["recipient"]
    return actor.get("party") or actor["name"], recipient.get("party") or recipient["name"]


def words_of(text: str, entry: Mapping[str, Any]) -> dict[str, str]:
    """What a line can be found by: its sentence, the words of the article behind it, the names in it."""
    quote = "\n".join(piece["exact"] for piece in entry["evidence"])
    names = dict.fromkeys(name for key in _NAMED if key in entry for name in _names(entry[key]))
    return {"text": text, "quote": storable(quote), "names": storable("\n".join(names))}


def _names(value: Any) -> Sequence[str]:
    """The names in a name, in a list of such, or in what has them under one of the keys."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict | Mapping):
        told = cast("Mapping[str, Any]", value)
        return [name for key in told if key in _NAMES for name in _names(told[key])]
    some = cast("list[Any]", value) if isinstance(value, list | tuple) else ()
    return [name for one in some for name in _names(one)]


def entry_mark(entry: Mapping[str, Any]) -> str:
    """What two readings of one entry have in common: its fields and the words of its evidence, wherever these stand."""
    said = {name: value for name, value in entry.items() if name not in _PASSING}
    said["evidence"] = [piece["exact"] for piece in entry["evidence"]]
    return hashlib.sha256(_SORTED.encode(said).encode()).hexdigest()[:32]


def page_key(article: Mapping[str, Any]) -> str:
    """What makes two pages the same page: their address, else their words.

    What an address says of who follows it (`utm_source`), its scheme, fragment and last slash are no part of it.
    """
    url: str | None = article.get("url")
    if not url:
        return f"words:{digest(article['text'])}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return storable(url)
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0]))
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    return storable(urlunsplit(("", host, parts.path.rstrip("/") or "/", urlencode(query, errors="replace"), "")))


def digest(data: bytes | str) -> str:
    """SHA-256 in hexadecimal digits; of a text, of its UTF-8."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def as_json(value: Any) -> str:
    """JSON that any database can hold, readable as far as may be."""
    written = _READABLE.encode(value)  # which escapes NUL
    return written if _is_unicode(written) else _ESCAPED.encode(value)


@overload
def storable(text: str) -> str: ...
@overload
def storable(text: str | None) -> str | None: ...
def storable(text: str | None) -> str | None:
    """A text without what a database's text cannot hold: NUL, and halves of surrogate pairs."""
    if not text or ("\0" not in text and _is_unicode(text)):
        return text
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _is_unicode(text: str) -> bool:
    """Whether it has no halves of surrogate pairs; a look at each letter would take several times as long."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
