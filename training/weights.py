"""The weights of what speaks for and against a candidate entry, from pages with gold readings.

    python -m training.weights GOLD.json… [--also GOLD.json…] [--check GOLD.json…]

Each kind of entry is a logistic regression over the features of its candidates (`verbale.reading.weighing`). A
candidate is right when the gold's scorer would match it. The cut is chosen by cross-validation over articles, which
gives the printed figures too; then all pages are fitted, and `lexicon/weights.json` and `lexicon/meanings.npz` are
written; those of the issues, `lexicon/issue_weights.json`, come first (`training.issues`), then, before positions,
those of leanings (`training.leanings`). Pages of `--also` are learned from too, and count less; `--check` measures
pages that have no part in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.readings import load_scorer
from evaluation.reliability import expected_error
from training import casts, issues, leanings
from training.fitting import fit, page_of, rounded, weigh
from verbale.reading import weighing
from verbale.reading.actors import Actors
from verbale.reading.entries import entry_json
from verbale.reading.leanings import Weights
from verbale.reading.positions import propose_positions
from verbale.reading.read import SAME, Proposed, propose
from verbale.text import Span
from verbale.work import article

OUT = Path(weighing.__file__).parent / "lexicon" / "weights.json"
MEANINGS = OUT.with_name("meanings.npz")
_FOLDS = 8
#: Inverse penalty and main directions of the vectors, by kind: what cross-validation preferred when each was tried.
_SETTINGS = {"pledge": (0.3, 0), "event": (0.05, 0)}
_USUAL = (0.1, 16)
#: Kinds of which the fullest of several accounts alone is right: the others would be written twice.
_ONCE = ("meeting",)
#: What a candidate of the pages of `--also` counts beside one of the others: their gold holds not quite the same.
_WORTH = 0.4
_WORTH_OF = {"event": 1.0}
#: Kinds of which each sentence that tells an entry gives a candidate: right is the one that the gold rests on.
_WHERE_TOLD = ("event",)
_AS_WELL = 0.01  # of two cuts of a kind whose F1 is as near, the higher: an invented entry is worse than a missed one
_AS_WELL_OF = {"position": 0.005}  # of which most are missed


@dataclass(slots=True)
class Page:
    name: str
    gold: list[dict[str, Any]]
    proposed: Proposed
    right: dict[str, list[float]]


def read_pages(files: Iterable[Path]) -> list[Page]:
    pages: list[Page] = []
    for path in files:
        gold = json.loads(path.read_text("utf-8"))["entries"]
        proposed = propose(article(str(page_of(path))))
        pages.append(Page(path.stem, gold, proposed, {kind: _right(kind, gold, proposed) for kind in SAME}))
    return pages


def _right(kind: str, gold: Sequence[dict[str, Any]], proposed: Proposed) -> list[float]:
    """Of each candidate of a kind whether the gold has it."""
    scorer = load_scorer()
    wanted = [entry for entry in gold if entry["kind"] == kind]
    made = [entry_json(candidate.entry) for candidate in proposed.candidates[kind]]
    if kind in _ONCE:
        matched = {at for _, at in scorer.best_pairs(wanted, made)}
        return [float(at in matched) for at in range(len(made))]
    if kind in _WHERE_TOLD:
        return _where_told(proposed.draft.text, wanted, made)
    return [float(any(scorer.likeness(one, each) > 0 for one in wanted)) for each in made]


def _where_told(text: str, wanted: Sequence[dict[str, Any]], made: Sequence[dict[str, Any]]) -> list[float]:
    """Right are the candidates that rest on the gold's own evidence; all that match, where none of them does."""
    scorer = load_scorer()
    right = [0.0] * len(made)
    for one in wanted:
        matched = [at for at, each in enumerate(made) if scorer.likeness(one, each) > 0]
        spans = [span for each in one.get("evidence", []) for span in _places(text, each.get("exact"))]
        there = [at for at in matched if any(_touches(each, span) for each in made[at]["evidence"] for span in spans)]
        for at in there or matched:
            right[at] = 1.0
    return right


def _places(text: str, exact: str | list[str] | None) -> list[Span]:
    found = [(text.find(words), words) for words in ([exact] if isinstance(exact, str) else exact or []) if words]
    return [Span(at, at + len(words)) for at, words in found if at >= 0]


