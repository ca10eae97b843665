"""Heads that are fitted on the frozen states of the trained encoder: acts, once more, and the sentence vector.

Acts are measured over five folds of the PLOVER file. Half of its sentences stand, with their quad, in the CAMEO file
that teaches the encoder too: those rows are learnt from here, and left out of the figures.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from evaluation.relations import macro_f1
from training import acts, corpora
from training.corpora import UNKNOWN, Pieces, Text, moved
from training.export import seal
from training.labels import EVENTS
from training.model import Acts, base_folder
from training.model import Encoder as Base
from verbale.language.acts import QUAD_OF
from verbale.language.encoder import Encoder

FOLDS, EPOCHS, BATCH, RATE = 5, 12, 64, 7e-4
RIDGE = 1e-4
MOST = 40  # own sentences of one type
YIELDS = [EVENTS.index("CONCEDE"), EVENTS.index("RETREAT")]
ROOTS = (*(kind for kind in EVENTS[1:] if EVENTS.index(kind) not in YIELDS), "YIELD")
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


class Rows:
    """Acts in their sentences, as tensors: states (N, W, ·), spans (N, 3, 2), modes (N,), and `allowed` (N, types).

    A root may cover several types: YIELD is CONCEDE or RETREAT.
    """

    def __init__(self, encoder: Encoder, texts: Sequence[Text], roots: Sequence[str | None]) -> None:
        found = encoder.encode([(text.words, text.gaps) for text in texts], batch=16, heads=("states",))
        wide = max(len(text.words) for text in texts)
        kept: list[Tensor] = []
        spans: list[list[tuple[int, int]]] = []
        allowed = np.zeros((sum(len(t.acts) for t in texts), len(EVENTS)), dtype=bool)
        modes: list[int] = []
        for text, windows, root in zip(texts, found, roots, strict=True):
            states = np.vstack([window.scores["states"][1:] for window in windows])
            padded = torch.zeros(wide, states.shape[1])
            padded[: len(states)] = torch.from_numpy(states)
            for act in text.acts:
                allowed[
                    len(kept), [act.type] if root is None else YIELDS if root == "YIELD" else [EVENTS.index(root)]
                ] = True
                modes.append(act.mode)
                kept.append(padded)
                spans.append([act.actor, act.recipient, act.sentence])
        self.states, self.spans = torch.stack(kept), torch.tensor(spans)
        self.allowed, self.modes = torch.from_numpy(allowed), torch.tensor(modes)

    def __len__(self) -> int:
        return len(self.spans)

    def asked(self, head: Acts, index: Tensor) -> tuple[Tensor, Tensor]:
        """The head's scores of types and modes for the numbered rows."""
        spans = self.spans[index]
        states = self.states[index, : int(spans[:, 2, 1].max())]
        types, modes = head(states, torch.arange(len(index)), spans)
        return types, modes


def fit(parts: Sequence[tuple[Rows, Tensor]]) -> Acts:
    """A fresh head trained over the numbered rows of each part: the one that taught the encoder is a worse start."""
    torch.manual_seed(0)
    head = Acts().train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    numbered = [(part, int(row)) for part, (_, rows) in enumerate(parts) for row in rows]
    total = EPOCHS * (len(numbered) // BATCH + 1)
    step = 0
    for _ in range(EPOCHS):
        order = torch.randperm(len(numbered)).tolist()
        for at in range(0, len(order), BATCH):
            chosen = [numbered[k] for k in order[at : at + BATCH]]
            loss = torch.zeros(())
            for part, (rows, _) in enumerate(parts):
                index = torch.tensor([row for p, row in chosen if p == part], dtype=torch.long)
                if len(index):
                    loss = loss + _loss(head, rows, index) * len(index) / len(chosen)
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / total)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            step += 1
    return head.eval()


