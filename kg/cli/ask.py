"""kg query, explain: a graph is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GraphOption, opened, plain, say

if TYPE_CHECKING:
    from kg.explain import Explanation


def explain(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE", help="Any name of an actor; - for anyone.")] = None,
    relation: Annotated[str | None, typer.Argument(metavar="RELATION", help="Such as accuses; - for any.")] = None,
    target: Annotated[str | None, typer.Argument(metavar="TARGET", help="Any name of an actor.")] = None,
    graph: GraphOption = "graph",
) -> int:
    """Show the sentences behind an edge, with article and date."""
    from kg.explain import explain as explained

    source, relation, target = (None if asked in ("", "-") else asked for asked in (source, relation, target))
    found = explained(opened(graph).query, source, relation, target)
    for each in found:
        print(plain(_block(each)))
    if not found:
        say("nothing in the graph says so")
    return 0


def _block(each: Explanation) -> str:
    where = ", ".join(part for part in (each.headline, each.published) if part)
    return f"{each.claim}\n    “{each.quote}”\n    {where} [{each.article}]\n"


commands: dict[str, Callable[..., int]] = {"explain": explain}
