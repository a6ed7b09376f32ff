"""Norwegian words as the number check sees them: stems, synonyms, words of direction and of doubt."""

from __future__ import annotations

import enum
import re
from functools import lru_cache

_ORD = re.compile(r"[a-zæøåéöü]+(?:-(?=[a-zæøå])[a-zæøåéöü]+)*", re.IGNORECASE)
_DELT = re.compile(r"(?<=[a-zæøå])[-\u00ad] (?=[a-zæøå])(?!og |eller |samt )")
_ENDELSER = (
    "heten", "hetene", "enes", "ene", "ane", "ens", "ar", "ers", "ete", "ede", "er", "en", "et", "te", "es", "e", "a", "s",
)  # fmt: skip
_STUMME = frozenset(
    """noe noen man hvilket hvilke gikk går gått bodde bor gjelder gjaldt
    viser viste utgjør utgjorde tilsvarer tilsvarte fordelt fordeler ligger lå lagt står sto tatt tok satt sett ser
    gjort gjorde vedtok omhandlet omhandler økning økt øker økte nedgang reduksjon redusert vekst betydelig
    betydelige markant liten litt stor stort store fortsatt kvartal halvår måned rapporteringstidspunktet tidspunkt
    hittil januar februar mars april mai juni juli august september oktober november desember oppover nedover lavere
    høyere lavest høyest stabil stabilt første andre tredje fjerde alle at av de deg dei den denne der dersom det
    dette disse du eller en enn er et ett etter for fra før ha hadde har hatt hva hver hvert hvor i ikke inn innen
    jf kan med men mens mot når og også om opp oss over per pr på samt seg siden sin sine skal slik som så til
    totalt under ut ved vi vil være vært var ble blir blitt både herav hvorav antall andel alt løpet året års år
    periode perioden periodeslutt slutt slutten mer mindre samlet inkl pst prosent kr kroner dag tall tallet nye ny
    grunn gjennomsnitt snitt tjenesten barnevern barnevernet barnevernstjenesten barneverntjenesten kommune kommunen
    kommuner kommunene økningen nedgangen veksten reduksjonen
    blei bli vore gjekk budde stod kjem sidan skulle gjev gav utgjer
    ein eit vart vert vore frå dei desse denne ikkje eg kor kva noko nokon tenesta barneverntenesta barnevernstenesta
    fattet fattes fatta truffet endte ender endt utgang utgangen årsskiftet årsskifte
    opp ned antallet andelen prosentandelen flere færre fleire tidligere
    dermed altså likevel derfor imidlertid også òg nå no bare berre blant kun
    nesten omtrent cirka drøyt knapt snaut snautt nærmere
    hadde auka aukar auke auken minka minkar nedgang fleire kommunar kommunane talet
    blei vore enno sidan no me vår våre førre gjekk stod var vere prosentdel berre""".split()
)

# One word stands for its group; the groups are how reports name what the catalogue calls something else.
_GRUPPER = (
    "melding bekymringsmelding uromelding",
    "mottatt mottok mottar mottas mottek mottatte innkommet innkomne fikk får fått fekk kom kommer kommet",
    "undersøkelse undersøking undersøkingar granskingssak",
    "hjem hjemme hjemmet heim heime heimen",
    "utenfor utanfor",
    "fosterhjem fosterheim",
    "beredskapshjem beredskapsheim",
    "henvendelse førespurnad",
    "skole skule",
    "familie slekt slekta slektning",
    "millionar millioner",
    "barn unge ungdom ungdommer barnevernsbarn",
    "avsluttet avsluttede gjennomført gjennomførte konkludert konkluderte ferdigstilt",
    "henlagt henlagde henlagte henleggelse henlegges henlegger",
    "utgift kostnad driftsutgifter driftsutgift pengene pengane regnskap rekneskap",
    "plassert plassering plasseringer",
    "fristbrudd fristbrot fristoverskridelse fristoversittelse",
    "hasteflytting akuttflytting akuttplassering",
    "turnover gjennomtrekk",
    "årsverk fagårsverk fagstilling bemanning bemanningen stillinger stillingar",
    "ansatt tilsett medarbeider",
    "tiltaksplan plan",
    "foresatte foreldre",
    "innbygger befolkning",
    "sykefravær sjukefråvær fravær sykmeldingsprosent sykemeldingsprosent",
    "overforbruk merforbruk meirforbruk",
    "underforbruk mindreforbruk",
    "startet startede oppstart igangsatt igangsatte påbegynt",
    "nemnd nemnda helsenemnda fylkesnemnda helsenemnd",
    "omsorgsovertakelse omsorgsovertagelse omsorgsovertaking",
)

# What nynorsk spells in its own way, inside a word.
_NYNORSK = (
    ("heim", "hjem"),
    ("sjuk", "syk"),
    ("fråvær", "fravær"),
    ("brot", "brudd"),
    ("tenest", "tjenest"),
    ("skule", "skole"),
)

