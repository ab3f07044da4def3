"""Reads the Human Rights Measurement Initiative's four files of scores.

Invariant: nothing of a panel with fewer than ten respondents is expected, not even its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.verify.cells import FACT, NONE, WHOLE_ROW, Cell, Table, body, read_header

CPR, ESR, STATISTICS, AT_RISK = (
    f"{name}_v3-1.csv" for name in ("cpr-scores", "esr-scores", "esr-indicator-scores", "people-at-risk")
)
SEX = {"All": "total", "Female": "female", "Male": "male"}
CPR_FIELDS = {"mean": "value", "sd": "std_error", "lobound_10": "lower", "upbound_90": "upper"}
SCORE = "score_wrt_immediate_duty"  # adjusted to what the income of the country makes possible
BY_SEX = {"AdultSurvival", "NetPrimEnrol", "NetSecEnrol", "NotStunted", "PISAmath", "PISAreading", "PISAscience"}
BY_SEX |= {"U5Survival"}
# Scores that the file has for all people only; they have no dimension of sex.
FOR_ALL_ONLY = {
    f"hrmi:{right}_{standard}@3.1"
    for right in ("Food", "Health", "Housing", "SER_Average", "Work")
    for standard in ("Core", "HiY")
    if (right, standard) != ("Food", "Core")
}
SOCIAL = {"educ_atrisk", "food_atrisk", "health_atrisk", "house_atrisk", "job_atrisk"}
# The publisher's list of labels, by code.
GROUPS = (
    "no_one all_people indigenous ethnicity race culture religion nationality place beyond_borders women_girls lgbtqia "
    "children older_people disability medical_condition political_views journalists rights_defenders union_members "
    "protesters political_violence terrorism detainees immigrants refugees low_status homeless less_education "
    "academics professionals other men_boys street_children"
).split()


def group_of(metric: str, code: int) -> str | None:
    """Group of a code. In the civil and political questions a code stands between 10 and 11 that the list lacks.

    There, 11 and 28 to 33 cannot be told apart from this file: None.
    """
    if metric in SOCIAL or code <= 10:
        return GROUPS[code]
    return GROUPS[code - 1] if 12 <= code <= 27 else None


def _civil(row: int, line: dict[str, str]) -> Iterator[Cell]:
    series = f"hrmi:{line['metric_code']}@3.1"
    for column, field in CPR_FIELDS.items():
        text = line[column]
        yield Cell(
            "hrmi", CPR, row, column, text, FACT, series, line["country_code"], int(line["year"]), "", "", field,
            float(text),
        )  # fmt: skip


def _social(row: int, line: dict[str, str]) -> Iterator[Cell]:
    metric = line["metric_code"]
    series = f"hrmi:{metric}_{line['standard']}@3.1"
    dims = "" if series in FOR_ALL_ONLY else f"sex:{SEX[line['group']]}"
    text = line[SCORE]
    cell = Cell("hrmi", ESR, row, SCORE, text, FACT, series, line["country_code"], int(line["year"]), dims)
    if metric == "PISA_Average":
        yield cell._replace(
            kind=NONE, series="", field="lineage", why="an average of school tests on the way to a score"
        )
    else:
        yield cell._replace(value=float(text))


def _statistic(row: int, line: dict[str, str]) -> Iterator[Cell]:
    metric, text = line["metric_code"], line[SCORE]
    dims = f"sex:{SEX[line['group']]}"
    series, year = f"hrmi:{metric}@3.1", int(line["year"])
    cell = Cell("hrmi", STATISTICS, row, SCORE, text, FACT, series, line["country_code"], year, dims)
    if metric not in BY_SEX:
        yield cell._replace(kind=NONE, series="", field="lineage", why="not published for women and men")
    else:
        yield cell._replace(value=float(text))


def _at_risk(row: int, line: dict[str, str]) -> Iterator[Cell]:
    metric, panel = line["metric_code"], int(line["total_respondents"])
    group = group_of(metric, int(line["people_code"]))
    series, year, text = f"hrmi:{metric}@3.1", int(line["year"]), line["proportion"]
    area, dims = line["country_code"], f"at_risk_group:{group}"
    cell = Cell("hrmi", AT_RISK, row, "proportion", text, FACT, series, area, year, dims)
    size = cell._replace(column="total_respondents", text=str(panel), field="n")
    if group is None:
        yield cell._replace(kind=NONE, field="lineage", dims="", why="the code cannot be told in this question")
    elif panel < 10:
        yield cell._replace(qualifier="N", why="panel under 10 respondents")
        yield size._replace(kind=NONE, why="panel under 10 respondents")
    else:
        yield cell._replace(value=float(text))
        yield size._replace(value=float(panel))


def tables(raw: Path) -> Iterator[Table]:
    """The four files."""
    for file, read in ((CPR, _civil), (ESR, _social), (STATISTICS, _statistic), (AT_RISK, _at_risk)):
        path = raw / "hrmi" / file
        columns = read_header(path)

        def cells(row: int, record: list[str], read=read, columns=columns) -> Iterator[Cell]:  # type: ignore[no-untyped-def]
            for cell in read(row, dict(zip(columns, record, strict=True))):
                blank = cell.text in {"", " "}
                yield cell._replace(kind=NONE, field=WHOLE_ROW, why="blank") if blank else cell

        yield Table("hrmi", file, body(path), cells)
