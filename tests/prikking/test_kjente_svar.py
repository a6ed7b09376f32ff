"""Tables with known answers: the literature's, SSB's, and real reports'."""

from __future__ import annotations

import pytest
from prikking.tabeller import table, weighed

from bvdesk.prikking import Nuller, Policy, Publikasjon, Tilstand, Vern, audit, protect
