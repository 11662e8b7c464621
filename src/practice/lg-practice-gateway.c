/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-gateway.h"

#include "lg-practice-client.h"
#include "lg-practice-impostor.h"
#include "lg-practice-listener.h"
#include "platform/lg-platform.h"

#define CLIENTS_MAX 256

/* How long the platform stays away, s of its own time. */
#define ABSENCE_S 60

struct _LgPracticeGateway
{
  LgPracticeClientHost  host;
  LgPracticeBroker     *broker;
  GPtrArray            *listeners;
  GPtrArray            *impostors;
  GPtrArray            *clients;
  GSource              *scan;
  GSource              *absence;
  GHashTable           *places; /* LgPracticeDevice → Place */
};

/* Who is one device. */
typedef struct
{
  LgPracticeClient *holder; /* has the device's session at the broker */
  LgPracticeClient *waiting; /* logged in as the device, goes on when the holder is gone */
} Place;

static Place *
get_place (LgPracticeGateway *self,
           LgPracticeClient  *client)
{
  const LgPracticeDevice *device = lg_practice_client_get_identity (client);
  Place *place = g_hash_table_lookup (self->places, device);

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      g_hash_table_insert (self->places, (gpointer) device, place);
    }
  return place;
}

static void
promote (Place *place)
{
  if (place->waiting == NULL)
    return;
  place->holder = g_steal_pointer (&place->waiting);
  if (!lg_practice_client_go_on (place->holder))
    place->holder = NULL;
}

/* One connection a device: the later login takes over, whatever its client ID is. It goes to the
 * broker only after the broker has let the earlier one go. */
static void
claim_cb (LgPracticeClient *client,
          gpointer          user_data)
{
  Place *place = get_place (user_data, client);

  if (place->waiting != NULL)
    lg_practice_client_kick (place->waiting);
  place->waiting = client;
  if (place->holder != NULL)
    lg_practice_client_kick (place->holder);
  else
    promote (place);
}

static void
released_cb (LgPracticeClient *client,
             gpointer          user_data)
{
  Place *place = get_place (user_data, client);

  if (place->holder != client)
    return;
  place->holder = NULL;
  promote (place);
}

static void
gone_cb (LgPracticeClient *client,
         gpointer          user_data)
{
  LgPracticeGateway *self = user_data;
  Place *place = get_place (self, client);

  if (place->waiting == client)
    place->waiting = NULL;
  g_ptr_array_remove_fast (self->clients, client);
}

static void
set_doors (LgPracticeGateway *self,
           LgPracticeDoor     door)
{
  for (guint i = 0; i < self->listeners->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!lg_practice_listener_set_door (self->listeners->pdata[i], door, &error))
        g_warning ("A port of the practice platform was lost: %s", error->message);
    }
}

static gboolean
return_cb (gpointer user_data)
{
  LgPracticeGateway *self = user_data;

  g_clear_pointer (&self->absence, g_source_unref);
  set_doors (self, LG_PRACTICE_DOOR_OPEN);
  return G_SOURCE_REMOVE;
}

static void
vanish (LgPracticeGateway *self)
{
  for (guint i = 0; i < self->clients->len; i++)
    lg_practice_client_freeze (self->clients->pdata[i]);
  set_doors (self, LG_PRACTICE_DOOR_NOWHERE);
  self->absence = g_timeout_source_new (ABSENCE_S * 1000 / self->host.time_scale);
  g_source_set_callback (self->absence, return_cb, self, NULL);
  g_source_attach (self->absence, self->host.context);
}

static void
restart (LgPracticeGateway *self)
{
  g_autoptr (GError) error = NULL;

  if (!lg_practice_broker_restart (self->broker, &error))
    g_warning ("%s", error->message);
}

static void
strike_cb (gpointer user_data)
{
  static const LgPracticeConduct good = { 0 };
  LgPracticeGateway *self = user_data;
  LgPracticeAct act = self->host.conduct->act;

  if (self->host.conduct->once)
    self->host.conduct = &good;
  if (act == LG_PRACTICE_ACT_RESTARTS)
    restart (self);
  else if (self->absence == NULL)
    vanish (self);
}

static void
accepted_cb (LgStream *stream,
             gpointer  user_data)
{
  LgPracticeGateway *self = user_data;

  if (self->clients->len < CLIENTS_MAX)
    g_ptr_array_add (self->clients, lg_practice_client_new (&self->host, stream));
  else
    lg_stream_free (stream);
}

