"""A text that is compared with others, for those who need no numbers yet."""

from typing import NamedTuple


class Writing(NamedTuple):
    """What is compared: a work, an application, a need, an offer."""

    title: str
    abstract: str = ""

    @property
    def whole(self) -> str:
        """Title and abstract as one text. Errors: none."""
        return f"{self.title}. {self.abstract}" if self.abstract else self.title
