"""Stage ``kg_sentences``, before the parser: line breaks end sentences, and nothing else than punctuation does.

A headline, a line with the date and a paragraph are sentences of their own. Text that is wrapped at a fixed width,
or broken in the middle of a sentence, is not cut there. The parser decides wherever this stage says nothing.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.ontology import cached

_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
_ENDS = frozenset(".?!:;…—–-*•|\"'”’“‘»«)]}")
_DASHES = frozenset({"-", "--", "–", "—", "---"})
_DATELINE = 14  # a line that opens "WASHINGTON, Jan. 5 (Reuters) -" has its dash within so many tokens
_WRAPPED = 100  # no line of a wrapped text is longer (characters)


class Sentences:
    """Sets ``is_sent_start`` where lines say so. ``titles``: words such as "Gen" whose full stop ends no sentence."""

    def __init__(self, titles: frozenset[str]) -> None:
        self.titles = frozenset(title.lower().rstrip(".") for title in titles)

    def __call__(self, doc: Doc) -> Doc:
        starts = set(line_starts(doc))
        for token in doc:
            if token.i in starts:
                token.is_sent_start = True
            elif token.i and (token.is_space or self.within(doc[token.i - 1], token)):
                token.is_sent_start = False
        for start in starts:
            if (end := dateline(doc, start)) is not None:
                doc[end].is_sent_start = True
        return doc

    def within(self, before: Token, token: Token) -> bool:
        """Whether no sentence can start at ``token``: after a word without a stop, after "Gen."."""
        if before.is_space:
            return token.text[0].islower() and before.i > 0 and before.nbor(-1).text[-1] not in ".?!"
        if before.text[-1] not in _ENDS or not before.whitespace_ and before.text in _DASHES:
            return True
        if _INITIALS.fullmatch(before.text) and token.lower_.rstrip(".") in self.titles and token.text[0].isupper():
            return True  # "U.S. Senator"
        if before.text == "." and before.i and not before.nbor(-1).whitespace_:
            before = before.nbor(-1)
        elif before.text[-1] != "." or token.text == '"' and not token.whitespace_:
            return False
        return before.lower_.rstrip(".") in self.titles and token.text[0].isupper()


@Language.factory("kg_sentences", assigns=["token.is_sent_start"], default_config={"ontology": []})
def make_sentences(nlp: Language, name: str, ontology: list[str]) -> Sentences:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Sentences(cached(*ontology).words("Title"))


def line_starts(doc: Doc) -> Iterator[int]:
    """The tokens that begin a line and, with it, a sentence."""
    wrapped = is_wrapped(doc.text)
    yield from (0,) if len(doc) else ()
    for token in doc[:-1] if len(doc) else ():
        if not token.is_space or "\n" not in token.text:
            continue
        following = token.nbor()
        if following.is_space:
            continue
        blank = token.text.count("\n") > 1
        if blank and not following.text[0].islower() or not wrapped and not following.text[0].islower():
            yield following.i


def is_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width: many lines, none long, most of them ended within a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 6 or max(map(len, lines)) > _WRAPPED:
        return False
    cut = sum(line[-1] not in _ENDS and len(line) > 45 for line in lines[:-1])
    return cut > len(lines) / 2


def dateline(doc: Doc, start: int) -> int | None:
    """The token after "WASHINGTON, Jan. 5 (Reuters) --", "PARIS —" or "Accra, Aug. 14 -" at a line's start, or None."""
    opening = doc[start : start + 8]
    dated = any(t.text == "," for t in opening[:5]) and any(t.text.isdigit() for t in opening)
    place = any(t.text in _DASHES and t.i + 1 < len(doc) and t.nbor().text[0].isupper() for t in opening[1:3])
    if not doc[start].text.isupper() and not dated and not place and not any(t.text == "(" for t in opening):
        return None
    for token in doc[start : start + _DATELINE]:
        if token.is_space or token.text in ".;:" or token.text[0].islower():
            return None
        if token.text in _DASHES and token.i > start and token.i + 1 < len(doc):
            spaced = token.nbor(-1).whitespace_ and token.whitespace_
            return token.i + 1 if spaced and not token.nbor().is_space else None
    return None
