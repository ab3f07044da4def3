"""What readers send in, kept in a real PostgreSQL: a cluster of its own in a folder of the test, on a socket alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from web.feedback.store import Feedback, Kind, Outcome, State, Unavailable

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """As the user postgres where we are root, which PostgreSQL refuses to run as."""
    if os.geteuid() == 0:
        command = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command)
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd="/")


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, str, str]]:
    """Address of a database, folder of the programs, folder of the data."""
    bin_folder = max(Path("/usr/lib/postgresql").glob("*/bin"))
    folder = Path(tempfile.mkdtemp(prefix="cm-pg-"))
    folder.chmod(0o777)
    data = folder / "data"
    run(str(bin_folder / "initdb"), "-D", str(data), "-U", "measure", "--auth=trust", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run(str(bin_folder / "pg_ctl"), "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start")
    url = f"postgresql+psycopg://measure@/postgres?host={folder}"
    try:
        yield url, str(bin_folder), str(data)
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_the_way_of_a_question(cluster):
    feedback = Feedback(cluster[0])
    number = feedback.add(Kind.QUESTION, {"text": "Is this right? 中文 العربية", "indicator": "a_b_c"})
    feedback.change(number, State.ANSWERED, Outcome.EXPLAINED, answer="Yes.", is_public=1)
    item = feedback.find(number)
    assert (item.text, item.answer, item.state) == ("Is this right? 中文 العربية", "Yes.", "answered")
    assert [step[1] for step in feedback.states(number)] == ["received", "answered"]
    assert feedback.counts("a_b_c") == (1, 1)
    feedback.close()


def test_many_workers_begin_and_write_at_once(cluster):
    name = "fresh"
    admin = Feedback(cluster[0])
    with admin._opened().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.close()
    url = cluster[0].replace("/postgres?", f"/{name}?")
    code = (
        "import sys; from web.feedback.store import Feedback, Kind\n"
        "f = Feedback(sys.argv[1])\n"
        "[f.add(Kind.PROPOSAL, {'text': 'x'}) for _ in range(20)]"
    )
    with ThreadPoolExecutor(4) as pool:
        done = list(
            pool.map(
                lambda _n: subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, check=False).returncode, range(4)
            )
        )
    assert done == [0] * 4
    feedback = Feedback(url)
    assert len(feedback.listed(Kind.PROPOSAL, {})) == 80
    assert feedback.revision() == 80
    feedback.close()


def test_a_database_that_goes_away_and_comes_back(cluster):
    feedback = Feedback(cluster[0])
    before = len(feedback.listed(Kind.QUESTION, {}))
    control = str(Path(cluster[1]) / "pg_ctl")
    run(control, "-D", cluster[2], "-m", "fast", "stop")
    with pytest.raises(Unavailable):
        feedback.listed(Kind.QUESTION, {})
    folder = Path(cluster[2]).parent
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run(control, "-D", cluster[2], "-o", options, "-w", "-l", str(folder / "log"), "start")
    assert len(feedback.listed(Kind.QUESTION, {})) == before
    feedback.close()
