"""The installed program upgrades a fork of release 0.1, which holds one of the same name, and exports it."""

import os
import subprocess
from pathlib import Path

from tests.golden import NOW, first_form


def test_the_installed_program_upgrades_publishes_and_exports_an_old_practice(
    kit: Path, tmp_path: Path
) -> None:
    practice = first_form(tmp_path / "vlier")
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "USER": "tester", "SYNDICATE_NOW": NOW}

    def run(*task: str) -> str:
        told = subprocess.run(
            [str(kit), *task], cwd=practice, env=env, capture_output=True, text=True, timeout=300, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    # -P: not the program that the fork itself holds
    assert "nu vorm 2" in run("-P", "-m", "syndicate", "upgrade", "--yes")
    assert " 0 posted" in run("-m", "syndicate", "publish")
    run("-m", "syndicate", "export", "../mee.zip")
    assert (tmp_path / "mee.zip").is_file()
