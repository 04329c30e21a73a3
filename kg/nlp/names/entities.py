"""What the statistical recogniser takes for names, cut to the name: without titles, roles, articles and remains."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.nlp.lexicon import Lexicon, key, lemma
from kg.nlp.names.bodies import BodyNames
from kg.nlp.names.persons import SUFFIXES, is_given, is_person

TYPES = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "NORP": "Group"}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


class Entities:
    """Reads the entities of Docs as (start, end, type), tokens half-open."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        words = lexicon.words
        self.titles = frozenset(w.rstrip(".") for w in words("Title"))
        self.title_parts, self.particles = words("TitlePart"), words("NameParticle")
        self.first_names = words("MaleName") | words("FemaleName")
        self.marks, self.things = words("OrganizationMark"), words("ThingNoun")
        self.bodies, self.portfolios = BodyNames(lexicon), words("PortfolioNoun")
        self.collective = words("OfficeNoun") | words("StateNoun") | words("RulerNoun")

    def read(self, doc: Doc, capitals: list[bool]) -> Iterator[tuple[int, int, str]]:
        """The entities that can be actors or places; people the recogniser overlooked, by first name and surname.

        ``capitals`` tells for each token whether its line is printed in Title Case.
        """
        roles = self.role_words(doc)
        seen = done = 0
        bodies: dict[int, tuple[int, int]] = {}
        for body in self.bodies(doc, capitals, roles):
            if not any(i in bodies for i in range(*body)):
                bodies |= dict.fromkeys(range(*body), body)
        for start, end in dict.fromkeys(bodies.values()):
            yield start, end, "Organization"
        for ent in doc.ents:
            if any(i in bodies for i in (ent.start, ent.end - 1)):
                continue
            yield from self.people(doc, seen, ent.start, roles)
            seen = ent.end
            if ent.label_ in TYPES:
                for start, end, kind in self.split(doc, ent.start, ent.end, TYPES[ent.label_]):
                    start, end = self.trim(doc, start, end, roles)
                    if kind == "Person":
                        start, end = self.whole(doc, done, start, end, roles)
                    if done <= start < end and self.is_name(doc, start, end, roles):
                        seen, done = max(seen, end), end
                        yield start, end, kind
        yield from self.people(doc, seen, len(doc), roles)

    def role_words(self, doc: Doc) -> dict[int, int]:
        """Every token of a role phrase -> where the phrase starts: "Press **Secretary**"."""
        found: dict[int, int] = {}
        for end in range(len(doc), 0, -1):
            if end - 1 in found or not (role := self.lexicon.role_at(doc, end)):
                continue
            if not self.is_surname(doc, role[0], end):
                for i in range(role[0], end):
                    found.setdefault(i, role[0])
        return found

    def is_surname(self, doc: Doc, start: int, end: int) -> bool:
        """Whether a role word is somebody's surname: "Tom **King** said", not "Tom, King of"."""
        if end - start > 1 or start == 0 or doc[start].tag_ != "NNP" or not doc[start].text.istitle():
            return False
        after = doc[end].pos_ if end < len(doc) else ""
        return doc[start - 1].text in self.first_names and after not in ("PROPN", "ADP")

    def split(self, doc: Doc, start: int, end: int, kind: str) -> Iterator[tuple[int, int, str]]:
        """At line breaks; before a first name that follows other words: "Middle East | Martin Poole"."""
        for i in range(start, end):
            if doc[i].is_space or doc[i].text == "(" and i > start:
                yield from self.split(doc, start, i, kind) if i > start else ()
                yield from self.split(doc, i + 1, end, kind) if i + 1 < end else ()
                return
        while start < end and doc[start].pos_ == "DET":
            start += 1
        owner = next((i for i in range(start + 1, end - 1) if doc[i].lower_ in _POSSESSIVE), None)
        if owner is not None and kind == "Organization" and is_person(doc, start, owner):
            yield from ((start, owner, "Person"), (owner + 1, end, kind))  # "**Okoro**'s Green Party"
            return
        before_name = doc[start - 1] if start else None
        both = next((i for i in range(start + 1, end - 1) if doc[i].lower_ == "and"), None)
        if both is not None and before_name is not None and before_name.tag_ == "NNS" and before_name.text.islower():
            yield from ((start, both, kind), (both + 1, end, kind))  # "the schools St Anne and St Mary"
            return
        for i in range(start + 1, end - 1):
            before = key(doc[start:i].text)
            person = doc[i].text in self.first_names or kind == "Person" and end - i == 2
            if person and (before in self.lexicon.names or before in self.lexicon.adjectives):
                yield start, i, kind
                yield i, end, "Person"
                return
        yield start, end, kind

    def trim(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> tuple[int, int]:
        """Without determiners, titles and roles before, possessives, roles and lower-case words after."""
        while start < end and (after := self.past_title(doc, start, end, roles)) is not None:
            start = after
        while start < end and (before := self.before_rest(doc, start, end, roles)) is not None:
            end = before
        return start, end

    def past_title(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> int | None:
        """The token after an article, a title or a role at the start of an entity, None if there is none."""
        first = doc[start]
        if first.pos_ in ("DET", "PUNCT", "ADP", "PRON") or first.lower_ in ("the", "-", "@", "#", *_POSSESSIVE):
            return start + 1
        if start + 1 == end:
            return None
        if roles.get(start) == start and (after := self.past_role(doc, start, end, roles)):
            return after
        if self.is_title_word(doc, start, end) and not self.is_mark(doc[end - 1]):
            return start + 1
        if first.lower_ in self.portfolios and roles.get(start - 1) is not None and not self.is_mark(doc[end - 1]):
            return start + 1  # "Federal Secretary **Interior** Ali Khan"
        adjective = key(first.text) in self.lexicon.adjectives and roles.get(start + 1) == start + 1
        return start + 1 if adjective and start + 2 < end and self.past_role(doc, start + 1, end, roles) else None

    def before_rest(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> int | None:
        """The end of an entity without a possessive, a lower-case word or a role at its end, None if it has none."""
        last = doc[end - 1]
        if end - start > 2 and is_given(doc, end - 1):
            return None
        bare = last.lower_ in (*_POSSESSIVE, "-", "and", "the", "of")
        if last.pos_ in ("PART", "PUNCT") or bare or last.is_space:
            return end - 1
        if last.like_num and end - start > 3 and doc[end - 2].text in ("-", "–"):
            return end - 3  # "Arsenal 2-0"
        if last.text[0].islower() and not last.text[-1].isupper():
            return end - 1
        role = roles.get(end - 1, start)
        if role > start and roles.get(end) == role:
            return role  # "Pentagon Press" before "Secretary"
        one = last.tag_ == "NNP" and lemma(last) == last.lower_  # "Freedom Fighters" are a name
        if role > start and one and not any(t.lower_ in ("of", "for") for t in doc[start:end]):
            return role  # "State Department | Spokesperson"
        return None

    def past_role(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> int | None:
        """The token after the role at ``start``, if what is left of the entity is a name of its own."""
        stop = start
        while stop < end and roles.get(stop) == start:
            stop += 1
        name_left = stop < end and doc[stop].text[0].isupper() and not self.is_mark(doc[end - 1])
        return stop if name_left and doc[stop].lower_ not in ("of", "for") else None

    def whole(self, doc: Doc, floor: int, start: int, end: int, roles: dict[int, int]) -> tuple[int, int]:
        """A person's name with what belongs to it: "Carmen | Yulín Cruz", "Ahmed Kamil | Murad", "Keating | IV"."""
        while floor < start < end and doc[start - 1].text in self.first_names and doc[start - 1].pos_ == "PROPN":
            start -= 1
        if floor < start < end and start > 1 and self.first_behind_title(doc, start, roles):
            start -= 1
        while start < end < len(doc) and end - start < 4:
            after = doc[end]
            if is_given(doc, end + 1):
                end += 2
                continue
            inner = (
                after.pos_ == "PROPN"
                and after.ent_type_ in ("", "PERSON")
                and end not in roles
                and (doc[end - 1].head.i == end and doc[end - 1].dep_ in ("compound", "flat"))
            )
            inner |= (
                self.is_particle(doc, end)
                or after.is_title
                and doc[end - 1].lower_ in self.particles
                and end > start + 1
            )
            if not (inner or after.lower_.rstrip(".") in SUFFIXES) or self.is_mark(after) or after.is_sent_start:
                break
            end += 1
        return start, end

    def first_behind_title(self, doc: Doc, start: int, roles: dict[int, int]) -> bool:
        """Whether a first name that no list has stands between a title and a surname: "Mayor **Acy** | McGehee"."""
        first = doc[start - 1]
        inner = first.dep_ == "compound" and first.head.i >= start and first.pos_ == "PROPN" and first.is_title
        alone = start - 1 not in roles and not first.ent_type_ and not self.is_title(doc, start - 1, roles)
        return inner and alone and self.is_title(doc, start - 2, roles)

    def is_particle(self, doc: Doc, i: int) -> bool:
        """Whether "von", "den" before a name stands at token ``i``."""
        if doc[i].text not in self.particles or i + 1 >= len(doc):
            return False
        return doc[i + 1].is_title or doc[i + 1].text in self.particles

    def is_name(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> bool:
        """Whether capitals are left that are more than a title; not if a thing's name goes on: "Remembrance Day"."""
        tokens = doc[start:end]
        if all(t.lower_.rstrip(".") in self.titles for t in tokens) or roles.get(start, start) < start:
            return False
        if end - start > 1 and all(roles.get(i) == start for i in range(start, end)):
            return False  # "the High Representative"
        if start + 1 == end and tokens[0].lower_ in self.portfolios or roles.get(end, end) <= start:
            return False  # a field, as in "Retail analyst"; "Defense" in "Defense Secretary"
        if (
            end < len(doc)
            and doc[end].text[0].isupper()
            and doc[end].lower_ in self.things
            and (doc[end - 1].head.i == end and doc[end].pos_ == "PROPN")
        ):
            return False
        return any(t.text[0].isupper() or t.text[-1].isupper() for t in tokens)

    def people(self, doc: Doc, start: int, end: int, roles: dict[int, int]) -> Iterator[tuple[int, int, str]]:
        """Between two entities: a first name and a surname in capitals, capitals after a title."""
        i = start
        while i < end:
            stop = i
            if self.begins(doc, i, end, roles):
                stop = i + 1
                while stop < min(end, i + 4) and self.goes_on(doc, stop, roles):
                    stop += 1
            if stop == end and end < len(doc) and doc[end].ent_type_ == "PERSON":
                return  # the name goes on in the next entity
            if stop - i > 1 or stop > i and self.is_title(doc, i - 1, roles):
                yield i, stop, "Person"
            i = max(stop, i + 1)

    def begins(self, doc: Doc, i: int, end: int, roles: dict[int, int]) -> bool:
        """Whether a person's name begins at token ``i``: a first name, capitals or "de" after a title."""
        token, text = doc[i], key(doc[i].text)
        if token.pos_ != "PROPN" or i in roles or token.lower_.rstrip(".") in self.titles:
            return False
        particle = token.lower_ in self.particles and i + 1 < end and doc[i + 1].pos_ == "PROPN" and doc[i + 1].is_title
        if not token.text[0].isupper() and not particle:
            return False
        if self.lexicon.has_name(text) or text in self.lexicon.adjectives:
            return False
        called = i > 0 and self.is_called(doc, i) and i + 1 < end and self.goes_on(doc, i + 1, roles)
        return token.text in self.first_names or called or i > 0 and self.is_title(doc, i - 1, roles)

    def is_called(self, doc: Doc, i: int) -> bool:
        """Whether a noun for a person in lower case leads to a name at token ``i``: "**analyst** Wa Lone", or "a
        **reporter**, Wa Lone," with its comma."""
        comma = doc[i - 1].text == "," and i > 1
        noun, last = doc[i - 1 - comma], doc[i].head
        if (
            noun.tag_ != "NN"
            or not noun.text.islower()
            or not (self.lexicon.is_a(noun, "PersonNoun") or self.lexicon.role_at(doc, noun.i + 1))
        ):
            return False
        name = last if doc[i].dep_ == "compound" else doc[i]
        return name.head == noun and name.dep_ == "appos" if comma else noun.dep_ == "compound" and noun.head == name

    def goes_on(self, doc: Doc, i: int, roles: dict[int, int]) -> bool:
        """Whether a person's name goes on at token ``i``."""
        token = doc[i]
        return (
            token.pos_ == "PROPN"
            and token.text[0].isalpha()
            and i not in roles
            and not self.is_mark(token)
            and (token.text[0].isupper() or token.lower_ in self.particles)
        )

    def is_title(self, doc: Doc, i: int, roles: dict[int, int]) -> bool:
        """Whether a word in capitals that goes before people's names stands at token ``i``: "Mr", "Minister"."""
        if i > 0 and doc[i].text == "." and not doc[i - 1].whitespace_:
            i -= 1
        if i > 1 and doc[i].lower_ in self.portfolios and doc[i - 1].lower_ in ("of", "for") and i - 2 in roles:
            return True  # "Commissioner for **Competition** Ada Moyo"
        if i < 0 or not doc[i].text[0].isupper() or doc[i].is_sent_start and doc[i].pos_ != "PROPN":
            return False
        return self.is_title_word(doc, i, len(doc)) or i in roles and doc[i].tag_ == "NNP"

    def is_title_word(self, doc: Doc, i: int, end: int) -> bool:
        """Whether a title stands at token ``i``; "Navy" is one only before another ("Navy Capt.")."""
        word = doc[i].lower_.rstrip(".")
        if word not in self.titles or word in self.things:
            return False
        if i and doc[i - 1].pos_ == "PROPN" and word in self.marks:  # "Lumo Foods **Pvt.** Ltd."
            return False
        return word not in self.title_parts or i + 1 < end and self.is_title_word(doc, i + 1, end)

    def is_mark(self, token: Token) -> bool:
        """Whether a word tells an organisation's name: "Inc.", "Ministry"."""
        word = token.lower_.rstrip(".")
        return word in self.marks or lemma(token) in self.collective
