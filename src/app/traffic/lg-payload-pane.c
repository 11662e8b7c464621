/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-payload-pane.h"

#include "device/lg-printable.h"
#include "model/lg-catalogue.h"
#include "model/lg-event-text.h"
#include "model/lg-payload.h"
#include "app/widgets/lg-source.h"

#include <glib/gi18n.h>

struct _LgPayloadPane
{
  AdwBin           parent_instance;
  GtkStack        *stack;
  GtkLabel        *title;
  GtkLabel        *topic;
  GtkLabel        *facts;
  GtkWidget       *payload_box;
  GtkSourceView   *payload;
  GtkToggleButton *json;
  GtkToggleButton *text;
  GtkToggleButton *hex;

  gboolean         closable;
  LgEventRow      *row;
  LgPayloadForm    form;
};

G_DEFINE_FINAL_TYPE (LgPayloadPane, lg_payload_pane, ADW_TYPE_BIN)

enum
{
  PROP_CLOSABLE = 1,
  N_PROPS,
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GtkToggleButton *
get_button (LgPayloadPane *self,
            LgPayloadForm  form)
{
  return form == LG_PAYLOAD_JSON ? self->json : form == LG_PAYLOAD_TEXT ? self->text : self->hex;
}

static char *
dup_form (LgPayloadPane *self,
          LgPayloadForm  form)
{
  const LgEvent *event = lg_event_row_get_event (self->row);

  return event->payload != NULL ? lg_payload_dup (event->payload, event->payload_length, form)
                                : NULL;
}

static void
form_toggled_cb (LgPayloadPane   *self,
                 GtkToggleButton *button)
{
  if (self->row == NULL || !gtk_toggle_button_get_active (button))
    return;

  for (guint form = 0; form < LG_PAYLOAD_N_FORMS; form++)
    if (button == get_button (self, form))
      {
        g_autofree char *text = dup_form (self, form);
        g_autofree char *shown = text != NULL ? lg_printable_lines (text) : NULL;

        self->form = form;
        lg_source_set_json (self->payload, form == LG_PAYLOAD_JSON);
        gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->payload),
                                     form == LG_PAYLOAD_HEX ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
        lg_source_set_text (self->payload, shown != NULL ? shown : "");
      }
}

/* Offers the forms the payload has and shows the one that says most. */
static void
show_payload (LgPayloadPane *self)
{
  const LgEvent *event = lg_event_row_get_event (self->row);
  GtkToggleButton *best = NULL;

  gtk_widget_set_visible (self->payload_box, event->payload_length > 0);
  if (event->payload_length == 0)
    return;

  for (guint form = 0; form < LG_PAYLOAD_N_FORMS; form++)
    {
      g_autofree char *text = dup_form (self, form);
      GtkToggleButton *button = get_button (self, form);

      gtk_widget_set_sensitive (GTK_WIDGET (button), text != NULL);
      if (best == NULL && text != NULL)
        best = button;
    }

  if (gtk_toggle_button_get_active (best))
    form_toggled_cb (self, best);
  else
    gtk_toggle_button_set_active (best, TRUE);
}

static void
show_title (LgPayloadPane *self,
            LgProfile     *profile)
{
  const LgEvent *event = lg_event_row_get_event (self->row);
  g_autofree char *subject = lg_event_text_dup (event, LG_EVENT_COLUMN_SUBJECT);
  g_autofree char *arrow = lg_event_text_dup (event, LG_EVENT_COLUMN_DIRECTION);
  g_autofree char *detail = lg_event_text_dup (event, LG_EVENT_COLUMN_DETAIL);
  gboolean message = lg_event_get_packet (event) == LG_PACKET_PUBLISH;
  const LgTopic *known = message && event->topic != NULL
    ? lg_catalogue_find (profile, event->topic) : NULL;
  const char *name = known != NULL ? known->name : message ? "PUBLISH" : subject;
  g_autofree char *title = g_strstrip (g_strdup_printf ("%s %s", name, arrow));
  const char *below = !message ? detail : event->topic != NULL ? subject : NULL;

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->topic, below != NULL ? below : "");
  gtk_widget_set_visible (GTK_WIDGET (self->topic), below != NULL && *below != '\0');
}

