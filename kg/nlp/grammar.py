"""English grammar over a dependency parse, worked out once for all wordings.

Pure functions from tokens to tokens: what is the object of a verb, what stands behind a preposition, whose is a noun.
They undo the passive, relative and reduced relative clauses, participles, control and raising, coordination and
the inversion after quotes; whose a deed is, is worked out in ``subjects.py``. Labels are those of spaCy's English
pipelines (ClearNLP; Choi and McCallum 2013, https://aclanthology.org/P13-1104); tags are Penn Treebank.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.nlp.slips import NEXT, named_behind, named_within, swallowed, taken_from, up_to
from kg.nlp.slips import counts_up as counts_up
from kg.nlp.slips import examples as examples
from kg.nlp.slips import next_in_list as next_in_list
from kg.nlp.slips import next_loose as next_loose
from kg.nlp.slips import predicated_of as predicated_of
from kg.nlp.subjects import agents as agents
from kg.nlp.subjects import at_hands as at_hands
from kg.nlp.subjects import blamed_too as blamed_too
from kg.nlp.subjects import is_passive as is_passive
from kg.nlp.subjects import possessors as possessors
from kg.nlp.subjects import subjects as subjects
from kg.nlp.subjects import surface_subjects as surface_subjects
from kg.nlp.tree import SUBJECTS as SUBJECTS
from kg.nlp.tree import children as children
from kg.nlp.tree import complements as complements
from kg.nlp.tree import is_finite as is_finite
from kg.nlp.tree import is_infinitive as is_infinitive
from kg.nlp.tree import is_verb as is_verb
from kg.nlp.tree import relative_antecedent as relative_antecedent


def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated with it: "Kiev and NATO" -> both."""
    found = [token]
    for conjunct in children(token, "conj"):
        if token.dep_ != "dobj" or all(taken_from(c) != conjunct for c in children(token.head, *NEXT)):
            found += coordinated(conjunct)
    return found


def objects(verb: Token) -> list[Token]:
    """The logical direct objects of a verb: whom or what it is done to."""
    if is_passive(verb):
        if retained := children(verb, "dobj"):  # "Mali was given arms"
            return retained
        return surface_subjects(verb) if verb.dep_ != "amod" else [verb.head]
    if verb.dep_ == "amod" and children(verb, "nsubj"):  # "Lazio sacked coach Ada Winter", taken for one noun phrase
        return [verb.head.head if verb.head.dep_ == "compound" else verb.head]
    if verb.dep_ == "acl" and (taken := swallowed(verb.head.head)) is not None and taken.left_edge.i == verb.i + 1:
        return [taken]
    own = [_thing(t) for t in children(verb, "dobj")]
    own += [t for first in own for t in children(first, "pobj")]  # "dealt Mali **a blow**", taken for one phrase
    own = own or [t for t in children(verb, "oprd") if t.pos_ == "PROPN"] or raised(verb) or bare_clause(verb)
    own = own or named_behind(verb) or named_within(verb)
    if own and own[-1].pos_ == "NUM" and own[-1].nbor(-1).text in ("-", "–"):  # "beat **Fulham** 3-0"
        own = [t for t in children(verb, "npadvmod") if t.pos_ == "PROPN" and t.i > verb.i] or own
    if any(t.text == "-" for t in own):  # "the firm's co-founder X", taken apart at the hyphen
        own = own[-1:]
    if own:
        return [relative_antecedent(token) or token for token in own]
    if verb.dep_ == "relcl" and _has_gap(verb):
        return [verb.head]
    if counted := [o for up in children(verb, "prt", "advmod", "prep") if up.lower_ == "up" for o in up_to(up)]:
        return counted
    for conjunct in children(verb, "conj"):  # "attacked and killed soldiers"
        if is_verb(conjunct) and not children(conjunct, *SUBJECTS) and not is_passive(conjunct):
            shared = children(conjunct, "dobj")
            if shared and not children(verb, "prep", "ccomp", "xcomp") and conjunct.i - verb.i <= 3:
                return shared
    return []


def _thing(token: Token) -> Token:
    """The noun where a list of adjectives was taken for two things: "condemned the brutal, cruel **raid**"; what
    something is called: "what she described as **a farce**".
    """
    if token.tag_ == "WP":
        return next((o for p in complements(token.head, "as") for o in children(p, "pobj")), token)
    apposed = children(token, "appos") if token.pos_ == "ADJ" else []
    return next((t for t in apposed if t.pos_ == "NOUN" and t.i > token.i), token)


def bare_clause(verb: Token) -> list[Token]:
    """The object that was taken for a clause: "Mali welcomes Chad/Kenya **budget deal**"."""
    return [
        c
        for c in children(verb, "ccomp")
        if c.tag_ in ("NN", "NNS") and c.i > verb.i and not children(c, *SUBJECTS, "mark", "cop", "aux", "punct")
    ]


