"""Two small plugins of this site: one reads .note files, one writes the words of the site on a page."""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator
from pelican.readers import BaseReader
from pelican.utils import get_date


class NoteReader(BaseReader):
    enabled = True
    file_extensions = ("note",)

    def read(self, source_path):
        title, day, *lines = Path(source_path).read_text(encoding="utf-8").splitlines()
        metadata = {
            "title": title,
            "date": get_date(day),
            "category": self.process_metadata("category", "Briefjes"),
        }
        return "".join(f"<p>{line}</p>" for line in lines if line), metadata


class WordsGenerator(Generator):
    def generate_output(self, writer):
        words = sorted(article.title for article in self.context["articles"])
        Path(self.output_path, "words.txt").write_text("\n".join(words), encoding="utf-8")


def add_reader(readers):
    readers.reader_classes["note"] = NoteReader


def get_generators(pelican):
    return WordsGenerator


def count(generator):
    for article in generator.articles:
        article.description = f"{len(article._content.split())} woorden"


def register():
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(get_generators)
    signals.article_generator_finalized.connect(count)
