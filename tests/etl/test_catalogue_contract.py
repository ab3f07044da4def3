"""The contract of the real catalogue: what every YAML of every source must keep, whoever adds to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from data.model import Flag, parse_dims
from data.release import open_release
from etl.catalogue import ETL_ROOT, Catalogue, load_catalogue
from etl.decisions import load_decisions
from etl.faults import BuildError, Faults
from etl.schema import IndicatorSpec
from tests.tiny import real_catalogue

CATALOGUE = real_catalogue()
INDICATORS = sorted(CATALOGUE.indicators.values(), key=lambda i: i.id)
# An address, a place within a document, a document with its date or symbol, or a decision that measured it here.
PLACE = re.compile(
    r"https?://\S+\.\S+|\w\.(com|org|net|int)/\S+|\bpages?\b|\bp\. ?\d|\bsection\b|\bchapter\b|\bsheet\b|\bcolumns?\b"
    r"|\bfiles?\b|\brows?\b|\bseries\b|\bversion\b|\barticles?\b|\bfield\b|\bcodebook\b|\btable\b|\bannex\b|\bparagraph\b"
    r"|\b(19|20)\d\d\b|\b[A-Z](/[A-Z0-9.]+){2,}\b|\bdecisions?[ /]\d{4}\b",
    re.IGNORECASE,
)

COMMITTED = ETL_ROOT.parent / "data" / "releases"


def says(text: str, dimension: str, label: str) -> bool:
    """Whether a text names one category of a dimension; one that names women and men alike names none."""
    words = set(re.findall(r"[a-z]+", text))
    if dimension == "age":
        return label.lower() in text
    if dimension == "sex":
        return bool(words & {"women", "girls"}) != bool(words & {"men", "boys"})
    return bool(words & (set(re.findall(r"[a-z]{5,}", label.lower())) - {"people", "education", "government"}))


def family_of(spec: IndicatorSpec) -> str:
    """The whole that an indicator is a component of, however many steps up."""
    seen = [spec.id]
    while spec.component_of is not None:
        spec = CATALOGUE.indicators[spec.component_of]
        assert spec.id not in seen, f"{spec.id} is a component of itself"
        seen.append(spec.id)
    return spec.id


def texts_of(spec: IndicatorSpec) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that is written in our words for this indicator."""
    method = spec.method
    yield from (("definition", method.definition), ("not_measured", method.not_measured))
    yield "may_not_conclude", method.may_not_conclude
    yield from (("bias", item.text) for item in method.biases)
    for name in ("collection", "revision_policy"):
        item = getattr(method, name)
        if item is not None:
            yield name, item.text


def evidence_of(spec: IndicatorSpec) -> Iterator[tuple[str, str]]:
    method = spec.method
    yield from (("bias", item.evidence) for item in method.biases)
    yield from ((f"break {item.year}", item.evidence) for item in method.breaks)
    yield from ((n, getattr(method, n).evidence) for n in ("collection", "revision_policy") if getattr(method, n))
    yield from ((f"interval of {s.code}", s.interval.evidence) for s in spec.series if s.interval)


def named(faults: list[str]) -> str:
    return "\n".join(sorted(faults)[:40])


class TestSize:
    def test_indicators_rights_and_kinds(self) -> None:
        rights = {right for spec in INDICATORS for right in spec.rights if CATALOGUE.rights[right].covenant != "none"}
        assert len(INDICATORS) >= 130
        assert len(rights) >= 12
        assert {spec.kind.value for spec in INDICATORS} == {"structural", "process", "outcome"}

    def test_series_of_the_global_goals(self) -> None:
        codes = {spec.code for source, spec in CATALOGUE.series.values() if source == "un_sdg" and spec.derived is None}
        assert len(codes) >= 90

    def test_every_source_gives_series(self) -> None:
        assert [s for s, entry in CATALOGUE.sources.items() if not entry.series] == []


