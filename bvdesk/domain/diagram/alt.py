"""The alternative text of a chart: what it shows in sentences first, then every number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bvdesk.domain.diagram.plot import value_text
from bvdesk.domain.diagram.spec import Diagram, Punkt, Serie, Slag, Tilstand
from bvdesk.domain.diagram.words import Words, absence, words_in
from bvdesk.domain.malform import Malform


def alt_text(diagram: Diagram, malform: Malform = Malform.BOKMAL) -> str:
    """Sentences on the whole, the extremes, the last value, the comparison and the target; then the numbers.

    A withheld figure is said to be withheld, and nothing is said that takes it into account.
    """
    words = words_in(malform)
    sentences = [_opening(diagram, words), *_about(diagram, diagram.hoved, words)]
    if diagram.tidsakse and diagram.slag is not Slag.STABLET:
        sentences += _comparison(diagram, words)
    if diagram.mal:
        sentences.append(f"{diagram.mal.tekst}.")
    if diagram.brudd:
        places = (_spoken(diagram.x_etiketter[i]) for i in sorted(diagram.brudd))
        sentences.append(words.brudd.format(liste=_listed(places, words)))
    return " ".join((*sentences, numbers_text(diagram, malform)))


def numbers_text(diagram: Diagram, malform: Malform = Malform.BOKMAL) -> str:
    """Every number of the chart, for an alternative text that somebody has begun in their own words."""
    words = words_in(malform)
    return " ".join(_numbers(diagram, serie, words) for serie in diagram.serier)


def _opening(diagram: Diagram, words: Words) -> str:
    labels = diagram.x_etiketter
    if not diagram.tidsakse:
        reach = words.for_kategorier.format(antall=len(labels))
    elif len(labels) > 1:
        reach = words.fra_til.format(forste=_spoken(labels[0]), siste=_spoken(labels[-1]))
    else:
        reach = _spoken(labels[0])
    unit = f" {words.enhet}: {diagram.enhet[:1].lower()}{diagram.enhet[1:]}." if diagram.enhet else ""
    parts = ""
    if diagram.slag is Slag.STABLET:
        parts = " " + words.deler.format(liste=_listed((s.navn for s in diagram.serier), words))
    return f"{words.slag[diagram.slag]}: {diagram.tittel}, {reach}.{unit}{parts}"


def _about(diagram: Diagram, serie: Serie, words: Words) -> Iterator[str]:
    """The extremes of a series, and where it ended compared with where it began."""
    shown = serie.shown
    if not shown:
        yield words.ingen_vises.format(navn=serie.navn)
        return
    if len(shown) == 1:
        number, place = value_text(shown[0][1], diagram), _place(diagram, shown[0][0], words)
        yield words.eneste.format(navn=serie.navn, verdi=number, sted=place)
        return
    yield _extremes(diagram, serie, words)
    if diagram.tidsakse:
        last = shown[-1][0]
        yield words.siste.format(
            verdi=_number(serie.verdier[last], diagram, words),
            sted=_place(diagram, last, words),
            endring=_change(diagram, serie, words),
        )


def _extremes(diagram: Diagram, serie: Serie, words: Words) -> str:
    """Highest and lowest; figures with a reservation, such as half a year, do not compete with whole ones."""
    whole = [(i, value) for i, value in serie.shown if not serie.verdier[i].merknad] or list(serie.shown)
    values = [value for _i, value in whole]
    low, high = min(values), max(values)
    if low == high:
        return words.alle_like.format(navn=serie.navn, verdi=value_text(low, diagram))
    return words.ytterpunkter.format(
        navn=serie.navn,
        hoyest=_places(diagram, (i for i, v in whole if v == high), words),
        maks=value_text(high, diagram),
        lavest=_places(diagram, (i for i, v in whole if v == low), words),
        min=value_text(low, diagram),
        forbehold=words.av_viste if len(serie.shown) < len(serie.verdier) else "",
    )


def _change(diagram: Diagram, serie: Serie, words: Words) -> str:
    """Since the first figure that can be compared with the last: after the last break, with the same reservation."""
    last, ended = serie.shown[-1]
    start = max((i for i in diagram.brudd if i <= last), default=0)
    first, began = next((i, v) for i, v in serie.shown if i >= start)
    if first == last or serie.verdier[first].merknad != serie.verdier[last].merknad:
        return ""
    pattern = words.uendret if ended == began else words.opp if ended > began else words.ned
    return pattern.format(verdi=value_text(began, diagram), sted=_place(diagram, first, words))


def _comparison(diagram: Diagram, words: Words) -> Iterator[str]:
    """How the subject's last value stands to the others at the same point."""
    hoved = diagram.hoved
    if not hoved.shown or len(hoved.shown) < 2:
        return
    last, ended = hoved.shown[-1]
    said = []
    for serie in diagram.serier:
        other = serie.verdier[last].verdi
        alike = serie.verdier[last].merknad == hoved.verdier[last].merknad
        if serie is not hoved and other is not None and alike:
            pattern = words.likt if other == ended else words.lavere if ended < other else words.hoyere
            said.append(pattern.format(navn=serie.navn, verdi=value_text(other, diagram)))
    if said:
        yield words.sammenlignet.format(navn=hoved.navn, liste=_listed(said, words))


def _numbers(diagram: Diagram, serie: Serie, words: Words) -> str:
    every = zip(diagram.x_etiketter, serie.verdier, strict=True)
    pairs = [(label, punkt) for label, punkt in every if punkt.tilstand is not Tilstand.INGEN_DEL]
    said = (f"{_spoken(label)}: {_number(punkt, diagram, words)}" for label, punkt in pairs)
    return words.verdier.format(navn=serie.navn, liste="; ".join(said))


def _number(punkt: Punkt, diagram: Diagram, words: Words) -> str:
    if punkt.verdi is None:
        return absence(punkt, words)
    return value_text(punkt.verdi, diagram) + (f" ({punkt.merknad})" if punkt.merknad else "")


def _places(diagram: Diagram, indices: Iterable[int], words: Words) -> str:
    labels = (_spoken(diagram.x_etiketter[i]) for i in indices)
    return f"{_preposition(diagram, words)} {_listed(labels, words)}"


def _place(diagram: Diagram, index: int, words: Words) -> str:
    return f"{_preposition(diagram, words)} {_spoken(diagram.x_etiketter[index])}"


def _preposition(diagram: Diagram, words: Words) -> str:
    return words.i if diagram.tidsakse else words.for_


def _spoken(label: str) -> str:
    """A label as it is read aloud."""
    return label.replace("kv.", "kvartal")


def _listed(items: Iterable[str], words: Words) -> str:
    """«a, b og c»."""
    parts: Sequence[str] = tuple(items)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {words.og} {parts[-1]}"
