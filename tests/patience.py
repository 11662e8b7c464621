# SPDX-License-Identifier: GPL-3.0-or-later
"""How many times as slow as an idle machine this one may be before a test gives up; see
lib/lg-test-time.h."""
import os

PATIENCE = (float(os.environ.get('TIMEOUT_MULTIPLIER', 4))
            * float(os.environ.get('SANITIZER_MULTIPLIER', 1)))


def stretch(seconds):
    """The upper limit of what takes at most that long on an idle machine."""
    return seconds * PATIENCE
