"""Watches a call: whether it comes through given lines, and which files it changes."""

import ast
import os
import sys

MAXIMUM_KEPT = 100_000
WRITES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.move"}


class Watch:
    """Notes whether a call comes through the lines, and which files below the working folder it changes."""

    def __init__(self, lines):
        self.lines = {os.path.abspath(path): whole_statements(path, set(numbers)) for path, numbers in lines.items()}
        self.is_on = False
        self.error = None
        sys.addaudithook(self.notice)

    def begin(self):
        self.reaches, self.touched, self.error, self.is_on = False, {}, None, True
        sys.settrace(self.enter)

    def end(self):
        sys.settrace(None)
        self.is_on = False
        return self.reaches, {os.path.relpath(path): now for path, before in sorted(self.touched.items()) if (now := text_of(path)) != before}

    def caught(self, error):
        self.error = error

    def enter(self, frame, event, _):
        return self.step if os.path.abspath(frame.f_code.co_filename) in self.lines else None

    def step(self, frame, event, _):
        if not self.reaches and frame.f_lineno in self.lines[os.path.abspath(frame.f_code.co_filename)]:
            self.reaches = True
        return self.step

    def notice(self, event, arguments):
        if not self.is_on:
            return
        if event in WRITES or event == "open" and isinstance(arguments[1], str) and arguments[1].strip("rbtU"):
            for path in arguments[:2] if event != "open" else arguments[:1]:
                whole = os.path.abspath(path) if isinstance(path, str) else ""
                if whole.startswith(os.getcwd() + os.sep) and whole not in self.touched:
                    self.is_on = False
                    self.touched[whole] = text_of(whole)
                    self.is_on = True


def text_of(path):
    try:
        with open(path, "rb") as file:
            return file.read(MAXIMUM_KEPT).decode("utf-8", "replace")
    except OSError:
        return "a folder" if os.path.isdir(path) else None


def whole_statements(path, lines):
    """The lines of every simple statement that one of them is in: a call over several lines runs as a whole."""
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return lines
    simple = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    spans = [range(node.lineno, node.end_lineno + 1) for node in simple]
    return lines.union(*(span for span in spans if lines.intersection(span)))
