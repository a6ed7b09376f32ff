"""The gate: no file is finished before it has passed."""

from __future__ import annotations

from typing import NamedTuple

PROFILES = ("ua1", "2a")


class Fault(NamedTuple):
    """One way in which a file breaks a standard."""

    profile: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.profile} {self.rule}: {self.message}"


def check(pdf: bytes) -> list[Fault]:
    """The file's faults against PDF/UA-1 and PDF/A-2a; an empty list is a pass.

    The two are judged side by side: the validator is machine code that lets Python run on.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(PROFILES)) as judges:
        verdicts = judges.map(lambda profile: _judge(pdf, profile), PROFILES)
        return [fault for faults in verdicts for fault in faults]


def _judge(pdf: bytes, profile: str) -> list[Fault]:
    import page  # the package `page-validation`: 50 MB of machine code, loaded only when a file is judged

    try:
        report = page.validate_pdf_bytes(pdf, profile=profile)
    except page.PageError as error:
        return [Fault(profile, "unreadable", str(error))]
    if report.is_compliant or report.failures:
        return [Fault(profile, failure.rule_id, failure.message) for failure in report.failures]
    return [Fault(profile, "unnamed", "the validator rejects the file")]
