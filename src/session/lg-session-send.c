/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent on a session's link, or noted of it. */
#include "config.h"

#include "lg-session-private.h"

#include "mqtt/lg-topic-rules.h"

#include <glib/gi18n-lib.h>

/**
 * lg_session_is_online:
 *
 * Returns: whether there is a link to send on; not so while its end is being told
 */
gboolean
lg_session_is_online (LgSession *self)
{
  return lg_session_get_state (self) == LG_SESSION_CONNECTED
         && lg_session_get_thread (self) != NULL;
}

static gboolean
check_online (LgSession  *self,
              GError    **error)
{
  if (lg_session_is_online (self))
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_NOT_CONNECTED,
                       _("Not connected"));
  return FALSE;
}

static gboolean
check_qos (guint8   qos,
           GError **error)
{
  if (qos <= 1)
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID,
                       _("Only QoS 0 and 1 are supported"));
  return FALSE;
}

static gboolean
check_text (gboolean    (*is_valid) (const char *, GError **),
            const char   *text,
            GError      **error)
{
  g_autoptr (GError) broken = NULL;

  if (is_valid (text, &broken))
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID, broken->message);
  return FALSE;
}

/**
 * lg_session_subscribe:
 * @filter: topic filter
 * @qos: highest QoS wanted, 0 or 1
 * @error: return location for a #GError
 *
 * Sends SUBSCRIBE with this one filter. What the server grants is told by the event of its SUBACK,
 * whose topic is @filter.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_subscribe (LgSession   *self,
                      const char  *filter,
                      guint8       qos,
                      GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && filter != NULL, FALSE);

  if (!check_online (self, error) || !check_qos (qos, error)
      || !check_text (lg_topic_is_valid_filter, filter, error))
    return FALSE;

  lg_network_thread_command (lg_session_get_thread (self), LG_COMMAND_SUBSCRIBE, filter, NULL, qos);
  return TRUE;
}

/**
 * lg_session_unsubscribe:
 * @filter: topic filter
 * @error: return location for a #GError
 *
 * Sends UNSUBSCRIBE with this one filter; the event of its UNSUBACK has the topic @filter.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_unsubscribe (LgSession   *self,
                        const char  *filter,
                        GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && filter != NULL, FALSE);

  if (!check_online (self, error) || !check_text (lg_topic_is_valid_filter, filter, error))
    return FALSE;

  lg_network_thread_command (lg_session_get_thread (self), LG_COMMAND_UNSUBSCRIBE, filter, NULL, 0);
  return TRUE;
}

/**
 * lg_session_publish:
 * @topic: topic name
 * @payload: what to send
 * @qos: 0 or 1
 * @error: return location for a #GError
 *
 * Sends PUBLISH, not retained.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_publish (LgSession   *self,
                    const char  *topic,
                    GBytes      *payload,
                    guint8       qos,
                    GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && topic != NULL && payload != NULL, FALSE);

  if (!check_online (self, error) || !check_qos (qos, error)
      || !check_text (lg_topic_is_valid_name, topic, error))
    return FALSE;

  lg_network_thread_command (lg_session_get_thread (self), LG_COMMAND_PUBLISH, topic, payload, qos);
  return TRUE;
}

/**
 * lg_session_note_rival:
 * @name: what the operator calls it
 *
 * Notes in the recording that another session of this program begins to log in as the same device,
 * so that what follows can be told from an end nobody knows the reason of. Does nothing unless
 * connected.
 */
void
lg_session_note_rival (LgSession  *self,
                       const char *name)
{
  g_return_if_fail (LG_IS_SESSION (self) && name != NULL);

  if (lg_session_is_online (self))
    lg_network_thread_command (lg_session_get_thread (self), LG_COMMAND_NOTE_RIVAL, name, NULL,
                               0);
}
