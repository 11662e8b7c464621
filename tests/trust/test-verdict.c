/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/lg-pki.h"
#include "trust/lg-verdict.h"

#include <openssl/x509_vfy.h>

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY (24 * 60 * 60)
#define HOST "mqtt.example.com"

static const char *const host_names[] = { HOST, NULL };

/* Who is in play. The world is made anew for each case, from the case's specs. */
typedef enum
{
  NOBODY,
  LEAF,
  INTERMEDIATE,
  ROOT,
  OTHER_ROOT,
  NAMESAKE,
} Actor;

typedef struct
{
  const char *name;
  const char *cause;
  const char *note;
  const char *host;
  LgPkiSpec   leaf;
  LgPkiSpec   intermediate;
  LgPkiSpec   root;
  Actor       leaf_issuer;
  Actor       sent[5];
  Actor       selected;
  Actor       known[3];
  const char *fitting;
  int         fault;
} Case;

static const char *const actor_names[] = {
  "", "Leaf", "Intermediate", "Root", "Other root", "Root",
};

typedef struct
{
  LgKeyPair *pairs[G_N_ELEMENTS (actor_names)];
} World;

static LgKeyPair *
make_pair (Actor      actor,
           LgPkiSpec  spec,
           LgKeyPair *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair;

  if (spec.name == NULL)
    spec.name = actor_names[actor];
  if (actor == LEAF && spec.names == NULL)
    spec.names = host_names;
  if (actor != LEAF)
    spec.ca = TRUE;
  if (spec.not_before == 0)
    spec.not_before = NOW - DAY;
  if (spec.not_after == 0)
    spec.not_after = NOW + (actor == LEAF ? 100 : 1000) * DAY;
  pair = lg_key_pair_new (&spec, issuer, &error);
  g_assert_no_error (error);
  return pair;
}

static void
make_world (World      *world,
            const Case *test)
{
  Actor issuer = test->leaf_issuer != NOBODY ? test->leaf_issuer : INTERMEDIATE;

  world->pairs[ROOT] = make_pair (ROOT, test->root, NULL);
  world->pairs[OTHER_ROOT] = make_pair (OTHER_ROOT, (LgPkiSpec) { 0 }, NULL);
  world->pairs[NAMESAKE] = make_pair (NAMESAKE, (LgPkiSpec) { .v1 = test->root.v1 }, NULL);
  world->pairs[INTERMEDIATE] = make_pair (INTERMEDIATE, test->intermediate, world->pairs[ROOT]);
  world->pairs[LEAF] = make_pair (LEAF, test->leaf, world->pairs[issuer]);
}

static void
clear_world (World *world)
{
  for (gsize i = 0; i < G_N_ELEMENTS (world->pairs); i++)
    g_clear_pointer (&world->pairs[i], lg_key_pair_free);
}

static GBytes *
get_bytes (World *world,
           Actor  actor)
{
  const char *pem = lg_key_pair_get_certificate_pem (world->pairs[actor]);

  return g_bytes_new (pem, strlen (pem));
}

static LgRoot *
make_root (World *world,
           Actor  actor)
{
  g_autoptr (GBytes) bytes = get_bytes (world, actor);
  g_autoptr (GError) error = NULL;
  LgRoot *root = lg_root_new_from_bytes (actor_names[actor], LG_ROOT_FILE, bytes, &error);

  g_assert_no_error (error);
  return root;
}

static GPtrArray *
make_chain (World       *world,
            const Actor *sent)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);

  for (gsize i = 0; sent[i] != NOBODY; i++)
    {
      g_autoptr (GBytes) bytes = get_bytes (world, sent[i]);
      g_autoptr (GPtrArray) one = lg_certificates_parse (bytes, NULL);

      g_ptr_array_extend_and_steal (chain, g_steal_pointer (&one));
    }
  return chain;
}

static GListModel *
make_known_roots (World       *world,
                  const Actor *known)
{
  GListStore *store = g_list_store_new (LG_TYPE_ROOT);

  for (gsize i = 0; known[i] != NOBODY; i++)
    {
      g_autoptr (LgRoot) root = make_root (world, known[i]);

      g_list_store_append (store, root);
    }
  return G_LIST_MODEL (store);
}

static gboolean
has_fault (LgVerdict *verdict,
           int        code)
{
  for (guint i = 0; i < verdict->faults->len; i++)
    {
      LgVerdictFault *fault = g_ptr_array_index (verdict->faults, i);

      g_assert_nonnull (lg_verdict_name_fault (fault->code));
      if (fault->code == code)
        return TRUE;
    }
  return FALSE;
}

