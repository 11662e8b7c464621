/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-device.h"

#include <glib/gi18n-lib.h>

struct _LgImportDevice
{
  GObject        parent_instance;
  LgImportKind   kind;
  guint          line;
  char          *title;
  char          *group;
  LgCredentials *credentials;
  LgEndpoint    *endpoint;
  GPtrArray     *remarks;
};

G_DEFINE_FINAL_TYPE (LgImportDevice, lg_import_device, G_TYPE_OBJECT)

static void
lg_import_device_finalize (GObject *object)
{
  LgImportDevice *self = LG_IMPORT_DEVICE (object);

  g_free (self->title);
  g_free (self->group);
  g_clear_object (&self->credentials);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);

  G_OBJECT_CLASS (lg_import_device_parent_class)->finalize (object);
}

static void
lg_import_device_class_init (LgImportDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_import_device_finalize;
}

static void
lg_import_device_init (LgImportDevice *self)
{
}

/**
 * lg_import_device_new:
 * @kind: the form it was written in
 * @line: the line it begins in, from 1
 * @title: (nullable): what the text calls it
 * @group: (nullable): the group it is in
 * @credentials: who it is
 * @endpoint: where it connects
 * @remarks: (element-type LgImportRemark): what there is to say
 *
 * Returns: (transfer full): a device
 */
LgImportDevice *
lg_import_device_new (LgImportKind   kind,
                      guint          line,
                      const char    *title,
                      const char    *group,
                      LgCredentials *credentials,
                      LgEndpoint    *endpoint,
                      GPtrArray     *remarks)
{
  LgImportDevice *self = g_object_new (LG_TYPE_IMPORT_DEVICE, NULL);

  self->kind = kind;
  self->line = line;
  self->title = g_strdup (title);
  self->group = g_strdup (group);
  self->credentials = g_object_ref (credentials);
  self->endpoint = g_object_ref (endpoint);
  self->remarks = g_ptr_array_ref (remarks);
  return self;
}

/**
 * lg_import_device_get_kind:
 *
 * Returns: the form it was written in
 */
LgImportKind
lg_import_device_get_kind (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), LG_IMPORT_KIND_LINES);

  return self->kind;
}

/**
 * lg_import_device_get_line:
 *
 * Returns: the line of the text it begins in, from 1
 */
guint
lg_import_device_get_line (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), 0);

  return self->line;
}

/**
 * lg_import_device_get_title:
 *
 * Returns: (nullable): what the text calls the device, beside its DeviceName
 */
const char *
lg_import_device_get_title (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  return self->title;
}

/**
 * lg_import_device_get_group:
 *
 * Returns: (nullable): the group the text puts the device in
 */
const char *
lg_import_device_get_group (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  return self->group;
}

/**
 * lg_import_device_get_credentials:
 *
 * Returns: (transfer none): who the device is
 */
LgCredentials *
lg_import_device_get_credentials (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  return self->credentials;
}

/**
 * lg_import_device_get_endpoint:
 *
 * Returns: (transfer none): where it connects
 */
LgEndpoint *
lg_import_device_get_endpoint (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  return self->endpoint;
}

/**
 * lg_import_device_get_remarks:
 *
 * Returns: (transfer none) (element-type LgImportRemark): what there is to say, risks first
 */
GPtrArray *
lg_import_device_get_remarks (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  return self->remarks;
}

/**
 * lg_import_device_is_signed:
 *
 * Whether the text gave a finished MQTT password instead of a secret: it can be sent or explained,
 * and nothing else can be computed from it.
 *
 * Returns: whether that is so
 */
gboolean
lg_import_device_is_signed (LgImportDevice *self)
{
  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), FALSE);

  return lg_credentials_get_mode (self->credentials) == LG_MODE_CUSTOM
         && lg_credentials_get_secret (self->credentials) != NULL;
}

/**
 * lg_import_device_dup_subtitle:
 *
 * Returns: (transfer full): host, port and transport, in one line
 */
char *
lg_import_device_dup_subtitle (LgImportDevice *self)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (LG_IS_IMPORT_DEVICE (self), NULL);

  host = lg_endpoint_resolve_host (self->endpoint,
                                   lg_credentials_get_product_key (self->credentials));
  return g_strdup_printf ("%s:%u · %s", host != NULL && *host != '\0' ? host : "–",
                          lg_endpoint_get_port (self->endpoint),
                          lg_endpoint_get_security (self->endpoint) == LG_SECURITY_TLS
                          ? "TLS" : _("not encrypted"));
}

/**
 * lg_import_kind_get_name:
 * @kind: a kind
 *
 * Returns: its name, translated
 */
const char *
lg_import_kind_get_name (LgImportKind kind)
{
  switch (kind)
    {
    case LG_IMPORT_KIND_CONSOLE:
      return _("Connection parameters of the console");

    case LG_IMPORT_KIND_CERTIFICATE:
      return _("Device certificate");

    case LG_IMPORT_KIND_MQTTX:
      return _("MQTTX connection");

    case LG_IMPORT_KIND_TABLE:
      return _("Table");

    case LG_IMPORT_KIND_MOSQUITTO:
      return _("mosquitto command");

    case LG_IMPORT_KIND_ESP_AT:
      return _("ESP-AT commands");

    case LG_IMPORT_KIND_AT:
      return _("AT commands");

    case LG_IMPORT_KIND_PROGRAM:
      return _("Source of a program");

    case LG_IMPORT_KIND_NODE_RED:
      return _("Node-RED broker");

    case LG_IMPORT_KIND_LINES:
    default:
      return _("Names and values");
    }
}
