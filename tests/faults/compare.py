#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes COMPARISON.md: what openssl, mosquitto_sub and Linkglass say of the same servers.

    tests/faults/compare.py build/src/cli/linkglass-cli > tests/faults/COMPARISON.md
    tests/faults/compare.py build/src/cli/linkglass-cli link >> tests/faults/COMPARISON.md

The second table is about links: faults after the handshake. Each server is the practice platform with one fault.
"""
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

CLI = sys.argv[1]
WAIT_S = 4

FAULTS = [
    'missing-intermediate', 'wrong-root', 'unknown-issuer', 'fake-root', 'self-signed',
    'wrong-host', 'wildcard-depth', 'address-only', 'name-only-ipv4',
    'expired', 'expired-intermediate', 'expired-root', 'not-yet-valid',
    'issuer-may-not-sign', 'name-constraints', 'sha1',
    'tls-1.1', 'no-common-cipher', 'client-certificate-1.3',
    'plain-mqtt', 'http', 'closed-in-handshake', 'silent-handshake', 'reset', 'port-filtered',
]

HEAD = """# What the usual tools say, and what Linkglass says

Written by `tests/faults/compare.py` on {date} with {openssl}, {mosquitto}
and Linkglass.
Each server is `linkglass-cli practice --fault NAME`; a column holds what a program printed about
it: its error lines and its verdict, each once; what is in parentheses it did not say. Numbers of
threads and lines of source code are left out, and so is the port, chosen free, that stands for
8883.

- `openssl s_client -connect HOST:PORT -CAfile ROOT -servername HOST`. It does not compare the
  name with the certificate unless told to, and goes on after an error.
- `mosquitto_sub -h HOST -p PORT --cafile ROOT -t t -W {wait}`.
- `linkglass-cli check --host HOST --port PORT --root ROOT`: the first finding's cause and title;
  evidence, meaning and advice follow there. Where the fault is about another root or port, that is
  given, too; it then says of each root whether it fits.
"""

TAIL = """
In {n_tls} of these {n} rows mosquitto_sub says “A TLS error occurred.” and no more, in {n_silent} it
says nothing before it gives up. openssl ends {n_ok} of them with “Verify return code: 0 (ok)”.
Linkglass tells {n_causes} causes apart.

On Debian 13 (OpenSSL 3.5.7, mosquitto_sub 2.0.21) mosquitto_sub says that or “Error: Protocol
error” in 22 rows, and which of the two changes from run to run; Linkglass names the same causes.
"""


# With the factor the platform's times are divided by; the last one needs the 30 s of a real PINGREQ.
LINK_FAULTS = [
    ('connack-2', 10), ('connack-4', 10), ('connack-5', 10), ('connack-missing', 1),
    ('closed-on-connect', 10), ('garbage-connack', 10), ('http-after-tls', 10),
    ('suback-refused', 10), ('closed-on-subscribe', 10), ('kicked', 10), ('flapping', 10),
    ('malformed-packet', 10), ('reset-online', 10), ('closed-online', 3), ('alert-online', 10),
    ('broker-restarted', 10), ('half-open', 1),
]

LINK_HEAD = """
## After the handshake

The same on {date}, of links: a device that logs in with the right values and subscribes once.

- `mosquitto_sub -h HOST -p PORT --cafile ROOT -i ID -u USER -P PASSWORD -k 30 -t TOPIC -W SECONDS`.
  “Timed out” is what it says when the seconds are over.
- `linkglass-cli watch --keepalive 30 --subscribe TOPIC --seconds SECONDS`: the last finding.

