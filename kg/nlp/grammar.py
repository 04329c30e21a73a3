"""English grammar over a dependency parse, worked out once for all wordings.

Pure functions from tokens to tokens: who is the logical subject of a verb, what is its object, whose is a noun.
They undo the passive, relative and reduced relative clauses, participles, control and raising, coordination and
the inversion after quotes. Labels are those of spaCy's English pipelines (ClearNLP; Choi and McCallum 2013,
https://aclanthology.org/P13-1104); tags are Penn Treebank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg.nlp.slips import NEXT, swallowed, taken_for_time, taken_from, up_to
from kg.nlp.slips import counts_up as counts_up
from kg.nlp.slips import next_in_list as next_in_list
from kg.nlp.tree import SUBJECTS as SUBJECTS
from kg.nlp.tree import children as children
from kg.nlp.tree import is_finite as is_finite
from kg.nlp.tree import is_infinitive as is_infinitive
from kg.nlp.tree import is_verb as is_verb

RELATIVE_TAGS = frozenset({"WDT", "WP"})
_DASHES = frozenset({"—", "–", "--"})
DEPTH = 8  # how far a subject is sought through control and coordination: real sentences need four


def coordinated(token: Token) -> list[Token]:
    """The token and what is coordinated with it: "Kiev and NATO" -> both."""
    found = [token]
    for conjunct in children(token, "conj"):
        if token.dep_ != "dobj" or all(taken_from(c) != conjunct for c in children(token.head, *NEXT)):
            found += coordinated(conjunct)
    return found


def relative_antecedent(token: Token) -> Token | None:
    """What a relative pronoun stands for: "Lukashenko, who is loyal" -> Lukashenko."""
    if token.tag_ not in RELATIVE_TAGS and not (token.lower_ == "that" and token.dep_ in SUBJECTS | {"dobj", "pobj"}):
        return None
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
        if ancestor.dep_ in ("ccomp", "csubj", "ROOT"):
            return None
    return None


def is_passive(verb: Token) -> bool:
    """Whether the surface subject of a verb is its logical object, also in a participle ("troops massed by")."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.tag_ != "VBN" or "aux" in deps or "nsubj" in deps:
        return verb.tag_ == "VBN" and "agent" in deps and not {"nsubj", "dobj"} <= deps  # "cut **by half** its aid"
    if verb.dep_ in ("acl", "advcl", "amod"):
        return not deps & {"dobj", "oprd"}
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head) and "dobj" not in deps
    return "agent" in deps


def surface_subjects(verb: Token, depth: int = DEPTH) -> list[Token]:
    """The grammatical subjects of a verb, its own or the one that control, coordination or a relative clause gives.

    Coordinated subjects are not spread out here; relative pronouns are replaced by what they stand for.
    """
    if depth == 0:
        return []
    own = children(verb, *SUBJECTS) or [s for a in children(verb, "aux", "auxpass") for s in children(a, *SUBJECTS)]
    if own:  # the parser may hang it on the auxiliary
        own = [relative_antecedent(token) or token for token in own if token.dep_ != "expl"]
        return own[-1:] if swallowed(verb) is None else own[:1]
    if adverbial := taken_for_time(verb):
        return adverbial
    if (given := taken_from(verb)) is not None:
        return [given]
    finder = _SUBJECT_OF.get(verb.dep_)
    return finder(verb, depth - 1) if finder else []


def _of_head(verb: Token, depth: int) -> list[Token]:
    """Coordination, adverbial clauses and parts: the subject of the clause above."""
    head = verb.head
    if _is_of_either(verb):
        return []
    if is_verb(head):
        return blamed_too(verb) or surface_subjects(_reporter(verb) or head, depth)
    if head.dep_ in ("attr", "acomp", "oprd", "dobj", "pobj") and verb.dep_ != "conj":
        return _of_head(head, depth - 1) if depth > 0 else []
    return []


def _reporter(verb: Token) -> Token | None:
    """The verb above a report, for one that goes on with it: "he **said** two had left, adding that …", "… but denied
    that …". The parser hangs it on the clause that is reported; what has such a clause of its own is the reporter's.
    """
    goes_on = verb.dep_ == "advcl" and verb.tag_ == "VBG" or verb.dep_ == "conj"
    reported = verb.head.dep_ == "ccomp" and is_verb(verb.head.head) and verb.i > verb.head.i > verb.head.head.i
    return verb.head.head if goes_on and reported and children(verb, "ccomp") else None


