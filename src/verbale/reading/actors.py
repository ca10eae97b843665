"""Who a word of the tree stands for: the people and parties that act, by name, office, pronoun or description.

Comes in: a draft with its statements. Goes out: `Actors` that answers, for a token, whom it means; nobody where a
reader could not tell. "We" inside a statement is the speaker's party, "the two sides" are the two parties of the
story.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Speaker, Statement
from verbale.reading.pointing import acts_for, core, crowds, is_both, is_meant, joined, span_of
from verbale.reading.prominence import count_named
from verbale.reading.tree import Doc, Token
from verbale.reading.words import load_set, load_table
from verbale.text import Span

_NOBODY = frozenset(("no", "neither"))
_WE = frozenset("we i us our my me ourselves ours".split())
_PERSONS = frozenset("he she his her him".split())
_PERSONAL = _PERSONS | frozenset("they it its their them".split())
_POINTING = frozenset("the its his her their this that".split())
_RELATIVE = frozenset("who which that whom whose".split())
#: Two parties stand behind `both sides`; a third is mostly the host.
_SIDES = 2
#: So large a share of an article's naming of parties is of its two sides, where it has two.
_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor with how a word stands for it, as `name`, `office`, `pronoun`, `description`, `both` or `we`."""

    actor: Actor
    by: str


