"""What a network may do to a post: said with account, article, cause and next step; the others go on."""

import re
import socket

import pytest

from syndicate.console import runs
from syndicate.errors import (
    ContentError,
    Exit,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unauthorized,
    Unavailable,
)
from syndicate.http.verdict import NEXT
from syndicate.limits import measure
from syndicate.workflows.check import check
from syndicate.workflows.way import open_way
from tests.journey.everywhere import NETWORKS, UID, variable

WRONG = {
    "email": {"password": "een-oud-wachtwoord"},
    "webhook": {"secret": "whsec_YW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcw=="},
    "telegram": {"bot_token": "999999999:AAEanOldTokenOfAnotherBot-Kd83nxQ0"},
}
REVOKED = {
    "bluesky": (400, {"error": "AccountTakedown", "message": "Account has been taken down"}),
    "facebook": (403, {"error": {"code": 200, "message": "Permissions error"}}),
    "google": (403, {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "No permission"}}),
    "instagram": (403, {"error": {"code": 10, "message": "Application does not have permission"}}),
    "linkedin": (403, {"serviceErrorCode": 100, "message": "Not enough permissions"}),
    "mastodon": (403, {"error": "This action is outside the authorized scopes"}),
    "telegram": (403, {"ok": False, "description": "Forbidden: bot was kicked from the channel chat"}),
    "threads": (403, {"error": {"code": 10, "message": "Application does not have permission"}}),
    "webhook": (401, {"error": "this key was taken back"}),
    "x": (403, {"detail": "Your client app is not configured with the appropriate oauth1 app permissions"}),
}
MAIL = {
    "permission revoked": ("MAIL", "550 5.7.1 you may no longer send"),
    "picture too large": ("DATA", "552 5.3.4 too big"),
    "text too long": ("DOT", "554 5.6.0 too long"),
    "429": ("MAIL", "450 4.7.1 too much, come back later"),
    "malformed": ("DOT", "drop after"),
}
FAULTS = {
    "wrong token": Unauthorized,
    "permission revoked": Unauthorized,
    "picture too large": Rejected,
    "text too long": Rejected,
    "network down": Unavailable,
    "429": RateLimited,
    "malformed": OutcomeUnknown,
}
LONG = "Hoofdpijn heeft u niet alleen: veel mensen die het hebben, komen er niet mee. " * 9 + "Herkent u dit?"
ALONE = dict(
    zip(FAULTS, ("mastodon", "facebook", "linkedin", "x", "bluesky", "threads", "telegram"), strict=True)
)


@pytest.fixture
def benches(everywhere):
    return everywhere.begin("folder", *NETWORKS)


def break_on(everywhere, benches, fault, names):
    """Let the networks of these names have this fault."""
    if fault == "network down":
        everywhere.account(benches, **{name: dead(benches[name].server.url) for name in names})
    for name in names:
        bench = benches[name]
        if fault == "wrong token":
            old = WRONG.get(name) or {need: f"old-and-wrong-{need}" for need in bench.secrets}
            everywhere.practice.environ |= {variable(name, need): value for need, value in old.items()}
        elif name == "email" and fault in MAIL:
            step, said = MAIL[fault]
            bench.server.faults[step] = said
        elif fault == "permission revoked":
            status, document = REVOKED[name]
            create(bench, what="status", status=status, document=document, times=9)
        elif fault == "picture too large":
            said = {"status": 413, "document": {"message": "The picture is too large"}, "times": 9}
            where = {"method": "POST", "path": bench.upload} if bench.upload else {}
            create(bench, what="status", **said, **where)
        elif fault == "text too long":
            create(bench, what="status", status=422, document={"message": "The text is too long"}, times=9)
        elif fault == "429":
            wait = {"Retry-After": "120"}
            create(bench, what="status", status=429, headers=wait, times=9)
        elif fault == "malformed":
            create(bench, what="malformed", when="after")


def create(bench, **fault):
    """Break the creating call."""
    bench.server.fault(**{"method": bench.verb, "path": bench.create, **fault})


