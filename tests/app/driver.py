# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK 4 window from outside: AT-SPI to read and act, xdotool for the keyboard."""
import ctypes
import os
import re
import subprocess
import sys
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from patience import stretch  # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)

GTK_MINOR = ctypes.CDLL('libgtk-4.so.1').gtk_get_minor_version()

# GTK 4.8 answers get_text (0, -1) with nothing; it clamps a large end.
TEXT_END = 2**31 - 1


def get_role(node):
    """The role's name; later versions of AT-SPI say `button` for `push button`."""
    name = node.get_role_name()
    return 'push button' if name == 'button' else name


class NotFound(AssertionError):
    """Something did not appear, or did not come true, in time."""


def wait_until(condition, what, timeout=15):
    """Polls condition until it is true; a node that dies between two calls is asked for again."""
    deadline = time.monotonic() + stretch(timeout)
    while True:
        try:
            result = condition()
            if result:
                return result
        except GLib.Error:
            pass
        if time.monotonic() > deadline:
            raise NotFound('no %s within %g s' % (what, stretch(timeout)))
        time.sleep(0.05)


class Window:
    """One running application with one window."""

    def __init__(self, argv, env=None):
        environment = dict(os.environ, GDK_BACKEND='x11', **(env or {}))
        environment.pop('GTK_A11Y', None)
        Atspi.init()
        self.process = subprocess.Popen(argv, env=environment)
        self.application = wait_until(self._find_application, 'application on the accessibility bus')
        self.application.set_cache_mask(Atspi.Cache.NONE)
        self.frame = self.find('frame')

    def _find_application(self):
        assert self.process.poll() is None, 'the application ended (%s)' % self.process.returncode
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def walk(self, node=None):
        """Every node below node, depth first."""
        node = node or self.application
        yield node
        try:
            count = node.get_child_count()
        except GLib.Error:
            return
        for index in range(count):
            try:
                child = node.get_child_at_index(index)
            except GLib.Error:
                continue
            if child is not None:
                yield from self.walk(child)

    @staticmethod
    def is_visible(node):
        """Whether it is mapped: GTK 4.8 never sets `showing` below the window, later ones do."""
        if node.get_state_set().contains(Atspi.StateType.SHOWING):
            return True
        box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        return box.width > 0 and box.height > 0 and Atspi.Component.contains(
            node, box.x + box.width // 2, box.y + box.height // 2, Atspi.CoordType.WINDOW)

    @staticmethod
    def is_sensitive(node):
        """Whether the operator may use it."""
        return node.get_state_set().contains(Atspi.StateType.SENSITIVE)

    def find_all(self, role, pattern='', root=None, visible=True):
        """All nodes of a role whose accessible name matches the pattern."""
        found = []
        for node in self.walk(root):
            try:
                if ((role is None or get_role(node) == role)
                        and re.search(pattern, node.get_name() or '')
                        and (not visible or role == 'frame' or self.is_visible(node))):
                    found.append(node)
            except GLib.Error:
                continue
        return found

    def find(self, role, pattern='', root=None, visible=True, timeout=15):
        """The first such node, waiting for it."""
        return wait_until(lambda: next(iter(self.find_all(role, pattern, root, visible)), None),
                          '%s “%s”' % (role, pattern), timeout)

    @staticmethod
    def read(node):
        """The text of an entry, label or text view, or the name of anything else."""
        if 'Text' in node.get_interfaces():
            return Atspi.Text.get_text(node, 0, TEXT_END)
        return node.get_name()

    def texts(self, root=None):
        """Everything that can be read on screen."""
        return [self.read(node) for node in self.find_all(None, '', root)]

    def wait_for_text(self, pattern, root=None, timeout=15):
        """Waits until some visible text matches."""
        return wait_until(lambda: next((text for text in self.texts(root)
                                        if text and re.search(pattern, text)), None),
                          'text “%s”' % pattern, timeout)

    @staticmethod
    def set_text(node, text):
        """Replaces the text of an entry."""
        Atspi.EditableText.set_text_contents(node, text)

    @staticmethod
    def do(node, action):
        """Runs an action by its name; a window's actions are its `win.` GActions."""
        names = [Atspi.Action.get_action_name(node, index)
                 for index in range(Atspi.Action.get_n_actions(node))]
        assert action in names, '%s has no action %s, only %s' % (node.get_name(), action, names)
        Atspi.Action.do_action(node, names.index(action))

    def click(self, node):
        """Presses a button, once it may be pressed; the action may sit on an inner button."""
        wait_until(lambda: self.is_sensitive(node), 'sensitive “%s”' % node.get_name())
        for candidate in self.walk(node):
            if 'Action' in candidate.get_interfaces():
                for index in range(Atspi.Action.get_n_actions(candidate)):
                    if Atspi.Action.get_action_name(candidate, index) in ('click', 'toggle'):
                        Atspi.Action.do_action(candidate, index)
                        return
        raise NotFound('“%s” cannot be pressed' % node.get_name())

    def key(self, *names):
        """Presses keys in the window."""
        subprocess.run(['xdotool', 'key', '--delay', '20', *names], check=True)

    @staticmethod
    def screenshot(path):
        """Keeps a picture of the screen."""
        subprocess.run(['import', '-window', 'root', path], check=True)

    def close(self, timeout=5):
        """Closes the window and returns how long the process took to end, in seconds."""
        begin = time.monotonic()
        try:
            self.do(self.frame, 'window.close')
        except GLib.Error:
            pass  # It was gone before it could answer.
        self.process.wait(stretch(timeout))
        return time.monotonic() - begin

    def kill(self):
        """Ends it whatever it does, for the end of a failed test."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
