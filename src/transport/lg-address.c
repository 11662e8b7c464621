/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

/**
 * lg_address_init_peer:
 * @fd: a connected socket
 *
 * Sets the address to that of the other side.
 *
 * Returns: whether there is one
 */
gboolean
lg_address_init_peer (LgAddress *self,
                      int        fd)
{
  *self = (LgAddress) { .length = sizeof self->storage };
  return getpeername (fd, (struct sockaddr *) &self->storage, &self->length) == 0;
}

/**
 * lg_address_to_string:
 * @with_port: whether to add the port
 *
 * Returns: (transfer full): `127.0.0.1`, `127.0.0.1:8883`, `::1` or `[::1]:8883`
 */
char *
lg_address_to_string (const LgAddress *self,
                      gboolean         with_port)
{
  const struct sockaddr *address = (const struct sockaddr *) &self->storage;
  char host[NI_MAXHOST], service[NI_MAXSERV];

  if (getnameinfo (address, self->length, host, sizeof host, service, sizeof service,
                   NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return g_strdup ("?");

  if (!with_port)
    return g_strdup (host);
  return g_strdup_printf (address->sa_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host, service);
}

static gboolean
is_no_host_v4 (guint32 address)
{
  return address >> IN_CLASSA_NSHIFT == 0 || address >> IN_CLASSA_NSHIFT == IN_LOOPBACKNET;
}

/**
 * lg_address_is_no_host:
 *
 * Returns: whether it is unspecified (`0.0.0.0`, `::`) or this computer's own (`127.0.0.1`, `::1`):
 *   what name servers and hosts files that block a name give as its address
 */
gboolean
lg_address_is_no_host (const LgAddress *self)
{
  const struct in6_addr *six = &((const struct sockaddr_in6 *) &self->storage)->sin6_addr;
  guint32 mapped;

  if (self->storage.ss_family == AF_INET)
    return is_no_host_v4 (ntohl (((const struct sockaddr_in *) &self->storage)->sin_addr.s_addr));
  if (!IN6_IS_ADDR_V4MAPPED (six))
    return IN6_IS_ADDR_UNSPECIFIED (six) || IN6_IS_ADDR_LOOPBACK (six);

  memcpy (&mapped, six->s6_addr + 12, sizeof mapped);
  return is_no_host_v4 (ntohl (mapped));
}
