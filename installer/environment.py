"""The checkout's own Python environment: made once from the lock file, and known again by its stamp.

While the stamp matches, nothing is asked of pip or the network. The user's own pip settings (index, certificates, proxies) hold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import catalogues
import system

Say = Callable[[str], None]


class SetupError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def find_python(root: Path) -> Path:
    """Where the environment's interpreter is, or will be."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def compute_stamp(root: Path) -> str:
    """A hash of all that decides what is installed, and of where the checkout stands, since environments cannot be moved."""
    digest = hashlib.sha256(str(root).encode())
    for name in ("installer/requirements.lock", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def find_stamp(root: Path) -> Path:
    """The file that holds the stamp of the last set-up that came to its end."""
    return root / ".venv" / "baseldesk-stamp"


def is_current(root: Path) -> bool:
    """Whether the environment is whole and made from today's lock file."""
    stamp = find_stamp(root)
    return find_python(root).exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == compute_stamp(root)


def require_venv(say: Say) -> None:
    """Makes sure that Python can make environments: Debian's cannot before python3-venv is installed."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if system.can_install():
        say(f"Installing system package: {package}")
        if system.install_packages([package]):
            return
    raise SetupError(f"{sys.executable} cannot make environments: it lacks venv or ensurepip. {advise_venv(package)}")


def advise_venv(package: str) -> str:
    """What a person can do about it on this system."""
    if shutil.which("apt-get"):
        return f"Install them with:  sudo apt-get install {package}"
    return "Install a Python that has both, such as the one from python.org."


def has_pip(python: Path) -> bool:
    """Whether an environment stands there whose Python starts and has pip."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], check=False, stderr=subprocess.DEVNULL).returncode == 0


def make_venv(root: Path, say: Say) -> None:
    """Makes .venv, over the remains of a broken one."""
    if has_pip(find_python(root)):
        return
    require_venv(say)
    say(f"Making an environment with Python {sys.version.split()[0]} in {root / '.venv'}")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(root / ".venv")], check=False).returncode:
        raise SetupError("The environment could not be made; the lines above say why.")


def run_pip(root: Path, *arguments: str) -> None:
    """Runs the environment's pip under the user's settings."""
    environ = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    command = [str(find_python(root)), "-m", "pip", "install", "-q", *arguments]
    done = subprocess.run(command, check=False, cwd=root, env=environ, stdout=sys.stderr)
    if done.returncode:
        raise SetupError(
            "Packages could not be installed; the lines above say why. "
            "The first set-up needs the network, or an index of your own (PIP_INDEX_URL)."
        )


def install(root: Path, say: Say) -> None:
    """Installs the locked packages, then the checkout itself so that edits count at once."""
    say("Installing the locked packages: once, some minutes on a slow line")
    run_pip(root, "--require-hashes", "-r", "installer/requirements.lock")
    run_pip(root, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")


def compile_catalogues(root: Path) -> None:
    """Compiles the catalogues that were edited since the last start."""
    if catalogues.list_stale(root):
        subprocess.run([find_python(root), Path(catalogues.__file__)], check=True)


def prepare(root: Path, say: Say) -> Path:
    """Brings the environment up to date, and returns its interpreter.

    Raises:
        SetupError: the environment cannot be made here and now.
    """
    if not is_current(root):
        find_stamp(root).unlink(missing_ok=True)
        make_venv(root, say)
        install(root, say)
        find_stamp(root).write_text(compute_stamp(root), encoding="utf-8")
    compile_catalogues(root)
    return find_python(root)
