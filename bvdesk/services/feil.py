"""Faults of disk and file as the user may meet them anywhere: in words, with what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bvdesk.domain.errors import UserError
from bvdesk.storage import feil


def as_user_error(fault: BaseException) -> UserError | None:
    """What a fault means to the user; None when it is a bug of ours."""
    return fault if isinstance(fault, UserError) else feil.explain(fault)


@contextlib.contextmanager
def understandable() -> Iterator[None]:
    """A full disk, a folder one may not write in, a memory stick pulled out: UserError instead of the library's own."""
    try:
        yield
    except feil.file_faults() as fault:
        understood = as_user_error(fault)
        if understood is None:
            raise
        raise understood from fault
