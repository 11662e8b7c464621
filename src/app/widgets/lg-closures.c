/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-closures.h"

/**
 * lg_closure_has_text:
 * @object: what the closure is bound to
 * @text: (nullable): a text
 *
 * Returns: whether there is something to read, so that a label takes room
 */
gboolean
lg_closure_has_text (GObject    *object,
                     const char *text)
{
  return text != NULL && *text != '\0';
}
