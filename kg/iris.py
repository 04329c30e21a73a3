"""Local names of IRIs, minted from names that may be hostile.

A name becomes a slug of letters, digits, ``_`` and ``-`` that one can read in a query. Where the slug loses something
that tells names apart, a hash of the name follows, so that two names never share an IRI by accident and no name can
forge the IRI of another.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

LONGEST = 80  # characters of a slug
_HASHED = re.compile(r"-[0-9a-f]{12}$")
_LOST_FOR_NOTHING = frozenset("_ .,'’‘“”\"")  # what may go without a hash


def digest(*parts: object, size: int = 6) -> str:
    """A hash of parts, in hexadecimal: twice ``size`` digits; the same on every machine.

    >>> digest("a", "b") != digest("ab")
    True
    """
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "replace"), digest_size=size).hexdigest()


def clean(name: str) -> str:
    """A name in NFKC, its white space single blanks, without control, format and unassigned characters.

    >>> clean("NATO\\u200b  forces")
    'NATO forces'
    """
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", name))
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def slug(name: str, *, exact: bool = False) -> str:
    """The local name of an IRI for ``name``.

    Latin letters lose their accents, so that "Erdoğan" and "Erdogan" are one; other scripts stay. With ``exact`` two
    names share a slug only if they are the same characters: for identifiers.

    >>> slug("Alexander Lukashenko"), slug("Recep Tayyip Erdoğan"), slug("Haider al-Abadi")
    ('Alexander_Lukashenko', 'Recep_Tayyip_Erdogan', 'Haider_al-Abadi')
    >>> slug("AT&T"), slug("../x"), slug("a b", exact=True)
    ('AT_T-33ac3d529317', 'x-88e8972cf557', 'a_b-9cd5ae45f6c8')
    """
    whole = clean(name)
    plain = _unaccented(whole)
    body = "_".join(filter(None, "".join(c if c.isalnum() or c in "_-" else "_" for c in plain).split("_")))
    kept = body[:LONGEST].strip("-_")
    lossy = kept != body or any(not (c.isalnum() or c == "-" or c in _LOST_FOR_NOTHING) for c in plain)
    forged = bool(_HASHED.search(kept))
    if exact and kept != name:
        return f"{kept}-{digest(name)}".lstrip("-")
    return f"{kept}-{digest(whole)}".lstrip("-") if lossy or forged or not kept else kept


def _unaccented(text: str) -> str:
    """Without the accents of Latin letters; other scripts as they are, where marks are part of the word."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare if bare.isascii() else text
