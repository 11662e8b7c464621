#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants a breach of each rule of check-tree.py in a copy of the tree, and sees it told with the
file, the line and the rule; prints TAP.

usage: test-tree.py TOP
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

TOP = sys.argv[1]
CHECK = os.path.join(TOP, 'tests', 'tree', 'check-tree.py')
LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'


def odd(told):
    """A public function and the comment that documents it."""
    return {'src/mqtt/lg-framer.h': 'char *lg_odd (int x, GError **error);\n',
            'src/mqtt/lg-framer.c': '/**\n * lg_odd:\n%s */\nchar *\nlg_odd (int x, GError **error)\n'
                                    '{\n}\n' % told}


# The rule, what is done, to which files (appended, or made), and how the complaint begins.
BREACHES = [
    ('layers', 'a folder includes one above it',
     {'src/mqtt/lg-framer.c': '#include "session/lg-session.h"\n'},
     r'src/mqtt/lg-framer\.c:\d+ includes src/session/lg-session\.h, but session is not below mqtt'),
    ('layers', 'a folder includes one above it through ../',
     {'src/mqtt/lg-framer.c': '#include "../session/lg-session.h"\n'},
     r'src/mqtt/lg-framer\.c:\d+ includes src/session/lg-session\.h, but session is not below mqtt'),
    ('layers', 'widgets know a page',
     {'src/app/widgets/lg-entry.c': '#include "app/ports/lg-ports-page.h"\n'},
     r'src/app/widgets/lg-entry\.c:\d+ includes .* but app/ports is not below app/widgets'),
    ('layers', 'a page knows another page',
     {'src/app/ports/lg-check-bar.c': '#include "../traffic/lg-traffic-page.h"\n'},
     r'src/app/ports/lg-check-bar\.c:\d+ includes .* but app/traffic is not below app/ports'),
    ('layers', 'a folder that no table names',
     {'src/attic/lg-attic.h': LICENCE + '#pragma once\n'},
     r'src/attic is not in DESIGN\.md'),
    ('circles', 'two sources call each other',
     {'src/mqtt/lg-one.c': LICENCE + 'void\nlg_one (void)\n{\n  lg_two ();\n}\n',
      'src/mqtt/lg-two.c': LICENCE + 'void\nlg_two (void)\n{\n  lg_one ();\n}\n'},
     r'a circle: src/mqtt/lg-one\.c:5 needs lg_two of src/mqtt/lg-two\.c, '
     r'src/mqtt/lg-two\.c:5 needs lg_one of src/mqtt/lg-one\.c'),
    ('circles', 'two headers include each other',
     {'src/mqtt/lg-one.h': LICENCE + '#pragma once\n#include "lg-two.h"\n',
      'src/mqtt/lg-two.h': LICENCE + '#pragma once\n#include "../mqtt/lg-one.h"\n'},
     r'a circle: src/mqtt/lg-one\.h:3 needs src/mqtt/lg-two\.h of src/mqtt/lg-two\.h'),
    ('names', 'two files of one name',
     {'src/trust/lg-framer.c': LICENCE},
     r'src/trust/lg-framer\.c has the name of src/mqtt/lg-framer\.c'),
    ('names', 'two types of one name',
     {'src/trust/lg-root.h': 'typedef struct\n{\n  int x;\n} LgPacket;\n'},
     r'src/(trust/lg-root|mqtt/lg-packet)\.h:\d+ declares LgPacket, as '),
    ('model', 'the model includes GTK',
     {'src/model/lg-payload.c': '#include <gtk/gtk.h>\n'},
     r'src/model/lg-payload\.c:\d+: GTK in the model'),
    ('model', 'the model names a widget',
     {'src/model/lg-payload.h': 'void lg_payload_show (GtkWidget *widget);\n'},
     r'src/model/lg-payload\.h:\d+: GTK in the model'),
    ('model', 'the model is built with GTK',
     {'src/model/meson.build': 'extra = [gtk_dep]\n'},
     r'src/model/meson\.build:\d+: GTK in the model'),
    ('size', 'a file of more than 700 lines',
     {'src/mqtt/lg-framer.c': '\n' * 700},
     r'src/mqtt/lg-framer\.c has \d+ lines'),
    ('function_size', 'a function of more than 60 lines',
     {'src/mqtt/lg-framer.c': 'void\nlg_long (void)\n{\n' + '  f ();\n' * 61 + '}\n'},
     r'src/mqtt/lg-framer\.c: lg_long has 61 lines'),
    ('plumbing', 'data attached to an object',
     {'src/link/lg-link.c': 'void\nf (GObject *x)\n{\n  g_object_set_data (x, "y", NULL);\n}\n'},
     r'src/link/lg-link\.c:\d+ attaches data to an object'),
    ('properties', 'a property nobody names',
     {'src/link/lg-link.c': 'void\nf (void)\n{\n  g_param_spec_int ("odd-one", 0, 0, 0, 0, 0, 0);'
                            '\n}\n'},
     r'src/link/lg-link\.c: nobody names the property odd-one'),
    ('headers', 'a parameter nobody tells of',
     odd(' * @error: (#LgTrustError)\n *\n * Returns: (transfer full): it\n'),
     r'src/mqtt/lg-framer\.h:\d+: lg_odd does not tell of @x'),
    ('headers', 'a return nobody tells of',
     odd(' * @x: it\n * @error: (#LgTrustError)\n'),
     r'src/mqtt/lg-framer\.h:\d+: lg_odd has no Returns:'),
    ('headers', 'a return whose owner is not told',
     odd(' * @x: it\n * @error: (#LgTrustError)\n *\n * Returns: it\n'),
     r'src/mqtt/lg-framer\.h:\d+: lg_odd does not say who owns what it returns'),
    ('headers', 'errors nobody tells of',
     odd(' * @x: it\n *\n * Returns: (transfer full): it\n'),
     r'src/mqtt/lg-framer\.h:\d+: lg_odd does not say which errors it sets'),
    ('errors', 'an error without its domain and codes',
     odd(' * @x: it\n * @error: return location for a #GError\n *\n * Returns: (transfer full): it\n'),
     r'src/mqtt/lg-framer\.c:\d+: lg_odd does not name its errors'),
    ('links', 'a link to nothing',
     {'src/mqtt/lg-framer.c': '/* As [method@Framer.fly] does. */\n'},
     r'src/mqtt/lg-framer\.c:\d+: \[method@Framer\.fly\] is not there'),
    ('links', 'a function and a constant that are not there',
     {'src/mqtt/lg-framer.c': '/* See lg_framer_fly(), %LG_FLYING. */\n'},
     r'src/mqtt/lg-framer\.c:\d+: lg_framer_fly\(\) is not there'
     r'\n# src/mqtt/lg-framer\.c:\d+: %LG_FLYING is not there'),
    ('dialect', 'another way of breaking a condition',
     {'src/mqtt/lg-framer.c': 'int x = 1 &&\n        2;\n'},
     r'src/mqtt/lg-framer\.c:\d+: && at the end of a line'),
    ('dialect', 'another way of placing a case',
     {'src/mqtt/lg-framer.c': '  switch (x)\n    {\n      case 1:\n    }\n'},
     r'src/mqtt/lg-framer\.c:\d+: a case that is not below its brace'),
    ('words', 'what an event says is searched',
     {'src/link/lg-attempt.c': '\nstatic gboolean\nis_keepalive (const LgEvent *event)\n{\n'
                               '  return strstr (event->text, "Server Keep Alive") != NULL;\n}\n'},
     r'src/link/lg-attempt\.c:\d+: strstr in words'),
    ('words', 'the words of a clause are taken apart',
     {'src/diagnosis/lg-wording.c': '\nstatic char **\nsplit (const LgEvent *event)\n{\n'
                                    '  g_autofree char *all = lg_event_dup_text (event);\n'
                                    '  const char *rest = all + 1;\n\n'
                                    '  return g_strsplit (rest, "; ", -1);\n}\n'},
     r'src/diagnosis/lg-wording\.c:\d+: g_strsplit in words'),
    ('words', 'the message of an error is asked',
     {'src/session/lg-relay.c': '\nstatic gboolean\nis_reset (const GError *error)\n{\n'
                                '  return g_str_has_prefix (error->message, "Connection reset");\n}\n'},
     r'src/session/lg-relay\.c:\d+: g_str_has_prefix in words'),
    ('clauses', 'a clause that is in no table',
     {'src/session/lg-relay.c': '\nLgClause *\nlg_one (void)\n{\n'
                                '  return lg_clause_new (1 ? "end.fin" : "end.planted", NULL);\n}\n'},
     r'src/session/lg-relay\.c:\d+ says end\.planted, which is not in '),
    ('clauses', 'a note that is in no table',
     {'src/session/lg-relay.c': '\nconst LgEvent one = { .clause = "note.planted", .code = 1 };\n'},
     r'src/session/lg-relay\.c:\d+ says note\.planted, which is not in '),
    ('clauses', 'a clause that is made up at run time',
     {'src/session/lg-relay.c': '\nLgClause *\nlg_one (const char *id)\n{\n'
                                '  return lg_clause_new (id, NULL);\n}\n'},
     r'src/session/lg-relay\.c:\d+: the identifier of a clause is no literal'),
    ('libraries', 'a library where it does not belong',
     {'src/mqtt/lg-framer.c': '#include <sqlite3.h>\n'},
     r'src/mqtt/lg-framer\.c may not include <sqlite3'),
]


