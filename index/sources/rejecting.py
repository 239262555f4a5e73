"""How a reader says that something cannot be read."""

from index.article import Rejected


class NotRead(Exception):
    """Raised inside the readers; ``read`` turns it into a Rejected and goes on with what comes next."""

    def __init__(self, reason: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.line = line

    def rejected(self, file: str, line: int | None = None) -> Rejected:
        """Return the rejection of a piece of the named file."""
        return Rejected(file=file, reason=self.reason, message=self.message, line=self.line or line)
