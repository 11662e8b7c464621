#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the source tree against the rules of src/DESIGN.md; prints TAP.

usage: check-tree.py TOP
"""
import os
import re
import sys

TOP = sys.argv[1]
SRC = os.path.join(TOP, 'src')


def read(path):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        return file.read()


def files(*endings, under='src'):
    found = []
    for folder, _, names in os.walk(os.path.join(TOP, under)):
        found += [os.path.relpath(os.path.join(folder, name), TOP)
                  for name in names if name.endswith(endings)]
    return sorted(found)


def layers():
    """Folders in the order of DESIGN.md's table, lowest first."""
    rows = re.findall(r'^\| (`[^|]+`) \|', read('src/DESIGN.md'), re.M)
    return [re.findall(r'`(\w+)`', row) for row in rows]


def check_layers():
    """A folder includes only itself and folders below it."""
    height = {name: level for level, names in enumerate(layers()) for name in names}
    for folder in sorted(os.listdir(SRC)):
        if os.path.isdir(os.path.join(SRC, folder)) and folder not in height:
            yield 'src/%s is not in DESIGN.md\'s table' % folder
    for path in files('.c', '.h'):
        own = path.split('/')[1]
        for other in re.findall(r'^#include "(\w+)/', read(path), re.M):
            if other not in height:
                yield '%s includes the unknown folder %s' % (path, other)
            elif other != own and height[other] >= height[own]:
                yield '%s includes %s, which is not below it' % (path, other)


def check_libraries():
    """Each library is reached through the folders that may use it."""
    allowed = [
        (r'<mosquitto\.h>', r'src/session/lg-mosquitto-client\.[ch]$'),
        (r'<sqlite3\.h>', r'src/recording/lg-database\.[ch]$'),
        (r'<openssl/ssl\.h>', r'src/transport/'),
        (r'<openssl/(x509|x509v3|x509_vfy|pem)\.h>', r'src/(trust|transport)/'),
        (r'<openssl/', r'src/(device|trust|transport)/'),
        (r'<libsecret/secret\.h>', r'src/profile/lg-secret-store\.c$'),
        (r'<(gtk/gtk|adwaita|gdk/gdk|gtksourceview/gtksource)\.h>', r'src/app/'),
    ]
    for path in files('.c', '.h'):
        text = read(path)
        for header, place in allowed:
            if re.search(r'^#\s*include ' + header, text, re.M) and not re.match(place, path):
                yield '%s may not include %s' % (path, header)


def check_style():
    """Licence tag, no tabs, no trailing blanks, lines of at most 100 characters, `#pragma once`."""
    for path in files('.c', '.h') + files('.c', '.h', under='tests'):
        text = read(path)
        if not text.startswith('/* SPDX-License-Identifier: GPL-3.0-or-later */\n'):
            yield '%s: no licence tag in the first line' % path
        if path.endswith('.h') and '#pragma once' not in text:
            yield '%s: no #pragma once' % path
        if re.search(r'\b(TODO|FIXME|XXX|HACK)\b', text):
            yield '%s: work left for later' % path
        for number, line in enumerate(text.split('\n'), 1):
            if '\t' in line or line != line.rstrip():
                yield '%s:%d: tab or trailing blank' % (path, number)
            if len(line) > 100:
                yield '%s:%d: %d characters' % (path, number, len(line))


def check_size():
    """No source file over 500 lines."""
    for path in files('.c', '.h'):
        lines = read(path).count('\n')
        if lines > 500:
            yield '%s has %d lines' % (path, lines)


def check_documentation():
    """Every function of a public header has a comment where it is defined."""
    for header in files('.h'):
        folder = os.path.dirname(header)
        sources = ''.join(read(path) for path in files('.c', under=folder)) + read(header)
        text = re.sub(r'/\*.*?\*/', '', read(header), flags=re.S)
        for name in re.findall(r'\b(lg_\w+)\s*\(', text):
            if name.endswith(('_get_type', '_quark')) or 'G_DEFINE' in name:
                continue
            if not re.search(r'^(static )?[^\n]*\n%s \(' % name, sources, re.M):
                continue
            if not re.search(r'^ ?/?\*\*? ?%s:|^ \* %s:' % (name, name), sources, re.M):
                yield '%s: %s has no documentation comment' % (header, name)


