/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-endpoint.h"
#include "lg-own-platform.h"

G_BEGIN_DECLS

/* What a key file says. hosts: templates, %NULL where the platform has no host of that kind;
 * mqtt_5: whether it documents MQTT 5 there; domains: what its hosts end with, %NULL where that is
 * not documented; instance_regions: those that have Enterprise instances only, or %NULL. */
struct _LgPlatform
{
  char      *id;
  char      *name;
  char      *source;
  char      *like;
  char      *host_hint;
  LgMode     mode;
  char      *hosts[LG_HOST_TYPED + 1];
  gboolean   mqtt_5[LG_HOST_TYPED + 1];
  char      *mqtt_5_note;
  char      *mqtt_5_lock;
  char      *ipv6_region;
  guint      ipv6_port;
  GStrv      domains;
  GStrv      instance_regions;
  GPtrArray *ports;
  GPtrArray *regions;
  GPtrArray *topics;
  LgLimits   limits[LG_PROTOCOL_MQTT_5 + 1];
  gboolean   stand_in;
};

/* Where each value of a key file stands. */
typedef struct _LgPlatformLines LgPlatformLines;

typedef const LgPlatform *(*LgPlatformFinder) (const char *id);

LgPlatform      *lg_platform_load         (const char         *id,
                                           LgPlatformFinder    find);
LgPlatform      *lg_platform_new_from_file (const char        *id,
                                           GKeyFile           *file,
                                           LgPlatformFinder    find);
LgPlatform      *lg_platform_new_stand_in (const char         *id);
LgPlatformLines *lg_platform_lines_new    (const char         *text,
                                           GPtrArray          *faults);
void             lg_platform_lines_free   (LgPlatformLines    *self);
guint            lg_platform_lines_find   (LgPlatformLines    *self,
                                           const char         *group,
                                           const char         *key);
void             lg_platform_verify       (GKeyFile           *file,
                                           LgPlatformLines    *lines,
                                           const char *const  *roots,
                                           GPtrArray          *faults);
void             lg_endpoint_check_host   (LgEndpoint         *self,
                                           const char         *product_key,
                                           GPtrArray          *issues);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPlatformLines, lg_platform_lines_free)

G_END_DECLS
