"""Fit the weights of ``kg/nlp/confidence.py`` on annotated articles, and say what a confidence is worth.

    python benchmarks/confidence.py DOCS.jsonl=GOLD.jsonl ...

DOCS is input for ``kg build``. GOLD holds, one article a line, ``{"id", "actors": [{"id", "name", "names"}], "events":
[{"s", "r", "alt", "t", "theme"}]}``: source, relation, its alternatives, target or null, theme. Prints the weights, and
how often events of each confidence are right when the weights are fitted without their article (ten folds).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.actors import Identity, identities
from kg.documents import Article, read
from kg.extractor import Extractor, Options
from kg.nlp.confidence import EDGE, STATEMENT, features

FOLDS, PENALTY = 10, 3.0
BANDS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
Vector = NDArray[np.float64]
Example = tuple[str, dict[str, float], bool, bool]


def plain(name: str) -> str:
    """A name without accents, signs, capitals and articles."""
    letters = (c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    return " ".join(w for w in "".join(c if c.isalnum() else " " for c in letters).split() if w != "the")


def named(*names: str) -> set[str]:
    return {plain(name) for name in names}


def stems(text: str | None) -> set[str]:
    return {word[:5] for word in plain(text or "").split() if len(word) > 3}


def right(gold: dict[str, Any], source: Identity, relation: str, target: Identity | None, theme: str | None) -> bool:
    """Whether an annotated article holds this event."""
    names = {a["id"]: named(a["name"], *a["names"]) for a in gold["actors"]}
    ours = named(source.name, *source.names)
    for e in gold["events"]:
        if relation not in (e["r"], *e.get("alt", ())) or (e.get("t") is None) != (target is None):
            continue
        if target is None:
            same = bool(names[e["s"]] & ours) and (not e.get("theme") or bool(stems(e["theme"]) & stems(theme)))
        else:
            theirs = named(target.name, *target.names)
            turned = names[e["s"]] & theirs and names[e["t"]] & ours
            same = bool(names[e["s"]] & ours and names[e["t"]] & theirs or turned)
        if same:
            return True
    return False


def examples(reader: Extractor, docs: str, gold: str) -> Iterator[Example]:
    """Of each event with named actors: its article, its features, whether it has a target, whether it is right."""
    annotated = {g["id"]: g for g in map(json.loads, Path(gold).read_text(encoding="utf-8").splitlines())}
    for article in read([docs]):
        if not isinstance(article, Article) or article.id not in annotated:
            continue
        doc = reader.doc(article)
        for name, stage in reader.nlp.pipeline:
            doc = stage(doc) if name != "kg_confidence" else doc
        mentions = {m["head"]: m for m in doc._.kg_mentions}
        who = identities(doc._.kg_actors, article.id, reader.ontology)
        for e in doc._.kg_events:
            source, target = who[e["source"]], None if e["target"] is None else who[e["target"]]
            if e["relation"] == "acts" or not source.named or (target is not None and not target.named):
                continue
            known = right(annotated[article.id], source, e["relation"], target, e["theme"])
            yield article.id, features(doc, e, mentions), target is not None, known


def fit(x: Vector, y: Vector) -> Vector:
    """The weights of a logistic regression with a ridge penalty on all but the first, by Newton's method."""
    weights = np.zeros(x.shape[1])
    ridge = np.diag([1e-6, *[PENALTY] * (x.shape[1] - 1)])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (p - y) + ridge @ weights)
        weights = weights - step
    return weights


def area(p: Vector, y: Vector) -> float:
    """How often a right event has the higher confidence than a wrong one."""
    higher = [(a > b) + 0.5 * (a == b) for a in p[y == 1] for b in p[y == 0]]
    return float(np.mean(higher))


def report(title: str, names: list[str], found: list[Example]) -> None:
    """Fit one kind of events; print what a confidence is worth, and the weights."""
    x = np.array([[float(f.get(name, 0)) for name in names] for _, f, *_ in found])
    y = np.array([float(known) for *_, known in found])
    order = {article: i % FOLDS for i, article in enumerate(sorted({a for a, *_ in found}))}
    fold = np.array([order[a] for a, *_ in found])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    print(f"{title}: {len(y)}, {y.mean():.3f} right; of a right and a wrong one the right is surer {area(p, y):.3f}")
    for low, high in pairwise(BANDS):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(f"  {low:.2f} to {high:.2f}: {inside.sum():5}, {y[inside].mean():.2f} right")
    for name, weight in zip(names, fit(x, y), strict=True):
        print(f'    "{name}": {weight:.2f},')


def main(pairs: list[str]) -> None:
    reader = Extractor(Options())
    found = [row for pair in pairs for row in examples(reader, *pair.split("=", 1))]
    report("edges", list(EDGE), [row for row in found if row[2]])
    report("statements", list(STATEMENT), [row for row in found if not row[2]])


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit(__doc__))
