/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgTestKeyring:
 *
 * A session bus of its own and, on it, a real gnome-keyring-daemon with its files in a directory of
 * its own. Nothing else can be started on the bus, so that a question to the operator counts as
 * declined. Or no daemon at all, or a service in its place that answers everything with an error.
 */
typedef struct _LgTestKeyring LgTestKeyring;

LgTestKeyring *lg_test_keyring_new           (void);
LgTestKeyring *lg_test_keyring_new_absent    (void);
LgTestKeyring *lg_test_keyring_new_failing   (const char    *error_name,
                                              const char    *message);
void           lg_test_keyring_free          (LgTestKeyring *self);
void           lg_test_keyring_lock          (LgTestKeyring *self);
void           lg_test_keyring_unlock        (LgTestKeyring *self);
void           lg_test_keyring_kill          (LgTestKeyring *self);
const char    *lg_test_keyring_get_directory (LgTestKeyring *self);
char          *lg_test_keyring_dup_label     (LgTestKeyring *self,
                                              const char    *profile_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTestKeyring, lg_test_keyring_free)

G_END_DECLS
