"""Stage ``kg_mentions``: every word or noun phrase that denotes an actor, as ``doc._.kg_mentions``.

Names come from ``names.py``. Nominals are nouns of the word lists and roles of the ontology ("the Ukrainian
leadership", "two senior officials", "the US president"). Pronouns are listed as they stand; relative pronouns are
left to grammar. Whom a mention means is the next stage's business.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.lexicon import Lexicon, lemma, lexicon
from kg.nlp.names.finder import Names
from kg.nlp.nouns import (
    bare,
    coordinated_modifiers,
    counted,
    definite,
    human,
    joined,
    left_edge,
    noun_like,
    owners,
    several,
)

# What a nominal can be the head of; other nouns are parts of longer ones ("government spokesman").
_HEADS = frozenset(
    "nsubj nsubjpass dobj pobj poss attr appos conj agent dative ROOT oprd npadvmod nmod dep ccomp parataxis acl "
    "advcl relcl pcomp xcomp acomp intj csubj".split()
)
_SINGULAR = frozenset("he she it i him her his its my himself herself itself me mine hers".split())
_PLURAL = frozenset("they we them their our us themselves ourselves both theirs ours".split())
_PRONOUNS = _SINGULAR | _PLURAL
_PERSONAL = frozenset("he she i him her his himself herself my me mine hers".split())


class Mentions:
    """Finds mentions with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.names = Names(lexicon)
        words = lexicon.words
        self.state_nouns, self.rulers = words("StateNoun"), words("RulerNoun")
        self.offices, self.bare = words("OfficeNoun"), words("BareStateNoun")
        self.things, self.governed = words("ThingNoun"), words("GovernedPlaceNoun")
        self.naming = words("NamingNoun")
        self.staff, self.partisans = words("OrganizationPeople"), words("PartisanWord")
        self.agents, self.tools = words("AgentEnding"), words("ToolNoun")
        self.deeds = words("GroupDeed")
        self.deployed, self.former = words("DeployedNoun"), words("FormerWord")

    def __call__(self, doc: Doc) -> Doc:
        by_head: dict[int, Mention] = {}
        for name in self.names.find(doc):
            by_head.setdefault(name["head"], name)
        covering = {i: m for m in by_head.values() if m["form"] == "name" for i in range(m["start"], m["end"])}
        for mention in (*self.nominals(doc, by_head, covering), *pronouns(doc)):
            by_head.setdefault(mention["head"], mention)
        doc._.kg_mentions = sorted(by_head.values(), key=lambda m: (m["start"], -m["end"]))
        return doc

    def nominals(self, doc: Doc, names: dict[int, Mention], covering: dict[int, Mention]) -> Iterator[Mention]:
        """Nouns that denote actors, outside names."""
        for token in doc:
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.i in covering:
                continue
            if token.dep_ not in _HEADS and not self.inner(token):
                continue
            if token.pos_ == "ADJ" and not noun_like(token) or joined(token):
                continue
            if kind := self.kind(token, names, covering):
                edge = left_edge(token)
                start = self.past_other(edge, token, covering)
                plural = several(token) or kind == "Group" or start == edge and coordinated_modifiers(token)
                yield Mention(
                    start=start,
                    end=token.i + 1,
                    head=token.i,
                    type=kind,
                    form="nominal",
                    plural=plural,
                    actor=[],
                )

    def past_other(self, start: int, noun: Token, covering: dict[int, Mention]) -> int:
        """Where a noun phrase begins behind another actor that the parser took for its modifier.

        "The **Secretary of State** and foreign partners", "**Ford** and Fiat parent company Lumex".
        """
        for token in noun.doc[start + 1 : noun.i]:
            before = token.nbor(-1)
            if token.dep_ != "cc" or token.i in covering:
                continue
            name = covering.get(before.i)
            named = name is not None and name["type"] in ("Organization", "Person")
            if named or before.tag_ == "NNS" or self.lexicon.role_at(token.doc, token.i):
                start = token.i + 1
        return start

    def inner(self, token: Token) -> bool:
        """Whether a noun before another one is an actor of its own: "**company** CEO Ann Lee", "coalition aircraft"."""
        if token.dep_ != "compound" or lemma(token) in self.naming:
            return token.dep_ == "compound"
        if token.tag_ != "NN" or not token.text.islower() or not self.lexicon.is_a(token, "SelfNoun", "RoleBody"):
            return False
        role = self.lexicon.role_of(token.head)
        return role is not None and role[0] in (token.i, token.i + 1)

    def kind(self, token: Token, names: dict[int, Mention], covering: dict[int, Mention]) -> str | None:
        """The type of actor a noun denotes, None if it denotes none."""
        near = [t for t in owners(token) if not self.abroad(token, t)]
        whose = [m["type"] for t in near if (m := names.get(t.i) or covering.get(t.i))]
        for owner in sorted(whose[:2], key=lambda kind: kind != "State"):  # "Chad's Socialist government" is Chad
            if kind := self.owned(token, owner):
                return kind
        if bare(token) or token.pos_ == "PROPN" and lemma(token) in self.things:
            return None  # "justice" in "brought to justice"; "the International Space Station"
        singular = not several(token)
        if self.product(token, covering) or self.deed(token):
            return None
        if token.pos_ != "ADJ" and self.lexicon.role_of(token):
            return "Person" if singular else "Group"
        if (role := self.lexicon.role_at(token.doc, token.i + 1)) and role[0] < token.i:
            return None  # "Defense" in "Secretary of Defense"
        if singular and self.lexicon.is_a(token, "CompanyNoun") and self.trade(token):
            return "Organization"
        if singular and token.dep_ == "attr" and token.tag_ == "NNP" and not grammar.children(token, "det"):
            return None  # "Chad is mainly Christian"
        if self.lexicon.is_a(token, "PersonNoun") or human(token) or "State" in whose and self.agent(token):
            return None if token.pos_ == "ADJ" else "Person" if singular else "Group"
        return self.body(token, singular)

    def product(self, noun: Token, covering: dict[int, Mention]) -> bool:
        """Whether a noun in capitals with a firm's name before it is what the firm makes: "a **Ford Explorer**"."""
        before = noun.nbor(-1) if noun.i else noun
        name = covering.get(before.i)
        firm = name is not None and name["type"] == "Organization" and before.head == noun
        return firm and noun.tag_ == "NNP" and noun.text.istitle() and self.lexicon.role_of(noun) is None

    def deed(self, noun: Token) -> bool:
        """Whether a noun for a group is what somebody does: "the **resistance** of the church", "**opposition** to"."""
        behind = [t.lower_ for t in noun.rights if t.dep_ == "prep"]
        return lemma(noun) in self.deeds and any(word in ("to", "of", "against", "from") for word in behind)

    def agent(self, noun: Token) -> bool:
        """Whether people of a state are named by what they do, though no list has them: "Kenyan **poachers**".

        Else what they do would be thought the state's.
        """
        ending = noun.lower_.endswith(tuple(self.agents))
        return noun.tag_ == "NNS" and noun.text.islower() and ending and lemma(noun) not in self.tools

    def trade(self, token: Token) -> bool:
        """Whether a noun for a person or a firm is one for a firm: "the software **giant**", not "the giant who"."""
        who = any(t.tag_ == "WP" for c in token.rights if c.dep_ == "relcl" for t in c.children)
        return (
            definite(token)
            and not who
            and any(t.dep_ == "compound" and t.pos_ == "NOUN" or t.text in self.lexicon.adjectives for t in token.lefts)
        )

    def abroad(self, token: Token, place: Token) -> bool:
        """Whether a place is only where somebody is: "peacekeepers **in Chad**" are not Chad's."""
        return place.head.lower_ == "in" and bool({lemma(token), token.lower_} & self.deployed)

    def owned(self, token: Token, owner: str) -> str | None:
        """The type of a noun that goes with the name of an actor of the type ``owner``."""
        word = lemma(token)
        both = {word, token.lower_}
        singular_person = token.tag_ in ("NN", "NNP") and word in self.lexicon.words("PersonNoun")
        if owner == "State" and both & self.state_nouns and not singular_person and not self.partisan(token):
            return "State"
        if owner == "Person" and both & self.rulers:
            return "State"
        if owner == "Group" and both & self.state_nouns and token.tag_ in ("NNS", "NNPS"):
            return "Group"
        past = any(t.lower_ in self.former for t in token.lefts)  # "former members of the party" are not the party
        if owner == "Organization" and both & self.staff and not past:
            return "Person" if singular_person else "Organization"
        if owner in ("State", "Place") and both & self.offices and token.tag_ in ("NN", "NNP"):
            return "Organization"
        return None

    def number(self, token: Token) -> bool:
        """Whether people are only counted: "**thousands** rallied", "tens of **thousands** marched"."""
        whole = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        counts = all(t.tag_ == "NNS" and self.lexicon.is_a(t, "QuantityNoun") for t in (token, whole))
        alone = not any(t.dep_ == "prep" and t.lower_ == "of" for t in token.rights)
        return counts and alone and whole.dep_ == "nsubj" and token.ent_type_ not in ("MONEY", "PERCENT", "QUANTITY")

    def partisan(self, noun: Token) -> bool:
        """Whether leaders or forces are those of somebody within a state: "Afghan **rebel** leaders"."""
        return any(lemma(t) in self.partisans for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod"))

    def body(self, token: Token, singular: bool) -> str | None:
        """The type of a noun for a body: an organisation, a state, a group, a place."""
        both = {lemma(token), token.lower_}
        if singular and definite(token) and both & self.bare:
            return "State"
        if self.lexicon.is_a(token, "OrganizationNoun"):
            return None if counted(token) else "Organization"
        if both & self.bare:
            return "State"
        if self.lexicon.is_a(token, "GroupNoun"):
            return "Group"
        if self.number(token):
            return "Group"
        if lemma(token) in self.governed and any(t.dep_ == "compound" and t.pos_ == "PROPN" for t in token.lefts):
            return "Place"  # "Helmand province"
        return "Place" if self.lexicon.is_a(token, "PlaceNoun") and definite(token) else None


def pronouns(doc: Doc) -> Iterator[Mention]:
    """Personal and possessive pronouns, "both" and "the two" as noun phrases."""
    for token in doc:
        word = token.lower_
        if word in _PRONOUNS and token.pos_ in ("PRON", "DET") and token.text != "US" and token.dep_ != "expl":
            if word == "both" and token.dep_ in ("preconj", "cc", "det", "predet"):
                continue
            kind = "Person" if word in _PERSONAL else "Group" if word in _PLURAL else "Organization"
            yield Mention(
                start=token.i,
                end=token.i + 1,
                head=token.i,
                type=kind,
                form="pronoun",
                plural=word in _PLURAL,
                actor=[],
            )
        elif (
            word in ("two", "three")
            and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            and token.i
            and (token.nbor(-1).lower_ == "the")
            and not any(t.dep_ == "prep" for t in token.rights)
        ):
            yield Mention(
                start=token.i, end=token.i + 1, head=token.i, type="Group", form="pronoun", plural=True, actor=[]
            )


@Language.factory(
    "kg_mentions",
    assigns=["doc._.kg_mentions"],
    requires=["token.dep", "token.lemma", "token.tag", "doc.ents"],
    default_config={"ontology": []},
)
def make_mentions(nlp: Language, name: str, ontology: list[str]) -> Mentions:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Mentions(lexicon(*ontology))
