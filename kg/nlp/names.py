"""Names in a Doc: the ontology's names, the recogniser's entities repaired, and what the article itself tells.

The statistical recogniser calls Minsk an organisation and Kiev a person, and Title Case headlines mislead it
altogether. So a name's type is settled once for the article: by the ontology, by titles before it ("Gen. Votel"), by
the words in it ("Gilead Sciences Inc."), and else by what the recogniser says most often of it outside headlines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.nlp.data import Mention
from kg.nlp.lexicon import Lexicon, key, lemma

_TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Group"}
_PARTICLES = frozenset(
    "de del della di da du des la le van von der den ter bin bint ibn al el of the and & ’s 's - – '".split()
)  # what may stand inside a name, between its capitals


@dataclass(slots=True)
class Name:
    """A name at tokens ``start`` to ``end`` (half-open). ``known``: the ontology has it. ``form`` as in Mention."""

    start: int
    end: int
    type: str
    form: str = "name"
    known: bool = False


class Names:
    """Finds names with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        words = lexicon.words
        self.titles = frozenset(w.rstrip(".") for w in words("Title"))
        self.marks, self.things = words("OrganizationMark"), words("ThingNoun")
        self.first_names = words("MaleName") | words("FemaleName")
        self.offices, self.state_nouns = words("OfficeNoun"), words("StateNoun") | words("RulerNoun")

    def find(self, doc: Doc) -> list[Mention]:
        """The names and demonyms, in the order of the text; a demonym may stand inside a name."""
        capitals = title_case(doc)
        known = list(self.from_ontology(doc, capitals))
        guessed = [n for n in self.from_entities(doc) if not capitals[n.start] or self.plausible(doc, n)]
        found = self.merge(doc, known, guessed)
        self.settle(doc, found, capitals)
        found += self.again(doc, found)
        return [self.mention(doc, n) for n in sorted(found, key=lambda n: (n.start, -n.end)) if n.type]

    def mention(self, doc: Doc, name: Name) -> Mention:
        span = doc[name.start : name.end]
        head = span.root
        plural = head.tag_ in ("NNPS", "NNS") and name.type == "Group"
        return Mention(
            start=name.start, end=name.end, head=head.i, type=name.type, form=name.form, plural=plural, actor=[]
        )

    # --- where names come from

    def from_ontology(self, doc: Doc, capitals: list[bool]) -> Iterator[Name]:
        """The ontology's names, longest first; adjectives are demonyms unless they stand as a noun."""
        i = 0
        while i < len(doc):
            span = self.lexicon.longest(doc, i)
            if span is None or not self.proper(span.start, span.end, doc, capitals):
                i += 1
                continue
            text = key(span.text)
            entry = self.lexicon.entry(text)
            assert entry is not None
            if text in self.lexicon.names:
                yield Name(span.start, span.end, entry.type, known=True)
            elif self.is_adjective(span[-1], text):
                yield Name(span.start, span.end, entry.type, "demonym", True)
            elif text in self.lexicon.people and not person_noun(span[-1]):
                yield Name(span.start, span.end, entry.type, "nominal", True)
            i = span.end

    def proper(self, start: int, end: int, doc: Doc, capitals: list[bool]) -> bool:
        """Whether an ontology name is one here: not part of a longer hyphenated word, not "May" as a modal."""
        last = doc[end - 1]
        if end < len(doc) and doc[end].tag_ == "HYPH" and not last.whitespace_ and end + 1 < len(doc):
            return doc[end + 1].lower_ not in ("like", "style", "type")
        return last.pos_ not in ("AUX", "VERB", "ADV", "PRON", "INTJ") or end - start > 1 or last.ent_type_ in _TYPES

    def is_adjective(self, token: Token, text: str) -> bool:
        """Whether "Russian" modifies a noun here."""
        if text not in self.lexicon.adjectives:
            return False
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if token.dep_ in ("amod", "compound", "nmod") or after is not None and after.tag_ == "HYPH":
            return True
        return token.pos_ == "ADJ" and after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "CCONJ")

    def from_entities(self, doc: Doc) -> Iterator[Name]:
        """The recogniser's entities, cut to the name."""
        for ent in doc.ents:
            if ent.label_ not in _TYPES:
                continue
            for start, end in self.trimmed(doc, ent.start, ent.end):
                yield Name(start, end, _TYPES[ent.label_])

    def trimmed(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Without line breaks, determiners, titles and roles before, possessive and lower-case words after."""
        for i in range(start, end):
            if doc[i].is_space:
                end = i
                break
        moved = True
        while moved and start < end:
            moved = False
            first = doc[start]
            if first.pos_ in ("DET", "PUNCT", "ADP", "PRON") or first.lower_ in ("the", "'s", "’s", "-", "@", "#"):
                start, moved = start + 1, True
            elif start + 1 < end and (after := self.past_role(doc, start, end)):
                start, moved = after, True
        while start < end and (doc[end - 1].pos_ in ("PART", "PUNCT") or doc[end - 1].lower_ in ("'s", "’s", "and")):
            end -= 1
        while start < end and doc[end - 1].text[0].islower() and not doc[end - 1].text[0].isdigit():
            end -= 1
        if start < end and any(t.text[0].isupper() or t.text[-1].isupper() for t in doc[start:end]):
            yield start, end

    def past_role(self, doc: Doc, start: int, end: int) -> int | None:
        """The token after titles and roles at the start of an entity, if a name is left."""
        for stop in range(min(end - 1, start + 5), start, -1):
            found = self.lexicon.role_at(doc, stop)
            if found and found[0] == start and doc[stop].text[0].isupper() and not self.is_mark(doc[stop]):
                return stop
        first = doc[start].lower_.rstrip(".")
        if first in self.titles and doc[start + 1].text[0].isupper() and not self.is_mark(doc[end - 1]):
            return start + 1
        return None

    def is_mark(self, token: Token) -> bool:
        word = token.lower_.rstrip(".")
        return word in self.marks or lemma(token) in self.offices or lemma(token) in self.state_nouns

    def plausible(self, doc: Doc, name: Name) -> bool:
        """Whether an entity in a Title Case line is to be trusted on its own."""
        if name.type == "Person":
            return name.end - name.start > 1 and doc[name.start].text in self.first_names
        return doc[name.end - 1].text.isupper() and len(doc[name.end - 1].text) > 1

    # --- one name at a place

    def merge(self, doc: Doc, known: list[Name], guessed: list[Name]) -> list[Name]:
        """Settles which of two names that overlap stands."""
        kept = list(known)
        for name in guessed:
            inner = [k for k in kept if k.start < name.end and name.start < k.end]
            if not inner:
                kept.append(name)
            elif all(name.start <= k.start and k.end <= name.end for k in inner) and self.wins(doc, name, inner):
                kept = [k for k in kept if k not in inner or (k.start == name.start and k.form == "demonym")]
                kept.append(name)
        return kept

    def wins(self, doc: Doc, name: Name, inner: list[Name]) -> bool:
        """Whether an entity that holds names of the ontology is a longer name: "Bank of England", "Michael Jordan"."""
        if any(k.start == name.start and k.end == name.end for k in inner):
            return False
        last = doc[name.end - 1]
        if any(t.text in (",", "/") or t.lower_ == "and" for t in doc[name.start : name.end]):
            return False
        if lemma(last) in self.state_nouns:
            return False
        if name.type == "Person":
            first = min(inner, key=lambda k: k.start)
            return first.start > name.start or doc[name.start].text in self.first_names
        if any(k.end == name.end and k.start > name.start for k in inner):
            return any(t.lower_ in ("of", "for") for t in doc[name.start : name.end])
        return last.lower_.rstrip(".") in self.marks or lemma(last) in self.offices or len(inner[0:]) == 1 and (
            name.end - name.start > 2
        )

    def settle(self, doc: Doc, found: list[Name], capitals: list[bool]) -> None:
        """One type for all places of a name; none for what is no actor."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        people: set[str] = set()
        for n in found:
            if not n.known:
                votes[key(doc[n.start : n.end].text)][self.vote(doc, n)] += 1 if capitals[n.start] else 3
                if self.titled(doc, n.start):
                    votes[key(doc[n.start : n.end].text)]["Person"] += 20
        for text, count in votes.items():
            if count.most_common(1)[0][0] == "Person" and " " in text:
                people.add(text.split()[-1])
        for n in found:
            text = key(doc[n.start : n.end].text)
            if n.known:
                continue
            n.type = "Person" if text in people else votes[text].most_common(1)[0][0]

    def vote(self, doc: Doc, name: Name) -> str:
        """The type one occurrence of a name speaks for; "" for a thing."""
        first, last = doc[name.start], doc[name.end - 1]
        word = last.lower_.rstrip(".")
        if name.end - name.start > 1 and first.text in self.first_names and word not in self.marks:
            return "Person"
        if word in self.marks and (name.end - name.start > 1):
            return "Organization"
        if word in self.things:
            return ""
        return name.type

    def titled(self, doc: Doc, start: int) -> bool:
        """Whether a title or role of a person stands right before: "Mr Ellwood", "Prime Minister Abadi"."""
        if start == 0:
            return False
        before = doc[start - 1]
        if before.is_space or not before.text[0].isupper():
            return False
        return before.lower_.rstrip(".") in self.titles or self.lexicon.role_at(doc, start) is not None

    def again(self, doc: Doc, found: list[Name]) -> list[Name]:
        """The places of found names that the recogniser overlooked; surnames of people, acronyms in brackets."""
        types = {key(doc[n.start : n.end].text): n.type for n in found if not n.known and n.type}
        for text, kind in list(types.items()):
            if kind == "Person" and " " in text and text.split()[-1][0].isupper() and "." not in text.split()[-1]:
                types.setdefault(text.split()[-1], "Person")
        taken = {i for n in found for i in range(n.start, n.end)}
        starts = {text.split()[0][:3] for text in types}
        more: list[Name] = []
        i = 0
        while i < len(doc):
            stop = i + 1
            if key(doc[i].text)[:3] in starts and i not in taken:
                for end in range(min(len(doc), i + 8), i, -1):
                    kind = types.get(key(doc[i:end].text), "")
                    if kind and not any(j in taken for j in range(i, end)) and doc[end - 1].pos_ != "VERB":
                        more.append(Name(i, end, kind))
                        stop = end
                        break
            i = stop
        return more


def person_noun(token: Token) -> bool:
    """Whether "an American", "two Russians" speaks of somebody rather than of a people."""
    if token.tag_ in ("NN", "NNP", "JJ"):
        return any(t.lower_ in ("a", "an", "another") or t.dep_ in ("nummod", "poss") for t in token.lefts)
    return any(t.dep_ in ("nummod", "poss") or t.lower_ in ("some", "many", "several", "most") for t in token.lefts)


def title_case(doc: Doc) -> list[bool]:
    """For each token, whether its sentence is printed in Title Case or capitals, as headlines are."""
    flags = [False] * len(doc)
    for sentence in doc.sents:
        words = [t for t in sentence if t.is_alpha and len(t.text) > 3]
        if len(words) > 2 and sum(t.text[0].isupper() for t in words) > 0.7 * len(words):
            flags[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    return flags
