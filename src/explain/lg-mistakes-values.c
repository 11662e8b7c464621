/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing other values than those sent. */
#include "config.h"

#include "lg-mistake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The vendor's C and Python SDKs sign the first, another one for small devices the second. */
#define CONSTANT_MS "2524608000000"
#define CONSTANT_S "32472115200"

/* A device that asks its clock twice, milliseconds or seconds apart. */
#define NEAR 2000

static gboolean
sign_client_id (LgWay      *way,
                const char *value)
{
  if (value == NULL || lg_way_find (way, "random") != NULL || lg_way_find (way, "deviceId") != NULL)
    return FALSE;

  lg_way_set (way, "clientId", value);
  return TRUE;
}

static gboolean
include_bars (LgWay         *way,
              const LgKnown *known,
              guint          variant)
{
  const char *last = strrchr (known->sent_client_id, '|');
  g_autofree char *value = NULL;

  switch (variant)
    {
    case 0:
      value = g_strdup (known->sent_client_id);
      break;

    case 1:
      value = last != NULL ? g_strndup (known->sent_client_id, last - known->sent_client_id) : NULL;
      break;

    default:
      value = g_strconcat (known->sent->id, "|", NULL);
    }

  return sign_client_id (way, value);
}

static gboolean
omit_client_id (LgWay         *way,
                const LgKnown *known,
                guint          variant)
{
  lg_way_remove (way, "clientId");
  return TRUE;
}

static gboolean
invent_client_id (LgWay         *way,
                  const LgKnown *known,
                  guint          variant)
{
  const char *product_key = known->product_key;
  const char *device_name = known->device_name;
  const struct
  {
    const char *first;
    const char *joint;
    const char *second;
  } forms[] = {
    { product_key, ".", device_name }, { device_name, ".", product_key },
    { product_key, "&", device_name }, { device_name, "&", product_key },
    { product_key, "", "" }, { device_name, "", "" }, { "", "", "" },
  };
  g_autofree char *value = g_strconcat (forms[variant].first, forms[variant].joint,
                                        forms[variant].second, NULL);

  return sign_client_id (way, value);
}

static gboolean
sign_meant_client_id (LgWay         *way,
                      const LgKnown *known,
                      guint          variant)
{
  return sign_client_id (way, known->client_id);
}

static gboolean
change_client_id (LgWay         *way,
                  const LgKnown *known,
                  guint          variant)
{
  g_autofree char *value = NULL;

  switch (variant)
    {
    case 0:
      value = g_ascii_strdown (known->sent->id, -1);
      break;

    case 1:
      value = g_ascii_strup (known->sent->id, -1);
      break;

    default:
      value = g_strstrip (g_strdup (known->sent->id));
    }

  return sign_client_id (way, value);
}

/* A login signs clientId, a dynamic registration does not. */
static gboolean
add_client_id (LgWay         *way,
               const LgKnown *known,
               guint          variant)
{
  if (lg_way_find (way, "random") == NULL)
    return FALSE;

  lg_way_set (way, "clientId", known->sent->id);
  return TRUE;
}

/* TuyaLink's device ID, as it is not to be signed. */
static gboolean
change_device_id (LgWay         *way,
                  const LgKnown *known,
                  guint          variant)
{
  const LgWayField *field = lg_way_find (way, "deviceId");
  g_autofree char *value = NULL;

  if (field == NULL)
    return FALSE;

  if (variant == 0)
    value = g_strdup (known->sent_client_id);
  else
    value = variant == 1 ? g_ascii_strdown (field->value, -1) : g_ascii_strup (field->value, -1);
  lg_way_set (way, "deviceId", value);
  return TRUE;
}

static gboolean
is_sent_timestamp (const LgKnown *known)
{
  return lg_mqtt_client_id_get (known->sent, "timestamp") != NULL;
}

static gboolean
omit_timestamp (LgWay         *way,
                const LgKnown *known,
                guint          variant)
{
  lg_way_remove (way, "timestamp");
  return TRUE;
}

static gboolean
sign_timestamp (LgWay      *way,
                const char *value)
{
  if (value == NULL || lg_way_find (way, "random") != NULL)
    return FALSE;

  lg_way_set (way, "timestamp", value);
  return TRUE;
}

static gboolean
add_timestamp (LgWay         *way,
               const LgKnown *known,
               guint          variant)
{
  const char *const values[] = { known->timestamp, CONSTANT_MS, CONSTANT_S };

  return !is_sent_timestamp (known) && sign_timestamp (way, values[variant]);
}

static gboolean
sign_other_timestamp (LgWay         *way,
                      const LgKnown *known,
                      guint          variant)
{
  const LgWayField *field = lg_way_find (way, "timestamp");
  g_autofree char *seconds = NULL;
  g_autofree char *milliseconds = NULL;
  gsize length;

  if (field == NULL)
    return FALSE;

  length = strlen (field->value);
  seconds = length > 3 ? g_strndup (field->value, length - 3) : NULL;
  milliseconds = g_strconcat (field->value, "000", NULL);
  return sign_timestamp (way, ((const char *[]) { known->timestamp, seconds, milliseconds,
                                                  CONSTANT_MS, CONSTANT_S, "", "0" })[variant]);
}

