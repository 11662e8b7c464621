/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-platform.h"

G_BEGIN_DECLS

/**
 * LgHostKind:
 * @LG_HOST_PUBLIC: public instance: ProductKey and region make the host
 * @LG_HOST_INSTANCE: Enterprise or new public instance: the instance ID makes the host
 * @LG_HOST_IPV6: the IPv6 host, China (Shanghai) only
 * @LG_HOST_TYPED: typed by the operator
 *
 * Nicks `public`, `instance`, `ipv6`, `typed`.
 */
typedef enum
{
  LG_HOST_PUBLIC,
  LG_HOST_INSTANCE,
  LG_HOST_IPV6,
  LG_HOST_TYPED,
} LgHostKind;

#define LG_TYPE_HOST_KIND (lg_host_kind_get_type ())
GType lg_host_kind_get_type (void) G_GNUC_CONST;

#define LG_TYPE_ENDPOINT (lg_endpoint_get_type ())

/**
 * LgEndpoint:
 *
 * Where a device connects: observable properties `platform` (ID string, default `alibaba`),
 * `host-kind`, `region` (default `cn-shanghai`), `instance-id`, `host` (typed), `port`, `security`,
 * `root` (root name or file path, %NULL: the platform's pairing), `keepalive` (seconds, default
 * 300), `clean-session` (default %TRUE), `protocol` (default 3.1.1). All read-write, notifying only
 * on change.
 */
G_DECLARE_FINAL_TYPE (LgEndpoint, lg_endpoint, LG, ENDPOINT, GObject)

LgEndpoint       *lg_endpoint_new               (void);
LgEndpoint       *lg_endpoint_copy              (LgEndpoint  *self);
const LgPlatform *lg_endpoint_get_platform      (LgEndpoint  *self);
void              lg_endpoint_set_platform_id   (LgEndpoint  *self,
                                                 const char  *platform_id);
void              lg_endpoint_choose_platform   (LgEndpoint  *self,
                                                 const char  *platform_id);
LgHostKind        lg_endpoint_get_host_kind     (LgEndpoint  *self);
void              lg_endpoint_set_host_kind     (LgEndpoint  *self,
                                                 LgHostKind   kind);
const char       *lg_endpoint_get_region        (LgEndpoint  *self);
void              lg_endpoint_set_region        (LgEndpoint  *self,
                                                 const char  *region);
const char       *lg_endpoint_get_instance_id   (LgEndpoint  *self);
void              lg_endpoint_set_instance_id   (LgEndpoint  *self,
                                                 const char  *instance_id);
const char       *lg_endpoint_get_host          (LgEndpoint  *self);
void              lg_endpoint_set_host          (LgEndpoint  *self,
                                                 const char  *host);
guint16           lg_endpoint_get_port          (LgEndpoint  *self);
void              lg_endpoint_set_port          (LgEndpoint  *self,
                                                 guint16      port);
LgSecurity        lg_endpoint_get_security      (LgEndpoint  *self);
void              lg_endpoint_set_security      (LgEndpoint  *self,
                                                 LgSecurity   security);
const char       *lg_endpoint_get_root          (LgEndpoint  *self);
void              lg_endpoint_set_root          (LgEndpoint  *self,
                                                 const char  *root);
guint             lg_endpoint_get_keepalive     (LgEndpoint  *self);
void              lg_endpoint_set_keepalive     (LgEndpoint  *self,
                                                 guint        seconds);
gboolean          lg_endpoint_get_clean_session (LgEndpoint  *self);
void              lg_endpoint_set_clean_session (LgEndpoint  *self,
                                                 gboolean     clean_session);
LgProtocol        lg_endpoint_get_protocol      (LgEndpoint  *self);
void              lg_endpoint_set_protocol      (LgEndpoint  *self,
                                                 LgProtocol   protocol);
const char       *lg_endpoint_get_root_name     (LgEndpoint  *self);
gboolean          lg_endpoint_has_host_kind     (LgEndpoint  *self,
                                                 LgHostKind   kind);
char             *lg_endpoint_resolve_host      (LgEndpoint  *self,
                                                 const char  *product_key);
gboolean          lg_endpoint_is_protocol_offered (LgEndpoint *self);
const char       *lg_endpoint_get_mqtt_5_lock     (LgEndpoint *self);
GPtrArray        *lg_endpoint_validate          (LgEndpoint  *self,
                                                 const char  *product_key);

G_END_DECLS
