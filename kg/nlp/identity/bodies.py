"""Which state, organisation or body a description means: "the country", "the company", "Poland's parliament"."""

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster, Clusters, all_names
from kg.nlp.identity.holders import Holders
from kg.nlp.lexicon import Lexicon, fold, key, lemma

_RECENT = 4  # mentions of an actor that count
_HEADLINE = 10  # occurrences that one as the subject of the headline is worth
_FAR = 250  # tokens between a description and the actor it takes up


class Bodies:
    """Resolves descriptions of states and organisations in one Doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders) -> None:
        self.doc, self.lexicon, self.clusters, self.holders = doc, lexicon, clusters, holders
        self.by_owner: dict[str, int] = {}
        words = lexicon.words
        self.bodies, self.boards = words("NationalBody"), words("CompanyBody")
        self.company, self.any_company = words("CompanyNoun"), words("AnyCompanyNoun")
        self.naming = words("NamingNoun")
        self.rulers = words("RulerNoun")
        self.governments = words("LocalRuler")
        self.armed, self.rivals = words("FighterWord"), words("PairNoun")
        self.synonyms = words("KindSynonym")
        self.named_kinds: dict[str, set[str]] = defaultdict(set)  # what a word in a name says it is
        for pair in words("NameKind"):
            part, _, kind = pair.partition(": ")
            self.named_kinds[part].add(kind)
        self.regimes, self.stays = words("RegimeNoun"), words("StayNoun")
        self.governed = words("GovernedPlaceNoun")
        self.any_organization = words("AnyOrganizationNoun")

    def national(self, mention: Mention, word: str, owner: int) -> int | None:
        """ "Poland's parliament", "the Russian foreign ministry": a body a state has one of, named by it."""
        owned, text = self.clusters[owner], key(self.doc[mention["start"] : mention["end"]].text)
        state, head = owned.known, mention["head"]
        two = f"{self.doc[head - 1].lower_} {word}" if head else ""
        if owned.type == "Place" and owned.named and word in self.governments and not mention["plural"]:
            return self.government(owned, text, word)
        if owned.type == "Organization" and word in self.boards and not mention["plural"]:
            return self.board(owned, word, self.doc[head], [text])
        if state is None or state.type != "State" or mention["plural"] or not {word, two} & self.bodies:
            return None
        own = two if two in self.bodies and self.doc[head - 1].head.i == head else word
        names = [text] if any(fold(text).startswith(fold(a) + " ") for a in state.adjectives) else []
        names += [f"{adjective} {own}" for adjective in state.adjectives[:1]]
        names.append(f"{state.label}'s {own}")
        for name in names:
            if (entry := self.lexicon.entry(name, "Organization")) and entry.type == "Organization":
                return self.clusters.of_entry(entry)
        return self.owned(names[0], names[1:], state.name, own)

    def board(self, firm: Cluster, word: str, head: Token, names: Iterable[str] = ()) -> int:
        """A company's board, also as one "of directors"."""
        whole = [f"{firm.best}'s {word}", f"{firm.best} {word}"]
        whole += [f"{name} of directors" for name in whole] if self.has_directors(head) else []
        return self.owned(whole[0], [*names, *whole[1:]], firm.state, word)

    def has_directors(self, head: Token) -> bool:
        """Whether a board is called one "of directors"."""
        directors = (t for p in head.rights if p.lower_ == "of" for t in grammar.preposition_objects(p))
        return any(lemma(t) == "director" and not list(t.children) for t in directors)

    def of_directors(self, mention: Mention, head: Token, word: str) -> int | None:
        """ "The **board** of directors": the nearest company's."""
        if word not in self.boards or not self.has_directors(head):
            return None
        near = {i: sum(n) for i, n in self.nearness(mention).items() if self.clusters[i].type == "Organization"}
        firms = [i for i in near if self.clusters[i].named and not self.clusters[i].plural]
        return self.board(self.clusters[max(firms, key=lambda i: near[i])], word, head) if firms else None

    def government(self, place: Cluster, text: str, word: str) -> int:
        """The government of a part of a state: "the **Quebec government**", "governments of Kenya and **Ontario**"."""
        names = [f"{place.best} {word}", f"{word} of {place.best}", *([text] if " " in text else [])]
        return self.owned(f"Government of {place.best}", names, place.state, word)

    def owned(self, name: str, names: Iterable[str], state: str | None, word: str) -> int:
        """The body of that name, new if the article has not spoken of it."""
        if fold(name) not in self.by_owner:
            cluster = Cluster("Organization", state=state, kinds={word})
            cluster.names.update([name, name, *names])
            self.by_owner[fold(name)] = self.clusters.add(cluster)
        return self.by_owner[fold(name)]

    def state(self, mention: Mention, word: str) -> int | None:
        """The state "the country" means: the last one named; of "the regime" the last one called so."""
        head = self.doc[mention["head"]]
        if word.capitalize() in self.lexicon.ways:  # "the north" of a land that is two states, or of any
            half = self.clusters.halves.get(word.capitalize())
            return self.clusters.of_entry(half) if half else None
        if word in self.rulers - self.regimes and (own := self.at_home(head)) is not None:
            return own
        last, guest = None, self.guest(head)
        for other in self.holders.before(mention["start"], _FAR):
            found = self.holders.meant.get(other["head"], [])
            state = len(found) == 1 and self.clusters[found[0]].type == "State"
            if state and self.clusters.state_of(found[0]) != guest:
                if word not in self.regimes or word in self.clusters[found[0]].kinds:
                    return found[0]
                last = found[0] if last is None else last
        return last

    def at_home(self, head: Token) -> int | None:
        """The state the article is about, where one of its own, or nobody's, speaks of "the government"."""
        verb = next((t for t in head.ancestors if grammar.is_verb(t)), None)
        people = [i for t in (grammar.subjects(verb) if verb else []) for i in self.holders.meant.get(t.i, ())]
        states = [i for _, i in sorted(self.clusters.by_entry.items()) if self.clusters[i].type == "State"]
        home = max(states, key=self.prominence, default=None)
        own = (
            home is not None
            and people
            and all(
                self.clusters[i].type == "Person" and self.clusters.state_of(i) in ("", self.clusters.state_of(home))
                for i in people
            )
        )
        return home if own else None

    def prominence(self, index: int) -> int:
        """How much an article is about an actor: subjects, and those of the headline above all, count more."""
        heads = [self.doc[h] for h in self.clusters[index].heads]
        subjects = [t for t in heads if grammar.is_agent(t)]
        return len(heads) + 2 * len(subjects) + _HEADLINE * any(t.sent.start == 0 for t in subjects)

    def guest(self, head: Token) -> str:
        """The state of who visits: the country of "the Chadian president's visit to **the country**" is not Chad."""
        visit = head.head.head if head.dep_ == "pobj" else head
        if lemma(visit) not in self.stays:
            return ""
        verb = visit if grammar.is_verb(visit) else next((t for t in visit.ancestors if grammar.is_verb(t)), visit)
        whose = grammar.children(visit, "poss") or (grammar.subjects(verb) if grammar.is_verb(verb) else [])
        states = [self.clusters.state_of(i) for t in whose for i in self.holders.meant.get(t.i, ())]
        return states[0] if states else ""

    def place(self, mention: Mention) -> int | None:
        """The place whose kind a noun says: "the **city** of Mosul", "Helmand **province**"."""
        head = self.doc[mention["head"]]
        if lemma(head) not in self.governed:
            return None
        inside = [t for p in head.children if p.lower_ == "of" and p.i == head.i + 1 for t in p.children]
        before = [t for t in head.children if t.i == head.i - 1 and t.dep_ == "compound"]
        for token in (*inside, *before):
            other = self.holders.by_head.get(token.i)
            found = self.holders.meant.get(token.i, []) if other and other["form"] == "name" else []
            if other is None or len(found) != 1 or self.clusters[found[0]].type != "Place":
                continue
            end = max(head.i + 1, other["end"])
            if other["start"] > head.i or other["start"] == mention["start"]:  # "West **Darfur** state" is no Darfur
                capital = next(i for i in range(mention["start"], end) if self.doc[i].text[0].isupper())
                for start in {mention["start"], min(capital, head.i)}:  # without "autonomous"
                    self.clusters[found[0]].titled.add(key(self.doc[start:end].text))
                return found[0]
        return None

    def doers(self, head: Token) -> set[int]:
        """Who acts on a direct object, and what he heads: it is not himself."""
        subjects = grammar.subjects(head.head) if head.dep_ == "dobj" and grammar.is_verb(head.head) else []
        found = {i for t in subjects for i in self.holders.meant.get(t.i, ())}
        return found | {of for i in found for _, of in self.clusters[i].offices if of is not None}

    def particular(self, cluster: Cluster) -> bool:
        """Whether a name holds a people's or state's: "Syrian Arab Coalition"."""
        words = {word for name in cluster.names for word in name.split()}
        return any(word in self.lexicon.adjectives or self.lexicon.has_name(word) for word in words)

    def apt(self, cluster: Cluster, mention: Mention, head: Token) -> bool:
        """Whether names among the modifiers are the organisation's own, or where it is: "the **Lumo** bank" is another,
        "the **Lagos**-based bank" no British one, while a state may stand before any ("the US manufacturer").
        """
        own = {word for name in all_names(cluster) for word in fold(name).split()}
        for token in self.doc[mention["start"] : mention["end"]]:
            if token.pos_ != "PROPN" or token.i == head.i:
                continue
            name = self.holders.covering.get(token.i)
            places = [i for i in self.holders.meant.get(name["head"], []) if self.clusters[i].known] if name else []
            states = {self.clusters.state_of(i) for i in places if self.clusters[i].type in ("Place", "State")} - {""}
            if states and cluster.state and cluster.state not in states:
                return False
            entry = self.lexicon.entry(token.text)
            there = entry is not None and entry.type in ("State", "Place", "Group")
            if not (states or there or fold(token.text) in own or token.text in self.lexicon.adjectives):
                return False
        return True

    def possessed(self, head: Token) -> bool:
        """Whether another noun says whose it is: "the nation's business"."""
        return any(t.dep_ == "poss" and t.pos_ != "PRON" for t in head.lefts)

    def body(self, mention: Mention, head: Token, word: str, owner: int | None) -> int | None:
        """The organisation that "the company" means: near, often named, and of that kind."""
        if self.possessed(head):
            return None
        best, rank = None, 0.0
        home = self.clusters.state_of(owner) if owner is not None else ""
        doers = self.doers(head)
        for index, near in self.nearness(mention).items():
            cluster = self.clusters[index]
            if cluster.type not in ("Organization", "Group") or not cluster.named or cluster.plural or index in doers:
                continue
            elsewhere = bool(home and cluster.state and cluster.state != home)
            if index == owner or elsewhere or not self.apt(cluster, mention, head):
                continue  # "the US manufacturer" is no Irish airline
            if (value := self.fits(cluster, mention, word) * sum(near)) > rank:
                best, rank = index, value
        return best

    def of_fighters(self, mention: Mention) -> bool:
        """Whether a body is one of people under arms: "this **terrorist** group"."""
        return any(t.lower_ in self.armed for t in self.doc[mention["start"] : mention["head"]])

    def fighting(self, cluster: Cluster) -> bool:
        """Whether an organisation is known for such people, or nothing tells what it is."""
        named = {word for name in all_names(cluster) for word in fold(name).split()[-1:]}
        kinds = {word for kind in cluster.kinds for word in kind.lower().split()}
        return bool(kinds & self.armed) or not cluster.known and not kinds and not named & self.clusters.marks

    def rival(self, head: Token, owner: int) -> int | None:
        """The one organisation of a state that "its South Korean **rival**" can mean."""
        whose = {i for t in grammar.children(head, "poss") for i in self.holders.meant.get(t.i, ())}
        home = self.clusters[owner].type == "State" and owner not in whose
        state = self.clusters.state_of(owner) if home else ""
        fits = [
            i
            for i, c in enumerate(self.clusters.all)
            if state
            and c.type == "Organization"
            and c.named
            and (self.clusters.state_of(i) == state and i not in whose | self.doers(head) and c.heads)
        ]
        return fits[0] if len(fits) == 1 and whose else None

    def nearness(self, mention: Mention) -> dict[int, list[float]]:
        """How near the last four mentions of each actor are, in sentences: 1 in the same, 1/2 in the one before."""
        found: dict[int, list[float]] = defaultdict(list)
        own = self.holders.sentence[mention["start"]]
        for other in self.holders.before(mention["start"], _FAR):
            for index in self.holders.meant.get(other["head"], ()):
                if len(found[index]) < _RECENT:
                    found[index].append(1.0 / (1 + own - self.holders.sentence[other["head"]]))
        return found

    def fits(self, cluster: Cluster, mention: Mention, word: str) -> float:
        """How well a noun suits an organisation: called so, named so, nothing known of it, or 0."""
        phrase = key(self.doc[mention["start"] : mention["end"]].text).lower()
        kinds = {k.lower() for k in cluster.kinds}
        lasts = {k.split()[-1] for k in kinds}
        if phrase in kinds:
            return 3.0
        if word in self.naming and not cluster.known and self.particular(cluster):
            return 0.0  # "the Coalition" is hardly the Syrian Arab Coalition
        called = {part for name in all_names(cluster) for part in fold(name).split()}
        marks = {fold(t.text) for t in self.doc[mention["head"]].children if t.dep_ == "compound"}
        if cluster.type == "Organization" and word in called and marks and not marks & called:
            return 0.0  # "the health ministry" is no interior ministry
        if word in lasts or any(f"{word}: {kind}" in self.synonyms for kind in kinds | lasts):
            return 2.0
        if cluster.type == "Organization" and word in called:
            return 1.0 if cluster.known and kinds else 2.5  # the PKK is called a party by its name alone
        if cluster.type == "Organization" and any(word in self.named_kinds[part] for part in called):
            return 2.0  # "the airline" is US Airways
        if word in self.any_company and (lasts | kinds) & self.company:
            return 2.0
        if self.of_fighters(mention) and not self.fighting(cluster):
            return 0.0  # "this terrorist group" is no university
        if word in self.any_organization and cluster.type == "Organization" and not (lasts | kinds) & self.company:
            return 1.0 if cluster.known else 0.7
        if kinds or cluster.known or cluster.type != "Organization":
            return 0.0
        return 0.7 if word in self.any_company else 0.0