def _is_of_either(verb: Token) -> bool:
    """Whether a participle may be said of subject or object: "Ada met **Ben Moe, accused** of theft"; "we see Mali's
    hand here — **arming** the rebels".
    """
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.left_edge.i > 0 and verb.i > verb.head.i:
        if verb.left_edge.nbor(-1).text in _DASHES:
            return True
    behind = verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.left_edge == verb and verb.i > 1
    if not behind or verb.nbor(-1).text != ",":
        return False
    return any(t.ent_type_ == "PERSON" and t.right_edge.i == verb.i - 2 for t in children(verb.head, "dobj"))


def blamed_too(verb: Token) -> list[Token]:
    """Of whom a second gerund is told: "accused **Kiev** of burning villages **and killing** women", where the parser
    takes "burning" for an adjective.
    """
    joined = verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).dep_ == "cc"
    before = verb.nbor(-1).head if joined else verb
    if before.dep_ != "pobj" or before.head.lower_ not in ("of", "for", "from", "with"):
        return []
    return [t for t in children(verb.head, "dobj") if t.i < before.i]


def _of_control(verb: Token, depth: int) -> list[Token]:
    """Infinitives: "urged Putin to withdraw" -> Putin; "agreed to supply" -> who agreed."""
    head = verb.head
    if not is_verb(head):
        return _of_head(verb, depth)
    if not is_passive(head):
        controllers = [t for t in children(head, "dobj", "dative") if t.i < verb.i and t.pos_ != "ADP"]
        phrases = [p for p in children(head, "prep", "prt") if p.i < verb.i and p.lower_ in _CONTROLLING]
        controllers += [o for p in phrases for o in children(p, "pobj")]
        if controllers:
            return controllers[-1:]
    return surface_subjects(head, depth)


# The prepositions whose object controls an infinitive: "called on Kiev to", "appealed to them to", "waits for X to".
_CONTROLLING = frozenset({"on", "upon", "to", "for", "with"})


def _of_noun(verb: Token, depth: int) -> list[Token]:
    """Clauses on a noun: "troops massing" -> troops; "Iran's plan to attack" -> Iran; "has plans to" -> who has."""
    noun = verb.head
    if not is_infinitive(verb):
        told = children(verb, "ccomp") or any(t.text == ":" for t in verb.rights)
        reports = noun.pos_ == "PROPN" and noun.dep_ == "dobj" and told  # "briefed Parliament, saying that …"
        return surface_subjects(noun.head, depth) if reports else [noun]
    if own := children(noun, "poss") or [o for p in complements(noun, "of") for o in children(p, "pobj")]:
        return own
    if noun.dep_ in ("dobj", "attr") and is_verb(noun.head):
        return surface_subjects(noun.head, depth)
    near = ("in", "into", "on", "under", "for", "at") if noun.pos_ == "NOUN" else ()
    if noun.dep_ == "pobj" and noun.head.lower_ in near and is_verb(noun.head.head):
        return surface_subjects(noun.head.head, depth)  # "is in talks to buy", "gathered for a rally to demand"
    if noun.dep_ in SUBJECTS:
        return []
    return children(noun, "amod", "compound")


def _of_relative(verb: Token, depth: int) -> list[Token]:
    return is_infinitive(verb) and _of_noun(verb, depth) or [verb.head]


def _of_preposition(verb: Token, depth: int) -> list[Token]:
    """Gerunds: "accused Kiev of strengthening" -> Kiev; "after meeting Xi, Putin" -> Putin."""
    preposition = verb.head
    head = preposition.head
    if head.pos_ == "ADJ" and children(head, *SUBJECTS):  # "is committed to helping"
        return surface_subjects(head, depth)
    if not is_verb(head):
        own = children(head, "poss")
        if own or head.dep_ not in ("dobj", "attr", "acomp", "pobj"):
            return own
        if head.dep_ == "dobj" and preposition.i == head.i + 1 and head.pos_ in ("PROPN", "PRON"):
            return [head]
        return _of_head(head, depth)
    direct = children(head, "dobj")
    if direct and direct[0].i < preposition.i and preposition.lower_ in ("of", "for", "from", "into", "with"):
        return direct
    return surface_subjects(head, depth)


_SUBJECT_OF: dict[str, Callable[[Token, int], list[Token]]] = {
    "conj": _of_head,
    "advcl": _of_head,
    "ccomp": _of_head,
    "xcomp": _of_control,
    "acl": _of_noun,
    "relcl": _of_relative,
    "pcomp": _of_preposition,
}


def subjects(verb: Token) -> list[Token]:
    """The logical subjects: who does it. Empty for a passive without agent."""
    if is_passive(verb):
        return agents(verb)
    return [token for token in surface_subjects(verb) if token.i != verb.i]


