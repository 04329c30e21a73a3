"""Clusters of mentions: one for each actor of an article, and how names find theirs.

Names are joined with care, because a wrong join makes a wrong statement about somebody: the same name, a surname or
first name of one full name, an acronym of a name, a company's short form, two spellings of a rare surname.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from kg.nlp.data import Actor, Mention
from kg.nlp.identity.spellings import initials, person_words, same_person
from kg.nlp.lexicon import Lexicon, fold, key
from kg.terms import ActorEntry


@dataclass(slots=True)
class Cluster:
    """One actor. ``heads``: the mentions resolved to it, in the order of resolution."""

    type: str
    names: Counter[str] = field(default_factory=Counter)
    known: ActorEntry | None = None
    state: str | None = None
    named: bool = True
    plural: bool = False
    gender: str | None = None
    roles: set[str] = field(default_factory=set)  # names of roles held
    past: set[str] = field(default_factory=set)  # names of roles held before: "former minister"
    titles: set[str] = field(default_factory=set)  # the words of roles held: "defense secretary"
    titled: set[str] = field(default_factory=set)  # its name with a title: "President Biden"
    offices: set[tuple[str, int]] = field(default_factory=set)  # (role, index of the cluster whose role it is)
    kinds: set[str] = field(default_factory=set)  # nouns it was called by: "company", "bank"
    heads: list[int] = field(default_factory=list)

    @property
    def best(self) -> str:
        """The best name: known, else the longest that is not rare beside it."""
        if self.known:
            return self.known.label
        if not self.named:
            return self.names.most_common(1)[0][0]
        return max(self.names, key=lambda n: (self.type != "Organization" or not n.isupper(), len(n), self.names[n], n))

    def actor(self) -> Actor:
        known = self.known.names if self.known else ()
        names = list(dict.fromkeys((self.best, *self.names, *known, *sorted(self.titled))))
        return Actor(
            name=self.best,
            names=names,
            type=self.known.type if self.known else self.type,
            named=self.named,
            known=self.known.name if self.known else None,
            state=self.state,
        )


class Clusters:
    """The clusters of one article, in the order in which they were opened."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.all: list[Cluster] = []
        self.by_entry: dict[str, int] = {}
        self.by_word: dict[str, set[int]] = defaultdict(set)  # words of names -> clusters
        self.by_people: dict[str, int] = {}
        self.halves: dict[str, ActorEntry] = {}  # "North" -> North Korea, where the article names either Korea
        self.people: list[int] = []  # the persons with names
        self.first_names = lexicon.words("MaleName") | lexicon.words("FemaleName")
        self.marks, self.ships = lexicon.words("OrganizationMark"), lexicon.words("ShipPrefix")
        self.endings = lexicon.words("FirmEnding")

    def __getitem__(self, index: int) -> Cluster:
        return self.all[index]

    def add(self, cluster: Cluster) -> int:
        self.all.append(cluster)
        if cluster.type == "Person" and cluster.named:
            self.people.append(len(self.all) - 1)
        return len(self.all) - 1

    def of_entry(self, entry: ActorEntry) -> int:
        """The cluster of an actor of the ontology."""
        if entry.name not in self.by_entry:
            state = self.home(entry) or self.ruled(entry)
            cluster = Cluster(entry.type, known=entry, state=state, gender=entry.gender, kinds=set(entry.kind))
            self.by_entry[entry.name] = self.add(cluster)
            self.index(self.by_entry[entry.name], entry.names)
        return self.by_entry[entry.name]

    def halve(self, entry: ActorEntry) -> None:
        """Notes what the halves of a land are called that is two states, one of which the article names."""
        half, _, land = entry.label.partition(" ")
        both = [e for e in self.lexicon.states if e.label.partition(" ")[2] == land] if land else []
        if len(both) == 2 and half in self.lexicon.ways:
            self.halves |= {e.label.partition(" ")[0]: e for e in both}

    def home(self, entry: ActorEntry, depth: int = 3) -> str | None:
        """The state something is a part of or at home in, also through what it is a part of."""
        for name in (*entry.part_of, *entry.based_in):
            if self.is_state(name):
                return name
            above = self.lexicon.ontology.actors.get(name)
            if above is not None and depth and (state := self.home(above, depth - 1)):
                return state
        return None

    def is_state(self, name: str) -> bool:
        entry = self.lexicon.ontology.actors.get(name)
        return entry is not None and entry.type == "State"

    def state_of(self, index: int) -> str:
        """The state an actor is or belongs to, by its local name; empty if unknown."""
        known = self.all[index].known
        return known.name if known and known.type == "State" else self.all[index].state or ""

    def ruled(self, entry: ActorEntry) -> str | None:
        """The state somebody held an office of."""
        offices = (o.of for o in self.lexicon.offices.get(entry.name, ()) if self.is_state(o.of))
        return next(offices, None) if entry.type == "Person" else None

    def of_people(self, entry: ActorEntry, text: str) -> int:
        """The cluster of the people of a state: "Iraqis", "the Iraqi people"."""
        if entry.name not in self.by_people:
            cluster = Cluster("Group", plural=True, state=entry.name if entry.type == "State" else None)
            cluster.names[f"{entry.adjectives[0] if entry.adjectives else entry.label} people"] += 1
            self.by_people[entry.name] = self.add(cluster)
        self.all[self.by_people[entry.name]].names[text] += 1
        return self.by_people[entry.name]

    def find(self, text: str, mention: Mention) -> int | None:
        """The cluster a name belongs to, if exactly one does."""
        near = [i for i in sorted(self.alike(text)) if compatible(self.all[i], mention)]
        for matches in (self.equal, self.person, self.acronym, self.shortened, self.tail, self.misspelt):
            found = [i for i in near if matches(text, self.all[i])]
            if matches == self.tail:  # "the City Council" of one city, then another's with its name
                found = [i for i in found if self.all[i].known or min(self.all[i].heads, default=0) < mention["start"]]
            if matches == self.person and len(found) > 1:  # "Stephen" is Marcus Stephen before he is Stephen Okoro
                found = [i for i in found if self.surnamed(text, self.all[i])] or found
            if len(found) == 1:
                return found[0]
            if found:
                start = mention["start"]
                return max(found, key=lambda i: max((h for h in self.all[i].heads if h < start), default=-1))
        return None

    def alike(self, text: str) -> set[int]:
        """The clusters with a name that shares a word, the beginning of one, or its initials with ``text``."""
        keys = {text.lower(), *(part for word in fold(text).split() for part in (word, word[:4]))}
        return set().union(*(self.by_word.get(k, ()) for k in keys))

    def index(self, number: int, names: Iterable[str]) -> None:
        """Notes how a cluster can be found by its names."""
        for name in names:
            words = fold(name).split()
            for k in (*words, *(w[:4] for w in words), initials(name).lower(), initials(name, True).lower()):
                self.by_word[k].add(number)

    def equal(self, text: str, cluster: Cluster) -> bool:
        return any(fold(text) == fold(name) for name in cluster.names)

    def person(self, text: str, cluster: Cluster) -> bool:
        """A surname or first name, or a fuller form of the same name; not another first name: "Ana Moyo" is no Ada."""
        if cluster.type != "Person":
            return False
        parts = person_words(text)
        names = [person_words(name) for name in all_names(cluster)]
        full = [words for words in names if len(words) > 1] if len(parts) > 1 else []
        return any(same_person(parts, words) for words in full or names)

    def surnamed(self, text: str, cluster: Cluster) -> bool:
        """Whether a name ends with somebody's surname, not with the first name."""
        return any(" " in name and fold(name).split()[-1] == fold(text).split()[-1] for name in all_names(cluster))

    def acronym(self, text: str, cluster: Cluster) -> bool:
        """Initials: "SDF" for "Syrian Democratic Forces", or a name the article puts in brackets after another."""
        if cluster.type == "Person" or not text.isupper() or not 2 <= len(text) <= 8 or not text.isalpha():
            return False
        return any(text == initials(name) or text == initials(name, True) for name in all_names(cluster))

    def short(self, text: str) -> str:
        """A company's name without "Inc." and the like."""
        words = fold(text).split()
        while len(words) > 1 and words[-1] in self.endings:
            words.pop()
        return " ".join(words)

    def shortened(self, text: str, cluster: Cluster) -> bool:
        """The first words of a longer name of an organisation: "Gilead" for "Gilead Sciences Inc."."""
        if cluster.type not in ("Organization", "Place") or len(text) < 3:
            return False
        short = self.short(text)
        for name in all_names(cluster):
            full = self.short(name)
            if full == short:
                return True
            if cluster.type == "Organization" and full.startswith(short + " ") and self.distinctive(text):
                return True
        return False

    def distinctive(self, text: str) -> bool:
        """Whether a name by itself is no other's: no state, people or first name, no word such as "National"."""
        lexicon = self.lexicon
        word = fold(text)
        first_name = text in self.first_names
        return (
            len(word) > 3
            and not first_name
            and word not in self.marks
            and not (lexicon.has_name(key(text)) or key(text) in lexicon.adjectives or key(text) in lexicon.people)
        )

    def tail(self, text: str, cluster: Cluster) -> bool:
        """The last words of a longer name: "Air Force" for "United States Air Force", "Defender" for the ship, "Rincon"
        for "Atletico Rincon"."""
        if cluster.type != "Organization":
            return False
        alone = " " not in text and fold(text) not in self.marks
        club = alone and text.istitle() and self.distinctive(text)
        return any(
            fold(name).endswith(" " + fold(text))
            and (not alone or name.split()[0] in self.ships or club and len(name.split()) == 2)
            for name in all_names(cluster)
        )

    def misspelt(self, text: str, cluster: Cluster) -> bool:
        """One letter off in a long name: Lukashenka, Lukashenko."""
        word = fold(text)
        if cluster.type not in ("Person", "Place") or " " in word or len(word) < 7:
            return False
        return any(
            other[0] == word[0] and len(other) >= 7 and Levenshtein.distance(word, other) == 1
            for name in all_names(cluster)
            for other in fold(name).split()[-1:]
        )


def all_names(cluster: Cluster) -> Iterable[str]:
    yield from cluster.names
    if cluster.known:
        yield from cluster.known.names


def compatible(cluster: Cluster, mention: Mention) -> bool:
    """Whether a name of one type can mean an actor of another: persons are nothing else, a state is no company."""
    if not cluster.named:
        return False
    types = {cluster.type, mention["type"]}
    if "Person" in types or "State" in types:
        return len(types) == 1
    return True
