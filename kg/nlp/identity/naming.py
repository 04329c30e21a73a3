"""Which actor each name of an article is: the ontology's, one named before, or a new one."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.identity.spellings import initials, is_short_for, person_words, same_person
from kg.nlp.lexicon import Lexicon, fold, key, lemma, undoubled
from kg.nlp.names.capitals import person_noun
from kg.terms import ActorEntry

_CAPITALS = 8  # letters of the longest acronym


class Naming:
    """Puts the names of one Doc into clusters."""

    def __init__(self, doc: Doc, lexicon: Lexicon, clusters: Clusters) -> None:
        self.doc, self.lexicon, self.clusters = doc, lexicon, clusters
        self.genders = {"male": lexicon.words("MaleName"), "female": lexicon.words("FemaleName")}
        self.states: Counter[str] = Counter()  # the states the article names
        self.bearers: dict[str, list[list[str]]] = defaultdict(list)  # surname -> the names that end with it, in order
        self.national = lexicon.words("NationalBody")
        self.local = lexicon.words("LocalAdjective")

    def read(self, mentions: Sequence[Mention]) -> dict[int, int]:
        """Head token -> cluster of every name, full names before short ones."""
        clusters = self.clusters
        found: dict[int, int] = {}
        rest: list[tuple[str, Mention]] = []
        also: dict[int, list[str]] = {}  # head -> names that are not the best
        brackets = self.brackets(mentions)
        self.count_states(mentions)
        self.note_bearers(mentions)
        for mention in mentions:
            head = self.doc[mention["head"]]
            unnamed = mention["type"] == "Person" or person_noun(head)  # "two Americans"
            if mention["form"] == "pronoun" or mention["form"] == "nominal" and unnamed:
                continue
            text = key(self.doc[mention["start"] : mention["end"]].text)
            national = fold(text) in self.national and mention["type"] == "Organization"
            state = (self.owner(mention) or self.home()) if national else None
            entry = self.entry_of(text, mention)
            entry = self.at_home(entry, text, state, mention) if state else entry
            if entry is not None and entry.type == "Organization" and (branch := self.branch(mention, head)):
                text, entry = f"{branch} {text}", None  # "the **local** Conservatives" are not the party
            if entry is not None and mention["form"] == "nominal" and mention["type"] == "Group" != entry.type:
                found[mention["head"]] = clusters.of_people(entry, text)
                clusters[found[mention["head"]]].heads.append(mention["head"])
            elif entry is not None:
                found[mention["head"]] = self.put(clusters.of_entry(entry), mention, text)
            elif mention["form"] == "name":  # the "Chinese Coast Guard" is no other's
                rest.append((f"{state.adjectives[0]} {text}" if state else text, mention))
                also[mention["head"]] = [text, f"{state.label}'s {text}"] if state else []
        aliases: dict[str, int] = {}
        for text, mention in sorted(rest, key=lambda r: (-len(r[0].split()), -len(r[0]), r[1]["start"])):
            index = aliases.get(text)
            if index is None and text in brackets:
                index = found.get(brackets[text])
            if index is None:
                index = clusters.find(text, mention)
            if index is None:
                new = Cluster(mention["type"], plural=mention["plural"], gender=self.gender(text, mention))
                new.state = self.state_within(text) if mention["type"] == "Organization" else None
                index = clusters.add(new)
            if text in brackets:
                aliases[text] = index
            found[mention["head"]] = self.put(index, mention, text)
            clusters[index].names.update(dict.fromkeys(also[mention["head"]], 0))
        for cluster in clusters.all:
            cluster.heads.sort()
        return found

    def branch(self, mention: Mention, head: Token) -> str:
        """The word before a body's name that makes it a part of it: "**local**"."""
        words = (t for t in grammar.children(head, "amod") if t.i < mention["start"] and t.lower_ in self.local)
        return next((t.lower_ for t in words), "")

    def note_bearers(self, mentions: Sequence[Mention]) -> None:
        """Notes the names of people by their last word."""
        for mention in mentions:
            words = person_words(self.doc[mention["start"] : mention["end"]].text)
            if mention["type"] == "Person" and mention["form"] == "name" and words:
                self.bearers[words[-1]].append(words)

    def count_states(self, mentions: Sequence[Mention]) -> None:
        """Notes how often the article names each state."""
        for mention in mentions:
            if mention["type"] == "State" and mention["form"] in ("name", "demonym"):
                entry = self.lexicon.entry(key(self.doc[mention["start"] : mention["end"]].text), "State")
                if entry is not None and entry.type == "State":
                    self.states[entry.name] += 1
        for name in sorted(self.states):
            self.clusters.halve(self.lexicon.ontology.actors[name])

    def owner(self, mention: Mention) -> ActorEntry | None:
        """The state right before a body's name: "**Chinese** Coast Guard", "**Kenya**'s Supreme Court"."""
        before = grammar.children(self.doc[mention["head"]], "amod", "compound", "nmod", "poss")
        whole = [self.doc[t.left_edge.i : t.i + 1].text for t in before if t.i < mention["start"]]  # "Solomon Islands"
        owners = (self.lexicon.entry(key(text.removeprefix("the ")), "State") for text in whole)
        return next((e for e in owners if e is not None and e.type == "State" and e.adjectives), None)

    def home(self) -> ActorEntry | None:
        """The state the article is about."""
        first = next(iter(self.states.most_common(1)), None)
        state = self.lexicon.ontology.actors[first[0]] if first else None
        return state if state and state.adjectives else None

    def at_home(self, entry: ActorEntry | None, text: str, state: ActorEntry, mention: Mention) -> ActorEntry | None:
        """The body of that name in its state: every state has a Supreme Court.

        Of a state the article names, a body of its own name is that ("the Treasury"), unless another state stands
        before it or it is somebody's ("its coast guard").
        """
        owned = self.owner(mention) or grammar.children(self.doc[mention["head"]], "poss")
        if entry is None or (home := self.clusters.home(entry)) == state.name:
            return entry
        if not owned and self.named_enough(home, state):
            return entry
        own = (self.lexicon.entry(f"{adjective} {text}", "Organization") for adjective in state.adjectives)
        return next((e for e in own if e is not None and e.type == "Organization"), None)

    def named_enough(self, home: str | None, state: ActorEntry) -> bool:
        """Whether an article on a state speaks of another often enough for a bare "the Supreme Court" to be its."""
        return home is not None and self.states[home] > 0 and self.states[state.name] <= 2 * self.states[home]

    def entry_of(self, text: str, mention: Mention) -> ActorEntry | None:
        """The actor of the ontology of a name or demonym."""
        if mention["form"] == "nominal" and text not in self.lexicon.people:
            return None
        if half := self.half(text, mention):
            return half
        entry = self.near(text, mention["type"]) or self.lexicon.entry(text, mention["type"])
        if entry is None and mention["type"] in ("Organization", "Person"):
            entry = self.lexicon.folded.get(fold(text))
            if entry is not None and entry.type == "Place" and text.isupper():
                entry = None  # the "GAO" is not the town of Gao
            if entry is None and mention["type"] == "Person":
                entry = self.lexicon.sounding.get(undoubled(text))
            if entry is None and mention["type"] == "Organization":
                entry = self.lexicon.folded.get(self.clusters.short(text))
                entry = entry if entry is not None and entry.type == "Organization" else None
        if entry is None or (entry.type == "Person") != (mention["type"] == "Person"):
            return None
        return None if entry.type == "Person" and self.is_namesake(text, entry) else entry

    def is_namesake(self, surname: str, entry: ActorEntry) -> bool:
        """Whether a bare surname is that of somebody else whom the article names in full first: "Jason Biden … Biden".

        Who comes without a first name is the one that everybody knows.
        """
        bearers = self.bearers.get(fold(surname), [[]])
        if len(bearers[0]) < 2:
            return False
        known = [k for k in map(person_words, entry.names) if len(k) > 1]
        return not any(same_person(b, k) for b in bearers for k in known if len(b) > 1)

    def half(self, text: str, mention: Mention) -> ActorEntry | None:
        """One of two states of a land, by its half: "the **North**", "**North** and South Korea"."""
        start, end = mention["start"], mention["end"]
        the = start > 0 and self.doc[start - 1].lower_ == "the"
        halves = self.clusters.halves
        both = end + 1 < len(self.doc) and self.doc[end].lower_ == "and" and self.doc[end + 1].text in halves
        return halves.get(text) if the or both else None

    def near(self, text: str, kind: str) -> ActorEntry | None:
        """Of several that bear a name, the one at home in a state the article names: Japan's **ANA**, Kabul's ANA."""
        known = [e for e in self.lexicon.names.get(text, ()) if e.type == kind]
        fits = [e for e in known if self.clusters.home(e) in self.states]
        return max(fits, key=lambda e: self.states[self.clusters.home(e) or ""]) if len(known) > 1 and fits else None

    def called(self, mention: Mention) -> set[str]:
        """What the noun right before a name says its bearer is: "Australian **bank** ANZ"."""
        noun = self.doc[mention["start"] - 1] if mention["start"] else None
        if noun is None or noun.pos_ != "NOUN" or not noun.text.islower() or noun.dep_ not in ("compound", "nmod"):
            return set()
        body = self.lexicon.is_a(noun, "CompanyNoun", "OrganizationNoun") and not self.lexicon.is_a(noun, "ThingNoun")
        fits = body and noun.head.i == mention["head"]
        return {lemma(noun)} if fits else set()

    def put(self, index: int, mention: Mention, text: str) -> int:
        cluster = self.clusters[index]
        if mention["form"] == "name":
            if text not in cluster.names:
                self.clusters.index(index, [text])
            cluster.names[text] += 1
            if cluster.type == "Organization":
                cluster.kinds |= self.called(mention)
        cluster.heads.append(mention["head"])
        return index

    def state_within(self, text: str) -> str | None:
        """The state a body's own name says it is of: "Garuda **Indonesia**", "**Dutch** Safety Board"."""
        words = text.split()
        for part in (words[-1], " ".join(words[-2:]), words[0]) if len(words) > 1 else ():
            entry = self.lexicon.entry(part)
            placed = text.endswith((f" in {part}", f" of {part}"))  # "Institute of Physics in **Bern**"
            if entry is not None and entry.type == "State" and (placed or part not in entry.seats):
                return entry.name
        return None

    def brackets(self, mentions: Sequence[Mention]) -> dict[str, int]:
        """What stands in brackets after a name -> the head of that name: "Iraqi Security Forces (ISF)"."""
        ends = {m["end"]: m for m in mentions if m["form"] in ("name", "nominal")}
        found: dict[str, int] = {}
        for mention in mentions:
            start, end = mention["start"], mention["end"]
            if mention["type"] == "State" and mention["form"] == "nominal" and mention["plural"]:
                found.setdefault(initials(self.doc[start:end].text), self.inner(mention, mentions))
            if mention["form"] != "name" or start < 2 or end >= len(self.doc) or self.doc[start - 1].text != "(":
                continue
            other, text = ends.get(start - 1), key(self.doc[start:end].text)
            if other is None or self.doc[end].text != ")" or " " in text or not self.is_short(text, other):
                continue
            if other["form"] == "name":
                found.setdefault(text, other["head"])
            elif other["type"] == "State":
                found.setdefault(text, self.inner(other, mentions))
        return found

    def is_short(self, text: str, other: Mention) -> bool:
        """Whether a word in brackets stands for the name before them; a body's capitals may be those of its name in
        another language: "National Liberation Front (**FLN**)"."""
        foreign = text.isupper() and text.isalpha() and 2 < len(text) <= _CAPITALS and not self.lexicon.has_name(text)
        several = other["type"] == "Organization" and other["form"] == "name" and other["end"] - other["start"] > 1
        return foreign and several or is_short_for(text, self.doc[other["start"] : other["end"]].text)

    def inner(self, outer: Mention, mentions: Sequence[Mention]) -> int:
        """The head of the state's name inside a nominal, -1 if there is none."""
        heads = (
            m["head"]
            for m in mentions
            if m["form"] in ("name", "demonym") and (outer["start"] <= m["start"] and m["end"] <= outer["end"])
        )
        return next(heads, -1)

    def gender(self, text: str, mention: Mention) -> str | None:
        """The gender a full name's first name tells, if it does: "Jean" is a man's in France, a woman's in England."""
        if mention["type"] != "Person" or " " not in text:
            return None
        told = [gender for gender, names in self.genders.items() if text.split()[0] in names]
        return told[0] if len(told) == 1 else None
