/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli-options.h"
#include "profile/lg-profile-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

LgProfileStore *lg_cli_saved_open         (void);
LgProfile      *lg_cli_saved_make_profile (LgCliOptions   *options);
LgProfile      *lg_cli_saved_find         (LgProfileStore *store,
                                           LgCredentials  *credentials,
                                           LgEndpoint     *endpoint);
void            lg_cli_saved_add_json     (JsonBuilder    *builder,
                                           GListModel     *profiles);

G_END_DECLS
