"""The training loop: resumable, seeded, one line of progress every few steps, figures after each epoch."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training import acts, corpora
from training.corpora import UNKNOWN, Example, Pieces, Text
from training.export import export
from training.figures import figures
from training.labels import ENTRIES
from training.model import Encoder, Reader, base_folder, means
from verbale.language.words import CAPITAL, LOWER, MIXED, UPPER

# What each head's loss weighs in the sum.
WEIGHTS = {
    "attribution": 1.0, "source": 0.3, "cue": 0.3, "names": 1.0, "silver": 0.2, "starts": 0.3, "tags": 0.3,
    "fine": 0.3, "head": 1.0, "relation": 0.7, "antecedent": 0.3, "penta": 0.5, "types": 1.0, "modes": 0.5,
    "entries": 2.0, "vector": 3.0,
}  # fmt: skip
TAGGERS = ("attribution", "source", "cue", "names", "silver", "starts", "tags", "fine", "head", "penta")
AVERAGED = 3  # the weights at the ends of so many last epochs are averaged; from them the settling starts
DISTIL_EVERY = 4  # steps between two looks at the base's own vectors
ROUND = 8  # sizes are rounded up to it: each new shape costs the matrix library a start
CHUNK = 25  # words whose mean vector is held near the base's own
RECASED = 0.04  # share of windows whose case is hidden, and again of those read as all capitals
SMALL = {"names": 2, "acts": 2, "minutes": 2}  # corpora that are read more than once an epoch


@dataclass(frozen=True, slots=True)
class Plan:
    """`settle` is the share of one more epoch that follows, on short windows too, from the averaged weights."""

    corpora: Path
    out: Path
    epochs: int = 7
    settle: float = 0.75
    settle_share: float = 0.1  # of the peak rates
    short: float = 0.5  # the share of texts that the settling cuts into windows of one to three sentences
    pieces: int = 2048
    limit: int = 254
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 7
    device: str = "cpu"


def read_all(plan: Plan) -> list[Text]:
    at = plan.corpora
    made = list(corpora.attributions(at / "attributions.train.jsonl.gz", at / "names.news-silver.jsonl.gz"))
    for name in ("ewt.train.conllu.gz", "gum.train.conllu.gz"):
        made += corpora.trees(at / name)
    made += corpora.names([at / "names.ewt-dev.iob2.gz", at / "names.ewt-test.iob2.gz"], held_out=False)
    made += corpora.wikigold(at / "names.wikigold.conll.gz")
    made += acts.own_sentences()
    made += acts.penta(at / "events.cameo-class.train.tsv.gz")
    made += acts.minutes(sorted((at / "minutes" / "gold").glob("*.json")))
    return [text for text in made for _ in range(SMALL.get(text.task, 1))]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors: pieces, features, mask (B, P), firsts (B, 1 + W, root first), targets (B, W), and the rest.

    `acts` is (N, 9): row, the bounds of actor, recipient and sentence, type, mode; `entries` (M, 3 + labels): row and
    bounds of a sentence, and each label; `near` (B, W, 1 + W): which words are antecedents; `asked` (B, W).
    """

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    targets: dict[str, Tensor]
    acts: Tensor | None
    entries: Tensor | None
    near: Tensor | None
    asked: Tensor | None


