#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, done as an operator does it, in the real window on the practice platform: type
credentials, check ports and certificates, connect, subscribe, publish, read the message, get forced
offline, read the reason; then each bad input that must end in a clear message. Prints TAP, keeps
screenshots.

usage: end-to-end.py LINKGLASS LINKGLASS-CLI
"""
import glob
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from driver import Window, stretch, wait_until

LINKGLASS, CLI = sys.argv[1:3]
PAGES = ('Device', 'Ports & Certificates', 'Connection', 'Traffic')
PICTURES = os.environ.get('LINKGLASS_ARTIFACTS') or tempfile.mkdtemp()


class Practice:
    """What the window's own practice platform told it, read from its private directory."""

    def __init__(self):
        self.directory = wait_until(
            lambda: next(iter(glob.glob(os.path.join(tempfile.gettempdir(),
                                                     'linkglass-practice-*'))), None),
            'directory of the practice platform')
        self.secret_file = os.path.join(self.directory, 'practice-device-secret')
        wait_until(lambda: os.path.exists(self.secret_file), 'practice secret')
        with open(self.secret_file, encoding='utf-8') as file:
            self.secret = file.read().strip()


def picture(window, name):
    time.sleep(0.3)
    window.screenshot(os.path.join(PICTURES, 'end-to-end-%s.png' % name))


def turn_to(window, page):
    """Turns to a page by its shortcut."""
    window.key('alt+%d' % (PAGES.index(page) + 1))


def entry(window, name):
    return window.find('text', '^%s$' % name)


def test_type_credentials(window, practice):
    """A wrong value is marked at its field and blocks; the right ones compute what to send."""
    window.set_text(entry(window, 'ProductKey'), '')
    window.wait_for_text('ProductKey is missing')
    wait_until(lambda: not window.is_sensitive(window.find('push button', '^Connect$')),
               'blocked Connect')
    picture(window, 'missing')
    window.set_text(entry(window, 'ProductKey'), 'a1Practice0')
    window.set_text(entry(window, 'DeviceName'), 'practice-device')
    window.set_text(entry(window, 'DeviceSecret'), practice.secret)
    window.wait_for_text(r'^a1Practice0\.practice-device\|securemode=2,signmethod=hmacsha256')
    window.wait_for_text('^practice-device&a1Practice0$')
    picture(window, 'device')


def test_checks(window, practice):
    """The checks name the port and root that work, and log in to none of them."""
    window.do(window.frame, 'win.run-checks')
    window.wait_for_text('^Port .* works with Practice IoT Root CA$')
    window.wait_for_text('the device uses this port and root')
    window.find(None, r'^Practice IoT Root CA: fault, other root$')
    assert not window.find_all(None, '^Login: (?!not asked)')
    picture(window, 'checks')


def test_connect(window, practice):
    """Connect turns to the Connection page: every step with its time, and the clock runs."""
    window.click(window.find('push button', '^Connect$'))
    window.wait_for_text('^Connected 00:')
    for step in ('DNS', 'TCP', 'TLS', 'Certificate', 'Login'):
        window.find('label', '^%s$' % step)
    before = window.wait_for_text(r'^\d\d:\d\d$')
    wait_until(lambda: window.wait_for_text(r'^\d\d:\d\d$') != before, 'countdown that moves', 5)
    picture(window, 'connected')


def test_subscribe_and_publish(window, practice):
    """What is published comes back on the subscribed topic and is read in the list."""
    turn_to(window, 'Traffic')
    window.set_text(window.find('text', 'Topic filter to subscribe to'),
                    '/a1Practice0/practice-device/user/get')
    window.click(window.find('push button', '^Subscribe$'))
    window.wait_for_text('QoS . granted')
    window.set_text(window.find('text', 'Topic to publish on'),
                    '/a1Practice0/practice-device/user/update')
    window.set_text(window.find('text', 'Payload to publish'), '{"temperature": 25.1}')
    window.click(window.find('push button', '^Publish$'))
    window.find(None, r'user/get.*temperature.*25\.1')
    picture(window, 'traffic')


