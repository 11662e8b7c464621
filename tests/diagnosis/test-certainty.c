/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule against every scenario: what is called certain must fit no scenario of another cause,
   or say no more than was seen. */
#include "diagnosis/lg-rule.h"
#include "scenario-table.h"

/* A certain rule that also fits where another cause is the true one, and why that is no second
   reading: the first rule that fits counts, and these come last. */
static const struct { const char *cause; const char *why; } explained[] = {
  { "server.closed", "says that the server closed without a word, which every FIN shows; why it "
                     "did is told by the rules before it" },
  { "network.reset", "says that a reset came, which the wire shows" },
  { "server.disconnect", "quotes the reason of the server's DISCONNECT; the codes with a cause of "
                         "their own come before it" },
  { "mqtt.closed-before-connack", "says that the server closed without a CONNACK" },
  { "mqtt.malformed", "quotes what breaks the rules of MQTT; TLS and other protocols come before "
                      "it" },
  { "mqtt.refused", "quotes the code of CONNACK; the codes with a cause of their own come before "
                    "it" },
  { "mqtt.client-id-rejected", "quotes the code of CONNACK; a Keep Alive out of range and a "
                               "registration come before it" },
  { "auth.bad-credentials", "quotes the code of CONNACK; a registration comes before it" },
  { "auth.not-authorized", "quotes the code of CONNACK; a registration comes before it" },
  { "tls.alert", "quotes the alert; the one that asks for a certificate comes before it" },
  { "register.refused", "quotes the code of CONNACK; a registration over plain TCP comes before "
                        "it" },
  { "kicked.same-device", "the platform told of it; that the operator left just then comes before "
                          "it" },
};

static const LgRule *const tables[] = {
  lg_rules_connect, lg_rules_tls, lg_rules_register, lg_rules_told, lg_rules_login, lg_rules_link,
};

static void
set_target (LgFacts        *facts,
            const Scenario *scenario)
{
  const LgPlatform *platform = lg_platform_get (scenario->platform);
  const LgLimits *limits = lg_platform_get_limits (platform);

  facts->target.family = lg_family_of_platform (platform);
  facts->target.platform = platform;
  facts->target.host = g_strdup ("iot.example");
  facts->target.port = 8883;
  facts->target.security = scenario->security;
  facts->target.tls_only_port = lg_platform_find_port (platform, 8883, LG_SECURITY_TLS) != NULL;
  facts->target.keepalive_min = limits->keepalive_min;
  facts->target.keepalive_max = limits->keepalive_max;
  facts->target.factor_percent = limits->keepalive_factor_percent;
  facts->target.scan_period_s = limits->scan_period;
}

static gboolean
fits (const LgRule  *rule,
      const LgFacts *facts)
{
  return (rule->reason == facts->event->code || rule->reason == LG_RULE_ANY_END)
         && rule->confidence == LG_CONFIDENCE_CERTAIN && rule->severity == LG_SEVERITY_FAULT
         && (rule->applies == NULL || rule->applies (facts));
}

static gboolean
is_explained (const char *cause)
{
  for (guint i = 0; i < G_N_ELEMENTS (explained); i++)
    if (g_str_equal (explained[i].cause, cause))
      return TRUE;

  return FALSE;
}

static guint
count_shared (const Scenario *scenario,
              const LgFacts  *facts,
              GHashTable     *seen)
{
  guint n = 0;

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const LgRule *rule = tables[t]; rule->cause != NULL; rule++)
      if (fits (rule, facts) && !g_str_equal (rule->cause, scenario->cause))
        {
          g_test_message ("%s is certain in “%s”, too, which is %s", rule->cause, scenario->name,
                          scenario->cause);
          g_hash_table_add (seen, (gpointer) rule->cause);
          n += !is_explained (rule->cause);
        }

  return n;
}

/* The end of a scenario, as the diagnosis judges it. */
static guint
judge (const Scenario *scenario,
       GHashTable     *seen)
{
  const LgEvent *end = NULL;
  LgFacts facts;
  guint n = 0;

  lg_facts_init (&facts);
  set_target (&facts, scenario);
  for (guint i = 0; i < G_N_ELEMENTS (scenario->events) && scenario->events[i].kind != 0; i++)
    {
      facts.event = end = &scenario->events[i];
      lg_facts_gather (&facts, end);
    }
  if (end->kind == LG_EVENT_END)
    {
      lg_facts_remember_kick (&facts);
      lg_facts_remember_pause (&facts);
      n = count_shared (scenario, &facts, seen);
    }
  lg_facts_clear (&facts);
  return n;
}

static void
test_shared (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    n += judge (&scenarios[i], seen);
  g_assert_cmpuint (n, ==, 0);

  /* Nothing is explained that needs it no more. */
  for (guint i = 0; i < G_N_ELEMENTS (explained); i++)
    {
      g_test_message ("%s: %s", explained[i].cause, explained[i].why);
      g_assert_true (g_hash_table_contains (seen, explained[i].cause));
    }
}

/* A rule that is certain for any end, whatever else is seen, would be certain of everything. */
static void
test_conditions (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const LgRule *rule = tables[t]; rule->cause != NULL; rule++)
      g_assert_true (rule->reason != LG_RULE_ANY_END || rule->applies != NULL
                     || rule->confidence == LG_CONFIDENCE_POSSIBLE);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certainty/shared", test_shared);
  g_test_add_func ("/certainty/conditions", test_conditions);

  return g_test_run ();
}
