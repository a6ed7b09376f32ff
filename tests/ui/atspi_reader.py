"""Reads the running program through AT-SPI as a screen reader does. Run by the system's own Python, which has `gi`.

Goes from page to page by the list «Sider», and writes for each page what is showing, as JSON:
{page: [[role, name, focusable, described], …]}; `described` is whether it has a name, or a label that is another object.
With a number as argument: waits until so many dialogs are open beside the window, and writes the same for each of them.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

WAIT_S = 60
MOST_CHILDREN = 60
ANSWER_MS = 20_000


def main():
    Atspi.set_timeout(ANSWER_MS, ANSWER_MS)
    if len(sys.argv) > 1:
        read_dialogs(int(sys.argv[1]))
        return
    window = wait_for(find_window)
    pages = wait_for(lambda: find(window, lambda node: node.get_name() == "Sider"))
    found = {}
    for at in range(pages.get_child_count()):
        title = pages.get_child_at_index(at).get_name()
        Atspi.Selection.select_child(pages, at)
        time.sleep(1.5)
        found[title] = [describe(node) for node in showing(window)]
    json.dump(found, sys.stdout, ensure_ascii=False)


def read_dialogs(count):
    windows = wait_for(lambda: open_windows(count + 1))
    time.sleep(3)
    found = [[describe(node) for node in showing(window)] for window in windows if window.get_role_name() != "frame"]
    json.dump({str(at): nodes for at, nodes in enumerate(found)}, sys.stdout, ensure_ascii=False)


def open_windows(count):
    program = find_program()
    windows = children(program) if program is not None else []
    return windows if len(windows) >= count else None


def wait_for(look):
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        found = look()
        if found is not None:
            return found
        time.sleep(0.3)
    raise SystemExit("the program did not come up on the accessibility bus")


def find_program():
    desktop = Atspi.get_desktop(0)
    programs = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
    return next((p for p in programs if p is not None and p.get_name() == "bvdesk" and p.get_child_count()), None)


def find_window():
    program = find_program()
    return program.get_child_at_index(0) if program is not None else None


def find(node, wanted):
    if wanted(node):
        return node
    for child in children(node):
        found = find(child, wanted)
        if found is not None:
            return found
    return None


def children(node):
    count = min(node.get_child_count(), MOST_CHILDREN)
    return [child for child in (node.get_child_at_index(at) for at in range(count)) if child is not None]


def showing(node):
    if not node.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield node
    for child in children(node):
        yield from showing(child)


def describe(node):
    name = (node.get_name() or "").strip()
    labels = [r for r in node.get_relation_set() if r.get_relation_type() == Atspi.RelationType.LABELLED_BY]
    focusable = node.get_state_set().contains(Atspi.StateType.FOCUSABLE)
    return [node.get_role_name(), name, focusable, bool(name or labels)]


if __name__ == "__main__":
    main()
