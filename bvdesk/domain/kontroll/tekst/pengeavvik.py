"""What a text says was spent beyond or within the budget, against accounts less budget (V30, T02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bvdesk.domain.kontroll.funn import Funn, Niva
from bvdesk.domain.kontroll.tallbilde import Tallbilde
from bvdesk.domain.kontroll.tekst.lesning import Lesning, around
from bvdesk.domain.kontroll.tekst.linjer import Art, Setning
from bvdesk.domain.kontroll.tekst.navngitt import clause, value_of, where
from bvdesk.domain.kontroll.tekst.tall import Enhet, Tall
from bvdesk.domain.tall.omrade import OmradeId
from bvdesk.domain.tall.tallformat import format_med_enhet

_BUDSJETT = r"(?:budsjett\w*|ram[mn]\w*|planlagt|vedtatt|løyvd)"
_AVVIK = re.compile(
    r"\b(?:(?P<over>me[ir]{1,2}forbruk\w*|overforbruk\w*|undersk(?:udd|ot)\w*|overskrid\w*|overskr[ei]+d\w*|for my(?:e|kje)"
    rf"|(?:mer|meir|høyere|over) (?:enn )?{_BUDSJETT})"
    r"|(?P<under>mindreforbruk\w*|underforbruk\w*|oversk(?:udd|ot)\w*|besparelse\w*|innsparing\w*|mindreutgift\w*"
    rf"|(?:mindre|lavere|lågare|under) (?:enn )?{_BUDSJETT}))\b",
    re.IGNORECASE,
)
_FUNKSJON = (
    ("244", re.compile(r"\b244\b|saksbehandling", re.IGNORECASE)),
    ("251", re.compile(r"\b251\b|hjelpetiltak|(?<!utenfor )(?<!utanfor )\bi (?:hjemmet|heimen)\b", re.IGNORECASE)),
    ("252", re.compile(r"\b252\b|uten?anfor hei?m|uten?for hjemm|utanfor heim|institusjon|fosterh", re.IGNORECASE)),
)
_AR = re.compile(r"\b20\d\d\b")
_MINST = 1000  # kroner: smaller numbers are not amounts


def check_budget(lest: Lesning, bilde: Tallbilde) -> Iterator[Funn]:
    """Each amount that stands with a word for more or less than the budget."""
    for setning, numbers in lest.pairs():
        if setning.art in {Art.TABELLRAD, Art.OVERSKRIFT} or not numbers:
            continue
        for match in _AVVIK.finditer(setning.tekst):
            start, end = clause(setning.tekst, match.start(), match.end())
            amounts = [n for n in numbers if start <= n.start < end and _is_amount(n)]
            if len(amounts) == 1:
                yield from _held(lest, bilde, setning, (match, amounts[0], (start, end)))


def _is_amount(number: Tall) -> bool:
    return number.enhet is Enhet.KRONER and number.verdi >= _MINST


def _held(
    lest: Lesning, bilde: Tallbilde, setning: Setning, said: tuple[re.Match[str], Tall, tuple[int, int]]
) -> Iterator[Funn]:
    match, number, stretch = said
    years = {int(year) for year in _AR.findall(setning.tekst)}
    area = where(lest, bilde, setning, stretch)
    ar = lest.ar if lest.ar in years or not years else max(years)
    if area is None or ar > lest.ar:
        return
    code = next((code for code, words in _FUNKSJON if words.search(setning.tekst, *stretch)), "")
    deviation = _deviation(bilde, code, area, ar)
    over = match.group("over") is not None
    if deviation is None or (number.fits(abs(deviation)) and (deviation >= 0) is over):
        return
    name = f"{bilde.area_name(area)}{f' på funksjon {code}' if code else ''} i {ar}"
    went = f"{'merforbruk' if deviation >= 0 else 'mindreforbruk'} på {format_med_enhet(abs(deviation), 'kroner', 0)}"
    text = (
        f"Teksten sier «{match.group()}» og {number.raa}, men regnskapet minus budsjettet for {name} gir et {went}. "
        "Rett ordet eller beløpet, eller tallene."
    )
    start, end = min(match.start(), number.start), max(match.end(), number.slutt)
    values = (number.verdi if over else -number.verdi, deviation)
    regel = "V30" if (deviation >= 0) is over else "T02"
    sted = around(setning, start, end, 40)
    yield Funn(regel, Niva.ADVARSEL, text, bilde.area_name(area), "budsjettavvik", str(ar), values, sted)


def _deviation(bilde: Tallbilde, code: str, area: OmradeId, ar: int) -> Decimal | None:
    """Accounts less budget: of a function, or of all of them."""
    if not code:
        return value_of(bilde, "budsjettavvik", area, ar)
    spent, budget = value_of(bilde, f"netto_drift_{code}", area, ar), value_of(bilde, f"budsjett_{code}", area, ar)
    return spent - budget if spent is not None and budget is not None else None
