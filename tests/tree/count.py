#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what src is made of, a line per folder and one for all.

usage: count.py [TOP]                 the tree beside this file if left out

lines        of .c and .h files, all of them
code         of these, the lines that are neither blank nor comment alone
statements   semicolons outside comments, strings and parentheses, and `if`, `for`, `while` and
             `switch`: however a statement is broken into lines, it counts once
functions    that have a body
getters      of these, the ones that only check what they were given and return one expression
properties   that a class installs
"""
import os
import re
import sys

COLUMNS = ('lines', 'code', 'statements', 'functions', 'getters', 'properties')


def without_words(text):
    """C without comments, and with nothing in its strings and character constants."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                  lambda found: ' ' if found.group()[0] == '/' else '""', text, flags=re.S)


def count_statements(code):
    depth, statements = 0, 0
    for sign in re.findall(r'[();]|\b(?:if|for|while|switch)\b(?= \()', code):
        depth += (sign == '(') - (sign == ')')
        statements += len(sign) > 1 or (sign == ';' and depth == 0)
    return statements


def is_getter(body):
    checked = re.sub(r'\bg_return_val_if_fail \([^;]*\);', '', body).strip()
    return re.fullmatch(r'return [^;]*;', checked) is not None


def count_properties(code):
    """Rows of the enumerations that end in N_PROPS."""
    found = re.findall(r'enum\s*\{([^}]*)\b\w*N_PROPS\b', code)
    return sum(len(re.findall(r'\b[A-Z]\w+\b(?: = \w+)?,', rows)) for rows in found)


def count(text):
    code = without_words(text)
    bodies = re.findall(r'^\w+ \([^;{}]*\)\s*^\{\n(.*?)^\}', code, re.M | re.S)
    return (text.count('\n'), sum(line.strip() != '' for line in code.split('\n')),
            count_statements(code), len(bodies), sum(map(is_getter, bodies)), count_properties(code))


def main():
    top = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), '..', '..')
    folders, src = {}, os.path.join(top, 'src')
    for folder, _, names in os.walk(src):
        name = os.path.relpath(folder, src)
        for path in (os.path.join(folder, name) for name in names if name.endswith(('.c', '.h'))):
            with open(path, encoding='utf-8') as file:
                folders.setdefault(name, []).append(count(file.read()))

    print('%-16s' % 'folder' + ''.join('%11s' % column for column in COLUMNS))
    for name in sorted(folders):
        print('%-16s' % name + ''.join('%11d' % sum(row) for row in zip(*folders[name])))
    print('%-16s' % 'src' + ''.join('%11d' % sum(row) for row in
                                    zip(*(one for rows in folders.values() for one in rows))))


if __name__ == '__main__':
    main()
