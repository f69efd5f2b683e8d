"""What all tests share: nothing leaves this machine, and what could not run is said aloud."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys

import hypothesis
import pytest

# suite -> the program it needs, and the Debian package that brings it
SUITES = {
    "chromium": ("chromium", "chromium"),
    "git": ("git", "git"),
    "rsync": ("rsync", "rsync"),
    "ssh": ("ssh", "openssh-client"),
}
CI = os.environ.get("CI", "").lower() in ("1", "true")
LEFT_OUT: dict[str, set[str]] = {}

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
    for mark in item.iter_markers("suite"):
        for name in mark.args:
            program, package = SUITES[name]
            if shutil.which(program):
                continue
            LEFT_OUT.setdefault(name, set()).add(package)
            said = f"the suite {name} needs the Debian package {package}"
            if CI:
                pytest.fail(f"{said}, and in CI nothing is left out", pytrace=False)
            pytest.skip(said)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LEFT_OUT:
        packages = sorted(set().union(*LEFT_OUT.values()))
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
