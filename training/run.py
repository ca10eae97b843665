"""The training loop: resumable, seeded, one line of progress every few steps, figures after each epoch."""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training import corpora
from training.corpora import UNKNOWN, Example, Pieces
from training.export import export
from training.figures import figures
from training.model import Encoder, Reader, base_folder

# What each head's loss weighs in the sum.
WEIGHTS = {
    "attribution": 1.0,
    "names": 0.5,
    "starts": 0.3,
    "tags": 0.5,
    "head": 1.0,
    "relation": 0.7,
    "source": 0.3,
    "cue": 0.3,
}
DISTIL_EVERY = 5  # steps between two looks at the base's own sentence vector


@dataclass(frozen=True, slots=True)
class Plan:
    corpora: Path
    out: Path
    epochs: float = 2.0
    pieces: int = 2048
    limit: int = 254
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 7


def read_all(plan: Plan) -> list[Example]:
    pieces = Pieces(base_folder() / "tokenizer.json")
    at = plan.corpora
    made = list(
        corpora.examples(
            corpora.attributions(at / "attributions.train.jsonl.gz", at / "names.news-silver.jsonl.gz"),
            pieces,
            limit=plan.limit,
        )
    )
    for name in ("ewt.train.conllu.gz", "gum.train.conllu.gz"):
        made += corpora.examples(corpora.trees(at / name), pieces, limit=126)
    ewt = [at / "names.ewt-dev.iob2.gz", at / "names.ewt-test.iob2.gz"]
    made += corpora.examples(corpora.names(ewt, held_out=False), pieces, limit=plan.limit)
    made += corpora.examples(corpora.wikigold(at / "names.wikigold.conll.gz"), pieces, limit=plan.limit)
    return made


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, dict[str, Tensor]]:
    """Pieces, mask, first pieces (root first) and targets of a batch, padded."""
    long, wide = max(len(e.pieces) for e in batch), max(len(e.firsts) for e in batch)
    pieces = torch.tensor([e.pieces + [0] * (long - len(e.pieces)) for e in batch])
    mask = torch.tensor([[True] * len(e.pieces) + [False] * (long - len(e.pieces)) for e in batch])
    firsts = torch.tensor([[0, *e.firsts] + [0] * (wide - len(e.firsts)) for e in batch])
    targets = {
        name: torch.tensor([e.targets[name] + [UNKNOWN] * (wide - len(e.firsts)) for e in batch])
        for name in batch[0].targets
        if all(name in e.targets for e in batch)
    }
    return pieces, mask, firsts, targets


def losses(model: Reader, out: dict[str, Tensor], targets: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each head that the batch has targets for."""
    found: dict[str, Tensor] = {}
    for name in WEIGHTS:
        if name not in targets or not bool((targets[name] != UNKNOWN).any()):
            continue
        aim = targets[name]
        if name == "relation":
            heads = targets["head"].clamp(min=0)
            scores = model.relations(out["below"], out["above"], heads)
        else:
            scores = out[name]
        scores = scores.float()
        if name == "head":  # within the sentence, or the root
            mine = targets["sentence"]
            apart = (mine[:, :, None] != mine[:, None, :]) & (mine[:, :, None] != UNKNOWN)
            scores = torch.cat([scores[:, :, :1], scores[:, :, 1:].masked_fill(apart, -1e4)], 2)
        found[name] = F.cross_entropy(scores.flatten(0, 1), aim.flatten(), ignore_index=UNKNOWN)
    return found


def train(plan: Plan, *, stop_after: int = 0) -> Path:
    """Train by `plan`; goes on from `out/checkpoint.pt` where one lies. Returns the checkpoint's path."""
    torch.manual_seed(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    model, teacher = Reader(), Encoder().eval()
    model.encoder.load_base(base_folder() / "model.safetensors")
    teacher.load_state_dict(model.encoder.state_dict())
    made = read_all(plan)
    each = len(corpora.batches(made, pieces=plan.pieces, seed=plan.seed))
    total = max(1, round(each * plan.epochs))
    print(
        f"{len(made)} windows, {sum(len(e.pieces) for e in made)} pieces, {each} steps an epoch, {total} in all",
        flush=True,
    )
    body = list(model.encoder.parameters())
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    warm = max(1, min(100, total // 10))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, 0.5 * (1 + math.cos(math.pi * s / total))))
    )
    checkpoint, step = plan.out / "checkpoint.pt", 0
    if checkpoint.is_file():
        kept = torch.load(checkpoint)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        step = kept["step"]
        torch.set_rng_state(kept["chance"])
    began, first, seen = time.monotonic(), step, 0
    running: dict[str, float] = {}
    model.train()
    while step < total:
        epoch = step // each
        order = corpora.batches(made, pieces=plan.pieces, seed=plan.seed + epoch)
        for batch in order[step - epoch * each :]:
            if step >= total or (stop_after and step - first >= stop_after):
                break
            pieces, mask, firsts, targets = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(pieces, mask, firsts)
                parts = losses(model, out, targets)
                if step % DISTIL_EVERY == 0:
                    with torch.no_grad():
                        own = teacher(pieces, mask).float()
                    weights = mask[:, :, None].float()
                    aim = (own * weights).sum(1) / weights.sum(1)
                    parts["vector"] = 1 - F.cosine_similarity(out["vector"].float(), aim).mean()
            loss = torch.stack([WEIGHTS.get(name, 2.0) * part for name, part in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            seen += pieces.numel()
            for name, part in parts.items():
                running[name] = 0.95 * running.get(name, part.item()) + 0.05 * part.item()
            if step % 10 == 0:
                took = time.monotonic() - began
                left = (total - step) * took / (step - first)
                shown = " ".join(f"{n} {v:.3f}" for n, v in running.items())
                print(f"step {step}/{total} {seen / took:.0f} pieces/s, {left / 60:.1f} min left: {shown}", flush=True)
            if step % 200 == 0:
                _keep(checkpoint, model, optimizer, schedule, step)
        if stop_after and step - first >= stop_after:
            return checkpoint
        _keep(checkpoint, model, optimizer, schedule, step)
        print(json.dumps({"step": step, "losses": running, **_figures(checkpoint, plan)}), flush=True)
    return checkpoint


def _figures(checkpoint: Path, plan: Plan) -> dict[str, dict[str, float]]:
    """The development figures so far, measured on what would be shipped now."""
    return figures(export(checkpoint, plan.out / "onnx"), plan.corpora)


def _keep(path: Path, model: Reader, optimizer: torch.optim.Optimizer, schedule: object, step: int) -> None:
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),  # type: ignore[attr-defined]
        "step": step,
        "chance": torch.get_rng_state(),
    }
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)
