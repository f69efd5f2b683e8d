"""E-mail over SMTP, against a real mail server that breaks at each of its steps."""

from __future__ import annotations

import base64
import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.channels import Unreadable, load
from syndicate.errors import (
    ChannelError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    SettingsError,
    Unauthorized,
    Unavailable,
)
from syndicate.http import Door
from syndicate.http.reach import Reach
from tests.channels.bench import Bench, posted
from tests.channels.benches import email as benches
from tests.servers.certificates import authority
from tests.servers.smtp import SECRETS, Office

Make = Callable[..., Any]
HOST = "mail.praktijk.example"


@pytest.fixture
def post_office(make_bench: Callable[[str], Bench]) -> Bench:
    return make_bench("email")


@pytest.fixture
def certified(tmp_path: Path) -> Any:
    """The file of an authority, and a context for a server of the practice."""
    return authority(tmp_path, HOST)


@pytest.fixture
def opened(make_opening: Make) -> Make:
    """Return a function that opens the channel as if the practice's mail server stood on this machine."""

    def make(office: Office, secrets: dict[str, str] | None = None, **door: Any) -> Any:
        opening = make_opening(benches.bench(office, Path()), base_url=office.url, secrets=secrets)
        here = Reach(private=frozenset({HOST}), resolve=lambda _, __: ["127.0.0.1"])
        return load(replace(opening, door=Door(tuple(SECRETS.values()), reach=here, **door)))

    return make


def test_the_message_has_the_heads_of_a_mail_that_a_program_sends(
    post_office: Bench, make_channel: Make, make_post: Make
) -> None:
    post = make_post("email")
    options = {**benches.OPTIONS, "reply_to": "balie@praktijk.example"}
    receipt = posted(make_channel(post_office, options=options), post)
    (message,), (envelope,) = post_office.server.messages, post_office.server.envelopes
    assert {name: message[name] for name in ("From", "To", "Reply-To", "Subject")} == {
        "From": "praktijk@praktijk.example",
        "To": "nieuws@lijst.example",
        "Reply-To": "balie@praktijk.example",
        "Subject": post.title,
    }
    assert message["Date"].datetime == post.at
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("nl", "auto-generated")
    assert message["X-Auto-Response-Suppress"] == "All"
    assert receipt.id == message["Message-ID"]
    assert receipt.url == f"mid:{receipt.id[1:-1]}"
    assert receipt.id.endswith("@praktijk.example>")
    assert (envelope["from"], envelope["to"]) == (options["from"], [options["to"]])
    assert envelope["options"] == [f"SIZE={len(envelope['data'])}"]
    assert envelope["helo"] == "praktijk.example"


def test_words_picture_description_and_link_are_in_both_forms(
    post_office: Bench, make_channel: Make, make_post: Make
) -> None:
    text, title = 'Een <b> & "twee".\n\nDrie 💉\n.\n..punt', "Griep & <koorts>"
    post = make_post("email", text=text, title=title, alt='Een "arm" & <pleister>')
    posted(make_channel(post_office), post)
    (message,) = post_office.server.messages
    plain, page = (message.get_body((k,)).get_content().replace("\r\n", "\n") for k in ("plain", "html"))
    assert plain == f"{text}\n\n{title}\n{post.link}\n"
    assert '<html lang="nl">' in page
    assert "<p>Een &lt;b&gt; &amp; &quot;twee&quot;.</p>\n<p>Drie 💉<br>\n.<br>\n..punt</p>" in page
    assert 'alt="Een &quot;arm&quot; &amp; &lt;pleister&gt;"' in page
    assert page.count(f'href="{post.link}"') == 2
    (picture,) = [p for p in message.walk() if p.get_content_maintype() == "image"]
    assert f"cid:{picture['Content-ID'][1:-1]}" in page
    assert picture.get_content_disposition() == "inline"


def test_the_same_post_is_the_same_bytes(post_office: Bench, make_channel: Make, make_post: Make) -> None:
    post = make_post("email")
    assert posted(make_channel(post_office), post) == posted(make_channel(post_office), post)
    first, second = (e["data"] for e in post_office.server.envelopes)
    assert first == second
    assert max(map(len, first.split(b"\r\n"))) < 998
    assert first.isascii()


