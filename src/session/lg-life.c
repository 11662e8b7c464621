/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-life.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>

/* When the link is dead, unless there is another sign of life. */
static gint64
get_end_us (const LgLife      *self,
            const LgKeepalive *keepalive,
            gint64             last_in_us)
{
  gint64 last_us = MAX (keepalive->ping_us, MAX (last_in_us, self->acked_us));

  return last_us + lg_keepalive_rule_get_wait_us (&keepalive->rule);
}

/**
 * lg_life_get_due:
 * @keepalive: the link's clock, with a PINGREQ that waits for its answer
 * @last_in_us: when any byte last came, `CLOCK_MONOTONIC` µs
 *
 * Returns: when to look for another sign of life, `CLOCK_MONOTONIC` µs
 */
gint64
lg_life_get_due (const LgLife      *self,
                 const LgKeepalive *keepalive,
                 gint64             last_in_us)
{
  return self->noted_us != keepalive->ping_us
         ? keepalive->ping_us + lg_keepalive_rule_get_wait_us (&keepalive->rule)
         : get_end_us (self, keepalive, last_in_us);
}

/* The same bytes acknowledged once more, as in answer to a window probe, are no progress. */
static void
look_at_tcp (LgLife *self,
             int     fd)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &length) != 0
      || length < offsetof (struct tcp_info, tcpi_bytes_acked) + sizeof info.tcpi_bytes_acked
      || info.tcpi_bytes_acked <= self->acked)
    return;

  self->acked = info.tcpi_bytes_acked;
  self->acked_us = g_get_monotonic_time ()
                   - info.tcpi_last_ack_recv * G_TIME_SPAN_MILLISECOND;
}

/**
 * lg_life_look:
 * @fd: the socket
 * @keepalive: the link's clock, with a PINGREQ whose answer is overdue
 * @last_in_us: when any byte last came, `CLOCK_MONOTONIC` µs
 * @outlet: where it is noted that the answer is late, once
 *
 * Looks for another sign of life.
 *
 * Returns: whether the link lives
 */
gboolean
lg_life_look (LgLife            *self,
              int                fd,
              const LgKeepalive *keepalive,
              gint64             last_in_us,
              LgOutlet          *outlet)
{
  gint64 now_us = g_get_monotonic_time ();

  look_at_tcp (self, fd);
  if (now_us >= get_end_us (self, keepalive, last_in_us))
    return FALSE;

  if (self->noted_us != keepalive->ping_us)
    lg_outlet_emit (outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_LATE, .duration_us = now_us - keepalive->ping_us,
      .clause = last_in_us > self->acked_us ? "note.late-bytes" : "note.late-acks",
    });
  self->noted_us = keepalive->ping_us;
  return TRUE;
}

/**
 * lg_life_note_pong:
 * @keepalive: the link's clock as it was before the PINGRESP
 * @pong_us: when it came, `CLOCK_MONOTONIC` µs
 * @outlet: where it is noted if it is late
 */
void
lg_life_note_pong (const LgLife      *self,
                   const LgKeepalive *keepalive,
                   gint64             pong_us,
                   LgOutlet          *outlet)
{
  gint64 waited_us = pong_us - keepalive->ping_us;
  g_autofree char *seconds = g_strdup_printf ("%.1f", waited_us / (double) G_USEC_PER_SEC);
  g_autoptr (LgClause) clause = lg_clause_new ("note.late-pong", "seconds", seconds, NULL);
  LgEvent event = { .kind = LG_EVENT_NOTE, .code = LG_NOTE_LATE, .duration_us = waited_us };

  if (keepalive->ping_us == 0 || waited_us <= lg_keepalive_rule_get_wait_us (&keepalive->rule))
    return;

  lg_event_say (&event, clause);
  lg_outlet_emit (outlet, &event);
}
