"""Trees on CoNLL-U files: tags, UAS and LAS on gold words and sentences, and LAS, words and sentences from raw text.

Every word counts, punctuation too; LAS compares relations without their subtypes, as in the CoNLL 2018 shared task
(`las_subtypes` with them). From raw text, words are aligned by their characters, and a relation is right when word,
head and relation are; its figure is an F1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluation.attribution import f1
from evaluation.conllu import Sentence, documents
from evaluation.models import encoder, pipeline
from verbale.language import findings
from verbale.language.encoder import Encoder, Window
from verbale.language.lemmas import lemma_of
from verbale.language.windows import rough_breaks

_BATCH = 16  # documents a batch


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Accuracies and F1s, and the number of words."""
    model = encoder()
    held = [one for path in files for one in documents(path)]
    total = tags = fine = lemmas = arcs = labelled = plain = 0
    right = told = marked = 0
    for at in range(0, len(held), _BATCH):
        group = held[at : at + _BATCH]
        given = [([w for s in d for w in s.words], [g for s in d for g in s.gaps]) for d in group]
        breaks = [[int(k == 0) for s in d for k in range(len(s.words))] for d in group]
        found = model.encode(given, breaks=breaks, heads=("head", "below", "above", "tags", "fine", "starts"))
        for document, words, starts, windows in zip(group, given, breaks, found, strict=True):
            rows = [
                row
                for s in document
                for row in zip(s.tags, s.fine, s.heads, s.relations, s.words, s.lemmas, strict=True)
            ]
            for tree in findings.trees(windows, model, starts=[bool(s) for s in starts]):
                ours = zip(tree.heads, tree.relations, tree.tags, tree.fine, strict=True)
                for place, (head, relation, tag, xpos) in enumerate(ours):
                    gold_tag, gold_xpos, gold_head, gold_relation, word, lemma = rows[tree.first + place]
                    lemmas += lemma_of(word, tag, xpos).casefold() == lemma.casefold()
                    total += 1
                    tags += tag == gold_tag
                    fine += xpos == gold_xpos
                    arcs += head == gold_head
                    labelled += head == gold_head and relation == gold_relation
                    plain += head == gold_head and relation.split(":")[0] == gold_relation.split(":")[0]
            free = _starts(windows, rough_breaks(*words), model)
            gold = {k for k, one in enumerate(starts) if one}
            right, told, marked = right + len(free & gold), told + len(free), marked + len(gold)
    return {
        "upos": tags / total,
        "xpos": fine / total,
        "lemmas": lemmas / total,
        "uas": arcs / total,
        "las": plain / total,
        "las_subtypes": labelled / total,
        **_raw(held),
        "starts_f1": f1(right, told, marked),
        "words": float(total),
    }


def _starts(windows: Sequence[Window], breaks: Sequence[int], model: Encoder) -> set[int]:
    """Where the model lets sentences begin, told nothing of the gold ones."""
    blind = [replace(window, breaks=breaks[window.first : window.last]) for window in windows]
    return {w.first + k for w in blind for k in np.flatnonzero(findings.begins(w, model)).tolist()}


def _raw(held: Sequence[Sequence[Sentence]]) -> dict[str, float]:
    """F1 of words, sentences and labelled relations when all that is given is text."""
    nlp = pipeline()
    right, told, marked = Counter[str](), Counter[str](), Counter[str]()
    with nlp.select_pipes(enable=["verbale_encoder"]):
        for document in held:
            text, gold = _text(document)
            doc = nlp(text)
            ours = {
                "raw_words": {(t.idx, t.idx + len(t)) for t in doc if not t.is_space},
                "raw_sentences": {_inside(text, s.start_char, s.end_char) for s in doc.sents},
                "raw_las": {
                    (t.idx, t.idx + len(t), t.head.idx if t.head.i != t.i else -1, t.dep_.lower().split(":")[0])
                    for t in doc
                    if not t.is_space
                },
            }
            for name, found in ours.items():
                right[name] += len(found & gold[name])
                told[name] += len(found)
                marked[name] += len(gold[name])
    return {name: f1(right[name], told[name], marked[name]) for name in right}


def _text(document: Sequence[Sentence]) -> tuple[str, dict[str, set[tuple[object, ...]]]]:
    """A document's text, and the gold words, sentences and relations by their characters in it."""
    text = ""
    words, sentences, relations = set[tuple[object, ...]](), set[tuple[object, ...]](), set[tuple[object, ...]]()
    for sentence in document:
        starts: list[int] = []
        for word, gap in zip(sentence.words, sentence.gaps, strict=True):
            text += ("", " ", "\n\n")[gap] if text else ""
            starts.append(len(text))
            text += word
            words.add((len(text) - len(word), len(text)))
        sentences.add((starts[0], len(text)))
        for start, word, head, relation in zip(starts, sentence.words, sentence.heads, sentence.relations, strict=True):
            relations.add((start, start + len(word), starts[head - 1] if head else -1, relation.split(":")[0]))
    return text, {"raw_words": words, "raw_sentences": sentences, "raw_las": relations}


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
