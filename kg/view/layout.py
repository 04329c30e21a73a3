"""Where the nodes of a network stand: the same network always gives the same picture.

Each connected part is laid out by networkx (Fruchterman and Reingold 1991, with a fixed seed), its boxes are pushed
apart until no name covers another, and the parts are packed side by side in rows, largest first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 11
WORDS = np.array([90.0, 20.0])  # about the room that the words on a line take
FEW = 40  # nodes that are all laid out by forces
CORE = 350  # nodes that are laid out by forces; the others find a place near whom they know best
ASPECT = 1.2  # width to height of the whole
WIDE = (1.8, 1.0)  # names are wide and low: pushed up and down alone, a crowd would become a tower
GAP = 30.0  # between boxes

Point = tuple[int, int]
Size = tuple[float, float]
_Array = NDArray[np.float64]


def positions(graph: nx.MultiDiGraph, sizes: Mapping[str, Size], light: Set[str] = frozenset()) -> dict[str, Point]:
    """The centre of each node, in pixels at scale 1; ``sizes`` are the widths and heights of their boxes.

    Where there are many, those in ``light`` do not bend the picture: they stand beside those they know.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    crowded = len(simple) > FEW
    boxes = {name: (14.0, 14.0) if crowded and name in light else size for name, size in sizes.items()}
    return _packed([_part(simple.subgraph(part), boxes, light) for part in parts], boxes)


def _part(graph: nx.Graph[str], sizes: Mapping[str, Size], light: Set[str]) -> dict[str, _Array]:
    """One connected part, around the origin."""
    names = sorted(graph, key=lambda name: (-graph.degree(name), name))
    core = names if len(names) <= FEW else [name for name in names if name not in light][:CORE] or names[:CORE]
    names = core + [name for name in names if name not in set(core)]
    plain = nx.Graph()  # in a fixed order, as forces are added up in it
    plain.add_nodes_from(sorted(core))
    plain.add_edges_from(_edges(graph, set(core)))
    placed = _core(plain, sizes)
    for order, name in enumerate(names[len(core) :]):
        placed[name] = _beside(graph, name, placed, order)
    return _apart(placed, sizes)