static const char *const wildcard[] = { "*.example.com", NULL };
static const char *const addresses[] = { "192.0.2.7", "2001:db8::7", NULL };
static const char *const partial_wildcard[] = { "mq*.example.com", NULL };
static const char *const no_names[] = { NULL };
static const char *const other_names[] = { "other.example.com", NULL };

#define FULL { LEAF, INTERMEDIATE }

static const Case cases[] = {
  { "trusted", NULL, .sent = FULL, .selected = ROOT },
  { "root-included", NULL, .sent = { LEAF, INTERMEDIATE, ROOT }, .selected = ROOT },
  { "directly-issued", NULL, .leaf_issuer = ROOT, .sent = { LEAF }, .selected = ROOT },
  { "intermediate-as-anchor", NULL, .sent = { LEAF }, .selected = INTERMEDIATE },
  { "v1-root", NULL, .root = { .v1 = TRUE }, .sent = FULL, .selected = ROOT },
  { "weakly-signed-root", NULL, .root = { .digest = "SHA1" }, .sent = FULL, .selected = ROOT },
  { "rsa-2048", NULL, .leaf = { .rsa_bits = 2048 }, .sent = FULL, .selected = ROOT },
  { "duplicate-leaf", NULL, .sent = { LEAF, LEAF, INTERMEDIATE }, .selected = ROOT },
  { "stranger-in-chain", NULL, .sent = { LEAF, OTHER_ROOT, INTERMEDIATE }, .selected = ROOT },
  { "wrong-order", NULL, .note = "cert.wrong-order", .sent = { LEAF, ROOT, INTERMEDIATE },
    .selected = ROOT },
  { "pinned-self-signed", NULL, .leaf = { .name = "Root" }, .sent = { ROOT }, .selected = ROOT,
    .root = { .names = host_names, .basic_constraints = "CA:FALSE", .key_usage = "",
              .extended_key_usage = "serverAuth" } },

  { "wrong-root", "cert.wrong-root", .sent = FULL, .selected = OTHER_ROOT,
    .known = { OTHER_ROOT, ROOT }, .fitting = "Root",
    .fault = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY },
  { "wrong-root-and-expired", "cert.wrong-root", .leaf = { .not_after = NOW - 1 }, .sent = FULL,
    .selected = OTHER_ROOT, .known = { OTHER_ROOT, ROOT }, .fitting = "Root",
    .fault = X509_V_ERR_CERT_HAS_EXPIRED },
  { "unknown-issuer", "cert.unknown-issuer", .sent = FULL, .selected = OTHER_ROOT,
    .known = { OTHER_ROOT } },
  { "unknown-issuer-root-sent", "cert.unknown-issuer", .sent = { LEAF, INTERMEDIATE, ROOT },
    .selected = OTHER_ROOT, .fault = X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN },
  { "namesake", "cert.unknown-issuer", .sent = FULL, .selected = NAMESAKE,
    .fault = X509_V_ERR_AKID_SKID_MISMATCH },
  { "namesake-without-key-ids", "cert.unknown-issuer", .root = { .v1 = TRUE }, .sent = FULL,
    .selected = NAMESAKE, .fault = X509_V_ERR_CERT_SIGNATURE_FAILURE },
  { "namesake-of-lone-leaf", "cert.unknown-issuer", .leaf_issuer = ROOT, .sent = { LEAF },
    .selected = NAMESAKE, .fault = X509_V_ERR_AKID_SKID_MISMATCH },
  { "missing-intermediate", "cert.missing-intermediate", .sent = { LEAF }, .selected = ROOT,
    .known = { ROOT, OTHER_ROOT } },
  { "self-signed", "cert.self-signed", .root = { .names = host_names }, .sent = { ROOT },
    .selected = OTHER_ROOT, .fault = X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT },

  { "expired-leaf", "cert.expired", .leaf = { .not_after = NOW - 1 }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_CERT_HAS_EXPIRED },
  { "expired-intermediate", "cert.expired", .intermediate = { .not_after = NOW - 1 }, .sent = FULL,
    .selected = ROOT },
  { "expired-root", "root.expired", .root = { .not_after = NOW - 1 }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_CERT_HAS_EXPIRED },
  { "expired-anchor-intermediate", "root.expired", .intermediate = { .not_after = NOW - 1 },
    .sent = { LEAF }, .selected = INTERMEDIATE },
  { "not-yet-valid", "cert.not-yet-valid", .leaf = { .not_before = NOW + 1 }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_CERT_NOT_YET_VALID },
  { "expired-and-other-host", "cert.expired", .leaf = { .not_after = NOW - 1 },
    .host = "other.example.com", .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_HOSTNAME_MISMATCH },

  { "other-host", "cert.host-mismatch", .leaf = { .names = other_names }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_HOSTNAME_MISMATCH },
  { "host-in-capitals", NULL, .host = "MQTT.Example.COM", .sent = FULL, .selected = ROOT },
  { "wildcard", NULL, .leaf = { .names = wildcard }, .sent = FULL, .selected = ROOT },
  { "wildcard-one-label-only", "cert.host-mismatch", .leaf = { .names = wildcard },
    .host = "a.b.example.com", .sent = FULL, .selected = ROOT },
  { "wildcard-not-the-parent", "cert.host-mismatch", .leaf = { .names = wildcard },
    .host = "example.com", .sent = FULL, .selected = ROOT },
  { "partial-wildcard", "cert.host-mismatch", .leaf = { .names = partial_wildcard }, .sent = FULL,
    .selected = ROOT },
  { "common-name-only", "cert.host-mismatch", .leaf = { .name = HOST, .names = no_names },
    .sent = FULL, .selected = ROOT, .fault = X509_V_ERR_HOSTNAME_MISMATCH },
  { "common-name-beside-names", "cert.host-mismatch",
    .leaf = { .name = HOST, .names = other_names }, .sent = FULL, .selected = ROOT },
  { "ipv4", NULL, .leaf = { .names = addresses }, .host = "192.0.2.7", .sent = FULL,
    .selected = ROOT },
  { "ipv6", NULL, .leaf = { .names = addresses }, .host = "2001:DB8:0::7", .sent = FULL,
    .selected = ROOT },
  { "other-ip", "cert.host-mismatch", .leaf = { .names = addresses }, .host = "192.0.2.8",
    .sent = FULL, .selected = ROOT, .fault = X509_V_ERR_IP_ADDRESS_MISMATCH },

  { "sha1-leaf", "cert.weak", .leaf = { .digest = "SHA1" }, .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_CA_MD_TOO_WEAK },
  { "rsa-1024-leaf", "cert.weak", .leaf = { .rsa_bits = 1024 }, .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_EE_KEY_TOO_SMALL },
  { "rsa-1024-intermediate", "cert.weak", .intermediate = { .rsa_bits = 1024 }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_CA_KEY_TOO_SMALL },

  { "intermediate-not-a-ca", "cert.bad-constraint",
    .intermediate = { .basic_constraints = "critical,CA:FALSE", .key_usage = "" }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_INVALID_CA },
  { "intermediate-may-not-sign", "cert.bad-constraint",
    .intermediate = { .key_usage = "critical,digitalSignature" }, .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_INVALID_CA },
  { "root-may-not-sign", "root.not-a-ca",
    .root = { .key_usage = "critical,digitalSignature" }, .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_INVALID_CA },
  { "path-too-long", "cert.bad-constraint",
    .root = { .basic_constraints = "critical,CA:TRUE,pathlen:0" }, .sent = FULL, .selected = ROOT,
    .fault = X509_V_ERR_PATH_LENGTH_EXCEEDED },
  { "client-certificate", "cert.bad-constraint", .leaf = { .extended_key_usage = "clientAuth" },
    .sent = FULL, .selected = ROOT, .fault = X509_V_ERR_INVALID_PURPOSE },
  { "name-constraint", "cert.bad-constraint",
    .intermediate = { .name_constraints = "critical,permitted;DNS:example.org" }, .sent = FULL,
    .selected = ROOT, .fault = X509_V_ERR_PERMITTED_VIOLATION },

  { "leaf-as-root", "root.not-a-ca", .sent = FULL, .selected = LEAF, .known = { LEAF, ROOT },
    .fitting = "Root" },
  { "leaf-as-root-of-lone-leaf", "root.not-a-ca", .sent = { LEAF }, .selected = LEAF },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  World world = { 0 };

  make_world (&world, test);

  g_autoptr (GPtrArray) chain = make_chain (&world, test->sent);
  g_autoptr (LgRoot) root = make_root (&world, test->selected);
  g_autoptr (GListModel) known = make_known_roots (&world, test->known);
  g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, test->host ? test->host : HOST,
                                                  NOW, known);

  for (guint i = 0; i < verdict->faults->len; i++)
    {
      LgVerdictFault *fault = g_ptr_array_index (verdict->faults, i);

      g_test_message ("fault %d at %d: %s", fault->code, fault->depth,
                      lg_verdict_name_fault (fault->code));
    }
  g_assert_cmpstr (verdict->cause, ==, test->cause);
  g_assert_cmpstr (verdict->note, ==, test->note);
  g_assert_cmpstr (verdict->fitting_root, ==, test->fitting);
  g_assert_cmpint (verdict->faults->len == 0, ==, test->cause == NULL);
  if (test->cause != NULL)
    g_assert_cmpint (verdict->valid_until, ==, 0);
  if (test->fault != 0)
    g_assert_true (has_fault (verdict, test->fault));
  if (test->leaf.names == no_names)
    {
      g_autoptr (LgClause) told = lg_verdict_dup_clause (verdict, chain);

      g_assert_nonnull (strstr (lg_clause_get_args (told), "\"cert.sent-nameless\""));
    }
  if (test->cause != NULL)
    {
      g_autoptr (GPtrArray) many =
        g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);
      g_autoptr (LgClause) told = NULL;

      while (many->len < 151)
        g_ptr_array_add (many, lg_certificate_ref (chain->pdata[0]));
      told = lg_verdict_dup_clause (verdict, many);
      g_assert_true (g_str_has_suffix (lg_clause_get_args (told),
                                       "{\"clause\":\"cert.more\",\"args\":{\"count\":147}}]}"));
      g_assert_cmpuint (strlen (lg_clause_get_args (told)), <, 2048);
    }
  clear_world (&world);
}

