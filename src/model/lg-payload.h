/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** LgPayloadForm: the ways to read bytes. */
typedef enum
{
  LG_PAYLOAD_JSON,
  LG_PAYLOAD_TEXT,
  LG_PAYLOAD_HEX,
  LG_PAYLOAD_N_FORMS,
} LgPayloadForm;

char     *lg_payload_dup     (const guint8  *bytes,
                              gsize          length,
                              LgPayloadForm  form);
JsonNode *lg_payload_parse   (const char    *text,
                              gsize          length);
gboolean  lg_payload_is_json (const char    *text,
                              gsize          length);

G_END_DECLS