def dead(url):
    """Return the same address at a port on which nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return re.sub(r":\d+$", f":{sock.getsockname()[1]}", url)


def published(everywhere, benches, capsys):
    """Publish; returns what was done and, by account, what is said of its post: outcome and why."""
    done = everywhere.publish()
    runs.published(done)
    told = capsys.readouterr().out
    assert not [value for value in everywhere.secrets() if value in told]
    lines = re.findall(rf"^(posted|failed|doubt) +{UID}/nl/(\w+)/new  (.+)$", told, re.MULTILINE)
    assert len(lines) == len(benches)
    return done, {name: (outcome, why) for outcome, name, why in lines}


def wrongly_told(said, kind):
    """Return the accounts of which cause or next step is not said; with what is said of them."""
    fine = (
        outcome == ("doubt" if kind is OutcomeUnknown else "failed")
        and re.match(f"account {name}: [a-z ]+[:(]", why)
        and NEXT[kind].strip() in why
        for name, (outcome, why) in said.items()
    )
    return {name: why for (name, why), good in zip(said.items(), fine, strict=True) if not good}


def held(benches, *names):
    return {name: len(benches[name].seen()) for name in names}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_network_that_fails_says_why_and_what_to_do_and_all_others_post(
    everywhere, benches, fault, capsys
):
    name, kind = ALONE[fault], FAULTS[fault]
    break_on(everywhere, benches, fault, [name])
    done, said = published(everywhere, benches, capsys)
    assert not wrongly_told({name: said.pop(name)}, kind)
    assert {outcome for outcome, _ in said.values()} == {"posted"}
    assert held(benches, *said) == dict.fromkeys(said, 1)
    assert held(benches, name) == {name: 1 if kind is OutcomeUnknown else 0}
    assert done.exit is (Exit.PERSON if kind is OutcomeUnknown else Exit.SOME_FAILED)
    if kind is Rejected:
        again = everywhere.publish(hours=1)
        assert (again.exit, again.sent) == (Exit.CONTENT, ()), "the same words are not sent once more"


@pytest.mark.parametrize("fault", FAULTS)
def test_where_all_networks_fail_each_says_so_itself(everywhere, benches, fault, capsys):
    kind = FAULTS[fault]
    break_on(everywhere, benches, fault, NETWORKS)
    done, said = published(everywhere, benches, capsys)
    assert said.pop("folder")[0] == "posted"
    settled = [n for n in NETWORKS if kind is OutcomeUnknown and benches[n].own_posts]
    assert {said.pop(name)[0] for name in settled} <= {"posted"}, "seen at once"
    assert not wrongly_told(said, kind)
    assert held(benches, *NETWORKS) == dict.fromkeys(NETWORKS, 1 if kind is OutcomeUnknown else 0)
    assert done.exit is (Exit.PERSON if kind is OutcomeUnknown else Exit.SOME_FAILED)


def test_where_nobody_posts_the_exit_code_is_another(everywhere):
    benches = everywhere.begin("webhook", "x")
    break_on(everywhere, benches, "429", benches)
    assert everywhere.publish().exit is Exit.ALL_FAILED


@pytest.fixture
def words(everywhere):
    """Return a function that gives the article other teasers, and it gets its own back."""
    file = everywhere.practice.root / f"content/articles/{UID}.md"
    before = file.read_text("utf-8")
    yield lambda said: file.write_text(re.sub(r"teasers:\n.*\n", said, before), "utf-8")
    file.write_text(before, "utf-8")


def test_a_teaser_that_is_too_long_is_named_by_check_and_goes_out_shorter(everywhere, benches, words):
    words(f'teasers:\n  - "{LONG}"\n')
    practice = everywhere.practice
    channels = open_way(practice.root, environ=practice.environ).channels
    room = {name: channel.limits for name, channel in channels.items()}
    seen = check(practice.root, environ=practice.environ)
    found = [f for f in seen.findings if f.code == "tone.network-length"]
    assert {(f.file, f.line) for f in found} == {(f"content/articles/{UID}.md", 19)}
    named = {match[1] for f in found if (match := re.search(r"too long for (\w+)\.$", f.said.en))}
    assert named == {name for name, limits in room.items() if measure(LONG, limits) > limits.characters}
    assert {"bluesky", "x"} <= named
    assert all(f.mend.en.startswith("Shorten it") for f in found)
    assert everywhere.publish().exit is Exit.DONE
    for name, bench in benches.items():
        (post,) = bench.seen()
        assert measure(post["text"], room[name]) <= room[name].characters
        assert (LONG in post["text"]) == (name not in named)


def test_a_description_that_is_too_long_for_some_is_refused_for_all_by_file_and_line(
    everywhere, benches, words
):
    words(f'image: images/hoofd.png\nimage_alt: "{"Een hoofd dat rust. " * 55}"\n')
    with pytest.raises(ContentError) as stopped:
        everywhere.publish()
    assert stopped.value.exit is Exit.CONTENT
    (found,) = (f for f in stopped.value.findings if f.code == "content.long")
    assert (found.file, found.line) == (f"content/articles/{UID}.md", 19)
    assert found.said.en == "`image_alt` is 1099 characters long; 500 are allowed."
    assert not any(bench.seen() for bench in benches.values())
