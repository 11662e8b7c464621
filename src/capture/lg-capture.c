/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture.h"

#include "lg-capture-file.h"
#include "lg-capture-frame.h"
#include "lg-capture-names.h"
#include "lg-ip-fragments.h"

#include <string.h>

#define PORT_DNS 53
#define UDP_HEADER 8

/* How often cancelling is asked for, in frames. */
#define FRAMES_A_LOOK 1024

#define LATE_US (5 * (gint64) G_USEC_PER_SEC)
#define OVER_MAX 1024

/* Where MQTT is expected, whatever is spoken: in clear, and over TLS. */
static const guint16 usual_ports[] = { 1883, 8883 };

typedef struct
{
  const LgCaptureOptions *options;
  LgCaptureCounts         counts;
  int                     link;
  LgIpFragments          *fragments;
  LgCaptureNames         *names;
  GHashTable             *connections;
  GQueue                  order;
  GQueue                  over;
} Capture;

/* The same connection, whoever of the two sends. */
typedef struct
{
  LgCaptureEnds  ends;
  LgCaptureLink *link;
  GList         *place;
  GList         *over;
  gint64         over_us;
} Connection;

static guint
hash_address (const LgIpAddress *address)
{
  guint32 words[4];

  memcpy (words, address->bytes, sizeof words);
  return words[0] ^ words[1] * 31 ^ words[2] * 131 ^ words[3] * 31337;
}

static guint
hash_ends (gconstpointer key)
{
  const LgCaptureEnds *ends = key;

  return (hash_address (&ends->device) + ends->device_port * 65599u)
         ^ (hash_address (&ends->server) + ends->server_port * 65599u);
}

static gboolean
is_end (const LgIpAddress *a,
        guint16            a_port,
        const LgIpAddress *b,
        guint16            b_port)
{
  return a_port == b_port && memcmp (a, b, sizeof *a) == 0;
}

static gboolean
are_same (gconstpointer a,
          gconstpointer b)
{
  const LgCaptureEnds *left = a, *right = b;

  return (is_end (&left->device, left->device_port, &right->device, right->device_port)
          && is_end (&left->server, left->server_port, &right->server, right->server_port))
         || (is_end (&left->device, left->device_port, &right->server, right->server_port)
             && is_end (&left->server, left->server_port, &right->device, right->device_port));
}

static void
connection_free (gpointer data)
{
  Connection *self = data;

  lg_capture_link_free (self->link);
  g_free (self);
}

static gboolean
has_port (const guint16 *ports,
          gsize          n_ports,
          guint16        port)
{
  for (gsize i = 0; i < n_ports; i++)
    if (ports[i] == port)
      return TRUE;
  return FALSE;
}

static gboolean
is_wanted_port (const Capture *self,
                guint16        port)
{
  const LgCaptureOptions *options = self->options;

  return options->ports != NULL
         ? has_port (options->ports, options->n_ports, port)
         : has_port (usual_ports, G_N_ELEMENTS (usual_ports), port);
}

/* Who sends SYN is the device; in the middle of a connection the one that sends its first bytes, or
   whose port is nobody's in particular. */
static gboolean
is_sent_by_server (const Capture      *self,
                   const LgTcpSegment *segment)
{
  LgCaptureSpeech speech;

  if (segment->flags & LG_TCP_SYN)
    return (segment->flags & LG_TCP_ACK) != 0;
  speech = segment->payload.length > 0 ? lg_capture_speech_tell (segment->payload)
                                       : LG_CAPTURE_SPEECH_UNKNOWN;
  if (speech != LG_CAPTURE_SPEECH_UNKNOWN)
    return FALSE;
  if (is_wanted_port (self, segment->source) != is_wanted_port (self, segment->target))
    return is_wanted_port (self, segment->source);
  return segment->source < segment->target;
}

static void
finish (Capture    *self,
        Connection *connection)
{
  lg_capture_link_finish (connection->link);
  g_queue_delete_link (&self->order, connection->place);
  if (connection->over != NULL)
    g_queue_delete_link (&self->over, connection->over);
  g_hash_table_remove (self->connections, &connection->ends);
}

static Connection *
begin (Capture            *self,
       const LgIpPacket   *packet,
       const LgTcpSegment *segment)
{
  gboolean by_server = is_sent_by_server (self, segment);
  LgCaptureEnds ends = {
    .device = by_server ? packet->target : packet->source,
    .server = by_server ? packet->source : packet->target,
    .device_port = by_server ? segment->target : segment->source,
    .server_port = by_server ? segment->source : segment->target,
  };
  gboolean wanted = is_wanted_port (self, ends.server_port);
  Connection *connection;

  self->counts.connections++;
  if (self->options->ports != NULL && !wanted)
    return NULL;

  connection = g_new0 (Connection, 1);
  connection->ends = ends;
  connection->link = lg_capture_link_new (&ends, wanted, self->options->func,
                                          self->options->user_data);
  lg_capture_link_set_name (connection->link, lg_capture_names_find (self->names, &ends.server));
  g_queue_push_tail (&self->order, connection);
  connection->place = self->order.tail;
  g_hash_table_insert (self->connections, &connection->ends, connection);
  return connection;
}

