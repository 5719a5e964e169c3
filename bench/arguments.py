"""Checks of what was written on a command line."""

import argparse
import os


def at_least(least):
    def read(text):
        if not text.isdigit() or int(text) < least:
            raise argparse.ArgumentTypeError(f"'{text}' is no whole number of at least {least}")
        return int(text)

    return read


def is_writable(path):
    """Whether a file can be written there, or added to."""
    folder = os.path.dirname(path) or "."
    return os.access(path, os.W_OK) and not os.path.isdir(path) if os.path.exists(path) else os.path.isdir(folder) and os.access(folder, os.W_OK)
