/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/bio.h>

G_BEGIN_DECLS

BIO *lg_socket_bio_new (int fd);

G_END_DECLS
