"""The language model and the rules beside it as components of anybody's spaCy pipeline.

    nlp = verbale.load()
    doc = nlp("Mr. Lavrov said that Moscow would study the plan.")

or, in a pipeline of your own, `nlp.add_pipe("verbale_encoder")` and what is wanted of the others behind it. What each
component sets stands in its factory (`nlp.analyze_pipes()` shows it); `docs/language.md` explains it with examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from verbale.language import acts, findings
from verbale.language.document import ENTITIES, GROUPS, Findings, gaps_between, read_documents
from verbale.language.encoder import MODEL, Document, Encoder
from verbale.language.gazetteer import form_pattern, named_by
from verbale.language.lemmas import lemma_of
from verbale.language.money import find_amounts
from verbale.language.times import find_times

for _owner, _name, _default in (
    (Doc, "attributions", ()), (Doc, "published", None), (Span, "timex", None), (Span, "amount", None),
):  # fmt: skip
    if not _owner.has_extension(_name):
        _owner.set_extension(_name, default=_default)


def _similarity(one: Any, other: Any) -> float:
    """The cosine of two vectors; 0 where one is nothing."""
    a, b = one.vector, other.vector
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size else 0.0


class EncoderComponent:
    """Reads whole documents with the model. Blank tokens hang on the word before them."""

    def __init__(self, model: Encoder) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate `stream`, `batch_size` documents to a run of the encoder."""
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            seen = [[token.i for token in doc if not token.is_space] for doc in group]
            given = [_words(doc, places) for doc, places in zip(group, seen, strict=True)]
            for doc, places, found in zip(group, seen, read_documents(self.model, given), strict=True):
                if found:
                    self._annotate(doc, places, found)
                yield doc

    def _annotate(self, doc: Doc, places: list[int], found: Findings) -> None:
        _set_trees(doc, places, found.trees)
        doc.set_ents([_span(doc, places, a, b, ENTITIES[kind]) for a, b, kind in found.names])
        for kind, group in GROUPS.items():
            doc.spans[group] = [_span(doc, places, a, b, kind.upper()) for a, b in found.groups[group]]
        doc._.attributions = found.attributions
        for number, chain in enumerate(found.chains, start=1):
            doc.spans[f"coref_clusters_{number}"] = [
                _span(doc, places, one.first, one.last, one.form.upper()) for one in chain
            ]
        states: Any = np.zeros((len(doc), found.states.shape[1]), dtype=np.float32)
        states[places] = found.states
        doc.tensor = states
        doc.user_hooks["vector"] = self.vector
        doc.user_span_hooks["vector"] = self.vector
        doc.user_token_hooks["vector"] = self._token_vector
        for hooks in (doc.user_hooks, doc.user_span_hooks, doc.user_token_hooks):
            hooks["similarity"] = _similarity

    def vector(self, piece: Doc | Span) -> Any:
        """The vector (384,) of a stretch of words, for similarity; zeros where nothing was read."""
        states: Any = piece.doc.tensor if isinstance(piece, Span) else piece.tensor
        states = states[piece.start : piece.end] if isinstance(piece, Span) else states
        if not len(states):
            return np.zeros(self.model.heads["vector.bias"].shape, dtype=np.float32)
        return findings.vector(self.model, states)

    def _token_vector(self, token: Token) -> Any:
        return self.vector(token.doc[token.i : token.i + 1])

    def acts(self, pairs: Sequence[tuple[Span, Span]]) -> list[acts.Act]:
        """The act of the first span toward the second of each pair; both stand in one sentence of a document read here.

        Raises ValueError for a pair that does not, or for a document that this component has not read.
        """
        return [
            found
            for states, spans, sentence in self._by_sentence(pairs)
            for found in acts.acts(self.model, states, spans, sentence)
        ]

    def _by_sentence(
        self, pairs: Sequence[tuple[Span, Span]]
    ) -> Iterator[tuple[Any, list[tuple[acts.Words, acts.Words]], acts.Words]]:
        """The pairs in their order, those that follow one another in one sentence together."""
        for (first, last, _), group in groupby(pairs, key=lambda pair: _sentence_of(pair[0])):
            spans = list(group)
            doc = spans[0][0].doc
            states: Any = doc.tensor
            if len(states) != len(doc):
                raise ValueError("this document was not read by verbale_encoder; run the pipeline on it first")
            for actor, recipient in spans:
                if not first <= recipient.start < recipient.end <= last:
                    raise ValueError(
                        f"not in one sentence: {actor.text!r} and {recipient.text!r}; give a pair of one sentence"
                    )
            yield states, [((a.start, a.end), (b.start, b.end)) for a, b in spans], (first, last)


def _sentence_of(span: Span) -> tuple[int, int, int]:
    return span.sent.start, span.sent.end, id(span.doc)


def _span(doc: Doc, places: list[int], first: int, last: int, label: str) -> Span:
    return Span(doc, places[first], places[last - 1] + 1, label=label)


def _words(doc: Doc, places: list[int]) -> Document:
    words = [(doc[place].idx, doc[place].text) for place in places]
    return [word for _, word in words], gaps_between(doc.text, words)