def check_translations():
    """Every file with a translatable string is in po/POTFILES.in, and nothing else is."""
    listed = set(read('po/POTFILES.in').split())
    for path in listed:
        if not os.path.exists(os.path.join(TOP, path)):
            yield 'po/POTFILES.in lists %s, which does not exist' % path
    for path in files('.c', '.ui', '.xml') + files('.in', '.ini', under='data'):
        text = read(path)
        marked = re.search(r'\b(N?C?_|ngettext) ?\(|translatable="(yes|true)"', text)
        if path.startswith('data/') and path.endswith('.in'):
            marked = True
        if marked and path not in listed:
            yield '%s is missing from po/POTFILES.in' % path


def check_paths():
    """Nothing names a place on the machine it was written on."""
    for path in files('') + files('', under='data') + files('', under='tests') + ['README.md']:
        try:
            text = read(path)
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for place in ('/wo' + 'rk/', '/tmp/' + 'wt', '/ho' + 'me/'):
            if place in text:
                yield '%s names %s' % (path, place)


def arguments(text, begin):
    """What stands between a parenthesis and the one that closes it."""
    depth, end = 1, begin
    while depth > 0 and end < len(text):
        depth += (text[end] == '(') - (text[end] == ')')
        end += 1
    return text[begin:end - 1]


# What gives another value, or does something, the second time.
EFFECTS = [
    (r'\+\+|--', 'counts'),
    (r'[^=!<>]=[^=]', 'assigns'),
    (r'\bg_(get_(monotonic|real)_time|rand(om)?_\w+|steal_\w+) \(', 'calls'),
    (r'\b\w*_(read|next|pop|push|take|write|append|iteration|send|receive)(_\w+)? \(', 'calls'),
    (r'[(,] ?&\w+ ?[,)]', 'fills in'),
]


def check_macros():
    """What GLib's macros evaluate twice has no effect and gives the same value twice."""
    for path in files('.c', '.h') + files('.c', '.h', under='tests'):
        text = re.sub(r'/\*.*?\*/|"(\\.|[^"\\\n])*"',
                      lambda found: re.sub(r'[^\n]', ' ', found.group()), read(path), flags=re.S)
        for found in re.finditer(r'\b(MAX|MIN|CLAMP|ABS|G_APPROX_VALUE) ?\(', text):
            inner = arguments(text, found.end())
            for effect, what in EFFECTS:
                if re.search(effect, inner):
                    yield '%s:%d: %s evaluates twice what %s' % (
                        path, text.count('\n', 0, found.start()) + 1, found.group(1), what)


def check_test_size():
    """No test file over 600 lines."""
    for path in files('.c', '.h', '.py', under='tests'):
        lines = read(path).count('\n')
        if lines > 600:
            yield '%s has %d lines' % (path, lines)


def check_limits():
    """A limit of time that a test asserts grows with what slows the machine down."""
    for path in files('.c', '.h', under='tests'):
        if path.startswith('tests/bench/') or path.endswith('lg-test-time.h'):
            continue
        for found in re.finditer(r'[^;{}]*;', read(path)):
            text, number = found.group(), read(path).count('\n', 0, found.start()) + 1
            if re.search(r'g_assert_\w+ \([^;]*(time \(\) - |_us - \w+_us|elapsed|measure \(|\bseconds|'
                         r'took_ms)[^;]*,\s*<', text) and not re.search('stretch|_TIMEOUT', text):
                yield '%s:%d: a limit that is not stretched' % (path, number)
            if re.search(r'deadline\w* = g_get_monotonic_time|g_timeout_add\w* \(\d+, deadline', text):
                yield '%s:%d: a deadline that is not stretched' % (path, number)


CHECKS = [check_layers, check_libraries, check_style, check_size, check_test_size, check_macros,
          check_limits, check_documentation, check_translations, check_paths]
print('1..%d' % len(CHECKS))
bad = 0
for number, check in enumerate(CHECKS, 1):
    complaints = list(check())
    bad += bool(complaints)
    print('%s %d %s' % ('not ok' if complaints else 'ok', number, check.__doc__.split('\n')[0]))
    for complaint in complaints:
        print('# ' + complaint)
sys.exit(1 if bad else 0)
