"""Runs the program again and again in children of one process that has imported it: a start takes no time.

`python -m benchmarks.attack._fork_server` reads one JSON request on each line of standard input, and answers with one
line. The program itself is the real one: `notedeck.cli.main.main`, with its own environment, folder, files and limits.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from encodings import aliases as known
from pathlib import Path
from typing import Any

import notedeck
from notedeck.cli.main import main as run_notedeck
from notedeck.cli.main import make_parser
from notedeck.convert import ConvertSettings
from notedeck.convert.note import convert_note
from notedeck.model import Source
from notedeck.util.cache.fingerprint import code_fingerprint

POLL_SECONDS = 0.01
GRACE_SECONDS = 20.0  # after an interrupt, until the program is killed
CRASH_STATUS = 3
NOTE = """# 가용성

## 리전(Region)

![x](a.png) **굵게** `코드` $x^2$ :smile: www.example.org [[a]]

- **용어**: 설명

| a | b |
|---|---|
| 1 | 2 |

```python
print(1)
```
"""


def import_everything() -> None:
    """Import every module of the program, so that no child has to."""
    for info in pkgutil.walk_packages(notedeck.__path__, "notedeck."):
        if not info.name.endswith("__main__"):
            with suppress(ImportError):
                importlib.import_module(info.name)
    for codec in {*known.aliases.values()}:  # another user may not be able to read the folder of Python
        with suppress(ImportError):
            importlib.import_module(f"encodings.{codec}")


def warm_up() -> None:
    """Compile the patterns and tables that every note needs; none depends on who builds, where, when, or from what."""
    convert_note(Source("a.md", Path("a.md"), NOTE), "a", ConvertSettings())
    code_fingerprint()
    make_parser()
    gc.freeze()


def run_child(request: dict[str, Any]) -> None:
    """Become the program, and never return."""
    status = CRASH_STATUS
    try:
        prepare_child(request)
        status = run_notedeck(request["words"])
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else CRASH_STATUS
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def prepare_child(request: dict[str, Any]) -> None:
    """Set the environment, files, limits, folder and user of the program."""
    os.setsid()
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        path = os.devnull if number == 0 else request["stdout" if number == 1 else "stderr"]
        handle = os.open(path, mode | os.O_CREAT | os.O_APPEND if number else mode, 0o666)
        os.dup2(handle, number)
        os.close(handle)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    tempfile.tempdir = None
    if offset := request["clock"]:
        real_time = time.time
        time.time = lambda: real_time() + offset
    if now := request["now"]:
        time.time = lambda: now
    os.umask(0o022)
    os.chdir(request["folder"])
    resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if request["file_size"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_size"], request["file_size"]))
    if request["user"]:
        os.setgroups([])
        os.setgid(request["user"])
        os.setuid(request["user"])


def watch_child(child: int, request: dict[str, Any]) -> dict[str, Any]:
    """Wait for the program; interrupt, stop or kill it when its time is over. Return how it ended."""
    start, sent = time.monotonic(), 0
    limit = request["seconds"]
    while True:
        done, raw = os.waitpid(child, os.WNOHANG)
        elapsed = time.monotonic() - start
        if done:
            break
        if request["signal"] and not sent and elapsed > request["signal_seconds"]:
            sent = request["signal"]
            os.kill(child, sent)
            limit = elapsed + GRACE_SECONDS
        if elapsed > limit:
            for stop in (os.killpg, os.kill):  # it may not have a group of its own yet
                with suppress(OSError):
                    stop(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return {"status": None, "seconds": elapsed}
        time.sleep(POLL_SECONDS)
    with suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    return {"status": os.waitstatus_to_exitcode(raw), "seconds": elapsed}


def main() -> None:
    """Answer requests until standard input ends."""
    import_everything()
    warm_up()
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            run_child(request)
        print(json.dumps(watch_child(child, request)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
