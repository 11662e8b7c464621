/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The list of a combo row, with titles in full: AdwComboRow's own cuts them at 20 characters. */
void lg_choice_factory_install (AdwComboRow *row);

G_END_DECLS
