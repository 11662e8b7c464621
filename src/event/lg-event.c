/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-event.h"

#include "lg-clause-words.h"

#include <string.h>

static gsize
text_size (const char *text)
{
  return text != NULL ? strlen (text) + 1 : 0;
}

static const char *
append_text (guint8     **end,
             const char  *text)
{
  gsize size = text_size (text);
  char *copy = (char *) *end;

  if (text == NULL)
    return NULL;

  memcpy (copy, text, size);
  *end += size;
  return copy;
}

/**
 * lg_event_copy:
 * @init: what the event says; its strings and payload are borrowed
 *
 * Makes an event of one block of memory from @init. May be called from any thread.
 *
 * Returns: (transfer full): a new event
 */
LgEvent *
lg_event_copy (const LgEvent *init)
{
  g_return_val_if_fail (init != NULL, NULL);

  LgEvent *self = g_malloc (lg_event_get_footprint (init));
  guint8 *end = (guint8 *) (self + 1);

  *self = *init;
  self->topic = append_text (&end, init->topic);
  self->clause = append_text (&end, init->clause);
  self->args = append_text (&end, init->args);
  self->text = append_text (&end, init->text);
  if (init->payload != NULL)
    self->payload = memcpy (end, init->payload, init->payload_length);

  return self;
}

/**
 * lg_event_free:
 * @self: (transfer full) (nullable): an event of [func@Event.copy]
 */
void
lg_event_free (LgEvent *self)
{
  g_free (self);
}

/**
 * lg_event_get_footprint:
 *
 * Returns: the bytes of memory one copy of the event takes, its strings and payload included
 */
gsize
lg_event_get_footprint (const LgEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return sizeof *self + text_size (self->topic) + text_size (self->clause)
    + text_size (self->args) + text_size (self->text)
    + (self->payload != NULL ? self->payload_length : 0);
}

/**
 * lg_event_get_packet:
 *
 * Returns: the type of the MQTT packet the event is about, or 0 when it is about no packet
 */
LgPacketType
lg_event_get_packet (const LgEvent *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->kind > LG_EVENT_PACKET ? self->kind - LG_EVENT_PACKET : 0;
}

/**
 * lg_event_get_kind_name:
 *
 * Names what the event is about: the packet's name as the MQTT specification writes it (`PUBLISH`),
 * or `state`, `dns`, `tcp`, `tls`, `verify`, `alert`, `end`, `note`, `handshake` or `record`. The
 * names are stable and never translated.
 *
 * Returns: (transfer none): the name
 */
const char *
lg_event_get_kind_name (const LgEvent *self)
{
  static const char *const names[] = {
    [LG_EVENT_STATE] = "state",
    [LG_EVENT_DNS] = "dns",
    [LG_EVENT_TCP] = "tcp",
    [LG_EVENT_TLS] = "tls",
    [LG_EVENT_VERIFY] = "verify",
    [LG_EVENT_ALERT] = "alert",
    [LG_EVENT_END] = "end",
    [LG_EVENT_NOTE] = "note",
    [LG_EVENT_HANDSHAKE] = "handshake",
    [LG_EVENT_RECORD] = "record",
  };

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind > LG_EVENT_PACKET)
    return lg_packet_type_get_name (lg_event_get_packet (self));
  if (self->kind < G_N_ELEMENTS (names) && names[self->kind] != NULL)
    return names[self->kind];
  return "unknown";
}

/**
 * lg_event_say:
 * @init: an event that is being made
 * @clause: (nullable): what is to be said of it; borrowed for as long as @init
 *
 * Has the event carry the clause and nothing else to say.
 */
void
lg_event_say (LgEvent        *init,
              const LgClause *clause)
{
  g_return_if_fail (init != NULL);

  init->clause = clause != NULL ? lg_clause_get_id (clause) : NULL;
  init->args = clause != NULL ? lg_clause_get_args (clause) : NULL;
  init->text = NULL;
}

/**
 * lg_event_dup_clause:
 *
 * Returns: (transfer full) (nullable): what is to be said of the event; %NULL: nothing, or words as
 *   they came (@text)
 */
LgClause *
lg_event_dup_clause (const LgEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->clause != NULL ? lg_clause_new_from_json (self->clause, self->args) : NULL;
}

/**
 * lg_event_dup_text:
 *
 * Returns: (transfer full) (nullable): what there is to say of the event, in the reader's language
 */
char *
lg_event_dup_text (const LgEvent *self)
{
  g_autoptr (LgClause) clause = lg_event_dup_clause (self);

  return clause != NULL ? lg_clause_words_dup (clause) : g_strdup (self->text);
}

/**
 * lg_event_dup_english:
 *
 * Returns: (transfer full) (nullable): what there is to say of the event, in English: for scripts
 */
char *
lg_event_dup_english (const LgEvent *self)
{
  g_autoptr (LgClause) clause = lg_event_dup_clause (self);

  return clause != NULL ? lg_clause_words_dup_english (clause) : g_strdup (self->text);
}
