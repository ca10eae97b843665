"""The weights of what speaks for and against a candidate entry, from pages with gold readings.

    python -m training.weights GOLD.json… [--also GOLD.json…] [--check GOLD.json…]

Each kind of entry is a logistic regression over the features of its candidates (`verbale.reading.weighing`). A
candidate is right when the gold's scorer would match it. The cut is chosen by cross-validation over articles, which
gives the printed figures too; then all pages are fitted, and `lexicon/weights.json` and `lexicon/meanings.npz` are
written; those of the issues, `lexicon/issue_weights.json`, come first (`training.issues`). Pages of `--also`
are learned from too, and count less; `--check` measures pages that have no part in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.readings import load_scorer
from evaluation.reliability import expected_error
from training import issues
from verbale.reading import weighing
from verbale.reading.allegiance import Side, propose_sides
from verbale.reading.annotation import annotate
from verbale.reading.draft import find_named
from verbale.reading.entries import Person, entry_json
from verbale.reading.read import SAME, Proposed, propose
from verbale.text import Span
from verbale.work import article

OUT = Path(weighing.__file__).parent / "lexicon" / "weights.json"
MEANINGS = OUT.with_name("meanings.npz")
_MEANING = 0.5  # what a direction weighs beside a feature before the penalty
_RARE = 3  # a feature of fewer pages is left out
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
_ALLEGIANCE_PENALTY = 1.0
_AS_GOOD = 0.002  # of two cuts whose F1 is as near, the lower
_AS_WELL = 0.01  # of two cuts of a kind whose F1 is as near, the higher: an invented entry is worse than a missed one


@dataclass(slots=True)
class Page:
    name: str
    gold: list[dict[str, Any]]
    proposed: Proposed
    right: dict[str, list[float]]


@dataclass(slots=True)
class Cast:
    """An article's people with the parties that each may act for, and those that the gold gives."""

    sides: list[tuple[Person, list[Side]]]
    gold: dict[str, list[Any]]  #: by name: the parties of each role, as the gold has them


def read_casts(files: Iterable[Path]) -> list[Cast]:
    scorer = load_scorer()
    casts: list[Cast] = []
    for path in files:
        read = article(str(page_of(path)))
        doc = annotate(read.text)
        people, mentions = find_named(read, doc)
        wanted = json.loads(path.read_text("utf-8"))["people"]
        gold: dict[str, list[Any]] = {}
        for person in people:
            same = next((one for one in wanted if scorer.same_name(one["name"], person.name)), None)
            if same is not None and same.get("roles"):  # without a role the gold leaves open for whom
                gold[person.name] = [role["party"] for role in same.get("roles", []) if role.get("party")]
        first = {side.party for sides in propose_sides(doc, people, mentions, {}) for side in sides[1]}
        acting = {
            name: next((p for p in sorted(first) for g in parties if scorer.same_party(g, p)), "")
            for name, parties in gold.items()
        }
        casts.append(Cast(propose_sides(doc, people, mentions, {n: p for n, p in acting.items() if p}), gold))
    return casts


def weigh_casts(casts: Sequence[Cast], penalty: float) -> dict[str, Any]:
    """Weights of what speaks for a party that a person acts for; prints how many are told right by cross-validation."""
    scorer = load_scorer()
    rows: list[frozenset[str]] = []
    right: list[float] = []
    numbers: list[int] = []
    owners: list[tuple[int, str, str]] = []
    for number, one in enumerate(casts):
        for person, sides in one.sides:
            if person.name not in one.gold:
                continue
            for side in sides:
                rows.append(frozenset(side.features))
                right.append(float(any(scorer.same_party(g, side.party) for g in one.gold[person.name])))
                numbers.append(number)
                owners.append((number, person.name, side.party))
    chances = [0.0] * len(rows)
    for fold in range(_FOLDS):
        seen = [i for i, number in enumerate(numbers) if number % _FOLDS != fold]
        table = fit([rows[i] for i in seen], [right[i] for i in seen], penalty, [numbers[i] for i in seen])
        for i, number in enumerate(numbers):
            if number % _FOLDS == fold:
                chances[i] = weigh(table, rows[i])
    best: dict[tuple[int, str], tuple[float, float]] = {}
    for (number, name, _), likely, good in zip(owners, chances, right, strict=True):
        best[number, name] = max(best.get((number, name), (0.0, 0.0)), (likely, good))
    wanted = sum(bool(parties) for one in casts for parties in one.gold.values())
    reach = len({owner[:2] for owner, good in zip(owners, right, strict=True) if good})

    def f1(cut: float) -> tuple[float, float, float]:
        said = [good for likely, good in best.values() if likely >= cut]
        p, r = sum(said) / max(1, len(said)), sum(said) / wanted
        return 2 * p * r / max(1e-9, p + r), p, r

    cuts = [c / 100 for c in range(20, 70, 5)]
    best_f1 = max(f1(cut)[0] for cut in cuts)
    cut = next(cut for cut in cuts if f1(cut)[0] >= best_f1 - _AS_GOOD)
    f, p, r = f1(cut)
    print(
        f"allegiance C={penalty} cut={cut:.2f} cv P={p:.3f} R={r:.3f} F1={f:.3f}",
        f"reach R={reach / wanted:.3f} of {len(rows)}",
    )
    return {**_rounded(fit(rows, right, penalty, numbers)), "cut": cut}


