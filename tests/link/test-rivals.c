/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two sessions of one program with the same credentials. */
#include "link-fixture.h"

#include "lib/lg-test-peer.h"
#include "link/lg-rivals.h"

#define CONNACK "\x20\x02\x00\x00"

typedef struct
{
  GListStore *links;
  LgRivals   *rivals;
} Pair;

static void
pair_open (Pair   *pair,
           LgLink *first,
           LgLink *second)
{
  pair->links = g_list_store_new (LG_TYPE_LINK);
  g_list_store_append (pair->links, first);
  pair->rivals = lg_rivals_new (G_LIST_MODEL (pair->links));
  g_list_store_append (pair->links, second);
}

static void
pair_close (Pair *pair)
{
  g_assert_finalize_object (pair->rivals);
  g_object_unref (pair->links);
}

static LgFinding *
get_latest (LgLink *link)
{
  return lg_diagnosis_get_latest (lg_link_get_diagnosis (link));
}

/* The practice device twice: the newcomer forces the first one offline, and the first one's finding
   names it, although the platform gave no reason. */
static void
test_kick (void)
{
  g_autoptr (LgPractice) practice = lg_practice_new (&(LgPracticeOptions) { 0 });
  g_autoptr (GError) error = NULL;
  LgLink *first, *second;
  LgFinding *finding;
  Pair pair;

  g_assert_true (lg_practice_start (practice, &error));
  g_assert_no_error (error);
  first = link_new_practice (practice);
  second = link_new_practice (practice);
  lg_profile_set_title (lg_link_get_profile (second), "the newcomer");
  lg_credentials_set_extended_parameters (
    lg_profile_get_credentials (lg_link_get_profile (first)), "");
  pair_open (&pair, first, second);

  link_connect (first);
  link_settle (first, LG_SESSION_CONNECTED);
  link_connect (second);
  link_settle (first, LG_SESSION_DISCONNECTED);
  link_settle (second, LG_SESSION_CONNECTED);

  finding = get_latest (first);
  g_test_message ("%s", finding->evidence);
  g_assert_cmpstr (finding->cause, ==, "kicked.same-device");
  g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_LIKELY);
  g_assert_nonnull (strstr (finding->evidence, "the newcomer"));
  g_assert_cmpint (lg_reconnector_get_stop (lg_link_get_reconnector (first)), ==,
                   LG_RECONNECT_GOES_ON);
  g_assert_null (get_latest (second));

  pair_close (&pair);
  link_close (first);
  link_close (second);
}

/* Told by the platform it is certain, and there is no need to infer it. */
static void
test_told (void)
{
  g_autoptr (LgPractice) practice = lg_practice_new (&(LgPracticeOptions) { 0 });
  g_autoptr (GError) error = NULL;
  LgLink *first, *second;
  Pair pair;

  g_assert_true (lg_practice_start (practice, &error));
  g_assert_no_error (error);
  first = link_new_practice (practice);
  second = link_new_practice (practice);
  pair_open (&pair, first, second);

  link_connect (first);
  link_settle (first, LG_SESSION_CONNECTED);
  link_connect (second);
  link_settle (first, LG_SESSION_DISCONNECTED);
  g_assert_cmpstr (get_latest (first)->cause, ==, "kicked.same-device");
  g_assert_cmpint (get_latest (first)->confidence, ==, LG_CONFIDENCE_CERTAIN);

  pair_close (&pair);
  link_close (first);
  link_close (second);
}

static void
be_tuyalink (LgLink     *link,
             const char *device_id)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("0123456789abcdef");

  g_object_set (lg_profile_get_credentials (lg_link_get_profile (link)),
                "mode", LG_MODE_TUYALINK,
                "device-id", device_id,
                "secret", secret,
                NULL);
}

/* Another client ID of a broker is another client, and another device ID another device: its login
 * is no reason for an end. */
static void
test_strangers (gconstpointer tuyalink)
{
  static const LgTestStep script[] = {
    LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK),
    LG_TEST_EXPECT_STEP (LG_PACKET_PUBLISH), { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  LgLink *first = link_new (lg_test_peer_get_port (peer));
  LgLink *second = link_new (lg_test_peer_get_port (peer));
  g_autoptr (GBytes) payload = g_bytes_new_static ("1", 1);
  Pair pair;

  lg_credentials_set_mqtt_client_id (lg_profile_get_credentials (lg_link_get_profile (second)),
                                     "another-client");
  if (tuyalink != NULL)
    {
      be_tuyalink (first, "6c95875d0f5ba69607nzfl");
      be_tuyalink (second, "6c95875d0f5ba69607other");
    }
  pair_open (&pair, first, second);
  link_connect (first);
  link_settle (first, LG_SESSION_CONNECTED);
  link_connect (second);
  g_assert_true (lg_session_publish (lg_link_get_session (first), "a", payload, 0, NULL));
  link_settle (first, LG_SESSION_DISCONNECTED);
  g_assert_cmpstr (get_latest (first)->cause, !=, "kicked.same-device");

  pair_close (&pair);
  link_close (first);
  link_close (second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rivals/kick", test_kick);
  g_test_add_func ("/rivals/told", test_told);
  g_test_add_data_func ("/rivals/strangers", NULL, test_strangers);
  g_test_add_data_func ("/rivals/strangers-tuyalink", "", test_strangers);

  return g_test_run ();
}
