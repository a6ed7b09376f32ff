import pytest

from bvdesk.domain.oppramsing import enumerate_names


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a og b"), (("a", "b", "c"), "a, b og c")]
)
def test_names_are_told_as_one_writes_them(names: tuple[str, ...], said: str) -> None:
    assert enumerate_names(names) == said
