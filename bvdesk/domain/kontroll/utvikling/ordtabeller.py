"""The words that claims of development and comparison are made of, in bokmål and nynorsk, as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from bvdesk.domain.kontroll.tekst.ord import Retning, content_stems
from bvdesk.domain.kontroll.tekst.tall import TALLORD
from bvdesk.domain.record import record

_OPP = """økte økt øker økende økning økningen økninga auke auka aukar auken auking aukande steg steig stiger stig steget
stige stigning stigningen stiging vokst vokste vokser veks voks vekst veksten oppgang oppgangen oppsving tiltok
styrket styrka
styrking styrkingen utvidet utvida mangedoblet"""
_NED = """redusert reduserte reduseres reduksjon reduksjonen nedgang nedgangen nedgongen nedgong minket minka minkar minsket
minska sank sunket synker sokk søkk søkke falt falle faller fall fallet dalt dalte daler krympet avtok avtatt avtar
tilbakegang tilbakegangen svekket svekka innskrenket kuttet"""
_GA = r"(?:går|gikk|gått|gjekk|gjeng|gå|er|var|blei|ble|kom|kommet|bevegde|beveget)"
_SMA = (
    r"(?:\s(?:litt|noe|noko|likevel|altså|også|òg|klart|markant|kraftig|svakt|jevnt|jamt|igjen|att|dermed|betydelig"
    r"|betydeleg))?"
)
_ENDRING = """endring endringen endret endra forskjell forskjellen bedring bedringen forbedring forbedringen betring betringa
forbetring forbetringa framgang framgangen fremgang fremgangen forverring forverringen utvikling"""
_FLERE = "flere fleire mer meir høyere høgare større hyppigere oftere oftare"
_FAERRE = "færre mindre lavere lågare sjeldnere sjeldnare"
_HOYEST = "høyest høyeste høgast høgaste flest størst hyppigst oftest rekordhøy rekordhøyt rekordmange"
_LAVEST = "lavest laveste lågast lågaste færrest sjeldnest rekordlav rekordlavt rekordfå"
_LIKT = r"uendret|uendra|stabil(?:t|e)?|like mange|like mye|like mykje|(?:på )?(?:det )?samme nivå|same nivå|flatet ut"


def _any(words: str) -> str:
    return "|".join(words.split())


BEVEGELSE = re.compile(
    rf"\b(?:(?P<opp>{_any(_OPP)}|{_GA}{_SMA} (?:opp|oppover)|oppover)"
    rf"|(?P<ned>{_any(_NED)}|{_GA}{_SMA} (?:ned|nedover|tilbake|attende)|nedover)"
    rf"|(?P<endring>{_any(_ENDRING)}))\b",
    re.IGNORECASE,
)
"""A movement: verb or noun, up, down, or a change whose way is not said."""

LIKT = re.compile(rf"\b(?:{_LIKT})\b", re.IGNORECASE)
KOMPARATIV = re.compile(rf"\b(?:(?P<opp>{_any(_FLERE)})|(?P<ned>{_any(_FAERRE)}))\b", re.IGNORECASE)
SUPERLATIV = re.compile(rf"\b(?:(?P<opp>{_any(_HOYEST)})|(?P<ned>{_any(_LAVEST)}))\b", re.IGNORECASE)

_I_FJOR = (
    r"(?:i fjor|året før|året i forvegen|forrige år|førre år(?:et)?|fjoråret|året forut|foregående år|det foregående året"
    r"|(?:ett|et|eit|eitt) år (?:tidligere|tidlegare|før))"
)
_MOT = (
    r"(?:siden|sidan|etter|fra|frå|mot|enn|som|samanlikna med|sammenlignet med|sammenliknet med|i forhold til|målt mot"
    r"|jamført med)"
)
FJOR = re.compile(rf"\b{_I_FJOR}\b", re.IGNORECASE)
MOT_FJOR = re.compile(rf"\b{_MOT} (?:i |tallet for |tallet i )?{_I_FJOR}\b|\b{_I_FJOR}\b", re.IGNORECASE)
FRA_TIL_AR = re.compile(r"\b(?:fra|frå|mellom)\s(?:i\s)?(20\d\d)\s(?:til|og)\s(?:i\s)?(20\d\d)\b", re.IGNORECASE)
MOT_AR = re.compile(
    rf"\b{_MOT} (?:i |nivået i |tallet for |tallet i |talet i |talet for |og med )?(20\d\d)\b", re.IGNORECASE
)
MOT_TALL_AR = re.compile(
    rf"\b{_MOT} (?:\d[\d ,.]*|[a-zæøå]+)(?:\s?(?:%|prosent|årsverk|barn|mill\w*\.?|kroner))*,?\s(?:i|for)\s(20\d\d)\b",
    re.IGNORECASE,
)
AR = re.compile(r"(?<![\d./])(20[0-4]\d)\b(?![./]\d)")

_TALLORD = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10}
_ORDEN = {"andre": 2, "annet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "sjuende": 7, "åttende": 8}
_N = rf"(?P<n>{'|'.join(_TALLORD)}|\d{{1,2}})"
SISTE_AR = re.compile(
    rf"\b(?:i løpet av|på|over|gjennom|siste|dei|de)\s(?:de\s|dei\s)?(?:siste\s)?{_N}\s(?:siste\s)?år(?:a|ene)?\b"
    rf"|\b(?P<ord>{'|'.join(_TALLORD)})årsperioden?\b",
    re.IGNORECASE,
)
PA_RAD = re.compile(
    rf"\b(?:(?P<orden>{'|'.join(_ORDEN)})\s(?:året?|år)|(?P<n>{'|'.join(_TALLORD)}|\d)\sår)\s(?:på rad"
    rf"|på rekke|på rekkje|etter"
    r" hverandre|etter kvarandre|i strekk|i trekk)\b",
    re.IGNORECASE,
)
HVERT_AR = re.compile(
    r"\b(?:hvert|kvart)(?: eneste| einaste)? år\b|\bår for år\b|\bfra år til år\b|\bfrå år til år\b|\bstadig\b",
    re.IGNORECASE,
)
JEVNT = re.compile(r"\b(?:jevnt|jamt|gradvis)\b", re.IGNORECASE)
NOEN_GANG = re.compile(
    r"\b(?:noen gang|nokon gong|noen sinne|nokosinne|noensinne|i perioden|i oversikt\w*|i rekken|i hele perioden"
    r"|i heile perioden|vi har registrert|tidenes|alle tiders|(?:siden|sidan) (?:vi|tjenesten|tenesta"
    r"|oversikt\w*|målinge\w*))\b"
    r"|\baldri (?:før )?(?:har |hadde )?\w+ ?\w* ?så (?:mange|få|høy\w*|lav\w*|høg\w*|låg\w*)\b",
    re.IGNORECASE,
)
ALDRI = re.compile(
    r"\baldri\b[^.;]{0,40}?\bså (?:(?P<opp>mange|mye|mykje|høy\w*|høg\w*|stor\w*)|(?P<ned>få|lite|lav\w*|låg\w*))\b", re.I
)

BEGGE = re.compile(
    r"\b(?:begge|alle|samtlige|kvar av|hver av)(?: (?:de|dei))?(?: (?:to|tre|fire|fem|seks))?(?:"
    r" (?:kommune\w*|stedene|stadene))"
    r"|\bbåde\b|\bbegge steder\b|\bbegge stader\b",
    re.IGNORECASE,
)
ANDEL = re.compile(r"\b(?:andel\w*|prosentandel\w*|prosentdel\w*|dekningsgrad\w*|grad)\b", re.IGNORECASE)
DEMONSTRATIV = re.compile(r"^(?:Det|Dette|Den|Talet|Tallet|Antallet|Andelen|Nivået|Summen)\b")

_TIDSORD = """siden
sidan samanlikna sammenlignet sammenliknet målt år året fjor fjoråret perioden femårsperioden treårsperioden
rad rekke hverandre gang gong noensinne aldri oversikt oversikta starta startet registrert nivå nivået utgjør utgjorde
tilsvarer svarer samlet samla under ett hele heile likevel altså dermed også derfor derimot riktignok framleis fremdeles
fortsatt noe
noko litt kraftig markant svakt klart jevnt jamt gradvis stadig igjen målt andel andelen prosentandelen antallet talet tallet
prosentpoeng tiltatt kommuner kommunar kommunene kommunane alle begge samtlige tjenesten tenesta vi oss vår våre
gått gjekk gikk forhold snittet gjennomsnittet fylket landet landssnittet høgd høyde alene åleine stod sto står flere fleire
tillegg sammenligning samanlikning utviklingen utvikling periode eneste einaste sist siste nå no vore blitt blei omfang
kvartal halvår hadde hatt kom kommet hele viser økning tilsvarende halvert doblet fordoblet tredoblet dobla nesten nøyaktig
bare berre tal tall prosentvis prosentvise
sterkest sterkeste kraftigst kraftigste raskest raskeste største
gledelig gledeleg positivt dessverre diverre heldigvis heldigvis beklagelig bekymringsfullt omfanget bruken
mange få høy lav høg låg så desse disse slik slike perioda årene åra rekord målet mål""".split()
TOMME = frozenset(
    stem
    for words in (*(_OPP, _NED, _ENDRING, _FLERE, _FAERRE, _HOYEST, _LAVEST), " ".join(_TIDSORD), *TALLORD, *_ORDEN)
    for stem in content_stems(words)
)
"""Stems that say how something went or when, not what."""


@record
class Tidsrom:
    """From one year to another; `sagt` when the text names the year it is counted from."""

    fra: int
    til: int
    sagt: bool


_BEVEGELSESORD = frozenset(f"{_OPP} {_NED} {_ENDRING} opp oppover ned nedover tilbake attende".split())


@lru_cache(maxsize=1024)
def movements(text: str) -> tuple[re.Match[str], ...]:
    """The movements of a text; most sentences have none of the words, and are passed over cheaply."""
    if _BEVEGELSESORD.isdisjoint(re.findall(r"\w+", text.lower())):
        return ()
    return tuple(BEVEGELSE.finditer(text))


def direction(match: re.Match[str]) -> Retning | None:
    """Up or down; None for a change whose way is not said."""
    groups: Mapping[str, str | None] = match.groupdict()
    return Retning.OPP if groups.get("opp") else Retning.NED if groups.get("ned") else None


def count_of(word: str) -> int:
    """«tre», «tredje» or «3» as a number."""
    low = word.lower()
    return _TALLORD.get(low) or _ORDEN.get(low) or int(low)


def years_back(text: str) -> int | None:
    """How many years «i løpet av tre år», «de siste fem årene» or «femårsperioden» span."""
    match = SISTE_AR.search(text)
    return count_of(match.group("n") or match.group("ord")) if match else None


def time_span(text: str, ar: int) -> Tidsrom:
    """The two years a claim of change speaks of; the year before where it names none to count from."""
    both = FRA_TIL_AR.search(text)
    if both and both.group(1) < both.group(2):
        return Tidsrom(int(both.group(1)), int(both.group(2)), sagt=True)
    bases = [int(match.group(1)) for pattern in (MOT_AR, MOT_TALL_AR) for match in pattern.finditer(text)]
    others = [year for year in map(int, AR.findall(text)) if year not in bases]
    til = max(others, default=ar)
    base = next((year for year in bases if year < til), None)
    if base is None and bases and max(bases) < ar:
        base, til = min(bases), ar
    if base is not None:
        return Tidsrom(base, til, sagt=True)
    if MOT_FJOR.search(text):
        return Tidsrom(til - 1, til, sagt=True)
    back = years_back(text)
    return Tidsrom(til - back, til, sagt=True) if back else Tidsrom(til - 1, til, sagt=False)


FAKTORER: Mapping[str, str] = MappingProxyType({"dob": "2", "tredob": "3", "firedob": "4", "halv": "0.5"})
