"""The label inventories of the heads. Their order is part of the model: a change needs a new training."""

from __future__ import annotations

from verbale.language.decode import Labels

ATTRIBUTION = Labels(("source", "cue", "content"))
NAMES = Labels(("person", "organization", "place"))
TAGS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
#: Penn Treebank tags: what of the morphology is used (number, tense, person) stands in them.
FINE = tuple(
    "NN IN DT NNP JJ PRP RB . , NNS VB CC VBD VBP VBZ CD VBN VBG TO PRP$ MD UH : WDT -RRB- -LRB- WRB `` '' RP HYPH WP "
    "POS NNPS JJR JJS EX RBR SYM FW NFP $ PDT GW ADD RBS LS AFX WP$".split()
)
RELATIONS = tuple(
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list "
    "mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked "
    "orphan parataxis punct reparandum root vocative xcomp".split()
)
#: PLOVER's act types, and none.
EVENTS = tuple(
    "NONE AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
MODES = ("happened", "planned", "possible", "denied")
#: What a sentence is evidence of: kinds of entries, stances of positions, issues.
ENTRY_KINDS = ("statement", "meeting", "position", "proposal", "pledge", "event")
STANCES = ("demands", "offers", "supports", "accepts", "refuses", "opposes", "conditional", "undecided")
ISSUES = (
    "territory", "borders", "recognition", "ceasefire", "withdrawal", "security guarantees", "military aid",
    "alliance membership", "peacekeeping", "prisoners and hostages", "humanitarian access", "refugees", "sanctions",
    "frozen assets", "reconstruction", "trade and tariffs", "energy", "nuclear", "elections and government", "justice",
    "language and minorities", "wages and jobs", "climate", "process",
)  # fmt: skip
ENTRIES = ENTRY_KINDS + STANCES + ISSUES
