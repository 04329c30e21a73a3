"""Where the parser is known to slip: subjects given to the clause before, objects to the clause behind, lists and
numbers taken apart. ``grammar.py`` asks here before it believes the parse.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.nlp.tree import SUBJECTS, children, complements, is_finite, is_infinitive

NEXT = ("conj", "ccomp", "advcl")  # what the parser makes of a clause whose subject it gave to the one before
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "ROOT", "ccomp", "advcl", "relcl"})
_OPENING = frozenset({"since", "after", "before", "until"})  # prepositions that may be conjunctions


def next_in_list(noun: Token) -> list[Token]:
    """What a comma and "and" add behind an apposition: "Ada Winter, a banker, and **six others**"."""
    apposed = [noun] if noun.dep_ == "appos" else children(noun, "appos")
    # "the author **of a book**, and six others", but not "a friend of Mali, Chad, and Peru"
    inside = [o for a in apposed for p in children(a, "prep") for o in children(p, "pobj")]
    added = [children(t, "conj") for t in (*apposed, *inside)]
    return [more[0] for more in added if len(more) == 1 and _is_set_off(more[0])]


def examples(noun: Token) -> list[Token]:
    """Who is named of many: "states **including Chad**", also where it hangs on what stands between: "ministers of the
    party including **Ada Winter**".
    """
    including = list(complements(noun, "including"))
    if not including and noun.tag_ in ("NNS", "NNPS"):
        behind = [p for p in (*noun.rights, *noun.head.rights) if p.dep_ == "prep" and p.i == noun.i + 1]
        between = [o for p in behind for o in children(p, "pobj") if o.tag_ in ("NN", "NNP")]
        including = [p for o in between for p in complements(o, "including")]
    return [o for p in including for o in children(p, "pobj")]


def next_loose(noun: Token) -> list[Token]:
    """The next in a list that the parser left hanging: "had the support of the union, **the guild**, X and Y"."""
    comma = noun.right_edge.i + 1
    if comma + 1 >= noun.sent.end or noun.doc[comma].text != ",":
        return []
    behind = noun.doc[comma + 1]
    above = set(noun.ancestors)
    for loose in (behind, *behind.ancestors):
        if loose.dep_ in ("dep", "appos") and loose.left_edge == behind and loose.head in above:
            return [loose] if len(children(loose, "conj")) > 1 else []
    return []


def _is_set_off(conjunct: Token) -> bool:
    before = conjunct.left_edge.i - 2
    return before > 0 and conjunct.doc[before].text == "," and conjunct.doc[before + 1].dep_ == "cc"


def taken_from(verb: Token) -> Token | None:
    """The subject of a clause that the parser gave to the clause before: of two objects the second ("ordered a truce
    and **the rebels** followed suit"), or what it took for a time ("has suffered since **the rebels** left").
    """
    if verb.dep_ not in NEXT or not is_finite(verb) or children(verb, *SUBJECTS) or verb.left_edge.i == 0:
        return None
    end = verb.left_edge.i - (verb.left_edge.nbor(-1).text == ",")
    things = [c for o in children(verb.head, "dobj") for c in children(o, "conj")]
    if not any(t.i < verb.i for t in children(verb.head, "cc")):
        times = [o for p in children(verb.head, "prep") if p.lower_ in _OPENING for o in children(p, "pobj")]
        things += [t for t in times if t.ent_type_ not in ("DATE", "TIME")]
    return next((t for t in things if t.right_edge.i in (end, end - 1) and t.i < end), None)


def swallowed(verb: Token) -> Token | None:
    """The object of an infinitive on a subject, taken for a second one: "the choice to arm **Mali** angered Chad"."""
    own = children(verb, *SUBJECTS)
    if len(own) != 2:
        return None
    bare = [c for c in children(own[0], "acl") if is_infinitive(c) and not children(c, "dobj", "prep", "ccomp")]
    return own[1] if any(c.right_edge.i + 1 == own[1].left_edge.i for c in bare) else None


def continues(participle: Token) -> bool:
    """Whether a participle is the next of several verbs: "has flown sorties, **conducted** raids and sent troops"."""
    thing = participle.head
    if participle.tag_ not in ("VBN", "VBD") or participle.dep_ != "acl" or thing.dep_ != "dobj":
        return False
    perfect = thing.head.tag_ == "VBN" and any(t.lemma_ == "have" for t in children(thing.head, "aux"))
    behind_comma = participle.left_edge.i > 0 and participle.left_edge.nbor(-1).text == ","
    return behind_comma and bool(children(participle, "dobj")) and (perfect or participle.tag_ == "VBD")


def taken_for_time(verb: Token) -> list[Token]:
    """The name before a verb that the parser took for a time, a part of it or a clause: "**Fifa** banned the official",
    "**Modi**, on a visit to Peru, met her".
    """
    if not is_finite(verb):
        return []
    for name in [t for t in verb.lefts if _is_name(t) and t.dep_ in ("npadvmod", "compound", "advcl")]:
        if all(t.text == "," or t.head == verb for t in verb.doc[name.right_edge.i + 1 : verb.i]):
            return [name]
    return []


def opening_list(subject: Token) -> list[Token]:
    """The first of a list that the parser took for a time: "**Chad**, Mali and Niger have left the bloc"."""
    before = subject.left_edge.i - 2
    if before < 0 or not children(subject, "cc") or subject.doc[before + 1].text != ",":
        return []
    return [t for t in subject.head.lefts if t.right_edge.i == before and t.dep_ == "npadvmod" and _is_name(t)]


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ not in ("DATE", "TIME")


def rehang_subject(verb: Token) -> None:
    """Give a verb the subject that the parser hung on the phrase before: "With help from Mali, **the army**, led by X,
    won"; also where it took a word of that phrase for the subject.
    """
    if verb.dep_ == "conj" or not is_finite(verb) or children(verb, "expl"):
        return
    false = children(verb, *SUBJECTS)
    bare = [p for t in false if (p := _stranded_before(t, verb)) is not None]
    if len(bare) < len(false):
        return
    phrases = [t for t in verb.lefts if t.dep_ == "prep"] + false
    opening = [o for p in phrases for o in p.subtree if o.dep_ == "appos" and o.i < verb.i]
    first = min((t.i for t in (verb, *verb.lefts) if t.dep_ in _BEFORE_VERB), default=verb.i)
    end = first - (verb.doc[first - 1].text == ",")
    for subject in opening:
        if subject.right_edge.i in (end, end - 1) and subject.left_edge.nbor(-1).text == ",":
            for governed, preposition in zip(false, bare, strict=True):
                governed.head, governed.dep_ = preposition, "pobj"
            subject.head, subject.dep_ = verb, "nsubjpass" if children(verb, "auxpass") else "nsubj"
            return


def _stranded_before(noun: Token, verb: Token) -> Token | None:
    """The preposition of a verb that stands right before a noun and has no object."""
    before = noun.left_edge.nbor(-1) if noun.left_edge.i > 0 else noun
    return before if before.dep_ == "prep" and before.head == verb and not list(before.children) else None


def is_first_of_two(verb: Token) -> bool:
    """Whether the first of two subjects is the subject, the second ends its apposition: "**Ada Winter**, head of Local
    9, Miners union said".
    """
    own = children(verb, *SUBJECTS)
    if len(own) != 2 or own[0].ent_type_ != "PERSON":
        return False
    return bool(children(own[0], "appos")) and own[1].left_edge.i > 0 and own[1].left_edge.nbor(-1).text == ","


def taken_for_name(verb: Token) -> Token | None:
    """The speaker behind a verb that the parser took for a part of the name: " "…," **claims** writer Ada Winter"."""
    if verb.dep_ != "compound" or verb.tag_ not in ("VBZ", "VBD") or verb.i == verb.sent.start:
        return None
    name = verb.head
    while name.dep_ == "compound":
        name = name.head
    quoted = verb.nbor(-1).is_quote or verb.nbor(-1).text == ","
    return name if quoted and name.pos_ == "PROPN" and name.i > verb.i else None


def named_behind(verb: Token) -> list[Token]:
    """The names right behind a verb that the parser took for an expression of time: "visited **Chad** and Mali to"."""
    named = [t for t in children(verb, "npadvmod") if t.pos_ == "PROPN" and t.left_edge.i == verb.i + 1]
    return [t for t in named if t.ent_type_ in ("GPE", "ORG", "PERSON", "NORP")]


def named_within(verb: Token) -> list[Token]:
    """The person whom a predicate behind a verb swallowed: "named **Ada Moyo** chief executive"."""
    said = [t for t in children(verb, "oprd") if t.pos_ in ("NOUN", "ADJ")]
    return [t for o in said for t in children(o, "nmod", "compound") if t.ent_type_ == "PERSON" and t.pos_ == "PROPN"]


def predicated_of(verb: Token) -> list[Token]:
    """What a verb says its object is: "called Ada **a liar**"; the parser may take it for an apposition."""
    apposed = [a for o in children(verb, "dobj") for a in children(o, "appos") if children(a, "det")]
    said = [a for a in apposed if a.left_edge.i > 0 and a.left_edge.nbor(-1).dep_ not in ("punct", "cc")]
    return [t for t in children(verb, "oprd") if t.pos_ != "PROPN"] + said


def counts_up(up: Token) -> bool:
    """Whether a particle is one of number: "seized **up** to 16 sailors"."""
    return up.lower_ == "up" and bool(up_to(up))


def up_to(up: Token) -> list[Token]:
    """What is counted: "seized **up to 16 sailors**", where "up" is taken for a particle."""
    to = up.nbor() if up.i + 1 < up.sent.end else up
    things = children(to, "pobj") if to.lower_ == "to" else []
    return [thing for thing in things if children(thing, "nummod") and thing.left_edge.i == to.i + 1]
