"""Names in a Doc: the ontology's names, the recogniser's entities repaired, and what the article itself tells.

The statistical recogniser calls Minsk an organisation and Kiev a person, and Title Case headlines mislead it
altogether. So a name's type is settled once for the article: by the ontology, by titles before it ("Gen. Grant"), by
the words in it ("Gilead Sciences Inc."), and else by what the recogniser says most often of it outside headlines.
"""

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.lexicon import Lexicon, key, lemma
from kg.nlp.names.capitals import alone, overlooked, title_case
from kg.nlp.names.entities import Entities
from kg.nlp.names.kinds import Kinds
from kg.nlp.names.known import KnownNames, Name
from kg.nlp.names.persons import family_name


class Names:
    """Finds names with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known, self.entities = KnownNames(lexicon), Entities(lexicon)
        self.first_names = self.entities.first_names
        self.marks, self.things = self.entities.marks, self.entities.things
        self.kinds = Kinds(lexicon, self.entities)
        self.landmarks, self.regions = lexicon.words("PlaceMark"), lexicon.words("RegionWord")
        self.offices = lexicon.words("OfficeNoun")
        self.state_nouns = lexicon.words("StateNoun") | lexicon.words("RulerNoun") | lexicon.words("BareStateNoun")

    def find(self, doc: Doc) -> list[Mention]:
        """The names and demonyms, in the order of the text; a demonym may stand inside a name."""
        capitals = title_case(doc)
        known = list(self.known.find(doc))
        guessed = [Name(*entity) for entity in self.entities.read(doc, capitals)]
        guessed = [n for n in guessed if n.text(doc) not in self.lexicon.people]
        guessed = [n for n in guessed if n.type != "Group" or not modifies(doc[n.end - 1])]
        guessed = [n for n in guessed if not capitals[n.start] or self.plausible(doc, n)]
        found = self.merge(doc, known, guessed)
        taken = {i for n in found for i in range(n.start, n.end)}
        found += [Name(*name) for name in overlooked(doc, self.lexicon, capitals, taken)]
        found += [n for name in found if (n := in_brackets(doc, name, taken))]
        self.kinds.settle(doc, found, capitals)
        found += self.again(doc, found)
        return [self.mention(doc, n) for n in sorted(found, key=lambda n: (n.start, -n.end)) if n.type]

    def mention(self, doc: Doc, name: Name) -> Mention:
        head = doc[name.start : name.end].root
        plural = head.tag_ in ("NNPS", "NNS") and name.type == "Group"
        return Mention(
            start=name.start, end=name.end, head=head.i, type=name.type, form=name.form, plural=plural, actor=[]
        )

    def plausible(self, doc: Doc, name: Name) -> bool:
        """Whether an entity in a Title Case line is to be trusted on its own."""
        if name.type == "Person":
            return name.end - name.start > 1 and doc[name.start].text in self.first_names
        return doc[name.end - 1].text.isupper() and len(doc[name.end - 1].text) > 1

    def merge(self, doc: Doc, known: list[Name], guessed: list[Name]) -> list[Name]:
        """Settles which of two names that overlap stands."""
        kept = list(known)
        for name in guessed:
            inner = [k for k in kept if k.start < name.end and name.start < k.end]
            if not inner:
                self.numbered(doc, name)
                kept.append(name)
            elif self.first_name(doc, name, inner):
                kept = [*(k for k in kept if k not in inner), name]
            elif all(name.start <= k.start and k.end <= name.end for k in inner) and self.wins(doc, name, inner):
                kept = [k for k in kept if k not in inner or (k.start == name.start and k.type == "State")]
                kept.append(name)
        return kept

    def wins(self, doc: Doc, name: Name, inner: list[Name]) -> bool:
        """Whether an entity that holds names of the ontology is a longer name: "Bank of England", "Michael Jordan"."""
        if any(k.start == name.start and k.end == name.end for k in inner):
            return False
        first, last = doc[name.start], doc[name.end - 1]
        if any(t.text in (",", "/") or t.lower_ == "and" for t in doc[name.start : name.end]):
            return False
        if any(k.end < name.end and doc[k.end].tag_ == "HYPH" and k.type in ("State", "Place") for k in inner):
            return False  # "Baghdad-Erbil"
        if (lemma(last) in self.state_nouns or last.lower_ in self.state_nouns) and (
            any(k.start == name.start for k in inner) or name.type == "Person"
        ):
            return False  # "Iraqi Security Forces" are Iraq's; "Royal Australian Air Force" is a name
        if name.type == "Person" and not any(self.of_state(doc, name, k) for k in inner):
            return min(inner, key=lambda k: k.start).start > name.start or first.text in self.first_names
        ends = [k for k in inner if k.end == name.end and k.start > name.start]
        if ends and ends[0].type == "Organization" and name.type == "Organization":
            if self.of_another(doc, name, inner[0], ends[0]):
                return True
            within = {i for k in inner for i in range(k.start, k.end)}
            return any(t.pos_ == "PROPN" and t.i not in within for t in doc[name.start : name.end])
        if ends:
            if self.of_state(doc, name, ends[0]):
                return True
            of = next((t for t in doc[name.start + 1 : name.end] if t.lower_ in ("of", "for")), None)
            return of is not None and lemma(of.nbor(-1)) not in self.state_nouns  # "the Government of Iraq" is Iraq
        if name.type == "Place" and last.lower_ in self.landmarks:
            return True  # "Virginia Beach"
        if first.i + 2 < name.end and name.type == "Organization" and self.goes_beyond(name, doc, inner):
            return True  # "China Labor Watch"
        led = name.end < len(doc) and lemma(doc[name.end]) in self.lexicon.role_ends and last.pos_ == "PROPN"
        if led and name.type == "Organization" and [k.type for k in inner] == ["Organization"]:
            return True  # "Google Cloud chief"
        return (
            last.lower_.rstrip(".") in self.marks
            or lemma(last) in self.offices
            or (len(inner) == 1 and name.end - name.start > 2)
        )

    def of_another(self, doc: Doc, name: Name, state: Name, body: Name) -> bool:
        """Whether a known body's name is also one of another state's: "**Maldivian** Democratic Party"."""
        entries = self.lexicon.entry(state.text(doc), "State"), self.lexicon.entry(body.text(doc), "Organization")
        whole = state.form == "demonym" and state.start == name.start and state.end == body.start
        if not whole or entries[0] is None or entries[1] is None:
            return False
        homes = (*entries[1].part_of, *entries[1].based_in)
        return bool(homes) and entries[0].name not in homes

    def first_name(self, doc: Doc, name: Name, inner: list[Name]) -> bool:
        """Whether a person's first name is a land's that the article does not speak of otherwise: "Jordan Moyo"."""
        if name.type != "Person" or name.end - name.start != 2 or len(inner) != 1 or inner[0].start != name.start:
            return False
        first, last = doc[name.start], doc[name.end - 1]
        alone = inner[0].type in ("State", "Place") and inner[0].form == "name" and first.head == last
        else_where = any(t.text == first.text and t.nbor().text != last.text for t in doc[:-1])
        plain = last.tag_ == "NNP" and last.text.istitle() and not self.entities.is_mark(last)
        return alone and plain and not else_where and last.i not in self.entities.role_words(doc)

    def goes_beyond(self, name: Name, doc: Doc, inner: list[Name]) -> bool:
        """Whether an organisation's name goes on in capitals behind the names in it, and is no thing's."""
        last, within = doc[name.end - 1], {i for k in inner for i in range(k.start, k.end)}
        thing = {last.lower_, lemma(last)} & self.things
        return len(inner) > 1 and last.i not in within and last.tag_ == "NNP" and last.text.istitle() and not thing

    def of_state(self, doc: Doc, name: Name, state: Name) -> bool:
        """Whether a name with a state's at its end is an organisation's own: "Health Canada", not "Northern Iraq"."""
        before = doc[name.start : state.start]
        return (
            state.type in ("State", "Place")
            and state.form == "name"
            and 0 < len(before) < 3
            and all(
                t.pos_ == "PROPN"
                and t.dep_ == "compound"
                and t.head.i == state.end - 1
                and t.text[0].isupper()
                and t.lower_ not in self.regions
                and not self.entities.is_mark(t)
                for t in before
            )
        )

    def numbered(self, doc: Doc, name: Name) -> None:
        """With its number: "Task Force **50**", "Local **1520**"."""
        if (
            name.type == "Organization"
            and name.end < len(doc)
            and doc[name.end].like_num
            and (doc[name.end].is_digit or doc[name.end].text[0].isupper())
        ):
            last = doc[name.end - 1]
            if last.text.isupper() or self.entities.is_mark(last) and not last.is_sent_end:
                name.end += 1

    def short(self, text: str) -> str:
        """ "Brightwater" of "Brightwater Systems Inc."; empty where nothing of its own is left."""
        words = text.split()
        while len(words) > 1 and words[-1].lower().rstrip(".") in self.marks:
            words.pop()
        single = len(words) == 1 and not self.lexicon.has_name(words[0]) and words[0] not in self.lexicon.adjectives
        return words[0] if single and len(text.split()) > 1 and words[0] not in self.first_names else ""

    def again(self, doc: Doc, found: list[Name]) -> list[Name]:
        """The places of found names that the recogniser overlooked; surnames of people."""
        names = (n for n in found if n.form == "name" and n.type and (not n.known or n.type == "Person"))
        types = {n.text(doc): n.type for n in names}
        for text, kind in list(types.items()):
            surname = family_name(text)
            if kind == "Person" and " " in text and surname[0].isupper() and "." not in surname:
                types.setdefault(surname, "Person")
        short = {s for text, kind in types.items() if kind == "Organization" and (s := self.short(text))} - set(types)
        types.update(dict.fromkeys(short, "Organization"))
        taken = {i for n in found for i in range(n.start, n.end)}
        starts = {text.split()[0][:3] for text in types}
        more: list[Name] = []
        i = 0
        while i < len(doc):
            stop = i + 1
            if i not in taken and key(doc[i].text)[:3] in starts:
                for end in range(min(len(doc), i + 8), i, -1):
                    kind = types.get(key(doc[i:end].text), "")
                    free = kind and not any(j in taken for j in range(i, end)) and not doc[end - 1].is_space
                    if free and doc[end - 1].pos_ != "VERB" and (alone(doc[i]) or doc[i].text not in short):
                        more.append(Name(i, end, kind))
                        stop = end
                        break
            i = stop
        return more


def in_brackets(doc: Doc, name: Name, taken: set[int]) -> Name | None:
    """The acronym that stands behind a body's name: "Union of Northern Rebels (**FNL**)"."""
    at = name.end + 1
    if name.type != "Organization" or name.end - name.start < 2 or at + 1 >= len(doc) or at in taken:
        return None
    alone = doc[at - 1].text == "(" and doc[at + 1].text == ")"
    return Name(at, at + 1, name.type) if alone and doc[at].is_upper and doc[at].is_alpha and len(doc[at]) > 1 else None


def modifies(last: Token) -> bool:
    """Whether the word for a people or faith says of what kind something is: "Chad is mainly **Muslim**"."""
    told = last.dep_ in ("attr", "acomp", "oprd") and last.tag_ not in ("NNS", "NNPS")
    return last.dep_ in ("amod", "compound", "nmod") or told and not grammar.children(last, "det")
