"""SYNDICATE_EDITOR: where the page in the browser keeps texts, and what is said of one that is wrong."""

import pytest

from syndicate import settings
from syndicate.settings import Editor
from tests.practice_settings import FINE, HERE, wrong

HUB, LAB = "https://github.com", "https://gitlab.com"


def read(value):
    return settings.from_mapping(HERE, {**FINE, "SYNDICATE_EDITOR": value}, {}).editor


def test_without_the_setting_there_is_no_editor():
    assert settings.from_mapping(HERE, FINE, {}).editor is None


@pytest.mark.parametrize(
    ("said", "meant", "api", "asked"),
    [
        ("local", Editor("local"), "", ()),
        (
            "github:linde/site",
            Editor("github", HUB, "linde/site"),
            "https://api.github.com",
            ("https://api.github.com",),
        ),
        (
            {"at": "github:https://git.example/linde/site", "branch": "main"},
            Editor("github", "https://git.example", "linde/site", "main"),
            "https://git.example/api/v3",
            ("https://git.example",),
        ),
        (
            {"at": "gitlab:zorg/linde/site", "app_id": "abc"},
            Editor("gitlab", LAB, "zorg/linde/site", app_id="abc"),
            "https://gitlab.com/api/v4",
            (LAB,),
        ),
        (
            "forgejo:https://code.example:3000/linde/site",
            Editor("gitea", "https://code.example:3000", "linde/site"),
            "https://code.example:3000/api/v1",
            ("https://code.example:3000",),
        ),
    ],
)
def test_a_code_host_is_read_and_only_that_may_be_asked(said, meant, api, asked):
    found = read(said)
    assert found == meant
    assert (found.api, found.asked) == (api, asked)


def test_only_who_signs_in_elsewhere_opens_a_window():
    assert not read("gitlab:zorg/site").popups
    assert read({"at": "github:linde/site", "sign_in": "https://in.linde.example"}).popups
    assert read({"at": "gitlab:zorg/site", "app_id": "abc"}).popups


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (True, "or a mapping with that under 'at'"),
        ({"branch": "main"}, "or a mapping with that under 'at'"),
        ({"at": "github:linde/site", "branch": 3}, "or a mapping with that under 'at'"),
        ("bitbucket:linde/site", "must be 'local', 'github:OWNER/REPO'"),
        ("forgejo:linde/site", "must be 'local', 'github:OWNER/REPO'"),
        ("github:http://git.example/linde/site", "must be 'local', 'github:OWNER/REPO'"),
        ("github:linde/../site", "must be 'local', 'github:OWNER/REPO'"),
        ("github:linde/site/more", "one owner and one repository"),
        ({"at": "github:linde/site", "token": "x"}, "unknown key 'token'"),
        ({"at": "github:linde/site", "branch": "a..b"}, "'branch' is no name of a branch"),
        ({"at": "github:linde/site", "sign_in": "https://in.example/path"}, "'sign_in' must be the https"),
        ({"at": "gitlab:linde/site", "sign_in": "https://in.example"}, "'sign_in' must be the https"),
        ({"at": "github:linde/site", "app_id": "abc"}, "'app_id' must be the number"),
        ({"at": "gitlab:linde/site", "app_id": "a b"}, "'app_id' must be the number"),
        ({"at": "local", "branch": "main"}, "needs nothing beside it"),
    ],
)
def test_what_is_no_editor_is_said(said, why):
    assert why in wrong({"SYNDICATE_EDITOR": said})


def test_a_blog_has_no_editor(tmp_path):
    (tmp_path / "content").mkdir()
    conf = {"SITEURL": "http://localhost:8000", "PATH": "content", "SYNDICATE_FORMAT": "pelican"}
    with pytest.raises(settings.SettingsError, match="is for a practice"):
        settings.from_mapping(tmp_path, {**conf, "SYNDICATE_EDITOR": "local"}, {})