def raised(verb: Token) -> list[Token]:
    """The subject of an infinitive that is the object of the verb above: "wants **Chad** to leave"."""
    small = [  # "found **the bank** guilty", "helped **the bank** recover"
        c
        for c in children(verb, "ccomp", "xcomp")
        if (c.tag_ == "VB" or not is_verb(c) and c.dep_ == "ccomp") and not children(c, "aux", "cop", "mark")
    ]
    clauses = [c for c in infinitives(verb) if c.dep_ == "ccomp"] + small
    return [s for clause in clauses for s in children(clause, *SUBJECTS)]


def doers_wanted(tokens: Iterable[Token]) -> list[Token]:
    """Who is to do what these are to undergo: "wants **the bill** to be paid by Ford" -> Ford."""
    clauses = [t.head for t in tokens if t.dep_ == "nsubjpass" and is_infinitive(t.head)]
    return [agent for clause in clauses for agent in agents(clause)]


def _has_gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "the missile Russia fired"."""
    own = children(verb, *SUBJECTS)
    if not own or relative_antecedent(own[-1]):  # "which Chad criticised", where both may be taken for subjects
        return False
    return not any(child.dep_ in ("ccomp", "xcomp", "acomp", "attr") for child in verb.children) and not any(
        not list(p.children) for p in children(verb, "prep")
    )


def is_phrasal(preposition: Token) -> bool:
    """Whether "in" makes one preposition with a bare noun and the next: "in support of", "in coordination with"."""
    bare = [o for o in children(preposition, "pobj") if o.tag_ == "NN" and o.i == preposition.i + 1]
    return preposition.lower_ == "in" and any(p.i == o.i + 1 for o in bare for p in children(o, "prep"))


def indirect_objects(head: Token, framed: bool = False) -> list[Token]:
    """To whom: "gave Kiev arms", "gave arms to Kiev", "Kiev was given arms"."""
    dative = children(head, "dative")
    plain = [t for t in dative if t.pos_ != "ADP"]
    if plain:
        return plain
    for preposition in [t for t in dative if t.pos_ == "ADP"] + list(complements(head, "to")):
        if tokens := children(preposition, "pobj"):
            return tokens
    objects = children(head, "dobj")
    if framed and (named := [t for thing in objects for t in children(thing, "compound") if t.ent_type_]):
        return named  # "granted **the United States** access", taken for one phrase by the parser
    if is_passive(head):
        return surface_subjects(head) if objects else []
    clauses = clausal(head) or infinitives(head) or predicated_of(head)
    return objects[:1] if len(objects) > 1 or clauses else []


def preposition_objects(preposition: Token) -> list[Token]:
    """What a preposition governs: noun phrases or a gerund. A stranded one takes the relative clause's antecedent."""
    found = children(preposition, "pobj", "pcomp")
    if not found and preposition.head.dep_ == "relcl":
        return [preposition.head.head]
    if not found and preposition.dep_ == "prep":  # "put pressure on and fought **the rebels**"
        return [o for verb in children(preposition.head, "conj") if is_verb(verb) for o in children(verb, "dobj")]
    again = [p for p in children(preposition, "conj") if p.lower_ == preposition.lower_]  # "to Chad and **to Mali**"
    for nested in (*children(preposition, "prep"), *again):  # "from behind", "because of"
        found += children(nested, "pobj")
    return [relative_antecedent(token) or token for token in found]


def repeated(preposition: Token) -> list[Token]:
    """What the same preposition governs again: "to Turkey in May **and to Lebanon**"."""
    if not children(preposition.head, "cc"):
        return []
    again = [
        p for p in complements(preposition.head, preposition.lower_) if p.i > preposition.i and p.nbor(-1).dep_ == "cc"
    ]
    return [o for p in again for o in preposition_objects(p)]


def clausal(verb: Token) -> list[Token]:
    """Clauses a verb has as complement: "said that they left", "…", he said."""
    # not "announced a deal **worth** millions"
    found = [_meant(c) for c in children(verb, "ccomp") if is_verb(c) or children(c, *SUBJECTS, "mark")]
    aside = verb.dep_ == "advcl" and any(t.lower_ == "as" for t in children(verb, "mark", "advmod"))
    if not found and (verb.dep_ == "parataxis" or aside):  # "**as she announced**, the bank will close"
        found = [verb.head]
    if not found:  # "announced in a memo **that she would leave**", taken for a clause on the memo
        things = [o for p in children(verb, "prep") if p.i > verb.i for o in children(p, "pobj")]
        clauses = [c for o in things for c in children(o, "relcl", "acl")]
        found = [c for c in clauses if any(t.lower_ == "that" for t in children(c, "mark"))]
    return found


def _meant(clause: Token) -> Token:
    """The clause that "it" stands for: "made it clear **that she would leave**"."""
    if clause.pos_ != "ADJ" or all(t.lower_ != "it" for t in children(clause, "nsubj")):
        return clause
    told = [c for c in children(clause, "advcl", "ccomp") if c.i > clause.i]
    return next((c for c in told if any(t.lower_ == "that" for t in children(c, "mark"))), clause)