static gboolean
scan_cb (gpointer user_data)
{
  LgPracticeGateway *self = user_data;
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < self->clients->len; i++)
    lg_practice_client_scan (self->clients->pdata[i], now);
  return G_SOURCE_CONTINUE;
}

/* "IoT Platform checks the keepalive heartbeat of the device every 30 seconds" (Alibaba Cloud,
 * MQTT-TLS connections, 2023-12): a period that knows nothing of when a device came. */
static void
start_scan (LgPracticeGateway *self)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  guint period_ms = MAX (1, limits->scan_period * 1000 / self->host.time_scale);

  self->scan = g_timeout_source_new (period_ms);
  g_source_set_callback (self->scan, scan_cb, self, NULL);
  g_source_set_ready_time (self->scan, g_get_monotonic_time ()
                                       + g_random_int_range (0, period_ms) * 1000);
  g_source_attach (self->scan, self->host.context);
}

/**
 * lg_practice_gateway_new:
 * @registry: the devices it knows; must outlive the gateway
 * @broker: where it forwards to; must outlive the gateway
 * @context: what drives it; to be used from its thread only
 * @time_scale: divides the platform's times
 * @conduct: how it misbehaves toward devices; must outlive the gateway
 *
 * Returns: (transfer full): a gateway that listens nowhere yet
 */
LgPracticeGateway *
lg_practice_gateway_new (LgPracticeRegistry      *registry,
                         LgPracticeBroker        *broker,
                         GMainContext            *context,
                         double                   time_scale,
                         const LgPracticeConduct *conduct)
{
  LgPracticeGateway *self = g_new0 (LgPracticeGateway, 1);

  self->broker = broker;
  self->host = (LgPracticeClientHost) {
    .registry = registry,
    .broker = broker,
    .context = context,
    .time_scale = time_scale,
    .conduct = conduct,
    .claim = claim_cb,
    .released = released_cb,
    .gone = gone_cb,
    .strike = strike_cb,
    .user_data = self,
  };
  self->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_practice_listener_free);
  self->impostors = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_practice_impostor_free);
  self->clients = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_practice_client_free);
  self->places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  start_scan (self);
  return self;
}

/**
 * lg_practice_gateway_free:
 * @self: (transfer full): a gateway
 *
 * Closes every listener and every connection.
 */
void
lg_practice_gateway_free (LgPracticeGateway *self)
{
  if (self->absence != NULL)
    g_source_destroy (self->absence);
  g_clear_pointer (&self->absence, g_source_unref);
  g_source_destroy (self->scan);
  g_source_unref (self->scan);
  g_ptr_array_unref (self->listeners);
  g_ptr_array_unref (self->impostors);
  g_ptr_array_unref (self->clients);
  g_hash_table_unref (self->places);
  g_free (self);
}

/**
 * lg_practice_gateway_listen:
 * @self: a gateway
 * @authority: (nullable): whose certificate to show, or %NULL for plain TCP
 * @error: return location (#GIOErrorEnum)
 *
 * Opens one more port, chosen free, on 127.0.0.1 and ::1.
 *
 * Returns: the port, or 0
 */
guint16
lg_practice_gateway_listen (LgPracticeGateway    *self,
                            LgPracticeAuthority  *authority,
                            GError              **error)
{
  LgTlsServer *server = authority != NULL ? lg_practice_authority_get_server (authority) : NULL;
  LgPracticeListener *listener = lg_practice_listener_new (LG_PRACTICE_DOOR_OPEN, server,
                                                           self->host.context, accepted_cb, self,
                                                           error);

  if (listener == NULL)
    return 0;
  g_ptr_array_add (self->listeners, listener);
  return lg_practice_listener_get_port (listener);
}

/**
 * lg_practice_gateway_give_up:
 * @self: a gateway
 * @fault: what sits there instead
 * @authority: (nullable): whose certificate the port would show
 * @error: return location (#GIOErrorEnum)
 *
 * Leaves one more port, chosen free, to an impostor.
 *
 * Returns: the port, or 0
 */
guint16
lg_practice_gateway_give_up (LgPracticeGateway      *self,
                             const LgPracticeFault  *fault,
                             LgPracticeAuthority    *authority,
                             GError                **error)
{
  LgPracticeImpostor *impostor = lg_practice_impostor_new (fault, authority, self->host.context,
                                                           error);

  if (impostor == NULL)
    return 0;
  g_ptr_array_add (self->impostors, impostor);
  return lg_practice_impostor_get_port (impostor);
}
