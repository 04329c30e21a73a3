"""Deeds that are told by a noun: whose they are, by the clause they stand in or by a clause on them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from spacy.tokens import Token

from kg.nlp import grammar
from kg.wording import Wording


def makers(noun: Token, making: Container[str]) -> list[Token]:
    """Who made, says a clause on a noun, what it is: "rockets fired by X", "the ban on Y that X imposed".

    ``making`` are the verbs that say so: by whom an attack was condemned is not whose it is.
    """
    for at in (noun, *grammar.complemented(noun)):  # the clause hangs on the nearest noun
        for clause in grammar.children(at, "acl", "relcl"):
            if grammar.children(clause, "mark"):  # "news **that** the army took the town" is no news taken by it
                continue
            if clause.lemma_.lower() in making and clause.tag_ != "VBG" and not grammar.is_infinitive(clause):
                if found := grammar.agents(clause) if grammar.is_passive(clause) else subjects_within(clause):
                    return found
    return []


def subjects_within(clause: Token) -> list[Token]:
    """The subjects that stand in a relative clause itself: "the sanctions **Paris** imposed"."""
    return [t for t in grammar.children(clause, "nsubj") if grammar.relative_antecedent(t) is None]


class Receiving(NamedTuple):
    """Words that tell at whom a deed is aimed: verbs, nouns of who gets it and of what answers it, prepositions."""

    verbs: Container[str]
    nouns: Container[str]
    responses: Container[str]
    revenges: Container[str]
    pressures: Container[str]
    prepositions: Container[str]


def above(noun: Token, verb: Token) -> list[Token]:
    """The nouns a relative clause may be of, where it hangs on the place in their phrase: "**raids** on a market
    in Kano, which killed two".
    """
    clause, found = grammar.first_in_list(verb), list[Token]()
    if clause.dep_ != "relcl" or clause.head != noun:
        return []
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
        found.append(noun)
    return found


def receivers(noun: Token, receiving: Receiving) -> list[Token]:
    """Whom a deed is aimed at by the clause it stands in: "**Peru** ignored a warning from Chile", "bowed to calls".

    Words and pressure are aimed at who acts upon them: "**Peru** left after calls by Chile".
    """
    if noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        above = noun.head.head
        if noun.head.lower_ == "of" and above.lemma_.lower() in receiving.nouns:
            return grammar.predicated(above)
        answers = above.dep_ == "pobj" and above.head.lower_ in ("in", "as") and grammar.is_verb(above.head.head)
        paid = above.lemma_.lower() in receiving.revenges
        replied = above.lemma_.lower() in receiving.responses and noun.lemma_.lower() in receiving.pressures
        return grammar.subjects(above.head.head) if answers and (paid or replied) else []
    above = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in receiving.prepositions and grammar.is_verb(above):
        pressed = noun.lemma_.lower() in receiving.pressures or noun.head.lower_ == "under"
        return grammar.subjects(above) if pressed else []
    while noun.dep_ == "conj" and not grammar.is_verb(noun.head):
        noun = noun.head
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("to", "with") else noun.head
    # "faced raids and **strikes** by Chad": also where the second hangs on the verb
    governed = noun.dep_ in ("dobj", "nsubjpass", "pobj", "conj") and grammar.is_verb(verb)
    governed = governed and (verb.dep_ != "advcl" or bool(grammar.children(verb, *grammar.SUBJECTS)))
    return grammar.subjects(verb) if governed and verb.lemma_.lower() in receiving.verbs else []


def whole(noun: Token, wrapping: Container[str]) -> Token | None:
    """The noun of which a deed's noun only says what it is of: "flew strike **missions** against"."""
    wraps = noun.dep_ in ("compound", "amod", "nmod") and noun.head.i == noun.i + 1
    return noun.head if wraps and noun.head.lemma_.lower() in wrapping else None


