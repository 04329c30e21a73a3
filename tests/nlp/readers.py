"""What the tests of the stages read texts with."""

from collections.abc import Callable

from spacy.tokens import Doc

Reader = Callable[..., Doc]
