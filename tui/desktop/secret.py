"""A text that is shown nowhere: neither in a log nor in a traceback, which prints the variables it meets."""


class Secret:
    """Holds a password; only `reveal` gives it away, to be called where it is handed over and nowhere else."""

    __slots__ = ("__hidden",)

    def __init__(self, text: str) -> None:
        self.__hidden = text

    def reveal(self) -> str:
        """Return the text."""
        return self.__hidden

    def __bool__(self) -> bool:
        return bool(self.__hidden)

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not stored")
