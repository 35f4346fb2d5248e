"""What the resident said and what was asked of them stand apart."""

import pytest

from huying.kernel.text import Said, said_apart


@pytest.mark.parametrize(("text", "said"), [
    ("水漫出来了", Said("水漫出来了")),
    ("", Said("")),
    ("水漫出来了\n\n— 话务员问答 —\n电断了没有？ 否\n有人吗？ 是", Said("水漫出来了", "话务员问答", "电断了没有？ 否\n有人吗？ 是")),
    ("两行\n都是我说的\n\n— Asked by the call taker —\nIs it off? no", Said("两行\n都是我说的", "Asked by the call taker", "Is it off? no")),
    ("a — b — c\n还有", Said("a — b — c\n还有")),
    ("— 话务员问答 —\n电断了没有？ 否", Said("", "话务员问答", "电断了没有？ 否")),
])
def test_words_and_answers(text, said):
    assert said_apart(text) == said
