"""What an event is about, in the article's words."""

from __future__ import annotations

from spacy.tokens import Span, Token

# A theme is a phrase one can read in a table: what follows a comma or a relative pronoun, and what exceeds these
# many words, is left to the sentence itself.
LONGEST = 14
_LEFT_OUT = frozenset({"relcl", "advcl", "parataxis"})


def theme_span(head: Token, predicate: Token) -> Span:
    """The phrase of a theme's head, without leading determiner, relative clauses and what lies beyond LONGEST words."""
    doc = head.doc
    keep = {head.i}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep_ in _LEFT_OUT or child.i == predicate.i or child.dep_ == "punct" or child.is_space:
                continue
            keep.add(child.i)
            stack.append(child)
    start = end = head.i
    while start - 1 in keep or (start > 0 and doc[start - 1].is_punct and start - 2 in keep):
        start -= 1
    while end + 1 in keep or (end + 2 < len(doc) and doc[end + 1].is_punct and end + 2 in keep):
        end += 1
    while start < head.i and doc[start].dep_ in ("det", "mark", "punct", "cc") and doc[start].head.i >= start:
        start += 1
    end = min(end, max(head.i, start + LONGEST - 1))
    while end + 2 < len(doc) and doc[end + 1].text == "-" and not doc[end].whitespace_ and not doc[end + 1].whitespace_:
        end += 2  # "re-run" is three tokens
    if head.i > end:
        start = max(start, head.i - LONGEST // 2)
    while end > start and doc[end].is_space:
        end -= 1
    return doc[start : end + 1]