class Actors:
    """The actors of one article by the words of its tree."""

    def __init__(self, draft: Draft, statements: Sequence[Statement]) -> None:
        self.draft = draft
        self.doc: Doc = draft.doc
        self.persons = frozenset(person.name for person in draft.people)
        self.counts = count_named(draft)
        self.main = tuple(name for name, _ in self.counts.most_common())
        most = [count for _, count in self.counts.most_common()]
        #: Whether the first two parties are the two sides of the story, and not two of many at a table.
        self.two_sided = sum(most[:_SIDES]) >= _SHARE * sum(most)
        told = [
            (span.start, span.end, Actor(one.speakers[0].name, one.speakers[0].party or one.speakers[0].name))
            for one in statements
            if one.speakers
            for span in one.evidence
        ]
        self._told = sorted(told, key=lambda one: one[:2])
        self._chain = _chains(self.doc)
        self._known: dict[int, tuple[Standing, ...]] = {}

    def of(self, token: Token) -> tuple[Standing, ...]:
        """Whom a noun, name or pronoun means, each of those that `and` joins, in the order of the text."""
        found: dict[str, Standing] = {}
        for one in joined(token):
            for standing in self._alone(one):
                found.setdefault(standing.actor.principal, standing)
        return tuple(found.values())

    def all_of(self, token: Token) -> tuple[Standing, ...]:
        """Like `of`, with every person of a party, and not the first alone."""
        found: dict[Actor, Standing] = {}
        for one in joined(token):
            for standing in self._alone(one):
                found.setdefault(standing.actor, standing)
        return tuple(found.values())

    def speaker_at(self, offset: int) -> Actor | None:
        """Who says what stands at an offset, where a statement's words do."""
        return next((actor for start, end, actor in self._told if start <= offset < end), None)

    def rank(self, party: str | None) -> int:
        """0 for the party that the article names most, and so on; 99 for one it never names."""
        return self.main.index(party) if party in self.main else 99

    def sides(self) -> tuple[Actor, ...]:
        """The two parties that the article is about."""
        return tuple(Actor(name, name) for name in self.main if name not in load_table("actors")["hosts"])[:_SIDES]

    def opposite(self, party: str) -> str | None:
        """Of the two parties that the article is about, the other one; None for a party that is neither."""
        sides = [side.name for side in self.sides()]
        return next((name for name in sides if name != party), None) if party in sides else None

    def named_in(self, span: Span) -> tuple[Standing, ...]:
        """The parties that names and adjectives in a stretch of the text name, each once."""
        found: dict[str, Standing] = {}
        for actor in _named(self.draft, span):
            found.setdefault(actor.party or actor.name, Standing(actor, "name"))
        return tuple(found.values())

    def _alone(self, token: Token) -> tuple[Standing, ...]:
        if token.i not in self._known:
            self._known[token.i] = ()  # a chain that comes back to this word finds nobody in it
            self._known[token.i] = self._find(token)
        return self._known[token.i]

    def _find(self, token: Token) -> tuple[Standing, ...]:
        word = token.lower_
        if word in _WE:
            speaker = self.speaker_at(token.idx)
            return (Standing(speaker, "we"),) if speaker else ()
        if word in _RELATIVE and token.pos_ == "PRON":
            clause = next((one for one in (token, *token.ancestors) if one.dep_ == "acl:relcl"), None)
            return self._alone(clause.head) if clause is not None else ()
        if word in load_table("actors")["twins"] and any(child.lower_ == "two" for child in token.children):
            return tuple(Standing(Actor(name, name), "name") for name in load_table("actors")["twins"][word])
        if any(child.dep_ == "det" and child.lower_ in _NOBODY for child in token.children):
            return ()  # `no union has accepted it`
        if is_both(token):
            return tuple(Standing(actor, "both") for actor in self.sides())
        if other := self._by_other(token):
            return other
        if token.pos_ != "PRON":
            named = self._by_apposition(token) or self._by_name(token) or self._by_office(token)
            if named:
                return named
        return (
            self._by_subject_before(token)
            or self._by_person_before(token)
            or self._by_chain(token)
            or self._by_sentence_before(token)
            or self._by_thing_before(token)
            or self._by_government(token)
            or self._by_description(token)
        )

    def _by_apposition(self, token: Token) -> tuple[Standing, ...]:
        """`the French foreign minister, Anne Moreau`: the person named behind."""
        if token.pos_ != "NOUN":
            return ()
        for child in token.children:
            if child.dep_ in ("appos", "flat") and child.pos_ == "PROPN" and child.i > token.i:
                found = self._by_name(child)
                if found and found[0].actor.name in self.persons:
                    return found
        return ()

    def _by_name(self, token: Token) -> tuple[Standing, ...]:
        """`Kyiv`, `Sergei Lavrov`, `Ukrainian officials`, `Hungary’s government`: a name in the noun's own words."""
        first, last = core(token)
        span = Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))
        names = self.draft.cast.within(span)
        own = [name for name in names if name.span.start <= token.idx < name.span.end]
        if not own and token.pos_ == "PROPN":  # `Sir Keir Starmer`, where the tree takes the name apart
            whole = self.draft.cast.covering(token.idx)
            own = [whole] if whole is not None and whole.span.start == token.idx else []
        for name in own or names[-1:]:
            if own or acts_for(token):
                by = "name" if own else "office"
                person = own and name.speaker.kind == "person"
                party = name.speaker.party or name.speaker.name
                return (Standing(Actor(name.speaker.name if person else party, party), by),)
        if not acts_for(token):
            return ()
        for mention in self.draft.mentions:
            if span.start <= mention.span.start and mention.span.end <= span.end:
                return (Standing(Actor(mention.party.name, mention.party.name), "office"),)
        return self._by_owner(token)

    def _by_owner(self, token: Token) -> tuple[Standing, ...]:
        """`the ministers of Norway and Turkey`, `its negotiators`, `union lawyers`: those behind `of`, or the owner."""
        for child in token.children:
            if (
                child.dep_ == "nmod"
                and child.i > token.i
                and any(one.lower_ in ("of", "for", "from") for one in child.children)
            ):
                found = [one for head in joined(child) for one in self.named_in(span_of(head))[:1]]
                if found:
                    return tuple(Standing(Actor(one.actor.principal, one.actor.party), "office") for one in found)
            described = (
                child.dep_ in ("nmod:poss", "compound") and child.pos_ in ("NOUN", "PROPN") and child.i < token.i
            )
            if described or (child.dep_ == "nmod:poss" and child.pos_ == "PRON"):
                found = [one for one in self._alone(child) if one.by != "group"]
                if found or not described:
                    return tuple(Standing(Actor(one.actor.principal, one.actor.party), "office") for one in found)
        return ()

    def _by_office(self, token: Token) -> tuple[Standing, ...]:
        """`the minister`, `the union`: who holds that office or is so called, as the article named last."""
        noun = token.lemma_.casefold()
        sources = load_table("sources")
        plural = token.tag_ == "NNS"
        if noun in sources["offices"] and not plural:
            return _standing(self.draft.cast.holder(noun, token.idx, None), "office")
        told = noun in self.draft.cast.epithets
        if is_meant(token) and (noun in crowds() if plural else told or noun in sources["bodies"]):
            return _standing(self.draft.cast.body(noun, token.idx), "epithet" if plural else "office")
        return ()

    def _by_chain(self, token: Token) -> tuple[Standing, ...]:
        """The name in its chain of coreference that stands nearest before it, else behind."""
        chain = self._chain.get(token.i)
        if chain is None:
            return ()
        by = "pronoun" if token.pos_ == "PRON" else "description"
        places = sorted(chain, key=lambda root: (root > token.i, abs(root - token.i)))
        for root in places:
            if root != token.i and self.doc[root].pos_ in ("PROPN", "NOUN", "ADJ"):
                found = [each for each in self._by_name(self.doc[root]) if self._may_be(token, each)]
                if found:
                    return tuple(Standing(one.actor, by) for one in found)
        return ()

    def _by_subject_before(self, token: Token) -> tuple[Standing, ...]:
        """`The Russian leader has dismissed truces, and last June he demanded`: the subject of the clause before."""
        if token.lower_ not in ("he", "she") or token.dep_ not in ("nsubj", "nsubj:pass"):
            return ()
        for one in reversed(self.doc[token.sent.start : token.i]):
            if (
                one.dep_ in ("nsubj", "nsubj:pass")
                and one.pos_ in ("NOUN", "PROPN", "PRON")
                and one.lower_ not in _RELATIVE
            ):
                found = [each for each in self._alone(one) if self._may_be(token, each)]
                if found and (found[0].actor.name in self.persons or found[0].by == "office"):
                    return tuple(Standing(each.actor, "pronoun") for each in found[:1])
        return ()

    def _by_person_before(self, token: Token) -> tuple[Standing, ...]:
        """`The minister, Ann Bell, urged both to settle. She met …`: `she` opens a sentence behind one of a person."""
        if token.lower_ not in ("he", "she") or token.i > token.sent.start + 1:
            return ()
        return self._by_sentence_before(token)

    def _by_sentence_before(self, token: Token) -> tuple[Standing, ...]:
        """A pronoun that no chain explains: the subject of the sentence before in its paragraph."""
        if token.lower_ not in _PERSONAL or token.dep_ not in ("nsubj", "nmod:poss"):
            return ()
        sentence = token.sent
        if sentence.start == 0 or "\n" in self.draft.text[self.doc[sentence.start - 1].idx : token.idx]:
            return ()
        root = self.doc[sentence.start - 1].sent.root
        subject = next((child for child in root.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
        found = self._alone(subject) if subject is not None and subject.lower_ not in _WE else ()
        person = token.lower_ in _PERSONS
        fit = [one for one in found if (one.actor.name in self.persons) == person and self._may_be(token, one)]
        return tuple(Standing(one.actor, "before") for one in fit)

    def _may_be(self, token: Token, standing: Standing) -> bool:
        """Whether `he` or `she` may mean somebody; every other word may."""
        return self.draft.cast.may_be(token.lower_, standing.actor.name)

    def _by_government(self, token: Token) -> tuple[Standing, ...]:
        """`the government`, `its ministry`: of the state that the paragraph named last, else of the one named most."""
        noun = token.lemma_.casefold()
        marks = {child.lower_ for child in token.children}
        ruling = noun in load_set("actors", "governing") and (marks & _POINTING or token.dep_ == "compound")
        if not (ruling or (token.tag_ == "NNS" and noun == "minister" and not marks & load_set("actors", "unmeant"))):
            return ()
        name = self.draft.cast.state(token.idx, self.draft.text.rfind("\n", 0, token.idx) + 1)
        return (Standing(Actor(name, name), "government"),) if name else ()

    def _by_other(self, token: Token) -> tuple[Standing, ...]:
        """`the other side`: of the story's two the one that the sentence, or that before, has not as its subject."""
        if token.lemma_ not in load_set("actors", "halves") or not any(
            child.lower_ in ("other", "opposing") for child in token.children
        ):
            return ()
        sides = self.sides()
        if len(sides) < _SIDES or not self.two_sided:
            return ()
        start = token.sent.start
        floor = self.doc[start - 1].sent.start if start else 0
        for one in reversed(self.doc[floor : token.i]):
            found = self._alone(one) if one.dep_ in ("nsubj", "nsubj:pass") and one.i != token.i else ()
            others = [side for side in sides if found and side.principal != found[0].actor.principal]
            if len(others) == 1:
                return (Standing(others[0], "other"),)
        return ()

    def _by_thing_before(self, token: Token) -> tuple[Standing, ...]:
        """`Cosla was unmoved; its chair said it would wait`: the last party that was a subject here or just before."""
        if token.lower_ not in ("it", "its", "they", "their") or token.dep_ not in ("nsubj", "nmod:poss"):
            return ()
        start = token.sent.start
        before = self.doc[start - 1].sent.start if start else 0
        near = start and "\n" not in self.draft.text[self.doc[start - 1].idx : self.doc[start].idx]
        for one in reversed(self.doc[before if near else start : token.i]):
            if one.dep_ in ("nsubj", "nsubj:pass") and one.pos_ in ("NOUN", "PROPN"):
                found = [each for each in self._alone(one) if each.actor.name not in self.persons]
                if found:
                    return tuple(Standing(each.actor, "before") for each in found)
        return ()

    def _by_description(self, token: Token) -> tuple[Standing, ...]:
        """`the employers`, `developing countries`: a group that only its description names."""
        noun = token.lemma_.casefold()
        group = (token.tag_ == "NNS" and noun in load_set("actors", "groups")) or noun in load_table("sources")[
            "bodies"
        ]
        if (
            token.pos_ != "NOUN"
            or not group
            or token.dep_ not in ("nsubj", "obl:agent", "nsubj:pass", "nmod:poss", "obj", "conj")
        ):
            return ()
        first, last = core(token)
        words = [one for one in self.doc[first : last + 1] if one.dep_ not in ("det", "nummod", "nmod:poss", "case")]
        if not words:
            return ()
        name = self.draft.text[words[0].idx : words[-1].idx + len(words[-1])]
        return (Standing(Actor(name, name), "group"),)


def _standing(speaker: Speaker | None, by: str) -> tuple[Standing, ...]:
    return (Standing(Actor(speaker.name, speaker.party or speaker.name), by),) if speaker else ()


def _named(draft: Draft, span: Span) -> Iterator[Actor]:
    places = [
        (name.span.start, Actor(name.speaker.name, name.speaker.party or name.speaker.name))
        for name in draft.cast.within(span)
    ]
    first = bisect_right(draft.mentions, span.start - 1, key=lambda mention: mention.span.start)
    for mention in draft.mentions[first:]:
        if mention.span.start >= span.end:
            break
        if mention.span.end <= span.end:
            places.append((mention.span.start, Actor(mention.party.name, mention.party.name)))
    places.sort(key=lambda place: place[0])
    yield from (actor for _, actor in places)


def _chains(doc: Doc) -> dict[int, list[int]]:
    """For the root of each mention in a chain, the roots of all mentions of that chain."""
    found: dict[int, list[int]] = {}
    for key, group in doc.spans.items():
        if key.startswith("coref_clusters_"):
            roots = [one.root.i for one in group]
            found |= dict.fromkeys(roots, roots)
    return found
