#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the accessible tree of every page, dialog and window: whatever takes the focus has a name
that says more than its class. Prints TAP.

usage: accessible.py LINKGLASS
"""
import os
import re
import sys
import tempfile

from driver import GTK_MINOR, Atspi, GLib, Window, get_role, wait_until

LINKGLASS = sys.argv[1]
CLASS_NAME = re.compile(r'^(Gtk|Adw|Lg)[A-Z]\w*$')


def is_nameless(window, node):
    """Whether the operator can get there and is told nothing."""
    if not node.get_state_set().contains(Atspi.StateType.FOCUSABLE) or not window.is_visible(node):
        return False
    # Later versions of GTK also call boxes and scrollers focusable, whose children take the focus.
    if GTK_MINOR > 8 and get_role(node) in ('panel', 'scroll pane'):
        return False
    name = (node.get_name() or '').strip()
    return not name or CLASS_NAME.match(name) is not None


def describe(node):
    """Where a node is, from the outside in."""
    path = []
    while node is not None and len(path) < 6:
        path.insert(0, '%s “%s”' % (get_role(node), (node.get_name() or '')[:30]))
        node = node.get_parent()
    return ' › '.join(path)


def walk_sized(node):
    """Every node below node, but for what has no size, as in a page never shown."""
    yield node
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
            box = Atspi.Component.get_extents(child, Atspi.CoordType.WINDOW)
        except (GLib.Error, TypeError):
            continue  # It is gone, or no widget.
        if box.width > 0 and box.height > 0:
            yield from walk_sized(child)


def look(window, root=None):
    """What is nameless below root."""
    found, count = [], 0
    for node in walk_sized(root or window.frame):
        count += 1
        try:
            if is_nameless(window, node):
                found.append(describe(node))
        except GLib.Error:
            continue  # A row that is gone by now.
    assert count > 5, 'nothing to look at'
    return found


def open_window(window, action, title):
    """Opens another window by an action of the first, and returns it."""
    window.do(window.frame, action)
    return wait_until(lambda: next((node for node in window.find_all(None, title, visible=False)
                                    if get_role(node) in ('frame', 'dialog', 'window')), None),
                      'window “%s”' % title)


def turn(page, text):
    """A step that turns to a page, which shows a text."""
    def step(window):
        window.key('alt+%d' % page)
        window.wait_for_text(text)
    return step


def run_checks(window):
    """Checks the practice platform."""
    window.do(window.frame, 'win.run-checks')
    window.wait_for_text('^Port .* works with Practice IoT Root CA$')


def connect(window):
    """Goes online, and stays there."""
    window.do(window.frame, 'win.connect')
    window.wait_for_text('^until the next PINGREQ$')


def disconnect(window):
    """Ends the link, so that it has a history."""
    turn(3, '^until the next PINGREQ$')(window)
    window.do(window.frame, 'win.disconnect')
    window.wait_for_text('^You disconnected$')


def add_device(window):
    """A device with nothing filled in."""
    window.do(window.frame, 'win.add-device')
    window.wait_for_text('ProductKey is missing')


PAGES = [
    ('Device', turn(1, '^Mode$')), ('Ports & Certificates', turn(2, '^No Checks Yet$')),
    ('Connection', turn(3, '^Keep-alive clock$')), ('Traffic', turn(4, '^Nothing Recorded Yet$')),
    ('Results of the checks', run_checks), ('A link', connect),
    ('Events of a link', turn(4, 'CONNACK, accepted$')),
    ('History of a link', disconnect), ('A new device', add_device),
]
WINDOWS = [
    ('win.import', 'Import Devices'), ('win.check-several', 'Several Devices'),
    ('win.explain', 'What the Device Reports'), ('win.name-device', 'Name and Group'),
]


def report(number, what, nameless):
    """One line of TAP."""
    print('%s %d %s: whatever takes the focus has a name' % ('not ok' if nameless else 'ok', number,
                                                             what), flush=True)
    for line in nameless:
        print('# ' + line, flush=True)
    return bool(nameless)


def main():
    tempfile.tempdir = tempfile.mkdtemp()
    os.environ['TMPDIR'] = tempfile.tempdir
    print('1..%d' % (len(PAGES) + len(WINDOWS)), flush=True)
    window = Window([LINKGLASS])
    failed = False
    try:
        window.wait_for_text('Practice as much as you like')
        for number, (what, step) in enumerate(PAGES, 1):
            step(window)
            failed |= report(number, what, look(window))
        for number, (action, title) in enumerate(WINDOWS, len(PAGES) + 1):
            other = open_window(window, action, title)
            failed |= report(number, title, look(window, other))
            window.key('Escape')
            wait_until(lambda: not window.find_all(None, '^%s$' % title, visible=False),
                       'end of “%s”' % title)
    finally:
        window.kill()
    return 1 if failed else 0


sys.exit(main())