def tensors(batch: Sequence[Example], chance: random.Random, device: str) -> Batch:
    long, wide = (
        -(-one // ROUND) * ROUND for one in (max(len(e.pieces) for e in batch), max(len(e.firsts) for e in batch))
    )
    targets = {
        name: torch.tensor([e.targets[name] + [UNKNOWN] * (wide - len(e.firsts)) for e in batch], device=device)
        for name in batch[0].targets
        if all(name in e.targets for e in batch)
    }
    told = [
        [row, *act.actor, *act.recipient, *act.sentence, act.type, act.mode]
        for row, e in enumerate(batch)
        for act in e.acts
    ]
    entries = [
        [row, *bounds, *(float(k in labels) for k in range(len(ENTRIES)))]
        for row, e in enumerate(batch)
        for bounds, labels in e.entries
    ]
    near = asked = None
    if any(e.antecedents for e in batch):
        near = torch.zeros(len(batch), wide, wide + 1, dtype=torch.bool)
        asked = torch.zeros(len(batch), wide, dtype=torch.bool)
        for row, e in enumerate(batch):
            for word, before in (e.antecedents or {}).items():
                asked[row, word] = True
                near[row, word, [one + 1 for one in before] or [0]] = True
        near, asked = near.to(device), asked.to(device)
    return Batch(
        torch.tensor([e.pieces + [0] * (long - len(e.pieces)) for e in batch], device=device),
        torch.tensor([_recased(e.features, chance) + [0] * (long - len(e.pieces)) for e in batch], device=device),
        torch.tensor([[True] * len(e.pieces) + [False] * (long - len(e.pieces)) for e in batch], device=device),
        torch.tensor([[0, *e.firsts] + [0] * (wide - len(e.firsts)) for e in batch], device=device),
        targets,
        torch.tensor(told, device=device) if told else None,
        torch.tensor(entries, device=device) if entries else None,
        near,
        asked,
    )


def _rounded(size: int) -> int:
    return -(-size // ROUND) * ROUND


def _recased(features: list[int], chance: random.Random) -> list[int]:
    """Now and then a window in capitals, or all lower: headlines and careless text are read too."""
    drawn = chance.random()
    if drawn > 2 * RECASED:
        return features
    shape = UPPER if drawn > RECASED else LOWER
    return [shape * 3 + one % 3 if one // 3 in (LOWER, CAPITAL, UPPER, MIXED) else one for one in features]


def losses(model: Reader, out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """The loss of each head that the batch has targets for."""
    found: dict[str, Tensor] = {}
    for name in (*TAGGERS, "relation"):
        aim = batch.targets.get(name)
        if aim is None or not bool((aim != UNKNOWN).any()):
            continue
        if name == "relation":
            scores = model.relations(out["below"], out["above"], batch.targets["head"].clamp(min=0)).float()
        else:
            scores = out[name].float()
        if name == "head":  # within the sentence, or the root
            mine = batch.targets["sentence"]
            apart = (mine[:, :, None] != mine[:, None, :]) & (mine[:, :, None] != UNKNOWN)
            scores = torch.cat([scores[:, :, :1], scores[:, :, 1:].masked_fill(apart, -1e4)], 2)
        found[name] = F.cross_entropy(scores.flatten(0, 1), aim.flatten(), ignore_index=UNKNOWN)
    words = out["states"][:, 1:]
    if batch.near is not None and batch.asked is not None:
        scores = out["antecedent"].float()
        place = torch.arange(scores.shape[1], device=scores.device)
        later = torch.arange(scores.shape[2], device=scores.device)[None, :] > place[:, None]
        scores = scores.masked_fill(later, -1e4)
        right = scores.masked_fill(~batch.near, -1e4).logsumexp(2)
        found["antecedent"] = (scores.logsumexp(2) - right)[batch.asked].mean()
    if batch.acts is not None:
        types, modes = model.acts(words, batch.acts[:, 0], batch.acts[:, 1:7].unflatten(1, (3, 2)))
        for name, scores, column in (("types", types, 7), ("modes", modes, 8)):
            if bool((batch.acts[:, column] != UNKNOWN).any()):
                found[name] = F.cross_entropy(scores.float(), batch.acts[:, column], ignore_index=UNKNOWN)
    if batch.entries is not None:
        scores = means(out["entries"], batch.entries[:, 0].long(), batch.entries[:, 1:3].long())
        found["entries"] = F.binary_cross_entropy_with_logits(scores, batch.entries[:, 3:])
    return found


def distance(model: Reader, out: dict[str, Tensor], own: Tensor, batch: Batch) -> Tensor:
    """One minus the cosine between the vectors of stretches of words and the base's own."""
    counts = (batch.firsts[:, 1:] > 0).sum(1)
    spans = [
        (row, first, min(first + CHUNK, count))
        for row, count in enumerate(counts.tolist())
        for first in range(0, count, CHUNK)
    ]
    table = torch.tensor(spans, device=own.device)
    theirs = own.gather(1, batch.firsts[:, 1:, None].expand(-1, -1, own.shape[2]))
    aim = means(theirs, table[:, 0], table[:, 1:])
    ours = model.vector(means(out["states"][:, 1:], table[:, 0], table[:, 1:]))
    return 1 - F.cosine_similarity(ours.float(), aim).mean()


def train(plan: Plan, *, stop_after: int = 0) -> Path:
    """Train by `plan`; goes on from `out/checkpoint.pt` where one lies. Returns the checkpoint's path."""
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    model, teacher = Reader().to(plan.device), Encoder().to(plan.device).eval()
    model.encoder.load_base(base_folder() / "model.safetensors")
    teacher.load_state_dict(model.encoder.state_dict())
    texts = read_all(plan)
    pieces = Pieces(base_folder() / "tokenizer.json")
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or "features" in n]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and "features" not in n]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 0.0, "peak": plan.encoder_rate}, {"params": heads, "lr": 0.0, "peak": plan.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    checkpoint, epoch, step = plan.out / "checkpoint.pt", 0, 0
    ended: list[dict[str, Tensor]] = []
    if checkpoint.is_file():
        kept = torch.load(checkpoint, map_location=plan.device)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        epoch, step, ended = kept["epoch"], kept["step"], kept["ended"]
    taken, seen, began = 0, 0, time.monotonic()
    running: dict[str, float] = {}
    while epoch < plan.epochs + bool(plan.settle):
        settling = epoch == plan.epochs
        if settling and step == 0:
            model.load_state_dict(averaged(ended))
        model.train()
        chance = random.Random(plan.seed * 1000 + epoch)
        short = plan.short if settling else 0.0
        made = list(corpora.examples(texts, pieces, limit=plan.limit, chance=chance, short=short))
        order = corpora.batches(made, pieces=plan.pieces, chance=chance)
        order = order[: round(len(order) * plan.settle)] if settling else order
        print(f"epoch {epoch + 1}: {len(made)} windows, {sum(len(e.pieces) for e in made)} pieces, {len(order)} steps")
        while step < len(order):
            batch = tensors(order[step], chance, plan.device)
            for group in optimizer.param_groups:
                rate = _rate((epoch + step / len(order)) / plan.epochs)
                group["lr"] = group["peak"] * (plan.settle_share * (1 - step / len(order)) if settling else rate)
            with torch.autocast(plan.device, dtype=torch.bfloat16):
                out = model(batch.pieces, batch.features, batch.mask, batch.firsts)
                parts = losses(model, out, batch)
                if step % DISTIL_EVERY == 0:
                    with torch.no_grad():
                        own = teacher(batch.pieces, torch.zeros_like(batch.features), batch.mask).float()
                    parts["vector"] = distance(model, out, own, batch)
            loss = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, taken, seen = step + 1, taken + 1, seen + batch.pieces.numel()
            for name, part in parts.items():
                running[name] = 0.97 * running.get(name, part.item()) + 0.03 * part.item()
            if step % 20 == 0:
                speed = taken / (time.monotonic() - began)
                left = (max(1, plan.epochs - epoch + plan.settle) * len(order) - step) / speed / 60
                shown = " ".join(f"{n} {v:.3f}" for n, v in running.items())
                print(f"{epoch + 1}:{step}/{len(order)} {seen / taken * speed:.0f} pieces/s, {left:.0f} min left: {shown}", flush=True)  # fmt: skip  # noqa: E501
            if step % 200 == 0 or taken == stop_after:
                _keep(checkpoint, model, optimizer, epoch, step, ended)
            if taken == stop_after:
                return checkpoint
        epoch, step = epoch + 1, 0
        if plan.epochs - AVERAGED < epoch <= plan.epochs:
            ended.append({name: part.detach().cpu().clone() for name, part in model.state_dict().items()})
        _keep(checkpoint, model, optimizer, epoch, step, ended)
        measured = figures(export(checkpoint, plan.out / "onnx"), plan.corpora)
        print(json.dumps({"epoch": epoch, "losses": running, **measured}), flush=True)
    return checkpoint


def averaged(ended: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights that are held."""
    return {name: torch.stack([one[name] for one in ended]).mean(0) for name in ended[0]}


def _rate(progress: float) -> float:
    """The share of its peak that a learning rate has: up over the first fiftieth of the way, then down a cosine."""
    return min(progress / 0.02 + 0.01, max(0.01, 0.5 * (1 + math.cos(math.pi * progress))))


def _keep(
    path: Path, model: Reader, optimizer: torch.optim.Optimizer, epoch: int, step: int, ended: list[dict[str, Tensor]]
) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "step": step,
        "ended": ended,
    }
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)
