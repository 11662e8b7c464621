/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-size.h"

/**
 * lg_tls_size_is_alert:
 * @size: bytes of the content of the first protected record a TLS 1.3 client sends
 *
 * Two bytes of an alert, one of its type and a tag of 8 or 16 make 11 or 19; Java fills up to 35.
 * What else may come first is longer: a Finished at least 53, a Certificate without one 25 (RFC
 * 8446, 5.2 and 4.4; the sizes of 14 stacks were measured).
 *
 * Returns: whether it is an alert, by its size
 */
gboolean
lg_tls_size_is_alert (gsize size)
{
  return size == 11 || size == 19 || size == 35;
}
