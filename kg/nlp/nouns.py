"""What a noun phrase is by its grammar: whose, how many, of a kind or somebody known, where it begins."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp.lexicon import lemma

_PREMODIFIERS = frozenset({"amod", "compound", "nummod", "nmod", "quantmod", "advmod", "punct", "npadvmod"})
_INDEFINITE = frozenset({"a", "an", "any", "some", "no", "every", "each", "another"})
_FEW = 2  # digits


def human(noun: Token) -> bool:
    """Whether a noun says by its last part that it is for people: "tribesmen", "a tribesman"."""
    return noun.pos_ == "NOUN" and noun.lower_.endswith("men" if noun.tag_ == "NNS" else "sman")


def owners(noun: Token) -> Iterator[Token]:
    """Whose a noun is, nearest first: "**Russian** forces", "**Kiev**'s troops", "the government of **Iraq**"."""
    for child in reversed(list(noun.lefts)):
        if child.dep_ in ("amod", "compound", "nmod", "poss"):
            yield child
            yield from (t for t in child.children if t.dep_ in ("compound", "amod", "nmod", "conj"))
    for child in (*noun.rights, *shared(noun)):
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "in", "from"):
            whose = [t for t in child.children if t.dep_ == "pobj"]
            yield from (*whose, *(c for t in whose for c in t.conjuncts if c.pos_ == "PROPN"))


def shared(noun: Token) -> list[Token]:
    """The "of" after two bare nouns, which the parser gives to one: "the government and people **of Iraq**"."""
    others = [
        t
        for t in (noun.head if noun.dep_ == "conj" else None, *noun.rights)
        if t is not None and (t.pos_ == "NOUN" and (t.dep_ == "conj" or t == noun.head))
    ]
    near = [t for t in others if abs(t.i - noun.i) == 2 and not any(c.lower_ == "of" for c in noun.rights)]
    return [p for t in near for p in t.rights if p.lower_ == "of" and p.i == max(t.i, noun.i) + 1]


def several(token: Token) -> bool:
    """Whether a noun is in the plural, also in capitals that are tagged as one name: "the Foreign **Ministers**"."""
    return token.tag_ in ("NNS", "NNPS") or token.tag_ == "NNP" and lemma(token) != token.lower_


def definite(token: Token) -> bool:
    """Whether a noun phrase points at something known: "the", "this", a possessive; headlines drop their articles."""
    determiners = [t.lower_ for t in token.lefts if t.dep_ in ("det", "poss")]
    return bool(determiners) and determiners[0] not in _INDEFINITE


def bare(token: Token) -> bool:
    """Whether a noun in the singular after a preposition denotes nobody: "brought to justice", "as president"."""
    return (
        token.tag_ == "NN"
        and token.dep_ == "pobj"
        and not any(t.dep_ in ("det", "poss", "amod", "compound", "nmod", "nummod") for t in token.lefts)
        and token.head.lower_ not in ("as", "by")
    )


def joined(token: Token) -> bool:
    """Whether a noun is joined to a participle by a hyphen: "**state**-owned"."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is not None and after.tag_ == "HYPH" and token.dep_ == "npadvmod"


def counted(token: Token) -> bool:
    """Whether so many are counted that they are goods or branches rather than bodies: "over **2,400** units"."""
    return any(t.dep_ == "nummod" and sum(map(str.isdigit, t.text)) > _FEW for t in token.lefts)


def noun_like(token: Token) -> bool:
    """Whether an adjective stands as a noun: "the wounded"."""
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and any(t.lower_ == "the" for t in token.lefts)


def coordinated_modifiers(token: Token) -> bool:
    """Whether one noun stands for two: "the French and German governments", "leaders of Chad and Mali"."""
    before = [t for t in token.lefts if t.dep_ in ("amod", "nmod", "compound")]
    behind = [t for p in token.rights if p.lower_ in ("of", "from") for t in p.children if t.pos_ == "PROPN"]
    return any(c.dep_ == "conj" for t in (*before, *behind) for c in t.children)


def left_edge(token: Token) -> int:
    """The first token of the noun's modifiers, without the determiner and possessors before them."""
    start = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in _PREMODIFIERS or child.is_space:
            break
        if child.dep_ == "nmod" and any(t.text == "," for t in token.doc[child.i : start]):
            break  # a headline's list: "sues mayor, city, **police**"
        start = child.left_edge.i
    while start > 1 and token.doc[start - 1].text == "-" and not token.doc[start - 2 : start].text_with_ws.count(" "):
        start -= 2  # "**sub-**contractors"
    while start < token.i and token.doc[start].dep_ in ("det", "punct", "predet", "cc", "case"):
        start += 1
    return start
