"""What the figures were measured on, in words."""

import os
import platform
import re
import subprocess

from timed import ProgramFailed, run_once

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def find_python(wanted):
    """A Python that can import torch: the one that was asked for, or the first there is."""
    for python in [wanted] if wanted else ["python3", "/usr/bin/python3", "python"]:
        try:
            run_once(python, [python, "-c", "import torch"])
            return python
        except ProgramFailed as error:
            if wanted:
                raise ProgramFailed(f"--python {wanted} cannot import torch; give a Python that can. {error}") from error
    raise ProgramFailed("No Python here can import torch: sudo apt-get install python3-torch, or give one with --python.")


def require_cuda(python, device):
    """Says so where that Python's torch has no such device; the CPU is always there."""
    if device == "cpu":
        return
    count = int(run_once(python, [python, "-W", "ignore", "-c", "import torch; print(torch.cuda.device_count() if torch.cuda.is_available() else 0)"]))
    wanted = int(device.partition(":")[2] or 0)
    if count == 0:
        raise ProgramFailed(f"--device {device}: the torch of {python} finds no CUDA device; give --device cpu, or with --python one that does.")
    if wanted >= count:
        raise ProgramFailed(f"--device {device}: there are {count} CUDA devices, cuda:0 to cuda:{count - 1}.")


def describe_processor():
    name = ""
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            name = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), "")
    return f"{name or platform.machine()}, {os.cpu_count()} logical processors"


def describe_gpu(python, device):
    """Name, driver and libraries of a CUDA device; "" on the CPU."""
    if device == "cpu":
        return ""
    script = (
        "import sys, torch; p = torch.cuda.get_device_properties(sys.argv[1]);"
        "print(f'{p.name}, {p.total_memory >> 30} GiB, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}')"
    )
    driver = ""
    try:
        found = re.search(r"Driver Version: (\S+)", run_once("nvidia-smi", ["nvidia-smi"]))
        driver = f", driver {found.group(1)}" if found else ""
    except ProgramFailed:
        pass  # the tool is no part of CUDA itself
    return run_once(python, [python, "-c", script, device]).strip() + driver


def revision():
    """The commit that was measured, "" outside a checkout."""
    try:
        return subprocess.run(
            ["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