static void
read_tcp (Capture          *self,
          const LgIpPacket *packet,
          gint64            wall_us)
{
  LgTcpSegment segment;
  LgCaptureEnds key;
  Connection *connection;
  gboolean out;

  if (!lg_tcp_segment_parse (&segment, packet->payload, packet->length))
    return;
  if (segment.source == PORT_DNS && segment.payload.length > 2)
    lg_capture_names_add (self->names,
                          (LgSlice) { segment.payload.data + 2, segment.payload.length - 2 });

  key = (LgCaptureEnds) { packet->source, packet->target, segment.source, segment.target };
  connection = g_hash_table_lookup (self->connections, &key);
  if (connection != NULL && lg_capture_link_is_another (connection->link, &segment))
    {
      finish (self, connection);
      connection = NULL;
    }
  if (connection == NULL && (segment.flags & LG_TCP_SYN || segment.length > 0))
    connection = begin (self, packet, &segment);
  if (connection == NULL)
    return;

  out = is_end (&packet->source, segment.source,
                &connection->ends.device, connection->ends.device_port);
  lg_capture_link_add (connection->link, out ? LG_DIRECTION_OUT : LG_DIRECTION_IN, &segment,
                       wall_us);
  if (connection->over == NULL && lg_capture_link_is_over (connection->link))
    {
      g_queue_push_tail (&self->over, connection);
      connection->over = self->over.tail;
      connection->over_us = wall_us;
    }
}

/* What comes late still belongs to a connection that is over. */
static void
finish_over (Capture *self,
             gint64   wall_us)
{
  for (Connection *first = g_queue_peek_head (&self->over);
       first != NULL && (wall_us > first->over_us + LATE_US || self->over.length > OVER_MAX);
       first = g_queue_peek_head (&self->over))
    finish (self, first);
}

static void
read_udp (Capture          *self,
          const LgIpPacket *packet)
{
  LgSlice bytes = packet->payload;

  if (bytes.length > UDP_HEADER && (bytes.data[0] << 8 | bytes.data[1]) == PORT_DNS)
    lg_capture_names_add (self->names,
                          (LgSlice) { bytes.data + UDP_HEADER, bytes.length - UDP_HEADER });
}

static void
read_frame (Capture              *self,
            const LgCaptureFrame *frame)
{
  LgSlice bytes;
  LgIpPacket packet;

  self->counts.frames++;
  if (self->counts.start_us == 0)
    self->counts.start_us = frame->wall_us;
  self->counts.end_us = MAX (self->counts.end_us, frame->wall_us);
  finish_over (self, frame->wall_us);
  if (!lg_capture_frame_get_packet (self->link, frame->bytes, &bytes)
      || !lg_ip_packet_parse (&packet, bytes,
                              frame->length - (bytes.data - frame->bytes.data))
      || (packet.fragment && !lg_ip_fragments_add (self->fragments, &packet)))
    return;

  if (packet.protocol == LG_IP_PROTOCOL_TCP)
    read_tcp (self, &packet, frame->wall_us);
  else if (packet.protocol == LG_IP_PROTOCOL_UDP)
    read_udp (self, &packet);
}

static gboolean
read_frames (Capture        *self,
             LgCaptureFile  *file,
             GCancellable   *cancellable,
             GError        **error)
{
  g_autoptr (GError) failure = NULL;
  LgCaptureFrame frame;

  while (lg_capture_file_next (file, &frame, &failure))
    {
      read_frame (self, &frame);
      if (self->counts.frames % FRAMES_A_LOOK == 0
          && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * lg_capture_read:
 * @path: a pcap or pcapng file
 * @options: what of it is to be read
 * @counts: (out) (optional): what it holds
 * @cancellable: (nullable): to stop
 * @error: return location (#LgCaptureError)
 *
 * Reads a capture from its beginning to its end: puts TCP connections together and tells what a
 * device and its server did on each, as a session would tell of its own. Takes as long as the file
 * is large, and memory for the open connections only. What stands before an error was told.
 *
 * Returns: whether it was read to its end
 */
gboolean
lg_capture_read (const char              *path,
                 const LgCaptureOptions  *options,
                 LgCaptureCounts         *counts,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autoptr (LgCaptureFile) file = NULL;
  g_autoptr (LgIpFragments) fragments = lg_ip_fragments_new ();
  g_autoptr (LgCaptureNames) names = lg_capture_names_new ();
  g_autoptr (GHashTable) connections
    = g_hash_table_new_full (hash_ends, are_same, NULL, connection_free);
  Capture self = {
    .options = options, .fragments = fragments, .names = names, .connections = connections,
  };
  gboolean good;

  g_return_val_if_fail (path != NULL && options != NULL, FALSE);

  file = lg_capture_file_open (path, error);
  if (file == NULL)
    return FALSE;

  self.link = lg_capture_file_get_link (file);
  good = read_frames (&self, file, cancellable, error);
  while (self.order.length > 0)
    finish (&self, g_queue_peek_head (&self.order));
  if (counts != NULL)
    *counts = self.counts;
  return good;
}
