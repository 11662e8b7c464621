/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgTestBroker:
 *
 * A stock mosquitto broker on a free port of 127.0.0.1, in a directory of its own. Lets everybody
 * in.
 */
typedef struct _LgTestBroker LgTestBroker;

LgTestBroker *lg_test_broker_new      (const char   *chain_pem,
                                       const char   *key_pem);
void          lg_test_broker_free     (LgTestBroker *self);
guint16       lg_test_broker_get_port (LgTestBroker *self);
void          lg_test_broker_kill     (LgTestBroker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTestBroker, lg_test_broker_free)

G_END_DECLS