def borne(noun: Token, bearing: Container[str]) -> Token:
    """What stands in the clause for a deed: "claimed **responsibility** for the attack"."""
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ == "for" and preposition.head.lemma_.lower() in bearing:
        return preposition.head
    return noun


def partakers(noun: Token, partaking: Container[str]) -> list[Token]:
    """Who takes part in a deed: "**Chad** was involved in the raid", "**Mali** took part in the attack"."""
    word = partaking_in(noun, partaking)
    if word is None:
        return []
    if word.pos_ == "NOUN":
        # "they look into **Ann Lee's** role in the killing": nobody says yet that she had one
        whose = grammar.children(word, "poss")
        own = [t for t in whose if t.ent_type_ != "PERSON" and not {"Masc", "Fem"} & set(t.morph.get("Gender", []))]
        return own if whose else _charged(word)
    return grammar.predicated(word) if word.pos_ == "ADJ" else grammar.surface_subjects(word)


def _charged(part: Token) -> list[Token]:
    """Who denies or is accused of a part in something: "accused **Mali** of involvement in the raid"."""
    above = part.head.head if part.dep_ == "pobj" and part.head.lower_ in ("of", "for", "over", "with") else part.head
    if part.dep_ == "dobj":
        return grammar.subjects(above)
    return grammar.objects(above) if part.dep_ == "pobj" and grammar.is_verb(above) else []


def partaking_in(noun: Token, partaking: Container[str]) -> Token | None:
    """What says that somebody takes part in a deed: "**played** no part in the raid", "its **role** in the raid"."""
    word = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or word.lemma_.lower() not in partaking:
        return None
    if word.pos_ == "NOUN":
        return word.head if word.dep_ == "dobj" and word.head.lemma_.lower() in partaking else word
    return word


def helped(noun: Token, helping: Container[str]) -> list[Token]:
    """Who is helped does what he is helped in: "backed **Mali** in its fight", "support for **Mali** in the war on"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return []
    lent = [o for o in grammar.children(noun.head.head, "dobj") if o.lemma_.lower() in helping and o.i < noun.head.i]
    word = lent[0] if lent else noun.head.head
    if word.lemma_.lower() not in helping:
        return []
    if grammar.is_verb(word):
        return grammar.objects(word)
    to = [p for p in grammar.complements(word, "for", "to", "of") if p.i < noun.head.i]
    if not to:  # "thanked Chad for **its** help in the fight"
        return grammar.children(word, "poss") or _charged(word)
    return [o for p in to for o in grammar.preposition_objects(p)]


def undergone(wording: Wording, noun: Token) -> list[Token]:
    """Whom a deed befell, by its possessive: "**the town's** occupation by the rebels" is that of the town."""
    aimed = any("of" in step.words and step.slot and step.slot.name == "TARGET" for step in wording.steps)
    if not aimed or not grammar.made_by(noun) or any(grammar.complements(noun, "of")):
        return []
    return grammar.children(noun, "poss")


def located(things: Iterable[Token]) -> list[Token]:
    """Where things are: "shelled a depot in **Mali**". The phrase may hang on the verb."""
    nouns = [t for t in things if t.pos_ == "NOUN"]
    above = [t.head for t in nouns if t.dep_ in ("dobj", "nsubjpass")]
    phrases = [p for t in dict.fromkeys([*nouns, *above]) for p in grammar.complements(t, "in", "at", "near")]
    return [o for p in phrases for o in grammar.preposition_objects(p)]


def answered_with(noun: Token, answering: Container[str]) -> list[Token]:
    """Who does what he answers, opens or ends something with: "**Mali** replied with raids on the rebels"."""
    above = noun.head.head
    verb = above.head if above.dep_ == "dobj" else above  # "opened **the debate** with an attack on X"
    manner = noun.dep_ == "pobj" and noun.head.lower_ == "with" and grammar.is_verb(verb)
    return grammar.subjects(verb) if manner and verb.lemma_.lower() in answering else []


def charged_with(noun: Token, charging: Container[str]) -> list[Token]:
    """Who is blamed or punished for a deed: "accused **Mali** of an attack", "**she** was jailed for the murder of"."""
    verb = noun.head.head
    blamed = noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for", "with", "over") and grammar.is_verb(verb)
    return grammar.objects(verb) if blamed and verb.lemma_.lower() in charging else []


def is_given(noun: Token) -> bool:
    """Whether it is somebody else's too: "both firms offered **a deal** to the union" tells of no deal of theirs."""
    verb = noun.head
    return noun.dep_ == "dobj" and (bool(grammar.children(verb, "dative")) or any(grammar.complements(verb, "to")))


