#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks po/*.po against the messages of the sources as they are now; prints TAP.

usage: check-translation.py TOP
"""
import os
import re
import subprocess
import sys
import tempfile

TOP = sys.argv[1]

# What meson's `preset: 'glib'` gives xgettext and matters here.
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_',
            '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_append_printf:2:c-format', '--flag=g_print:1:c-format']


def run(*argv):
    return subprocess.run(argv, cwd=TOP, capture_output=True, text=True, encoding='utf-8')


def read(path):
    with open(os.path.join(TOP, path), encoding='utf-8') as file:
        return file.read()


def join(block, key):
    """A msgid or msgstr whole, from the lines it is spread over."""
    found = re.search(r'^%s ((?:"(?:[^"\\]|\\.)*"\n?)+)' % key, block, re.M)
    return ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))) if found else ''


def messages(text):
    """Pairs of a message and its translation."""
    for block in text.split('\n\n')[1:]:
        if re.search(r'^msgid ', block, re.M):
            yield join(block, 'msgid'), join(block, 'msgstr') or join(block, r'msgstr\[0\]')


def merge(language, folder):
    """The .po file, brought up to what the sources say. An obsolete translation counts for nothing:
    it is not installed."""
    pot, live, merged = (os.path.join(folder, language + end) for end in ('.pot', '.live', '.po'))
    for argv in ([*XGETTEXT, '--files-from=po/POTFILES.in', '--output=' + pot],
                 ['msgattrib', '--no-obsolete', '--output-file=' + live, 'po/%s.po' % language],
                 ['msgmerge', '--quiet', '--output-file=' + merged, live, pot]):
        result = run(*argv)
        if result.returncode != 0:
            sys.exit('Bail out! %s: %s' % (argv[0], result.stderr.strip()))
    return merged


def check_complete(po):
    """Every message is translated, and no translation is a guess."""
    for kind in ('untranslated', 'only-fuzzy'):
        text = run('msgattrib', '--no-wrap', '--no-obsolete', '--' + kind, po).stdout
        for message, _ in messages(text):
            yield '%s: %s' % (kind, message)


def check_formats(po):
    """Formats fit their messages, as msgfmt knows them."""
    result = run('msgfmt', '--check', '--output-file=' + os.devnull, po)
    if result.returncode != 0:
        yield from result.stderr.splitlines()


def check_names(po):
    """A finding's names in braces are all there and spelt the same."""
    for message, translation in messages(run('msgattrib', '--no-obsolete', po).stdout):
        names = re.findall(r'\{[a-z-]+\}', message)
        if translation and set(names) != set(re.findall(r'\{[a-z-]+\}', translation)):
            yield '%s: %s' % (message, translation)


def check_sentences(po):
    """As many sentences in both languages, each ended where the other is; a semicolon may join."""
    for message, translation in messages(run('msgattrib', '--no-obsolete', po).stdout):
        ends = len(re.findall(r'(?<=[^\s:])[.?](?=\s|\\n|\)|”|$)', message))
        closed = len(re.findall('[。？]', translation))
        joined = translation.count('；')
        if (not closed <= ends <= closed + joined
                or message.rstrip().endswith(('.', '?')) != translation.endswith(('。', '？'))):
            yield '%s: %s' % (message, translation)


def check_stale(po):
    """Nothing is translated that the sources no longer say."""
    stale = run('msgattrib', '--only-obsolete', po).stdout
    yield from re.findall(r'^#~ msgid "(.+)"', stale, re.M)


CHECKS = [check_complete, check_formats, check_names, check_sentences, check_stale]
languages = read('po/LINGUAS').split()
bad = number = 0
print('1..%d' % (len(CHECKS) * len(languages)))
with tempfile.TemporaryDirectory() as folder:
    for language in languages:
        po = merge(language, folder)
        for check in CHECKS:
            number += 1
            complaints = list(check(po))
            bad += bool(complaints)
            print('%s %d %s: %s' % ('not ok' if complaints else 'ok', number, language,
                                    check.__doc__.split('\n')[0]))
            for complaint in complaints:
                print('# ' + complaint)
sys.exit(1 if bad else 0)
