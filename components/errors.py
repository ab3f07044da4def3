"""Pages for what went wrong: what it was, what the reader can do, where to go on.

Invariant: an error page needs no release and says nothing of the software behind it.
"""

from __future__ import annotations

from components.page import Page
from components.templating import render
from data.words import Words


def _(message: str) -> str:
    """Marks a message for translation; it is translated where it is shown."""
    return message


TITLES = {
    400: _("This request cannot be read"),
    404: _("There is no such page"),
    405: _("This address does not take that method"),
    413: _("This request is too large"),
    414: _("This address is too long"),
    415: _("This format is not taken here"),
    500: _("Something went wrong on our side"),
    503: _("No release can be shown at present"),
}
HELP = {
    400: _("Part of the request was damaged or is not known here. Following a link from the opening page will work."),
    404: _("The address may be mistyped, or it belongs to a release that we do not hold."),
    405: _("Pages are read with GET."),
    413: _("Requests may hold at most 64 kB."),
    500: _("The fault has been recorded. The other pages are not affected."),
    503: _(
        "The data are being prepared or failed their check; a damaged release is never shown. Please try again later."
    ),
}


def error_title(status: int, words: Words) -> str:
    """One line that names what went wrong."""
    return words.text(TITLES.get(status, TITLES[400 if status < 500 else 500]))


def build_error(status: int, words: Words) -> Page:
    """The page of an error, by its status."""
    title = error_title(status, words)
    help_text = HELP.get(status)
    main = render(
        "error.html.j2", words, title=title, status=status, help_text=words.text(help_text) if help_text else ""
    )
    return Page(title=title, description=title, canonical="", lang=words.lang, main=main, status=status)
