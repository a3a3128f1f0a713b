"""What newsclean makes of the samples and of all cases, held to committed digests: see golden.py."""

import pytest

import golden

BEFORE = golden.read(golden.GOLDEN / "small.tsv")


@pytest.fixture(scope="module")
def inputs():
    return golden.small_inputs()


@pytest.mark.unmeasured
@pytest.mark.parametrize("way", golden.WAYS)
def test_outputs_and_logs_are_those_of_the_digests(way, inputs):
    _, told = golden.compare(inputs, golden.GOLDEN / "small.tsv", [way])
    assert not told, "\n".join((*told, "how to look at it and how to renew the digests: tests/golden.py"))


def test_no_digest_is_left_over(inputs):
    assert BEFORE.keys() == {f"{way}/{name}" for way in golden.WAYS for name in inputs}