static void
add_message_facts (GPtrArray     *facts,
                   const LgEvent *event)
{
  char *said = lg_event_dup_text (event);

  g_ptr_array_add (facts, g_strdup_printf ("QoS %d", event->flags & LG_EVENT_FLAG_QOS_MASK));
  if (event->flags & LG_EVENT_FLAG_RETAIN)
    g_ptr_array_add (facts, g_strdup (_("retained")));
  if (event->flags & LG_EVENT_FLAG_DUP)
    g_ptr_array_add (facts, g_strdup (_("sent again")));
  g_ptr_array_add (facts, g_strdup_printf (ngettext ("payload of %'zu byte",
                                                     "payload of %'zu bytes",
                                                     event->payload_length),
                                           event->payload_length));
  if (said != NULL)
    g_ptr_array_add (facts, said);
}

static void
add_answer_fact (GPtrArray     *facts,
                 LgProfile     *profile,
                 LgRecording   *recording,
                 const LgEvent *event)
{
  g_autoptr (LgEvent) request = lg_catalogue_find_request (profile, recording, event);
  g_autofree char *time = NULL;

  if (event->duration_us > 0)
    time = lg_event_text_dup_duration (event->duration_us);
  else if (request != NULL)
    time = lg_event_text_dup_duration (event->mono_us - request->mono_us);
  else
    return;

  g_ptr_array_add (facts, event->direction == LG_DIRECTION_IN
                          ? g_strdup_printf (_("%s after the request"), time)
                          : g_strdup_printf (_("took %s"), time));
}

static void
show_facts (LgPayloadPane *self,
            LgProfile     *profile,
            LgRecording   *recording)
{
  const LgEvent *event = lg_event_row_get_event (self->row);
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL, *shown = NULL;

  g_ptr_array_add (facts, lg_event_text_dup_time (event));
  if (lg_event_text_get_direction (event) != NULL)
    g_ptr_array_add (facts, g_strdup (lg_event_text_get_direction (event)));
  if (lg_event_get_packet (event) == LG_PACKET_PUBLISH)
    add_message_facts (facts, event);
  if (event->size > 0)
    g_ptr_array_add (facts, g_strdup_printf (ngettext ("%'u byte on the wire",
                                                       "%'u bytes on the wire", event->size),
                                             event->size));
  add_answer_fact (facts, profile, recording, event);

  g_ptr_array_add (facts, NULL);
  text = g_strjoinv (" · ", (GStrv) facts->pdata);
  shown = lg_printable_line (text, -1);
  gtk_label_set_text (self->facts, shown);
}

/* What was sent, to the letter, and not what is shown of it. */
static void
copy_clicked_cb (LgPayloadPane *self)
{
  g_autofree char *text = self->row != NULL ? dup_form (self, self->form) : NULL;

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
close_clicked_cb (LgPayloadPane *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
lg_payload_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_assert (prop_id == PROP_CLOSABLE);

  g_value_set_boolean (value, LG_PAYLOAD_PANE (object)->closable);
}

static void
lg_payload_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  LgPayloadPane *self = LG_PAYLOAD_PANE (object);

  g_assert (prop_id == PROP_CLOSABLE);

  if (self->closable == g_value_get_boolean (value))
    return;

  self->closable = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
lg_payload_pane_dispose (GObject *object)
{
  LgPayloadPane *self = LG_PAYLOAD_PANE (object);

  g_clear_object (&self->row);
  /* GTK would unparent the stack without telling the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_PAYLOAD_PANE);

  G_OBJECT_CLASS (lg_payload_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-payload-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, stack);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, title);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, topic);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, facts);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, payload_box);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, payload);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, json);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, text);
  gtk_widget_class_bind_template_child (widget_class, LgPayloadPane, hex);
  gtk_widget_class_bind_template_callback (widget_class, form_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
lg_payload_pane_class_init (LgPayloadPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_payload_pane_get_property;
  object_class->set_property = lg_payload_pane_set_property;
  object_class->dispose = lg_payload_pane_dispose;

  properties[PROP_CLOSABLE] =
    g_param_spec_boolean ("closable", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
lg_payload_pane_init (LgPayloadPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_source_follow_style (self->payload);
}

/**
 * lg_payload_pane_show:
 * @profile: (nullable): the device, for the names of its topics
 * @recording: (nullable): where the event is recorded, for what it answers
 * @row: (nullable): the event; %NULL shows that none is selected
 */
void
lg_payload_pane_show (LgPayloadPane *self,
                      LgProfile     *profile,
                      LgRecording   *recording,
                      LgEventRow    *row)
{
  g_return_if_fail (LG_IS_PAYLOAD_PANE (self));
  g_return_if_fail (row == NULL || (profile != NULL && recording != NULL));

  if (!g_set_object (&self->row, row))
    return;

  gtk_stack_set_visible_child_name (self->stack, row != NULL ? "event" : "none");
  if (row == NULL)
    return;

  show_title (self, profile);
  show_facts (self, profile, recording);
  show_payload (self);
}