class TestTexts:
    def test_no_text_stands_on_two_families(self) -> None:
        where: dict[str, set[str]] = defaultdict(set)
        for spec in INDICATORS:
            for _, text in texts_of(spec):
                where[" ".join(text.lower().split())].add(family_of(spec))
        faults = [f"{sorted(families)}: {text}" for text, families in where.items() if len(families) > 1]
        assert not faults, named(faults)

    def test_may_not_conclude_is_one_sentence(self) -> None:
        faults = []
        for spec in INDICATORS:
            text = spec.method.may_not_conclude
            if not text.endswith(".") or re.search(r"[.!?;]\s+[A-Z]", text.replace("e.g. ", "").replace("U.S. ", "")):
                faults.append(f"{spec.id}: {text}")
        assert not faults, named(faults)

    def test_every_text_ends_as_a_sentence(self) -> None:
        faults = [
            f"{s.id} {where}: {text[-40:]}" for s in INDICATORS for where, text in texts_of(s) if text[-1] not in ".!?)"
        ]
        assert not faults, named(faults)

    def test_the_subject_continues_a_sentence(self) -> None:
        faults = [f"{s.id}: {s.subject}" for s in INDICATORS if s.subject.endswith(".") or s.subject.startswith("In ")]
        assert not faults, named(faults)

    def test_every_indicator_is_found_by_other_words(self) -> None:
        faults = [s.id for s in INDICATORS if not s.synonyms or len(set(s.synonyms)) != len(s.synonyms)]
        assert not faults, named(faults)

    def test_names_are_told_apart(self) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        for spec in INDICATORS:
            names[" ".join(re.findall(r"\w+", spec.name.lower()))].append(spec.id)
        faults = [f"{name}: {ids}" for name, ids in names.items() if len(ids) > 1]
        assert not faults, named(faults)


class TestEvidence:
    def test_evidence_names_a_place_where_it_can_be_checked(self) -> None:
        faults = [
            f"{s.id} {what}: {text}" for s in INDICATORS for what, text in evidence_of(s) if not PLACE.search(text)
        ]
        assert not faults, named(faults)

    def test_corrections_have_decision_evidence_and_reason(self) -> None:
        faults = []
        for source, entry in CATALOGUE.sources.items():
            for rule in entry.corrections:
                if rule.decision not in CATALOGUE.decisions or not rule.reason.endswith(".") or len(rule.evidence) < 20:
                    faults.append(f"{source} {rule.id}")
        assert not faults, named(faults)

    def test_corrections_have_ids_of_their_own(self) -> None:
        ids = [rule.id for entry in CATALOGUE.sources.values() for rule in entry.corrections]
        assert sorted(set(ids)) == sorted(ids)


class TestReferences:
    def test_every_decision_that_is_named_exists(self) -> None:
        named_in = {
            path: set(re.findall(r"\bdecisions? (\d{4})\b", path.read_text("utf-8")))
            for path in [*ETL_ROOT.rglob("*.yml"), *ETL_ROOT.rglob("*.py"), *ETL_ROOT.rglob("*.csv")]
        }
        faults = [
            f"{path.relative_to(ETL_ROOT)}: {number}"
            for path, numbers in named_in.items()
            for number in numbers - set(CATALOGUE.decisions)
        ]
        assert not faults, named(faults)

    def test_every_decision_of_a_table_of_areas_exists(self) -> None:
        faults = []
        for path in sorted(ETL_ROOT.glob("sources/*/areas.csv")):
            for line in path.read_text("utf-8").splitlines()[1:]:
                number = line.rpartition(",")[2]
                if number and number not in CATALOGUE.decisions:
                    faults.append(f"{path.parent.name}: {number}")
        assert not faults, named(faults)

    def test_what_decisions_say_they_touch_exists(self) -> None:
        from etl.areas import load_areas

        areas = load_areas()
        faults = []
        for decision in CATALOGUE.decisions.values():
            faults += [f"{decision.number}: {s}" for s in decision.sources if s not in CATALOGUE.sources]
            faults += [f"{decision.number}: {s}" for s in decision.series if s not in CATALOGUE.series]
            faults += [f"{decision.number}: {a}" for a in decision.areas if a not in areas and ":" not in a]
        assert not faults, named(faults)

    def test_every_status_flag_is_known(self) -> None:
        flags = {f for entry in CATALOGUE.sources.values() for names in entry.spec.statuses.values() for f in names}
        assert flags <= set(Flag)

    def test_components_stand_under_a_whole_that_is_none_itself(self) -> None:
        assert {family_of(spec) for spec in INDICATORS} <= set(CATALOGUE.indicators)

    def test_every_synonym_of_a_right_belongs_to_one(self) -> None:
        assert all(right.articles for right in CATALOGUE.rights.values() if right.covenant != "none")


