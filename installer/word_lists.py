"""Make `resources/ordlister/nb.txt.gz` and `nn.txt.gz` from the open word lists (`python installer/word_lists.py NB NN`).

NB: the wheel of spacy-lookups-data, whose `nb_lemma_exc` holds the forms of Norsk ordbank, bokmål (CC BY 4.0).
NN: a folder with simplemma 2 installed, whose `nn` holds the forms of Wiktionary and UniMorph, nynorsk (CC BY-SA 4.0).
Only the written forms are kept: one word a line, sorted by their bytes. The same sources give the same files.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "ordlister"
_WORD = re.compile(r"[a-zæøåéèêòóôüöä]{2,}(?:-[a-zæøåéèêòóôüöä]+)*", re.IGNORECASE)


def main() -> None:
    """Write both lists."""
    bokmal, nynorsk = (Path(argument) for argument in sys.argv[1:3])
    _write("nb", _bokmal(bokmal))
    _write("nn", _nynorsk(nynorsk))


def _bokmal(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as packed:
        classes = json.loads(gzip.decompress(packed.read("spacy_lookups_data/data/nb_lemma_exc.json.gz")))
    for forms in classes.values():
        for form, lemmas in forms.items():
            yield from (form, *lemmas)


def _nynorsk(folder: Path) -> Iterator[str]:
    sys.path.insert(0, str(folder))
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # type: ignore[import-not-found]

    for pair in DefaultDictionaryFactory().get_dictionary("nn").items():
        yield from (word.decode() if isinstance(word, bytes) else word for word in pair)


def _write(name: str, words: Iterator[str]) -> None:
    kept = sorted({word for word in words if _WORD.fullmatch(word)}, key=str.encode)
    TARGET.mkdir(exist_ok=True)
    packed = gzip.compress("\n".join(kept).encode(), 9, mtime=0)
    (TARGET / f"{name}.txt.gz").write_bytes(packed)
    print(f"{name}: {len(kept)} words, {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