def copy(folder):
    for name in ('src', 'data', 'po', 'tests', 'README.md'):
        source, target = os.path.join(TOP, name), os.path.join(folder, name)
        if os.path.isdir(source):
            shutil.copytree(source, target, symlinks=True)
        else:
            shutil.copy(source, target)


def check(folder, *rules):
    result = subprocess.run([sys.executable, CHECK, folder, *rules], capture_output=True, text=True,
                            encoding='utf-8')
    return result.returncode, result.stdout


def plant(folder, breach):
    """Returns what undoes it."""
    before = {}
    for path, text in breach.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        before[path] = open(path, encoding='utf-8').read() if os.path.exists(path) else None
        with open(path, 'a', encoding='utf-8') as file:
            file.write(text)
    return before


def undo(before):
    for path, text in before.items():
        if text is None:
            os.remove(path)
        else:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)


bad = 0
print('1..%d' % (len(BREACHES) + 1))
with tempfile.TemporaryDirectory() as folder:
    copy(folder)
    code, told = check(folder)
    bad += code != 0
    print('%s 1 the copy as it is' % ('ok' if code == 0 else 'not ok'))
    for number, (rule, what, breach, complaint) in enumerate(BREACHES, 2):
        before = plant(folder, breach)
        code, told = check(folder, rule)
        undo(before)
        good = code != 0 and re.search('^# ' + complaint, told, re.M) is not None
        bad += not good
        print('%s %d %s' % ('ok' if good else 'not ok', number, what))
        if not good:
            print('# told: ' + '\n# '.join(line for line in told.split('\n') if line[:1] == '#'))
sys.exit(1 if bad else 0)
