/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What causes mean in TuyaLink: in its own words, and not in those of the other platform. */
#include "scenario.h"

#include "diagnosis/lg-rule.h"

#include <string.h>

typedef struct
{
  const char *name;
  LgEvent     events[24];
  const char *cause;
  const char *says;
} End;

static const End ends[] = {
  { "credentials", { LOGGING_IN (0, 60), IN (1, CONNACK, .code = 4), END (1, LG_END_CONNACK + 4) },
    "auth.bad-credentials", "deviceSecret" },
  { "client-id", { LOGGING_IN (0, 60), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "mqtt.client-id-rejected", "tuyalink_" },
  { "keepalive", { LOGGING_IN (0, 20), IN (1, CONNACK, .code = 2), END (1, LG_END_CONNACK + 2) },
    "keepalive.out-of-range", "30 to 1200 s" },
  { "not-authorized",
    { LOGGING_IN (0, 60), IN (1, CONNACK, .code = 5), END (1, LG_END_CONNACK + 5) },
    "auth.not-authorized", "does not document" },
  { "subscribe",
    { ONLINE (0, 60), OUT (2, SUBSCRIBE, .topic = "tylink/6c/thing/property/set"),
      IN (3, SUBACK, .topic = "tylink/6c/thing/property/set", .code = 0x80) },
    "subscribe.refused", "tylink/" },
  { "kicked",
    { ONLINE (0, 60), IN (9, DISCONNECT, .code = 0x8e), END (9, LG_END_SERVER_DISCONNECT) },
    "kicked.same-device", "device ID" },
};

/* A device there has neither of these. */
static void
assert_own (const char *text)
{
  g_assert_null (strstr (text, "ProductKey"));
  g_assert_null (strstr (text, "DeviceName"));
  g_assert_null (strstr (text, "Alibaba"));
}

static void
test_end (gconstpointer data)
{
  const End *end = data;
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("tuyalink", LG_SECURITY_TLS, LG_HOST_PUBLIC);
  LgFinding *finding;

  feed (diagnosis, end->events, G_N_ELEMENTS (end->events));
  finding = lg_diagnosis_get_latest (diagnosis);
  g_test_message ("%s", finding->meaning);

  g_assert_cmpstr (finding->cause, ==, end->cause);
  g_assert_nonnull (strstr (finding->meaning, end->says));
  g_assert_null (finding->console);
  assert_own (finding->meaning);
  assert_own (finding->advice);
}

/* What a TuyaLink device's own values can be wrong in. */
static void
test_values (void)
{
  static const char *const causes[] = {
    "auth.username-malformed", "auth.sign-method-mismatch", "auth.timestamp-mismatch",
    "auth.client-id-mismatch", "auth.content-order", "auth.content-names", "auth.wrong-secret",
    "auth.password-malformed", "topic.invalid",
  };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      const LgRemark *remark = lg_remark_find (causes[i], LG_FAMILY_TUYALINK);

      assert_own (remark->meaning);
      assert_own (remark->advice);
      g_assert_true (remark != lg_remark_find (causes[i], LG_FAMILY_ALIBABA));
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tuyalink/%s", ends[i].name);

      g_test_add_data_func (path, &ends[i], test_end);
    }
  g_test_add_func ("/tuyalink/values", test_values);

  return g_test_run ();
}