def test_a_title_cannot_write_a_head(post_office: Bench, make_channel: Make, make_post: Make) -> None:
    title = "Griep\r\nBcc: iedereen@elders.example\r\n\r\nTekst\x85Bcc: b@elders.example\u2028c"
    posted(make_channel(post_office), make_post("email", title=title))
    (message,), (envelope,) = post_office.server.messages, post_office.server.envelopes
    assert message["Bcc"] is None
    assert message["Subject"] == " ".join(title.split())
    assert envelope["to"] == ["nieuws@lijst.example"]


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (("GREETING", "421 4.3.2 closing"), Unavailable),
        (("GREETING", "554 5.7.1 go away"), Unauthorized),
        (("GREETING", "drop"), Unavailable),
        (("AUTH", "535 5.7.8 wrong"), Unauthorized),
        (("AUTH", "454 4.7.0 try later"), Unavailable),
        (("MAIL", "530 5.7.0 log in first"), Unauthorized),
        (("MAIL", "553 5.7.1 not your address"), Unauthorized),
        (("MAIL", "450 4.7.1 too many messages"), RateLimited),
        (("MAIL", "452 4.3.1 disk full"), Unavailable),
        (("MAIL", "552 5.3.4 too big"), Rejected),
        (("MAIL", "drop"), Unavailable),
        (("RCPT", "550 5.1.1 nobody of that name"), Unauthorized),
        (("RCPT", "451 4.7.1 greylisted"), RateLimited),
        (("RCPT", "554 5.6.0 no"), Rejected),
        (("DATA", "drop"), Unavailable),
        (("DATA", "silence"), Unavailable),
        (("DATA", "451 4.3.0 not now"), Unavailable),
        (("DATA", "554 5.5.1 no"), Rejected),
        (("DOT", "drop"), OutcomeUnknown),
        (("DOT", "drop after"), OutcomeUnknown),
        (("DOT", "silence"), OutcomeUnknown),
        (("DOT", "what?"), OutcomeUnknown),
        (("DOT", f"250 {'x' * 9_000}"), OutcomeUnknown),
        (("DOT", "354 go on"), OutcomeUnknown),
        (("DOT", "421 4.3.2 closing"), Unavailable),
        (("DOT", "450 4.7.1 too many messages"), RateLimited),
        (("DOT", "552 5.3.4 too big"), Rejected),
        (("DOT", "550 5.7.1 spam"), Rejected),
    ],
    ids=lambda it: f"{it[0]} {it[1][:12]}" if isinstance(it, tuple) else None,
)
def test_each_step_that_breaks_is_called_by_its_name(
    post_office: Bench, make_channel: Make, make_post: Make, broken: tuple[str, str], kind: type[ChannelError]
) -> None:
    step, fault = broken
    channel = make_channel(post_office, read=1.0 if fault == "silence" else 10.0)
    ready = channel.prepare(channel.render(make_post("email")))
    post_office.server.faults[step] = fault
    with pytest.raises(ChannelError) as raised:
        channel.send(ready)
    assert type(raised.value) is kind
    assert len(post_office.server.messages) == (fault == "drop after")
    assert ("Nothing was posted" in str(raised.value)) is (kind is not OutcomeUnknown)


def test_the_deadline_cuts_a_talk_that_lasts_too_long(opened: Make, make_post: Make) -> None:
    with Office() as office:
        channel = opened(office, read=20.0, total=1.0)
        office.faults["DOT"] = "silence"
        with pytest.raises(OutcomeUnknown):
            posted(channel, make_post("email"))
        office.faults = {"AUTH": "silence", "MAIL": "silence"}
        with pytest.raises(Unavailable):
            posted(channel, make_post("email"))


def test_no_secret_is_in_an_error_or_a_log(
    post_office: Bench, make_channel: Make, make_post: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "mail.log")  # the server's own
    caplog.set_level(logging.DEBUG, "syndicate")
    channel = make_channel(post_office)
    login = base64.b64encode(f"\0{SECRETS['user']}\0{SECRETS['password']}".encode()).decode()
    post_office.server.faults["AUTH"] = f"535 {login} is not {SECRETS['password']}"
    with pytest.raises(Unauthorized, match=r"535 \(.*\*\*\*") as raised:
        posted(channel, make_post("email"))
    shown = [repr(channel), caplog.text, *traceback.format_exception(raised.value)]
    assert not any(v in text for v in (*SECRETS.values(), login) for text in shown)
    assert "SMTP 127.0.0.1 no answer" in caplog.text


