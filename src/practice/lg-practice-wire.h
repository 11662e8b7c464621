/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "transport/lg-stream.h"

G_BEGIN_DECLS

/**
 * LgPracticeWire:
 *
 * A stream with an out-buffer, driven by the main context it was made for. Nothing is called from
 * within a function of the wire: all callbacks come from the context's iteration.
 */
typedef struct _LgPracticeWire LgPracticeWire;

/**
 * LgPracticeGoodbye:
 * @LG_PRACTICE_GOODBYE_ORDERLY: close_notify where TLS is on, then FIN
 * @LG_PRACTICE_GOODBYE_FIN: FIN alone
 * @LG_PRACTICE_GOODBYE_ALERT: a fatal alert where TLS is on, then FIN
 * @LG_PRACTICE_GOODBYE_RESET: a TCP reset
 *
 * How a wire is closed.
 */
typedef enum
{
  LG_PRACTICE_GOODBYE_ORDERLY,
  LG_PRACTICE_GOODBYE_FIN,
  LG_PRACTICE_GOODBYE_ALERT,
  LG_PRACTICE_GOODBYE_RESET,
} LgPracticeGoodbye;

/**
 * LgPracticeWireFuncs:
 * @received: bytes arrived
 * @drained: bytes left the out-buffer
 * @closed: the wire is dead: it failed, the peer closed, or closing it has ended. The last call;
 *   the wire may be freed in it
 */
typedef struct
{
  void (*received) (LgPracticeWire *wire,
                    const guint8   *data,
                    gsize           length,
                    gpointer        user_data);
  void (*drained)  (LgPracticeWire *wire,
                    gpointer        user_data);
  void (*closed)   (LgPracticeWire *wire,
                    gpointer        user_data);
} LgPracticeWireFuncs;

LgPracticeWire *lg_practice_wire_new         (LgStream                  *stream,
                                              GMainContext              *context,
                                              const LgPracticeWireFuncs *funcs,
                                              gpointer                   user_data);
void            lg_practice_wire_free        (LgPracticeWire            *self);
void            lg_practice_wire_send        (LgPracticeWire            *self,
                                              const guint8              *data,
                                              gsize                      length);
gsize           lg_practice_wire_get_pending (LgPracticeWire            *self);
void            lg_practice_wire_set_reading (LgPracticeWire            *self,
                                              gboolean                   reading);
void            lg_practice_wire_close       (LgPracticeWire            *self,
                                              LgPracticeGoodbye          goodbye);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeWire, lg_practice_wire_free)

G_END_DECLS
