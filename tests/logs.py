"""What tests read from logs."""

import json

from newsclean.changelog.reading import ArticleLog


def logged(lines):
    """What a reader of the log learns of its only article."""
    records = [json.loads(line) for line in lines]
    article = ArticleLog(records[0]["article"])
    for record in records:
        article.add(record)
    return article
