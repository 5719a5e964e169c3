"""Programs that take training steps when asked to, one line a question and one line an answer."""

import os
import signal
import subprocess
import tempfile


class ProgramFailed(Exception):
    """A program ended or said what nobody can use; the text is a sentence with its own last words."""


class TimedProgram:
    """Up and idle until it is asked; `description` is what it said of itself when it was ready."""

    def __init__(self, name, command, threads):
        self.name = name
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        # PyTorch has no variable of its own for its threads; OpenMP's reaches every library below either side.
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads)) if threads else None
        try:
            self.process = start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, env=environment)
        except OSError as error:
            raise ProgramFailed(f"{name} does not start: {error}.") from error
        try:
            ready = self.hear()
        except KeyboardInterrupt:
            self.kill()
            raise
        if not ready.startswith("ready "):
            raise self.failure(f"said '{ready}' where 'ready' and a description were expected")
        self.description = ready[len("ready "):]

    def ask(self, question):
        try:
            self.process.stdin.write(question + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise self.failure(f"ended before it was asked '{question}'") from error
        return self.hear()

    def milliseconds(self, steps):
        answer = self.ask(f"run {steps}")
        try:
            return float(answer)
        except ValueError as error:
            raise self.failure(f"answered '{answer}' where milliseconds a step were expected") from error

    def hear(self):
        line = self.process.stdout.readline()
        if not line:
            raise self.failure("ended before it answered")
        return line.rstrip("\n")

    def failure(self, what):
        self.close()
        return ProgramFailed(f"{self.name} {what}{last_words(self.errors)}.")

    def close(self):
        if self.process.stdin and not self.process.stdin.closed:
            try:
                self.process.stdin.close()
            except OSError:
                pass  # it had ended with a question unread
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        kill(self.process)


def start(command, **options):
    """A program that Ctrl-C does not reach: whoever started it ends it, with all that it started itself."""
    return subprocess.Popen(command, text=True, start_new_session=True, **options)


def kill(process):
    if hasattr(os, "killpg") and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def last_words(errors):
    errors.seek(0)
    lines = [line.strip() for line in errors.read().splitlines() if line.strip()]
    return f": {lines[-1].rstrip('.')}" if lines else ""


def run_once(name, command):
    """What a program that answers once printed."""
    try:
        process = start(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise ProgramFailed(f"{name} does not start: {error}.") from error
    try:
        output, errors = process.communicate()
    except KeyboardInterrupt:
        kill(process)
        raise
    if process.returncode != 0:
        words = [line.strip() for line in errors.splitlines() if line.strip()]
        raise ProgramFailed(f"{name} ended with {process.returncode}: {words[-1].rstrip('.') if words else 'no word'}.")
    return output
