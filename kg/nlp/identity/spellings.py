"""How one actor's names differ: initials, acronyms, parts of a person's name."""

from collections.abc import Sequence

from kg.nlp.lexicon import fold, key
from kg.nlp.names.persons import SUFFIXES

_SMALL = frozenset("of the for and on in to de la du des & -".split())


def person_words(name: str) -> list[str]:
    """A person's name in folded words, without "Jr." and nicknames in quotes."""
    words = [w for w in fold(name).split() if w not in SUFFIXES]
    return words or fold(name).split()


def is_short_for(short: str, name: str) -> bool:
    """Whether the letters of an acronym come in the order of the name's: "SIA" for "Singapore Airlines"."""
    letters = iter(fold(name))
    return (
        short[:1].isupper()
        and sum(c.isupper() for c in short) > 1
        and all(c in letters for c in short.lower() if c.isalpha())
    )


def same_person(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether two names in folded words can be one person's."""
    if len(short) > len(full):
        short, full = full, short
    if not short or not full:
        return False
    if len(short) == 1:
        return (
            short[0] in (full[-1], full[0])
            or " ".join(full).endswith("-" + short[0])
            or short[0] in (" ".join(full[-2:]), "al" + full[-1])
        )
    if short[-1] != full[-1]:
        return len(full) > len(short) and list(full[: len(short)]) == list(short) and len(short) > 1
    a, b = short[0], full[0]
    return a == b or a.startswith(b) or b.startswith(a) or (len(full) > 2 and a == full[1])


def initials(name: str, small: bool = False) -> str:
    """ "International Atomic Energy Agency" -> "IAEA"; with ``small`` words too: "Department of Defense" -> "DoD"."""
    words = key(name).replace("-", " ").split()
    if len(words) < 2:
        return ""
    return "".join(w[0] for w in words if w[0].isalnum() and (small or w.lower() not in _SMALL)).upper()
