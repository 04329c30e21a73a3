"""Which expression of time an event has: the one that modifies it, not the nearest one."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.nlp import grammar


def time_of(predicate: Token, path: list[tuple[Token, Token]], target: int | None) -> int | None:
    """The expression of time that modifies the predicate, or what governs it in the same clause."""
    times = {t["head"]: i for i, t in enumerate(predicate.doc._.kg_times)}
    own = [] if target is None else [predicate.doc[target]]  # "visited Oman on Monday and Qatar on Tuesday"
    for token in (*own, predicate, *reach(predicate, path)):
        for child in token.children:
            if child.lower_ == "for":  # "announced exercises for February": the time of the exercises
                continue
            found = _time_below(child, times)
            if found is not None:
                return found
    return _day(predicate)


def _day(predicate: Token) -> int | None:
    """The one day named in the clause, wherever it hangs: "announced the move on Monday", "in a Monday speech"."""
    verb = clause_of(predicate)
    days = [
        i
        for i, t in enumerate(predicate.doc._.kg_times)
        if t["earliest"] and t["earliest"] == t["latest"] and clause_of(predicate.doc[t["head"]]) == verb
    ]
    return days[0] if len(days) == 1 and verb is not None else None


def clause_of(token: Token) -> Token | None:
    """The verb of the clause a word stands in."""
    return next((t for t in (token, *token.ancestors) if grammar.is_verb(t)), None)


def reach(predicate: Token, path: list[tuple[Token, Token]]) -> Iterator[Token]:
    """The words above whose expressions of time also hold for the predicate: light verbs, control, coordination."""
    for below, above in path:
        if below.dep_ in ("dobj", "xcomp", "attr", "acomp", "conj", "nsubjpass", "oprd"):
            yield above
        else:
            return


def _time_below(child: Token, times: dict[int, int]) -> int | None:
    """The time that a modifier is or holds: "on Friday", "last week", "yesterday"."""
    if child.i in times and child.dep_ not in ("nsubj", "dobj"):
        return times[child.i]
    if child.dep_ in ("prep", "advmod", "npadvmod", "mark", "pcomp"):
        for inner in child.children:
            if inner.i in times:
                return times[inner.i]
            for nested in inner.children if inner.dep_ in ("prep", "pobj") else ():
                if nested.i in times and nested.dep_ in ("pobj", "npadvmod"):
                    return times[nested.i]
    return None
