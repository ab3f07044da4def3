"""What a reader does next on a page: send its form, copy its sentence, read of the place that was asked for."""

from __future__ import annotations

import re
from html import unescape

from components.explore import build_explore
from components.indicator import build_indicator
from data.store import Store
from data.words import words

EN = words("en")
FORM = re.compile(r'<form class="controls".*?</form>', re.DOTALL)
SELECT = re.compile(r'<select name="(\w+)".*?</select>', re.DOTALL)


def sent(html: str) -> dict[str, str]:
    """What a browser sends of the form of a page that nobody has touched."""
    form = FORM.findall(html)[0]
    fields = {unescape(n): unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
    for part in SELECT.finditer(form):
        options = re.findall(r"<option[^>]*>[^<]*", part[0])
        chosen = next((o for o in options if " selected" in o), options[0])
        value = re.search(r'value="([^"]*)"', chosen)
        fields[part[1]] = unescape(value[1] if value else chosen.partition(">")[2])
    return fields


def test_an_untouched_form_leads_to_a_page_without_a_notice(tiny_store: Store):
    for name in sorted(tiny_store.catalogue.indicators):
        first = build_explore(tiny_store, {"indicator": name}, EN).main
        assert 'class="notices"' not in build_explore(tiny_store, sent(first), EN).main, name
        own = build_indicator(tiny_store, name, {}, EN)
        assert own is not None
        again = build_indicator(tiny_store, name, sent(own.main), EN)
        assert again is not None
        assert 'class="notices"' not in again.main, name
