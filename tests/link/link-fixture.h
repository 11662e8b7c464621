/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"
#include "practice/lg-practice.h"

G_BEGIN_DECLS

typedef gboolean (*LinkCondition) (gpointer user_data);

LgLink   *link_new          (guint16          port);
LgLink   *link_new_practice (LgPractice      *practice);
void      link_connect      (LgLink          *link);
void      link_wait         (LinkCondition    condition,
                             gpointer         user_data);
void      link_settle       (LgLink          *link,
                             LgSessionState   state);
void      link_close        (LgLink          *link);

G_END_DECLS
