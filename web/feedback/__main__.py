"""``python -m web.feedback list|show|review|answer|close|publish|reply|withdraw``: moderation from a terminal.

Invariant: each command does one thing and says what it did; what cannot be done changes nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence

from data.store import store
from web.feedback.forms import cleaned
from web.feedback.store import Feedback, Item, Kind, NoSuchItem, Outcome, State, Unavailable, today

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class CannotDo(ValueError):
    """What was asked cannot be done; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None, feedback: Feedback | None = None) -> int:
    """Run one command: 0 done, 1 not done, with the reason."""
    options = _parser().parse_args(arguments)
    command: Callable[[Feedback, argparse.Namespace], None] = options.command
    opened = feedback if feedback is not None else Feedback()
    try:
        command(opened, options)
    except NoSuchItem as error:
        print(f"there is no {error.args[0]}: python -m web.feedback list shows all")
        return 1
    except (CannotDo, Unavailable) as error:
        print(f"not done: {error}")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.feedback", description="Moderate what readers sent in.")
    commands = parser.add_subparsers(required=True)

    def add(name: str, function: Callable[[Feedback, argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        return command

    command = add("list", listed, "List items, newest first.")
    command.add_argument("--kind", choices=[k.value for k in Kind], help="only these")
    command.add_argument("--state", choices=[s.value for s in State], help="only these")
    add("show", show, "Show an item whole, its text included.").add_argument("id")
    add("review", review, "Say that an item is under review.").add_argument("id")
    add("publish", publish, "Make the text of an item public.").add_argument("id")
    command = add("answer", answer, "Answer an item in public; its text becomes public too.")
    command.add_argument("id")
    command.add_argument("--text", required=True, help="the answer")
    command = add("close", close, "Close an item with its outcome.")
    command.add_argument("id")
    command.add_argument("--outcome", required=True, choices=[o.value for o in Outcome if o])
    command.add_argument("--decision", default="", help="number of the decision, such as 0107")
    command.add_argument("--release", default="", help="release or releases in which it changed: 2026.12.1 or A..B")
    command.add_argument("--note", default="", help="one sentence for the list of steps")
    command = add("reply", reply, "Set a reply of a statistical office beside a figure.")
    for name, text in (
        ("office", "name of the office"),
        ("indicator", "id of the indicator"),
        ("area", "code of the country"),
        ("date", "date of the reply, such as 2026-11-20"),
        ("link", "address of the office's own publication"),
        ("text", "the reply"),
    ):
        command.add_argument(f"--{name}", required=True, help=text)
    command.add_argument("--year", type=int, help="year of the figure; without it the reply is about all years")
    add("withdraw", withdraw, "Take a reply away.").add_argument("id")
    return parser


def listed(feedback: Feedback, options: argparse.Namespace) -> None:
    """One line for each item."""
    filters = {"state": options.state} if options.state else {}
    for kind in [Kind(options.kind)] if options.kind else list(Kind):
        for item in feedback.listed(kind, filters, is_moderator=True):
            public = "public" if item.is_public else "hidden"
            print(f"{item.id}  {item.day}  {item.state:<9} {item.outcome or '-':<11} {public}  {_what(item)}")


def _what(item: Item) -> str:
    return " ".join(filter(None, [item.indicator or item.right, item.area, item.about or item.people]))


def _found(feedback: Feedback, number: str) -> Item:
    item = feedback.find(number, is_moderator=True)
    if item is None:
        raise NoSuchItem(number)
    return item


def show(feedback: Feedback, options: argparse.Namespace) -> None:
    """Everything that is known of an item."""
    item = _found(feedback, options.id)
    for name in item.__slots__:
        value = getattr(item, name)
        if value not in ("", None):
            print(f"{name:<13}{value}")
    for day, state, outcome, note in feedback.states(item.id):
        print(f"  {day}  {state} {outcome} {note}".rstrip())


def review(feedback: Feedback, options: argparse.Namespace) -> None:
    """State: under review."""
    feedback.change(options.id, State.REVIEW, Outcome.NONE)
    print(f"{options.id} is under review")


def publish(feedback: Feedback, options: argparse.Namespace) -> None:
    """The text becomes public, the state stays."""
    item = _found(feedback, options.id)
    feedback.change(item.id, State(item.state), Outcome(item.outcome), is_public=1)
    print(f"the text of {item.id} is public")


def answer(feedback: Feedback, options: argparse.Namespace) -> None:
    """State: answered."""
    text = cleaned(options.text)
    if not text:
        raise CannotDo("the answer is empty: give it with --text")
    feedback.change(options.id, State.ANSWERED, Outcome.EXPLAINED, answer=text, is_public=1)
    print(f"{options.id} is answered in public")


def close(feedback: Feedback, options: argparse.Namespace) -> None:
    """State: closed, with an outcome that leads to its decision and its release."""
    known = store().catalogue.decisions
    if options.decision and options.decision not in known:
        raise CannotDo(f"there is no decision {options.decision} in the current release")
    if options.outcome == Outcome.CORRECTED and not (options.decision or options.release):
        raise CannotDo("a correction names its decision or its release: --decision 0107 or --release 2026.12.1")
    if options.release and not re.fullmatch(r"\d{4}\.\d{1,2}\.\d{1,3}(\.\.\d{4}\.\d{1,2}\.\d{1,3})?", options.release):
        raise CannotDo(f"{options.release!r} is no release: write 2026.12.1 or 2026.11.2..2026.12.1")
    values = {"decision": options.decision, "release": options.release}
    if options.outcome == Outcome.SPAM:
        values["is_public"] = 0
    feedback.change(options.id, State.CLOSED, Outcome(options.outcome), cleaned(options.note), **values)
    print(f"{options.id} is closed: {options.outcome}")


def reply(feedback: Feedback, options: argparse.Namespace) -> None:
    """A reply beside a figure."""
    catalogue = store().catalogue
    faults = []
    if options.indicator not in catalogue.indicators:
        faults.append(f"there is no indicator {options.indicator!r}")
    if options.area not in catalogue.areas:
        faults.append(f"there is no area {options.area!r}")
    if not DAY.fullmatch(options.date) or options.date > today():
        faults.append(f"{options.date!r} is no day up to today: write 2026-11-20")
    if not options.link.startswith(("https://", "http://")):
        faults.append("the link must begin with https://")
    if faults:
        raise CannotDo("; ".join(faults))
    number = feedback.reply(
        {
            "office": cleaned(options.office),
            "indicator": options.indicator,
            "area": options.area,
            "year": options.year,
            "text": cleaned(options.text),
            "link": options.link,
            "dated": options.date,
        }
    )
    print(f"reply {number} stands beside {options.indicator}, {options.area}")


def withdraw(feedback: Feedback, options: argparse.Namespace) -> None:
    """A reply goes."""
    feedback.withdraw(options.id)
    print(f"reply {options.id} is withdrawn")


if __name__ == "__main__":
    sys.exit(main())
