"""A channel says for which version of the protocol it was written, and a newer one is refused."""

from pathlib import Path

import pytest

from syndicate.channels import Opening, load
from syndicate.errors import SettingsError
from syndicate.http import Door
from syndicate.settings import Account, Secrets

CODE = """class Channel:
{protocol}
    def __init__(self, opening):
        self.account = opening.account.name
"""


def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, protocol: str) -> object:
    about = tmp_path / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[expertstatus.channels]\n{name} = {name}:Channel\n")
    (tmp_path / f"{name}.py").write_text(CODE.format(protocol=protocol))
    monkeypatch.syspath_prepend(str(tmp_path))
    account = Account(name, name)
    return load(Opening(account, Secrets(name, {}), Door(()), tmp_path, tmp_path))


@pytest.mark.parametrize(("name", "protocol"), [("silent", ""), ("first", "    protocol = 1")])
def test_a_channel_of_this_protocol_or_of_none_that_is_said_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, protocol: str
) -> None:
    assert getattr(opened(tmp_path, monkeypatch, name, protocol), "account", "") == name


@pytest.mark.parametrize(("name", "said"), [("newer", "2"), ("worded", "'two'"), ("none", "0")])
def test_a_channel_of_another_protocol_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=rf"account {name}: .* this Expertstatus speaks 1. Update"):
        opened(tmp_path, monkeypatch, name, f"    protocol = {said}")
