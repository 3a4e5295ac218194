"""Chat templates are tried in a sandbox before a model counts as loaded."""

import time
from pathlib import Path

import pytest

from luthier.core.errors import LuthierError
from luthier.models.template import SIZE_LIMIT, check_template

FILE = Path("chat_template.jinja")


@pytest.mark.parametrize(
    "template",
    [
        None,
        "{% for message in messages %}{{ message.content }}{% endfor %}",
        "{{ bos_token }}{% generation %}{{ messages[0]['content'] | trim }}{% endgeneration %}",
        "{{ raise_exception('a system message is needed') }}",
        "{{ strftime_now('%Y') }}{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}{% endfor %}",
        "{{ ' ' * 4 }}{{ 3 * 4 }}",
    ],
)
def test_templates_of_real_models_pass(template: str | None) -> None:
    check_template(template, FILE)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ ('x' * 900000) * 900000 }}",
        "{% for i in range(10 ** 9) %}{% endfor %}",
        "{% for i in range(1000000) %}{% endfor %}",
        "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{{ 'x' * 100000 }}{% endmacro %}{% for i in range(90000) %}{{ f(i) }}{% endfor %}",
        "{#" + " " * SIZE_LIMIT + "#}",
    ],
)
def test_templates_that_reach_out_or_never_end_are_refused_in_time(template: str) -> None:
    began = time.monotonic()

    with pytest.raises(LuthierError) as caught:
        check_template(template, FILE)

    assert caught.value.facts == {"file": "chat_template.jinja", "key": "chat_template"}
    assert time.monotonic() - began < 3
