"""What the names of persons are made of: particles, given names of two syllables, family names."""

from spacy.tokens import Doc

PARTICLES = frozenset("de del della di da du la le van von der den ter bin bint ibn al el".split())
_HYPHENS = frozenset({"-", "‐", "‑"})


def is_given(doc: Doc, i: int) -> bool:
    """Whether the second half of an East Asian given name stands at token ``i``: "Kang Do-**hyun**"; it is no
    participle or noun, as in "Modi-**led**", "Modi-**era**"."""
    if not (2 < i < len(doc)) or doc[i - 1].text not in _HYPHENS or not (doc[i].is_alpha and doc[i].is_lower):
        return False
    name = doc[i].tag_ == "NNP" or doc[i].tag_ == "NN" and doc[i].dep_ not in ("amod", "compound", "npadvmod")
    return name and doc[i - 2].is_title and not doc[i - 2].whitespace_ and not doc[i - 1].whitespace_


def is_particle(doc: Doc, i: int) -> bool:
    """Whether "von", "den" before a name stands at token ``i``."""
    if doc[i].text not in PARTICLES or i + 1 >= len(doc):
        return False
    return doc[i + 1].is_title or doc[i + 1].text in PARTICLES


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
