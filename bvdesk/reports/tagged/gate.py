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
    """The file's faults against PDF/UA-1 and PDF/A-2a; an empty list is a pass."""
    import page  # the package `page-validation`: 50 MB of machine code, loaded only when a file is judged

    faults = []
    for profile in PROFILES:
        try:
            report = page.validate_pdf_bytes(pdf, profile=profile)
        except page.PageError as error:
            faults.append(Fault(profile, "unreadable", str(error)))
            continue
        faults += [Fault(profile, failure.rule_id, failure.message) for failure in report.failures]
        if not report.is_compliant and not report.failures:
            faults.append(Fault(profile, "unnamed", "the validator rejects the file"))
    return faults
