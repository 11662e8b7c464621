/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_ENDPOINT_FORM (lg_endpoint_form_get_type ())

/** LgEndpointForm: port, root and keep-alive of a connection, edited in place. */
G_DECLARE_FINAL_TYPE (LgEndpointForm, lg_endpoint_form, LG, ENDPOINT_FORM, AdwPreferencesGroup)

void lg_endpoint_form_set_endpoint (LgEndpointForm *self,
                                    LgEndpoint     *endpoint,
                                    LgRootStore    *roots,
                                    GListModel     *practice_pairings);

G_END_DECLS
