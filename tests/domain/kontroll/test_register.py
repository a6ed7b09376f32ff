"""The list of rules is whole: each one is seen to fire somewhere and to hold still somewhere."""

import re

from bvdesk.domain.kontroll.register import BY_ID, REGLER
from tests.domain.kontroll import test_mot_tall, test_tallregler, test_tekstregler, test_utvikling

ELSEWHERE = {
    "V34": test_tallregler.test_a_break_in_the_series_is_marked,
    "V38": "tests/services/test_kontroll.py: test_a_small_figure_the_public_can_work_out_stops",
}


def ids(cases: dict[str, str]) -> set[str]:
    return {case.split()[0] for case in cases}


def test_every_rule_of_the_domain_map_is_there_once() -> None:
    assert len(BY_ID) == len(REGLER)
    assert {f"V{n:02}" for n in range(1, 42)} <= set(BY_ID)


def test_every_rule_has_been_seen_to_fire() -> None:
    fired = (
        {regel for regel, _ in test_tallregler.FIRES.values()}
        | ids(test_tekstregler.FIRES)
        | set(test_mot_tall.CLAIMS)
        | set(test_utvikling.PAR)
    )
    assert set(BY_ID) - fired == set(ELSEWHERE)


def test_every_rule_for_texts_has_been_seen_to_hold_still() -> None:
    told = {regel.id for regel in REGLER if "tekst" in regel.sted}
    quiet = ids(test_tekstregler.HOLDS) | set(test_mot_tall.CLAIMS) | set(test_utvikling.PAR)
    assert told - quiet <= {"V03"}


def test_no_heading_of_a_finding_says_that_all_is_well() -> None:
    well = re.compile(r"\b(stemmer|summerer|gjelder|ligger|er forklart|er i orden|er skjult|er merket)\b")
    assert not [regel.tittel for regel in REGLER if well.search(regel.tittel) and " ikke" not in regel.tittel]
    assert BY_ID["V25"].tittel == "Fristbrudd uten forklaring"
