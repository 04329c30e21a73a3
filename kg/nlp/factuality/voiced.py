"""What a speaker does by the words he chooses: "the regime **must** comply" demands it, "the raid is **appalling**"
criticises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.factuality.reading import climb
from kg.nlp.factuality.speakers import Speakers
from kg.nlp.labels import labels
from kg.nlp.quotes import Quote
from kg.nlp.wordings.aims import STATE
from kg.nlp.wordings.arguments import Argument, Arguments
from kg.nlp.wordings.themes import LONGEST_CLAUSE, theme_span
from kg.ontology import Ontology

_THIRD = frozenset({"he", "she", "they"})
_SURE = 0.7  # how often such words are what they are taken for


class Voiced:
    """Finds demands and judgments in what somebody is quoted or reported to say."""

    def __init__(self, ontology: Ontology, speakers: Speakers) -> None:
        self.speakers, self.negating = speakers, ontology.words("NegatingWord")
        self.blaming, self.misdeeds = ontology.words("BlamingWord"), ontology.words("MisdeedNoun")
        self.misfortunes = ontology.words("MisfortuneWord")
        self.names, self.matters = ontology.words("NamingVerb"), ontology.words("MatterNoun")
        self.stating = {r.name for r in ontology.relations.values() if r.family == STATE}
        self.beside_colon = [r.name for r in ontology.relations.values() if r.colon]
        self.reaches = {r.name for r in ontology.relations.values() if r.reaches_owner}
        self.said_with = [(r.name, ontology.words(r.modals)) for r in ontology.relations.values() if r.modals]
        self.judged_with = [(r.name, ontology.words(r.judgments)) for r in ontology.relations.values() if r.judgments]

    def __call__(self, doc: Doc, arguments: Arguments, spoken: list[Quote]) -> Iterator[EventDict]:
        """The events that a Doc's speakers word so, but for what wordings have found."""
        known = {
            (e["source"], e["target"], e["predicate"]) for e in doc._.kg_events if e["relation"] not in self.stating
        }
        yield from self.labelled(doc, arguments)
        for token in doc:
            found = list(self.bidden(token, arguments, spoken)) if token.pos_ == "VERB" else []
            if token.pos_ in ("ADJ", "NOUN", "ADP") or token.dep_ == "xcomp" and grammar.is_infinitive(token):
                found += self.judged(token, arguments, spoken)
            yield from (e for e in found if (e["source"], e["target"], e["predicate"]) not in known)

    def labelled(self, doc: Doc, arguments: Arguments) -> Iterator[EventDict]:
        """What somebody is named as saying beside a colon: "Merkel: Mali must pay"."""
        for label in labels(doc):
            for by in arguments.actors([doc[label.speaker]]):
                for relation in self.beside_colon:
                    theme = doc[label.start : min(label.end, label.start + LONGEST_CLAUSE)]
                    yield said(relation, by.actor, None, theme, doc[label.colon], doc[label.speaker], "SOURCE: THEME")

    def bidden(self, verb: Token, arguments: Arguments, spoken: list[Quote]) -> Iterator[EventDict]:
        """What a speaker wants done by whom he names: "The regime must comply", said the minister."""
        for relation, modals in self.said_with:
            modal = next((t for t in grammar.children(verb, "aux") if t.lower_ in modals), None)
            speaker = self.speaker(verb, arguments, spoken) if modal is not None else None
            if modal is None or speaker is None:
                continue
            for other in arguments.actors(t for t in grammar.subjects(verb) if t.pos_ != "PRON"):
                if other.actor != speaker:
                    yield said(relation, speaker, other, theme_span(verb, verb), modal, verb, f"TARGET {modal.lower_}")

    def judged(self, word: Token, arguments: Arguments, spoken: list[Quote]) -> Iterator[EventDict]:
        """What a speaker finds good or bad: "The raid is unacceptable", "It is a disgrace that Chad left"."""
        for relation, words in self.judged_with:
            if word.lemma_.lower() not in words and word.lower_ not in words:
                continue
            noun = self.predicated(word)
            verb = noun.head
            if (naming := self.naming(word)) is not None:
                about = grammar.objects(naming)
                for by in arguments.actors(grammar.subjects(naming)):
                    yield from self.aimed(relation, by.actor, about, None, word, naming, arguments)
                continue
            if noun.dep_ not in ("acomp", "attr", "prep", "xcomp") or verb.lemma_ != "be" or self.denied(verb, noun):
                continue
            if word.lemma_.lower() in self.blaming and not self.of_misdeed(word):
                continue
            if (speaker := self.speaker(verb, arguments, spoken)) is None:
                continue
            clause = next(iter(subject_clauses(verb, noun)), None)
            about = [t for t in grammar.subjects(verb) if t.pos_ in ("NOUN", "PROPN") or t.lower_ in _THIRD]
            yield from self.aimed(relation, speaker, about, clause or noun, word, verb, arguments)

    def aimed(
        self,
        relation: str,
        speaker: int,
        about: list[Token],
        told: Token | None,
        word: Token,
        verb: Token,
        arguments: Arguments,
    ) -> Iterator[EventDict]:
        """The events of a judgment on what it is ``about``; on what is ``told``, if that is a clause."""
        clause = told if told is not None and grammar.is_verb(told) else None
        things = [t for t in about if t.pos_ != "PRON"]
        theme = clause or next(iter(things), told)
        meant = arguments.actors(about)
        if not meant and relation in self.reaches:
            meant = arguments.owners(about) or (arguments.actors(grammar.subjects(clause)) if clause else [])
        others: list[Argument | None] = [a for a in meant if a.actor != speaker]
        if not others and word.lemma_.lower() in self.misfortunes:
            return
        for other in others or [None]:
            if other is not None or theme is not None:
                span = theme_span(theme or word, verb)
                yield said(relation, speaker, other, span, word, verb, f"THEME be {word.lemma_.lower()}")

    def naming(self, word: Token) -> Token | None:
        """The verb by which somebody calls it so: "**called** the raid a **disgrace**", "**described** it as"."""
        noun = word.head if word.dep_ == "amod" and word.head.pos_ == "NOUN" else word
        verb = noun.head
        placed = noun.dep_ == "oprd"
        if verb.lower_ == "as" and noun.dep_ in ("pobj", "amod"):
            verb, placed = verb.head.head if verb.head.dep_ == "dobj" else verb.head, True
        return verb if placed and verb.lemma_.lower() in self.names and grammar.is_verb(verb) else None

    def predicated(self, word: Token) -> Token:
        """What is said of something by a word: "was an **indefensible** attack", "are a matter of **concern**"."""
        if word.dep_ == "pobj" and word.head.lower_ in ("of", "for"):
            above = word.head.head
            return above if above.dep_ == "attr" and above.lemma_.lower() in self.matters else word.head
        return word.head if word.dep_ == "amod" else word

    def of_misdeed(self, word: Token) -> bool:
        """Whether somebody is blamed for what one can be: "was **behind** the attack"; not "responsible for trade"."""
        phrases = [word] if word.pos_ == "ADP" else grammar.children(word, "prep")
        return all(o.lemma_.lower() in self.misdeeds for p in phrases for o in grammar.children(p, "pobj"))

    def denied(self, verb: Token, noun: Token) -> bool:
        """Whether it is said not to be so, or asked whether it is."""
        if any(t.dep_ == "neg" or t.lower_ in self.negating for t in (*verb.children, *noun.children)):
            return True
        return any(t.lower_ in ("if", "whether") for t in grammar.children(verb, "mark"))

    def speaker(self, verb: Token, arguments: Arguments, spoken: list[Quote]) -> int | None:
        return self.speakers.speaker(verb, list(climb(verb)), arguments, spoken, None)