| fault | mosquitto_sub | Linkglass |
|---|---|---|"""

LINK_TAIL = """
In {n_silent} of these {n} rows mosquitto_sub says nothing of the end, and goes on trying or waiting.
Linkglass tells {n_causes} causes apart.
"""


def run(argv, seconds=20):
    """What a program printed, both streams in one; it may be stopped where it would wait for ever."""
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors='replace')
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0] + f'\n(still waiting after {seconds} s)\n'


def tidy(line):
    line = re.sub(r'^[0-9A-F]{8,}:', '', line.strip())
    line = re.sub(r':\.\./?[^ :]*:\d+:|:ssl/[^ :]*:\d+:', ':', line)
    return line.rstrip(':').replace('|', '\\|')


def ask_openssl(port, host):
    """The lines a reader would look at: errors, and the verdict at the end."""
    argv = ['openssl', 's_client', '-connect', f'{host}:{port["port"]}']
    argv += ['-CAfile', port['rootFile']]
    if host == 'localhost':
        argv += ['-servername', host]
    said = [tidy(line) for line in run(argv, WAIT_S).splitlines()
            if re.search(r'error|errno|Verify return code|still waiting', line)]
    return list(dict.fromkeys(said))


def ask_mosquitto(port, host):
    argv = ['mosquitto_sub', '-h', host, '-p', str(port['port']), '-t', 't', '-W', str(WAIT_S),
            '--cafile', port['rootFile']]
    said = [tidy(line) for line in run(argv).splitlines() if line.strip()]
    return list(dict.fromkeys(said))


def ask_linkglass(ports, roots, host):
    argv = [CLI, 'check', '--json', '--platform', 'custom', '--host', host, '--tls-timeout', '2',
            '--tcp-timeout', '2']
    for port in ports:
        argv += ['--port', f'{port["port"]}/{port["transport"]}']
    for root in roots:
        argv += ['--root', root]
    answer = json.loads(run(argv))
    if answer['findings']:
        finding = answer['findings'][0]
        return finding['cause'], finding['title'].replace(str(ports[0]['port']), '8883')
    wrong, right = answer['ports'][0]['roots']
    return wrong['error'], f'{os.path.basename(right["root"])} fits'


def find_port(ready, vendor_port, transport):
    return next(port for port in ready['ports']
                if (port['vendorPort'], port['transport']) == (vendor_port, transport))


def compare(fault):
    practice = subprocess.Popen([CLI, 'practice', '--fault', fault['name'], '--until-eof'],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        ready = json.loads(practice.stdout.readline())['ready']
        ports = [find_port(ready, 8883, 'tls')]
        roots = [ports[0]['rootFile']]
        other = find_port(ready, 443, 'tls')
        if fault['name'] == 'port-filtered':
            ports.append(other)
        if fault['name'] in ('port-filtered', 'wrong-root'):
            roots.append(other['rootFile'])
        host = ready['host']
        return (ask_openssl(ports[0], host), ask_mosquitto(ports[0], host),
                ask_linkglass(ports, roots, host))
    finally:
        practice.stdin.close()
        practice.wait()


def ask_mosquitto_of_link(ready, port, seconds):
    """The password goes through its file of options, not through its arguments."""
    signed = json.loads(run([CLI, 'sign', '--json', *identify(ready)]))
    topic = '/%s/%s/user/get' % (ready['productKey'], ready['deviceName'])
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'mosquitto_sub'), 'w', encoding='utf-8') as file:
            file.write('-P %s\n' % signed['password'])
        argv = ['env', 'XDG_CONFIG_HOME=' + folder, 'mosquitto_sub', '-h', ready['host'],
                '-p', str(port['port']), '--cafile', port['rootFile'], '-i', signed['clientId'],
                '-u', signed['username'], '-k', '30', '-t', topic, '-W', str(seconds)]
        return list(dict.fromkeys(tidy(line) for line in run(argv, seconds + 5).splitlines()
                                  if line.strip()))


def identify(ready):
    return ['--platform', 'practice', '--product-key', ready['productKey'],
            '--device-name', ready['deviceName'], '--extended-parameters', 'ext=3',
            '--device-secret-file', ready['deviceSecretFile']]


def ask_linkglass_of_link(ready, port, seconds):
    topic = '/%s/%s/user/get' % (ready['productKey'], ready['deviceName'])
    lines = run([CLI, 'watch', '--json', '--quiet', *identify(ready), '--host', ready['host'],
                 '--port', str(port['port']), '--root', port['rootFile'], '--keepalive', '30',
                 '--subscribe', topic, '--seconds', str(seconds)], seconds + 15).splitlines()
    findings = json.loads(lines[-1])['summary']['findings']
    finding = [each for each in findings if each['cause'] != 'client.disconnected'][-1]
    return finding['cause'], finding['title'].replace(topic, 'TOPIC')


def compare_link(name, scale):
    practice = subprocess.Popen([CLI, 'practice', '--fault', name, '--time-scale', str(scale),
                                 '--until-eof'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True)
    seconds = 8 if scale > 1 else 50
    try:
        ready = json.loads(practice.stdout.readline())['ready']
        port = find_port(ready, 8883, 'tls')
        return (ask_mosquitto_of_link(ready, port, seconds),
                ask_linkglass_of_link(ready, port, seconds))
    finally:
        practice.stdin.close()
        practice.wait()


def print_links(faults):
    rows = [(faults[name], compare_link(name, scale)) for name, scale in LINK_FAULTS]
    print(LINK_HEAD.format(date=datetime.date.today()))
    for fault, (mosquitto, (cause, title)) in rows:
        print(f'| {fault["description"]} (`{fault["name"]}`) | {quote(mosquitto)} | '
              f'`{cause}`: {title} |')
    print(LINK_TAIL.format(n=len(rows), n_silent=sum(said[0] in ([], ['Timed out']) for _, said in rows),
                           n_causes=len({said[1][0] for _, said in rows})), end='')


def quote(said):
    return '<br>'.join(f'`{line}`' for line in said) if said else '(nothing)'


def main():
    faults = {fault['name']: fault for fault in
              json.loads(run([CLI, 'practice', '--fault', 'list', '--json']))['faults']}
    if sys.argv[2:] == ['link']:
        print_links(faults)
        return
    rows = [(faults[name], compare(faults[name])) for name in FAULTS]

    print(HEAD.format(date=datetime.date.today(), wait=WAIT_S,
                      openssl=' '.join(run(['openssl', 'version']).split()[:2]),
                      mosquitto=' '.join(run(['mosquitto_sub', '--version']).split()[:3])))
    print('| fault | openssl s_client | mosquitto_sub | Linkglass |\n|---|---|---|---|')
    for fault, (openssl, mosquitto, (cause, title)) in rows:
        print(f'| {fault["description"]} (`{fault["name"]}`) | {quote(openssl)} | '
              f'{quote(mosquitto)} | `{cause}`: {title} |')
    said = [answers for _, answers in rows]
    print(TAIL.format(n=len(rows),
                      n_tls=sum('A TLS error occurred' in ' '.join(each[1]) for each in said),
                      n_silent=sum(not each[1] or 'still waiting' in each[1][0] for each in said),
                      n_ok=sum('Verify return code: 0 (ok)' in each[0] for each in said),
                      n_causes=len({each[2][0] for each in said})), end='')


if __name__ == '__main__':
    main()
