/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls-peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <unistd.h>

struct _TlsPeer
{
  int       listener;
  guint16   port;
  SSL_CTX  *context;
  GThread  *thread;
  int       stopping;
};

static void
use_pem (SSL_CTX    *context,
         const char *chain_pem,
         const char *key_pem)
{
  BIO *chain = BIO_new_mem_buf (chain_pem, -1);
  BIO *key = BIO_new_mem_buf (key_pem, -1);
  EVP_PKEY *pkey = PEM_read_bio_PrivateKey (key, NULL, NULL, NULL);
  X509 *certificate;

  for (int i = 0; (certificate = PEM_read_bio_X509 (chain, NULL, NULL, NULL)) != NULL; i++)
    {
      if (i == 0)
        g_assert_cmpint (SSL_CTX_use_certificate (context, certificate), ==, 1);
      else
        g_assert_cmpint (SSL_CTX_add1_chain_cert (context, certificate), ==, 1);
      X509_free (certificate);
    }
  g_assert_cmpint (SSL_CTX_use_PrivateKey (context, pkey), ==, 1);

  EVP_PKEY_free (pkey);
  BIO_free (chain);
  BIO_free (key);
}

/* Echoes what it gets until the other side closes. */
static void
serve (TlsPeer *self,
       int      fd)
{
  SSL *ssl = SSL_new (self->context);
  struct timeval patience = { .tv_sec = 10 };
  char buffer[4096];
  int n;

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  SSL_set_fd (ssl, fd);
  if (SSL_accept (ssl) == 1)
    while ((n = SSL_read (ssl, buffer, sizeof buffer)) > 0)
      if (SSL_write (ssl, buffer, n) != n)
        break;

  SSL_free (ssl);
  close (fd);
}

static gpointer
peer_thread (gpointer data)
{
  TlsPeer *self = data;
  int fd;

  while ((fd = accept (self->listener, NULL, NULL)) >= 0 && !g_atomic_int_get (&self->stopping))
    serve (self, fd);
  if (fd >= 0)
    close (fd);
  return NULL;
}

TlsPeer *
tls_peer_new (const char   *chain_pem,
              const char   *key_pem,
              int           family,
              TlsPeerSetup  setup)
{
  return tls_peer_new_on (chain_pem, key_pem, family, 0, setup);
}

TlsPeer *
tls_peer_new_on (const char   *chain_pem,
                 const char   *key_pem,
                 int           family,
                 guint16       port,
                 TlsPeerSetup  setup)
{
  TlsPeer *self = g_new0 (TlsPeer, 1);
  struct sockaddr_storage address = { .ss_family = family };
  struct sockaddr_in *v4 = (struct sockaddr_in *) &address;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) &address;
  socklen_t length = family == AF_INET6 ? sizeof *v6 : sizeof *v4;

  if (family == AF_INET6)
    v6->sin6_addr = in6addr_loopback;
  else
    v4->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  v4->sin_port = htons (port);

  self->listener = socket (family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (self->listener < 0
      || bind (self->listener, (struct sockaddr *) &address, length) != 0)
    {
      if (self->listener >= 0)
        close (self->listener);
      g_free (self);
      return NULL;
    }
  g_assert_cmpint (listen (self->listener, 8), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &length), ==, 0);
  self->port = g_ntohs (family == AF_INET6 ? v6->sin6_port : v4->sin_port);

  self->context = SSL_CTX_new (TLS_server_method ());
  /* Weak certificates are served, too. */
  SSL_CTX_set_security_level (self->context, 0);
  use_pem (self->context, chain_pem, key_pem);
  if (setup != NULL)
    setup (self->context);
  self->thread = g_thread_new ("tls-peer", peer_thread, self);
  return self;
}

static void
offer_tls_1_1 (SSL_CTX *context)
{
  SSL_CTX_set_min_proto_version (context, TLS1_1_VERSION);
  SSL_CTX_set_max_proto_version (context, TLS1_1_VERSION);
  SSL_CTX_set_cipher_list (context, "ALL:@SECLEVEL=0");
}

/* A suite that signs with RSA cannot be used with an EC key. */
static void
offer_no_common_cipher (SSL_CTX *context)
{
  SSL_CTX_set_max_proto_version (context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list (context, "ECDHE-RSA-AES256-GCM-SHA384");
}

static void
demand_certificate_1_2 (SSL_CTX *context)
{
  SSL_CTX_set_max_proto_version (context, TLS1_2_VERSION);
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
}

static void
demand_certificate_1_3 (SSL_CTX *context)
{
  SSL_CTX_set_min_proto_version (context, TLS1_3_VERSION);
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
}

TlsPeer *
tls_peer_new_refusing (const char *chain_pem,
                       const char *key_pem,
                       TlsRefusal  refusal)
{
  static const TlsPeerSetup setups[] = {
    [TLS_REFUSAL_VERSION] = offer_tls_1_1,
    [TLS_REFUSAL_CIPHER] = offer_no_common_cipher,
    [TLS_REFUSAL_CERTIFICATE_1_2] = demand_certificate_1_2,
    [TLS_REFUSAL_CERTIFICATE_1_3] = demand_certificate_1_3,
  };

  return tls_peer_new (chain_pem, key_pem, AF_INET, setups[refusal]);
}

guint16
tls_peer_get_port (TlsPeer *self)
{
  return self->port;
}

void
tls_peer_free (TlsPeer *self)
{
  g_atomic_int_set (&self->stopping, 1);
  shutdown (self->listener, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->listener);
  SSL_CTX_free (self->context);
  g_free (self);
}
