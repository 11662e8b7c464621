/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-copy-out.h"

G_BEGIN_DECLS

/* The forms. @out is cleared by the caller. */
gboolean lg_copy_out_write_json      (GString             *out,
                                      const LgCopySource  *source,
                                      GError             **error);
gboolean lg_copy_out_write_mqttx     (GString             *out,
                                      const LgCopySource  *source,
                                      GError             **error);
gboolean lg_copy_out_write_mosquitto (GString             *out,
                                      const char          *program,
                                      const LgCopySource  *source,
                                      GError             **error);
gboolean lg_copy_out_write_esp_at    (GString             *out,
                                      const LgCopySource  *source,
                                      GError             **error);

G_END_DECLS
