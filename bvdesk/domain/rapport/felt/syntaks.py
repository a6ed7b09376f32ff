"""How a live field is written: `{meldinger_mottatt|forrige|omrade=Namsos}`, a name and choices between bars."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bvdesk.domain.errors import UserError

FIELD = re.compile(r"(?<!\\)\{([^{}\n]{1,300})\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SHARE = re.compile(r"andel av ([a-z][a-z0-9_]*)")


class Form(StrEnum):
    """What a field says about the figure."""

    VERDI = ""
    FORRIGE = "forrige"
    ENDRING = "endring"
    ENDRING_PROSENT = "endring_prosent"
    FORSKJELL = "forskjell"


class Visning(StrEnum):
    """How a number is written: with its unit, rounded, bare, as a word, or with what is counted («én melding»).

    `RETNING` is for a figure that is itself a change: «gikk ned med 46» for −46.
    """

    ENHET = ""
    AVRUNDET = "avrundet"
    TALL = "tall"
    ORD = "ord"
    TELT = "telt"
    RETNING = "retning"


class Fakta(StrEnum):
    """Fields that are not figures: what the report is about."""

    OMRADE = "omrade"
    TJENESTE = "tjeneste"
    KOMMUNER = "kommuner"
    ANTALL_KOMMUNER = "antall_kommuner"
    PERIODE = "periode"
    FORRIGE_PERIODE = "forrige_periode"
    AR = "ar"
    FORRIGE_AR = "forrige_ar"
    NESTE_AR = "neste_ar"


@dataclass(frozen=True, slots=True)
class Felt:
    """A parsed field.

    Attributes:
        navn: an indicator's id, or one of `Fakta`.
        andel_av: the indicator that the figure is a share of, empty for the figure itself.
        omrade: an area's name, empty for the report's own.
        periode: a period code, or one relative to the report's year (`K3`, `H1`, `ar-1`), empty for the report's own.
        kategori: a category of the indicator.
        mot: the area a difference is measured against, empty for the year before.
        ellers: what stands here when there is no figure to show; None replaces the whole sentence.
    """

    navn: str
    form: Form = Form.VERDI
    visning: Visning = Visning.ENHET
    andel_av: str = ""
    omrade: str = ""
    periode: str = ""
    kategori: str = ""
    mot: str = ""
    ellers: str | None = None

    @property
    def kode(self) -> str:
        """The field as it is written, always in the same order."""
        keyed = ((key, getattr(self, key)) for key in ("omrade", "periode", "kategori", "mot"))
        parts = [self.navn, f"andel av {self.andel_av}" if self.andel_av else "", self.form, self.visning]
        parts += [f"{key}={value}" for key, value in keyed if value]
        parts += [] if self.ellers is None else [f"ellers={self.ellers}"]
        return "{" + "|".join(part for part in parts if part) + "}"

    @property
    def fakta(self) -> Fakta | None:
        """Which fact about the report it is, None for a figure."""
        return Fakta(self.navn) if self.navn in _FACTS else None


_FACTS = frozenset(fact.value for fact in Fakta)
_KEYS = frozenset({"omrade", "periode", "kategori", "mot", "ellers"})
_WORDS = (
    *(f.value for f in Form if f),
    *(v.value for v in Visning if v),
    *(f"{key}=" for key in sorted(_KEYS)),
    "andel av ",
)


def parse(kode: str, kjente: Collection[str]) -> Felt:
    """Read a field, with or without its braces; UserError with the likeliest name when something is unknown."""
    inner = kode.strip().removeprefix("{").removesuffix("}")
    head, *choices = (part.strip() for part in inner.split("|"))
    _known(head, kjente, kode)
    values: dict[str, object] = {"navn": head}
    for choice in choices:
        key, value = _choice(choice, kode)
        if key in values:
            raise UserError(f"Feltet {_shown(kode)} sier to ting på en gang: «{choice}».", "Behold det ene.")
        values[key] = value
    felt = Felt(**values)  # type: ignore[arg-type]
    if felt.andel_av:
        _known(felt.andel_av, kjente, kode)
    if felt.mot and felt.form not in (Form.VERDI, Form.FORSKJELL):
        raise UserError(f"Feltet {_shown(kode)} kan ikke sammenligne med både et område og fjoråret.", "Ta bort «mot=».")
    if felt.fakta and felt != Felt(head, visning=felt.visning):
        raise UserError(f"Feltet {_shown(kode)} er ikke et tall og har ingen valg.", f"Skriv {{{head}}}.")
    return felt


def fields_in(tekst: str, kjente: Collection[str]) -> Iterator[tuple[int, int, Felt | UserError]]:
    """Every field of a text with where it starts and ends; one that cannot be read comes as its error."""
    for match in FIELD.finditer(tekst):
        try:
            yield match.start(), match.end(), parse(match[1], kjente)
        except UserError as fault:
            yield match.start(), match.end(), fault


def _known(navn: str, kjente: Collection[str], kode: str) -> None:
    if navn in kjente or navn in _FACTS:
        return
    if not _NAME.fullmatch(navn):
        raise UserError(f"Feltet {_shown(kode)} kan ikke leses.", "Skriv for eksempel {meldinger_mottatt|forrige}.")
    close = difflib.get_close_matches(navn, (*kjente, *_FACTS), n=1, cutoff=0.6)
    advice = f"Mente du {{{close[0]}}}?" if close else "Velg et felt fra listen."
    raise UserError(f"Feltet {_shown(kode)} finnes ikke.", advice)


def _choice(choice: str, kode: str) -> tuple[str, object]:
    key, equals, value = choice.partition("=")
    if equals and key.strip() in _KEYS and (value.strip() or key.strip() == "ellers"):
        return key.strip(), value.strip()
    share = _SHARE.fullmatch(choice)
    if share:
        return "andel_av", share[1]
    for name, kind in (("form", Form), ("visning", Visning)):
        if choice and choice in [member.value for member in kind]:
            return name, kind(choice)
    close = difflib.get_close_matches(choice, _WORDS, n=1, cutoff=0.5)
    advice = f"Mente du «{close[0]}»?" if close else f"Velg mellom {', '.join(word.strip() for word in _WORDS)}."
    raise UserError(f"«{choice}» i feltet {_shown(kode)} er ikke et valg som finnes.", advice)


def _shown(kode: str) -> str:
    return "{" + kode.strip().removeprefix("{").removesuffix("}") + "}"