/* The earliest end counts, whoever's it is. */
static void
test_valid_until (void)
{
  static const struct
  {
    int leaf, intermediate, root, expected;
  } ends[] = { { 5, 50, 500, 5 }, { 50, 5, 500, 5 }, { 50, 500, 5, 5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const Case test = {
        .leaf.not_after = NOW + ends[i].leaf * DAY,
        .intermediate.not_after = NOW + ends[i].intermediate * DAY,
        .root.not_after = NOW + ends[i].root * DAY,
        .sent = FULL,
      };
      World world = { 0 };

      make_world (&world, &test);

      g_autoptr (GPtrArray) chain = make_chain (&world, test.sent);
      g_autoptr (LgRoot) root = make_root (&world, ROOT);
      g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, HOST, NOW, NULL);

      g_assert_null (verdict->cause);
      g_assert_cmpint (verdict->valid_until, ==, NOW + ends[i].expected * DAY);
      clear_world (&world);
    }
}

/* By a clock that is years off a good chain looks bad: it is the clock that is doubted then, and
 * not where a chain has faults of its own by a good one. */
static void
test_clock (void)
{
  static const struct
  {
    const char     *name;
    gint64          at_days;
    gint64          leaf_begin, leaf_end, root_begin, root_end;
    gboolean        lone;
    const char     *cause;
    LgVerdictClock  clock;
  } rows[] = {
    { "1970", -NOW / DAY + 1, -1, 100, -500, 3000, FALSE, "cert.not-yet-valid",
      LG_VERDICT_CLOCK_BEHIND },
    { "1970, no intermediate", -NOW / DAY + 1, -1, 100, -500, 3000, TRUE, "cert.not-yet-valid",
      LG_VERDICT_CLOCK_BEHIND },
    { "2040", 13 * 365, -1, 100, -500, 700, FALSE, "root.expired", LG_VERDICT_CLOCK_AHEAD },
    { "2040, a root that lasts", 13 * 365, -1, 100, -500, 10000, FALSE, "cert.expired",
      LG_VERDICT_CLOCK_AHEAD },
    { "today", 0, -1, 100, -500, 3000, FALSE, NULL, LG_VERDICT_CLOCK_RIGHT },
    { "today, an old root", 0, -1, 100, -5000, -10, FALSE, "root.expired",
      LG_VERDICT_CLOCK_RIGHT },
    { "today, an old leaf", 0, -500, -400, -500, 3000, FALSE, "cert.expired",
      LG_VERDICT_CLOCK_RIGHT },
    { "today, a leaf for tomorrow", 0, 1, 100, -500, 3000, FALSE, "cert.not-yet-valid",
      LG_VERDICT_CLOCK_RIGHT },
    { "today, a bench that ended whole", 0, -400, -35, -400, -35, TRUE, "root.expired",
      LG_VERDICT_CLOCK_RIGHT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = {
        .leaf = { .not_before = NOW + rows[i].leaf_begin * DAY,
                  .not_after = NOW + rows[i].leaf_end * DAY },
        .intermediate.not_after = NOW + 1000 * DAY,
        .root = { .not_before = NOW + rows[i].root_begin * DAY,
                  .not_after = NOW + rows[i].root_end * DAY },
        .leaf_issuer = rows[i].lone ? ROOT : INTERMEDIATE,
        .sent = { LEAF, rows[i].lone ? NOBODY : INTERMEDIATE },
      };
      World world = { 0 };

      make_world (&world, &test);

      g_autoptr (GPtrArray) chain = make_chain (&world, test.sent);
      g_autoptr (LgRoot) root = make_root (&world, ROOT);
      g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, HOST,
                                                      NOW + rows[i].at_days * DAY, NULL);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (verdict->cause, ==, rows[i].cause);
      g_assert_cmpint (verdict->clock, ==, rows[i].clock);
      clear_world (&world);
    }
}

