"""What is installed for a practice, as a CycloneDX bill of materials, and whether weaknesses are known in it.

python -m tests.supply sbom      dist/expertstatus.cdx.json; the same bytes for the same requirements
python -m tests.supply audit     0 none known · 1 some are · 7 the advisory service could not be asked
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
DEVELOPING = {"dev", "build"}
SBOM = ROOT / "dist" / "expertstatus.cdx.json"
CLEAN, WEAK, UNKNOWN = 0, 1, 7
OSV = "https://api.osv.dev/v1/query"


def pinned(folder: Path = REQUIREMENTS) -> dict[str, str]:
    """Return what a practice can get, with every extra: name -> version."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.txt")):
        if file.stem not in DEVELOPING:
            lines = file.read_text("utf-8").splitlines()
            named = (re.match(r"([\w.-]+)==([^\s;\\]+)(?:\s*;\s*(.*?))?\s*\\?$", line) for line in lines)
            found |= {plain(m[1]): m[2] for m in named if m and applies(m[3] or "")}
    return found


def applies(marker: str) -> bool:
    """Tell whether a requirement is for a machine like this one."""
    from packaging.markers import Marker

    return not marker or Marker(marker).evaluate()


def plain(name: str) -> str:
    """Return a package's name as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def environment() -> dict[str, Any]:
    """Return the bill of all that is installed here, with neither time nor number of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.json"
        command = [
            "-m",
            "cyclonedx_py",
            "environment",
            "--output-reproducible",
            "--no-validate",
            "--pyproject",
        ]
        command += [str(ROOT / "pyproject.toml"), "-o", str(file), sys.executable]
        # it is validated when it is cut to size; the tool's own word on that is no news
        subprocess.run([sys.executable, *command], check=True, stderr=subprocess.PIPE)
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return found


def bill(whole: dict[str, Any], wanted: dict[str, str], version: str) -> dict[str, Any]:
    """Return of a bill only what a practice gets, and no address of anything; raises ValueError.

    That is where a package is not installed, or in another version than the requirements pin.
    """
    from packaging.version import Version

    kept = [c for c in whole["components"] if plain(c["name"]) in wanted]
    there = {plain(c["name"]): Version(c["version"]) for c in kept}
    other = sorted(name for name in wanted if there.get(name) != Version(wanted[name]))
    if other:
        raise ValueError(f"what is installed is not what requirements/ pins: {', '.join(other)}")
    root = whole["metadata"]["component"] | {"version": version}
    refs = {c["bom-ref"] for c in kept} | {root["bom-ref"]}
    for part in (*kept, root, *whole["metadata"]["tools"]["components"]):
        part.pop("externalReferences", None)
    graph = [
        {"ref": d["ref"], "dependsOn": [r for r in d.get("dependsOn", ()) if r in refs]}
        for d in whole["dependencies"]
        if d["ref"] in refs
    ]
    return {
        **whole,
        "components": kept,
        "dependencies": graph,
        "metadata": {**whole["metadata"], "component": root},
    }


def made() -> str:
    """Return the bill of what is installed here as text."""
    from syndicate import __version__

    return json.dumps(bill(environment(), pinned(), __version__), indent=1, sort_keys=True) + "\n"


def sbom(file: Path = SBOM) -> int:
    """Write the bill, valid by the schema of CycloneDX, and say what stands in it."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = made()
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong:
        raise ValueError(f"the bill is not valid: {wrong}")
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    print(f"{file}: {len(json.loads(text)['components'])} packages, CycloneDX 1.6")
    return 0


def audit(service: str = OSV) -> int:
    """Ask the advisory service about everything that is pinned, the developers' own tools as well."""
    files = [part for file in sorted(REQUIREMENTS.glob("*.txt")) for part in ("-r", str(file))]
    command = [sys.executable, "-m", "pip_audit", *files, "-s", "osv", "--osv-url", service]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        answers = json.loads(told.stdout)["dependencies"]
    except (ValueError, KeyError):
        why = (told.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"not audited: the advisory service {service} could not be asked ({why})")
        return UNKNOWN
    weak = sorted({f"{a['name']} {a['version']}: {v['id']}" for a in answers for v in a.get("vulns", ())})
    skipped = sorted({a["name"] for a in answers if "skip_reason" in a})
    for line in weak:
        print(line)
    if weak:
        print(f"{len(weak)} known weaknesses: invoke dev.lock takes the newest versions")
        return WEAK
    if skipped or not answers:
        print(f"not audited: the advisory service does not know {', '.join(skipped) or 'anything'}")
        return UNKNOWN
    print(f"{len({a['name'] for a in answers})} packages: no known weakness")
    return CLEAN


if __name__ == "__main__":
    sys.exit({"sbom": sbom, "audit": audit}[sys.argv[1]]())
