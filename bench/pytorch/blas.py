"""The threads of OpenBLAS, which PyTorch does not set where it was built against another BLAS (Debian's)."""

import ctypes


def _library():
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            paths = {line.split()[-1] for line in maps if "blas" in line.rsplit("/", 1)[-1]}
    except OSError:
        return None
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_set_num_threads"):
            return library
    return None


def can_set_threads():
    return _library() is not None


def set_threads(count):
    _library().openblas_set_num_threads(count)
