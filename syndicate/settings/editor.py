"""SYNDICATE_EDITOR -> Editor: where the page under admin/ reads and writes texts. Nothing of it is secret.

"local"                                    this computer alone: a folder that its user chooses
"github:OWNER/REPO", "gitlab:GROUP/REPO"   the code host's own service
"forgejo:https://HOST/OWNER/REPO"          a code host of one's own; also gitea:, gitlab:
{"at": one of these, "branch": …, "sign_in": …, "app_id": …}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from syndicate.settings.values import Conf, Wrong, shown

KEY = "SYNDICATE_EDITOR"
KEYS = ("at", "branch", "sign_in", "app_id")
SERVICES = {"github": "https://github.com", "gitlab": "https://gitlab.com"}
HOSTS = ("github", "gitlab", "forgejo", "gitea")
_HOST = r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::[0-9]{1,5})?"
_REPOSITORY = r"(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+){1,5}"
_AT = re.compile(rf"(?P<kind>{'|'.join(HOSTS)}):(?:(?P<host>{_HOST})/)?(?P<repository>{_REPOSITORY})")
_BRANCH = re.compile(r"(?!.*(?:\.\.|//))[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}")
_APP = re.compile(r"[A-Za-z0-9_-]{1,128}")
EXAMPLE = "'local', 'github:OWNER/REPO', 'gitlab:GROUP/REPO' or 'forgejo:https://HOST/OWNER/REPO'"


@dataclass(frozen=True, slots=True)
class Editor:
    """Where texts are kept: `kind` is local, github, gitlab or gitea, `host` an https origin ("" of local).

    `sign_in` is the https origin of a service that signs people in at GitHub, `app_id` the public number
    under which GitLab, Forgejo or Gitea knows the page; without either, people sign in with a token.
    """

    kind: str
    host: str = ""
    repository: str = ""
    branch: str = ""
    sign_in: str = ""
    app_id: str = ""

    @property
    def api(self) -> str:
        """Return the address of the code host's API, "" of local."""
        return {
            "github": "https://api.github.com" if self.host == SERVICES["github"] else f"{self.host}/api/v3",
            "gitlab": f"{self.host}/api/v4",
            "gitea": f"{self.host}/api/v1",
        }.get(self.kind, "")

    @property
    def popups(self) -> bool:
        """Tell whether people sign in through a window of another host."""
        return bool(self.sign_in or self.app_id)

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the origins that the page may ask: the code host's, and nobody else's."""
        origins = [urlsplit(self.api)._replace(path="").geturl(), self.host]
        if self.kind == "github":
            origins = origins[:1]
        return tuple(dict.fromkeys(one for one in origins if one))


def read_editor(conf: Conf, wrong: Wrong) -> Editor | None:
    """Return what SYNDICATE_EDITOR says, None without it; every mistake goes into `wrong`."""
    raw = conf.get(KEY)
    if raw is None:
        return None
    said = {"at": raw} if isinstance(raw, str) else raw
    if not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()) or "at" not in said:
        wrong.append(f"pelicanconf.py: {KEY} must be {EXAMPLE}, or a mapping with that under 'at'.")
        return None
    before = len(wrong)
    wrong += [
        f"pelicanconf.py: {KEY}: unknown key {shown(key)}. Known: {', '.join(KEYS)}."
        for key in said
        if key not in KEYS
    ]
    made = _placed(said, wrong)
    return made if len(wrong) == before else None


def _placed(said: dict[str, str], wrong: Wrong) -> Editor | None:
    at, branch, sign_in, app_id = (said.get(key, "") for key in KEYS)
    if at == "local":
        if branch or sign_in or app_id:
            wrong.append(
                f"pelicanconf.py: {KEY}: 'local' is this computer alone, and needs nothing beside it."
            )
        return Editor("local")
    found = _AT.fullmatch(at)
    host = (found and (found["host"] or SERVICES.get(found["kind"]))) or ""
    if not found or not host:
        wrong.append(f"pelicanconf.py: {KEY} must be {EXAMPLE}.")
        return None
    kind = "gitea" if found["kind"] == "forgejo" else found["kind"]
    if kind != "gitlab" and found["repository"].count("/") != 1:
        wrong.append(f"pelicanconf.py: {KEY} must name one owner and one repository, as OWNER/REPO.")
    if branch and not _BRANCH.fullmatch(branch):
        wrong.append(f"pelicanconf.py: {KEY}: 'branch' is no name of a branch, e.g. 'main'.")
    if sign_in and (kind != "github" or not re.fullmatch(_HOST, sign_in)):
        wrong.append(
            f"pelicanconf.py: {KEY}: 'sign_in' must be the https address, without a path, of a service that "
            "signs people in at GitHub. GitLab, Forgejo and Gitea need 'app_id' instead."
        )
    if app_id and (kind == "github" or not _APP.fullmatch(app_id)):
        wrong.append(
            f"pelicanconf.py: {KEY}: 'app_id' must be the number of the application at GitLab, Forgejo or "
            "Gitea. GitHub needs 'sign_in' instead."
        )
    return Editor(kind, host, found["repository"], branch, sign_in, app_id)
