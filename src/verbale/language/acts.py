"""The act of one mention toward another in a sentence: its PLOVER type, quad and mode, by the model's act head.

Comes in: the states of a sentence's words and the words of both mentions. Goes out: an `Act` for each pair, in numpy.
Types are PLOVER's (github.com/openeventdata/PLOVER), quads those of the conflict and cooperation literature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from verbale.language.encoder import Encoder

Words: TypeAlias = tuple[int, int]  # first, past the last
Asked: TypeAlias = tuple[Sequence[tuple[Words, Words]], Words]  # pairs of mentions, and the sentence that they stand in
States: TypeAlias = npt.NDArray[np.float32]

_QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT"),
    "material cooperation": ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {kind: quad for quad, kinds in _QUADS.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Act:
    """`type` is a PLOVER type or NONE, `quad` its class or None; `mode` is happened, planned, possible or denied.

    `chance` is what the model gives the type, 0 to 1.
    """

    type: str
    quad: str | None
    mode: str
    chance: float


def acts(encoder: Encoder, states: States, pairs: Sequence[tuple[Words, Words]], sentence: Words) -> list[Act]:
    """The act of the first toward the second of each pair; `states` (W, ·) are a document's, spans count its words."""
    found: list[Act] = []
    for given, mode in chances(encoder, states, [(pairs, sentence)]):
        kind = max(given, key=lambda one: given[one])
        found.append(Act(kind, QUAD_OF.get(kind), mode, given[kind]))
    return found


def chances(encoder: Encoder, states: States, asked: Sequence[Asked]) -> list[tuple[dict[str, float], str]]:
    """What the head gives each type, and the likeliest mode, of each pair, one sentence after another."""
    if not any(pairs for pairs, _ in asked):
        return []
    types, modes = act_scores(encoder, states, asked)
    kinds: list[str] = encoder.config["events"]
    names: list[str] = encoder.config["modes"]
    given: list[list[float]] = _softmax(types).tolist()
    chosen: list[int] = modes.argmax(axis=1).tolist()
    return [(dict(zip(kinds, row, strict=True)), names[mode]) for row, mode in zip(given, chosen, strict=True)]


def act_scores(encoder: Encoder, states: States, asked: Sequence[Asked]) -> tuple[States, States]:
    """Logits of types (N, 17) and modes (N, 4) of all pairs: every layer is gone through once for all of them."""
    heads = encoder.heads
    asked = [(pairs, sentence) for pairs, sentence in asked if pairs]
    all_pairs = [pair for pairs, _ in asked for pair in pairs]
    mentions = list(dict.fromkeys(mention for pair in all_pairs for mention in pair))
    at = {mention: row for row, mention in enumerate(mentions)}
    actor, recipient = ([at[pair[side]] for pair in all_pairs] for side in (0, 1))
    named = np.stack([states[slice(*mention)].mean(axis=0) for mention in mentions])
    queries = _split(named, heads["acts.query.weight"], actor, recipient) + heads["acts.query.bias"]
    inside = [states[slice(*sentence)] for _, sentence in asked]
    keys: Any = np.concatenate(inside) @ heads["acts.key.weight"].T + heads["acts.key.bias"]
    chosen = np.concatenate(list(_attended(queries, keys, asked, inside)))
    weight, size = heads["acts.hidden.weight"], states.shape[1]
    means = np.stack([one.mean(axis=0) for one in inside])
    whole: Any = means @ weight[:, 3 * size :].T + heads["acts.hidden.bias"]
    given: Any = _split(named, weight, actor, recipient) + chosen @ weight[:, 2 * size : 3 * size].T
    hidden = gelu(given + np.repeat(whole, [len(pairs) for pairs, _ in asked], axis=0))
    return (
        hidden @ heads["acts.types.weight"].T + heads["acts.types.bias"],
        hidden @ heads["acts.modes.weight"].T + heads["acts.modes.bias"],
    )


def _attended(queries: Any, keys: Any, asked: Sequence[Asked], inside: Sequence[States]) -> Iterator[States]:
    """What each pair looks at in its sentence, sentence by sentence."""
    pair = word = 0
    for (pairs, _), words in zip(asked, inside, strict=True):
        own = queries[pair : pair + len(pairs)] @ keys[word : word + len(words)].T
        yield _softmax(own / np.float32(np.sqrt(keys.shape[1]))) @ words
        pair, word = pair + len(pairs), word + len(words)


def _split(named: States, weight: States, actor: Sequence[int], recipient: Sequence[int]) -> States:
    """A layer's share of the actor and the recipient of each pair, reckoned once a mention."""
    size = named.shape[1]
    of_actor: Any = named @ weight[:, :size].T
    of_recipient: Any = named @ weight[:, size : 2 * size].T
    return of_actor[actor] + of_recipient[recipient]


def gelu(x: States) -> States:
    """The tanh form, within 0.001 of the exact one."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))


def _softmax(scores: States) -> States:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
