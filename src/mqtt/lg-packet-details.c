/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-details.h"

#include "lg-property.h"
#include "lg-reason-code.h"

/* As many user properties as the platform allows (Alibaba Cloud, MQTT 5), and some. */
#define PROPERTIES_MAX 32

static void
add_reason (GStrvBuilder   *clauses,
            const LgPacket *self)
{
  guint8 code = self->codes.length > 0 ? self->codes.data[0] : self->code;
  const char *name = lg_reason_code_get_name (self->type, code);
  gboolean granted = self->type == LG_PACKET_SUBACK && code < LG_REASON_FAILURE;

  if (code != LG_REASON_SUCCESS && !granted && name != NULL)
    g_strv_builder_add (clauses, name);
}

/**
 * lg_packet_dup_details:
 * @self: a dissected packet of MQTT 5
 *
 * Puts into English words what a packet says besides its topic and payload: the name of its reason,
 * unless it is success; the reason string in quotes; the properties under the names of the
 * specification. Clauses are joined with "; ". Of binary data the length alone is told.
 *
 * Returns: (transfer full) (nullable): the words, or %NULL when there are none
 */
char *
lg_packet_dup_details (const LgPacket *self)
{
  g_autoptr (GStrvBuilder) clauses = NULL;
  guint n_properties = self->properties != NULL ? self->properties->len : 0;
  g_auto (GStrv) all = NULL;

  /* Most messages, at any rate. */
  if (n_properties == 0 && self->type == LG_PACKET_PUBLISH)
    return NULL;

  clauses = g_strv_builder_new ();
  add_reason (clauses, self);
  for (guint i = 0; i < MIN (n_properties, PROPERTIES_MAX); i++)
    {
      g_autofree char *text
        = lg_property_to_text (&g_array_index (self->properties, LgProperty, i));

      g_strv_builder_add (clauses, text);
    }
  if (n_properties > PROPERTIES_MAX)
    g_strv_builder_add (clauses, "…");

  all = g_strv_builder_end (clauses);
  return all[0] != NULL ? g_strjoinv ("; ", all) : NULL;
}