def subject_clauses(verb: Token, word: Token) -> list[Token]:
    """What "it" stands for: "it is a disgrace **that Chad left**", "it is wrong **to leave**"."""
    if all(t.lower_ != "it" for t in grammar.children(verb, *grammar.SUBJECTS, "expl")):
        return []
    clauses = [c for t in (verb, word) for c in grammar.children(t, "ccomp", "xcomp", "advcl", "acl", "relcl", "csubj")]
    behind = [c for c in clauses if c.i > word.i]
    told = [c for c in behind if any(t.lower_ == "that" for t in grammar.children(c, "mark"))]
    return told or [c for c in behind if grammar.is_infinitive(c)]


def said(
    relation: str, speaker: int, other: Argument | None, theme: Span, cue: Token, predicate: Token, wording: str
) -> EventDict:
    """An event that a speaker words, at ``other``, if that is an actor."""
    return EventDict(
        relation=relation,
        source=speaker,
        target=other.actor if other else None,
        source_token=cue.i,
        target_token=other.token.i if other else None,
        theme=theme.text,
        theme_start=theme.start_char,
        theme_end=theme.end_char,
        predicate=predicate.i,
        cue=[cue.i],
        wording=wording,
        polarity="Affirmed",
        modality="Actual",
        by=speaker if other else None,
        time=None,
        confidence=round(_SURE * (other.confidence if other else 1.0), 3),
    )
