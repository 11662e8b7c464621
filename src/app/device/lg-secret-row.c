/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-secret-row.h"

#include <glib/gi18n.h>

struct _LgSecretRow
{
  AdwActionRow    parent_instance;
  GtkWidget      *spinner;
  GtkWidget      *warning;
  GtkButton      *button;
  LgSecretKeeper *keeper;
  GSignalGroup   *signals;
  GSignalGroup   *profile_signals;
};

G_DEFINE_FINAL_TYPE (LgSecretRow, lg_secret_row, ADW_TYPE_ACTION_ROW)

/* What the row says, and what its button does. */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *action;
  void      (*act) (LgSecretKeeper *keeper);
  gboolean    warns;
} Look;

static Look
look_for_session (LgKeyringState  state,
                  const char     *message)
{
  Look look = {
    .title = _("Kept for this session only"),
    .subtitle = _("It is gone when Linkglass closes."),
    .action = _("Keep in Keyring"),
    .act = lg_secret_keeper_keep,
  };

  switch (state)
    {
    case LG_KEYRING_LOCKED:
      look.subtitle = _("It is gone when Linkglass closes. The keyring is locked; it asks for its "
                        "password before it keeps the secret.");
      break;

    case LG_KEYRING_ABSENT:
    case LG_KEYRING_FAILED:
      look.subtitle = message;
      look.action = _("Retry");
      look.act = lg_secret_keeper_look;
      break;

    case LG_KEYRING_ASKING:
    case LG_KEYRING_READY:
    case LG_KEYRING_EMPTY:
    default:
      break;
    }

  return look;
}

static Look
look_for_keyring (LgKeyringState  state,
                  const char     *message,
                  gboolean        typed)
{
  Look look = { .title = _("Kept in the keyring"), .warns = TRUE };

  switch (state)
    {
    case LG_KEYRING_LOCKED:
      look.title = _("The keyring is locked");
      look.subtitle = typed ? _("The secret is used for this session, and not stored yet.")
                            : _("Unlock it with its password, usually the one you log in with, or "
                                "type the secret for this session.");
      look.action = _("Unlock…");
      look.act = lg_secret_keeper_unlock;
      break;

    case LG_KEYRING_ABSENT:
    case LG_KEYRING_FAILED:
      look.title = typed ? _("Not stored in the keyring yet")
                         : _("Cannot be read from the keyring");
      look.subtitle = message;
      look.action = _("Retry");
      look.act = lg_secret_keeper_unlock;
      break;

    case LG_KEYRING_EMPTY:
      look.subtitle = _("Nothing is stored yet; what you type will be.");
      look.action = _("This Session Only");
      look.act = lg_secret_keeper_forget;
      look.warns = FALSE;
      break;

    case LG_KEYRING_ASKING:
    case LG_KEYRING_READY:
    default:
      look.subtitle = _("Encrypted by this computer’s keyring, and there at the next start.");
      look.action = _("This Session Only");
      look.act = lg_secret_keeper_forget;
      look.warns = FALSE;
    }

  return look;
}

static Look
get_look (LgSecretRow *self)
{
  LgKeyringState state = lg_secret_keeper_get_state (self->keeper);
  const char *message = lg_secret_keeper_get_message (self->keeper);
  LgProfile *profile = lg_secret_keeper_get_profile (self->keeper);

  if (lg_profile_get_secret_place (profile) == LG_SECRET_PLACE_SESSION)
    return look_for_session (state, message);

  return look_for_keyring (state, message, lg_secret_keeper_has_secret (self->keeper));
}

static void
update (LgSecretRow *self)
{
  gboolean asking;
  Look look;

  gtk_widget_set_visible (GTK_WIDGET (self), self->keeper != NULL);
  if (self->keeper == NULL)
    return;

  look = get_look (self);
  asking = lg_secret_keeper_get_state (self->keeper) == LG_KEYRING_ASKING;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), look.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), look.subtitle);
  gtk_button_set_label (self->button, look.action);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !asking);
  gtk_widget_set_visible (self->spinner, asking);
  gtk_widget_set_visible (self->warning, look.warns);
}

static void
button_clicked_cb (LgSecretRow *self)
{
  get_look (self).act (self->keeper);
}

static void
lg_secret_row_dispose (GObject *object)
{
  LgSecretRow *self = LG_SECRET_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->profile_signals);
  g_clear_object (&self->keeper);

  G_OBJECT_CLASS (lg_secret_row_parent_class)->dispose (object);
}

static void
lg_secret_row_class_init (LgSecretRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_secret_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-secret-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgSecretRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, LgSecretRow, warning);
  gtk_widget_class_bind_template_child (widget_class, LgSecretRow, button);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
lg_secret_row_init (LgSecretRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (LG_TYPE_SECRET_KEEPER);
  g_signal_group_connect_swapped (self->signals, "notify::state", G_CALLBACK (update), self);
  self->profile_signals = g_signal_group_new (LG_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile_signals, "notify::secret-place",
                                  G_CALLBACK (update), self);
}

/**
 * lg_secret_row_set_keeper:
 * @keeper: (nullable): the device's; %NULL for the practice device
 *
 * Shows what it says, after asking the keyring.
 */
void
lg_secret_row_set_keeper (LgSecretRow    *self,
                          LgSecretKeeper *keeper)
{
  g_return_if_fail (LG_IS_SECRET_ROW (self));

  if (!g_set_object (&self->keeper, keeper))
    return;

  g_signal_group_set_target (self->signals, keeper);
  g_signal_group_set_target (self->profile_signals,
                             keeper != NULL ? lg_secret_keeper_get_profile (keeper) : NULL);
  update (self);
  if (keeper != NULL)
    lg_secret_keeper_look (keeper);
}
