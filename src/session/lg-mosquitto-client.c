/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mosquitto-client.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Never seen by a server: the relay writes the CONNECT that goes out. */
#define CLIENT_ID "linkglass"

/* A bound for one run, so that the caller's other descriptors get their turn. */
#define READS_PER_RUN 4000

struct _LgMosquittoClient
{
  struct mosquitto *mosquitto;
};

static gboolean
check (int       code,
       GError  **error)
{
  if (code == MOSQ_ERR_SUCCESS)
    return TRUE;

  g_set_error (error, G_IO_ERROR,
               code == MOSQ_ERR_KEEPALIVE ? G_IO_ERROR_TIMED_OUT : G_IO_ERROR_FAILED,
               "libmosquitto: %s (%d)", mosquitto_strerror (code), code);
  return FALSE;
}

static gboolean
fail_errno (GError     **error,
            const char  *what)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", what,
               g_strerror (saved));
  return FALSE;
}

/* A directory only this user may enter, with a path short enough for a socket's address. */
static gboolean
make_socket_address (struct sockaddr_un  *address,
                     GError             **error)
{
  const char *places[] = { g_get_user_runtime_dir (), "/tmp" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *directory = g_build_filename (places[i], "linkglass-XXXXXX", NULL);

      if (strlen (directory) + strlen ("/s") >= sizeof address->sun_path
          || g_mkdtemp (directory) == NULL)
        continue;
      address->sun_family = AF_UNIX;
      g_snprintf (address->sun_path, sizeof address->sun_path, "%s/s", directory);
      return TRUE;
    }

  return fail_errno (error, "No directory for a private socket");
}

static void
remove_socket (const struct sockaddr_un *address)
{
  g_autofree char *directory = g_path_get_dirname (address->sun_path);

  g_unlink (address->sun_path);
  g_rmdir (directory);
}

static gboolean
connect_through (LgMosquittoClient         *self,
                 const struct sockaddr_un  *address,
                 guint                      keepalive_s,
                 int                       *peer_fd,
                 GError                   **error)
{
  int listener = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean ok = FALSE;

  if (listener < 0)
    return fail_errno (error, "socket");

  if (bind (listener, (const struct sockaddr *) address, sizeof *address) < 0
      || listen (listener, 1) < 0)
    fail_errno (error, address->sun_path);
  else if (check (mosquitto_connect (self->mosquitto, address->sun_path, 0, keepalive_s), error))
    {
      *peer_fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
      ok = *peer_fd >= 0 || fail_errno (error, "accept");
    }

  close (listener);
  return ok;
}

static gpointer
init_library_cb (gpointer unused)
{
  mosquitto_lib_init ();
  return NULL;
}

/**
 * lg_mosquitto_client_new:
 * @version: MQTT version
 * @keepalive_s: how often to ping a silent link, seconds, %LG_MOSQUITTO_KEEPALIVE_MIN or more; 0:
 *   never
 * @clean_session: Clean Session, in MQTT 5 Clean Start
 * @peer_fd: (out): the relay's end of the socket, non-blocking; the caller closes it
 * @error: return location (#GIOErrorEnum)
 *
 * Makes a client that has sent its CONNECT, with a placeholder for the identity.
 *
 * Returns: (transfer full) (nullable): a client, or %NULL with @error
 */
LgMosquittoClient *
lg_mosquitto_client_new (LgMqttVersion   version,
                         guint           keepalive_s,
                         gboolean        clean_session,
                         int            *peer_fd,
                         GError        **error)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr (LgMosquittoClient) self = g_new0 (LgMosquittoClient, 1);
  struct sockaddr_un address = { 0 };
  gboolean connected;

  g_once (&once, init_library_cb, NULL);

  self->mosquitto = mosquitto_new (CLIENT_ID, clean_session, NULL);
  if (self->mosquitto == NULL)
    {
      fail_errno (error, "libmosquitto");
      return NULL;
    }
  mosquitto_int_option (self->mosquitto, MOSQ_OPT_PROTOCOL_VERSION,
                        version == LG_MQTT_5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311);

  if (!make_socket_address (&address, error))
    return NULL;
  connected = connect_through (self, &address, keepalive_s, peer_fd, error);
  remove_socket (&address);

  return connected ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_mosquitto_client_free:
 * @self: a client
 *
 * Closes its end of the socket at once and frees it.
 */
void
lg_mosquitto_client_free (LgMosquittoClient *self)
{
  mosquitto_destroy (self->mosquitto);
  g_free (self);
}

