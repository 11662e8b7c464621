/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-listener.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define PORT_ATTEMPTS 32

/* How many connections an empty queue takes before Linux stops answering. */
#define QUEUE_FILL 2

typedef struct
{
  GSocket *socket;
  GSource *source;
  GSocket *queued[QUEUE_FILL];
} Door;

struct _LgPracticeListener
{
  LgPracticeDoor        door;
  LgTlsServer          *server;
  GMainContext         *context;
  LgPracticeAcceptFunc  accepted;
  gpointer              user_data;
  guint16               port;
  Door                  doors[2]; /* IPv4, IPv6 */
};

static GSocket *
open_socket (LgPracticeDoor   door,
             GSocketFamily    family,
             guint16          port,
             GError         **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                             error);

  if (socket == NULL
      || (family == G_SOCKET_FAMILY_IPV6
          && !g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 1, error))
      || !g_socket_bind (socket, address, TRUE, error))
    return NULL;
  if (door == LG_PRACTICE_DOOR_NOWHERE)
    g_socket_set_listen_backlog (socket, 0);
  if (door != LG_PRACTICE_DOOR_SHUT && !g_socket_listen (socket, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  return g_steal_pointer (&socket);
}

static guint16
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* One number for both families: if another program has it on IPv6, try the next one. Without IPv6
 * on this machine, IPv4 alone will do. */
static gboolean
open_doors (LgPracticeListener  *self,
            GError             **error)
{
  for (guint i = 0; i < PORT_ATTEMPTS; i++)
    {
      g_autoptr (GSocket) ipv4 = open_socket (self->door, G_SOCKET_FAMILY_IPV4, 0, error);
      g_autoptr (GSocket) ipv6 = NULL;
      g_autoptr (GError) ipv6_error = NULL;

      if (ipv4 == NULL)
        return FALSE;
      self->port = get_port (ipv4);
      ipv6 = open_socket (self->door, G_SOCKET_FAMILY_IPV6, self->port, &ipv6_error);
      if (ipv6 == NULL && g_error_matches (ipv6_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        continue;
      self->doors[0].socket = g_steal_pointer (&ipv4);
      self->doors[1].socket = g_steal_pointer (&ipv6);
      return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, g_strerror (EADDRINUSE));
  return FALSE;
}

static void
welcome (LgPracticeListener *self,
         int                 fd)
{
  g_autoptr (GError) error = NULL;
  LgStream *stream = self->server != NULL ? lg_stream_new_tls_server (fd, self->server, &error)
                                          : lg_stream_new_plain (fd);

  if (stream != NULL)
    self->accepted (stream, self->user_data);
  else
    g_warning ("A connection was dropped: %s", error->message);
}

static gboolean
accept_cb (GSocket      *socket,
           GIOCondition  condition,
           gpointer      user_data)
{
  LgPracticeListener *self = user_data;
  int fd = accept4 (g_socket_get_fd (socket), NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (fd >= 0)
    {
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int) { 1 }, sizeof (int));
      welcome (self, fd);
    }
  return G_SOURCE_CONTINUE;
}

/* Connections nobody accepts: once the queue is full, Linux answers no further SYN. */
static void
fill_queue (Door *door)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (door->socket, NULL);

  for (guint i = 0; i < QUEUE_FILL; i++)
    {
      door->queued[i] = g_socket_new (g_socket_get_family (door->socket), G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);
      g_socket_set_blocking (door->queued[i], FALSE);
      g_socket_connect (door->queued[i], address, NULL, NULL);
    }
}

static void
watch (LgPracticeListener *self,
       Door               *door)
{
  door->source = g_socket_create_source (door->socket, G_IO_IN, NULL);
  g_source_set_callback (door->source, G_SOURCE_FUNC (accept_cb), self, NULL);
  g_source_attach (door->source, self->context);
}

static void
attend_doors (LgPracticeListener *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->doors); i++)
    {
      if (self->doors[i].socket == NULL)
        continue;
      if (self->door == LG_PRACTICE_DOOR_OPEN)
        watch (self, &self->doors[i]);
      else if (self->door == LG_PRACTICE_DOOR_NOWHERE)
        fill_queue (&self->doors[i]);
    }
}

static void
close_doors (LgPracticeListener *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->doors); i++)
    {
      if (self->doors[i].source != NULL)
        g_source_destroy (self->doors[i].source);
      g_clear_pointer (&self->doors[i].source, g_source_unref);
      g_clear_object (&self->doors[i].socket);
      for (guint k = 0; k < QUEUE_FILL; k++)
        g_clear_object (&self->doors[i].queued[k]);
    }
}

/**
 * lg_practice_listener_new:
 * @door: what happens to those who connect
 * @server: (nullable): certificate and key to show, or %NULL for plain TCP
 * @context: what drives it
 * @accepted: gets each connection
 * @user_data: closure
 * @error: return location (#GIOErrorEnum)
 *
 * Listens on a port chosen free, on loopback only.
 *
 * Returns: (transfer full): the listener, or %NULL
 */
LgPracticeListener *
lg_practice_listener_new (LgPracticeDoor         door,
                          LgTlsServer           *server,
                          GMainContext          *context,
                          LgPracticeAcceptFunc   accepted,
                          gpointer               user_data,
                          GError               **error)
{
  g_autoptr (LgPracticeListener) self = g_new0 (LgPracticeListener, 1);

  self->door = door;
  self->server = server != NULL ? lg_tls_server_ref (server) : NULL;
  self->context = context;
  self->accepted = accepted;
  self->user_data = user_data;
  if (!open_doors (self, error))
    return NULL;
  attend_doors (self);
  return g_steal_pointer (&self);
}

/**
 * lg_practice_listener_free:
 * @self: (transfer full): a listener
 *
 * Stops listening; connections already accepted stay.
 */
void
lg_practice_listener_free (LgPracticeListener *self)
{
  close_doors (self);
  g_clear_pointer (&self->server, lg_tls_server_unref);
  g_free (self);
}

/**
 * lg_practice_listener_set_door:
 * @self: a listener
 * @door: what happens to those who connect from now on
 * @error: return location (#GIOErrorEnum)
 *
 * Closes the port and opens it anew with the same number; connections already accepted stay.
 *
 * Returns: %TRUE if that went well; else the port is closed
 */
gboolean
lg_practice_listener_set_door (LgPracticeListener  *self,
                               LgPracticeDoor       door,
                               GError             **error)
{
  gboolean both = self->doors[1].socket != NULL;

  close_doors (self);
  self->door = door;
  self->doors[0].socket = open_socket (door, G_SOCKET_FAMILY_IPV4, self->port, error);
  if (both && self->doors[0].socket != NULL)
    self->doors[1].socket = open_socket (door, G_SOCKET_FAMILY_IPV6, self->port, error);
  attend_doors (self);
  return self->doors[0].socket != NULL && (!both || self->doors[1].socket != NULL);
}

/**
 * lg_practice_listener_get_port:
 * @self: a listener
 *
 * Returns: the port it listens on
 */
guint16
lg_practice_listener_get_port (LgPracticeListener *self)
{
  return self->port;
}
