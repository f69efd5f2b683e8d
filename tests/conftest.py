"""What all tests share: nothing leaves this machine, and what could not run is said aloud."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from pathlib import Path

import hypothesis
import pytest

# suite -> the program it needs, and the Debian package that brings it
SUITES = {
    "git": ("git", "git"),
    "rsync": ("rsync", "rsync"),
    "ssh": ("ssh", "openssh-client"),
    "systemd": ("systemd-analyze", "systemd"),
    "joined letters": ("fribidi", "libfribidi0"),
    "apache": ("apache2", "apache2-bin"),
    "nginx": ("nginx", "nginx-light"),
    "browser": ("chromium", "chromium"),
    "audit": ("java", "default-jre-headless"),
    "firefox": ("firefox-esr", "firefox-esr"),
    "webkit": ("WebKitWebDriver", "webkit2gtk-driver"),
    "screen": ("xvfb-run", "xvfb xauth"),
    "postgresql": ("initdb", "postgresql"),
}
CI = os.environ.get("CI", "").lower() in ("1", "true")
LEFT_OUT: dict[str, str] = {}

hypothesis.settings.register_profile("here", deadline=None, derandomize=CI)
hypothesis.settings.load_profile("here")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "suite(*names): needs programs that pip cannot bring (see SUITES in tests/conftest.py); left out, "
        "and named at the end, where they are missing; a failure where CI=true",
    )
    sys.addaudithook(_stay_here)
    for name in [name for name in os.environ if name.startswith("SYNDICATE_")]:
        del os.environ[name]


def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted = {name for mark in item.iter_markers("suite") for name in mark.args}
    missing = {name: SUITES[name][1] for name in sorted(wanted) if not _has(SUITES[name][0])}
    if not missing:
        return
    LEFT_OUT.update(missing)
    said = f"the suite {', '.join(missing)} needs the Debian package {' '.join(missing.values())}"
    if CI:
        pytest.fail(f"{said}, and in CI nothing is left out", pytrace=False)
    pytest.skip(said)


def _has(program: str) -> bool:
    """Tell whether a program is here; FriBiDi is a library, which Pillow finds."""
    if program == "initdb":
        from tests.servers.postgres import programs

        return programs() is not None
    if program != "fribidi":
        return bool(shutil.which(program))
    from PIL import features

    return bool(features.check("fribidi"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        packages = sorted(set(LEFT_OUT.values()))
        with (Path(__file__).parent.parent / ".left-out").open("a", encoding="utf-8") as told:
            told.writelines(f"{name}: apt-get install {LEFT_OUT[name]}\n" for name in sorted(LEFT_OUT))
        terminalreporter.write_line(f"Suites left out: {', '.join(sorted(LEFT_OUT))}.")
        terminalreporter.write_line(f"They need: apt-get install {' '.join(packages)}")


def _stay_here(event: str, args: tuple[object, ...]) -> None:
    """Refuse every connection of this process to an address that is not this machine."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = str(args[1][0])
        try:
            here = host in ("", "localhost") or ipaddress.ip_address(host.partition("%")[0]).is_loopback
        except ValueError:
            here = False
        if not here:
            raise RuntimeError(f"a test reached for {host}; tests stay on 127.0.0.1")
