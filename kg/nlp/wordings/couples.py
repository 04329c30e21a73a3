"""Who with whom: the sources and targets of one wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.wordings.arguments import Argument
from kg.wording import Kind


def mutual(sources: Sequence[Argument], kind: Kind) -> bool:
    """Whether several did it with each other. Owners of a noun must belong together: "the Franco-German talks", but not
    "the UK RAF contract".
    """
    together = kind != "noun" or any(
        a.token.head in (b.token, b.token.head) and (a.token.head == b.token or a.token.dep_ == "conj")
        for a in sources
        for b in sources
        if a.token != b.token
    )
    return len(sources) > 1 and (together or len({a.token.i for a in sources}) == 1)


def joined(first: Token, *second: Token) -> bool:
    """Whether a conjunction, not a comma, stands between two that are coordinated."""
    return any(first.i < c.i < other.i for other in second for c in grammar.children(first, "cc"))


def examples(sources: Sequence[Argument]) -> set[int]:
    """The actors told as members of another: of "the allies, **including Chad**, met" Chad did not meet the allies."""
    return {s.actor for s in sources if grammar.first_in_list(s.token).head.lower_ == "including"}


def couples(
    sources: Sequence[Argument], targets: Sequence[Argument], symmetric: bool
) -> Iterator[tuple[Argument, Argument | None]]:
    """Who with whom. Several sources of a symmetric act without target did it with each other."""
    if not targets and symmetric and len(sources) > 1:
        members = examples(sources)
        parties = [s for s in sources if s.actor not in members]
        for i, first in enumerate(parties):
            yield from ((first, second) for second in parties[i + 1 :])
    elif not targets and symmetric:
        return
    elif not targets:
        yield from ((source, None) for source in sources)
    else:
        yield from ((s, t) for s, t in product(sources, targets) if s.actor != t.actor)