def infinitives(head: Token) -> list[Token]:
    """The infinitives with "to" that complement a verb, noun or adjective."""
    return [c for c in head.rights if c.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and is_infinitive(c)]


def predicated(token: Token) -> list[Token]:
    """Of whom an adjective or noun is said: "Lukashenko, who is loyal" -> Lukashenko; also in appositions."""
    head = token.head
    if (named := _named(token)) and token.dep_ not in ("attr", "appos"):
        return named
    if token.dep_ in ("acomp", "attr", "oprd") and is_verb(head):
        if token.dep_ == "oprd" and not is_passive(head):
            return children(head, "dobj")
        return surface_subjects(head)
    if token.dep_ == "conj":
        return predicated(head) if head.i != token.i else []
    if token.dep_ == "pobj" and head.lower_ == "as" and is_verb(head.head) and head.i < head.head.i:
        return surface_subjects(head.head)  # "**as the largest donor** to Kenya, Japan called for talks"
    if token.dep_ in ("appos", "amod", "acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [head]
    if token.dep_ in ("prep", "advcl") and token.pos_ != "ADJ" and is_verb(head):  # "according to police, …"
        return [head]
    if children(token, "auxpass") and not agents(token):  # "is opposed to", "were engaged in", taken for a passive
        return surface_subjects(token)
    if token.dep_ == "advcl" and is_verb(head):
        return surface_subjects(head)
    return children(token, "nsubj") if token.dep_ == "ROOT" else []


def _named(noun: Token) -> list[Token]:
    """Who is called so: "its backer, **Russia**, vetoed it", "its allies, notably **Russia**"."""
    named = [t for t in children(noun, "appos") if t.pos_ == "PROPN"]
    return [t for t in named if noun.tag_ == "NN" or children(t, "advmod")]


def first_in_list(token: Token) -> Token:
    """What a token is coordinated with: of "Kiev and NATO" the first."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def owners(noun: Token) -> list[Token]:
    """Whose a noun is: "Russia's attack", "the Russian attack", "the attack by Russia", "NATO allies' fear"."""
    found = children(noun, "poss")
    if noun.pos_ == "VERB":  # a noun that the tagger took for a verb: "**French** strikes on the town continued"
        found += children(noun, "nsubj")
    found += made_by(noun)
    if not found:  # "the attack on Chad **by the rebels**": it hangs on what stands before, or on an active verb
        around = complemented(noun)
        around += [noun.head] if noun.dep_ == "dobj" and not is_passive(noun.head) else []
        found = [o for t in around for p in complements(t, "by") if p.i > noun.i for o in children(p, "pobj")]
    if found:  # "Barclays' U.S. unit" is Barclays'
        return found
    for modifier in children(noun, "amod", "compound", "nmod"):  # also "Russian-Belarusian", "US-led"
        found += [modifier, *children(modifier, "amod", "compound", "nmod", "appos", "conj", "npadvmod")]
    return found


def made_by(noun: Token) -> list[Token]:
    """Who did what a noun says: "the arrest **by police**", "torture at the hands of **police**"."""
    by = [o for p in children(noun, "prep", "agent") if p.lower_ == "by" for o in children(p, "pobj")]
    return by or at_hands(noun)


def complemented(noun: Token) -> list[Token]:
    """The objects of a noun's prepositions: "the ban on **Huawei**"."""
    return [o for p in children(noun, "prep") for o in children(p, "pobj")]


def hyphened(token: Token) -> list[str]:
    """The lemma with what a hyphen joins before it, which the tokenizer takes apart: "co-operate"."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return []
    return [f"{token.nbor(-2).lower_}-{token.lemma_.lower()}"]


def content(noun: Token) -> Token:
    """What a noun of quantity or form is made of: "a series of raids" -> raids; "$5 million in aid" -> aid."""
    inner = [o for p in complements(noun, "of") for o in preposition_objects(p)]
    if noun.pos_ in ("NUM", "SYM") or children(noun, "nummod"):  # "50 million euros in aid"
        inner += [o for p in complements(noun, "in") for o in preposition_objects(p) if o.pos_ == "NOUN"]
    return inner[0] if inner else noun


def is_reflexive(token: Token) -> bool:
    """Whether what is done is done to oneself: "two men shot **themselves**" hits no other."""
    return token.tag_ == "PRP" and token.lower_.endswith(("self", "selves"))


def is_reciprocal(token: Token) -> bool:
    """ "each other", "one another"."""
    return token.lower_ in ("other", "another") and token.i > 0 and token.nbor(-1).lower_ in ("each", "one")


def is_agent(token: Token) -> bool:
    """Whether a noun, or what it is coordinated with, is who does what a verb says, in the active or the passive."""
    token = first_in_list(token)
    if token.dep_ == "pobj":
        return token.head.dep_ == "agent" or token.head.lower_ == "by" and token.head.head.pos_ == "NOUN"
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB"