def agents(verb: Token) -> list[Token]:
    """Who a passive says it was done by. "by" on a participle may be labelled a plain preposition."""
    found = [o for by in children(verb, "agent") for o in children(by, "pobj")]
    found += [o for by in children(verb, "prep") if by.lower_ == "by" for o in children(by, "pobj")]
    if not found:  # "was denied a visa by France", "was accused of spying by France": it hangs on what stands before
        inner = children(verb, "dobj") + [t for p in children(verb, "prep") for t in children(p, "pcomp", "pobj")]
        told = [c for c in children(verb, "xcomp") if not is_passive(c)]  # "was ordered to leave the house by a judge"
        inner += [t for c in told for t in (c, *children(c, "dobj"))]
        found = [o for t in inner for p in complements(t, "by") for o in children(p, "pobj")]
    if not found and verb.dep_ != "conj":
        for conjunct in children(verb, "conj"):
            if is_passive(conjunct):
                return agents(conjunct)
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
    own = children(verb, "dobj") or [t for t in children(verb, "oprd") if t.pos_ == "PROPN"] or raised(verb)
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


def raised(verb: Token) -> list[Token]:
    """The subject of an infinitive that is the object of the verb above: "wants **Chad** to leave"."""
    small = [  # "found **the bank** guilty", "helped **the bank** recover"
        c
        for c in children(verb, "ccomp", "xcomp")
        if (c.tag_ == "VB" or not is_verb(c) and c.dep_ == "ccomp") and not children(c, "aux", "cop", "mark")
    ]
    clauses = [c for c in infinitives(verb) if c.dep_ == "ccomp"] + small
    return [s for clause in clauses for s in children(clause, *SUBJECTS)]


def _has_gap(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "the missile Russia fired"."""
    own = children(verb, *SUBJECTS)
    if not own or any(relative_antecedent(token) for token in own):
        return False
    return not any(child.dep_ in ("ccomp", "xcomp", "acomp", "attr") for child in verb.children) and not any(
        not list(p.children) for p in children(verb, "prep")
    )


def complements(head: Token, *words: str) -> Iterator[Token]:
    """The prepositions of ``words`` below a verb, noun or adjective: its own, or one on its object by attachment."""
    for child in head.children:
        if child.dep_ in ("prep", "dative", "agent", "prt", "advmod", "mark") and child.lower_ in words:
            yield child


def preposition_objects(preposition: Token) -> list[Token]:
    """What a preposition governs: noun phrases or a gerund. A stranded one takes the relative clause's antecedent."""
    found = children(preposition, "pobj", "pcomp")
    if not found and preposition.head.dep_ == "relcl":
        return [preposition.head.head]
    for nested in children(preposition, "prep"):  # "from behind", "because of"
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
    found = [c for c in children(verb, "ccomp") if is_verb(c) or children(c, *SUBJECTS, "mark")]
    aside = verb.dep_ == "advcl" and any(t.lower_ == "as" for t in children(verb, "mark", "advmod"))
    if not found and (verb.dep_ == "parataxis" or aside):  # "**as she announced**, the bank will close"
        found = [verb.head]
    return found


def infinitives(head: Token) -> list[Token]:
    """The infinitives with "to" that complement a verb, noun or adjective."""
    return [
        child
        for child in head.rights
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl")
        and any(t.dep_ == "aux" and t.lower_ == "to" for t in child.children)
    ]


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


def owners(noun: Token) -> list[Token]:
    """Whose a noun is: "Russia's attack", "the Russian attack", "the attack by Russia", "NATO allies' fear"."""
    found = children(noun, "poss")
    if noun.pos_ == "VERB":  # a noun that the tagger took for a verb: "**French** strikes on the town continued"
        found += children(noun, "nsubj")
    found += [o for p in children(noun, "prep", "agent") if p.lower_ == "by" for o in children(p, "pobj")]
    if not found:  # "the attack on Chad **by the rebels**": it hangs on what stands before, or on an active verb
        around = complemented(noun)
        around += [noun.head] if noun.dep_ == "dobj" and not is_passive(noun.head) else []
        found = [o for t in around for p in complements(t, "by") if p.i > noun.i for o in children(p, "pobj")]
    if found:  # "Barclays' U.S. unit" is Barclays'
        return found
    for modifier in children(noun, "amod", "compound", "nmod"):  # also "Russian-Belarusian", "US-led"
        found += [modifier, *children(modifier, "amod", "compound", "nmod", "appos", "conj", "npadvmod")]
    return found


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


def is_reciprocal(token: Token) -> bool:
    """ "each other", "one another"."""
    return token.lower_ in ("other", "another") and token.i > 0 and token.nbor(-1).lower_ in ("each", "one")


def is_agent(token: Token) -> bool:
    """Whether a noun, or what it is coordinated with, is who does what a verb says, in the active or the passive."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "pobj":
        return token.head.dep_ == "agent" or token.head.lower_ == "by" and token.head.head.pos_ == "NOUN"
    return token.dep_ == "nsubj" and token.head.pos_ == "VERB"