def page_of(gold: Path) -> Path:
    """The page that a gold reading is of."""
    return next(iter(sorted((gold.parent.parent / "pages").glob(f"{gold.stem}.*"))))


def read_pages(files: Iterable[Path]) -> list[Page]:
    scorer = load_scorer()
    pages: list[Page] = []
    for path in files:
        gold = json.loads(path.read_text("utf-8"))["entries"]
        proposed = propose(article(str(page_of(path))))
        right: dict[str, list[float]] = {}
        for kind, candidates in proposed.candidates.items():
            wanted = [entry for entry in gold if entry["kind"] == kind]
            made = [entry_json(candidate.entry) for candidate in candidates]
            if kind in _ONCE:
                matched = {at for _, at in scorer.best_pairs(wanted, made)}
                right[kind] = [float(at in matched) for at in range(len(made))]
            elif kind in _WHERE_TOLD:
                right[kind] = _where_told(proposed.draft.text, wanted, made)
            else:
                right[kind] = [float(any(scorer.likeness(one, each) > 0 for one in wanted)) for each in made]
        pages.append(Page(path.stem, gold, proposed, right))
    return pages


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


def fit(
    rows: Sequence[frozenset[str]],
    right: Sequence[float],
    penalty: float,
    pages: Sequence[int],
    meanings: Sequence[Any] = (),
    size: int = 0,
    worth: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Weights by feature, the bias, and, over `size` main directions of the meanings, the weights of the vectors.

    `worth` is what each row counts.
    """
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, set[int]] = defaultdict(set)
    for row, page in zip(rows, pages, strict=True):
        for feature in row:
            seen[feature].add(page)
    names = sorted(feature for feature, where in seen.items() if len(where) >= _RARE)
    at = {feature: i for i, feature in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        table[i, [at[feature] for feature in row if feature in at]] = 1
    mean = axes = None
    if size:
        vectors = np.array(meanings)
        mean = vectors.mean(axis=0)
        _, spread, found = np.linalg.svd(vectors - mean, full_matrices=False)
        axes = found[:size].T / (spread[:size] / np.sqrt(len(vectors))) * _MEANING
        table = np.hstack([table, (vectors - mean) @ axes])
    model = LogisticRegression(C=penalty, max_iter=3000).fit(table, np.array(right), sample_weight=worth)
    made = {
        "bias": float(model.intercept_[0]),
        "weights": {n: float(w) for n, w in zip(names, model.coef_[0], strict=False)},
    }
    if axes is not None:
        made["meaning"] = axes @ model.coef_[0][len(names) :]
        made["bias"] -= float(mean @ made["meaning"])
    return made


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


def weigh(table: dict[str, Any], row: frozenset[str], meaning: Any = None) -> float:
    score = table["bias"] + sum(table["weights"].get(feature, 0.0) for feature in row)
    if meaning is not None and "meaning" in table:
        score += float(table["meaning"] @ meaning)
    return float(1 / (1 + np.exp(-score)))


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
    best = max(at for at, f1 in enumerate(smooth) if f1 >= smooth.max() - _AS_WELL)
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


def _rounded(table: dict[str, Any]) -> dict[str, Any]:
    weights = {name: round(weight, 3) for name, weight in table["weights"].items() if abs(weight) >= 0.01}
    return {"bias": round(table["bias"], 3), "weights": weights}


def weigh_kind(kind: str, pages: Sequence[Page], others: Sequence[Page], more: Sequence[Page]) -> dict[str, Any]:
    """The weights and the cut of a kind of entry; print what cross-validation says, and the `others`, if any."""
    penalty, size = _SETTINGS.get(kind, _USUAL)
    chances = cross(pages, kind, penalty, size, more)
    cut, f1 = best_cut(pages, kind, chances)
    p, r, _ = score(pages, kind, chances, cut)
    reach = score(pages, kind, [[1.0] * len(row) for row in chances], 0)
    rows, right, numbers, meanings = _rows(enumerate([*pages, *more]), kind)
    table = fit(rows, right, penalty, numbers, meanings, size, _worth(kind, numbers, len(pages)))
    table |= {**_rounded(table), "cut": round(cut, 2)}
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
    made["allegiance"] = weigh_casts(read_casts([*options.gold, *options.also]), _ALLEGIANCE_PENALTY)
    OUT.write_text(json.dumps(made, indent=0, sort_keys=True) + "\n", "utf-8")
    weighing.forget()
    if options.kinds == ["allegiance"]:
        return
    pages, others = read_pages(options.gold), read_pages(options.check)
    more = read_pages(options.also)
    vectors: dict[str, Any] = dict(np.load(MEANINGS)) if MEANINGS.exists() else {}
    weigh_issues(pages, others, more)
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