def _set_trees(doc: Doc, places: list[int], trees: list[findings.Tree]) -> None:
    """Heads as distances, as spaCy's array wants them."""
    store: Any = doc.vocab.strings
    heads = np.zeros(len(doc), dtype=np.int64)
    relations, tags, fine = (np.zeros(len(doc), dtype=np.uint64) for _ in range(3))
    for i, token in enumerate(doc):
        if token.is_space:
            tags[i], fine[i], relations[i] = store.add("SPACE"), store.add("_SP"), store.add("dep")
            heads[i] = -1 if i else (places[0] - i)
    for tree in trees:
        for k, (head, relation, tag, xpos) in enumerate(
            zip(tree.heads, tree.relations, tree.tags, tree.fine, strict=True)
        ):
            at = places[tree.first + k]
            heads[at] = places[tree.first + head - 1] - at if head else 0
            relations[at] = store.add("ROOT" if relation == "root" else relation)
            tags[at], fine[at] = store.add(tag), store.add(xpos)
    table: Any = np.column_stack([heads.astype(np.uint64), relations, tags, fine])
    doc.from_array(["HEAD", "DEP", "POS", "TAG"], table)


def set_lemmas(doc: Doc) -> Doc:
    """Lemmas by tag, table and dictionary."""
    for token in doc:
        token.lemma_ = lemma_of(token.text, token.pos_, token.tag_) if not token.is_space else token.text
    return doc


def set_states(doc: Doc) -> Doc:
    """Names that are known: states, nationalities, seats of government, blocs; their ids stand in `kb_id_`.

    A form that the model found no name in becomes an entity; one inside a longer name ("Bank of Russia") stays in it.
    Adjectives are NORP. A seat ("Kyiv") carries its state's id and the id "seat" in `ent.id_`.
    """
    kept = list(doc.ents)
    taken = {i: n for n, ent in enumerate(kept) for i in range(ent.start, ent.end)}
    for match in form_pattern().finditer(doc.text):
        named = named_by(match[0])
        span = doc.char_span(match.start(), match.end())
        if named is None or span is None:
            continue
        party, form = named
        label = "NORP" if form == "adjective" else "GPE" if party.kind == "state" else "ORG"
        inside = {taken[i] for i in range(span.start, span.end) if i in taken}
        longer = any(len(kept[n]) > len(span) + (kept[n][0].pos_ == "DET") for n in inside)
        if longer or any(not (span.start <= kept[n].start or kept[n].end <= span.end) for n in inside):
            continue
        fresh = Span(doc, span.start, span.end, label=label, kb_id=party.id, span_id=form)
        for number in inside:
            kept[number] = fresh
        if not inside:
            taken.update(dict.fromkeys(range(span.start, span.end), len(kept)))
            kept.append(fresh)
    doc.set_ents(list(dict.fromkeys(kept)))
    return doc


def set_times(doc: Doc) -> Doc:
    """`doc.spans["times"]`, each with `_.timex`: type, value, start, end, grain. `doc._.published` is their anchor."""
    published: datetime | str | None = doc._.published
    anchor = datetime.fromisoformat(published) if isinstance(published, str) else published
    spans: list[Span] = []
    for time in find_times(doc.text, anchor=anchor):
        span = doc.char_span(time.span.start, time.span.end, label=time.type, alignment_mode="expand")
        if span is not None:
            span._.timex = {name: getattr(time, name) for name in ("type", "value", "mod", "start", "end", "grain")}
            spans.append(span)
    doc.spans["times"] = spans
    return doc


def set_amounts(doc: Doc) -> Doc:
    """`doc.spans["amounts"]`, each with `_.amount`: value in whole units as text, currency, modifier, low, high."""
    spans: list[Span] = []
    for amount in find_amounts(doc.text):
        span = doc.char_span(amount.span.start, amount.span.end, label="MONEY", alignment_mode="expand")
        if span is not None:
            span._.amount = {
                "value": str(amount.value), "currency": amount.currency, "modifier": amount.modifier,
                "low": None if amount.low is None else str(amount.low),
                "high": None if amount.high is None else str(amount.high), "per": amount.per,
            }  # fmt: skip
            spans.append(span)
    doc.spans["amounts"] = spans
    return doc


def encoder(nlp: Language, name: str, model: str, threads: int) -> EncoderComponent:
    """The factory of `verbale_encoder`. `model` is a model's folder; the one in the package when empty.

    Raises ModelError where the model is not whole.
    """
    return EncoderComponent(Encoder(Path(model) if model else MODEL, threads=threads))


def _plain(component: Callable[[Doc], Doc]) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    return lambda nlp, name: component


lemmas, states, times, amounts = _plain(set_lemmas), _plain(set_states), _plain(set_times), _plain(set_amounts)

_spacy: Any = Language  # its factory method has no full types
_spacy.factory(
    "verbale_encoder",
    assigns=[
        "token.pos", "token.tag", "token.dep", "token.head", "token.is_sent_start",
        "doc.sents", "doc.ents", "doc.spans", "doc.tensor", "doc._.attributions",
    ],
    default_config={"model": "", "threads": 0},
    func=encoder,
)  # fmt: skip
_spacy.factory("verbale_lemmas", assigns=["token.lemma"], requires=["token.pos", "token.tag"], func=lemmas)
_spacy.factory("verbale_states", assigns=["doc.ents"], requires=["token.pos", "doc.ents"], func=states)
_spacy.factory("verbale_times", assigns=["doc.spans", "span._.timex"], func=times)
_spacy.factory("verbale_amounts", assigns=["doc.spans", "span._.amount"], func=amounts)

COMPONENTS = ("verbale_encoder", "verbale_lemmas", "verbale_states", "verbale_times", "verbale_amounts")


def load(model: Path | str | None = None, *, threads: int = 0) -> Language:
    """An English pipeline of all components, ready to read; `threads` 0 uses every core.

    `model` is another model's folder than the one in the package. Raises ModelError where it is not whole.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 50_000_000  # memory grows with the text alone: windows are read a few at a time
    nlp.add_pipe("verbale_encoder", config={"model": str(model or ""), "threads": threads})
    for name in COMPONENTS[1:]:
        nlp.add_pipe(name)
    return nlp
