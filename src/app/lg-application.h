/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_APPLICATION (lg_application_get_type ())

/** LgApplication: the program with a window: actions, shortcuts, About, and the one workspace. */
G_DECLARE_FINAL_TYPE (LgApplication, lg_application, LG, APPLICATION, AdwApplication)

LgApplication *lg_application_new (void);

G_END_DECLS
