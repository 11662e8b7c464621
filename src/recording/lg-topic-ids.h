/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the topics that are remembered may take, with what a hash table needs for each. */
#define LG_TOPIC_IDS_MAX (2 << 20)

/* The numbers that topics have in a recording, as far as they are remembered. */
typedef struct _LgTopicIds LgTopicIds;

LgTopicIds *lg_topic_ids_new      (void);
void        lg_topic_ids_free     (LgTopicIds *self);
void        lg_topic_ids_add      (LgTopicIds *self,
                                   const char *topic,
                                   gint64      id);
gboolean    lg_topic_ids_find     (LgTopicIds *self,
                                   const char *topic,
                                   gint64     *id);
gsize       lg_topic_ids_get_size (LgTopicIds *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgTopicIds, lg_topic_ids_free)

G_END_DECLS
