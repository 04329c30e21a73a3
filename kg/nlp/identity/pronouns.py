"""Whom pronouns mean: he, she, it, they by recency, syntax, number and gender."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.antecedents import BACK, Antecedents
from kg.nlp.identity.clusters import Cluster, Clusters
from kg.nlp.identity.holders import Holders
from kg.nlp.identity.speaking import FIRST, FIRST_PLURAL
from kg.nlp.lexicon import Lexicon
from kg.nlp.quotes import Quote

_MALE, _FEMALE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_NEUTER = frozenset("it its itself".split())
_BOTH = frozenset({"both", "two", "three"})


class Pronouns:
    """Resolves the pronouns of one Doc."""

    def __init__(
        self, doc: Doc, lexicon: Lexicon, clusters: Clusters, holders: Holders, spoken: Sequence[Quote]
    ) -> None:
        self.doc, self.lexicon, self.clusters, self.holders = doc, lexicon, clusters, holders
        self.mentions, self.meant, self.sentence = holders.mentions, holders.meant, holders.sentence
        self.sentences = list(doc.sents)
        self.meetings = lexicon.words("Meeting")
        self.reporting, self.disposed = lexicon.words("ReportingVerb"), lexicon.words("DispositionAdjective")
        self.dismissing = lexicon.words("DismissingVerb")
        self.quoted: dict[int, Quote] = {}
        for quote in spoken:
            for i in range(quote.start, quote.end):
                self.quoted.setdefault(i, quote)
        self.antecedents = Antecedents(doc, lexicon, holders, self.quoted)

    def resolve(self, mention: Mention) -> list[int]:
        """The clusters a pronoun means; empty where that is not clear."""
        token = self.doc[mention["head"]]
        word = token.lower_
        if word in FIRST | FIRST_PLURAL:
            return []
        if word in _MALE | _FEMALE:
            return self.single(token, "male" if word in _MALE else "female")
        if word in _NEUTER:
            return self.neuter(token)
        if word in _BOTH:
            return self.pair(token)
        return self.several(token)

    def single(self, token: Token, gender: str) -> list[int]:
        """The person "he" or "she" means: of those a sentence speaks of, a named one; of its subjects, one whose gender
        is known."""
        if ahead := self.antecedents.ahead(token):
            if self.is_person(self.clusters[ahead[0]], gender):
                return ahead
        fits: list[tuple[Mention, int]] = []
        for mention in self.antecedents.before(token):
            found = self.client(mention, token) or self.meant[mention["head"]]
            if len(found) == 1 and self.is_person(self.clusters[found[0]], gender):
                fits.append((mention, found[0]))

        def rank(fit: tuple[Mention, int]) -> tuple[bool, bool]:
            cluster, head = self.clusters[fit[1]], fit[0]["head"]
            known = cluster.gender is not None and self.doc[head].dep_ in grammar.SUBJECTS and clause is None
            return not cluster.named, not known

        done_to = token.dep_ == "dobj" or token.lower_ == "him"
        clause = next((t for t in (token.head, token.head.head) if done_to and t.dep_ == "advcl"), None)
        if clause is not None:  # "expelled **Ann Lee** after a court found **her** guilty"
            objects = {t.i for t in grammar.objects(clause.head)}
            fits.sort(key=lambda f: f[0]["head"] not in objects)
        near = (f for f in fits if self.sentence[f[0]["head"]] == self.sentence[fits[0][0]["head"]])
        best = min(near, key=rank, default=None)
        if best is None:
            return []
        self.clusters[best[1]].gender = self.clusters[best[1]].gender or gender
        return [best[1]]

    def client(self, mention: Mention, token: Token) -> list[int]:
        """Whose lawyer speaks: "**His** lawyer said **he** was innocent"."""
        head = self.doc[mention["head"]]
        said = head.dep_ in grammar.SUBJECTS and any(
            a.dep_ == "ccomp" and a.head.i == head.head.i for a in token.ancestors
        )
        whose = next((t for t in head.lefts if t.dep_ == "poss"), None) if said else None
        return self.meant.get(whose.i, []) if whose is not None and mention["form"] == "nominal" else []

    def is_person(self, cluster: Cluster, gender: str) -> bool:
        return cluster.type == "Person" and not cluster.plural and cluster.gender in (None, gender)

    def neuter(self, token: Token) -> list[int]:
        """The organisation or state "it" or "its" means: the subject of this sentence or the last one."""
        own = self.sentence[token.i]
        if token.dep_ not in ("poss", "nsubj", "nsubjpass", "dobj", "pobj") or impersonal(token, self.disposed):
            return []
        if token.dep_ == "dobj" and token.head.lemma_.lower() in self.reporting | self.dismissing:
            return []  # "denied it", "dismissed it": a claim, a ruling
        bound, ahead = self.antecedents.binding(token), self.antecedents.ahead(token)
        if ahead and self.clusters[ahead[0]].type in ("Organization", "State"):
            return ahead
        for mention in self.antecedents.before(token):
            head = self.doc[mention["head"]]
            found = self.meant[mention["head"]]
            if own - self.sentence[mention["head"]] > 1 or len(found) != 1:
                break
            cluster = self.clusters[found[0]]
            one = token.dep_ == "poss" or not grammar.children(head, "conj")
            kinds = ("Organization", "State", "Group", *(("Place",) if head.i in bound else ()))
            if (
                one
                and cluster.type in kinds
                and not cluster.plural
                and (head.dep_ in grammar.SUBJECTS or token.dep_ == "poss" or head.i in bound)
            ):
                return list(found)
        return []

    def several(self, token: Token) -> list[int]:
        """Those "they" means: a coordination of actors, a plural subject, two who met, else any plural."""
        own = self.sentence[token.i]
        if token.dep_ in grammar.SUBJECTS and any(t.lower_ == "also" for t in token.head.children):
            if again := self.again(token):
                return again
        near = [m for m in self.antecedents.before(token) if own - self.sentence[m["head"]] <= 1]
        subjects = [m for m in near if self.doc[m["head"]].dep_ in grammar.SUBJECTS]
        bound = self.antecedents.binding(token)
        inner = token.head.dep_ == "advcl" and grammar.is_verb(token.head)  # "We back the rebels as **they** fight"
        here = [m for m in near if m["head"] in bound or inner and self.sentence[m["head"]] == own]
        for mention in (*here, *subjects):
            if len(together := self.coordination(self.doc[mention["head"]])) > 1:
                return together
            if self.is_plural(mention):
                return list(self.meant[mention["head"]])
        if (body := self.body_speaking(token)) and not any(self.is_plural(m) for m in near):
            return body
        if token.dep_ in grammar.SUBJECTS and (both := self.met(own - 1)):
            return both
        for mention in near:
            if len(together := self.coordination(self.doc[mention["head"]])) > 1:
                return together
            if self.is_plural(mention):
                return list(self.meant[mention["head"]])
        return self.only(near)

    def body_speaking(self, token: Token) -> list[int]:
        """The organisation that says what "they" do: "The **council** said **they** would resist"."""
        found = [i for head in sorted(self.antecedents.binding(token)) for i in self.meant.get(head, ())]
        return found if len(found) == 1 and self.clusters[found[0]].type == "Organization" else []

    def only(self, near: Sequence[Mention]) -> list[int]:
        """The one organisation spoken of: "The firm grew. **They** hired"."""
        found = {i for m in near for i in self.meant[m["head"]] if self.clusters[i].type not in ("Place", "Person")}
        one = self.clusters[min(found)] if len(found) == 1 else None
        return list(found) if one is not None and one.named and one.type == "Organization" else []

    def again(self, token: Token) -> list[int]:
        """Whom the last "they" meant, in "They **also** agreed"."""
        first = self.sentences[max(0, self.sentence[token.i] - BACK)].start
        for mention in self.holders.before(token.i, token.i - first):
            if self.doc[mention["head"]].lower_ == token.lower_ and self.doc[mention["head"]].dep_ in grammar.SUBJECTS:
                return self.meant.get(mention["head"], [])
        return []

    def is_plural(self, mention: Mention) -> bool:
        found = self.meant[mention["head"]]
        one = self.clusters[found[0]]
        return len(found) > 1 or one.plural or mention["plural"] and one.type != "Person"

    def coordination(self, head: Token) -> list[int]:
        """The actors coordinated at a token: "France and Germany"."""
        if head.dep_ == "conj":
            return []
        found: list[int] = []
        stack = [head]
        while stack:
            token = stack.pop()
            found += [i for i in self.meant.get(token.i, ()) if i not in found]
            stack += [t for t in token.children if t.dep_ == "conj"]
        return found

    def met(self, number: int) -> list[int]:
        """The two people of the sentence before, if they met in it: "X met Y. **They** agreed"."""
        people: list[int] = []
        meeting = False
        for token in self.sentences[number] if number >= 0 else ():
            meeting = meeting or token.lemma_.lower() in self.meetings and token.pos_ == "VERB"
            people += [
                p
                for p in self.meant.get(token.i, ())
                if p not in people
                and self.clusters[p].type == "Person"
                and not self.clusters[p].plural
                and not self.holders.telling(token)
            ]
        return people if meeting and len(people) == 2 else []

    def acting(self, number: int) -> list[int]:
        """The one who does something to another of the same type in a sentence's main clause."""
        root = self.sentences[number].root if number >= 0 else None
        if root is None or not grammar.is_verb(root):
            return []
        ends = [self.meant.get(t[0].i, []) for t in (grammar.subjects(root), grammar.objects(root)) if t]
        if [len(found) for found in ends] != [1, 1] or ends[0] == ends[1]:
            return []
        one, other = self.clusters[ends[0][0]], self.clusters[ends[1][0]]
        return [*ends[0], *ends[1]] if one.named and other.named and one.type == other.type else []

    def others(self, token: Token) -> list[int]:
        """The two people that whoever is the object met: "She met X and Y. **Both** assured her"."""
        object_ = [t for t in token.head.children if t.dep_ in ("dobj", "dative") and t.lower_ in _MALE | _FEMALE]
        sentence = self.sentences[self.sentence[token.i] - 1] if object_ and self.sentence[token.i] else ()
        subjects = {i for t in sentence if t.dep_ in grammar.SUBJECTS for i in self.meant.get(t.i, ())}
        people = dict.fromkeys(
            i
            for t in sentence
            for i in self.meant.get(t.i, ())
            if self.clusters[i].type == "Person" and i not in subjects
        )
        return list(people) if len(people) == 2 else []

    def pair(self, token: Token) -> list[int]:
        """The actors "both" means: who acts on whom in the sentence before, else the first and the last one in it of
        the same type, else the last two."""
        if assured := self.others(token):
            return assured
        if acting := self.acting(self.sentence[token.i] - 1):
            return acting
        for back in (1, 2):
            first = self.sentences[max(0, self.sentence[token.i] - back)].start
            found: list[int] = []
            for mention in self.holders.before(token.i, token.i - first):
                for index in self.meant.get(mention["head"], ()) if mention["form"] != "demonym" else ():
                    cluster = self.clusters[index]
                    fit = cluster.named and cluster.type in ("Person", "State", "Organization")
                    if fit and index not in found and (not found or self.clusters[found[0]].type == cluster.type):
                        found.append(index)
            if len(found) >= 2:
                return [found[-1], found[0]] if back == 1 else found[1::-1]
        return []


def impersonal(token: Token, disposed: frozenset[str]) -> bool:
    """Whether "it" stands for a clause: "it is clear that", "it seems"; not with adjectives of somebody ("willing")."""
    verb = token.head
    deps = {t.dep_ for t in verb.children}
    if token.dep_ in grammar.SUBJECTS and verb.lemma_ in ("be", "seem", "appear", "become", "remain"):
        if any(t.dep_ == "acomp" and t.lower_ in disposed for t in verb.children):
            return False
        return bool(deps & {"acomp", "ccomp", "xcomp", "attr", "advcl"})
    if token.dep_ == "nsubjpass":
        return bool(deps & {"ccomp", "csubj", "csubjpass"})  # "it is expected that"
    return False
