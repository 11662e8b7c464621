/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-connect-params.h"

G_BEGIN_DECLS

struct _LgConnectParams
{
  gatomicrefcount  ref_count;
  LgMode           mode;
  char            *client_id;
  char            *username;
  LgSecret        *password;
  char            *content;
  const LgDigest  *digest;
  const char      *method_nick;
  int              secure_mode;
  GPtrArray       *steps;
  const char      *key_name;
  gsize            key_length;
};

gboolean lg_connect_params_fill (LgConnectParams  *self,
                                 LgCredentials    *credentials,
                                 LgSecurity        security,
                                 gint64            now_ms,
                                 GError          **error);

G_END_DECLS
