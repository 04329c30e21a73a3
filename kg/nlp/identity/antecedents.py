"""Where the antecedent of a pronoun can stand: before it, likeliest first; whose a possessive can and cannot be."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.nlp import grammar
from kg.nlp.data import Mention
from kg.nlp.identity.holders import Holders
from kg.nlp.lexicon import Lexicon
from kg.nlp.quotes import Quote

_OBJECTS = frozenset({"dobj", "dative", "pobj"})
BACK = 3  # sentences in which an antecedent is sought


class Antecedents:
    """Finds what the pronouns of one Doc may take up; ``quoted`` tells for each token the quotation it is in."""

    def __init__(self, doc: Doc, lexicon: Lexicon, holders: Holders, quoted: Mapping[int, Quote]) -> None:
        self.doc, self.holders, self.quoted = doc, holders, quoted
        self.meant, self.sentence, self.sentences = holders.meant, holders.sentence, list(doc.sents)
        self.reporting = lexicon.words("ReportingVerb")
        self.hosting, self.stays = lexicon.words("HostVerb"), lexicon.words("StayNoun")
        self.helping, self.judging = lexicon.words("HelpingWord"), lexicon.words("JudgingVerb")

    def before(self, token: Token) -> list[Mention]:
        """Mentions before a token within a few sentences, the likeliest antecedents first: the sentence's own, then
        the one before; subjects first."""
        own = self.sentence[token.i]
        first, reported = self.sentences[max(0, own - BACK)].start, self.reported(token)
        found = [
            m
            for m in self.holders.before(token.i, token.i - first)
            if m["head"] in self.meant
            and m["form"] != "demonym"
            and not self.same_clause(m, token)
            and m["head"] not in reported
        ]
        if token.dep_ in _OBJECTS and not token.lower_.endswith(("self", "selves")):
            verb = token.head.head if token.head.pos_ == "ADP" else token.head
            subjects = grammar.subjects(verb) if grammar.is_verb(verb) else []
            doers = {i for t in subjects for i in self.meant.get(t.i, ())}
            found = [m for m in found if not doers & set(self.meant[m["head"]])]
        if token.dep_ == "poss":  # "X appointed Y as his successor": not Y's own
            possessed = set(self.meant.get(token.head.i, ())) | self.hosts(token)
            found = [m for m in found if not possessed & set(self.meant[m["head"]])]
        speaker = self.quoted.get(token.i)
        bound = self.binding(token)

        def rank(m: Mention) -> tuple[bool, int, int, int]:
            head = self.doc[m["head"]]
            subject = head.dep_ in grammar.SUBJECTS
            far = own - self.sentence[m["head"]]
            return (m["head"] not in bound, far, 0 if subject else 1, m["head"] if subject else -m["head"])

        if speaker and speaker.speaker is not None:
            who = set(self.meant.get(speaker.speaker, ()))
            found = [m for m in found if not who & set(self.meant[m["head"]])]
        return sorted(found, key=rank)

    def reported(self, token: Token) -> set[int]:
        """What stands before who says it: "Ford will sue **Ann Lee**, he said" is hardly said by her."""
        said = token.head
        if token.dep_ != "nsubj" or said.lemma_.lower() not in self.reporting:
            return set()
        return {
            t.i
            for c in grammar.children(said, "ccomp")
            for t in c.subtree
            if t.i < token.i and t.dep_ not in grammar.SUBJECTS
        }

    def hosts(self, token: Token) -> set[int]:
        """Who receives somebody: "Xi welcomed Putin during **his** visit" is not Xi's visit."""
        verb = next((t for t in token.ancestors if grammar.is_verb(t)), None)
        if verb is None or verb.lemma_.lower() not in self.hosting or token.head.lemma_.lower() not in self.stays:
            return set()
        return {i for t in grammar.subjects(verb) for i in self.meant.get(t.i, ())} if grammar.objects(verb) else set()

    def binding(self, token: Token) -> set[int]:
        """The subject of the clause a possessive is in: "Biden, who knows Putin better than **his** predecessor"; of a
        subject, who says so: "Rebels fled, the **ministry** said in a statement that announced **it** had won".
        """
        if token.dep_ in grammar.SUBJECTS:
            for said in (t for t in token.head.ancestors if t.lemma_.lower() in self.reporting):
                told = any(t.i in self.meant for t in grammar.children(said, "dobj", "dative"))
                who = {t.i for t in grammar.surface_subjects(said)} & set(self.meant)
                if who and grammar.is_verb(said):
                    return set() if told else who
            return set()
        if token.dep_ != "poss":
            return set()
        if others := self.owning_other(token.head):
            return others
        verb = next((t for t in token.ancestors if grammar.is_verb(t)), None)
        found = grammar.surface_subjects(verb) if verb is not None else []
        return {t.i for t in found if t.i != token.head.i}

    def owning_other(self, noun: Token) -> set[int]:
        """Whose a thing is that stands beside somebody ("praised **Chad** and **its** army"), in which he is helped or
        for which he is blamed: "backed **Chad** in **its** war", "thanked **Chad** for **its** help".
        """
        while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ == "pobj":
            noun = noun.head.head  # "fined **Chad** for a breach of **its** duty"
        if noun.dep_ == "conj" and noun.head.i in self.meant and not grammar.children(noun.head, "poss"):
            return {noun.head.i}
        verb = noun.head.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.i in self.meant:  # "to help **Mali** in its war"
            return {verb.i}
        if noun.dep_ != "pobj" or not grammar.is_verb(verb) or grammar.is_passive(verb):
            return set()
        about = verb.lemma_.lower() in (self.helping if noun.head.lower_ == "in" else self.judging)
        fits = about and noun.head.lower_ in ("in", "for", "over", "of")
        return {t.i for t in grammar.children(verb, "dobj") if t.i < noun.i and t.i in self.meant} if fits else set()

    def ahead(self, token: Token) -> list[int]:
        """Who acts behind a participle at the start: "Speaking of **her** plans, Ann Lee said", "In **its** report"."""
        clause = next((t for t in token.ancestors if t.dep_ in ("advcl", "prep") and grammar.is_verb(t.head)), None)
        if token.dep_ != "poss" or clause is None or clause.dep_ == "advcl" and clause.tag_ not in ("VBG", "VBN"):
            return []
        subjects = grammar.subjects(clause.head)[:1]
        first = clause.left_edge.i == token.sent.start and not grammar.children(clause, *grammar.SUBJECTS)
        return self.meant.get(subjects[0].i, [])[:1] if first and subjects and subjects[0].i > token.i else []

    def same_clause(self, mention: Mention, token: Token) -> bool:
        """Whether a pronoun cannot mean it: another argument of the same verb ("Putin called him")."""
        head = self.doc[mention["head"]]
        reflexive = token.lower_.endswith(("self", "selves"))
        possessive = token.dep_ == "poss"
        return not reflexive and not possessive and head.head == token.head and head.dep_ != "conj"
