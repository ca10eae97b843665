"""Pairs that may be one, which filing was not sure enough to join: for a person to look at.

Comes in: a dossier. Goes out: pairs with their likeness, the likeliest first. Nothing is joined here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection

from verbale.minutes.alike import weigh_traits
from verbale.minutes.amending import standing_rows
from verbale.minutes.blocks import keys_of
from verbale.minutes.change import Dossier
from verbale.minutes.faces import Faces
from verbale.minutes.identity import GROUPS, What, find_members, find_parted
from verbale.minutes.likeness import Likeness, propose_threshold
from verbale.minutes.line import Figure, Kind
from verbale.minutes.namesakes import same_party
from verbale.minutes.register import Item, Register
from verbale.minutes.standing import Standing
from verbale.minutes.traits import traits_of

Asked = Kind | Literal["person", "party"]
#: What a person is asked about unless he names other kinds: what the views count.
PROPOSED: tuple[Asked, ...] = ("meeting", "proposal", "pledge", "person")


@dataclass(frozen=True, slots=True)
class ProposedJoin:
    """Two subjects that may be one, by the two of their lines or figures that are likest, and why."""

    what: What
    one: int
    other: int
    likeness: Likeness


def find_proposed_joins(
    connection: Connection,
    dossier: Dossier,
    *kinds: Asked,
    limit: int = 50,
) -> list[ProposedJoin]:
    """The pairs that a person should look at, the likeliest first: those that filing was not sure enough to join.

    Without `kinds` these are meetings, proposals, pledges and people. Each two subjects are proposed once; never two
    that were parted, nor two of one article.
    """
    standing = Standing(connection, dossier)
    asked: tuple[Asked, ...] = kinds or PROPOSED
    found: list[ProposedJoin] = []
    lines: list[Kind] = [kind for kind in asked if kind != "person" and kind != "party"]
    if lines:
        found += _proposed_lines(standing, lines)
    if "person" in asked:
        found += _proposed_people(standing.figures("person"))
    if "party" in asked:
        found += _proposed_parties(standing.figures("party"))
    ordered = sorted(found, key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
    kept: list[ProposedJoin] = []
    for pair in ordered:
        if len(kept) == limit:
            break
        if not _is_parted(connection, dossier, pair):
            kept.append(replace(pair, likeness=pair.likeness.settled()))
    return kept


def _proposed_lines(standing: Standing, kinds: Sequence[Kind]) -> list[ProposedJoin]:
    published = {number: source.published for number, source in standing.sources().items()}
    register = Register()
    items = [
        Item(line.entry, line.article, line.subject, traits_of(line, published.get(line.article)))
        for line in standing.lines(*kinds)
    ]
    articles: defaultdict[int, set[int]] = defaultdict(set)
    for item in items:
        register.add(item)
        articles[item.subject].add(item.article)
    best: dict[tuple[int, int], ProposedJoin] = {}
    for item in items:
        for other in register.candidates(item.traits, item.article, keys_of(item.traits)):
            if other.subject == item.subject or articles[other.subject] & articles[item.subject]:
                continue
            likeness = weigh_traits(item.traits, other.traits)
            _keep(best, item.subject, other.subject, ProposedJoin("line", item.entry, other.entry, likeness))
    return list(best.values())


def _proposed_people(figures: Sequence[Figure]) -> list[ProposedJoin]:
    faces = Faces()
    articles: defaultdict[int, set[int]] = defaultdict(set)
    firsts: dict[tuple[int, str], Figure] = {}
    for figure in figures:
        articles[figure.subject].add(figure.article)
        if (figure.subject, figure.name) not in firsts:
            firsts[figure.subject, figure.name] = figure
            faces.add(figure)
    best: dict[tuple[int, int], ProposedJoin] = {}
    for figure in firsts.values():
        for subject, likeness in faces.fitting(figure, (figure.subject,)):
            if not articles[subject] & articles[figure.subject]:
                _keep(best, figure.subject, subject, ProposedJoin("figure", figure.figure, subject, likeness))
    return list(best.values())


def _proposed_parties(figures: Sequence[Figure]) -> list[ProposedJoin]:
    firsts = list({(one.subject, one.name): one for one in reversed(figures)}.values())
    best: dict[tuple[int, int], ProposedJoin] = {}
    for number, one in enumerate(firsts):
        for other in firsts[number + 1 :]:
            if one.subject != other.subject:
                pair = ProposedJoin("figure", one.figure, other.figure, same_party(one, other))
                _keep(best, one.subject, other.subject, pair)
    return list(best.values())


def _keep(best: dict[tuple[int, int], ProposedJoin], one: int, other: int, pair: ProposedJoin) -> None:
    subjects = (min(one, other), max(one, other))
    if pair.likeness.score >= propose_threshold():
        before = best.get(subjects)
        if before is None or pair.likeness.score > before.likeness.score:
            best[subjects] = pair


def _is_parted(connection: Connection, dossier: Dossier, pair: ProposedJoin) -> bool:
    rows = standing_rows(connection, dossier, pair.what, [pair.one, pair.other])
    groups = [find_members(connection, dossier, pair.what, row[GROUPS[pair.what]]) for row in rows.values()]
    return len(groups) == 2 and find_parted(connection, dossier, pair.what, groups[0], groups[1]) is not None