def _loss(head: Acts, rows: Rows, index: Tensor) -> Tensor:
    types, modes = rows.asked(head, index)
    right = types.masked_fill(~rows.allowed[index], -1e4).logsumexp(1)
    loss = (types.logsumexp(1) - right).mean()
    if bool((rows.modes[index] != UNKNOWN).any()):
        loss = loss + 0.5 * F.cross_entropy(modes, rows.modes[index], ignore_index=UNKNOWN)
    return loss


@torch.no_grad()
def told(head: Acts, rows: Rows, index: Tensor) -> Tensor:
    """Chances (N, roots) of the roots, none left out, YIELD the sum of its two types."""
    types, _ = rows.asked(head, index)
    types[:, 0] = -1e4
    chances = types.softmax(1)
    columns = [chances[:, YIELDS].sum(1) if root == "YIELD" else chances[:, EVENTS.index(root)] for root in ROOTS]
    return torch.stack(columns, 1)


def fit_heads(out: Path, at: Path) -> dict[str, float]:
    """Fit both heads for the model in `out/onnx`, write them into it, and return their figures (`heads.json` too)."""
    encoder = Encoder(out / "onnx")
    head, figures = fit_acts(encoder, at)
    weight, bias, near = fit_vector(encoder, at)
    kept = dict(encoder.heads) | {f"acts.{name}": part.detach().numpy() for name, part in head.named_parameters()}
    kept |= {"vector.weight": weight, "vector.bias": bias}
    halves: dict[str, Any] = {name: part.astype(np.float16) for name, part in kept.items()}
    np.savez(out / "onnx" / "heads.npz", **halves)
    seal(out / "onnx")
    figures |= near
    (out / "heads.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return figures


def fit_acts(encoder: Encoder, at: Path) -> tuple[Acts, dict[str, float]]:
    """The act head for shipping, and its figures over five folds of `events.plv.train`."""
    given = list(acts.plover(at / "events.plv.train.tsv.gz"))
    plover = Rows(encoder, [text for text, _ in given], [row["gold_root"] for _, row in given])
    pages = _single(list(acts.minutes(sorted((at / "minutes" / "gold").glob("*.json")))))
    others = [Rows(encoder, texts, [None] * len(texts)) for texts in (_balanced(list(acts.own_sentences())), pages)]
    beside = [(rows, torch.arange(len(rows))) for rows in others]
    seen = {_plain(" ".join(text.words)) for text in acts.penta(at / "events.cameo-class.train.tsv.gz")}
    fresh = [row for row, (text, _) in enumerate(given) if _plain(" ".join(text.words)) not in seen]
    folds = torch.tensor([zlib.crc32(row["sentence"].encode()) % FOLDS for _, row in given])
    roots, quads = [0] * len(given), [0] * len(given)
    table = torch.tensor([[QUAD_OF.get(root, QUADS[1]) == quad for root in ROOTS] for quad in QUADS]).float()
    for fold in range(FOLDS):
        outside = torch.nonzero(folds == fold)[:, 0]
        chances = told(fit([(plover, torch.nonzero(folds != fold)[:, 0]), *beside]), plover, outside)
        best, classes = chances.argmax(1).tolist(), (chances @ table.T).argmax(1).tolist()
        for row, root, quad in zip(outside.tolist(), best, classes, strict=True):
            roots[row], quads[row] = root, quad
    gold = [(ROOTS.index(row["gold_root"]), int(row["gold_penta"]) - 1) for _, row in given]
    figures = {
        "root_macro_f1": macro_f1([gold[row][0] for row in fresh], [roots[row] for row in fresh]),
        "quad_macro_f1": macro_f1([gold[row][1] for row in fresh], [quads[row] for row in fresh]),
        "rows": float(len(fresh)),
        "all_root_macro_f1": macro_f1([root for root, _ in gold], roots),
        "all_quad_macro_f1": macro_f1([quad for _, quad in gold], quads),
    }
    return fit([(plover, torch.arange(len(plover))), *beside]), figures


def _balanced(texts: Sequence[Text]) -> list[Text]:
    """At most `MOST` sentences of each type, drawn by chance: more of one pull the head to it."""
    chance = random.Random(0)
    by_type: dict[int, list[Text]] = {}
    for text in texts:
        by_type.setdefault(text.acts[0].type, []).append(text)
    return [text for group in by_type.values() for text in chance.sample(group, min(len(group), MOST))]


def _plain(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence.lower()).strip()


def _single(texts: Sequence[Text]) -> list[Text]:
    """Each sentence that tells an act as a text of its own."""
    made: list[Text] = []
    for text in texts:
        for act in text.acts:
            first, last = act.sentence
            made.append(Text("acts", text.words[first:last], text.gaps[first:last], acts=[moved(act, first)]))
    return made


def fit_vector(encoder: Encoder, at: Path) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], dict[str, float]]:
    """The linear map from a sentence's mean state, read among its neighbours, to the base's vector of it alone.

    Ridge regression on a quarter of the tree banks' training documents; `vector_spearman` is, over held-out sentences,
    how alike the similarities of all pairs are ranked by ours and by the base.
    """
    held = [one for name in ("ewt", "gum") for one in list(corpora.documents(at / f"{name}.train.conllu.gz"))[::4]]
    given = [([w for s in d for w in s.words], [g for s in d for g in s.gaps]) for d in held]
    ours: list[npt.NDArray[np.float32]] = []
    sentences: list[list[str]] = []
    for document, windows in zip(held, encoder.encode(given, heads=("states",)), strict=True):
        states = np.vstack([window.scores["states"][1:] for window in windows])
        first = 0
        for sentence in document:
            last = first + len(sentence.words)
            if 5 <= len(sentence.words) <= 60:
                ours.append(states[first:last].mean(axis=0))
                sentences.append(sentence.words)
            first = last
    x, y = np.stack(ours), _base_vectors(sentences)
    test = np.arange(len(x)) % 10 == 0
    with_one = np.hstack([x, np.ones((len(x), 1), dtype=np.float32)])
    inside = with_one[~test]
    solved = np.linalg.solve(inside.T @ inside + RIDGE * len(inside) * np.eye(inside.shape[1]), inside.T @ y[~test])
    told = with_one[test] @ solved
    theirs = y[test]
    told /= np.linalg.norm(told, axis=1, keepdims=True)
    above = np.triu_indices(len(theirs), 1)
    ranks = [np.argsort(np.argsort(pairs)) for pairs in ((told @ told.T)[above], (theirs @ theirs.T)[above])]
    figures = {
        "vector_spearman": float(np.corrcoef(*ranks)[0, 1]),
        "vector_cosine": float((told * theirs).sum(axis=1).mean()),
    }
    return solved[:-1].T.astype(np.float32), solved[-1].astype(np.float32), figures


@torch.no_grad()
def _base_vectors(sentences: Sequence[Sequence[str]]) -> npt.NDArray[np.float32]:
    """The base's own vectors (N, 384) of sentences, of length one."""
    base = Base().eval()
    base.load_base(base_folder() / "model.safetensors")
    pieces_of = Pieces(base_folder() / "tokenizer.json").of
    cut = [[101, *(piece for word in pieces_of(list(words)) for piece in word), 102][:256] for words in sentences]
    found = np.zeros((len(cut), 384), dtype=np.float32)
    order = sorted(range(len(cut)), key=lambda k: len(cut[k]))
    for begin in range(0, len(order), 64):
        rows = order[begin : begin + 64]
        wide = max(len(cut[k]) for k in rows)
        pieces = torch.tensor([cut[k] + [0] * (wide - len(cut[k])) for k in rows])
        mask = pieces > 0
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = base(pieces, torch.zeros_like(pieces), mask)
        mean = (states.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        found[rows] = F.normalize(mean, dim=1).numpy()
    return found
