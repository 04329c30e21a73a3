"""Who does what a verb says: its own subject, or the one that a passive's agent, control, coordination, a relative
clause, a participle or a gerund gives it. Asked through ``grammar.py``.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.nlp.slips import (
    continues,
    is_first_of_two,
    opening_list,
    swallowed,
    taken_for_name,
    taken_for_time,
    taken_from,
)
from kg.nlp.tree import SUBJECTS, children, complements, is_infinitive, is_verb, relative_antecedent

_DASHES = frozenset({"—", "–", "--"})
DEPTH = 8  # how far a subject is sought through control and coordination: real sentences need four


def is_passive(verb: Token) -> bool:
    """Whether the surface subject of a verb is its logical object, also in a participle ("troops massed by")."""
    deps = {child.dep_ for child in verb.children}
    if "auxpass" in deps or "nsubjpass" in deps:
        return True
    if verb.tag_ == "VBD" and "agent" in deps:  # a headline's "Boeing **sued** by the bank"
        return not deps & {"dobj", "aux", "ccomp", "prt"}
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
        own = own[:1] if swallowed(verb) is not None or is_first_of_two(verb) else own[-1:]
        return [*(t for s in own for t in opening_list(s)), *own]
    if adverbial := taken_for_time(verb):
        return adverbial
    for given in (taken_from(verb), taken_for_name(verb)):
        if given is not None:
            return [given]
    finder = _SUBJECT_OF.get(verb.dep_)
    return finder(verb, depth - 1) if finder else []


def _of_head(verb: Token, depth: int) -> list[Token]:
    """Coordination, adverbial clauses and parts: the subject of the clause above."""
    head = verb.head
    if _is_of_either(verb):
        return []
    if is_verb(head) or children(head, *SUBJECTS):  # also one taken for a noun: "a gunman **shot** and wounded him"
        if head.lemma_ == "be" and is_infinitive(verb):  # "the plan was **for Mali**, with a bank, to buy it"
            if wanted := [o for p in complements(head, "for") if p.i < verb.i for o in children(p, "pobj")]:
                return wanted
        return blamed_too(verb) or surface_subjects(_reporter(verb) or head, depth)
    if head.dep_ in ("attr", "acomp", "oprd", "dobj", "pobj") and (verb.dep_ != "conj" or head.dep_ == "acomp"):
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
    if continues(verb):
        return surface_subjects(noun.head, depth)
    if not is_infinitive(verb):
        told = children(verb, "ccomp") or any(t.text == ":" for t in verb.rights)
        reports = noun.pos_ == "PROPN" and noun.dep_ == "dobj" and told  # "briefed Parliament, saying that …"
        return surface_subjects(noun.head, depth) if reports else [noun]
    if own := possessors(noun):
        return own
    if noun.dep_ == "attr" and children(noun.head, "expl"):  # "there is no reason **to arrest** Ada": nobody's
        return []
    if noun.dep_ in ("dobj", "attr") and is_verb(noun.head):
        given = [t for t in children(noun.head, "dative") if t.pos_ != "ADP" and t.i < noun.i]
        return given or surface_subjects(noun.head, depth)  # "gave **Mali** a base to attack"
    near = ("in", "into", "on", "under", "for", "at") if noun.pos_ == "NOUN" else ()
    if noun.dep_ == "pobj" and noun.head.lower_ in near and is_verb(noun.head.head):
        return surface_subjects(noun.head.head, depth)  # "is in talks to buy", "gathered for a rally to demand"
    if noun.dep_ in SUBJECTS:
        return []
    return children(noun, "amod", "compound")


def possessors(noun: Token) -> list[Token]:
    """Whose an attempt or a right is: "**Mali's** bid to", "a bid by **Mali** to", "**Malian** attempts to"."""
    found = children(noun, "poss") or [o for p in complements(noun, "of", "by") for o in children(p, "pobj")]
    if found:
        return found
    return [
        t
        for m in children(noun, "amod", "compound", "nmod")
        for t in (m, *children(m, "amod", "compound", "nmod", "npadvmod", "conj"))
        if t.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") and t.text[0].isupper()
    ]


def _of_relative(verb: Token, depth: int) -> list[Token]:
    return is_infinitive(verb) and _of_noun(verb, depth) or [verb.head]


def _of_preposition(verb: Token, depth: int) -> list[Token]:
    """Gerunds: "accused Kiev of strengthening" -> Kiev; "after meeting Xi, Putin" -> Putin."""
    preposition = verb.head
    head = preposition.head
    if head.pos_ == "ADJ" and children(head, *SUBJECTS):  # "is committed to helping"
        return surface_subjects(head, depth)
    if not is_verb(head):
        own = possessors(head)
        if own or head.dep_ not in ("dobj", "attr", "acomp", "pobj"):
            return own
        if head.dep_ == "dobj" and preposition.i == head.i + 1 and head.pos_ in ("PROPN", "PRON"):
            return [head]
        return _of_head(head, depth)
    direct = children(head, "dobj")
    if preposition.lower_ == "for" and (hit := struck(preposition)):
        return hit
    if direct and direct[0].i < preposition.i and preposition.lower_ in ("of", "for", "from", "into", "with", "as"):
        return direct
    return surface_subjects(head, depth)


def struck(preposition: Token) -> list[Token]:
    """Who is punished or blamed for what: "imposed sanctions on **Chad** for", "charges against **Chad** for"."""
    verb = preposition.head
    above = [verb, *(t for t in children(verb, "dobj", "nsubjpass") if t.i < preposition.i)]
    before = [p for t in above for p in complements(t, "on", "upon", "against") if p.i < preposition.i]
    return [o for p in before for o in children(p, "pobj") if o.ent_type_ not in ("DATE", "TIME")]


_SUBJECT_OF: dict[str, Callable[[Token, int], list[Token]]] = {
    "conj": _of_head,
    "advcl": _of_head,
    "ccomp": _of_head,
    "xcomp": _of_control,
    "acomp": _of_head,  # "remains **committed** to helping": a participle taken for an adjective
    "acl": _of_noun,
    "relcl": _of_relative,
    "pcomp": _of_preposition,
}


def subjects(verb: Token) -> list[Token]:
    """The logical subjects: who does it. Empty for a passive without agent."""
    if is_passive(verb):
        return agents(verb)
    found = [token for token in surface_subjects(verb) if token.i != verb.i]
    return found + companions(verb) if found else []


def companions(verb: Token) -> list[Token]:
    """Who does it with the subject: "Apple, **along with Shell**, sued the bank"."""
    own = children(verb, *SUBJECTS)
    beside = [p for p in children(verb, "prep", "advmod") if p.lower_ in ("along", "together") and own]
    between = [p for p in beside if own[-1].i < p.i < verb.i]
    return [o for p in between for other in complements(p, "with") for o in children(other, "pobj")]


def at_hands(head: Token) -> list[Token]:
    """By whom something is done: "was beaten **at the hands of the army**"."""
    hands = [o for at in complements(head, "at") for o in children(at, "pobj") if o.lower_ == "hands"]
    return [o for hand in hands for of in complements(hand, "of") for o in children(of, "pobj")]


def agents(verb: Token) -> list[Token]:
    """Who a passive says it was done by. "by" on a participle may be labelled a plain preposition."""
    found = [o for by in children(verb, "agent") for o in children(by, "pobj")] or at_hands(verb)
    found += [o for by in children(verb, "prep") if by.lower_ == "by" for o in children(by, "pobj")]
    if not found:  # "was denied a visa by France", "was accused of spying by France": it hangs on what stands before
        inner = children(verb, "dobj") + [t for p in children(verb, "prep") for t in children(p, "pcomp", "pobj")]
        told = [c for c in children(verb, "xcomp") if not is_passive(c)]  # "was ordered to leave the house by a judge"
        inner += [t for c in told for t in (c, *children(c, "dobj"))]
        # but of "opposed to plans **by France** to leave" it is the plans that are by France
        inner = [t for t in inner if not any(is_infinitive(c) for c in children(t, "acl", "relcl"))]
        found = [o for t in inner for p in complements(t, "by") for o in children(p, "pobj")]
    if not found and verb.dep_ != "conj":
        for conjunct in children(verb, "conj"):
            if is_passive(conjunct):
                return agents(conjunct)
    return found