class TestMeaning:
    def test_what_depends_on_detection_has_no_better_end(self) -> None:
        faults = [s.id for s in INDICATORS if s.detection_dependent and s.direction.value != "neutral"]
        assert not faults, named(faults)

    def test_neither_name_nor_subject_says_a_group_that_is_one_of_several(self) -> None:
        """Decision 0010; which groups a series has stands in the release of the repository."""
        released = orjson.loads(open_release(root=COMMITTED).read("catalogue.json"))["series"]
        faults = []
        for sid in sorted(set(released) & set(CATALOGUE.series)):
            spec = CATALOGUE.indicators[CATALOGUE.series[sid][1].indicator or ""]
            for name, category in parse_dims(released[sid]["headline"]).items():
                several = len(released[sid]["dimensions"].get(name, {}).get("categories", ())) > 1
                known = next(c for c in CATALOGUE.dimensions[name].categories if c.code == category)
                if several and known.role != "total" and says(f"{spec.name} {spec.subject}".lower(), name, known.label):
                    faults.append(f"{spec.id}: {known.label}")
        assert not faults, named(faults)

    def test_derived_series_have_an_indicator_with_a_formula(self) -> None:
        faults = [
            sid
            for sid, (_, spec) in CATALOGUE.series.items()
            if spec.derived and CATALOGUE.indicators[spec.indicator or ""].derivation is None
        ]
        assert not faults, named(faults)

    def test_classes_are_given_once_each(self) -> None:
        for spec in INDICATORS:
            for part in ("code", "value", "label"):
                values = [getattr(item, part) for item in spec.classes]
                assert len(set(values)) == len(values), spec.id

    def test_licences_are_three_flags_and_an_attribution(self) -> None:
        for entry in CATALOGUE.sources.values():
            licence = entry.spec.licence
            assert {type(licence.may_redistribute), type(licence.may_transform), type(licence.may_combine)} == {bool}
            assert len(licence.attribution) >= 12


