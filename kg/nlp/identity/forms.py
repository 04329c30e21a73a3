"""The forms in which a text speaks of an actor without a name: "18 Afghan rebels" are also "Afghan rebels".

Each form denotes that actor and no other of the article; a bare role or noun ("rebels") is none.
"""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.nlp.data import Mention

_COUNTS = frozenset({"nummod", "quantmod", "advmod", "punct"})
_LINKS = frozenset({"of", "in", "from"})
_FAR = 8  # tokens of a phrase behind the noun


def other_forms(
    doc: Doc, mention: Mention, named: Callable[[Token], bool], needed: frozenset[str] = frozenset()
) -> Iterator[Span]:
    """The shorter and longer forms of a mention.

    ``named`` tells whether a token belongs to a name or demonym, ``needed`` are the words without which the rest would
    be somebody else ("ethnic", "anti-").
    """
    start, end = mention["start"], mention["end"]
    head = doc[mention["head"]]
    first = next((i for i in range(start, head.i) if named(doc[i])), None)
    if first is not None and first > start and not any(t.lower_ in needed for t in doc[start:first]):
        yield doc[first:end]  # without "illegal", "top", "more than 1,000"
    if mention["type"] == "Place":
        return
    counted = start
    while counted < head.i and (doc[counted].dep_ in _COUNTS or doc[counted].like_num):
        counted += 1
    if start < counted < head.i and counted != first:
        yield doc[counted:end]
    owner = next((t for t in head.lefts if t.dep_ == "poss" and named(t)), None)
    if owner is not None and mention["type"] == "Person":  # "Chad's foreign minister"
        yield doc[owner.left_edge.i : end]
    for link in head.rights:
        inner = [t for t in link.children if t.dep_ == "pobj"] if link.dep_ == "prep" else []
        last = inner[0].i + 1 if inner else end
        if link.i == end and link.lower_ in _LINKS and inner and last - end <= _FAR and named(inner[0]):
            yield doc[counted:last]
