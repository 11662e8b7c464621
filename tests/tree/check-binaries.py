#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the programs are built hardened; prints TAP.

usage: check-binaries.py PROGRAM…

Reads the ELF files themselves, so that what counts is what was built, whatever the flags were.
"""
import platform
import struct
import sys

ET_DYN, PT_DYNAMIC, PT_INTERP, PT_GNU_STACK, PT_GNU_RELRO = 3, 2, 3, 0x6474e551, 0x6474e552
PF_X, PF_W = 1, 2
DT_FLAGS, DT_FLAGS_1, DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 30, 0x6ffffffb, 8, 1, 0x08000000
SHT_DYNSYM, SHF_EXECINSTR = 11, 4
ENDBR64 = b'\xf3\x0f\x1e\xfa'


class Elf:
    """A 64-bit little-endian ELF file."""

    def __init__(self, path):
        with open(path, 'rb') as file:
            self.data = file.read()
        assert self.data[:6] == b'\x7fELF\x02\x01', '%s is no 64-bit little-endian ELF' % path
        (self.type, _, _, _, phoff, shoff, _, _, phsize, phnum, shsize, shnum,
         _) = struct.unpack_from('<HHIQQQIHHHHHH', self.data, 16)
        self.segments = [struct.unpack_from('<IIQQQQQQ', self.data, phoff + i * phsize)
                         for i in range(phnum)]
        self.sections = [struct.unpack_from('<IIQQQQIIQQ', self.data, shoff + i * shsize)
                         for i in range(shnum)]

    def segment(self, kind):
        return next((s for s in self.segments if s[0] == kind), None)

    def dynamic(self):
        _, _, offset, _, _, size, _, _ = self.segment(PT_DYNAMIC)
        return dict(struct.iter_unpack('<qQ', self.data[offset:offset + size]))

    def imports(self):
        """The names of the functions it has from elsewhere."""
        _, _, _, _, offset, size, link, *_ = next(s for s in self.sections if s[1] == SHT_DYNSYM)
        names = self.sections[link][4]
        for name, _, _, section, _, _ in struct.iter_unpack('<IBBHQQ',
                                                            self.data[offset:offset + size]):
            if section == 0:
                start = names + name
                yield self.data[start:self.data.index(b'\0', start)].decode()

    def code(self):
        return b''.join(self.data[s[4]:s[4] + s[5]] for s in self.sections
                        if s[2] & SHF_EXECINSTR)


def check_position_independent(elf):
    if elf.type != ET_DYN or not elf.segment(PT_INTERP):
        yield 'it is loaded at a fixed address'
    if not elf.dynamic().get(DT_FLAGS_1, 0) & DF_1_PIE:
        yield 'it is not marked as PIE'


def check_relro(elf):
    """What the loader has resolved is read-only, and it has resolved everything at the start."""
    flags = elf.dynamic()
    if not elf.segment(PT_GNU_RELRO):
        yield 'nothing is made read-only'
    if not flags.get(DT_FLAGS, 0) & DF_BIND_NOW or not flags.get(DT_FLAGS_1, 0) & DF_1_NOW:
        yield 'symbols are bound late'


def check_stack(elf):
    stack = elf.segment(PT_GNU_STACK)
    if not stack or stack[1] & PF_X:
        yield 'its stack can be executed'
    if any(s[1] & PF_X and s[1] & PF_W for s in elf.segments):
        yield 'a segment can be written and executed'
    if '__stack_chk_fail' not in elf.imports():
        yield 'no function guards its stack'


def check_fortified(elf):
    if not any(name.startswith('__') and name.endswith('_chk') for name in elf.imports()):
        yield 'no call is fortified'


def check_branches(elf):
    """Where an indirect branch may land is marked; the C library's own start has a few marks."""
    if platform.machine() == 'x86_64' and elf.code().count(ENDBR64) < 100:
        yield 'indirect branches may land anywhere'


def main():
    checks = [value for name, value in globals().items() if name.startswith('check_')]
    failed = False
    print('1..%d' % (len(checks) * len(sys.argv[1:])))
    for path in sys.argv[1:]:
        elf = Elf(path)
        for check in checks:
            faults = list(check(elf))
            for fault in faults:
                print('# %s: %s' % (path, fault))
            print('%s - %s %s' % ('not ok' if faults else 'ok', path.rsplit('/', 1)[-1],
                                  check.__name__[len('check_'):].replace('_', '-')))
            failed = failed or bool(faults)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
