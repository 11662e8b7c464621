/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/lg-takeover.h"

/* What was asked, in order, and whether it may be connected. */
typedef struct
{
  GtkWidget *parent;
  GString   *asked;
  int        answer;
} Fixture;

#define NO_ANSWER -1

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return ADW_MESSAGE_DIALOG (window);
    }

  return NULL;
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *self = user_data;

  self->answer = lg_takeover_ask_finish (result);
}

/* Answers every question with @response. */
static gboolean
ask (Fixture    *self,
     LgProfile  *profile,
     const char *response)
{
  g_string_truncate (self->asked, 0);
  self->answer = NO_ANSWER;
  lg_takeover_ask_async (GTK_WINDOW (self->parent), profile, NULL, answer_cb, self);
  while (self->answer == NO_ANSWER)
    {
      AdwMessageDialog *question = find_question ();

      if (question != NULL)
        {
          g_string_append_printf (self->asked, "[%s]", adw_message_dialog_get_heading (question));
          adw_message_dialog_response (question, response);
          gtk_window_destroy (GTK_WINDOW (question));
        }
      g_main_context_iteration (NULL, question == NULL);
    }

  return self->answer;
}

static LgProfile *
make_profile (const char *platform,
              LgProtocol  protocol)
{
  LgProfile *profile = lg_profile_new (NULL);

  g_object_set (lg_profile_get_endpoint (profile),
                "platform", platform,
                "protocol", protocol,
                NULL);
  return profile;
}

/* The vendor says that there is no way back from MQTT 5: asked before the first login, once. */
static void
test_mqtt_5 (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (LgProfile) profile = make_profile ("alibaba", LG_PROTOCOL_MQTT_5);

  g_assert_false (ask (self, profile, "cancel"));
  g_assert_cmpstr (self->asked->str, ==, "[Connect With MQTT 5 for Good?]");
  g_assert_false (lg_profile_get_mqtt_5_confirmed (profile));

  g_assert_true (ask (self, profile, "connect"));
  g_assert_cmpstr (self->asked->str, ==,
                   "[Connect With MQTT 5 for Good?][Take This Device’s Place?]");
  g_assert_true (ask (self, profile, "connect"));
  g_assert_cmpstr (self->asked->str, ==, "");
}

static void
test_nothing_to_lose (Fixture       *self,
                      gconstpointer  data)
{
  static const struct
  {
    const char *platform;
    LgProtocol  protocol;
    const char *asked;
  } rows[] = {
    { "alibaba", LG_PROTOCOL_MQTT_3_1_1, "[Take This Device’s Place?]" },
    { "tuyalink", LG_PROTOCOL_MQTT_5, "[Take This Device’s Place?]" },
    { "custom", LG_PROTOCOL_MQTT_5, "[Take This Device’s Place?]" },
    { "practice", LG_PROTOCOL_MQTT_5, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgProfile) profile = make_profile (rows[i].platform, rows[i].protocol);

      g_assert_true (ask (self, profile, "connect"));
      g_assert_cmpstr (self->asked->str, ==, rows[i].asked);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->asked = g_string_new (NULL);
  self->parent = adw_window_new ();
  gtk_window_present (GTK_WINDOW (self->parent));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->parent));
  g_string_free (self->asked, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/takeover/mqtt-5", Fixture, NULL, set_up, test_mqtt_5, tear_down);
  g_test_add ("/takeover/nothing-to-lose", Fixture, NULL, set_up, test_nothing_to_lose, tear_down);

  return g_test_run ();
}
