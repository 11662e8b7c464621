/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dynamic registration: a CONNECT that asks for a secret, and what comes of it. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define REFUSED(code) (LG_END_CONNACK + (code))

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define DONE LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE

static gboolean
is_plain (const LgFacts *facts)
{
  return lg_facts_is_registering (facts) && facts->target.security == LG_SECURITY_TCP;
}

static gboolean
is_unanswered (const LgFacts *facts)
{
  return lg_facts_is_registering (facts) && lg_facts_is_online (facts)
         && facts->delivery.mono_us == 0;
}

static gboolean
is_delivered (const LgFacts *facts)
{
  return lg_facts_is_registering (facts) && facts->delivery.mono_us != 0;
}

#define WITHOUT_TLS "register.plain-tcp", CERTAIN, \
    N_("Registration was tried without TLS"), \
    N_("CONNECT of {connect-time} went to port {port} over plain TCP and was answered at " \
       "{end-time} with CONNACK code {code}: identifier rejected")
#define ILL_FORMED "register.refused", CERTAIN, \
    N_("The platform finds the registration ill-formed"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: identifier rejected")
#define BAD_SIGNATURE "register.bad-signature", CERTAIN, \
    N_("The platform does not accept the registration’s signature"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: bad user name or password")
#define NOT_ALLOWED "register.refused", CERTAIN, \
    N_("The platform does not let the device register"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: not authorized")
#define ALREADY_ACTIVE "register.already-active", LIKELY, \
    N_("The platform closed without delivering a secret"), \
    N_("The registration was accepted at {online-time}; at {end-time}, after {up}, the link was " \
       "closed, and no message on /ext/register or /ext/regnwl had come")
#define DELIVERED "server.closed", DONE, \
    N_("The platform delivered the secret and closed"), \
    N_("The answer came at {delivery-time}; the link was closed at {end-time}")

const LgRule lg_rules_register[] = {
  { REFUSED (2), is_plain, WITHOUT_TLS },
  { REFUSED (0x85), is_plain, WITHOUT_TLS },
  { REFUSED (2), lg_facts_is_registering, ILL_FORMED },
  { REFUSED (0x85), lg_facts_is_registering, ILL_FORMED },
  { REFUSED (4), lg_facts_is_registering, BAD_SIGNATURE },
  { REFUSED (0x86), lg_facts_is_registering, BAD_SIGNATURE },
  { REFUSED (5), lg_facts_is_registering, NOT_ALLOWED },
  { REFUSED (0x87), lg_facts_is_registering, NOT_ALLOWED },
  { LG_END_NO_ANSWER, NULL, "register.timeout", CERTAIN,
    N_("The platform accepted the registration and did not answer it"),
    N_("Accepted at {online-time}; by {end-time}, {up} later, no message on /ext/register or "
       "/ext/regnwl had come") },
  { LG_END_FIN, is_unanswered, ALREADY_ACTIVE },
  { LG_END_CLOSE_NOTIFY, is_unanswered, ALREADY_ACTIVE },
  { LG_END_RESET, is_unanswered, ALREADY_ACTIVE },
  { LG_END_OPERATOR, is_delivered, "client.disconnected", DONE,
    N_("The platform delivered the secret; Linkglass disconnected"),
    N_("The answer came at {delivery-time}; ended from this side at {end-time}") },
  { LG_END_FIN, is_delivered, DELIVERED },
  { LG_END_CLOSE_NOTIFY, is_delivered, DELIVERED },
  { LG_END_RESET, is_delivered, DELIVERED },
  { 0 },
};

const LgRemark lg_remarks_register[] = {
  { "register.plain-tcp", LG_FAMILY_ANY,
    N_("Registration is possible over TLS only; over plain TCP the platform answers with code 2 "
       "(Alibaba Cloud, MQTT-based dynamic registration)."),
    N_("Choose TLS and a port for it, and register again.") },
  { "register.bad-signature", LG_FAMILY_ANY,
    N_("Code 4 stands for a wrong signature or user name. The ProductSecret signs deviceName, "
       "productKey and random, and the clientId is not signed (Alibaba Cloud, MQTT-based dynamic "
       "registration)."),
    N_("Copy the ProductSecret from the product’s page in the console; a DeviceSecret does not fit "
       "here. Check ProductKey and DeviceName, too: a pre-registered device must have been added "
       "to the product.") },
  { "register.refused", LG_FAMILY_ANY,
    N_("Code 2 stands for a missing or ill-formed parameter (Alibaba Cloud, MQTT-based dynamic "
       "registration). Which code a product gets for which dynamic registration is switched off is "
       "not documented for MQTT; over HTTPS it is 6288."),
    N_("Check that dynamic registration is switched on in the product’s settings, and whether the "
       "product registers with or without pre-registration.") },
  { "register.already-active", LG_FAMILY_ANY,
    N_("A device that has been online gets no new secret until it is reset (Alibaba Cloud, "
       "MQTT-based dynamic registration). What happens instead is not documented for MQTT; over "
       "HTTPS it is the code 6289."),
    N_("Look in the console whether the device is activated. If so, log in with its DeviceSecret, "
       "or have it reset there and register again. If not, check that dynamic registration is "
       "switched on.") },
  { "register.timeout", LG_FAMILY_ANY,
    N_("The answer comes by itself right after CONNACK, without a subscription, and the platform "
       "closes 15 s later (Alibaba Cloud, MQTT-based dynamic registration)."),
    N_("Register again. If it stays like this, check that dynamic registration is switched on, and "
       "give the platform’s support the time of this attempt.") },
  { NULL },
};
