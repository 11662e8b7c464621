/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "lg-practice-broker.h"
#include "lg-practice-conduct.h"
#include "lg-practice-registry.h"
#include "transport/lg-stream.h"

G_BEGIN_DECLS

/** LgPracticeClient: one connection to the practice platform, and its broker side. */
typedef struct _LgPracticeClient LgPracticeClient;

/**
 * LgPracticeClientHost:
 * @registry: the devices known
 * @broker: where accepted clients go on to
 * @context: what drives the clients
 * @time_scale: divides the platform's times
 * @conduct: how to misbehave toward a client
 * @claim: @client has logged in as the device and waits to be told to go on
 * @released: the broker has closed @client's session
 * @gone: @client is over and may be freed
 * @strike: misbehave in a way that concerns more than one client
 * @user_data: closure
 *
 * What a client needs of its gateway.
 */
typedef struct
{
  LgPracticeRegistry      *registry;
  const LgPracticeBroker  *broker;
  GMainContext            *context;
  double                   time_scale;
  const LgPracticeConduct *conduct;
  void                   (*claim)    (LgPracticeClient *client,
                                      gpointer          user_data);
  void                   (*released) (LgPracticeClient *client,
                                      gpointer          user_data);
  void                   (*gone)     (LgPracticeClient *client,
                                      gpointer          user_data);
  void                   (*strike)   (gpointer          user_data);
  gpointer                 user_data;
} LgPracticeClientHost;

const LgPracticeDevice *
                  lg_practice_client_get_identity (LgPracticeClient     *self);
LgPracticeClient *lg_practice_client_new    (const LgPracticeClientHost *host,
                                             LgStream                   *stream);
void              lg_practice_client_free   (LgPracticeClient           *self);
gboolean          lg_practice_client_go_on  (LgPracticeClient           *self);
void              lg_practice_client_kick   (LgPracticeClient           *self);
void              lg_practice_client_dismiss (LgPracticeClient          *self,
                                             guint8                      code,
                                             const char                 *reason);
void              lg_practice_client_freeze (LgPracticeClient           *self);
void              lg_practice_client_scan   (LgPracticeClient           *self,
                                             gint64                      now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeClient, lg_practice_client_free)

G_END_DECLS
