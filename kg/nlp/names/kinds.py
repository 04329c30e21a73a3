"""What the bearer of a name is: one type for all places of a name in an article, none for a thing's.

The ontology tells it, titles before it ("Gen. Grant"), the words in it ("Gilead Sciences Inc."), what follows it, and
else what the recogniser says most often of it outside headlines.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.lexicon import Lexicon, key, lemma, undoubled
from kg.nlp.names.entities import Entities
from kg.nlp.names.known import Name
from kg.nlp.names.persons import family_name

_INITIALS = 2  # letters of a person known by initials; more capitals are an acronym
_HEADLINE, _BODY, _TITLED = 1, 3, 20  # what one occurrence counts when a name's type is voted on


class Kinds:
    """Settles the types of names with a lexicon."""

    def __init__(self, lexicon: Lexicon, entities: Entities) -> None:
        self.lexicon, self.entities = lexicon, entities
        self.first_names = entities.first_names
        self.marks, self.things = entities.marks, entities.things
        self.landmarks, self.teams = lexicon.words("PlaceMark"), lexicon.words("TeamNoun")
        self.seated = lexicon.words("BasedParticiple")
        self.ships = lexicon.words("ShipPrefix")
        self.rivals = lexicon.words("TradeNoun")
        self.owning = lexicon.words("OwnedWord")
        self.products = lexicon.words("ProductName")

    def settle(self, doc: Doc, found: list[Name], capitals: list[bool]) -> None:
        """One type for all places of a name; none for what is no actor."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        teams = {t.text for t in doc[:-2] if t.nbor(1).tag_ == "POS" and self.headed(doc, t)}
        for n in found:
            if not n.known:
                votes[n.text(doc)][self.vote(doc, n)] += _HEADLINE if capitals[n.start] else _BODY
                if told := self.titled(doc, n.start) or self.described(doc, n):
                    votes[n.text(doc)]["Person"] += _TITLED
                person = n.type == "Person" and (self.led(doc, n) or self.apposed_body(doc, n))
                if not told and (person or self.owned(doc, n) or self.chaired(doc, n)):
                    votes[n.text(doc)]["Organization"] += _TITLED
        for text, count in votes.items():  # "Deportivo **Carmona**", for Carmona has a president
            if family_name(text) in teams and count["Person"] < _TITLED and text.split()[0] not in self.first_names:
                count["Organization"] += _TITLED
        types = {text: count.most_common(1)[0][0] for text, count in votes.items()}
        types |= {n.text(doc): n.type for n in found if n.known and n.type == "Person"}
        firms = {text.split()[0] for text, kind in types.items() if kind == "Organization" and " " in text}
        people = {family_name(text) for text, kind in types.items() if kind == "Person" and " " in text}
        types |= {text.split()[-1]: "Organization" for text in types if text.split()[0] in self.ships and " " in text}
        made = self.made(doc, found)
        types |= {text: "" for text in self.shortened(doc, found, types) | made if text in types}
        for n in found:
            text = n.text(doc)
            if not n.known:
                sounds = " " not in text and undoubled(text) in self.lexicon.sounding  # "Asad" for "Assad"
                n.type = "Person" if text in people or sounds else types[text]
                if n.type == "Person" and text in firms - people and not self.titled(doc, n.start):
                    n.type = "Organization"  # "Brightwater" beside "Brightwater Capital Management"
            elif n.type == "Place" and text in people:
                n.type, n.known = "Person", False  # "London" beside "Jack London"

    def made(self, doc: Doc, found: list[Name]) -> set[str]:
        """The names right behind a known firm's, as one with it: "the Falcon" beside "the Ford **Falcon**"."""
        firms = {n.end - 1 for n in found if n.known and n.type == "Organization" and n.form == "name"}
        return {
            t.text
            for t in doc
            if t.i - 1 in firms
            and t.tag_ == "NNP"
            and t.nbor(-1).dep_ == "compound"
            and t.nbor(-1).head == t
            and t.text.istitle()
            and not self.entities.is_mark(t)
        } - self.first_names

    def shortened(self, doc: Doc, found: list[Name], types: Mapping[str, str]) -> set[str]:
        """The names in brackets behind those of things: "the Software Development Kit (**SDK**)"."""
        ends = [n.end for n in found if not n.known and types.get(n.text(doc)) == ""]
        return {doc[i + 1].text for i in ends if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")"}

    def vote(self, doc: Doc, name: Name) -> str:
        """The type one occurrence of a name speaks for; "" for a thing."""
        first, last = doc[name.start], doc[name.end - 1]
        if of := next((t for t in doc[name.start + 1 : name.end] if t.lower_ in ("of", "for")), None):
            last = of.nbor(-1)
        word = last.lower_.rstrip(".")
        ship = first.text in self.ships and name.end - name.start > 1
        if ship or scored(doc, name.end) or self.has_team(doc, name):
            return "Organization"
        landmark = name.type == "Place" and word in self.landmarks and name.end - name.start > 1
        if landmark or self.seat(doc, name):
            return "Place"
        if name.end - name.start > 1 and first.text in self.first_names and word not in self.marks:
            return "Person"
        state = self.lexicon.entry(key(last.text)) if name.end - name.start > 1 else None
        if (
            state is not None
            and state.type == "State"
            and last.text in state.names
            and (first.text not in self.first_names)
        ):
            return "Organization"  # "Garuda Indonesia"
        if word in self.marks and (name.end - name.start > 1) or self.called_body(doc, name):
            return "Organization"
        numbered = last.is_digit and name.end - name.start > 1 and last.nbor(-1).lower_ in self.things
        thing = numbered or bool({word, lemma(last)} & self.things) or first.lower_ in self.products
        thing |= self.apposed_thing(doc, name) or self.one_of_many(doc, name)
        if thing or of and self.lexicon.is_a(last, "PersonNoun"):
            return ""  # "Ministers of Foreign Affairs" are no organisation
        if name.type == "Place" and grammar.is_agent(doc[name.start : name.end].root):
            return "Organization"  # what acts and is on no map is a company or a council
        if name.type == "Person" and name.end - name.start == 1 and first.is_upper and len(first) > _INITIALS:
            return "Organization"  # an acronym
        return name.type

    def one_of_many(self, doc: Doc, name: Name) -> bool:
        """Whether a name behind an article is what somebody makes: "**a** Rona", "the new **Ford Puma**".

        There is one of an organisation; a firm's name goes without an article, so what begins with it is its product.
        """
        head = doc[name.start : name.end].root
        articles = grammar.children(head, "det") if name.type != "Person" or name.end - name.start > 1 else []
        if not articles or articles[-1].i > name.start or self.entities.is_mark(head) or name.form != "name":
            return False
        entry = self.lexicon.entry(key(doc[name.start].text)) if name.end - name.start > 1 else None
        made = entry is not None and entry.type == "Organization" and bool(entry.kind)
        return made or articles[-1].lower_ in ("a", "an") and name.type != "Group"

    def apposed_thing(self, doc: Doc, name: Name) -> bool:
        """Whether an apposition says that a name is a thing's: "Puma, the newest **version** of the software"."""
        head = doc[name.start : name.end].root
        apposed = [t for t in grammar.children(head, "appos") if t.tag_ == "NN"] if doc[name.end - 1 :][1:2] else []
        return any(
            lemma(t) in self.things and not self.lexicon.is_a(t, "PersonNoun", "OrganizationNoun", "PlaceNoun")
            for t in apposed
        )

    def apposed_body(self, doc: Doc, name: Name) -> bool:
        """Whether an apposition says that a name is a body's: "Unia, an **offshoot** of Hamas"."""
        head = doc[name.start : name.end].root
        apposed = [t for t in grammar.children(head, "appos") if t.tag_ == "NN"] if doc[name.end - 1 :][1:2] else []
        body = [t for t in apposed if self.lexicon.is_a(t, "PartNoun", "OrganizationNoun")]
        return any(not self.lexicon.is_a(t, "PersonNoun") and self.lexicon.role_of(t) is None for t in body)

    def has_team(self, doc: Doc, name: Name) -> bool:
        """Whether a place or person is a club by whom it has: "the **Watford** midfielders"."""
        last = doc[name.end - 1]
        noun = last.head
        return (
            name.type != "Organization"
            and last.dep_ == "compound"
            and noun.i == name.end
            and (noun.pos_ == "NOUN" and lemma(noun) in self.teams)
        )

    def called_body(self, doc: Doc, name: Name) -> bool:
        """Whether a noun right before a name says it is an organisation: "the Berlin-based **startup** Lumo"."""
        before = doc[name.start - 1] if name.start else None
        if before is not None and name.type == "Place" and before.text.islower() and lemma(before) in self.rivals:
            return True  # "bought **rival** Lumo"
        return (
            before is not None
            and before.tag_ == "NN"
            and before.text.islower()
            and (
                self.lexicon.is_a(before, "SelfNoun", "CompanyNoun", "OrganizationNoun")
                and not self.lexicon.is_a(before, "PersonNoun")
                and self.lexicon.role_at(doc, name.start) is None
            )
        )

    def chaired(self, doc: Doc, name: Name) -> bool:
        """Whether a place's name stands before the office of one who leads an organisation: "**Lumo** chairman"."""
        for end in range(name.end + 1, min(name.end + 4, len(doc)) + 1) if name.type == "Place" else ():
            found = self.lexicon.role_at(doc, end)
            if found and found[0] == name.end and doc[name.end - 1].head.i == end - 1:
                return all(r.relation == "leads" and set(r.of) <= {"Organization", "Group"} for r in found[1])
        return False

    def owned(self, doc: Doc, name: Name) -> bool:
        """Whether what stands before a name is said of organisations only: "the state-**owned** Lumo"."""
        before = doc[name.start - 1] if name.start > 1 else None
        return (
            before is not None
            and before.lower_ in self.owning
            and before.nbor(-1).tag_ == "HYPH"
            and (name.end - name.start > 1 or name.type == "Organization")
        )

    def led(self, doc: Doc, name: Name) -> bool:
        """Whether a name is what somebody leads, works at or speaks for: "the vice president of **Dacia**", "a
        spokesman for **Unia**", "an analyst at **Rabo**" is no man."""
        of = name.start - 1 - (name.start > 1 and doc[name.start - 1].lower_ == "the")
        found = self.lexicon.role_at(doc, of) if of > 0 and doc[of].lower_ in ("of", "for", "at") else None
        if found is None or doc[of].lower_ == "at":
            return found is not None
        if self.lexicon.is_a(doc[of - 1], "Spokesman"):
            return True
        return (
            doc[of].lower_ == "of"
            and all(r.relation == "leads" or "Person" not in r.of for r in found[1])
            and any(
                (r.relation == "leads" or r.national) and not r.private
                for r in found[1]  # the "coach of Lee" is a man's
            )
        )

    def headed(self, doc: Doc, name: Token) -> bool:
        """Whether somebody is a name's head or player: "**Carmona**'s president", "**Rincon**'s goalkeeper"; a person
        may have a coach."""
        noun = name.head
        found = self.lexicon.role_at(doc, noun.i + 1) if name.pos_ == "PROPN" and name.dep_ == "poss" else None
        return found is not None and all(
            set(r.of) and not {"Person"} & set(r.of) and (r.relation == "leads" or lemma(noun) in self.teams)
            for r in found[1]
        )

    def seat(self, doc: Doc, name: Name) -> bool:
        """Whether somebody has the seat at a name: "Lumo, headquartered in **Espoo**"."""
        i = name.start - 1
        return i > 0 and doc[i].lower_ == "in" and doc[i - 1].lower_ in self.seated

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


def scored(doc: Doc, i: int) -> bool:
    """Whether the score of a match stands at token ``i``: "beat Norwich **4-1**"."""
    goals = [t.text for t in doc[i : i + 3]]
    return len(goals) == 3 and goals[1] in ("-", "–") and all(g.isdigit() and len(g) < 3 for g in goals[::2])
