/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

gboolean lg_capture_frame_can_read   (int      link);
gboolean lg_capture_frame_get_packet (int      link,
                                      LgSlice  frame,
                                      LgSlice *packet);

G_END_DECLS
