"""The bill of materials, and the question after known weaknesses, against a loopback advisory service."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests import supply


@contextmanager
def advisories(weak: dict[str, str]):
    """An advisory service with the interface of OSV that knows a weakness of some packages."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = supply.plain(asked["package"]["name"])
            always = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]
            affected = [{"package": asked["package"], "ranges": always}]
            known = {"vulns": [{"id": weak[name], "affected": affected}]} if name in weak else {}
            body = json.dumps(known).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        server.server_close()


def test_an_audit_says_clean_weak_and_not_reached_apart(capsys):
    with advisories({}) as service:
        assert supply.audit(service) == supply.CLEAN
        assert "no known weakness" in capsys.readouterr().out
    with advisories({"jinja2": "GHSA-made-up-0001"}) as service:
        assert supply.audit(service) == supply.WEAK
        assert "GHSA-made-up-0001" in capsys.readouterr().out
    assert supply.audit(service) == supply.UNKNOWN  # nobody listens there any more
    assert "could not be asked" in capsys.readouterr().out


def test_the_bill_is_valid_the_same_twice_and_names_no_address(tmp_path, capsys):
    assert supply.sbom(tmp_path / "one.json") == 0
    assert "CycloneDX 1.6" in capsys.readouterr().out
    text = (tmp_path / "one.json").read_bytes()
    assert text.decode() == supply.made()
    made = json.loads(text)
    names = {supply.plain(c["name"]) for c in made["components"]}
    assert {"pelican", "feedgen", "tweepy", "mastodon-py"} <= names
    assert not names & {"pytest", "ruff"}
    assert "serialNumber" not in made
    assert "timestamp" not in made["metadata"]
    assert made["metadata"]["component"]["name"] == "expertstatus"
    assert {c["purl"].partition(":")[0] for c in made["components"]} == {"pkg"}
    assert "externalReferences" not in text.decode()
    assert b"file:" not in text
    assert str(supply.ROOT).encode() not in text


def test_a_bill_of_something_else_than_what_is_pinned_is_refused():
    root = {"bom-ref": "root", "name": "expertstatus"}
    part = {"bom-ref": "a==2", "name": "A_b", "version": "2"}
    whole = {
        "components": [part],
        "metadata": {"component": root, "tools": {"components": []}},
        "dependencies": [],
    }
    assert supply.bill(whole, {"a-b": "2"}, "1")["components"] == [part]
    with pytest.raises(ValueError, match="a-b, c"):
        supply.bill(whole, {"a-b": "1", "c": "1"}, "1")


def test_only_what_is_for_this_machine_is_in_the_bill(tmp_path):
    (tmp_path / "dev.txt").write_text("pytest==9 \\\n")
    (tmp_path / "default.txt").write_text(
        'One.x==1.0 \\\n    --hash=sha256:0\ntwo==2 ; sys_platform == "nowhere" \\\n    # via\n'
        'three==3 ; python_version > "3" \\\n'
    )
    assert supply.pinned(tmp_path) == {"one-x": "1.0", "three": "3"}


def test_no_lock_file_records_an_address():
    locks = [*supply.ROOT.glob("requirements/*.txt"), *supply.ROOT.glob("tests/*/package-lock.json")]
    locks += supply.ROOT.glob("tests/servers/*/package-lock.json")
    locks += supply.ROOT.glob("syndicate/workflows/audit/node/package-lock.json")
    assert len(locks) > 9
    assert not [lock.name for lock in locks if "://" in lock.read_text("utf-8")]
