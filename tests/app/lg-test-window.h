/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/lg-window.h"

G_BEGIN_DECLS

/**
 * LgTestWindow:
 * @directory: a private directory of saved devices, removed in the end
 * @workspace: the workspace, its practice platform not started
 * @window: the window, shown
 *
 * A window on a workspace of its own.
 */
typedef struct
{
  char        *directory;
  LgWorkspace *workspace;
  LgWindow    *window;
} LgTestWindow;

typedef gboolean (*LgTestCondition) (gpointer user_data);

void       lg_test_window_set_up    (LgTestWindow    *self,
                                     gconstpointer    user_data);
void       lg_test_window_tear_down (LgTestWindow    *self,
                                     gconstpointer    user_data);
void       lg_test_window_reopen    (LgTestWindow    *self);
void       lg_test_window_save      (LgTestWindow    *self,
                                     const char      *name);
char      *lg_test_read_clipboard   (LgTestWindow    *self);
void       lg_test_save             (GtkWidget       *widget,
                                     const char      *name);
GtkWidget *lg_test_find             (GtkWidget       *ancestor,
                                     GType            type,
                                     const char      *title);
void       lg_test_type             (GtkWidget       *ancestor,
                                     const char      *title,
                                     const char      *text);
gboolean   lg_test_shows            (GtkWidget       *ancestor,
                                     const char      *text);
void       lg_test_wait             (LgTestCondition  condition,
                                     gpointer         user_data);
void       lg_test_wait_again       (LgTestCondition  condition,
                                     gpointer         user_data);
void       lg_test_wait_for_text    (GtkWidget       *ancestor,
                                     const char      *text);
void       lg_test_settle           (void);

G_END_DECLS
