"""The one list of rules: id, what it asks, its usual level, and where it comes from."""

from __future__ import annotations

from bvdesk.domain.kontroll.funn import Niva
from bvdesk.domain.record import record


@record
class Regel:
    """A rule as the Kontroll page shows it.

    Attributes:
        tittel: the heading of a finding: what is wrong, or what is held against what; never that all is well.
        sted: where it runs: tall, tekst, import or utgivelse.
        sikret: why the program makes (part of) the mistake impossible, when it does.
    """

    id: str
    tittel: str
    niva: Niva
    kilde: str
    sted: str
    sikret: str = ""


_S, _A, _I = Niva.STOPP, Niva.ADVARSEL, Niva.INFO
_SSB = "SSBs kontroller for barnevern"
_EGEN = "Egen regel, etter feil i trykte rapporter"
_LOV = "Barnevernsloven"

REGLER: tuple[Regel, ...] = (
    Regel("V01", "Et antall er negativt eller ikke et helt tall", _S, _SSB, "tall"),
    Regel("V02", "Prosent utenfor 0–100", _S, _SSB, "tall"),
    Regel("V03", "En del er større enn helheten", _S, _SSB, "tall og tekst"),
    Regel("V04", "Meldinger mottatt og konkludert mot beholdningen", _S, "Barnevernsregisteret", "tall"),
    Regel("V05", "Åpne undersøkelser: start + startet − avsluttet", _S, "Barnevernsregisteret", "tall"),
    Regel("V06", "Delene summerer ikke til totalen", _S, _EGEN, "tall og tekst"),
    Regel("V07", "Barn med tiltak: start + nye − avsluttet", _A, "SSB tabell 09050", "tall"),
    Regel(
        "V08",
        "To tall for beholdningen på samme dato",
        _A,
        "Barnevernsregisteret",
        "tall",
        "Beholdningen ved start føres ikke: den hentes fra perioden før, også over nyttår. "
        "Regelen ser etter to tall for samme dato.",
    ),
    Regel("V09", "Færre meldere enn meldinger", _A, "Barnevernsregisteret", "tall"),
    Regel("V10", "Meldinger til undersøkelse mot undersøkelser startet", _I, _EGEN, "tall"),
    Regel("V11", "Barn utenfor hjemmet: delene og helheten", _A, _EGEN, "tall og tekst"),
    Regel("V12", "Akuttvedtak og hasteflyttinger summerer ikke", _S, _EGEN, "tall"),
    Regel("V13", "Kroner summerer ikke over funksjonene", _S, "KOSTRA", "tall"),
    Regel("V14", "Tjenesten mot summen av kommunene", _S, _EGEN, "tall"),
    Regel("V15", "Flere unike barn i tjenesten enn i kommunene til sammen", _S, "KOSTRA skjema 15", "tall"),
    Regel("V16", "Året mot summen av kvartalene", _S, _EGEN, "tall"),
    Regel("V17", "En beholdning ser ut til å være summert", _A, _EGEN, "tall"),
    Regel("V18", "Regnskap hittil i år faller", _A, "KOSTRA", "tall"),
    Regel("V19", "Andeler mot antallene", _A, _EGEN, "tall og tekst"),
    Regel("V20", "Unike barn i året mot beholdninger", _A, "SSB tabell 12275", "tall"),
    Regel("V21", "Andeler som ikke summerer til 100", _I, _EGEN, "tall og tekst"),
    Regel("V22", "Plutselig null, eller hull mellom kvartaler", _A, _EGEN, "tall"),
    Regel("V23", "Sprang fra samme periode i fjor", _A, "Egen regel (Poisson, tre standardavvik)", "tall"),
    Regel("V24", "Kommaet eller et siffer kan ha glidd", _A, _EGEN, "tall"),
    Regel("V25", "Fristbrudd uten forklaring", _A, f"{_LOV} §§ 2-1 og 2-2", "tall"),
    Regel("V26", "Fristbrudd uten avsluttede undersøkelser", _S, "Samme grense som V03", "tall"),
    Regel("V27", "Utvidet frist og fristbrudd", _I, f"{_LOV} § 2-2", "tall"),
    Regel("V28", "Krav om besøk og tilsyn når barn bor i fosterhjem", _I, "Fosterhjemsforskriften", "tall"),
    Regel("V29", "Årsverk endrer seg mye", _I, _EGEN, "tall"),
    Regel("V30", "Samme opplysning med to verdier", _A, _EGEN, "tekst"),
    Regel("V31", "Etikett og enhet er ulike", _I, _EGEN, "tall og tekst"),
    Regel(
        "V32",
        "Kommunenummer eller fylke fra en annen tid",
        _I,
        "SSB Klass 131 og 104",
        "import og tekst",
        "Import tar ikke imot et kommunenummer som ikke gjaldt i året, eller et fylke som er oppløst.",
    ),
    Regel("V33", "Perioden er ikke over", _A, _EGEN, "tall"),
    Regel("V34", "Brudd i serien", _I, "Barnevernsregisteret", "tall"),
    Regel("V35", "Beholdning uten dato, eller tabell uten periode", _A, _EGEN, "tekst"),
    Regel(
        "V36",
        "Importert sammenligningstall uten område, år eller tegn",
        _S,
        "SSB",
        "import og tall",
        "Import tar ikke imot et område som ikke finnes, en rad uten år eller et tegn i stedet for et tall.",
    ),
    Regel("V37", "Importert tall mot eget tall", _A, "KOSTRA, foreløpige tall", "tall"),
    Regel("V38", "Et lite tall kan regnes ut av utgivelsen", _S, f"{_LOV} § 13-1", "utgivelse"),
    Regel("V39", "Små tall om mennesker i løpende tekst", _A, f"{_LOV} § 13-1", "tekst"),
    Regel("V40", "Felter, nummer og kapitler", _A, _EGEN, "tekst"),
    Regel("V41", "Hvordan tall skrives på norsk", _I, "Språkrådet", "tekst"),
    Regel("T02", "Retningsordet mot tallene", _A, _EGEN, "tekst"),
    Regel("T03", "Oppgitt endring mot tallene", _A, _EGEN, "tekst"),
    Regel("T04", "Prosent og prosentpoeng", _I, "Språkrådet", "tekst"),
    Regel("T05", "Varslet antall punkter", _I, _EGEN, "tekst"),
    Regel("T06", "Sidehenvisninger", _I, _EGEN, "tekst"),
    Regel("T07", "Sammenligning med fylket, landet eller andre", _A, _EGEN, "tekst"),
    Regel("T08", "Påstand om hver kommune", _I, _EGEN, "tekst"),
    Regel("T10", "Påstand om et mål", _A, _EGEN, "tekst"),
    Regel("T09", "Påstand om endring uten to perioder", _I, _EGEN, "tekst"),
)

BY_ID = {regel.id: regel for regel in REGLER}
