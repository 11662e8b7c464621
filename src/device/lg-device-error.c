/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-error.h"

G_DEFINE_QUARK (lg-device-error-quark, lg_device_error)
