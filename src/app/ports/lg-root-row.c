/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-root-row.h"

#include "app/widgets/lg-file-chooser.h"
#include "device/lg-printable.h"
#include "lg-certificate-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LgRootRow
{
  GtkListBoxRow  parent_instance;
  AdwBin        *card;
  GtkLabel      *file;
  GtkWidget     *export;
  LgRoot        *root;
};

G_DEFINE_FINAL_TYPE (LgRootRow, lg_root_row, GTK_TYPE_LIST_BOX_ROW)

static const char *const sources[] = {
  [LG_ROOT_SHIPPED] = N_("comes with Linkglass"),
  [LG_ROOT_FILE] = N_("a file"),
};

static void
say (LgRootRow  *self,
     const char *text,
     gboolean    failed)
{
  gtk_label_set_text (self->file, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->file), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->file), failed ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->file), failed ? "error" : "dim-label");
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (LgRootRow) self = user_data;
  g_autoptr (GError) error = NULL;

  g_autofree char *path = g_file_get_parse_name (G_FILE (object));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    text = g_strdup_printf (_("Saved as %s"), path);
  say (self, text != NULL ? text : error->message, text == NULL);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgRootRow) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);
  g_autoptr (GBytes) bytes = NULL;
  char *pem;

  if (file == NULL)
    return;

  pem = lg_certificate_to_pem (lg_root_get_certificate (self->root));
  bytes = g_bytes_new_take (pem, strlen (pem));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       written_cb, g_steal_pointer (&self));
}

static void
export_clicked_cb (LgRootRow *self)
{
  g_autofree char *base = g_path_get_basename (lg_root_get_name (self->root));
  g_autofree char *name = g_str_has_suffix (base, ".pem") ? g_strdup (base)
                                                          : g_strconcat (base, ".pem", NULL);

  lg_file_chooser_save_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                              _("Save the Root Certificate"), name, NULL, chosen_cb,
                              g_object_ref (self));
}

static void
lg_root_row_dispose (GObject *object)
{
  g_clear_object (&LG_ROOT_ROW (object)->root);

  G_OBJECT_CLASS (lg_root_row_parent_class)->dispose (object);
}

static void
lg_root_row_class_init (LgRootRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_root_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-root-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgRootRow, card);
  gtk_widget_class_bind_template_child (widget_class, LgRootRow, file);
  gtk_widget_class_bind_template_child (widget_class, LgRootRow, export);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
}

static void
lg_root_row_init (LgRootRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The system store is many certificates without one end. */
static GtkWidget *
new_store_label (LgRoot *root)
{
  guint n = lg_root_get_certificates (root)->len;
  g_autofree char *text = g_strdup_printf (ngettext ("%s: %u certificate", "%s: %u certificates",
                                                     n),
                                           lg_root_get_title (root), n);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* The file beside the vendor's, and what else is in it. */
static char *
describe_file (LgRoot *root)
{
  GPtrArray *certificates = lg_root_get_certificates (root);
  const char *verdict = lg_root_describe_file (root);
  const char *md5 = lg_root_get_md5 (root), *vendor_md5 = lg_root_get_vendor_md5 (root);
  gboolean of_file = lg_root_get_source (root) == LG_ROOT_FILE;
  GString *text = g_string_new (NULL);

  if (verdict != NULL)
    g_string_append_printf (text, "MD5 %s: %s", md5, verdict);
  else if (of_file)
    g_string_append (text, lg_root_get_name (root));
  if (vendor_md5 != NULL && strcmp (md5, vendor_md5) != 0)
    {
      g_autofree char *line = g_strdup_printf (_("MD5 of the vendor’s file: %s"), vendor_md5);

      g_string_append_printf (text, "\n%s", line);
    }
  for (guint i = 1; of_file && i < certificates->len; i++)
    {
      g_autofree char *line =
        lg_printable_format (_("Also in it: %s"),
                             lg_certificate_get_subject (certificates->pdata[i]));

      g_string_append_printf (text, "\n%s", line);
    }
  return g_string_free (text, FALSE);
}

/**
 * lg_root_row_new:
 * @root: what to show
 * @now_s: the time to count its days from, Unix seconds
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
lg_root_row_new (LgRoot *root,
                 gint64  now_s)
{
  LgRootRow *self = g_object_new (LG_TYPE_ROOT_ROW, NULL);
  LgCertificate *certificate = lg_root_get_certificate (root);
  g_autofree char *file = describe_file (root);

  self->root = g_object_ref (root);
  gtk_widget_set_visible (self->export, certificate != NULL);
  adw_bin_set_child (self->card,
                     certificate != NULL
                     ? lg_certificate_card_new (certificate, _(sources[lg_root_get_source (root)]),
                                                now_s)
                     : new_store_label (root));
  say (self, *file != '\0' ? file : NULL, FALSE);
  return GTK_WIDGET (self);
}
