"""An indicator's page holds everything that must be known before quoting, and every control stays on it."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from components.indicator import build_indicator
from components.page import LIVE_SLOT, Page
from data.store import Store
from data.words import words
from tests.components.links import stays_in

HOMICIDE, DETENTION = "homicide_rate_per_100000", "unsentenced_detention_share_percent"
OLD = "un_sdg:VC_IHR_PSRC@2020-10"
LINK = re.compile(r'href="([^"]*)"')
ANCHOR = re.compile(r'href="#([^"]+)"')


def page(store: Store, name: str, lang: str = "en", pinned: bool = False, **query: str) -> Page:
    made = build_indicator(store, name, query, words(lang), pinned)
    assert made is not None
    return made


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_every_indicator_has_a_whole_page(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators.values():
        made = page(tiny_store, indicator.id)
        read = text_of(made.main)
        assert made.status == 200
        assert LIVE_SLOT in made.main
        assert 'class="notices"' not in made.main
        assert indicator.name in read
        assert indicator.raw["method"]["may_not_conclude"] in read
        assert indicator.raw["method"]["definition"] in read
        assert "None" not in re.sub(r"None(:| of| \()", "", read), indicator.id
        assert "style=" not in made.main
        assert made.main.count("<h1") == 1


def test_an_unknown_indicator_is_no_page(tiny_store: Store):
    assert build_indicator(tiny_store, "no_such_indicator", {}, words("en")) is None


def test_anchors_lead_to_a_place_on_the_page_and_ids_are_unique(tiny_store: Store):
    for indicator in tiny_store.catalogue.indicators:
        made = page(tiny_store, indicator)
        ids = re.findall(r'\sid="([^"]+)"', made.main)
        assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
        assert {unescape(a) for a in ANCHOR.findall(made.main)} <= set(ids)


def test_controls_stay_on_the_page_and_lead_to_no_notice(tiny_store: Store):
    made = page(tiny_store, DETENTION)
    own = f"/indicator/{DETENTION}"
    links = {unescape(link) for link in LINK.findall(made.main) if link.startswith(own)}
    assert links
    for link in links:
        answer = page(tiny_store, DETENTION, **dict(parse_qsl(urlsplit(link).query)))
        assert answer.redirect or 'class="notices"' not in answer.main, link
    for action in re.findall(r'<form[^>]* action="([^"]+)"', made.main):
        assert action.startswith(own)


def test_links_keep_the_release_and_the_language(tiny_store: Store):
    made = page(tiny_store, DETENTION, lang="fr", pinned=True)
    for link in (unescape(link) for link in LINK.findall(made.main) if link.startswith("/")):
        assert stays_in(tiny_store.id, link), link
    assert made.canonical.startswith(f"/r/{tiny_store.id}/indicator/{DETENTION}")


def test_another_vintage_is_one_link_away(tiny_store: Store):
    made = page(tiny_store, HOMICIDE)
    switch = next(unescape(link) for link in LINK.findall(made.main) if link.endswith("#vintages") and "from=" in link)
    other = page(tiny_store, HOMICIDE, **dict(parse_qsl(urlsplit(switch).query)))
    assert 'class="notices"' not in other.main
    assert "2020-10" in other.main[other.main.index('class="is-shown"') :][:400]
    assert "Of 3 figures that stand in both, 3 differ" in other.main
    back = [unescape(link) for link in LINK.findall(other.main) if link.endswith("#vintages") and "from=" not in link]
    assert any(urlsplit(link).path == f"/indicator/{HOMICIDE}" for link in back)


def test_a_named_country_is_traced(tiny_store: Store):
    made = page(tiny_store, DETENTION, area="PSE", year="2016", dims="sex:male")
    trace = made.main[made.main.index('id="trace"') :].partition("</details>")[0]
    assert trace.startswith('id="trace" open')
    assert "<b>Published text</b>" in trace
    assert 'href="/methodology#decision-0006"' in trace
    assert tiny_store.release.digest in trace
    closed = page(tiny_store, DETENTION)
    assert 'id="trace" open' not in closed.main


def test_a_country_without_a_figure_is_traced_to_where_it_was_looked_for(tiny_store: Store):
    made = page(tiny_store, HOMICIDE, area="NRU")
    trace = made.main[made.main.index('id="trace"') :].partition("</details>")[0]
    assert "Looked for in" in trace
    assert "Not reported" in trace


def test_what_is_dropped_is_told(tiny_store: Store):
    made = page(tiny_store, DETENTION, year="20x5", foo="1", area="XXX")
    assert made.main.count("<p>", made.main.index('class="notices"'), made.main.index("</div>")) == 3


def test_the_picker_leads_to_a_plain_address(tiny_store: Store):
    made = page(tiny_store, DETENTION, add="Kenya")
    assert made.redirect == f"/indicator/{DETENTION}?area=KEN#trend"


def test_the_dataset_is_described(tiny_store: Store):
    made = page(tiny_store, HOMICIDE)
    body = made.head_extra.partition(">")[2].rpartition("</script>")[0]
    found = json.loads(body)
    assert found["@type"] == "Dataset"
    assert found["name"] == "Intentional homicide rate"
    assert found["variableMeasured"]["unitText"] == "per 100,000 people"
    assert found["license"].startswith("https://")
    assert found["url"] == f"/indicator/{HOMICIDE}"


def test_markup_to_copy_is_escaped_twice(tiny_store: Store):
    made = page(tiny_store, HOMICIDE)
    written = re.search(r'<textarea id="copy-markup"[^>]*>(.*?)</textarea>', made.main, re.DOTALL)
    assert written is not None
    assert "<figure" in unescape(written[1])
    assert "<" not in written[1]
