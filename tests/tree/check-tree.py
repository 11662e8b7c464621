#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the source tree against the rules of src/DESIGN.md; prints TAP.

usage: check-tree.py TOP [RULE…]      without rules, all of them
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
    return [re.findall(r'`([\w/]+)`', row) for row in rows]


def folder_of(path):
    """`app/ports` for src/app/ports/lg-x.c."""
    return os.path.dirname(path)[len('src/'):]


def includes(path):
    """Line number and file, below TOP, of each header of ours that @path includes, as the compiler
    finds it: beside the file, then below src/."""
    for number, line in enumerate(read(path).split('\n'), 1):
        found = re.match(r'#\s*include\s+"([^"]+)"', line)
        for start in (os.path.dirname(path), 'src') if found else ():
            header = os.path.normpath(os.path.join(start, found.group(1)))
            if os.path.isfile(os.path.join(TOP, header)):
                yield number, header
                break


def check_layers():
    """A folder includes only itself and folders below it."""
    height = {name: level for level, names in enumerate(layers()) for name in names}
    for folder in sorted({folder_of(path) for path in files('.c', '.h')}):
        if folder not in height:
            yield 'src/%s is not in DESIGN.md\'s table' % folder
    for path in files('.c', '.h'):
        own = folder_of(path)
        for number, header in includes(path):
            other = folder_of(header)
            if other != own and height.get(other, 0) >= height.get(own, 0):
                yield '%s:%d includes %s, but %s is not below %s' % (path, number, header, other, own)


def without_words(text):
    """C without comments and strings, its lines kept."""
    text = re.sub(r'/\*.*?\*/', lambda found: '\n' * found.group().count('\n'), text, flags=re.S)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def arrows():
    """Who needs whom, and where: a source the source that defines a function it calls, a header the
    header it includes."""
    sources = {path: without_words(read(path)) for path in files('.c')}
    home = {}
    for path, text in sources.items():
        for name in re.findall(r'^(lg_\w+) \([^;{]*?\)\s*\{', text, re.M):
            home[name] = path
    needs = {}
    for path, text in sources.items():
        for number, line in enumerate(text.split('\n'), 1):
            for name in re.findall(r'\blg_\w+', line):
                if home.get(name, path) != path:
                    needs.setdefault(path, {}).setdefault(home[name], (number, name))
    for path in files('.h'):
        for number, header in includes(path):
            needs.setdefault(path, {}).setdefault(header, (number, header))
    return needs


def find_circle(needs):
    """The files of one circle, in order; empty if there is none."""
    done, way = set(), []

    def visit(path):
        if path in way:
            return way[way.index(path):]
        if path in done:
            return []
        way.append(path)
        for other in sorted(needs.get(path, {})):
            circle = visit(other)
            if circle:
                return circle
        way.pop()
        done.add(path)
        return []

    for path in sorted(needs):
        circle = visit(path)
        if circle:
            return circle
    return []


def check_circles():
    """No two files need each other, not even through others."""
    needs = arrows()
    circle = find_circle(needs)
    while circle:
        steps = list(zip(circle, circle[1:] + circle[:1]))
        yield 'a circle: ' + ', '.join('%s:%d needs %s of %s' % (a, *needs[a][b], b)
                                       for a, b in steps)
        del needs[steps[-1][0]][steps[-1][1]]
        circle = find_circle(needs)


def check_names():
    """No two files and no two types have one name."""
    seen = {}
    for path in files('.c', '.h', '.ui'):
        name = os.path.basename(path)
        if name != 'main.c' and seen.setdefault(name, path) != path:
            yield '%s has the name of %s' % (path, seen[name])
    seen = {}
    declared = re.compile(r'^\}\s*(Lg\w+);|^typedef\s[^;{}]*?\b(Lg\w+);'
                          r'|^G_DECLARE_\w+ \((Lg\w+),', re.M)
    for path in files('.c', '.h'):
        text = without_words(read(path))
        for found in declared.finditer(text):
            name = found.group(1) or found.group(2) or found.group(3)
            line = '%s:%d' % (path, text.count('\n', 0, found.start()) + 1)
            if seen.setdefault(name, line) != line:
                yield '%s declares %s, as %s does' % (line, name, seen[name])


