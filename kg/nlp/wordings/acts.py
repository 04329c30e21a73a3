"""What no wording covers: a verb between two actors, which is seen in the graph and not lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from spacy.tokens import Token

from kg.nlp import grammar
from kg.nlp.data import EventDict
from kg.nlp.wordings.arguments import Arguments


def acts(verb: Token, arguments: Arguments) -> Iterator[EventDict]:
    """A verb between two named actors that no wording covers."""
    sources = arguments.actors(grammar.subjects(verb))
    phrases = [o for p in grammar.children(verb, "prep", "dative") for o in grammar.children(p, "pobj")]
    targets = arguments.actors(grammar.objects(verb)) + arguments.actors(phrases)
    for source, target in product(sources, targets):
        if source.actor != target.actor:
            yield EventDict(
                relation="acts",
                source=source.actor,
                target=target.actor,
                source_token=source.token.i,
                target_token=target.token.i,
                theme=None,
                theme_start=None,
                theme_end=None,
                predicate=verb.i,
                cue=[verb.i],
                wording="",
                polarity="Affirmed",
                modality="Actual",
                by=None,
                time=None,
                confidence=0.3,
            )