def _core(graph: nx.Graph[str], sizes: Mapping[str, Size]) -> dict[str, _Array]:
    """By forces, from several beginnings while that costs little; the drawing that is clearest is taken."""
    if len(graph) <= 2:  # side by side, as the words between them are read
        return {name: np.array([170.0 * n, 0.0]) for n, name in enumerate(graph)}
    edges = graph.number_of_edges()
    # A tree is clear at once; to compare drawings costs the square of the edges.
    count = max(1, min(24, 600 // len(graph), 4_000_000 // edges**2)) if edges >= len(graph) else 1
    tries = [_apart(_forced(graph, seed), sizes) for seed in range(count)]
    if len(tries) == 1:
        return tries[0]
    return min(tries, key=lambda placed: _tangle(graph, placed, sizes))


def _forced(graph: nx.Graph[str], seed: int) -> dict[str, _Array]:
    spread = 95.0 * math.sqrt(len(graph))
    scale = np.array([spread * math.sqrt(ASPECT), spread / math.sqrt(ASPECT)])
    rough = nx.spring_layout(graph, seed=SEED + seed, iterations=200, k=2.2 / math.sqrt(len(graph)), method="force")
    return {name: np.asarray(at) * scale for name, at in rough.items()}


def _tangle(graph: nx.Graph[str], placed: Mapping[str, _Array], sizes: Mapping[str, Size]) -> int:
    """How hard a drawing is to read: lines that cross, and words in the middle of lines that have no room."""
    lines = np.array([(placed[a], placed[b]) for a, b in sorted(graph.edges)])
    first, second = lines[:, None], lines[None, :]
    middles = lines.mean(axis=1)
    at = np.array([placed[name] for name in sorted(placed)])
    box = np.array([sizes[name] for name in sorted(placed)])
    crossed = (_side(first, second[:, :, 0]) * _side(first, second[:, :, 1]) < 0) & (
        _side(second, first[:, :, 0]) * _side(second, first[:, :, 1]) < 0
    )
    words = (np.abs(middles[:, None] - middles[None, :]) < WORDS).all(axis=2)
    names = (np.abs(middles[:, None] - at[None, :]) < (box[None, :] + WORDS) / 2).all(axis=2)
    return int(crossed.sum() + words.sum() + 2 * names.sum())


def _side(line: _Array, point: _Array) -> _Array:
    """On which side of a line a point lies, by the sign."""
    way, there = line[..., 1, :] - line[..., 0, :], point - line[..., 0, :]
    found: _Array = np.sign(way[..., 0] * there[..., 1] - way[..., 1] * there[..., 0])
    return found


def _edges(graph: nx.Graph[str], among: set[str]) -> list[tuple[str, str]]:
    return sorted((min(a, b), max(a, b)) for a, b in graph.edges(among) if a in among and b in among)


def _beside(graph: nx.Graph[str], name: str, placed: Mapping[str, _Array], order: int) -> _Array:
    """A place outside its neighbours, seen from the middle, turned a little from the one before it."""
    near = [placed[other] for other in sorted(graph[name]) if other in placed]
    middle: _Array = np.mean(near, axis=0) if near else np.zeros(2)
    angle = math.atan2(middle[1], middle[0]) + 2.4 * order  # the golden angle: no two in line
    turn: _Array = np.array([math.cos(angle), math.sin(angle)])
    return middle + turn * (120.0 + 40.0 * math.sqrt(order))


def _apart(placed: Mapping[str, _Array], sizes: Mapping[str, Size]) -> dict[str, _Array]:
    """Boxes that overlap are pushed apart along the shorter way until none does, or the rounds are over."""
    names = sorted(placed)
    at = np.array([placed[name] for name in names])
    box = np.array([sizes[name] for name in names]) + GAP
    rounds = min(500, 60_000 // len(names)) if len(names) <= CORE else 14  # each costs the square of the number
    for _ in range(rounds):
        way = at[:, None, :] - at[None, :, :]
        depth = (box[:, None, :] + box[None, :, :]) / 2 - np.abs(way)
        meets = (depth > 0).all(axis=2)
        np.fill_diagonal(meets, False)
        first, second = np.nonzero(np.triu(meets))
        if not len(first):
            break
        over = depth[first, second]
        axis = (over / WIDE).argmin(axis=1)
        side = np.sign(way[first, second, axis])
        side[side == 0] = 1.0
        push = over[np.arange(len(axis)), axis] / 2 * side
        np.add.at(at, (first, axis), push * 0.6)
        np.add.at(at, (second, axis), -push * 0.6)
    return {name: at[row] for row, name in enumerate(names)}


def _packed(parts: Sequence[Mapping[str, _Array]], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """The parts in rows, like words on a page, the highest first; of several widths the one that fills it best."""
    boxes = [(part, _bounds(part, sizes)) for part in parts]
    boxes.sort(key=lambda item: item[1][1] - item[1][3])  # stable: parts of one height stay in their order
    area = sum((right - left + GAP) * (bottom - top + GAP) for _, (left, top, right, bottom) in boxes)
    tries = [_rows(boxes, math.sqrt(area * ASPECT) * wider) for wider in (0.9, 1.0, 1.1, 1.2, 1.3, 1.5)]
    found, _ = min(tries, key=lambda rows: max(rows[1][0] / ASPECT, rows[1][1]))
    return found


def _rows(
    boxes: Sequence[tuple[Mapping[str, _Array], tuple[float, float, float, float]]], width: float
) -> tuple[dict[str, Point], tuple[float, float]]:
    """Rows no wider than ``width`` if that can be, and how wide and high they are."""
    found: dict[str, Point] = {}
    x = y = row = widest = 0.0
    for part, (left, top, right, bottom) in boxes:
        if x and x + right - left > width:
            x, y, row = 0.0, y + row + GAP, 0.0
        for name, (px, py) in part.items():
            found[name] = (round(px - left + x), round(py - top + y))
        widest = max(widest, x + right - left)
        x += right - left + GAP
        row = max(row, bottom - top)
    return found, (widest, y + row)


def _bounds(part: Mapping[str, _Array], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    left = min(at[0] - sizes[name][0] / 2 for name, at in part.items())
    right = max(at[0] + sizes[name][0] / 2 for name, at in part.items())
    top = min(at[1] - sizes[name][1] / 2 for name, at in part.items())
    bottom = max(at[1] + sizes[name][1] / 2 for name, at in part.items())
    return float(left), float(top), float(right), float(bottom)
