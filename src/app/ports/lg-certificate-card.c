/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-certificate-card.h"

#include "app/widgets/lg-copy-row.h"
#include "device/lg-printable.h"
#include "lg-days-left-bar.h"
#include "model/lg-check-word.h"
#include "model/lg-days-left.h"

#include <glib/gi18n.h>

struct _LgCertificateCard
{
  AdwBin       parent_instance;
  GtkLabel    *name;
  GtkLabel    *kind;
  GtkLevelBar *bar;
  GtkLabel    *left;
  LgCopyRow   *names;
  LgCopyRow   *dates;
  LgCopyRow   *issuer;
  LgCopyRow   *sha256;
};

G_DEFINE_FINAL_TYPE (LgCertificateCard, lg_certificate_card, ADW_TYPE_BIN)

static void
lg_certificate_card_class_init (LgCertificateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LG_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-certificate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, name);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, kind);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, bar);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, left);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, names);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, dates);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, issuer);
  gtk_widget_class_bind_template_child (widget_class, LgCertificateCard, sha256);
}

static void
lg_certificate_card_init (LgCertificateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_details (LgCertificateCard   *self,
              const LgCertificate *certificate)
{
  g_auto (GStrv) names = lg_certificate_dup_names (certificate);
  g_autofree char *covered = g_strjoinv (", ", names);
  g_autofree char *begin = lg_days_left_format_date (lg_certificate_get_not_before (certificate));
  g_autofree char *end = lg_days_left_format_date (lg_certificate_get_not_after (certificate));
  g_autofree char *dates = g_strdup_printf ("%s – %s", begin, end);

  gtk_widget_set_visible (GTK_WIDGET (self->names), *covered != '\0');
  lg_copy_row_set_value (self->names, covered);
  lg_copy_row_set_value (self->dates, dates);
  lg_copy_row_set_value (self->issuer, lg_certificate_get_issuer (certificate));
  lg_copy_row_set_value (self->sha256, lg_certificate_get_sha256 (certificate));
}

/**
 * lg_certificate_card_new:
 * @certificate: what to show
 * @role: what it is in its chain
 * @at_s: the time to count its days from, Unix seconds
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
lg_certificate_card_new (LgCertificate *certificate,
                         const char    *role,
                         gint64         at_s)
{
  LgCertificateCard *self = g_object_new (LG_TYPE_CERTIFICATE_CARD, NULL);
  g_autofree char *left = lg_days_left_describe (certificate, at_s);
  g_auto (GStrv) names = lg_certificate_dup_names (certificate);
  guint n_names = g_strv_length (names);
  g_autofree char *name = lg_printable_line (lg_certificate_get_name (certificate), -1);
  g_autofree char *covers = NULL, *kind = NULL;

  if (n_names > 0)
    covers = g_strdup_printf (ngettext ("%u name", "%u names", n_names), n_names);
  kind = g_strjoin (" · ", role, lg_certificate_get_key (certificate), covers, NULL);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->kind, kind);
  gtk_label_set_text (self->left, left);
  if (lg_certificate_get_not_after (certificate) < at_s)
    gtk_widget_add_css_class (GTK_WIDGET (self->left), "error");
  lg_days_left_bar_show (self->bar, certificate, at_s);
  show_details (self, certificate);
  return GTK_WIDGET (self);
}
