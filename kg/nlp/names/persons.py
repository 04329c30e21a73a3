"""What the names of persons are made of: given names of two syllables, family names, what comes behind them."""

from spacy.tokens import Doc

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_HYPHENS = frozenset({"-", "‐", "‑"})


def is_given(doc: Doc, i: int) -> bool:
    """Whether the second half of an East Asian given name stands at token ``i``: "Kang Do-**hyun**"; it is no
    participle or noun, as in "Modi-**led**", "Modi-**era**"."""
    if not (2 < i < len(doc)) or doc[i - 1].text not in _HYPHENS or not (doc[i].is_alpha and doc[i].is_lower):
        return False
    name = doc[i].tag_ == "NNP" or doc[i].tag_ == "NN" and doc[i].dep_ not in ("amod", "compound", "npadvmod")
    return name and doc[i - 2].is_title and not doc[i - 2].whitespace_ and not doc[i - 1].whitespace_


def is_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the recogniser has taken these words for a person, or a person's surname, elsewhere in the text."""
    text = doc[start:end].text
    others = (e.text for e in doc.ents if e.label_ == "PERSON" and e.start != start)
    return any(text in (other, family_name(other)) for other in others)


def family_name(text: str) -> str:
    """The surname in a person's full name: its last word or, where that is "Do-hyun", its first.

    >>> family_name("Ada Lovelace"), family_name("Kang Do-hyun"), family_name("Ann Smith-Jones")
    ('Lovelace', 'Kang', 'Smith-Jones')
    """
    words = text.split()
    return words[0] if "-" in words[-1] and words[-1].rpartition("-")[2].islower() else words[-1]