@pytest.mark.parametrize("tls", ["smtps", "starttls"])
def test_another_machine_is_talked_to_over_tls_that_was_checked(
    opened: Make, make_post: Make, certified: Any, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    trusted, context = certified
    with Office(tls, context, HOST) as office:
        channel = opened(office)
        with pytest.raises(Unavailable, match=r"not safe \(CERTIFICATE_VERIFY_FAILED\)\. Nothing was"):
            posted(channel, make_post("email"))
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        posted(channel, make_post("email"))
        assert [e["tls"] for e in office.envelopes] == [True]


def test_without_tls_no_login_leaves_this_machine(opened: Make, make_post: Make) -> None:
    with Office(name=HOST) as office:
        with pytest.raises(Unauthorized, match="STARTTLS extension not supported by server; base_url must"):
            posted(opened(office), make_post("email"))
        with pytest.raises(Unavailable, match="this machine only, not mail"):
            posted(opened(office, only_loopback=True), make_post("email"))


def test_the_door_judges_where_the_mail_server_is(
    make_opening: Make, post_office: Bench, make_post: Make, free_port: int
) -> None:
    for url, addresses, why in (
        (f"smtps://{HOST}", ["10.0.0.1"], "a private address"),
        (f"smtps://{HOST}", [], "no connection"),
        (f"smtp://127.0.0.1:{free_port}", ["127.0.0.1"], r"no connection \(ConnectionRefusedError\)"),
    ):
        opening = make_opening(post_office, base_url=url)
        door = Door(reach=Reach(resolve=lambda _, __, found=addresses: found))
        with pytest.raises(Unavailable, match=why):
            posted(load(replace(opening, door=door)), make_post("email"))
    elsewhere = replace(make_opening(post_office), door=Door(reach=Reach.to(["elders.example"])))
    from syndicate.channels.email import Email

    with pytest.raises(Unavailable, match="is no host of this site"):
        posted(Email(elsewhere), make_post("email"))


def test_the_doctor_logs_in_and_sends_nothing(post_office: Bench, make_channel: Make) -> None:
    assert make_channel(post_office).doctor().whose == "praktijk@praktijk.example at 127.0.0.1"
    with pytest.raises(Unauthorized, match="535"):
        make_channel(post_office, secrets={**SECRETS, "password": "another one"}).doctor()
    assert post_office.server.envelopes == []


def test_a_sent_mail_cannot_be_read_back_and_its_marker_is_said(
    post_office: Bench, make_channel: Make, make_post: Make, make_claim: Make
) -> None:
    channel = make_channel(post_office)
    payload = channel.render(make_post("email"))
    look = channel.find(make_claim(payload))
    assert isinstance(look, Unreadable)
    assert payload.marker in look.why
    assert not any(hasattr(channel, ability) for ability in ("recall", "update", "withdraw", "metrics"))


def test_without_a_name_for_the_login_it_is_the_senders_address(opened: Make, make_post: Make) -> None:
    with Office() as office:
        office.user = benches.OPTIONS["from"]
        channel = opened(office, secrets={"password": SECRETS["password"]})
        posted(channel, make_post("email"))
        assert len(office.messages) == 1


@pytest.mark.parametrize(
    ("secrets", "named"),
    [
        ({"user": "a"}, "PASSWORD is missing"),
        ({"password": "wächter"}, "PASSWORD holds a sign"),
        ({"user": "wächter", "password": "b"}, "USER holds a sign"),
    ],
)
def test_a_secret_that_is_missing_or_cannot_travel_is_named(
    post_office: Bench, make_channel: Make, make_post: Make, secrets: dict[str, str], named: str
) -> None:
    channel = make_channel(post_office, secrets=secrets)
    with pytest.raises(SettingsError, match=f"SYNDICATE_EMAIL_{named}"):
        channel.prepare(channel.render(make_post("email")))


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"base_url": ""}, "base_url must be your mail server"),
        ({"base_url": "https://mail.example"}, "base_url must be your mail server"),
        ({"options": {"from": "a@b.example"}}, "option to must be one e-mail address"),
        ({"options": {"to": "a@b.example"}}, "option from must be one e-mail address"),
        ({"options": {**benches.OPTIONS, "to": ["a@b.example"]}}, "option to must be one"),
        ({"options": {**benches.OPTIONS, "to": "a@b.example, c@d.example"}}, "option to must be one"),
        ({"options": {**benches.OPTIONS, "to": "a@b.example\r\nBcc: c@d.example"}}, "option to must be one"),
        ({"options": {**benches.OPTIONS, "reply_to": "Balie <a@b.example>"}}, "option reply_to must be one"),
        ({"options": {**benches.OPTIONS, "subscribers": "x"}}, "unknown option 'subscribers'"),
    ],
)
def test_a_mistake_in_the_settings_is_a_sentence(
    post_office: Bench, make_channel: Make, known: dict[str, Any], why: str
) -> None:
    with pytest.raises(SettingsError, match=why):
        make_channel(post_office, **known)
