"""What an event is about, in the article's words."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.nlp import grammar

# A theme is a phrase one can read in a table: what follows a comma or a relative pronoun, and what exceeds these
# many words, is left to the sentence itself. What somebody says is a clause and longer than a thing.
LONGEST = 14
LONGEST_CLAUSE = 24
_LEFT_OUT = frozenset({"relcl", "advcl", "parataxis"})


def theme_span(head: Token, predicate: Token) -> Span:
    """The phrase of a theme's head, without leading determiner, relative clauses and what lies beyond LONGEST words."""
    doc = head.doc
    keep = _kept(head, predicate)
    start = end = head.i
    while (before := _before(doc[start])) in keep:
        start = before
    while (after := _after(doc[end])) in keep:
        end = after
    longest = LONGEST
    if grammar.is_verb(head):
        start, longest = _from_subject(head, predicate, start), LONGEST_CLAUSE
    while start < head.i and doc[start].dep_ in ("det", "mark", "punct", "cc") and doc[start].head.i >= start:
        start += 1
    end = min(end, max(head.i, start + longest - 1))
    while end + 2 < len(doc) and doc[end + 1].text == "-" and not doc[end].whitespace_ and not doc[end + 1].whitespace_:
        end += 2  # "re-run" is three tokens
    if head.i > end:
        start = max(start, head.i - longest // 2)
    while end > start and doc[end].is_space:
        end -= 1
    return doc[start : end + 1]


def _kept(head: Token, predicate: Token) -> set[int]:
    """The words of the theme, scattered as they may be."""
    keep = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in _LEFT_OUT or child.i == predicate.i or child.dep_ == "punct" or child.is_space:
                continue
            keep.add(child.i)
            stack.append(child)
    return keep


def _from_subject(verb: Token, predicate: Token, start: int) -> int:
    """Where a clause begins whose subject a relative clause or a comma cuts off: "**the rule**, which …, is void"."""
    edges = [s.left_edge.i for s in grammar.children(verb, *grammar.SUBJECTS)]
    first = min(edges, default=start)
    return first if first < start and not first <= predicate.i < verb.i and verb.i - first < LONGEST_CLAUSE else start


def _before(token: Token) -> int:
    """The last word before a token, over marks and line ends."""
    i = token.i - 1
    while i >= token.sent.start and not _is_word(token.doc[i]):
        i -= 1
    return i


def _after(token: Token) -> int:
    """The next word behind a token, over marks and line ends."""
    i = token.i + 1
    while i < token.sent.end and not _is_word(token.doc[i]):
        i += 1
    return i


def _is_word(token: Token) -> bool:
    return any(c.isalnum() for c in token.text)
