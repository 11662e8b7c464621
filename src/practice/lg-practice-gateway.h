/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-authority.h"
#include "lg-practice-broker.h"
#include "lg-practice-registry.h"
#include "lg-practice-fault-private.h"

G_BEGIN_DECLS

/** LgPracticeGateway: the practice platform's listeners and the clients that came through them. */
typedef struct _LgPracticeGateway LgPracticeGateway;

LgPracticeGateway *lg_practice_gateway_new     (LgPracticeRegistry      *registry,
                                                LgPracticeBroker        *broker,
                                                GMainContext            *context,
                                                double                   time_scale,
                                                const LgPracticeConduct *conduct);
void               lg_practice_gateway_free    (LgPracticeGateway       *self);
guint16            lg_practice_gateway_listen  (LgPracticeGateway       *self,
                                                LgPracticeAuthority     *authority,
                                                GError                 **error);
guint16            lg_practice_gateway_give_up (LgPracticeGateway       *self,
                                                const LgPracticeFault   *fault,
                                                LgPracticeAuthority     *authority,
                                                GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeGateway, lg_practice_gateway_free)

G_END_DECLS
