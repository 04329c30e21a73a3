"""What an event is about, in the article's words."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc, Span, Token

from kg.nlp import grammar

# A theme is a phrase one can read in a table: what follows a comma or a relative pronoun, and what exceeds these
# many words, is left to the sentence itself. What somebody says is a whole clause, as long as most sentences are.
LONGEST = 14
LONGEST_LABEL = 5
LONGEST_DEED = 24
LONGEST_CLAUSE = 34
_LEFT_OUT = frozenset({"relcl", "advcl", "parataxis"})
_OPEN = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ"})  # what no phrase ends with


def theme_span(head: Token, predicate: Token) -> Span:
    """The phrase of a theme's head, without leading determiner, relative clauses and what lies beyond LONGEST words."""
    doc = head.doc
    said = grammar.is_verb(head) and not grammar.is_infinitive(head) and head.tag_ != "VBG"
    keep = _kept(head, predicate, frozenset() if said else _LEFT_OUT)
    aside = {t.i for child in head.children if _holds(child, predicate) for t in child.subtree}
    start = end = head.i
    while (before := _before(doc[start], aside)) in keep:
        start = before
    while (after := _after(doc[end], aside)) in keep:
        end = after
    longest = LONGEST
    if grammar.is_verb(head):
        start, longest = _from_subject(head, predicate, start), LONGEST_CLAUSE if said else LONGEST_DEED
    while start < head.i and _is_idle(doc[start], head):
        start += 1
    if end > (last := max(head.i, start + longest - 1)):
        end = last
        while end > head.i and doc[end].pos_ in _OPEN:
            end -= 1
    start = max([start, *(t.i + 1 for t in grammar.children(head, "mark") if t.lower_ == "that" and t.i < head.i)])
    start, end = _beside_colon(doc, start, head.i, end) if said else (start, end)
    while end + 2 < len(doc) and doc[end + 1].text == "-" and not doc[end].whitespace_ and not doc[end + 1].whitespace_:
        end += 2  # "re-run" is three tokens
    if head.i > end:
        start = max(start, head.i - longest // 2)
    while end > start and doc[end].is_space:
        end -= 1
    return doc[start : end + 1]


def _kept(head: Token, predicate: Token, left_out: Container[str]) -> set[int]:
    """The words of the theme, scattered as they may be; without clauses that are ``left_out``."""
    keep = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in left_out or _holds(child, predicate) or child.dep_ == "punct" or child.is_space:
                continue
            keep.add(child.i)
            stack.append(child)
    return keep


def _beside_colon(doc: Doc, start: int, head: int, end: int) -> tuple[int, int]:
    """A clause without who is named beside it: "**Minister:** Mali must pay", "Mali must pay**: minister**"."""
    colons = [i for i in range(start, end + 1) if doc[i].text == ":"]
    start = max((i + 1 for i in colons if i < head and i - start <= LONGEST_LABEL), default=start)
    return start, min((i - 1 for i in colons if i > head and end - i <= LONGEST_LABEL), default=end)


def _holds(token: Token, predicate: Token) -> bool:
    """Whether a part of a theme is what tells of it: "the bridge, **said Ada**, is safe", "**despite protests**, …"."""
    return token == predicate or token.is_ancestor(predicate)


def _from_subject(verb: Token, predicate: Token, start: int) -> int:
    """Where a clause begins whose subject a relative clause or a comma cuts off: "**the rule**, which …, is void"."""
    edges = [s.left_edge.i for s in grammar.children(verb, *grammar.SUBJECTS)]
    first = min(edges, default=start)
    return first if first < start and not first <= predicate.i < verb.i and verb.i - first < LONGEST_CLAUSE else start


def _is_idle(first: Token, head: Token) -> bool:
    """Whether a theme's first word says nothing: "**that** the bridge is safe", not "**if** Chad pays, we leave"."""
    if first.dep_ in ("mark", "cc") and first.head != head and head.is_ancestor(first.head):
        return first.head.i > head.i
    return first.dep_ in ("det", "mark", "punct", "cc") and first.head.i >= first.i


def _before(token: Token, aside: Container[int]) -> int:
    """The last word before a token, over marks, line ends and what is said ``aside``."""
    i = token.i - 1
    while i >= token.sent.start and (i in aside or not _is_word(token.doc[i])):
        i -= 1
    return i


def _after(token: Token, aside: Container[int]) -> int:
    """The next word behind a token, over marks, line ends and what is said ``aside``."""
    i = token.i + 1
    while i < token.sent.end and (i in aside or not _is_word(token.doc[i])):
        i += 1
    return i


def _is_word(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)
