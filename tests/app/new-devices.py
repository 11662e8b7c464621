#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""New devices of the modes that one platform alone has, from Ctrl+N to a broker that lets them in:
the mode chosen first and the platform chosen first end in the same form. Prints TAP, keeps
screenshots.

usage: new-devices.py LINKGLASS
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

from driver import GTK_MINOR, Atspi, Window, wait_until

LINKGLASS = sys.argv[1]
PICTURES = os.environ.get('LINKGLASS_ARTIFACTS') or tempfile.mkdtemp()
MOSQUITTO = shutil.which('mosquitto') or shutil.which('mosquitto', path='/usr/sbin')

# What leads to it in the lists of modes and of platforms, what is typed, and what the broker sees.
TUYALINK = ('TuyaLink', ('End', 'Up'),
            {'deviceId': '6c828cba434ff40c074wF5', 'deviceSecret': '1d2c3b4a59687766'},
            r"as tuyalink_6c828cba434ff40c074wF5 \(p2, .* u'6c828cba434ff40c074wF5\|signMethod=")
CUSTOM = ('Custom', ('End',),
          {'MQTT client ID': 'press-04', 'MQTT user name': 'operator', 'MQTT password': 'a word'},
          r"as press-04 \(p2, .* u'operator'\)")
TESTS = [(kind, first) for kind in (TUYALINK, CUSTOM) for first in ('Mode', 'Platform')]


class Broker:
    """A broker that lets everyone in, without encryption, and writes down who came."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.folder = tempfile.TemporaryDirectory()
        self.log = os.path.join(self.folder.name, 'log')
        path = os.path.join(self.folder.name, 'conf')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('listener %d 127.0.0.1\nallow_anonymous true\nlog_type all\n' % self.port)
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen([MOSQUITTO, '-c', path], stderr=log)
        wait_until(lambda: 'running' in self.read(), 'broker')

    def read(self):
        """What it wrote down so far."""
        with open(self.log, encoding='utf-8') as file:
            return file.read()

    def stop(self):
        """Ends it and removes its files."""
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Desk(Window):
    """The window under a mouse: a row that opens a list has no action for assistive technology."""

    def __init__(self):
        super().__init__([LINKGLASS])
        self.main = wait_until(self.list_windows, 'window')[0]
        subprocess.run(['xdotool', 'windowsize', '--sync', self.main, '1280', '1600'], check=True)

    def list_windows(self):
        """The X windows that can be seen, asked of the display."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid',
                                str(self.process.pid)], capture_output=True, text=True, check=False)
        return found.stdout.split()

    @staticmethod
    def press(node, window):
        """Presses the mouse's button on something inside a window."""
        box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        subprocess.run(['xdotool', 'mousemove', '--window', window, str(box.x + box.width // 2),
                        str(box.y + box.height // 2), 'click', '1'], check=True)

    def choose(self, name, *keys):
        """Chooses from the list that a row opens, with the keys that lead to the entry."""
        windows = self.list_windows()
        self.press(self.find('combo box', '^%s$' % name), self.main)
        wait_until(lambda: self.list_windows() != windows, 'list of “%s”' % name)
        self.key(*keys, 'Return')
        wait_until(lambda: self.list_windows() == windows, 'choice of “%s”' % name)

    def agree(self, heading):
        """Agrees to what a dialog asks; it is not asked for anything while it closes."""
        dialog = self.find('dialog', heading)
        window = next(one for one in self.list_windows() if one != self.main)
        self.press(self.find('push button', '^Connect', root=dialog), window)
        wait_until(lambda: window not in self.list_windows(), 'end of “%s”' % heading)


def fill_in(desk, kind, first, port):
    """Fills in the form of a new device, which has Alibaba’s platform and mode at first."""
    name, keys, values, _ = kind
    desk.key('ctrl+n')
    desk.find('text', '^ProductKey$')
    desk.choose(first, *keys)
    for label, value in values.items():
        desk.set_text(desk.find('text', '^%s$' % label), value)
    if not desk.find_all('text', '^Host name or address$'):
        desk.choose('Address', 'End')
    desk.set_text(desk.find('text', '^Host name or address$'), '127.0.0.1')
    if not desk.find_all('spin button', '^Port$'):
        desk.press(desk.find('list item', '^Another port or root$'), desk.main)
    Atspi.Value.set_current_value(desk.find('spin button', '^Port$'), port)
    desk.choose('Transport', 'End')
    desk.screenshot(os.path.join(PICTURES, 'new-devices-%s-%s.png' % (name, first)))


def test(desk, broker, kind, first):
    """Fills in, connects, and sees it in the broker's log and in the window."""
    fill_in(desk, kind, first, broker.port)
    assert not desk.find_all('text', '^ProductKey$')
    seen = len(re.findall(kind[3], broker.read()))
    desk.click(desk.find('push button', '^Connect$'))
    desk.agree('^Connect Without Encryption')
    desk.agree('^Take This Device’s Place')
    wait_until(lambda: len(re.findall(kind[3], broker.read())) > seen, 'connection “%s”' % kind[3])
    desk.wait_for_text('^Connected 00:')


def main():
    if MOSQUITTO is None:
        return 77
    if GTK_MINOR > 8:
        print('1..0 # SKIP how dialogs of GTK 4.%d close is not seen from outside' % GTK_MINOR)
        return 0
    print('1..%d' % len(TESTS), flush=True)
    broker = Broker()
    failed = 0
    for number, (kind, first) in enumerate(TESTS, 1):
        told = '%d %s device, %s first' % (number, kind[0], first.lower())
        desk = Desk()
        try:
            test(desk, broker, kind, first)
            print('ok', told, flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed = 1
            desk.screenshot(os.path.join(PICTURES, 'new-devices-failed-%d.png' % number))
            print('not ok %s\n# %s: %s' % (told, type(error).__name__, error), flush=True)
            print('\n'.join('# ' + line for line in broker.read().splitlines()), flush=True)
        finally:
            desk.kill()
    broker.stop()
    return failed


sys.exit(main())