/**
 * lg_mosquitto_client_get_fd:
 *
 * Returns: the descriptor to poll for reading, or -1 after a disconnect
 */
int
lg_mosquitto_client_get_fd (LgMosquittoClient *self)
{
  return mosquitto_socket (self->mosquitto);
}

/**
 * lg_mosquitto_client_wants_write:
 *
 * Returns: whether to poll the descriptor for writing, too
 */
gboolean
lg_mosquitto_client_wants_write (LgMosquittoClient *self)
{
  return mosquitto_want_write (self->mosquitto);
}

/**
 * lg_mosquitto_client_run:
 * @error: return location (#GIOErrorEnum)
 *
 * Reads what there is to read and writes what can be written.
 *
 * Returns: whether libmosquitto goes on; else @error has its reason
 */
gboolean
lg_mosquitto_client_run (LgMosquittoClient  *self,
                         GError            **error)
{
  int code = MOSQ_ERR_SUCCESS;

  if (mosquitto_socket (self->mosquitto) < 0)
    return TRUE;

  /* One packet a call; that the socket is drained is told by errno alone. */
  for (guint i = 0; i < READS_PER_RUN && code == MOSQ_ERR_SUCCESS; i++)
    {
      errno = 0;
      code = mosquitto_loop_read (self->mosquitto, 1);
      if (errno == EAGAIN)
        break;
    }
  if (code == MOSQ_ERR_SUCCESS && mosquitto_want_write (self->mosquitto))
    code = mosquitto_loop_write (self->mosquitto, 1);

  return check (code, error);
}

/**
 * lg_mosquitto_client_tick:
 * @error: return location (#GIOErrorEnum)
 *
 * Has a PINGREQ sent when one is due. To be called once a second.
 *
 * Returns: whether libmosquitto goes on; else @error has its reason: %G_IO_ERROR_TIMED_OUT when the
 *   server has not answered for one Keep Alive
 */
gboolean
lg_mosquitto_client_tick (LgMosquittoClient  *self,
                          GError            **error)
{
  return check (mosquitto_loop_misc (self->mosquitto), error);
}

/**
 * lg_mosquitto_client_subscribe:
 * @filter: a valid topic filter
 * @qos: highest QoS wanted
 * @error: return location (#GIOErrorEnum)
 *
 * Sends SUBSCRIBE with the one filter.
 *
 * Returns: whether libmosquitto took it
 */
gboolean
lg_mosquitto_client_subscribe (LgMosquittoClient  *self,
                               const char         *filter,
                               guint8              qos,
                               GError            **error)
{
  return check (mosquitto_subscribe (self->mosquitto, NULL, filter, qos), error);
}

/**
 * lg_mosquitto_client_unsubscribe:
 * @filter: a valid topic filter
 * @error: return location (#GIOErrorEnum)
 *
 * Sends UNSUBSCRIBE with the one filter.
 *
 * Returns: whether libmosquitto took it
 */
gboolean
lg_mosquitto_client_unsubscribe (LgMosquittoClient  *self,
                                 const char         *filter,
                                 GError            **error)
{
  return check (mosquitto_unsubscribe (self->mosquitto, NULL, filter), error);
}

/**
 * lg_mosquitto_client_publish:
 * @topic: a valid topic name
 * @payload: what to send
 * @flags: QoS and %LG_EVENT_FLAG_RETAIN
 * @error: return location (#GIOErrorEnum)
 *
 * Sends PUBLISH; with QoS 1 and 2 at most 20 wait for their answer, the others for their turn.
 *
 * Returns: whether libmosquitto took it
 */
gboolean
lg_mosquitto_client_publish (LgMosquittoClient  *self,
                             const char         *topic,
                             GBytes             *payload,
                             guint8              flags,
                             GError            **error)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (payload, &length);

  if (length > MQTT_MAX_PAYLOAD)
    return check (MOSQ_ERR_PAYLOAD_SIZE, error);

  return check (mosquitto_publish (self->mosquitto, NULL, topic, length, data,
                                   flags & LG_EVENT_FLAG_QOS_MASK,
                                   (flags & LG_EVENT_FLAG_RETAIN) != 0), error);
}

/**
 * lg_mosquitto_client_disconnect:
 * @error: return location (#GIOErrorEnum)
 *
 * Sends DISCONNECT behind whatever is still to be written.
 *
 * Returns: whether libmosquitto took it
 */
gboolean
lg_mosquitto_client_disconnect (LgMosquittoClient  *self,
                                GError            **error)
{
  return check (mosquitto_disconnect (self->mosquitto), error);
}
