"""Starts gunicorn, says where the site answers once it does, and stops it on Ctrl-C: what `make run` runs last.

The whole-release files of /data are made behind the running site, at the lowest priority (not with ``CM_BULK=0``).

Invariant: the address is printed only after /readyz has answered 200 from the process started here.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0  # seconds until a site that does not answer is called failed
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  # what HOST may say; nothing is bound here


def is_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def is_ready(host: str, port: int) -> bool:
    """Whether /readyz answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_ready(server: subprocess.Popen[bytes], host: str, port: int) -> bool:
    """True when the site answers; False when its process ended or patience did."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        if is_ready(host, port):
            return server.poll() is None
        time.sleep(0.1)
    return False


def stop(server: subprocess.Popen[bytes]) -> int:
    """End the server as it wants to be ended; its exit code."""
    if server.poll() is None:
        server.terminate()
    try:
        return server.wait(timeout=30)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def make_files() -> subprocess.Popen[bytes] | None:
    """Start to make what /data offers; what is there already is not made again."""
    if os.environ.get("CM_BULK", "1") == "0":
        return None
    command = [sys.executable, "-m", "data.bulk"]
    made = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    os.setpriority(os.PRIO_PROCESS, made.pid, 19)
    return made


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Serve until Ctrl-C or SIGTERM. 0 after either, 1 where the site could not be started."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8050"))
    near = ANYWHERE.get(host, host)
    shown = f"[{near}]" if ":" in near else near
    if is_taken(near, port):
        print(f"Something else listens on {shown}:{port}. Stop it, or choose another: make run PORT={port + 1}")
        return 1
    signal.signal(signal.SIGTERM, _interrupt)
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", bind, "app:server"]
    server = subprocess.Popen(command, cwd=ROOT)
    files = None
    try:
        if not wait_until_ready(server, near, port):
            print("Common Measure did not start; the lines above say why.")
            stop(server)
            return 1
        print(f"Common Measure answers at http://{shown}:{port}/ (Ctrl-C stops it)", flush=True)
        files = make_files()
        return 1 if server.wait() else 0
    except KeyboardInterrupt:
        stop(server)
        print("Common Measure has stopped.")
        return 0
    finally:
        if files is not None:
            stop(files)


if __name__ == "__main__":
    sys.exit(main())
