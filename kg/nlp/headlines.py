"""Headlines: Title Case as it would stand in the text, before the tagger; the comma that means "and", after the parser.

In "Court Clears Mayor Of Fraud" every word looks like a name, and "Clears" is parsed as part of one. What a word is
shows in the article below (true-casing after Lita et al., tRuEcasIng, ACL 2003, with the article as its own corpus);
a word that is not there is lowered only where English knows it as a verb form or a function word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc, Token

from kg.nlp.slips import rehang_subject

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TITLED = 0.7  # of the longer words of a headline begin with a capital: it is in title case
_LONGER = 4  # letters: "of", "and", "the" stay small in most styles
_FEWEST = 3  # longer words, below which nothing can be told
_INSIDE = re.compile(r"[\w,)’'\"”]\s")  # what stands before a word that does not begin a sentence


def truecase(text: str, end: int, common: Callable[[str], bool]) -> str:
    """The text with the headline (its first ``end`` characters) in the case of running text; as long as before.

    ``common`` says of a word in lower case whether it is a verb form or a function word. The first word keeps its
    capital, as does what the article writes with one inside a sentence, an acronym, and a word that is not known.

    >>> truecase("Court Clears Mayor Of Fraud\\n\\nA court cleared the mayor of fraud.", 27, {"clears"}.__contains__)
    'Court clears mayor of fraud\\n\\nA court cleared the mayor of fraud.'
    """
    words = list(_WORD.finditer(text, 0, end))
    longer = [w[0] for w in words[1:] if len(w[0]) >= _LONGER]
    if len(longer) < _FEWEST or sum(w[0].isupper() for w in longer) < _TITLED * len(longer):
        return text
    shouted = text[:end].isupper()
    small, names = _cases(text, end)
    pieces = list(text)
    for word in words[1:]:
        lower = word[0].lower()
        if not shouted and word[0][1:] != lower[1:]:  # "NATO", "McKay"
            continue
        if small[lower] > names[lower] or not names[lower] and common(lower):
            pieces[word.start() : word.end()] = lower
        elif shouted and not re.search(rf"\b{word[0]}\b", text[end:]):  # "PARIS", but not "NATO"
            pieces[word.start() : word.end()] = word[0].capitalize()
    cased = "".join(pieces)
    return cased if len(cased) == len(text) else text  # some letters grow when their case changes


def common_words(nlp: Language, first_names: Container[str] = ()) -> Callable[[str], bool]:
    """Whether the pipeline's lemmatizer knows a word (in lower case) as a form of a verb, or its vocabulary as a
    function word, and it is no first name ("Rob"). A surname that is also a verb ("Cook") stands elsewhere in its
    article, which decides first.
    """
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups: Lookups = getattr(lemmatizer, "lookups", None) or Lookups()
    tables = [lookups.get_table(f"lemma_{name}", {}).get("verb", {}) for name in ("index", "exc", "rules")]
    verbs, irregular, rules = tables

    def common(word: str) -> bool:
        if word.capitalize() in first_names:
            return False
        stems = (word.removesuffix(old) + new for old, new in rules if old and word.endswith(old))
        return nlp.vocab[word].is_stop or word in verbs or word in irregular or any(stem in verbs for stem in stems)

    return common


def _cases(text: str, end: int) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands below the headline in lower case, and with a capital inside a sentence."""
    small: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word in _WORD.finditer(text, end):
        if word[0].islower():
            small[word[0]] += 1
        elif _INSIDE.match(text, word.start() - 2):
            names[word[0].lower()] += 1
    return small, names


@Language.component("kg_headlines", assigns=["token.dep", "token.tag"], requires=["token.dep", "token.tag"])
def headlines(doc: Doc) -> Doc:
    """Stage, after the parser: the headline "Merkel, French President weigh plan" names two, not one and her office.

    And of "With help from Mali, the army, which …, won" the army is the subject.
    """
    for verb in doc:
        if verb.tag_.startswith("VB"):
            rehang_subject(verb)
    for token in doc:
        if token.idx >= doc._.kg_title_end:
            break
        if token.tag_ == "NN" and {"nsubj", "dobj"} <= {child.dep_ for child in token.children}:
            token.tag_ = "VBP"  # "US, UK **slam** Iran"; the part of speech follows from the tag
        if token.dep_ == "appos" and _is_listed(token):
            token.dep_ = "conj"
        elif (subject := _listed_with(token)) is not None:
            token.head, token.dep_ = subject, "conj"
    return doc


def _listed_with(name: Token) -> Token | None:
    """The subject a name before a comma belongs to, which the parser took for an adverb: "**Ford**, GM seek aid"."""
    if name.dep_ not in ("npadvmod", "dep") or name.tag_ not in ("NNP", "NNPS") or name.head.tag_ == "VBZ":
        return None
    subjects = [t for t in name.head.lefts if t.dep_ == "nsubj" and t.left_edge.i == name.i + 2]
    return next((t for t in subjects if name.nbor().text == ","), None)


def _is_listed(apposed: Token) -> bool:
    """An apposition is closed by a comma; before a verb in the plural it is the second of two."""
    end = apposed.right_edge.i + 1
    verb = apposed.head.head
    opened = apposed.left_edge.i > 0 and apposed.left_edge.nbor(-1).text == ","
    return opened and end < len(apposed.doc) and verb.i == end and verb.tag_ == "VBP"
