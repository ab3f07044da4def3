"""The table of results says what was measured, and only that."""

from __future__ import annotations

import pytest

from tests.benchmarks.change import Spans, bouncing
from tests.benchmarks.load import parse
from tests.benchmarks.report import NotMeasured, Part, Row, document, keep, load, shown, table

WRK = """Running 5s test @ http://127.0.0.1:1/
  Latency Distribution
     50%    6.63ms
     75%    8.01ms
     99%    1.20s
  11892 requests in 5.00s, 3.39GB read
{}Requests/sec:   2378.40
"""


def test_a_verdict_needs_every_number_that_the_budget_names():
    drawn = {"limit": 0.7, "times": 15.0}
    assert Row("a", ours=0.5, stock=17.0, **drawn).verdict == "met"
    assert Row("a", ours=0.8, stock=17.0, **drawn).verdict == "**missed**"
    assert Row("a", ours=0.5, stock=6.0, **drawn).verdict == "**missed**"
    assert Row("a", ours=0.5, **drawn).verdict == "not measured"
    assert Row("a", stock=6.0, **drawn).verdict == "not measured"
    assert Row("a", ours=0.0, limit=0).verdict == "met"
    assert Row("a", ours=1600, stock=200, limit=1500, is_more_better=True).verdict == "met"
    assert Row("a", ours=1400, stock=200, limit=1500, is_more_better=True).verdict == "**missed**"


def test_ratio_says_how_many_times_better_ours_is():
    assert Row("a", ours=2.0, stock=8.0).ratio == 4
    assert Row("a", ours=8.0, stock=2.0, is_more_better=True).ratio == 4
    assert Row("a", ours=8.0).ratio is None


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0, "0 s"), (0.0261, "0.026 s"), (9.678, "9.68 s"), (1234.5, "1,234 s")]
)
def test_numbers_are_short(value, text):
    assert shown(value, "s") == text


def test_a_failing_measure_is_told_and_the_next_one_taken(capsys):
    part = Part("server", "2026-11-25", 0.5)

    def fails():
        raise ValueError("no such | thing\nsecond line")

    part.take(Row("one", "ms", limit=1), fails)
    part.take(Row("two", "ms", limit=1), lambda: {"ours": 0.5})
    assert part.get("three", fails) is None
    text = document([part], ["Machine: one"])
    assert "| one | – | – | – | – | – | not measured |" in text
    assert "- one: not measured: ValueError: no such | thing" in text
    assert "- three: not measured: ValueError: no such | thing." in text
    assert "| two | – | 0.500 ms | – | – | – | met |" in text
    assert "2026-11-25" in text
    assert "not measured" in capsys.readouterr().out


def test_a_column_without_head_is_left_out():
    part = Part("query", "", 0.0, heads=("ours", "pandas", ""), rows=[Row("one", "ms", ours=1.0, stock=2.0)])
    assert table(part)[0] == "| what | budget | ours | pandas | times better | verdict |"
    assert table(part)[2] == "| one | – | 1.00 ms | 2.00 ms | 2.00 × | – |"


def test_parts_of_earlier_runs_are_kept(tmp_path):
    path = tmp_path / "bench" / "results.json"
    keep([Part("query", "2026-11-24", 0.1, rows=[Row("a", ours=1.0)])], path)
    kept = keep([Part("server", "2026-11-25", 0.2)], path)
    assert list(kept) == ["query", "server"]
    assert load(path)["query"].rows == [Row("a", ours=1.0)]


def test_wrk_counts_only_when_every_answer_was_good():
    rate = parse(WRK.format(""))
    assert (rate.per_second, rate.p50, rate.p99) == (2378.4, 6.63, 1200)
    with pytest.raises(NotMeasured, match="12 answers"):
        parse(WRK.format("  Non-2xx or 3xx responses: 12\n"))
    with pytest.raises(NotMeasured, match="timeout 2"):
        parse(WRK.format("  Socket errors: connect 0, read 0, write 0, timeout 2\n"))


def test_percentiles_are_values_that_were_measured():
    spans = Spans([float(n) for n in range(1, 61)])
    assert (spans.at(0.5), spans.at(0.95)) == (31, 57)
    assert Spans().maybe(0.5) is None


def test_years_go_up_and_down_one_by_one():
    assert bouncing(["1", "2", "3"], 6, "3") == ["2", "1", "2", "3", "2", "1"]
    with pytest.raises(NotMeasured):
        bouncing(["1"], 3)
