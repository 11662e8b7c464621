#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what `meson test` logged: counts the cases inside every TAP program, not the programs."""
import json
import re
import sys

passed = failed = skipped = 0
for path in sys.argv[1:]:
    with open(path, encoding='utf-8') as log:
        for line in log:
            test = json.loads(line)
            if test['result'] == 'SKIP':
                skipped += 1
                continue
            cases = re.findall(r'^(ok|not ok) \d+(.*)$', test.get('stdout', ''), re.M)
            good = sum(kind == 'ok' and '# SKIP' not in rest.upper() for kind, rest in cases)
            left_out = sum('# SKIP' in rest.upper() for _, rest in cases)
            bad = sum(kind == 'not ok' and '# SKIP' not in rest.upper() for kind, rest in cases)
            if test['result'] not in ('OK', 'EXPECTEDFAIL') and bad == 0:
                bad = 1
                print('failed: %s (%s)' % (test['name'], test['result']))
            if not cases and bad == 0:
                good = 1
            passed, failed, skipped = passed + good, failed + bad, skipped + left_out
print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
sys.exit(1 if failed or not passed else 0)