def test_forced_offline(window, practice):
    """A second connection with the same credentials ends the first, and the window says so."""
    turn_to(window, 'Connection')
    address = window.wait_for_text(r'^(127\.0\.0\.1|\[::1\]):\d+$')
    subprocess.run([CLI, 'watch', '--product-key', 'a1Practice0',
                    '--device-name', 'practice-device',
                    '--device-secret-file', practice.secret_file,
                    '--host', 'localhost', '--port', address.rsplit(':', 1)[1],
                    '--root', os.path.join(practice.directory, 'practice-iot-root-ca.pem'),
                    '--seconds', '1', '--quiet'],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window.wait_for_text('^Not connected')
    window.wait_for_text('^Forced offline by another client$')
    window.wait_for_text('Kicked by the same device')
    picture(window, 'forced-offline')


def test_check_several(window, practice):
    """The table of several devices tells until when each works."""
    window.do(window.frame, 'win.check-several')
    table = window.find('frame', '^Several Devices$')
    window.click(window.find('push button', '^Run Checks$', root=table))
    window.wait_for_text(r'^\d{4}-\d\d-\d\d$', root=table)
    picture(window, 'several-devices')
    window.do(table, 'window.close')


def connect_in_vain(window, finding, name):
    """Connects and reads the finding."""
    window.click(window.find('push button', '^Connect$'))
    window.wait_for_text(finding, timeout=20)
    window.find('push button', '^Connect$')
    picture(window, name)
    turn_to(window, 'Device')


def test_wrong_secret(window, practice):
    """A wrong secret ends in a message that names it."""
    turn_to(window, 'Device')
    window.set_text(entry(window, 'DeviceSecret'), practice.secret[::-1])
    connect_in_vain(window, 'CONNACK 4|user name or password', 'wrong-secret')
    window.set_text(entry(window, 'DeviceSecret'), practice.secret)


def test_nothing_on_disk(window, practice):
    """Neither the DeviceSecret nor the computed password is in any file the window wrote."""
    window.click(window.find('push button', '^Connect$'))
    window.wait_for_text('^Connected 00:')
    env = dict(os.environ, LINKGLASS_SECRET=practice.secret)
    client_id = next(text for text in window.texts() + [
        window.read(node) for node in window.walk()] if text and '|securemode=2' in text)
    stamp = client_id.split('timestamp=')[1].split(',')[0].strip('|')
    signed = json.loads(subprocess.run(
        [CLI, 'sign', '--json', '--product-key', 'a1Practice0', '--device-name',
         'practice-device', '--timestamp', stamp], env=env, check=True,
        capture_output=True, text=True).stdout)
    secrets = [practice.secret.encode(), signed['password'].encode()]
    searched = 0
    for top in (os.environ['XDG_DATA_HOME'], os.environ['XDG_CACHE_HOME'],
                os.environ['XDG_CONFIG_HOME']):
        for folder, _, names in os.walk(top):
            for file_name in names:
                with open(os.path.join(folder, file_name), 'rb') as file:
                    content = file.read().lower()
                searched += 1
                for secret in secrets:
                    assert secret.lower() not in content, os.path.join(folder, file_name)
    assert searched > 0, 'the window wrote no file at all'
    for path in glob.glob('/proc/[0-9]*/cmdline'):
        try:
            with open(path, 'rb') as file:
                command_line = file.read()
        except OSError:
            continue
        assert not any(secret in command_line for secret in secrets), path


def test_close_while_connecting(window, practice):
    """The window stays alive while an attempt hangs, and closing it ends the process at once."""
    window.click(window.find('push button', '^Disconnect$'))
    window.wait_for_text('^Not connected')
    platform = int(subprocess.run(['pgrep', '-P', str(window.process.pid), 'linkglass-cli'],
                                  check=True, capture_output=True, text=True).stdout)
    os.kill(platform, signal.SIGSTOP)
    try:
        window.click(window.find('push button', '^Connect$'))
        window.find('push button', '^Cancel$')
        begin = time.monotonic()
        window.frame.get_name()
        assert time.monotonic() - begin < stretch(3), 'the window does not answer'
        turn_to(window, 'Device')
        entry(window, 'ProductKey')
        picture(window, 'hanging')
        duration = window.close()
    finally:
        os.kill(platform, signal.SIGCONT)
    assert duration < stretch(1), 'it took %.1f s' % duration
    assert window.process.returncode == 0


TESTS = [test_type_credentials, test_checks, test_check_several, test_connect,
         test_subscribe_and_publish, test_forced_offline, test_wrong_secret, test_nothing_on_disk,
         test_close_while_connecting]


def main():
    tempfile.tempdir = tempfile.mkdtemp()
    os.environ['TMPDIR'] = tempfile.tempdir
    print('1..%d' % len(TESTS), flush=True)
    window = Window([LINKGLASS])
    failed = False
    try:
        practice = Practice()
        for number, test in enumerate(TESTS, 1):
            try:
                test(window, practice)
                print('ok %d %s' % (number, test.__doc__.split('\n')[0]), flush=True)
            except Exception as error:  # pylint: disable=broad-except
                failed = True
                picture(window, 'failed')
                print('not ok %d %s\n# %s: %s' % (number, test.__doc__.split('\n')[0],
                                                  type(error).__name__, error), flush=True)
                break
    finally:
        window.kill()
    return 1 if failed else 0


sys.exit(main())