def check_model():
    """src/model knows no widget, neither by header nor by name nor by build."""
    for path in files('.c', '.h', 'meson.build', under='src/model'):
        text = without_words(read(path)) if path.endswith(('.c', '.h')) else read(path)
        for number, line in enumerate(text.split('\n'), 1):
            if re.search(r'<(gtk|gdk|gsk|adwaita|gtksourceview)\b|\b(gtk|gdk|adw)_|\b(Gtk|Gdk|Adw)[A-Z]'
                         r'|\b(sourceview|app)_dep\b', line):
                yield '%s:%d: GTK in the model' % (path, number)


def check_libraries():
    """Each library is reached through the folders that may use it."""
    allowed = [
        (r'<mosquitto\.h>', r'src/session/lg-mosquitto-client\.[ch]$'),
        (r'<sqlite3\.h>', r'src/recording/lg-database\.[ch]$'),
        (r'<openssl/ssl\.h>', r'src/transport/'),
        (r'<openssl/(x509|x509v3|x509_vfy|pem)\.h>', r'src/(trust|transport)/'),
        (r'<openssl/', r'src/(device|explain|trust|transport)/'),
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


# Files that may be longer, each with the reason.
LONG = {
    'src/diagnosis/lg-facts.c': 'what the rules ask of one attempt, each a line or two and its documentation',
}


def check_dialect():
    """`&&` and `||` begin a line, and `case` stands below the brace of its `switch`."""
    for path in files('.c', '.h') + files('.c', '.h', under='tests'):
        lines = without_words(read(path)).split('\n')
        for number, line in enumerate(lines, 1):
            if re.search(r'(&&|\|\|)$', line):
                yield '%s:%d: %s at the end of a line' % (path, number, line[-2:])
            switch = re.match(r'( *)case .*:|( *)default:', line)
            if switch and re.match(r' *\{$', lines[number - 2]):
                if line.index(line.strip()[0]) != lines[number - 2].index('{'):
                    yield '%s:%d: a case that is not below its brace' % (path, number)


def check_size():
    """No source file over 700 lines, unless there is a reason for it."""
    for path in files('.c', '.h'):
        lines = read(path).count('\n')
        if lines > 700 and path not in LONG:
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


# What a function of GIO's asynchronous form takes besides its own: it means the same in all of them.
GIO_PARAMETERS = {'callback', 'user_data', 'result'}

# An error's type, whose codes its own comment explains, or one of its codes.
NAMED_ERROR = r'\[enum@\w+Error\]|#(Lg|G(?!Error\b))\w+Error(Enum)?\b|%(LG|G|SECRET)_\w+_ERROR_\w+|any domain|not used'


def comments():
    """Documentation comments by what they are about: file, line and text."""
    found = {}
    for path in files('.c', '.h'):
        text = read(path)
        for comment in re.finditer(r'/\*\*\s(.*?)\*/', text, re.S):
            about = re.match(r'[\s*]*(\w+):', comment.group(1))
            if about:
                line = text.count('\n', 0, comment.start()) + 1
                found.setdefault(about.group(1), (path, line, comment.group(1)))
    return found


def prototypes(path):
    """Line, what is returned, name and parameters of each function of a header."""
    text = without_words(read(path))
    for found in re.finditer(r'^((?:const )?\w[\w ]*?[ *]+)(lg_\w+)\s*\(([^;{}]*?)\)(?:\s+G_GNUC[^;]*)?;',
                             text, re.M):
        parameters = [re.sub(r'\s+', ' ', part).strip() for part in found.group(3).split(',')]
        yield (text.count('\n', 0, found.start()) + 1, found.group(1).strip(), found.group(2),
               [part for part in parameters if part != 'void'])


def is_public(path):
    return not path.endswith('-private.h') and 'Private to this folder' not in read(path)


def lacks(returned, parameters, text):
    """What the comment of a function does not say."""
    for position, parameter in enumerate(parameters):
        name = re.sub(r'\[.*', '', parameter).split(' ')[-1].lstrip('*')
        itself = position == 0 and re.match(r'(const )?Lg\w+ \*\w', parameter)
        if name in GIO_PARAMETERS or parameter == '...' or name in ('argc', 'argv'):
            continue
        if name == 'error' and parameter.startswith('GError **'):
            if not re.search(r'@error:', text):
                yield 'does not say which errors it sets'
        elif not itself and not re.search(r'@%s\b' % re.escape(name), text):
            yield 'does not tell of @%s' % name
    told = re.search(r'Returns:(.*)', text, re.S)
    if (told is not None) != (returned != 'void'):
        yield 'has no Returns:' if told is None else 'returns nothing, but has Returns:'
    elif (told and returned.endswith('*') and not returned.startswith('const')
          and not re.search(r'\(transfer (none|full|container|floating)\)', told.group(1))):
        yield 'does not say who owns what it returns'


def check_headers():
    """What a public header offers is documented: parameters, return, ownership, errors."""
    told = comments()
    for path in files('.h'):
        for line, returned, name, parameters in prototypes(path) if is_public(path) else ():
            if name in told and not name.endswith(('_get_type', '_quark')):
                for lack in lacks(returned, parameters, told[name][2]):
                    yield '%s:%d: %s %s' % (path, line, name, lack)


def check_errors():
    """Every documented error names its domain and codes."""
    for name, (path, line, text) in comments().items():
        if name.startswith('Lg'):
            continue
        error = re.search(r'@error:(.*?)(?=\n \* @|\n \*\n|\Z)', text, re.S)
        if error and not re.search('inout|enum@', error.group(1)) and not re.search(NAMED_ERROR, error.group(1)):
            yield '%s:%d: %s does not name its errors' % (path, line, name)


def resolves(kind, target, functions, words):
    """Whether what a link points at is there: a type, a function, a property or a constant."""
    owner, _, member = target.replace(':', '.').rpartition('.')
    if kind in ('method', 'func', 'ctor', 'vfunc'):
        snake = re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', owner).lower()
        return '_'.join(filter(None, ('lg', snake, member))) in functions
    if kind == 'property':
        return 'Lg' + owner in words and '"%s"' % member in words
    return ('LG_' if kind == 'const' else 'Lg') + target in words


def check_links():
    """What a comment links to is there."""
    texts = {path: read(path) for path in files('.c', '.h')}
    code = {path: re.sub(r'/\*.*?\*/', '', text, flags=re.S) for path, text in texts.items()}
    functions = {name for text in code.values()
                 for name in re.findall(r'^(lg_\w+) ?\(|#define (lg_\w+)', text, re.M)
                 for name in name}
    words = {word for text in code.values() for word in re.findall(r'\w+|"[\w-]+"', text)}
    link = re.compile(r'\[(\w+)@([\w.:-]+)\]|\b(lg_\w+)\(\)|[#%](Lg\w+|LG_\w+)')
    for path, text in texts.items():
        for comment in re.finditer(r'/\*.*?\*/', text, re.S):
            for found in link.finditer(comment.group()):
                kind, target, function, name = found.groups()
                if not (resolves(kind, target, functions, words) if kind
                        else function in functions if function else name in words):
                    line = text.count('\n', 0, comment.start() + found.start()) + 1
                    yield '%s:%d: %s is not there' % (path, line, found.group())


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


def check_printing():
    """The command line prints in one place, which lets nothing harmful through."""
    for path in files('.c', under='src/cli'):
        # The second one is what the first prints into while a command must not be held up.
        if path in ('src/cli/lg-cli-print.c', 'src/cli/lg-cli-output.c'):
            continue
        for number, line in enumerate(read(path).split('\n'), 1):
            if re.search(r'\b(g_print|g_printerr|v?f?printf|puts|fputs|putchar|putc|fputc|fwrite|'
                         r'perror) \(|\bSTD(OUT|ERR)_FILENO\b', line):
                yield '%s:%d prints past lg-cli-print.c' % (path, number)


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


def check_function_size():
    """No function of more than 60 lines."""
    for path in files('.c'):
        text = without_words(read(path))
        for found in re.finditer(r'^(\w+) \([^;{}]*\)\s*^\{\n(.*?)^\}', text, re.M | re.S):
            lines = found.group(2).count('\n')
            if lines > 60:
                yield '%s: %s has %d lines' % (path, found.group(1), lines)


def check_plumbing():
    """What belongs to an object is a field or a property of it, not attached under a string."""
    for path in files('.c'):
        for number, line in enumerate(without_words(read(path)).split('\n'), 1):
            if re.search(r'\bg_object_(set|get|steal)_data', line):
                yield '%s:%d attaches data to an object' % (path, number)


def properties(path, text):
    """The properties a class installs, by name, and where each is declared."""
    return [(found.group(1) or found.group(2), found.span()) for found in
            re.finditer(r'g_param_spec_\w+ \(\s*"([\w-]+)"|\{ \w*PROP_\w+, "([\w-]+)"', text)]


# Properties that are followed all together, by `notify`: nobody has to name one.
FOLLOWED = ['src/device/lg-credentials.c', 'src/platform/lg-endpoint.c', 'src/check/lg-check-port.c',
            'src/session/lg-session.c']


def check_properties():
    """Every property is named somewhere, in code or in a .ui."""
    texts = {path: read(path) for path in files('.c', '.ui')}
    declared = {path: properties(path, text) for path, text in texts.items()
                if path.endswith('.c') and path not in FOLLOWED}
    for path, named in declared.items():
        for begin, end in sorted((span for _, span in named), reverse=True):
            texts[path] = texts[path][:begin] + texts[path][end:]
    everything = '\n'.join(texts.values())
    for path, named in declared.items():
        for name, _ in named:
            if not re.search(r'"(notify::|[\w.]+::)?%s"' % re.escape(name), everything):
                yield '%s: nobody names the property %s' % (path, name)


# Where events come from, are judged and are shown.
SAYING = ('transport', 'trust', 'tls', 'mqtt', 'event', 'recording', 'session', 'capture', 'listen',
          'examine', 'compare', 'report', 'diagnosis', 'check', 'link', 'model', 'cli', 'app')

# Words made for people: of an event, an error, a clause.
WORDS = (r'\b(?:event|end|init|mark|connack|disconnect|notify|spoken|verify|dns|tls)(?:->|\.)text\b'
         r'|\b(?:error|failure|broken)->message\b'
         r'|\blg_(?:event_dup_text|event_dup_english|clause_words_dup|clause_words_dup_english'
         r'|clause_to_raw|event_text_dup\w*) \(')
SEARCH = (r'\b(strstr|strcasestr|strchr|strrchr|strpbrk|strspn|strcspn|strtok\w*|sscanf|memmem|strn?cmp'
          r'|strn?casecmp|g_strrstr\w*|g_strstr_len|g_str_has_(?:pre|suf)fix|g_strsplit\w*|g_strcmp0'
          r'|g_str_equal|g_str_match_string|g_ascii_strn?casecmp|g_regex_\w+|g_pattern_\w+'
          r'|g_utf8_strchr|regexec|fnmatch) \(')


def functions(text):
    """Line number and text of each function."""
    for found in re.finditer(r'^\w+ \([^;{]*\)\n\{\n.*?^\}', text, re.M | re.S):
        yield text.count('\n', 0, found.start()) + 1, found.group()


def hold_words(body):
    """The variables of a function that are given words, directly or by another one."""
    held = set()
    while True:
        words = '|'.join([WORDS] + [r'\b%s\b' % name for name in sorted(held)])
        more = {found.group(1) for found in
                re.finditer(r'\b(\w+)(?:\[\w+\])? = ([^;]*);', body)
                if re.search(words, found.group(2)) and not re.search(r'\bg_str(equal|cmp)', found.group(2))
                and not re.match(r'[^?]*(!=|==) NULL(?! *\?)', found.group(2))}
        if more <= held:
            return words
        held |= more


def check_words():
    """Nothing reads what an event or an error says in words: there are clauses for that."""
    for path in files('.c'):
        if folder_of(path).split('/')[0] not in SAYING:
            continue
        for begin, body in functions(without_words(read(path))):
            words = hold_words(body)
            for found in re.finditer(SEARCH, body):
                if re.search(words, arguments(body, found.end())):
                    yield '%s:%d: %s in words' % (path, begin + body.count('\n', 0, found.start()),
                                                  found.group(1))


def first_argument(text, begin):
    """Of a call, up to its first comma or its end."""
    inner, depth = arguments(text, begin), 0
    for at, character in enumerate(inner):
        depth += (character == '(') - (character == ')')
        if character == ',' and depth == 0:
            return inner[:at]
    return inner


def check_clauses():
    """Each clause that is said is in the table of src/event/lg-clause-words.c, and no other is."""
    home = 'src/event/lg-clause-words.c'
    rows = re.search(r'table\[\] = \{\n(.*?)\n\};', read(home), re.S).group(1)
    table = re.findall(r'^  \{ "([^"]*)",', rows, re.M)
    said = {}
    for path in files('.c'):
        if path.startswith('src/clause/'):
            continue
        text = re.sub(r'/\*.*?\*/', lambda found: re.sub('[^\n]', ' ', found.group()), read(path),
                      flags=re.S)
        for found in re.finditer(r'^get_clause \(.*?^\}', text, re.M | re.S):
            for name in re.findall(r'(?<=[?:n] )"([a-z0-9-]+\.[a-z0-9.-]+)"', found.group()):
                said.setdefault(name, '%s:%d' % (path, text.count('\n', 0, found.start()) + 1))
        for found in re.finditer(r'\blg_clause_new \(|\blg_clause_is \([^,]*,|\bclause = (?=[^;,]*")', text):
            begin = found.end()
            inner = (first_argument(text, begin) if not found.group().startswith('clause')
                     else re.match(r'[^;,}]*', text[begin:]).group())
            line = '%s:%d' % (path, text.count('\n', 0, begin) + 1)
            ids = [] if 'lg_clause_new (' in inner else re.findall(r'"([^"]*)"', inner)
            if found.group().startswith('lg_clause_new') and not ids:
                yield '%s: the identifier of a clause is no literal' % line
            for name in ids:
                said.setdefault(name, line)
    for name in sorted(set(said) - set(table)):
        yield '%s says %s, which is not in %s' % (said[name], name, home)
    for name in sorted(set(table) - set(said)):
        yield '%s: nothing says %s' % (home, name)
    for name in sorted({name for name in table if table.count(name) > 1}):
        yield '%s: %s is there twice' % (home, name)


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


CHECKS = [check_layers, check_circles, check_names, check_model, check_libraries, check_style,
          check_dialect, check_size, check_function_size, check_plumbing,
          check_properties, check_test_size, check_macros, check_limits,
          check_documentation, check_headers, check_errors, check_links, check_translations,
          check_printing, check_words, check_clauses, check_paths]
wanted = [check for check in CHECKS
          if len(sys.argv) == 2 or check.__name__[len('check_'):] in sys.argv[2:]]
print('1..%d' % len(wanted))
bad = 0
for number, check in enumerate(wanted, 1):
    complaints = list(check())
    bad += bool(complaints)
    print('%s %d %s' % ('not ok' if complaints else 'ok', number, check.__doc__.split('\n')[0]))
    for complaint in complaints:
        print('# ' + complaint)
sys.exit(1 if bad else 0)