/* A fault names the certificate it is about, and how deep it stands. */
static void
test_fault_position (void)
{
  const Case test = { .intermediate.not_after = NOW - 1, .sent = FULL };
  World world = { 0 };

  make_world (&world, &test);

  g_autoptr (GPtrArray) chain = make_chain (&world, test.sent);
  g_autoptr (LgRoot) root = make_root (&world, ROOT);
  g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, HOST, NOW, NULL);
  LgVerdictFault *fault = g_ptr_array_index (verdict->faults, 0);

  g_assert_cmpuint (verdict->faults->len, ==, 1);
  g_assert_cmpint (fault->depth, ==, 1);
  g_assert_cmpstr (fault->subject, ==, "CN=Intermediate");
  g_assert_cmpstr (lg_verdict_name_fault (fault->code), ==, "certificate has expired");
  clear_world (&world);
}

static void
test_fault_order (void)
{
  static const int expected[] = {
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
    X509_V_ERR_CA_MD_TOO_WEAK,
    X509_V_ERR_CERT_NOT_YET_VALID,
    X509_V_ERR_CERT_HAS_EXPIRED,
    X509_V_ERR_HOSTNAME_MISMATCH,
  };
  const Case test = {
    .leaf = { .names = other_names, .not_after = NOW - 1, .digest = "SHA1" },
    .intermediate.not_before = NOW + 1,
    .sent = FULL,
  };
  World world = { 0 };

  make_world (&world, &test);

  g_autoptr (GPtrArray) chain = make_chain (&world, test.sent);
  g_autoptr (LgRoot) root = make_root (&world, OTHER_ROOT);
  g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, HOST, NOW, NULL);

  g_assert_cmpuint (verdict->faults->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (((LgVerdictFault *) g_ptr_array_index (verdict->faults, i))->code, ==,
                     expected[i]);
  clear_world (&world);
}

