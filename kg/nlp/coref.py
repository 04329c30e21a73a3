"""Stage ``kg_coref``: whom each mention means, as ``doc._.kg_actors`` and ``Mention.actor``.

First the names of the whole article are clustered (``naming.py``). Then descriptions and pronouns are resolved in
the order of the text (``descriptions.py``, ``pronouns.py``), and last "I" and "we" (``speaking.py``). In doubt a
mention stays unresolved: a wrong resolution makes a wrong statement about somebody.
"""

from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp.data import Mention
from kg.nlp.identity.clusters import Clusters
from kg.nlp.identity.descriptions import Descriptions
from kg.nlp.identity.holders import Holders
from kg.nlp.identity.naming import Naming
from kg.nlp.identity.pronouns import Pronouns
from kg.nlp.identity.speaking import FirstPerson
from kg.nlp.lexicon import Lexicon, lexicon
from kg.nlp.nouns import owners
from kg.nlp.quotes import quotes


class Coref:
    """Resolves mentions with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.reporting = lexicon.words("ReportingVerb")

    def __call__(self, doc: Doc) -> Doc:
        mentions: list[Mention] = doc._.kg_mentions
        clusters = Clusters(self.lexicon)
        meant = {head: [index] for head, index in Naming(doc, self.lexicon, clusters).read(mentions).items()}
        holders = Holders(doc, self.lexicon, clusters, mentions, meant)
        holders.read()
        descriptions = Descriptions(doc, self.lexicon, clusters, holders)
        spoken = quotes(doc, self.reporting)
        pronouns = Pronouns(doc, self.lexicon, clusters, holders, spoken)
        for mention in owners_first(doc, mentions):
            if mention["head"] not in meant:
                found = (pronouns if mention["form"] == "pronoun" else descriptions).resolve(mention)
                if found:
                    meant[mention["head"]] = found
                    for index in found:
                        clusters[index].heads.append(mention["head"])
        FirstPerson(doc, self.lexicon, clusters, holders, pronouns.quoted).resolve()
        return settled(doc, mentions, clusters, meant)


def owners_first(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """In the order of the text, but the ministry before "a spokesman for the ministry"."""
    by_head = {m["head"]: m for m in mentions}
    ordered: dict[int, Mention] = {}
    seen: set[int] = set()

    def place(mention: Mention) -> None:
        if mention["head"] in seen:
            return
        seen.add(mention["head"])
        for token in owners(doc[mention["head"]]):
            if token.i in by_head:
                place(by_head[token.i])
        ordered[mention["head"]] = mention

    for mention in sorted(mentions, key=lambda m: m["head"]):
        place(mention)
    return list(ordered.values())


def settled(doc: Doc, mentions: list[Mention], clusters: Clusters, meant: dict[int, list[int]]) -> Doc:
    """Writes actors and mentions; actors that nothing mentions are left out."""
    used = sorted({i for found in meant.values() for i in found})
    place = {old: new for new, old in enumerate(used)}
    doc._.kg_actors = [clusters[i].actor() for i in used]
    doc._.kg_mentions = [{**m, "actor": [place[i] for i in meant.get(m["head"], ())]} for m in mentions]
    return doc


@Language.factory(
    "kg_coref",
    assigns=["doc._.kg_actors", "doc._.kg_mentions"],
    requires=["doc._.kg_mentions", "token.dep", "token.lemma"],
    default_config={"ontology": []},
)
def make_coref(nlp: Language, name: str, ontology: list[str]) -> Coref:
    """The component; ``ontology`` are folders that add to the package's own."""
    return Coref(lexicon(*ontology))
