"""kg query, explain: a graph is asked."""

from __future__ import annotations

from collections.abc import Callable

commands: dict[str, Callable[..., int]] = {}
