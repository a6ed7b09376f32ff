"""Standard output that somebody may stop reading (`bvdesk … | head`): the command still does its work to the end."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import Any


class _Uleselig:
    """A stream whose reader may leave; what is written after that goes nowhere."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def buffer(self) -> _Uleselig:
        """The same, for bytes."""
        return _Uleselig(self._stream.buffer)

    def write(self, data: Any) -> int:
        """Write, or drop it when nobody reads."""
        with self._unread():
            self._stream.write(data)
        return len(data)

    def flush(self) -> None:
        """Send on what is written, or drop it when nobody reads."""
        with self._unread():
            self._stream.flush()

    @contextlib.contextmanager
    def _unread(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            # What is still in the buffer must have somewhere to go, or Python complains of it when it ends.
            with contextlib.suppress(io.UnsupportedOperation):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)


@contextlib.contextmanager
def patient_output() -> Iterator[None]:
    """Standard output for the length of a command; a closed pipe is no fault."""
    stream = _Uleselig(sys.stdout)
    with contextlib.redirect_stdout(stream):
        try:
            yield
        finally:
            stream.flush()