def meaning(noun: Token) -> list[Token]:
    """Who means by what he does what a noun says: "**nurses** walked out **in protest** at the ruling"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or grammar.children(noun, "det", "poss"):
        return []
    return grammar.subjects(next((t for t in noun.ancestors if grammar.is_verb(t)), noun))


def stands_as_noun(token: Token) -> bool:
    """Whether a word has the place of a noun, whatever the tagger says: "**strikes** on the town continued"."""
    # "displaced by **fighting** between"
    between = token.dep_ == "pcomp" and any(grammar.complements(token, "between"))
    noun = between or token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    return noun and not grammar.children(token, "aux", "auxpass", "dobj")


def light_verbs(noun: Token, light: Container[str]) -> list[Token]:
    """The verbs that say nothing but that a noun was done or came about: "**signed** a deal", "a deal **signed** in
    Bonn", "a round of talks **began**".
    """
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    verb = whole.head
    above = [verb] if whole.dep_ in ("dobj", "nsubjpass") else []
    if whole.dep_ == "nsubj" and all(o.lower_ == "place" for o in grammar.children(verb, "dobj", "acomp", "attr")):
        above = [verb]
    verbs = above + grammar.children(noun, "acl", "relcl")
    return [v for v in verbs if grammar.is_verb(v) and v.lemma_.lower() in light]


def accompanied(preposition: Token) -> list[Token]:
    """Whose a phrase is that stands for what somebody does: "**Mali** is at war with", "**Mali**, with the help of
    Chad, won", "won with the help of Chad".
    """
    head = preposition.head
    if head.pos_ == "ADP":  # "**together** with Chad": the parser hangs the adverb on the preposition
        preposition, head = head, head.head
    if grammar.is_verb(head):
        return grammar.subjects(head)
    if preposition.i > 0 and preposition.nbor(-1).text == "," or head.dep_ in grammar.SUBJECTS | {"ROOT"}:
        return [head]
    # More often of the clause than of its object, to which it is attached.
    return grammar.subjects(head.head) if head.dep_ == "dobj" else []


def set_in(noun: Token, framing: Container[str]) -> list[Token]:
    """Who acts in what a deed is the frame, ground or aim of: "**Macron** arrived for talks with", "**Peru**'s duties
    under a treaty with". Not who speaks about it: "criticised the deal with".
    """
    for _ in range(3):
        preposition = noun.head
        if noun.dep_ != "pobj" or preposition.lower_ not in framing:
            return []
        noun = preposition.head
        if grammar.is_verb(noun):
            return grammar.subjects(noun)
        if own := grammar.children(noun, "poss"):
            return own
        if noun.dep_ in ("dobj", "attr") and grammar.is_verb(noun.head):
            return grammar.subjects(noun.head)
    return []


def defied(noun: Token, defying: Container[str], said: Container[str], uttered: Container[str]) -> Token | None:
    """What is done despite or after what was ``said``: "despite objections from Peru, Chile **built** it".

    Only the "of" of ``uttered`` nouns names who utters them: "despite criticism **of** Peru" is not Peru's.
    """
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in defying or noun.lower_ not in said:
        return None
    if not grammar.is_verb(preposition.head):
        return None
    about = any(grammar.complements(noun, "of")) and noun.lemma_.lower() not in uttered
    return None if about else preposition.head
