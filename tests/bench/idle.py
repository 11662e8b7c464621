#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window costs while nobody uses it: CPU as a percentage of one core, wake-ups a second,
and memory.

    tests/headless tests/bench/idle.py build/src/app/linkglass [SECONDS]

On an X server without a graphics card and with the practice platform. The window is driven by its
shortcuts alone: the accessibility bus is off, as it is for most. Medians of five stretches.
"""
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from patience import stretch  # noqa: E402

APP = sys.argv[1]
SECONDS = int(sys.argv[2]) if len(sys.argv) > 2 else 60
STRETCHES = 5


def read(path):
    with open(path, encoding='ascii', errors='replace') as file:
        return file.read()


def read_cpu_s(pid):
    """CPU time of all its threads, in seconds; the ticks of its stat file would be too coarse."""
    return sum(int(read('/proc/%d/task/%s/schedstat' % (pid, task)).split()[0])
               for task in os.listdir('/proc/%d/task' % pid)) / 1e9


def count_wakeups(pid):
    """How often any of its threads went to sleep."""
    total = 0
    for task in os.listdir('/proc/%d/task' % pid):
        for line in read('/proc/%d/task/%s/status' % (pid, task)).splitlines():
            if line.startswith('voluntary_ctxt_switches'):
                total += int(line.split()[1])
    return total


def is_connected(pid):
    """Whether it has an established TCP connection."""
    established = {line.split()[9] for name in ('tcp', 'tcp6')
                   for line in read('/proc/net/' + name).splitlines()[1:] if line.split()[3] == '01'}
    for fd in os.listdir('/proc/%d/fd' % pid):
        try:
            target = os.readlink('/proc/%d/fd/%s' % (pid, fd))
        except FileNotFoundError:
            continue
        if target.startswith('socket:[') and target[8:-1] in established:
            return True
    return False


def read_memory_mib(pid):
    """What of its memory is resident, in MiB."""
    return next(int(line.split()[1]) for line in read('/proc/%d/status' % pid).splitlines()
                if line.startswith('VmRSS')) / 1024


def wait_until(condition, what, timeout=20):
    deadline = time.monotonic() + stretch(timeout)
    while not condition():
        if time.monotonic() > deadline:
            sys.exit('idle.py: %s did not come true' % what)
        time.sleep(0.1)


def key(*names):
    subprocess.run(['xdotool', 'key', '--delay', '50', *names], check=True)


def find_windows(pid):
    return subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(pid)],
                          capture_output=True, text=True, check=False).stdout.split()


def measure(pid, what, goal):
    time.sleep(3)
    cpu, wakeups = [], []
    for _ in range(STRETCHES):
        before, switches, begin = read_cpu_s(pid), count_wakeups(pid), time.monotonic()
        time.sleep(SECONDS / STRETCHES)
        passed = time.monotonic() - begin
        cpu.append(100 * (read_cpu_s(pid) - before) / passed)
        wakeups.append((count_wakeups(pid) - switches) / passed)
    median = statistics.median(cpu)
    print('%-32s %6.3f %% (%.3f to %.3f)  %5.1f wake-ups/s  %4.0f MiB  goal %.1f %%: %s'
          % (what, median, min(cpu), max(cpu), statistics.median(wakeups), read_memory_mib(pid),
             goal, 'met' if median <= goal else 'MISSED'), flush=True)


def main():
    app = subprocess.Popen([APP])
    try:
        wait_until(lambda: find_windows(app.pid), 'a window')
        time.sleep(3)
        measure(app.pid, 'disconnected, Device page', 0.1)
        key('alt+3')
        measure(app.pid, 'disconnected, Connection page', 0.1)
        key('ctrl+Return')
        wait_until(lambda: is_connected(app.pid), 'a connection')
        measure(app.pid, 'connected, Connection page', 2)
        if os.environ.get('LINKGLASS_ARTIFACTS'):
            subprocess.run(['import', '-window', 'root',
                            os.environ['LINKGLASS_ARTIFACTS'] + '/idle.png'], check=False)
        key('alt+1')
        measure(app.pid, 'connected, Device page', 2)
        key('alt+3')
        for window in find_windows(app.pid):
            subprocess.run(['xdotool', 'windowunmap', window], check=True)
        measure(app.pid, 'connected, window hidden', 0.1)
    finally:
        app.terminate()
        app.wait()


if __name__ == '__main__':
    main()
