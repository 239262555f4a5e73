"""What can go wrong when an archive is asked."""

from typing import ClassVar

from index.errors import KashafError


class ArticleNotFound(KashafError):
    """Raised for an id that the archive does not have."""

    code: ClassVar[str] = "article-not-found"

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"The archive has no article {article_id!r}. It may have been deleted; search for its headline.",
            "لا مادة في الأرشيف بهذا المعرّف، وقد تكون حُذفت: ابحث عنها بعنوانها.",
        )
        self.article_id = article_id


class NotAnswered(KashafError):
    """Raised when a Whoosh query, or a way of collecting it, is none that the arrays answer."""

    code: ClassVar[str] = "not-answered"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The arrays do not answer {what}: ask Whoosh's searcher without their collector.",
            "لا يمكن البحث بهذا الاستعلام على هذا النحو.",
        )
