/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-end-reason.h"

#include "transport/lg-transport.h"

/**
 * lg_end_reason_from_stream:
 * @status: what a read or a write came to: an end or %LG_IO_ERROR
 * @error: (nullable): the error with %LG_IO_ERROR
 * @online: whether CONNACK has accepted the device
 * @detail: (out) (transfer none): a few English words, borrowed from @error
 *
 * Tells apart how a server ended a link. Before CONNACK all the ways of closing mean the same: it
 * does not want this CONNECT; the detail still tells which it was.
 *
 * Returns: the reason
 */
LgEndReason
lg_end_reason_from_stream (LgIoStatus     status,
                           const GError  *error,
                           gboolean       online,
                           const char   **detail)
{
  LgEndReason reason;

  *detail = status == LG_IO_FIN ? "FIN" : status == LG_IO_CLOSE_NOTIFY ? "close_notify"
    : error->message;

  if (status == LG_IO_FIN)
    reason = LG_END_FIN;
  else if (status == LG_IO_CLOSE_NOTIFY)
    reason = LG_END_CLOSE_NOTIFY;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    reason = LG_END_RESET;
  else if (error->domain == LG_TRANSPORT_ERROR)
    return LG_END_ALERT;
  else
    return LG_END_LOST;

  return online ? reason : LG_END_CLOSED_BEFORE_CONNACK;
}
