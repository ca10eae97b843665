"""The language model as a component of anybody's spaCy pipeline.

    nlp = spacy.blank("en")
    nlp.add_pipe("verbale_encoder", config={"model": "folder/of/the/model"})

sets sentences, UPOS, heads and relations, entities (PERSON, ORG, GPE), `doc.spans["sources"|"cues"|"contents"]`, and
`doc._.attributions`: one (content, source, cue) triple of indices into those three groups for each part of a content;
None where the model found none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from verbale.language import findings
from verbale.language.decode import Labels
from verbale.language.encoder import Encoder, Window
from verbale.language.windows import rough_breaks

_ENTITIES = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
_GROUPS = {"source": "sources", "cue": "cues", "content": "contents"}

if not Doc.has_extension("attributions"):
    Doc.set_extension("attributions", default=())


class Component:
    """Reads whole documents with the model; blank tokens stay outside every sentence's tree but their own."""

    def __init__(self, model: Encoder) -> None:
        self.model = model
        self.attribution = Labels(model.config["attribution"])
        self.names = Labels(model.config["names"])

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Annotate `stream`, `batch_size` documents to a run of the encoder."""
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            seen = [[token.i for token in doc if not token.is_space] for doc in group]
            given = [_words(doc, places) for doc, places in zip(group, seen, strict=True)]
            for doc, places, windows in zip(group, seen, self.model.encode(given), strict=True):
                if places:
                    self._annotate(doc, places, windows)
                yield doc

    def _annotate(self, doc: Doc, places: list[int], windows: list[Window]) -> None:
        _set_trees(doc, places, findings.trees(windows, self.model))
        doc.set_ents(
            [
                Span(doc, places[a], places[b - 1] + 1, label=_ENTITIES[kind])
                for a, b, kind in findings.spans(windows, "names", self.names)
            ]
        )
        known: dict[str, dict[tuple[int, int], int]] = {kind: {} for kind in _GROUPS}
        for a, b, kind in findings.spans(windows, "attribution", self.attribution):
            known[kind][a, b] = len(known[kind])
        for kind, group in _GROUPS.items():
            doc.spans[group] = [Span(doc, places[a], places[b - 1] + 1, label=kind.upper()) for a, b in known[kind]]
        doc._.attributions = tuple(
            (
                known["content"][one.content],
                known["source"][one.source] if one.source else None,
                known["cue"][one.cue] if one.cue else None,
            )
            for one in findings.attributions(windows, self.attribution)
        )


def _words(doc: Doc, places: list[int]) -> tuple[list[str], list[int]]:
    words = [doc[i].text for i in places]
    fresh = [k == 0 or "\n\n" in doc.text[doc[places[k - 1]].idx : doc[i].idx] for k, i in enumerate(places)]
    return words, rough_breaks(words, fresh)


def _set_trees(doc: Doc, places: list[int], trees: list[findings.Tree]) -> None:
    """Heads as distances, as spaCy's array wants them; a blank token hangs on the word before it."""
    store: Any = doc.vocab.strings
    heads = np.zeros(len(doc), dtype=np.int64)
    relations = np.zeros(len(doc), dtype=np.uint64)
    tags = np.zeros(len(doc), dtype=np.uint64)
    for i, token in enumerate(doc):
        if token.is_space:
            tags[i], relations[i] = store.add("SPACE"), store.add("dep")
            heads[i] = -1 if i else (places[0] - i)
    for tree in trees:
        for k, (head, relation, tag) in enumerate(zip(tree.heads, tree.relations, tree.tags, strict=True)):
            at = places[tree.first + k]
            heads[at] = places[tree.first + head - 1] - at if head else 0
            relations[at] = store.add("ROOT" if relation == "root" else relation)
            tags[at] = store.add(tag)
    table: Any = np.column_stack([heads.astype(np.uint64), relations, tags])
    doc.from_array(["HEAD", "DEP", "POS"], table)


def component(nlp: Language, name: str, model: str, threads: int) -> Component:
    """The factory that the entry point names. Raises ModelError where `model` is no whole model's folder."""
    return Component(Encoder(Path(model), threads=threads))


_spacy: Any = Language  # its factory method has no full types
_spacy.factory(
    "verbale_encoder",
    assigns=[
        "token.pos", "token.dep", "token.head", "token.is_sent_start",
        "doc.sents", "doc.ents", "doc.spans", "doc._.attributions",
    ],
    default_config={"model": "", "threads": 0},
    func=component,
)  # fmt: skip


def load(folder: Path, *, threads: int = 0) -> Language:
    """An English pipeline of the tokenizer and the model in `folder`."""
    nlp = spacy.blank("en")
    nlp.add_pipe("verbale_encoder", config={"model": str(folder), "threads": threads})
    return nlp
