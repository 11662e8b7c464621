/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

G_BEGIN_DECLS

/**
 * LgCliOptions:
 *
 * The options of every subcommand that is about one device, as given. No secret is among them:
 * command lines can be read by every user of a computer. @ports and @roots are all that were given,
 * @port and @root the last of them.
 */
typedef struct
{
  gboolean  json;
  char     *saved;
  char     *platform;
  char     *mode;
  char     *product_key;
  char     *device_name;
  char     *device_id;
  char     *secret_file;
  char     *client_id;
  gboolean  no_client_id;
  char     *timestamp;
  char     *sign_method;
  char     *extended_parameters;
  gboolean  superseded_form;
  gboolean  not_preregistered;
  char     *random;
  char     *mqtt_client_id;
  char     *mqtt_username;
  char     *region;
  char     *instance_id;
  gboolean  ipv6;
  char     *host;
  GStrv     ports;
  char     *port;
  char     *transport;
  GStrv     roots;
  char     *root;
  char     *keepalive;
  char     *mqtt;
  gboolean  accept_mqtt_5_lock;
} LgCliOptions;

gboolean   lg_cli_options_parse        (LgCliOptions    *self,
                                        GOptionContext  *context,
                                        int              argc,
                                        char           **argv);
void       lg_cli_options_clear        (LgCliOptions    *self);
LgProfile *lg_cli_options_make_profile (LgCliOptions    *self);
gboolean   lg_cli_options_set_platform (LgCliOptions    *self,
                                        LgEndpoint      *endpoint);
gboolean   lg_cli_options_parse_nick   (const char      *field,
                                        GType            type,
                                        const char      *text,
                                        int             *number);
gboolean   lg_cli_options_report       (GPtrArray       *issues);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgCliOptions, lg_cli_options_clear)

G_END_DECLS
