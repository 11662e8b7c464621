/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-link.h"

G_BEGIN_DECLS

#define LG_REGISTRATION_ERROR (lg_registration_error_quark ())
GQuark lg_registration_error_quark (void);

/**
 * LgRegistrationError:
 * @LG_REGISTRATION_ERROR_REFUSED: the attempt ended without an answer; the link's diagnosis has a
 *   finding, whose title is the message
 * @LG_REGISTRATION_ERROR_ANSWER: what was answered is no result of a registration
 */
typedef enum
{
  LG_REGISTRATION_ERROR_REFUSED,
  LG_REGISTRATION_ERROR_ANSWER,
} LgRegistrationError;

#define LG_TYPE_REGISTRATION (lg_registration_get_type ())

/**
 * LgRegistration:
 * @product_key: the product
 * @device_name: the device
 * @client_id: (nullable): what belongs to a DeviceToken, the client ID; %NULL: it is a DeviceSecret
 * @secret: DeviceSecret or DeviceToken
 *
 * What the platform gave a device that registered.
 */
typedef struct
{
  char     *product_key;
  char     *device_name;
  char     *client_id;
  LgSecret *secret;
} LgRegistration;

GType           lg_registration_get_type (void) G_GNUC_CONST;

LgRegistration *lg_registration_new      (LgSecret              *answer,
                                          GError               **error);
LgRegistration *lg_registration_copy     (const LgRegistration  *self);
void            lg_registration_free     (LgRegistration        *self);
void            lg_registration_apply    (const LgRegistration  *self,
                                          LgCredentials         *credentials);

void            lg_link_register_async   (LgLink                *link,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
LgRegistration *lg_link_register_finish  (LgLink                *link,
                                          GAsyncResult          *result,
                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgRegistration, lg_registration_free)

G_END_DECLS
