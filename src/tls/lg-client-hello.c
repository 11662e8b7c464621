/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-client-hello.h"

#include "lg-tls-cursor.h"

#include <string.h>

#define HOST_NAME 0
#define ALPN_MAX 32

/**
 * lg_tls_is_grease:
 * @value: a suite, extension, group, signature algorithm or version
 *
 * Returns: whether it is one of those that mean nothing and are there to be passed over (RFC 8701)
 */
gboolean
lg_tls_is_grease (guint16 value)
{
  return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
}

/**
 * lg_tls_list_has:
 * @list: (element-type guint16): numbers
 * @value: one
 *
 * Returns: whether it is among them
 */
gboolean
lg_tls_list_has (const GArray *list,
                 guint16       value)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, guint16, i) == value)
      return TRUE;
  return FALSE;
}

static void
take_list (GArray  *list,
           LgSlice  bytes,
           gsize    width)
{
  LgTlsCursor cursor = lg_tls_cursor_new (bytes);

  while (lg_tls_cursor_get_left (&cursor) >= width)
    {
      guint16 value = lg_tls_cursor_take_number (&cursor, width);

      g_array_append_val (list, value);
    }
}

static void
read_list (GArray  *list,
           LgSlice  data,
           gsize    length_bytes,
           gsize    width)
{
  LgTlsCursor cursor = lg_tls_cursor_new (data);

  take_list (list, lg_tls_cursor_take_vector (&cursor, length_bytes), width);
}

/* RFC 6066, 3: a list of names, of which only the kind "host name" exists. */
static void
read_server_name (LgClientHello *self,
                  LgSlice        data)
{
  LgTlsCursor cursor = lg_tls_cursor_new (data);
  LgTlsCursor names = lg_tls_cursor_new (lg_tls_cursor_take_vector (&cursor, 2));

  while (lg_tls_cursor_get_left (&names) > 0 && self->server_name == NULL)
    {
      guint32 kind = lg_tls_cursor_take_number (&names, 1);
      LgSlice name = lg_tls_cursor_take_vector (&names, 2);

      if (kind == HOST_NAME && name.length > 0)
        self->server_name = lg_slice_dup_text (name);
    }
}

