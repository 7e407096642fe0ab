"""Bring ONNX Runtime's shared library into target/onnxruntime/, pinned and hash-checked.

The library is taken out of the wheel that the ordinary Python package client brings; nothing is
installed, and the wheel's Python version does not matter, because only the C library is used.
"""

import argparse
import pathlib
import platform
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
PLATFORMS = {
    ("Linux", "x86_64"): "manylinux_2_28_x86_64",
    ("Linux", "aarch64"): "manylinux_2_28_aarch64",
    ("Darwin", "arm64"): "macosx_14_0_arm64",
}
LIBRARY_PREFIXES = ("libonnxruntime.", "libonnxruntime_providers")


def fail(what: str, advice: str) -> None:
    sys.exit(f"make runtime: {what}\n  {advice}")


def wheel_platform() -> str:
    key = (platform.system(), platform.machine())
    if key not in PLATFORMS:
        fail(
            f"no pinned ONNX Runtime for {key[0]} on {key[1]}",
            "install ONNX Runtime 1.24 or newer yourself and set ORT_DYLIB_PATH to its shared library",
        )
    return PLATFORMS[key]


def download(requirements: pathlib.Path, into: str) -> pathlib.Path:
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--only-binary=:all:", "--require-hashes",
        "--implementation", "cp", "--python-version", "3.12", "--abi", "cp312",
        "--platform", wheel_platform(), "--dest", into, "--requirement", str(requirements),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        fail(
            f"pip could not bring {requirements.name}: {last}",
            "check the network and that `python3 -m pip --version` works (Debian: python3-pip), "
            "or set ORT_DYLIB_PATH to an ONNX Runtime that you have",
        )
    return next(pathlib.Path(into).glob("*.whl"))


def unpack(wheel: pathlib.Path, target: pathlib.Path) -> list[str]:
    target.mkdir(parents=True, exist_ok=True)
    brought = []
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            name = pathlib.PurePosixPath(member).name
            if not name.startswith(LIBRARY_PREFIXES):
                continue
            partial = target / f"{name}.partial"
            partial.write_bytes(archive.read(member))
            partial.rename(target / name)
            brought.append(name)
    return brought


def plain_name(target: pathlib.Path, brought: list[str]) -> None:
    """Let the versioned library be found under its plain name too."""
    suffix = ".dylib" if platform.system() == "Darwin" else ".so"
    plain = target / f"libonnxruntime{suffix}"
    versioned = [name for name in brought if name.startswith("libonnxruntime.") and name != plain.name]
    if versioned:
        plain.unlink(missing_ok=True)
        plain.symlink_to(versioned[0])
    elif not plain.exists():
        fail("the wheel holds no libonnxruntime", "report this with the output of `python3 --version`")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--target", type=pathlib.Path, required=True)
    ask = parser.parse_args()
    requirements = HERE / f"requirements-{ask.device}.txt"
    stamp = ask.target / "pinned.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return
    with tempfile.TemporaryDirectory() as scratch:
        brought = unpack(download(requirements, scratch), ask.target)
    plain_name(ask.target, brought)
    stamp.write_text(requirements.read_text())
    print(f"make runtime: {', '.join(sorted(brought))} → {ask.target}", file=sys.stderr)


if __name__ == "__main__":
    main()
