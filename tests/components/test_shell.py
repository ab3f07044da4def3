"""The shell: one box, the same view in the other language, addresses of record, the theme, the footer on paper."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from components.alternates import LANGUAGES, in_language
from components.finder_panel import box_form
from components.links import Site
from components.page import Page
from components.shell import THEME_SCRIPT, ShellAssets, render_shell
from data.words import words
from web.resolve import LANGUAGES as ANSWERED

ASSETS = ShellAssets("body{}", "/a/0/rest.css", "/a/0/favicon.svg", origin="https://example.org")
PAGE = Page("Torture", "What is known.", "/?indicator=torture", "en", "<h1>Torture</h1>", release="2026.11.1")


def shell(page=PAGE, theme="auto", query="", **assets):
    return render_shell(page, page.lang, theme, replace(ASSETS, **assets), query)


def test_the_languages_are_those_that_the_site_answers_in():
    assert tuple(LANGUAGES) == ANSWERED


@pytest.mark.parametrize(
    ("address", "lang", "expected"),
    [
        ("/", "fr", "/?lang=fr"),
        ("/?lang=fr", "en", "/"),
        ("/?lang=fr", "fr", "/?lang=fr"),
        ("/?indicator=a&area=EGY,MLI&dims=sex:female", "fr", "/?indicator=a&area=EGY,MLI&dims=sex:female&lang=fr"),
        ("/r/2026.11.1/?lang=fr&q=eau%20%26%20pain", "en", "/r/2026.11.1/?q=eau%20%26%20pain"),
        ("/?q=", "fr", "/?q=&lang=fr"),
    ],
)
def test_another_language_changes_the_language_alone(address, lang, expected):
    assert in_language(address, lang) == expected


def test_addresses_of_record_in_both_languages():
    text = shell(replace(PAGE, lang="fr"))
    french = "https://example.org/?indicator=torture&amp;lang=fr"
    assert f'<link rel="canonical" href="{french}">' in text
    assert f'hreflang="fr" href="{french}"' in text
    for lang in ("en", "x-default"):
        assert f'hreflang="{lang}" href="https://example.org/?indicator=torture"' in text
    assert f'property="og:url" content="{french}"' in text
    assert 'content="fr_FR"' in text


def test_switch_keeps_what_the_reader_looks_at():
    text = shell(query="indicator=torture&area=EGY&q=%22%3E%3Cb%3E")
    links = re.findall(r'<a href="([^"]*)" lang="fr" hreflang="fr">', text)
    assert links == ["/?indicator=torture&amp;area=EGY&amp;q=%22%3E%3Cb%3E&amp;lang=fr"]
    assert not re.search(r'<a [^>]*hreflang="en"', text)


def test_switch_of_an_error_leads_to_the_front():
    text = shell(replace(PAGE, status=404, canonical="/nowhere"), query="a=b")
    assert '<a href="/?lang=fr" lang="fr" hreflang="fr">' in text
    assert "canonical" not in text
    assert "noindex" in text


def test_one_box_and_it_is_a_form():
    text = shell()
    assert text.count('role="search"') == 1
    form = re.search(r"<form class=\"box.*?</form>", text, re.DOTALL)[0]
    assert 'action="/"' in form
    assert 'name="q"' in form
    assert 'type="search"' in form
    assert "accesskey" not in form
    assert re.search(r'<label for="([^"]+)"', form)[1] == re.search(r'<input type="search" id="([^"]+)"', form)[1]


def test_a_large_box_that_opens_the_page_stands_alone():
    large = box_form(Site(), words("en"), asked='"tortue"', is_large=True)
    text = shell(replace(PAGE, main=f"{large}<h1>a</h1>"))
    assert text.count('role="search"') == 1
    assert 'value="&#34;tortue&#34;"' in text
    assert "no-box" in text


def test_a_large_box_further_down_has_another_name_and_id_than_that_of_the_header():
    large = box_form(Site(), words("en"), is_large=True)
    text = shell(replace(PAGE, main=f"<h1>a</h1>{large}"))
    assert text.count('role="search"') == 2
    assert text.count('role="search" aria-label=') == 1
    ids = re.findall(r'<input type="search" id="([^"]+)"', text)
    assert len(set(ids)) == 2


def test_language_release_and_theme_survive_the_box():
    page = replace(PAGE, lang="fr", base="/r/2026.11.1", canonical="/r/2026.11.1/?indicator=torture")
    text = shell(page, theme="dark")
    form = re.search(r"<form class=\"box.*?</form>", text, re.DOTALL)[0]
    assert 'action="/r/2026.11.1/"' in form
    assert 'data-box="/r/2026.11.1/box?lang=fr"' in form
    assert '<input type="hidden" name="lang" value="fr">' in form
    assert '<input type="hidden" name="theme" value="dark">' in form


def test_theme_of_the_address_needs_no_script():
    assert 'data-theme="dark"' in shell(theme="dark")
    assert "data-theme" not in shell(theme="sepia")
    assert 'id="theme-switch" hidden' in shell()


def test_theme_script_comes_before_the_style_and_names_no_data():
    text = shell(theme_script=THEME_SCRIPT)
    assert text.index(f"<script>{THEME_SCRIPT}</script>") < text.index("<style>")
    assert "<script" not in shell()
    assert len(THEME_SCRIPT) < 250


def test_script_of_every_page_comes_last_and_deferred():
    text = shell(reader="/a/1/reader.js")
    assert text.rstrip().endswith('<script src="/a/1/reader.js" defer></script>\n</body>\n</html>')


def test_place_in_the_navigation():
    text = shell(replace(PAGE, canonical="/methodology"))
    assert '<a href="/methodology" aria-current="page">' in text
    assert text.count("aria-current") == 1


def test_footer_says_what_an_editor_asks():
    text = shell(replace(PAGE, canonical="/?indicator=a&vs=b"))
    foot = text[text.index("<footer") :]
    assert "2026.11.1" in foot
    assert 'href="/r/2026.11.1/"' in foot
    assert 'href="/methodology#sources"' in foot
    assert 'href="/methodology#languages"' in foot
    assert "No cookies, no tracking, nothing loaded from anyone else." in foot
    assert "https://example.org/?indicator=a&amp;vs=b</p>" in foot
