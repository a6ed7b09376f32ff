"""Both written languages say the same things, and nynorsk is nynorsk."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from bvdesk import resources
from bvdesk.services.tjenestefil import katalog

BLANK = re.compile(r"\{([a-z_]*)\}")


def leaves(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from leaves(value, f"{path}[{i}]")
    else:
        yield path, str(node)


def words(malform: str) -> dict[str, str]:
    return dict(leaves(tomllib.loads(resources.text("rapport", f"ord_{malform}.toml"))))


def test_the_same_texts_with_the_same_blanks() -> None:
    nb, nn = words("nb"), words("nn")
    assert set(nb) == set(nn)
    assert [key for key in nb if set(BLANK.findall(nb[key])) != set(BLANK.findall(nn[key]))] == []


BOKMAL_ONLY = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hver|hvert|noen|noe|fra|hjem|hjemmet|fosterhjem\w*|ble|blir vist av hensyn|tjeneste\w*"
    r"|undersøkelse\w*|melding(er|ene|en)\b|kommune(r|ne)\b|tall|tallet|antall|andel(en|er)?|uke|måned\w*|kilde\w*|utgave\w*"
    r"|sykefravær\w*|ansatte?|barnevernsloven|en gang|loven|frister|av hensyn|økning|økte|nevner|teller"
    r"|offentlighet|kvartaler|familier|personer|henvendelse\w*|utrykning\w*|innbygger(e|ne)?|sykehus|skole\w*|hjelper|åpen|åpne|høy|lav)\b",
    re.IGNORECASE,
)


def bokmal_words(text: str) -> list[str]:
    return [match[0] for match in BOKMAL_ONLY.finditer(text)]


def test_the_reports_nynorsk_words_are_nynorsk() -> None:
    found = {key: bokmal_words(BLANK.sub("", text)) for key, text in words("nn").items()}
    assert {key: hits for key, hits in found.items() if hits} == {}


@pytest.mark.parametrize("file", ["forslag.toml", "disposisjon.toml"])
def test_nynorsk_in_other_files_is_nynorsk(file: str) -> None:
    found = dict(leaves(tomllib.loads(resources.text("rapport", file))))
    nynorsk = {key: re.sub(r"\{[^}]*\}", "", text) for key, text in found.items() if key.endswith(("nn", "_nn"))}
    assert {key: bokmal_words(text) for key, text in nynorsk.items() if bokmal_words(text)} == {}


def test_every_label_has_a_nynorsk_form() -> None:
    kat = katalog()
    missing = [i.id for i in kat.indikatorer.values() if not i.etikett_nn]
    missing += [d.id for d in kat.dimensjoner if not d.navn_nn]
    missing += [i.id for i in kat.indikatorer.values() for b in i.brudd if not b.tekst_nn]
    assert missing == []


def test_every_nynorsk_label_is_nynorsk() -> None:
    kat = katalog()
    labels = {i.id: i.etikett_nn for i in kat.indikatorer.values()} | {d.id: d.navn_nn for d in kat.dimensjoner}
    labels |= {f"{i.id} brudd": b.tekst_nn for i in kat.indikatorer.values() for b in i.brudd}
    assert {key: bokmal_words(text) for key, text in labels.items() if bokmal_words(text)} == {}
