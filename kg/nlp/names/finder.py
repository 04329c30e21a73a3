"""Names in a Doc: the ontology's names, the recogniser's entities repaired, and what the article itself tells.

The statistical recogniser calls Minsk an organisation and Kiev a person, and Title Case headlines mislead it
altogether. So a name's type is settled once for the article: by the ontology, by titles before it ("Gen. Grant"), by
the words in it ("Gilead Sciences Inc."), and else by what the recogniser says most often of it outside headlines.
"""

from collections import Counter, defaultdict

from spacy.tokens import Doc

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.lexicon import Lexicon, key, lemma, undoubled
from kg.nlp.names.capitals import alone, overlooked, title_case
from kg.nlp.names.entities import Entities
from kg.nlp.names.known import KnownNames, Name

_INITIALS = 2  # letters of a person known by initials; more capitals are an acronym
_HEADLINE, _BODY, _TITLED = 1, 3, 20  # what one occurrence counts when a name's type is voted on


class Names:
    """Finds names with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known, self.entities = KnownNames(lexicon), Entities(lexicon)
        self.first_names = self.entities.first_names
        self.marks, self.things = self.entities.marks, self.entities.things
        self.landmarks = lexicon.words("PlaceMark")
        self.regions, self.teams = lexicon.words("RegionWord"), lexicon.words("TeamNoun")
        self.offices = lexicon.words("OfficeNoun")
        self.state_nouns = lexicon.words("StateNoun") | lexicon.words("RulerNoun") | lexicon.words("BareStateNoun")

    def find(self, doc: Doc) -> list[Mention]:
        """The names and demonyms, in the order of the text; a demonym may stand inside a name."""
        capitals = title_case(doc)
        known = list(self.known.find(doc))
        guessed = [Name(*entity) for entity in self.entities.read(doc, capitals)]
        guessed = [n for n in guessed if n.text(doc) not in self.lexicon.people]
        guessed = [n for n in guessed if n.type != "Group" or doc[n.end - 1].dep_ not in ("amod", "compound", "nmod")]
        guessed = [n for n in guessed if not capitals[n.start] or self.plausible(doc, n)]
        found = self.merge(doc, known, guessed)
        taken = {i for n in found for i in range(n.start, n.end)}
        found += [Name(*name) for name in overlooked(doc, self.lexicon, capitals, taken)]
        self.settle(doc, found, capitals)
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
            within = {i for k in inner for i in range(k.start, k.end)}
            return any(t.pos_ == "PROPN" and t.i not in within for t in doc[name.start : name.end])
        if ends:
            if self.of_state(doc, name, ends[0]):
                return True
            of = next((t for t in doc[name.start + 1 : name.end] if t.lower_ in ("of", "for")), None)
            return of is not None and lemma(of.nbor(-1)) not in self.state_nouns  # "the Government of Iraq" is Iraq
        if name.type == "Place" and last.lower_ in self.landmarks:
            return True  # "Virginia Beach"
        led = name.end < len(doc) and lemma(doc[name.end]) in self.lexicon.role_ends and last.pos_ == "PROPN"
        if led and name.type == "Organization" and [k.type for k in inner] == ["Organization"]:
            return True  # "Google Cloud chief"
        return last.lower_.rstrip(".") in self.marks or lemma(last) in self.offices or (
            len(inner) == 1 and name.end - name.start > 2
        )

    def of_state(self, doc: Doc, name: Name, state: Name) -> bool:
        """Whether a name with a state's at its end is an organisation's own: "Health Canada", not "Northern Iraq"."""
        before = doc[name.start : state.start]
        return state.type in ("State", "Place") and state.form == "name" and 0 < len(before) < 3 and all(
            t.pos_ == "PROPN" and t.dep_ == "compound" and t.head.i == state.end - 1 and t.text[0].isupper()
            and t.lower_ not in self.regions and not self.entities.is_mark(t) for t in before
        )

    def numbered(self, doc: Doc, name: Name) -> None:
        """With its number: "Task Force **50**", "Local **1520**"."""
        if name.type == "Organization" and name.end < len(doc) and doc[name.end].like_num and (
            doc[name.end].is_digit or doc[name.end].text[0].isupper()
        ):
            last = doc[name.end - 1]
            if last.text.isupper() or self.entities.is_mark(last) and not last.is_sent_end:
                name.end += 1

    # --- one type for a name

    def settle(self, doc: Doc, found: list[Name], capitals: list[bool]) -> None:
        """One type for all places of a name; none for what is no actor."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for n in found:
            if not n.known:
                votes[n.text(doc)][self.vote(doc, n)] += _HEADLINE if capitals[n.start] else _BODY
                if self.titled(doc, n.start) or self.described(doc, n):
                    votes[n.text(doc)]["Person"] += _TITLED
        types = {text: count.most_common(1)[0][0] for text, count in votes.items()}
        types |= {n.text(doc): n.type for n in found if n.known and n.type == "Person"}
        firms = {text.split()[0] for text, kind in types.items() if kind == "Organization" and " " in text}
        people = {text.split()[-1] for text, kind in types.items() if kind == "Person" and " " in text}
        for n in found:
            text = n.text(doc)
            if not n.known:
                sounds = " " not in text and undoubled(text) in self.lexicon.sounding  # "Asad" for "Assad"
                n.type = "Person" if text in people or sounds else types[text]
                if n.type == "Person" and text in firms - people and not self.titled(doc, n.start):
                    n.type = "Organization"  # "Brightwater" beside "Brightwater Capital Management"
            elif n.type == "Place" and text in people:
                n.type, n.known = "Person", False  # "London" beside "Jack London"

    def vote(self, doc: Doc, name: Name) -> str:
        """The type one occurrence of a name speaks for; "" for a thing."""
        first, last = doc[name.start], doc[name.end - 1]
        if of := next((t for t in doc[name.start + 1 : name.end] if t.lower_ in ("of", "for")), None):
            last = of.nbor(-1)
        word = last.lower_.rstrip(".")
        if scored(doc, name.end) or self.has_team(doc, name):
            return "Organization"
        if name.type == "Place" and word in self.landmarks and name.end - name.start > 1:
            return "Place"
        if name.end - name.start > 1 and first.text in self.first_names and word not in self.marks:
            return "Person"
        state = self.lexicon.entry(key(last.text)) if name.end - name.start > 1 else None
        if state is not None and state.type == "State" and last.text in state.names and (
            first.text not in self.first_names
        ):
            return "Organization"  # "Garuda Indonesia"
        if word in self.marks and (name.end - name.start > 1) or self.called_body(doc, name):
            return "Organization"
        if name.type == "Person" and self.led(doc, name):
            return "Organization"
        numbered = last.is_digit and name.end - name.start > 1 and last.nbor(-1).lower_ in self.things
        thing = numbered or bool({word, lemma(last)} & self.things)
        if thing or of and self.lexicon.is_a(last, "PersonNoun"):
            return ""  # "Ministers of Foreign Affairs" are no organisation
        if name.type == "Place" and grammar.is_agent(doc[name.start : name.end].root):
            return "Organization"  # what acts and is on no map is a company or a council
        if name.type == "Person" and name.end - name.start == 1 and first.is_upper and len(first) > _INITIALS:
            return "Organization"  # an acronym
        return name.type

    def has_team(self, doc: Doc, name: Name) -> bool:
        """Whether a place or person is a club by whom it has: "the **Watford** midfielders"."""
        last = doc[name.end - 1]
        noun = last.head
        return name.type != "Organization" and last.dep_ == "compound" and noun.i == name.end and (
            noun.pos_ == "NOUN" and lemma(noun) in self.teams
        )

    def called_body(self, doc: Doc, name: Name) -> bool:
        """Whether a noun right before a name says it is an organisation: "the Berlin-based **startup** Lumo"."""
        before = doc[name.start - 1] if name.start else None
        return before is not None and before.tag_ == "NN" and before.text.islower() and (
            self.lexicon.is_a(before, "SelfNoun", "CompanyNoun", "OrganizationNoun")
            and not self.lexicon.is_a(before, "PersonNoun") and self.lexicon.role_at(doc, name.start) is None
        )

    def led(self, doc: Doc, name: Name) -> bool:
        """Whether a name is what somebody leads: "the vice president of **Dacia**" is no man."""
        of = name.start - 1 - (name.start > 1 and doc[name.start - 1].lower_ == "the")
        found = self.lexicon.role_at(doc, of) if of > 0 and doc[of].lower_ == "of" else None
        return found is not None and all(r.relation == "leads" or "Person" not in r.of for r in found[1]) and any(
            r.relation == "leads" for r in found[1]
        )

    def titled(self, doc: Doc, start: int) -> bool:
        """Whether a title or role of a person stands right before: "Mr Poole", "Prime Minister Abadi"."""
        if start == 0:
            return False
        before = doc[start - 1]
        if before.is_space or not before.text[0].isupper() and before.text != ".":
            return not before.is_space and self.called_person(doc, start)
        if before.text == "." and start > 1 and not doc[start - 2].whitespace_:
            before = doc[start - 2]
        return self.entities.is_title_word(doc, before.i, start) or self.lexicon.role_at(doc, start) is not None

    def called_person(self, doc: Doc, start: int) -> bool:
        """Whether a role of persons stands in lower case before a name: "ministry **spokesman** Sediq Ahmadi"."""
        before, name = doc[start - 1], doc[start]
        if before.tag_ != "NN" or before.dep_ != "compound" or self.lexicon.role_at(doc, start) is None:
            return False
        body = self.lexicon.is_a(before, "CompanyNoun", "OrganizationNoun", "GroupNoun", "WholeNoun", "MemberNoun")
        marked = any(self.entities.is_mark(t) for t in doc[start : max(start, name.head.i) + 1])
        return not body and name.head.i >= start and not marked

    def described(self, doc: Doc, name: Name) -> bool:
        """Whether an apposition calls the bearer a person: "Knowles, a **judge**", "his **lawyer**, Pinho"."""
        head = doc[name.start : name.end].root
        apposed = []
        if name.end < len(doc) and doc[name.end].text == ",":
            apposed = [t for t in head.children if t.dep_ == "appos" and t.i > name.end and t.tag_ in ("NN", "NNP")]
        if head.dep_ == "appos" and head.head.tag_ == "NN" and doc[name.start - 1].text == ",":
            apposed.append(head.head)
        return any(
            (self.lexicon.is_a(t, "PersonNoun") or self.lexicon.role_at(doc, t.i + 1) is not None)
            and not self.lexicon.is_a(t, "CompanyNoun", "OrganizationNoun")
            for t in apposed
        )

    def short(self, text: str) -> str:
        """"Brightwater" of "Brightwater Systems Inc."; empty where nothing of its own is left."""
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
            surname = text.split()[-1]
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
                    if free and doc[end - 1].pos_ != "VERB" and (
                        alone(doc[i]) or doc[i].text not in short
                    ):
                        more.append(Name(i, end, kind))
                        stop = end
                        break
            i = stop
        return more


def scored(doc: Doc, i: int) -> bool:
    """Whether the score of a match stands at token ``i``: "beat Norwich **4-1**"."""
    goals = [t.text for t in doc[i : i + 3]]
    return len(goals) == 3 and goals[1] in ("-", "–") and all(g.isdigit() and len(g) < 3 for g in goals[::2])
