/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-progress.h"

#include "lg-cli-print.h"
#include "transport/lg-transport.h"

#include <glib/gi18n.h>

/* How often it says so; a name server that answers does so long before. */
#define EVERY_S 3

struct _LgCliProgress
{
  char               *host;
  guint               timeout_s;
  LgCliLookingUpFunc  is_looking_up;
  gpointer            user_data;
  guint               source;
  guint               seconds;
};

static gboolean
tick_cb (gpointer user_data)
{
  LgCliProgress *self = user_data;

  self->seconds = self->is_looking_up (self->user_data) ? self->seconds + 1 : 0;
  if (self->seconds > 0 && self->seconds % EVERY_S == 0)
    lg_cli_print_status (_("Looking up %s: no answer for %u s, waiting for up to %u s"),
                         self->host, self->seconds, self->timeout_s);
  return G_SOURCE_CONTINUE;
}

/**
 * lg_cli_progress_new:
 * @host: the name
 * @timeout_ms: deadline of looking it up; 0: the usual one
 * @is_looking_up: asked once a second
 * @user_data: closure for @is_looking_up
 *
 * Returns: (transfer full): from now on a name that takes long is told of
 */
LgCliProgress *
lg_cli_progress_new (const char         *host,
                     guint               timeout_ms,
                     LgCliLookingUpFunc  is_looking_up,
                     gpointer            user_data)
{
  LgCliProgress *self = g_new0 (LgCliProgress, 1);

  self->host = g_strdup (host);
  self->timeout_s = (timeout_ms != 0 ? timeout_ms : LG_TRANSPORT_DNS_TIMEOUT_MS) / 1000;
  self->is_looking_up = is_looking_up;
  self->user_data = user_data;
  self->source = g_timeout_add_seconds (1, tick_cb, self);
  return self;
}

/**
 * lg_cli_progress_free:
 * @self: (transfer full): a progress
 *
 * Ends it.
 */
void
lg_cli_progress_free (LgCliProgress *self)
{
  g_source_remove (self->source);
  g_free (self->host);
  g_free (self);
}