def _touches(evidence: dict[str, Any], span: Span) -> bool:
    return evidence["start"] < span.end and span.start < evidence["end"]


def chosen(page: Page, kind: str, chances: Sequence[float], cut: float) -> list[int]:
    """The candidates that `weighing.choose` would keep, by their places."""
    order = sorted(range(len(chances)), key=lambda at: (-chances[at], at))
    kept: list[int] = []
    entries = [one.entry for one in page.proposed.candidates[kind]]
    for at in order:
        if chances[at] >= cut and not any(SAME[kind](entries[at], entries[other]) for other in kept):
            kept.append(at)
    return kept


def score(
    pages: Sequence[Page], kind: str, chances: Sequence[Sequence[float]], cut: float
) -> tuple[float, float, float]:
    scorer = load_scorer()
    hit = made = wanted = 0
    for page, row in zip(pages, chances, strict=True):
        gold = [entry for entry in page.gold if entry["kind"] == kind]
        entries = [entry_json(page.proposed.candidates[kind][at].entry) for at in chosen(page, kind, row, cut)]
        pairs = scorer.best_pairs(gold, entries)
        real = sum(not gold[g].get("optional") for g, _ in pairs)
        hit += real
        made += len(entries) - (len(pairs) - real)
        wanted += sum(not entry.get("optional") for entry in gold)
    p, r = hit / max(1, made), hit / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)


def cross(pages: Sequence[Page], kind: str, penalty: float, size: int, more: Sequence[Page] = ()) -> list[list[float]]:
    """The chances of each page's candidates by weights that have not seen the page; `more` teach each fold."""
    found: list[list[float]] = [[] for _ in pages]
    for fold in range(_FOLDS):
        seen = [(i, page) for i, page in enumerate([*pages, *more]) if i % _FOLDS != fold or i >= len(pages)]
        rows, right, numbers, meanings = _rows(seen, kind)
        table = fit(rows, right, penalty, numbers, meanings, size, _worth(kind, numbers, len(pages)))
        for i, page in enumerate(pages):
            if i % _FOLDS == fold:
                found[i] = [weigh(table, one.features, one.meaning) for one in page.proposed.candidates[kind]]
    return found


def _rows(
    pages: Iterable[tuple[int, Page]], kind: str
) -> tuple[list[frozenset[str]], list[float], list[int], list[Any]]:
    rows: list[frozenset[str]] = []
    right: list[float] = []
    numbers: list[int] = []
    meanings: list[Any] = []
    for i, page in pages:
        candidates = page.proposed.candidates[kind]
        rows += [one.features for one in candidates]
        right += page.right[kind]
        numbers += [i] * len(candidates)
        meanings += [one.meaning for one in candidates]
    return rows, right, numbers, meanings


def _worth(kind: str, numbers: Sequence[int], first: int) -> list[float]:
    """What each row of a kind counts: those of pages beyond the `first` so many mostly less."""
    return [1.0 if number < first else _WORTH_OF.get(kind, _WORTH) for number in numbers]


def best_cut(pages: Sequence[Page], kind: str, chances: Sequence[Sequence[float]]) -> tuple[float, float]:
    cuts = [c / 100 for c in range(10, 90, 5)]
    scores = [score(pages, kind, chances, cut)[2] for cut in cuts]
    smooth = np.convolve(np.pad(scores, 2, mode="edge"), [0.1, 0.2, 0.4, 0.2, 0.1], mode="valid")
    best = max(at for at, f1 in enumerate(smooth) if f1 >= smooth.max() - _AS_WELL_OF.get(kind, _AS_WELL))
    return cuts[best], float(scores[best])


def weigh_issues(pages: Sequence[Page], others: Sequence[Page], more: Sequence[Page]) -> None:
    """Write the weights of what speaks for an issue; print how often the likeliest is right by cross-validation."""
    rows = issues.find_rows((page.proposed.draft, page.gold) for page in pages)
    besides = issues.find_rows((page.proposed.draft, page.gold) for page in more)
    print(f"issue      C={issues.PENALTY} cv right: {issues.told_right(rows, issues.cross_issues(rows, besides))}")
    made = issues.fit_issues([*rows, *besides])
    if others:
        unseen = issues.find_rows((page.proposed.draft, page.gold) for page in others)
        print(f"{'  check':10} right: {issues.told_right(unseen, issues.score_rows(made, unseen))}")
    issues.write_weights(made)


