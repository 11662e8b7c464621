/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_INPUTS (lg_device_inputs_get_type ())

/**
 * LgDeviceInputs:
 *
 * Which inputs matter for a device as it is filled in, and what they are called. Its properties are
 * read-only and notify when they change.
 *
 * Whether an input is of use, none of them without a profile: `preregistered`, `product-key`,
 * `device-name`, `device-id`, `mqtt-client-id`, `mqtt-username`, `client-id`, `superseded-form`,
 * `sign-method`, `timestamp-policy`, `timestamp`, `extended-parameters`, `platform`, `host-kind`,
 * `region`, `instance-id`, `host`, and `resolved-host` (which is shown, not typed).
 *
 * Texts, translated and never %NULL: `secret-title`, `timestamp-title`, `client-id-advice`,
 * `host-kind-title`, `region-title`, `host-hint`.
 */
G_DECLARE_FINAL_TYPE (LgDeviceInputs, lg_device_inputs, LG, DEVICE_INPUTS, GObject)

void lg_device_inputs_set_profile (LgDeviceInputs *self,
                                   LgProfile      *profile);

G_END_DECLS
