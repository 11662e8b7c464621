/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a CONNECT brings about. */
#include "lg-practice-client-private.h"

#include "lg-practice-registration.h"
#include "mqtt/lg-packet-writer.h"

#include <string.h>

#define REGISTRATION_MS 15000 /* then the platform closes, if the device has not */
#define CONNECT_FLAG_CLEAN_SESSION 0x02
#define ANSWER_SIZE 4096 /* more than the answer to a registration takes */

/**
 * lg_practice_client_refuse:
 * @self: a client that has not got online
 * @verdict: why
 *
 * Tells it, as far as there is a CONNACK for it, and ends it.
 */
void
lg_practice_client_refuse (LgPracticeClient  *self,
                           LgPracticeVerdict  verdict)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();

  lg_practice_login_write_refusal (self->version, verdict, packet);
  lg_practice_client_send (self, self->device, packet);
  lg_practice_client_end (self);
}

/* Who has nothing to get is accepted and gets nothing; what the platform does then is not
 * documented, and closing is our choice. */
static void
handle_registration (LgPracticeClient *self,
                     const LgPacket   *packet)
{
  const LgPracticeConduct *conduct = self->host->conduct;
  gboolean misbehaves = conduct->moment == LG_PRACTICE_MOMENT_REGISTRATION;
  g_autoptr (GByteArray) connack = g_byte_array_new ();
  /* Sized so that the secret in it is not moved, and leaves no copy. */
  g_autoptr (GByteArray) answer = g_byte_array_sized_new (ANSWER_SIZE);
  LgPracticeVerdict verdict;

  verdict = misbehaves && conduct->act == LG_PRACTICE_ACT_REFUSES
            ? conduct->code
            : lg_practice_registration_judge (self->host->registry, packet, self->security,
                                              misbehaves ? NULL : answer);
  if (verdict != LG_PRACTICE_ACCEPTED)
    {
      lg_practice_client_refuse (self, verdict);
      return;
    }

  self->state = CLIENT_REGISTERED;
  lg_packet_write_connack (connack, packet->version, FALSE, LG_PRACTICE_ACCEPTED, NULL, 0);
  lg_practice_client_send (self, self->device, connack);
  lg_practice_client_send (self, self->device, answer);
  explicit_bzero (answer->data, answer->len);
  lg_practice_client_set_deadline (self, REGISTRATION_MS / self->host->time_scale);
  if (answer->len == 0 && !(misbehaves && conduct->act == LG_PRACTICE_ACT_IGNORES))
    lg_practice_client_end (self);
}

static void
handle_login (LgPracticeClient *self,
              const LgPacket   *packet)
{
  const LgProperty *expiry = lg_packet_find_property (packet, LG_PROPERTY_SESSION_EXPIRY);
  const LgPracticeDevice *usual = lg_practice_registry_get_device (self->host->registry);
  LgPracticeVerdict verdict;

  self->identity = lg_practice_registry_find_by_username (self->host->registry, packet->username);
  verdict = lg_practice_login_judge (self->identity != NULL ? self->identity : usual, packet,
                                     self->security, &self->notify);
  if (verdict != LG_PRACTICE_ACCEPTED)
    {
      self->identity = NULL;
      lg_practice_client_refuse (self, verdict);
      return;
    }

  self->state = CLIENT_WAITING;
  self->traffic = lg_practice_traffic_new (self->identity, packet);
  self->keepalive = packet->keepalive;
  self->session_expiry_s = expiry != NULL ? expiry->number : 0;
  self->clean_session = (packet->connect_flags & CONNECT_FLAG_CLEAN_SESSION) != 0;
  lg_practice_client_update_flow (self);

  self->host->claim (self, self->host->user_data);
}

/**
 * lg_practice_client_handle_connect:
 * @self: a client that has just come
 * @packet: its CONNECT
 *
 * Lets it register, or log in: then it waits for its turn at the broker.
 */
void
lg_practice_client_handle_connect (LgPracticeClient *self,
                                   const LgPacket   *packet)
{
  self->version = packet->version;
  if (lg_practice_registration_is_asked (packet))
    handle_registration (self, packet);
  else
    handle_login (self, packet);
}