def weigh_leanings(pages: Sequence[Page], others: Sequence[Page], more: Sequence[Page]) -> None:
    """Write the weights of leanings; propose each page's positions anew, by weights that have not seen the page."""
    taught = [*pages, *more]
    rows = [leanings.find_rows(page.proposed.draft, page.gold) for page in taught]
    for fold in range(_FOLDS):
        made = leanings.fit([row for i, row in enumerate(rows) if i % _FOLDS != fold])
        for page in taught[fold::_FOLDS]:
            _propose_anew(page, made)
    made = leanings.fit(rows)
    leanings.write_weights(made)
    for page in others:
        _propose_anew(page, made)


def _propose_anew(page: Page, made: Weights) -> None:
    draft, statements = page.proposed.draft, page.proposed.statements
    positions = propose_positions(draft, Actors(draft, statements), statements, made)
    page.proposed = replace(page.proposed, candidates={**page.proposed.candidates, "position": positions})
    page.right["position"] = _right("position", page.gold, page.proposed)


def weigh_kind(kind: str, pages: Sequence[Page], others: Sequence[Page], more: Sequence[Page]) -> dict[str, Any]:
    """The weights and the cut of a kind of entry; print what cross-validation says, and the `others`, if any."""
    penalty, size = _SETTINGS.get(kind, _USUAL)
    chances = cross(pages, kind, penalty, size, more)
    cut, f1 = best_cut(pages, kind, chances)
    p, r, _ = score(pages, kind, chances, cut)
    reach = score(pages, kind, [[1.0] * len(row) for row in chances], 0)
    rows, right, numbers, meanings = _rows(enumerate([*pages, *more]), kind)
    table = fit(rows, right, penalty, numbers, meanings, size, _worth(kind, numbers, len(pages)))
    table |= {**rounded(table), "cut": round(cut, 2)}
    kept = [
        (c, y > 0)
        for page, row in zip(pages, chances, strict=True)
        for c, y in zip(row, page.right[kind], strict=True)
        if c >= table["cut"]
    ]
    print(
        f"{kind:10} C={penalty:<5} axes={size:<3} cut={table['cut']:.2f}  cv P={p:.3f} R={r:.3f} F1={f1:.3f}",
        f"reach R={reach[1]:.3f} of {len(rows)} right {int(sum(right))} ece={expected_error(kept):.3f}",
    )
    if others:
        given = [[weigh(table, one.features, one.meaning) for one in page.proposed.candidates[kind]] for page in others]
        p, r, f1 = score(others, kind, given, table["cut"])
        reach = score(others, kind, [[1.0] * len(row) for row in given], 0)
        print(f"{'  check':10} P={p:.3f} R={r:.3f} F1={f1:.3f} reach R={reach[1]:.3f}")
    return table


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m training.weights")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", type=Path, default=[])
    parser.add_argument(
        "--also", nargs="*", type=Path, default=[], help="gold that is learned from too, and counts less"
    )
    parser.add_argument("--kinds", nargs="*", default=list(SAME))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    made: dict[str, Any] = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    made.pop("issue", None)
    made["allegiance"] = casts.weigh_casts(casts.read_casts([*options.gold, *options.also]), casts.PENALTY)
    OUT.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")
    weighing.forget()
    if options.kinds == ["allegiance"]:
        return
    pages, others = read_pages(options.gold), read_pages(options.check)
    more = read_pages(options.also)
    vectors: dict[str, Any] = dict(np.load(MEANINGS)) if MEANINGS.exists() else {}
    weigh_issues(pages, others, more)
    if "position" in options.kinds:
        weigh_leanings(pages, others, more)
    for kind in options.kinds:
        table = weigh_kind(kind, pages, others, more)
        made[kind] = {name: table[name] for name in ("bias", "weights", "cut")}
        vectors.pop(kind, None)
        if "meaning" in table:
            vectors[kind] = table["meaning"].astype(np.float16)
        if options.show:
            ranked = sorted(table["weights"].items(), key=lambda one: one[1])
            print("   ", *(f"{n}={w:.2f}" for n, w in (*ranked[:25], *ranked[-25:])))
    np.savez_compressed(MEANINGS, **vectors)
    OUT.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
