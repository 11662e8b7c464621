/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "device/lg-issue.h"

G_BEGIN_DECLS

/**
 * LgPort:
 * @port: TCP port
 * @security: TLS or plain TCP
 * @root: name of the root certificate that fits (see [class@RootStore]), or %NULL for plain TCP
 * @recommended: the vendor recommends this pairing
 * @note: translated remark for the operator ("testing only"), or %NULL
 * @source: where the vendor says so
 *
 * One documented pairing of port, transport and root of a platform. Immutable, owned by the
 * platform.
 */
typedef struct
{
  guint16     port;
  LgSecurity  security;
  char       *root;
  gboolean    recommended;
  char       *note;
  char       *source;
} LgPort;

/**
 * LgProtocol:
 * @LG_PROTOCOL_MQTT_3_1_1: MQTT 3.1.1
 * @LG_PROTOCOL_MQTT_5: MQTT 5
 *
 * Nicks `3.1.1`, `5`.
 */
typedef enum
{
  LG_PROTOCOL_MQTT_3_1_1,
  LG_PROTOCOL_MQTT_5,
} LgProtocol;

#define LG_TYPE_PROTOCOL (lg_protocol_get_type ())
GType lg_protocol_get_type (void) G_GNUC_CONST;

/**
 * LgRegion:
 * @id: region ID (`cn-shanghai`), or the short name of a data center
 * @name: translated name
 * @host: (nullable): its host, where the platform has one for each region and no pattern
 */
typedef struct
{
  char *id;
  char *name;
  char *host;
} LgRegion;

/**
 * LgLimits:
 * @keepalive_min: smallest Keep Alive accepted, seconds (0: no rule)
 * @keepalive_max: largest Keep Alive accepted, seconds
 * @keepalive_recommended: the vendor's advice, seconds
 * @keepalive_factor_percent: the deadline as a percentage of Keep Alive (150)
 * @keepalive_note: (nullable): translated remark on what is documented of Keep Alive elsewhere
 * @scan_period: the platform's scheduled detection period, seconds (30; 0: none known)
 * @client_id_max: longest clientId, characters
 * @topic_max: longest topic, bytes
 * @topic_slashes_max: most slashes in a topic
 * @payload_max: largest PUBLISH payload, bytes
 * @qos_max: highest QoS
 * @retain: whether retained messages exist
 * @connects_per_minute: most CONNECTs a minute
 *
 * Documented limits of one MQTT version; 0 where the platform names none. Messages a second are
 * those of one device.
 */
typedef struct
{
  guint       keepalive_min;
  guint       keepalive_max;
  guint       keepalive_recommended;
  guint       keepalive_factor_percent;
  const char *keepalive_note;
  guint       scan_period;
  guint       client_id_max;
  guint       topic_max;
  guint       topic_slashes_max;
  guint       payload_max;
  guint       qos_max;
  gboolean    retain;
  guint       connects_per_minute;
  guint       subscriptions_max;
  guint       publishes_per_second;
  guint       publishes_per_second_qos_1;
} LgLimits;

/**
 * LgTopic:
 * @id: stable identifier (`property-post`, `ntp`, …)
 * @name: translated name
 * @topic: with `${productKey}`, `${deviceName}` and `${deviceId}` to fill in
 * @upstream: the device publishes it
 * @reply: id of the topic its answer comes on, or %NULL
 * @template: a payload to start from, or %NULL
 *
 * One entry of the topic catalogue.
 */
typedef struct
{
  char     *id;
  char     *name;
  char     *topic;
  gboolean  upstream;
  char     *reply;
  char     *payload;
} LgTopic;

/**
 * LgPlatform:
 *
 * One platform's description, read from `data/platforms/ID.ini` (compiled in). Immutable; lives as
 * long as the process.
 */
typedef struct _LgPlatform LgPlatform;

const LgPlatform  *lg_platform_get                  (const char       *id);
const char *const *lg_platform_get_ids              (void);
const char        *lg_platform_get_id               (const LgPlatform *self);
const char        *lg_platform_get_model            (const LgPlatform *self);
const char        *lg_platform_get_name             (const LgPlatform *self);
GPtrArray         *lg_platform_get_ports            (const LgPlatform *self);
const LgPort      *lg_platform_find_port            (const LgPlatform *self,
                                                     guint             port,
                                                     LgSecurity        security);
const char        *lg_platform_get_mqtt_5_note      (const LgPlatform *self);
const char        *lg_platform_get_mqtt_5_lock      (const LgPlatform *self);
GPtrArray         *lg_platform_get_regions          (const LgPlatform *self);
const LgLimits    *lg_platform_get_limits           (const LgPlatform *self);
const LgLimits    *lg_platform_get_limits_of        (const LgPlatform *self,
                                                     LgProtocol        protocol);
GPtrArray         *lg_platform_get_topics           (const LgPlatform *self);
const LgRegion    *lg_platform_find_region          (const LgPlatform *self,
                                                     const char       *id);
LgMode             lg_platform_get_mode             (const LgPlatform *self);
const LgPlatform  *lg_platform_of_mode              (LgMode            mode);
char              *lg_topic_expand                  (const LgTopic    *topic,
                                                     LgCredentials    *credentials);
const char        *lg_platform_get_source           (const LgPlatform *self);
const char        *lg_platform_get_host_hint        (const LgPlatform *self);
gboolean           lg_platform_owns_host            (const LgPlatform *self,
                                                     const char       *host);
char              *lg_platform_dup_keepalive_advice (const LgPlatform *self);
LgIssue           *lg_platform_validate_keepalive   (const LgPlatform *self,
                                                     guint             seconds);
GPtrArray         *lg_platform_validate_topic       (const LgPlatform *self,
                                                     const char       *topic);

G_END_DECLS