BROKEN: list[tuple[str, Callable[[str], str], str]] = [
    ("indicators.yml", lambda t: t.replace("unit: percent", "unit: parsecs"), "a known unit; found 'parsecs'"),
    ("indicators.yml", lambda t: t.replace("rights: [toys]", "rights: [games]"), "a known right; found 'games'"),
    ("indicators.yml", lambda t: t.replace("toy_share_percent", "toy"), "named <concept>_<measure>_<unit>"),
    ("indicators.yml", lambda t: t.replace("unit: percent", "unit: percent\n    colour: red"), "Extra inputs"),
    ("indicators.yml", lambda t: t.replace("sex: total", "sex: everybody"), "a category of sex; found everybody"),
    ("indicators.yml", lambda t: t.replace("sex: total", "sex: not_specified"), "Not specified is never a total"),
    ("indicators.yml", lambda t: t.replace('vintage: "2026"', 'vintage: "2020"'), "a known vintage; found '2020'"),
    ("indicators.yml", lambda t: t + "    name: Twice\n", "key given twice"),
    ("indicators.yml", lambda t: t.replace("kind: outcome", "kind: feeling"), "kind"),
    ("source.yml", lambda t: t.replace("to: sex", "to: colour"), "a known dimension; found 'colour'"),
    ("source.yml", lambda t: t.replace("F: female", "F: feminine"), "a known category of sex; found 'feminine'"),
    ("source.yml", lambda t: "", "Field required"),
    ("corrections.yml", lambda t: t.replace("9901", "9902"), "a known decision; found '9902'"),
    ("corrections.yml", lambda t: t.replace("flag: implausible", "flag: odd"), "flag names a known flag"),
]
FILES = {
    "reference/rights.yml": 'rights:\n  - {id: toys, name: Toys, articles: ["31"], covenant: both}\n',
    "reference/units.yml": 'units:\n  - {id: percent, label: per cent, short: "%"}\n',
    "reference/comparing.yml": (
        "years_apart: {survey: 5, administrative: 2, legal: 2, mixed: 2, modelled: 0, expert: 0, events: 0}\n"
        "few_cases: 20\nfew_respondents: 10\n"
    ),
    "reference/dimensions/sex.yml": (
        "id: sex\nlabel: Sex\npeople: true\ncategories:\n  - {code: female, label: women}\n"
        "  - {code: total, label: all, role: total}\n  - {code: not_specified, label: not said, role: not_specified}\n"
    ),
    "decisions/9901-toys.md": (
        '---\nnumber: "9901"\ntitle: Toys\ndate: 2026-11-23\nstatus: accepted\n---\n'
        "## Question\nA?\n\n## Options\nB\n\n## Choice\nC\n\n## Reason\nD\n"
    ),
    "sources/toy/source.yml": """id: toy
name: Toy
publisher: The toy maker
homepage: https://example.org
description: Figures for tests only.
citation: The toy maker, 2026.
licence: {name: CC, url: "https://example.org", may_redistribute: true, may_transform: true, may_combine: true,
  attribution: The toy maker}
vintages: [{id: "2026", title: "2026", released: "2026"}]
files: [{id: main, path: main.csv, vintage: "2026", format: csv}]
area_codes: iso3
dimensions:
  sex: {to: sex, categories: {F: female, T: total}}
""",
    "sources/toy/indicators.yml": """indicators:
  - id: toy_share_percent
    subject: the share of toys
    unit: percent
    value_kind: number
    direction: neutral
    kind: outcome
    source_type: survey
    rights: [toys]
    method:
      definition: What it counts.
      not_measured: What it leaves out.
      may_not_conclude: Nothing may be concluded.
      custodian: The toy maker
      link: https://example.org
    series: [{code: SHARE, vintage: "2026", headline: {sex: total}}]
    name: Share of toys
""",
    "sources/toy/corrections.yml": """corrections:
  - {id: toy_rule, match: {area: KEN}, action: flag, flag: implausible, reason: Because it is a toy., decision: "9901",
     evidence: "Toy manual, page 3"}
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


class TestLoading:
    def test_a_sound_folder_loads(self, root: Path) -> None:
        catalogue: Catalogue = load_catalogue(root)
        assert list(catalogue.series) == ["toy:SHARE@2026"]
        assert catalogue.series_of("toy_share_percent") == ["toy:SHARE@2026"]

    @pytest.mark.parametrize(("name", "damage", "said"), BROKEN)
    def test_each_fault_is_named(self, root: Path, name: str, damage: Callable[[str], str], said: str) -> None:
        path = root / "sources" / "toy" / name
        before = path.read_text("utf-8")
        assert damage(before) != before
        path.write_text(damage(before), "utf-8")
        with pytest.raises(BuildError, match=re.escape(said)) as caught:
            load_catalogue(root)
        assert name.partition(".")[0] in str(caught.value)

    @pytest.mark.parametrize(("old", "new"), [("survey: 5, ", ""), ("survey: 5", "survey: -1"), ("survey", "surveys")])
    def test_every_type_of_source_has_a_limit_of_years(self, root: Path, old: str, new: str) -> None:
        path = root / "reference" / "comparing.yml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        with pytest.raises(BuildError, match=r"comparing\.yml"):
            load_catalogue(root)

    def test_a_missing_file_of_corrections_is_named(self, root: Path) -> None:
        (root / "sources" / "toy" / "corrections.yml").unlink()
        with pytest.raises(BuildError, match=r"corrections\.yml"):
            load_catalogue(root)

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("9902-x.md", "no head at all"),
            ("9902-x.md", FILES["decisions/9901-toys.md"]),  # the number of another file
            ("9902-x.md", FILES["decisions/9901-toys.md"].replace("9901", "9902").replace("\nC\n", "\n\n")),
            ("9902-x.md", FILES["decisions/9901-toys.md"].replace("9901", "9902").replace("## Reason", "## Because")),
        ],
    )
    def test_a_decision_has_number_and_four_sections(self, root: Path, name: str, text: str) -> None:
        (root / "decisions" / name).write_text(text, "utf-8")
        faults = Faults()
        assert list(load_decisions(root / "decisions", faults)) == ["9901"]
        assert [fault.file for fault in faults.found] == [name]