static gboolean
sign_near_timestamp (LgWay         *way,
                     const LgKnown *known,
                     guint          variant)
{
  const LgWayField *field = lg_way_find (way, "timestamp");
  g_autofree char *value = NULL;
  guint64 number;

  if (field == NULL || !g_ascii_string_to_unsigned (field->value, 10, NEAR, G_MAXINT64 - NEAR,
                                                    &number, NULL))
    return FALSE;

  value = g_strdup_printf ("%" G_GUINT64_FORMAT, number - NEAR + variant);
  return sign_timestamp (way, value);
}

static gboolean
set_identity (LgWay      *way,
              const char *product_key,
              const char *device_name)
{
  LgWayField *first = lg_way_find (way, "deviceName");
  LgWayField *second = lg_way_find (way, "productKey");

  if (first == NULL || second == NULL)
    return FALSE;

  lg_way_set (way, "deviceName", device_name);
  lg_way_set (way, "productKey", product_key);
  return TRUE;
}

static gboolean
exchange_identity (LgWay         *way,
                   const LgKnown *known,
                   guint          variant)
{
  return known->identity_given && set_identity (way, known->device_name, known->product_key);
}

/* Where only the user name tells who the device is, it is the one that is exchanged. */
static gboolean
exchange_username (LgWay         *way,
                   const LgKnown *known,
                   guint          variant)
{
  return !known->identity_given && set_identity (way, known->device_name, known->product_key);
}

static gboolean
sign_username (LgWay         *way,
               const LgKnown *known,
               guint          variant)
{
  return known->sent_product_key != NULL
         && set_identity (way, known->sent_product_key, known->sent_device_name);
}

static gboolean
change_identity_case (LgWay         *way,
                      const LgKnown *known,
                      guint          variant)
{
  char *(*change) (const char *text,
                   gssize      length) = variant % 2 == 0 ? g_ascii_strdown : g_ascii_strup;
  g_autofree char *product_key = NULL;
  g_autofree char *device_name = NULL;

  if (known->product_key == NULL)
    return FALSE;

  product_key = change (known->product_key, -1);
  device_name = change (known->device_name, -1);
  return set_identity (way, variant / 2 == 1 ? known->product_key : product_key,
                       variant / 2 == 2 ? known->device_name : device_name);
}

static gboolean
pad_identity (LgWay         *way,
              const LgKnown *known,
              guint          variant)
{
  static const char *const blanks[] = { " ", "\n", "\r\n", "\r" };
  const char *blank = blanks[variant / 2];
  g_autofree char *product_key = g_strconcat (known->product_key, blank, NULL);
  g_autofree char *device_name = g_strconcat (known->device_name, blank, NULL);

  return set_identity (way, variant % 2 == 0 ? product_key : known->product_key,
                       variant % 2 == 1 ? device_name : known->device_name);
}

#define ID(variants, apply, cause) LG_ASPECT_CLIENT_ID, variants, FALSE, apply, cause
#define TIME(variants, apply) LG_ASPECT_TIMESTAMP, variants, FALSE, apply, "auth.timestamp-mismatch"
#define IDENTITY(variants, apply, cause) LG_ASPECT_IDENTITY, variants, FALSE, apply, cause

const LgMistake lg_mistakes_values[] = {
  { ID (3, include_bars, "auth.bars-included"),
    N_("The MQTT client ID was signed with its bars, instead of clientId alone") },
  { ID (1, omit_client_id, "auth.client-id-mismatch"),
    N_("clientId is sent, but it was not signed") },
  { ID (1, sign_meant_client_id, "auth.client-id-mismatch"),
    N_("Another clientId was signed than the one sent") },
  { ID (7, invent_client_id, "auth.client-id-mismatch"),
    N_("Another clientId was signed than the one sent") },
  { ID (3, change_client_id, "auth.client-id-mismatch"),
    N_("clientId was signed in another case, or without its blanks") },
  { ID (1, add_client_id, "auth.client-id-mismatch"),
    N_("clientId was signed, which is not part of a dynamic registration") },
  { ID (3, change_device_id, "auth.client-id-mismatch"),
    N_("The MQTT client ID was signed, or deviceId in another case") },
  { TIME (1, omit_timestamp),
    N_("timestamp is sent, but it was not signed") },
  { TIME (3, add_timestamp),
    N_("A timestamp was signed, but it is not sent") },
  { TIME (7, sign_other_timestamp),
    N_("Another timestamp was signed than the one sent") },
  { LG_ASPECT_TIMESTAMP, 2 * NEAR + 1, TRUE, sign_near_timestamp, "auth.timestamp-mismatch",
    N_("Another timestamp was signed than the one sent") },
  { IDENTITY (1, exchange_identity, "auth.content-names"),
    N_("DeviceName and ProductKey are exchanged in the signed text") },
  { IDENTITY (1, exchange_username, "auth.username-swapped"),
    N_("The user name has ProductKey and DeviceName exchanged") },
  { IDENTITY (1, sign_username, "auth.wrong-secret"),
    N_("The user name's ProductKey and DeviceName were signed, not the device's") },
  { IDENTITY (6, change_identity_case, "auth.wrong-secret"),
    N_("ProductKey or DeviceName was signed in another case") },
  { IDENTITY (8, pad_identity, "auth.wrong-secret"),
    N_("ProductKey or DeviceName was signed with a blank or a line end") },
  { 0 },
};
