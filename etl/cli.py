"""``python -m etl snapshot|build|check|publish|diff|new``: the ETL from a terminal.

Invariant: a command either ends well and says what it wrote, or names every fault and leaves what was there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.diff import diff
from data.release import RELEASES, ReleaseError, open_release, release_key
from etl.areas import AreaFaults
from etl.build import build_files
from etl.catalogue import Catalogue, load_catalogue
from etl.checks import check_release
from etl.difference import as_json, both, tell
from etl.earlier import about_earlier, earlier_catalogue, earlier_releases
from etl.faults import BuildError, Faults
from etl.geometry import FILES as GEOMETRY_FILES
from etl.geometry import build_geometry, geometry_files
from etl.http import Fetcher, FetchError
from etl.inputs import Inputs
from etl.new import make_source
from etl.publish import PublishError, publish
from etl.snapshot import mirror_inputs, stored_inputs, stored_plain, take_live_snapshot, take_plain, take_snapshot

ROOT = Path(__file__).parents[1]
STORE = ROOT / "var" / "snapshots"
BUILT = ROOT / "var" / "build"
DEFAULT_RELEASE = "2026.11.2"
GEOMETRY = "geo"
console = Console(stderr=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 after faults, which are printed in full."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except (BuildError, AreaFaults, PublishError, ReleaseError, FetchError) as error:
        console.print(f"[bold red]{type(error).__name__}[/]: ", end="")
        console.print(str(error), markup=False, highlight=False)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="From published files to a checked release.")
    commands = parser.add_subparsers(required=True)

    def add(name: str, function: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        return command

    for name, function, text in (
        ("snapshot", snapshot, "Take the bytes of the sources and note their hashes."),
        ("build", build, "Make a release from the snapshots, aside, and check it."),
    ):
        command = add(name, function, text)
        command.add_argument("--mirror", help="folder with <source>/ for each source and geo/ for the map; or 'live'")
        command.add_argument("--source", action="append", help="only this source (may be repeated)")
    command.add_argument("--release", default=DEFAULT_RELEASE, help=f"id of the release (default {DEFAULT_RELEASE})")
    command.add_argument("--out", type=Path, default=BUILT, help="written to OUT/<release>/ (default var/build)")
    command = add("check", check, "Check a built or published release.")
    command.add_argument("--release", default=DEFAULT_RELEASE, help=f"id of the release (default {DEFAULT_RELEASE})")
    command.add_argument("--from", dest="folder", type=Path, default=BUILT, help="the OUT of build (default var/build)")
    command = add("publish", publish_built, "Publish a built release: written aside, swapped in one step.")
    command.add_argument("--release", default=DEFAULT_RELEASE, help=f"id of the release (default {DEFAULT_RELEASE})")
    command.add_argument("--from", dest="folder", type=Path, default=BUILT, help="the OUT of build (default var/build)")
    command.add_argument("--to", type=Path, default=RELEASES, help="folder of releases (default data/releases)")
    command = add("diff", differ, "Tell what changed between two releases.")
    command.add_argument("older", help="id of the older release, such as 2026.2.1")
    command.add_argument("newer", help="id of the newer release")
    command.add_argument("--json", action="store_true", help="write JSON to the standard output")
    command = add("new", new, "Make the folder of a new source.")
    command.add_argument("id", help="lower-case name, such as un_sdg; it is part of every series id")
    return parser


def _chosen(options: argparse.Namespace) -> Catalogue:
    catalogue = load_catalogue()
    if not options.source:
        return catalogue
    unknown = set(options.source) - set(catalogue.sources)
    if unknown:
        raise PublishError(f"no source {sorted(unknown)}; known: {', '.join(catalogue.sources)}")
    return load_catalogue(only=set(options.source))


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:<44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )


def snapshot(options: argparse.Namespace) -> None:
    """Copy or fetch every file of the chosen sources into the store."""
    catalogue = _chosen(options)
    with _bar() as bar:
        task = bar.add_task("snapshot", total=len(catalogue.sources))
        for source, entry in catalogue.sources.items():
            bar.update(task, description=f"snapshot {source}")
            if options.mirror == "live":
                take_live_snapshot(entry, entry.series, STORE, Fetcher())
            else:
                take_snapshot(mirror_inputs(entry, _mirror(options), entry.series), STORE)
            bar.advance(task)
        if not options.source and options.mirror != "live":
            take_plain(_mirror(options) / GEOMETRY, GEOMETRY_FILES, STORE, GEOMETRY)
    console.print(f"snapshots of {len(catalogue.sources)} sources in {STORE}")


def _mirror(options: argparse.Namespace) -> Path:
    mirror = Path(options.mirror or ROOT.parent / "shared" / "raw")
    if not mirror.is_dir():
        raise PublishError(f"{mirror} is no folder: name the mirror with --mirror DIR, or --mirror live")
    return mirror


def build(options: argparse.Namespace) -> None:
    """Build into ``<out>/<release>/`` and check the result."""
    catalogue = _chosen(options)
    earlier = earlier_releases().get(options.release)
    if earlier is not None:
        catalogue = earlier_catalogue(catalogue, earlier)
    inputs: dict[str, Inputs] = {}
    for source, entry in catalogue.sources.items():
        if options.mirror and options.mirror != "live":
            inputs[source] = mirror_inputs(entry, Path(options.mirror), entry.series)
        else:
            inputs[source] = stored_inputs(entry, STORE, entry.series)
    with _bar() as bar:
        task = bar.add_task("build", total=2 + 3 * len(inputs))

        def progress(source: str, step: str) -> None:
            bar.update(task, description=f"{source}: {step}", advance=1)

        progress("geometry", "simplify and project")
        geometry = build_geometry(_geometry_folder(options))
        files = build_files(
            catalogue,
            inputs,
            options.release,
            geometry_files(geometry),
            geometry.neighbours,
            progress,
            partial=earlier is not None,
        )
        bar.update(task, completed=2 + 3 * len(inputs))
    before = None if options.source else _catalogue_before(options.release)  # a part is not set against the whole
    warnings = check_release(files, before)
    write_files(files, options.out / options.release)
    report = orjson.loads(files["build_report.json"])["totals"]
    size = sum(map(len, files.values()))
    console.print(f"{options.release}: {size / 1e6:.2f} MB in {options.out / options.release}")
    console.print(
        f"cells {report['cells']:,} = kept {report['kept']:,} + blank {report['blank']:,} + absorbed "
        f"{report['absorbed']:,} + set aside {sum(report['set_aside'].values()):,}; sums agree: {report['sums_agree']}"
    )
    console.print(f"report: {options.out / options.release / 'build_report.json'}", highlight=False)
    if options.source:
        console.print("look: not every source is in it, so it is for checking and not for publishing", highlight=False)
    for warning in warnings:
        console.print(f"look: {warning}", highlight=False)


def _geometry_folder(options: argparse.Namespace) -> Path:
    """Natural Earth's files: of the mirror that is named, else of the store, else BuildError."""
    if options.mirror and options.mirror != "live":
        folder = _mirror(options) / GEOMETRY
        if all((folder / name).is_file() for name in GEOMETRY_FILES):
            return folder
    if not (STORE / GEOMETRY / "index.json").is_file():
        faults = Faults()
        names = ", ".join(GEOMETRY_FILES)
        remedy = "Name a mirror with --mirror DIR that holds them; tests/samples/mirror holds a small set."
        faults.add(f"{GEOMETRY}/", "", f"the map's files {names}", "none in the mirror or the store", remedy)
        faults.raise_any()
    return stored_plain(STORE, GEOMETRY)


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write a built release below ``folder``; a file of an earlier build that is no longer made goes."""
    for old in folder.rglob("*"):
        if old.is_file() and str(old.relative_to(folder)) not in files:
            old.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def read_files(folder: Path) -> dict[str, bytes]:
    """Files of a built release by name. Raises PublishError where there is none."""
    files = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    if "catalogue.json" not in files:
        raise PublishError(f"no built release in {folder}: run python -m etl build")
    return files


def _catalogue_before(release: str, root: Path = RELEASES) -> dict[str, object] | None:
    try:
        current = open_release(root=root)
    except ReleaseError:
        return None
    if release_key(current.id) >= release_key(release):
        return None
    found: dict[str, object] = orjson.loads(current.read("catalogue.json"))
    return found


def check(options: argparse.Namespace) -> None:
    """Check a built release again."""
    warnings = check_release(read_files(options.folder / options.release), _catalogue_before(options.release))
    console.print(f"{options.release}: sound; {len(warnings)} things to look at")


def publish_built(options: argparse.Namespace) -> None:
    """Check, then publish, a built release."""
    files = read_files(options.folder / options.release)
    check_release(files, _catalogue_before(options.release, options.to))
    earlier = earlier_releases().get(options.release)
    about = {"release": options.release, "format": 1, **(about_earlier(earlier) if earlier is not None else {})}
    folder = publish(files, about, options.to, is_current=earlier is None)
    console.print(f"published {options.release} in {folder}")


def differ(options: argparse.Namespace) -> None:
    """Tell the difference."""
    older, newer = both(options.older, options.newer)
    if options.json:
        sys.stdout.buffer.write(as_json(diff(older, newer)))
    else:
        tell(older, newer, Console())


def new(options: argparse.Namespace) -> None:
    """Make the folder of a new source."""
    for path in make_source(options.id):
        console.print(f"made {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
