"""Every text goes through Words, translators' files follow the sources, and French is complete.

Invariant: a text that a reader would see in the wrong language fails here, with its place.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import nodes

from components.templating import environment
from data import translations
from data.completeness import completeness, message_ids
from data.extract import PYTHON, Message, interface_messages, python_messages, template_messages
from data.store import Store
from data.translations import collected, compile_all, compiled, is_translated, po_path, read, template, written
from data.words import DOMAINS, TRANSLATIONS, words
from tests.pseudo import VisibleText, outside_brackets, pseudo_words
from web.resolve import ROUTES

ROOT = Path(__file__).parents[1]
COMPLETE = ("fr",)  # languages in which no text may be missing
PLACEHOLDER = re.compile(r"%\(\w+\)s")
REMEDY = "run `make translations`, then translate what is new"


@pytest.fixture(scope="module")
def sources() -> dict[str, set[Message]]:
    """What code and published releases hold now."""
    return collected(ROOT / "data" / "releases")


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_all()
    words.cache_clear()
    completeness.cache_clear()


def forms(entry: object) -> tuple[str, ...]:
    """A text, or singular and plural, as a tuple."""
    return entry if isinstance(entry, tuple) else (str(entry),)


class TestCollecting:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            pytest.param('words.text("A %(x)s", x=1)', [("A %(x)s",)], id="a literal"),
            pytest.param('words.text("A "\n "b")', [("A b",)], id="over lines"),
            pytest.param('words.text("A" if x else "B")', [("A",), ("B",)], id="either of two"),
            pytest.param('T = {1: _("A")}', [("A",)], id="marked"),
            pytest.param(
                'words.plural("%(count)s a", "%(count)s b", n)', [("%(count)s a", "%(count)s b")], id="plural"
            ),
            pytest.param('words.text(raw["label"])', [], id="a key is no text"),
            pytest.param('words.text("")', [], id="nothing"),
        ],
    )
    def test_in_python(self, code: str, expected: list[Message]) -> None:
        assert list(python_messages(code)) == expected

    def test_in_a_template(self, tmp_path: Path) -> None:
        path = tmp_path / "a.j2"
        path.write_text("<p>{{ _('A') if x else _('B') }} {{ plural('one', 'many', n) }} {{ tr(text) }}</p>", "utf-8")
        assert set(template_messages(path)) == {("A",), ("B",), ("one", "many")}

    def test_no_singular_has_two_plurals(self, sources: dict[str, set[Message]]) -> None:
        seen: dict[str, Message] = {}
        plurals = sorted(m for m in sources["messages"] if len(m) == 2)
        assert not [(m, seen[m[0]]) for m in plurals if seen.setdefault(m[0], m) != m]


@pytest.mark.parametrize("domain", DOMAINS)
class TestFiles:
    def test_the_template_is_what_the_sources_hold(self, domain: str, sources: dict[str, set[Message]]) -> None:
        now = written(template(sources[domain]), with_header=False).decode()
        held = (TRANSLATIONS / f"{domain}.pot").read_text("utf-8")
        assert set(message_ids(held)) ^ set(message_ids(now)) == set(), REMEDY
        assert held == now, REMEDY

    @pytest.mark.parametrize("lang", translations.languages())
    def test_a_language_is_in_step(self, domain: str, lang: str, sources: dict[str, set[Message]]) -> None:
        held = {forms(entry.id) for entry in read(po_path(lang, domain), lang) if entry.id}
        assert held == {forms(entry.id) for entry in template(sources[domain]) if entry.id}, REMEDY

    @pytest.mark.parametrize("lang", translations.languages())
    def test_it_is_written_as_the_tool_writes_it(self, domain: str, lang: str) -> None:
        path = po_path(lang, domain)
        assert written(read(path, lang), with_header=True) == path.read_bytes(), "run `make translations`"
        assert not re.search(rb"-Date:|^#: |^#~|^#, fuzzy", path.read_bytes(), re.MULTILINE)


@pytest.mark.parametrize("lang", COMPLETE)
@pytest.mark.parametrize("domain", DOMAINS)
class TestComplete:
    @pytest.fixture
    def entries(self, domain: str, lang: str) -> Catalog:
        return read(po_path(lang, domain), lang)

    def test_nothing_is_missing(self, entries: Catalog, domain: str, lang: str) -> None:
        assert not [entry.id for entry in entries if entry.id and not is_translated(entry)]
        has, of = completeness(lang)[domain]
        assert has == of > 0

    def test_placeholders_are_those_of_english(self, entries: Catalog) -> None:
        wrong = []
        for entry in entries:
            known = [sorted(PLACEHOLDER.findall(text)) for text in forms(entry.id)]
            written_by = filter(None, forms(entry.string) if entry.id else ())
            wrong += [text for text in written_by if sorted(PLACEHOLDER.findall(text)) not in known]
        assert not wrong

    def test_a_text_that_is_filled_in_can_be(self, entries: Catalog) -> None:
        for entry in entries:
            if PLACEHOLDER.search(str(entry.id)):
                values = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(entry.id)), "x")
                assert all(text % values for text in forms(entry.string) if text)

    def test_spaces_are_the_languages_own(self, entries: Catalog) -> None:
        texts = [text for entry in entries if entry.id for text in forms(entry.string)]
        assert not [text for text in texts if text != text.strip() or "  " in text]
        assert not [text for text in texts if re.search(r" [;!?»]| :(?!\w)|« | %%?(?![(\w])", text)]


class TestCompiled:
    @pytest.mark.parametrize("path", sorted(TRANSLATIONS.glob("*/*/*.po")), ids=lambda p: f"{p.parts[-3]}/{p.stem}")
    def test_same_bytes_each_time(self, path: Path) -> None:
        assert compiled(path) == compiled(path) == path.with_suffix(".mo").read_bytes()

    def test_made_where_missing_or_old(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
        path = po_path("fr", "messages")
        path.parent.mkdir(parents=True)
        path.write_text('msgid "a"\nmsgstr "b"\n\nmsgid "untranslated"\nmsgstr ""\n', "utf-8")
        made = path.with_suffix(".mo")
        compile_all()
        first = made.read_bytes()
        assert b"untranslated" not in first
        path.write_text('msgid "a"\nmsgstr "c"\n', "utf-8")
        os.utime(made, (1, 1))
        compile_all()
        assert made.read_bytes() != first

    def test_a_new_language_starts_empty(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
        monkeypatch.setattr(translations, "collected", lambda: {"messages": {("a",), ("one", "many")}})
        translations.update(["ru"])
        entries = read(po_path("ru", "messages"), "ru")
        assert {forms(e.id): len(forms(e.string)) for e in entries if e.id} == {("a",): 1, ("one", "many"): 3}

    def test_completeness_of_a_language_nobody_has_begun(self) -> None:
        assert all(has == 0 < of for has, of in completeness("ar").values())
        assert all(has == of for has, of in completeness("en").values())


class TestEveryTextGoesThroughWords:
    # Names of formats, attributes and addresses.
    SAME_IN_ALL = re.compile(
        r"(?i:sha-?256)(?:SUMS)?|Atom|JSON|aria-invalid=\"true\"|https://…|[^\s\w]?/[a-z-]+[\w./…-]*(?:\?[a-z=…&]+)?"
    )
    PROSE = re.compile(r"^[A-Z][a-z’]+ [\w’%(),.:;–-]+|[a-z]+ [a-z]+ [a-z]+")
    # Not for readers of pages, or no English: what terminals, logs and callers read, names in other languages, CSS.
    ELSEWHERE = (
        "app.py",
        "data/facts.py",
        "data/finder_french.py",
        "data/finder_place_names.py",
        "data/finder_words.py",
    )
    ELSEWHERE += ("data/prepare.py", "data/release.py", "data/translations.py", "web/assets.py", "web/frames.py")
    ELSEWHERE += ("web/box.py", "web/guard.py", "web/styles.py")
    ELSEWHERE += ("data/faults.py", "data/reporting.py")  # faults of a file, told to whoever brings it
    ELSEWHERE += ("data/bulk.py", "data/bulk_files.py", "data/bulk_headline.py", "data/bulk_sdmx.py", "web/bulk.py")
    ELSEWHERE += ("data/citation.py", "data/verify.py", "web/feedback/__main__.py")  # a terminal
    ELSEWHERE += ("web/api/answers.py", "web/api/openapi.py", "web/api/read.py", "web/api/spec.py", "web/published.py")
    ELSEWHERE += ("web/feedback/routes.py", "web/feeds.py", "web/images.py", "web/oembed.py", "web/verified.py")
    ELSEWHERE += ("components/embed_size.py", "components/share_embed.py")  # to measure with; a snippet of HTML
    # The site; pages that are never shown; fonts; a source; names under which publishers give regional figures.
    NAMES = (
        "United Nations: https://www.un.org/en/about-us/member-states",
        "Common Measure",
        "Explore a release",
        "Not found",
        "Source Sans 3, sans-serif",
        "Measure Sans",
        "Measure Serif",
    )
    NAMES += ("Arab States", "Arab World", "Pacific island small states")

    @pytest.mark.parametrize("name", environment().list_templates())
    def test_in_a_template(self, name: str) -> None:
        source = environment().loader.get_source(environment(), name)[0]  # type: ignore[union-attr]  # it has one
        outputs = environment().parse(source).find_all(nodes.Output)
        parts = (part for output in outputs for part in output.nodes)
        reader = VisibleText()
        reader.feed("".join(part.data if isinstance(part, nodes.TemplateData) else "\0" for part in parts))
        texts = [text for text in reader.found if re.search(r"[^\W\d_]{2}", self.SAME_IN_ALL.sub("", text))]
        assert not texts, "write it as {{ _('…') }}"

    @staticmethod
    def modules() -> Iterator[Path]:
        for pattern in PYTHON:
            yield from sorted(ROOT.glob(pattern))

    def test_in_python(self) -> None:
        known = {text for message in interface_messages() for text in message}
        found = []
        for path in self.modules():
            name = path.relative_to(ROOT).as_posix()
            if name in self.ELSEWHERE:
                continue
            tree = ast.parse(path.read_text("utf-8"))
            found += [f"{name}:{n.lineno}: {n.value}" for n in self.prose(tree) if n.value not in known]
        assert not found, "write it as words.text(…), or mark it with _(…) where it is shown later"

    def prose(self, tree: ast.Module) -> Iterator[ast.Constant]:
        """Literals that read like English, docstrings and what is raised left out."""
        skipped: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, (ast.Raise, ast.Assert)) or self.is_pattern(node):
                skipped.update(id(child) for child in ast.walk(node))
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                skipped.add(id(node.value))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in skipped:
                continue
            if self.PROSE.search(node.value) and node.value not in self.NAMES:
                yield node

    @staticmethod
    def is_pattern(node: ast.AST) -> bool:
        """Whether a node makes a regular expression."""
        return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"

    def test_no_text_is_put_together_before_it_is_translated(self, sources: dict[str, set[Message]]) -> None:
        assert not [text for message in sources["messages"] for text in message if re.search(r"\{\w+\}", text)]


class TestPages:
    """A page in a language of brackets: what stands outside them has not gone through Words."""

    PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
    PAGES = (
        ("/", {}),
        ("/", {"q": "torture"}),
        ("/", {"indicator": "unsentenced_detention_share_percent", "colour": "red"}),
        ("/", {"indicator": "unsentenced_detention_share_percent", "area": "PSE", "year": "2016", "dims": "sex:male"}),
        ("/methodology", {}),
    )

    @pytest.mark.parametrize(("path", "query"), PAGES, ids=lambda v: str(v)[:60])
    def test_nothing_is_said_in_english_only(
        self, path: str, query: dict[str, str], tiny_store: Store, sources: dict[str, set[Message]]
    ) -> None:
        page = ROUTES[path](tiny_store, query, pseudo_words())
        assert page is not None
        reader = VisibleText()
        reader.feed(f"<p>{page.title}</p><p>{page.description}</p>{page.main}")
        messages = {text for found in sources.values() for message in found for text in message}
        names = self.names(tiny_store)
        leaks = []
        for text in reader.found:
            left = outside_brackets(text)
            for name in (name for name in names if name in left):
                left = left.replace(name, "")
            left = re.sub(r"\(\d+\)$", "", left).strip(" .,;:·–")
            if self.PROSE.search(left) or (left in messages and re.search(r"[a-z]{3}", left)):
                leaks.append(text)
        assert not leaks

    @staticmethod
    def names(store: Store) -> list[str]:
        """Names that are the same in every language: of areas as in French, of sources, publishers and licences."""
        found = {area.name("fr") for area in store.catalogue.areas.values()}
        for source in store.catalogue.sources.values():
            found |= {source["name"], source["publisher"], source["citation"]}
            found |= {source["licence"]["name"], source["licence"]["attribution"]}
        found |= {str(i.raw["method"]["custodian"]) for i in store.catalogue.indicators.values()}
        return sorted((name for name in found if len(name) > 3), key=len, reverse=True)