/* A store of many anchors, one of which fits. */
static void
test_system_store (void)
{
  const Case test = { .sent = FULL };
  World world = { 0 };

  make_world (&world, &test);

  g_autofree char *bundle
    = g_strconcat (lg_key_pair_get_certificate_pem (world.pairs[OTHER_ROOT]),
                   lg_key_pair_get_certificate_pem (world.pairs[NAMESAKE]),
                   lg_key_pair_get_certificate_pem (world.pairs[ROOT]), NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (bundle, strlen (bundle));
  g_autoptr (LgRoot) root = lg_root_new_from_bytes ("system", LG_ROOT_SYSTEM_STORE, bytes, NULL);
  g_autoptr (GPtrArray) chain = make_chain (&world, test.sent);
  g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, HOST, NOW, NULL);

  g_assert_null (verdict->cause);
  g_assert_cmpint (verdict->valid_until, ==, NOW + 100 * DAY);
  clear_world (&world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/trust/verdict/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/trust/verdict/valid-until", test_valid_until);
  g_test_add_func ("/trust/verdict/clock", test_clock);
  g_test_add_func ("/trust/verdict/fault-position", test_fault_position);
  g_test_add_func ("/trust/verdict/fault-order", test_fault_order);
  g_test_add_func ("/trust/verdict/system-store", test_system_store);
  return g_test_run ();
}
