"""Articles to be put into an index, and the putting."""

from hashlib import sha256

from newsclean.corpus.index import ArchiveIndex
from newsclean.corpus.paragraphs import paragraphs_of

STEMS = (
    "会议要求，各地要认真贯彻落实中央决策部署，扎实推进各项工作。",
    "据介绍，当地已建成一批特色产业基地，带动农民就近就业增收。",
    "2024年4月23日，会议在重庆召开，研究部署新时代推动西部大开发工作。",
    "今年前三个季度，全市外贸进出口总额同比增长百分之六点五，创下新高。",
)


def article(number, texts=STEMS):
    return f"{number}.txt", "\n".join(f"{text}第{number}篇" for text in texts)


def add(path, articles):
    with ArchiveIndex(path, create=True) as made:
        return made.add(paragraphs_of(articles), [sha256(text.encode()).hexdigest() for _, text in articles])