# What reports say in more words than the catalogue does.
OG = re.compile(r"\b(?:og|samt)\b")
"""What binds the last part of a list to the others."""
_FRASE = re.compile(
    r"\b(?:(?P<fristbrudd>for se?i?nt\b|etter m(?:er|eir) enn (?:7|sju|syv) dag[ea]r|(?:etter|over"
    r"|utover|ut over) (?:lovens |den lovpålagte )?frist\w*"
    r"|br(?:øt|aut|yter) frist\w*|frist\w* (?:ble |blei |var )?(?:overskredet|overskriden|overskride|broten|brutt)"
    r"|på overtid)|(?P<henlagt>(?:legg?e?[rs]?|lagd?e?|lagt|la) bort\b))",
    re.IGNORECASE,
)


def _one_word(match: re.Match[str]) -> str:
    return match.lastgroup or match.group()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the word without its inflection; short words are left alone (`meldingene` → `melding`)."""
    word = word.lower()
    for ending in _ENDELSER:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) == 1 else 3):
            return word[: -len(ending)]
    return word


# Inflections that would else be taken for another word: «åpnet» is begun, «åpne» is a state.
_HELE_ORD = {"åpnet": "startet", "åpnede": "startet", "åpna": "startet", "opprettet": "startet"}

_SYNONYM = {stem(word): stem(group.split()[0]) for group in _GRUPPER for word in group.split()}


@lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """Return the stem that stands for the word's group of synonyms."""
    word = _HELE_ORD.get(word, word)
    for nynorsk, bokmal in _NYNORSK:
        if nynorsk in word:
            word = word.replace(nynorsk, bokmal)
    root = stem(word)
    return _SYNONYM.get(root, root)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, with words broken over lines put together again."""
    return [word.lower() for word in _ORD.findall(_FRASE.sub(_one_word, _DELT.sub("", text)))]


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """Return the canonical stems of the words that carry meaning."""
    return tuple(canonical(word) for word in words(text) if word not in _STUMME and len(word) > 1)


class Retning(enum.Enum):
    """Which way a sentence says that something went, or stands beside something else."""

    OPP = "opp"
    NED = "ned"
    LIKT = "likt"


_OPP = (
    r"auka|aukar|auken?|gjekk opp|fleire|høgare|"
    r"økt(?:e)?|øker|økning(?:en|a|er)?|økende|vekst(?:en)?|oppgang(?:en)?|steg|steget|stiger|stigning(?:en)?|"
    r"(?:går|gikk|gått) opp(?:over)?|oppover|vokst|vokser|høyere|flere|doblet|doblet seg|tredoblet"
)
_NED = (
    r"minka|minkar|gjekk ned|lågare|"
    r"redusert(?:e)?|reduseres|reduksjon(?:en)?|nedgang(?:en|a)?|falt|faller|fall(?:et)?|sank|synker|sunket|minket|"
    r"(?:går|gikk|gått)(?: \w+)? ned(?:over)?|nedover|lavere|færre|halvert"
)
_LIKT = r"stabil(?:t|e)?|uendret|like mange|like mye|samme nivå|omtrent som|på nivå med|det samme som"
RETNINGSORD = re.compile(rf"\b(?:(?P<opp>{_OPP})|(?P<ned>{_NED})|(?P<likt>{_LIKT}))\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def directions_in(text: str) -> tuple[re.Match[str], ...]:
    """Return the words of direction in a text, in order."""
    return tuple(RETNINGSORD.finditer(text))


def retning(match: re.Match[str]) -> Retning:
    """Return the direction of a match of RETNINGSORD."""
    if match.group("opp"):
        return Retning.OPP
    return Retning.NED if match.group("ned") else Retning.LIKT


class Forbehold(enum.Enum):
    """How a number is hedged: exactly, about, nearly (from below), over, under."""

    NOYAKTIG = ""
    OMTRENT = "omtrent"
    NESTEN = "nesten"
    OVER = "over"
    UNDER = "under"


_FORBEHOLD = (
    (Forbehold.OMTRENT, r"ca\.?|cirka|circa|omtrent|om lag|omlag|rundt|omkring|tilnærmet|i underkant av|i snitt"),
    (Forbehold.NESTEN, r"nesten|knapt|knapp|snautt|nærmere|nær|bortimot|opp mot|opptil|inntil"),
    (Forbehold.OVER, r"over|meir enn|fleire enn|mer enn|flere enn|minst|minimum|i overkant av|drøyt|drygt|vel|godt"),
    (Forbehold.UNDER, r"under|færre enn|mindre enn|færre enn|høyst|maksimum|maks"),
)  # fmt: skip
_HEDGE = re.compile("|".join(rf"(?:\b(?P<{kind.name}>{pattern})\s*$)" for kind, pattern in _FORBEHOLD), re.IGNORECASE)


def forbehold_before(text: str) -> Forbehold:
    """Return the hedge at the end of the text that stands before a number."""
    match = _HEDGE.search(text[-24:])
    return Forbehold[match.lastgroup] if match and match.lastgroup else Forbehold.NOYAKTIG