static void
read_alpn (LgClientHello *self,
           LgSlice        data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  LgTlsCursor cursor = lg_tls_cursor_new (data);
  LgTlsCursor names = lg_tls_cursor_new (lg_tls_cursor_take_vector (&cursor, 2));

  for (guint i = 0; i < ALPN_MAX && lg_tls_cursor_get_left (&names) > 0; i++)
    {
      LgSlice name = lg_tls_cursor_take_vector (&names, 1);
      g_autofree char *text = name.length > 0 ? lg_slice_dup_text (name) : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  g_strfreev (self->alpn);
  self->alpn = g_strv_builder_end (builder);
}

static void
read_extension (LgClientHello *self,
                guint16        type,
                LgSlice        data)
{
  LgTlsCursor cursor = lg_tls_cursor_new (data);

  switch (type)
    {
    case LG_TLS_EXTENSION_SERVER_NAME:
      read_server_name (self, data);
      break;
    case LG_TLS_EXTENSION_MAX_FRAGMENT_LENGTH:
      self->max_fragment = lg_tls_cursor_take_number (&cursor, 1);
      break;
    case LG_TLS_EXTENSION_GROUPS:
      read_list (self->groups, data, 2, 2);
      break;
    case LG_TLS_EXTENSION_POINT_FORMATS:
      read_list (self->point_formats, data, 1, 1);
      break;
    case LG_TLS_EXTENSION_SIGNATURES:
      read_list (self->signatures, data, 2, 2);
      break;
    case LG_TLS_EXTENSION_ALPN:
      read_alpn (self, data);
      break;
    case LG_TLS_EXTENSION_RECORD_SIZE_LIMIT:
      self->record_limit = lg_tls_cursor_take_number (&cursor, 2);
      break;
    case LG_TLS_EXTENSION_SESSION_TICKET:
      self->ticket |= data.length > 0;
      break;
    case LG_TLS_EXTENSION_PRE_SHARED_KEY:
      self->ticket = TRUE;
      break;
    case LG_TLS_EXTENSION_VERSIONS:
      read_list (self->versions, data, 1, 2);
      break;
    default:
      break;
    }
}

static void
find_newest (LgClientHello *self)
{
  self->newest = self->versions->len > 0 ? 0 : self->version;
  for (guint i = 0; i < self->versions->len; i++)
    {
      guint16 version = g_array_index (self->versions, guint16, i);

      if (!lg_tls_is_grease (version))
        self->newest = MAX (self->newest, version);
    }
}

/**
 * lg_client_hello_parse:
 * @self: (out): the message taken apart
 * @body: what follows the header of a handshake message ClientHello (RFC 8446, 4.1.2)
 *
 * An extension whose inside is broken is in the list of extensions, and tells nothing else.
 *
 * Returns: %FALSE when it is no ClientHello; @self is to be cleared then, too
 */
gboolean
lg_client_hello_parse (LgClientHello *self,
                       LgSlice        body)
{
  LgTlsCursor cursor = lg_tls_cursor_new (body);
  LgTlsCursor extensions;
  LgSlice random;
  GArray **lists[] = { &self->suites, &self->extensions, &self->groups, &self->signatures,
                       &self->point_formats, &self->versions };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_array_new (FALSE, FALSE, sizeof (guint16));

  self->version = lg_tls_cursor_take_number (&cursor, 2);
  random = lg_tls_cursor_take (&cursor, sizeof self->random);
  if (random.length > 0)
    memcpy (self->random, random.data, random.length);
  self->session_id = lg_tls_cursor_take_vector (&cursor, 1).length;
  take_list (self->suites, lg_tls_cursor_take_vector (&cursor, 2), 2);
  lg_tls_cursor_take_vector (&cursor, 1);
  if (cursor.failed || self->version >> 8 != 3 || self->suites->len == 0)
    return FALSE;

  if (lg_tls_cursor_get_left (&cursor) > 0)
    {
      extensions = lg_tls_cursor_new (lg_tls_cursor_take_vector (&cursor, 2));
      while (lg_tls_cursor_get_left (&extensions) > 0)
        {
          guint16 type = lg_tls_cursor_take_number (&extensions, 2);
          LgSlice data = lg_tls_cursor_take_vector (&extensions, 2);

          if (extensions.failed)
            break;
          g_array_append_val (self->extensions, type);
          read_extension (self, type, data);
        }
    }
  find_newest (self);
  return TRUE;
}

/**
 * lg_client_hello_clear:
 * @self: a message
 *
 * Frees what it holds.
 */
void
lg_client_hello_clear (LgClientHello *self)
{
  GArray **lists[] = { &self->suites, &self->extensions, &self->groups, &self->signatures,
                       &self->point_formats, &self->versions };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_array_unref);
  g_clear_pointer (&self->server_name, g_free);
  g_clear_pointer (&self->alpn, g_strfreev);
}

/**
 * lg_client_hello_has_extension:
 * @self: a message
 * @extension: an extension's number
 *
 * Returns: whether it is there
 */
gboolean
lg_client_hello_has_extension (const LgClientHello *self,
                               guint16              extension)
{
  return lg_tls_list_has (self->extensions, extension);
}

/**
 * lg_client_hello_get_record_max:
 * @self: a message
 *
 * Returns: the longest content of a record the client asks for, bytes; 0: it does not ask
 */
guint
lg_client_hello_get_record_max (const LgClientHello *self)
{
  guint fragment = self->max_fragment >= 1 && self->max_fragment <= 4
                   ? 256u << self->max_fragment : 0;

  return self->record_limit > 0 ? self->record_limit : fragment;
}
