/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-certificate-file.h"
#include "lg-known-root.h"
#include "lg-root.h"

#include <glib/gi18n-lib.h>

#define DAY_S (24 * 60 * 60)

struct _LgRoot
{
  GObject            parent_instance;

  char              *name;
  char              *title;
  LgRootSource       source;
  LgCertificateFile  file;
  char              *md5;
};

G_DEFINE_FINAL_TYPE (LgRoot, lg_root, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (LgRootSource, lg_root_source,
                    G_DEFINE_ENUM_VALUE (LG_ROOT_SHIPPED, "shipped"),
                    G_DEFINE_ENUM_VALUE (LG_ROOT_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (LG_ROOT_SYSTEM_STORE, "system-store"))

static void
lg_root_finalize (GObject *object)
{
  LgRoot *self = LG_ROOT (object);

  g_free (self->name);
  g_free (self->title);
  g_ptr_array_unref (self->file.certificates);
  g_free (self->md5);

  G_OBJECT_CLASS (lg_root_parent_class)->finalize (object);
}

static void
lg_root_class_init (LgRootClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_root_finalize;
}

static void
lg_root_init (LgRoot *self)
{
}

static const LgKnownRoot *
find_known (LgRoot *self)
{
  LgCertificate *certificate = lg_root_get_certificate (self);

  return certificate != NULL
         ? lg_known_root_find (lg_certificate_get_sha256 (certificate)) : NULL;
}

static const char *
choose_title (LgRoot *self)
{
  const LgKnownRoot *known = find_known (self);

  if (self->source == LG_ROOT_SYSTEM_STORE)
    return _("This computer's certificate store");
  return known != NULL ? known->title : lg_certificate_get_name (lg_root_get_certificate (self));
}

/**
 * lg_root_new_from_bytes:
 * @name: what it is selected by
 * @source: where it comes from
 * @bytes: a certificate file in any form; several certificates are several anchors
 * @error: return location for a #LgTrustError
 *
 * A certificate that is not a CA is accepted here: a verdict against it says `root.not-a-ca`.
 *
 * Returns: (transfer full): the root, or %NULL
 */
LgRoot *
lg_root_new_from_bytes (const char    *name,
                        LgRootSource   source,
                        GBytes        *bytes,
                        GError       **error)
{
  LgCertificateFile file;
  LgRoot *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!lg_certificate_file_read (bytes, &file, error))
    return NULL;

  self = g_object_new (LG_TYPE_ROOT, NULL);
  self->name = g_strdup (name);
  self->source = source;
  self->file = file;
  self->md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes);
  self->title = g_strdup (choose_title (self));
  return self;
}

/**
 * lg_root_get_name:
 * @self: a root
 *
 * Returns: what it is selected by: `aliyun-iot`, `system`, a path
 */
const char *
lg_root_get_name (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  return self->name;
}

/**
 * lg_root_get_title:
 * @self: a root
 *
 * Returns: what people call it: `GlobalSign R1`; a file is called after its first certificate
 */
const char *
lg_root_get_title (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  return self->title;
}

/**
 * lg_root_get_source:
 * @self: a root
 *
 * Returns: where it comes from
 */
LgRootSource
lg_root_get_source (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), LG_ROOT_FILE);

  return self->source;
}

/**
 * lg_root_get_certificates:
 * @self: a root
 *
 * Returns: (transfer none) (element-type LgCertificate): every anchor, at least one
 */
GPtrArray *
lg_root_get_certificates (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  return self->file.certificates;
}

/**
 * lg_root_get_certificate:
 * @self: a root
 *
 * Returns: (transfer none) (nullable): the root's certificate, the first of a file; %NULL for the
 *   system store
 */
LgCertificate *
lg_root_get_certificate (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  return self->source == LG_ROOT_SYSTEM_STORE ? NULL
                                              : g_ptr_array_index (self->file.certificates, 0);
}

/**
 * lg_root_get_md5:
 * @self: a root
 *
 * Returns: MD5 of the file's bytes, 32 lower-case hexadecimal digits: what vendors publish
 */
const char *
lg_root_get_md5 (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  return self->md5;
}

/**
 * lg_root_get_vendor_md5:
 * @self: a root
 *
 * Returns: (nullable): the MD5 the vendor publishes for its file of this certificate; %NULL: none
 */
const char *
lg_root_get_vendor_md5 (LgRoot *self)
{
  const LgKnownRoot *known;

  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  known = find_known (self);
  return known != NULL ? known->md5 : NULL;
}

/**
 * lg_root_get_form:
 * @self: a root
 *
 * Returns: how its first certificate is written
 */
LgCertificateForm
lg_root_get_form (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), LG_CERTIFICATE_FORM_PEM);

  return self->file.form;
}

/**
 * lg_root_is_joined:
 * @self: a root
 *
 * Returns: whether it is PEM whose line breaks are missing
 */
gboolean
lg_root_is_joined (LgRoot *self)
{
  g_return_val_if_fail (LG_IS_ROOT (self), FALSE);

  return self->file.joined;
}

/**
 * lg_root_describe_file:
 * @self: a root
 *
 * Compares the file with the one whose MD5 the vendor publishes. A copy with other line ends has
 * another MD5 and is the same certificate.
 *
 * Returns: (nullable): the comparison, for people; %NULL when nothing is published for this root
 */
const char *
lg_root_describe_file (LgRoot *self)
{
  const char *md5;

  g_return_val_if_fail (LG_IS_ROOT (self), NULL);

  md5 = lg_root_get_vendor_md5 (self);
  if (md5 == NULL)
    return NULL;
  return g_str_equal (md5, self->md5)
         ? _("Identical to the vendor's file")
         : _("The vendor's certificate in other bytes: line endings or format");
}

/**
 * lg_root_get_not_after:
 * @self: a root
 *
 * Returns: when its certificate ends, Unix seconds; 0 for the system store, which has no one end
 */
gint64
lg_root_get_not_after (LgRoot *self)
{
  LgCertificate *certificate;

  g_return_val_if_fail (LG_IS_ROOT (self), 0);

  certificate = lg_root_get_certificate (self);
  return certificate != NULL ? lg_certificate_get_not_after (certificate) : 0;
}

/**
 * lg_root_get_days_left:
 * @self: a root
 * @now_s: Unix seconds
 *
 * Returns: whole days until it ends, negative once it has; %G_MAXINT for the system store
 */
int
lg_root_get_days_left (LgRoot *self,
                       gint64  now_s)
{
  gint64 left;

  g_return_val_if_fail (LG_IS_ROOT (self), 0);

  if (self->source == LG_ROOT_SYSTEM_STORE)
    return G_MAXINT;
  left = lg_root_get_not_after (self) - now_s;
  return (int) CLAMP ((left < 0 ? left - DAY_S + 1 : left) / DAY_S, G_MININT, G_MAXINT);
}
