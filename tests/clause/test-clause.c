/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clause/lg-clause.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define EVIL "a\"b\\c\033[31m\n\x7f“é”\xe2\x80\xae</x>{name}%s"

static LgClause *
read_back (const LgClause *clause)
{
  return lg_clause_new_from_json (lg_clause_get_id (clause), lg_clause_get_args (clause));
}

/* Strings, numbers and clauses within clauses come back from JSON as they went in. */
static void
test_round_trip (void)
{
  g_autoptr (LgClause) clause = lg_clause_new ("a.whole", "evil", EVIL, "none", NULL,
                                               "b", "", NULL);
  LgClause *part = lg_clause_new ("a.part", "evil", EVIL, NULL);
  g_autoptr (LgClause) back = NULL, again = NULL;
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *evil = NULL, *empty = NULL, *absent = NULL, *inner = NULL, *digits = NULL;
  gint64 number = 0;

  lg_clause_set_number (part, "n", -3);
  lg_clause_set_number (clause, "large", G_MAXINT64);
  lg_clause_say (clause, part);
  lg_clause_say (clause, lg_clause_new ("a.bare", NULL));
  lg_clause_set_number (clause, "n", 7);

  json = json_from_string (lg_clause_get_args (clause), NULL);
  g_assert_nonnull (json);
  again = lg_clause_copy (clause);
  back = read_back (again);
  g_assert_true (lg_clause_is (back, "a.whole"));
  g_assert_false (lg_clause_is (back, "a.part"));
  g_assert_false (lg_clause_is (NULL, "a.part"));
  g_assert_cmpstr (lg_clause_get_args (back), ==, lg_clause_get_args (clause));

  evil = lg_clause_dup_string (back, "evil");
  empty = lg_clause_dup_string (back, "b");
  absent = lg_clause_dup_string (back, "none");
  digits = lg_clause_dup_string (back, "n");
  g_assert_cmpstr (evil, ==, EVIL);
  g_assert_cmpstr (empty, ==, "");
  g_assert_null (absent);
  g_assert_cmpstr (digits, ==, "7");
  g_assert_true (lg_clause_get_number (back, "large", &number));
  g_assert_cmpint (number, ==, G_MAXINT64);
  g_assert_false (lg_clause_get_number (back, "evil", &number));

  said = lg_clause_dup_said (back);
  g_assert_cmpuint (said->len, ==, 2);
  inner = lg_clause_dup_string (said->pdata[0], "evil");
  g_assert_cmpstr (inner, ==, EVIL);
  g_assert_true (lg_clause_get_number (said->pdata[0], "n", &number));
  g_assert_cmpint (number, ==, -3);
  g_assert_cmpstr (lg_clause_get_id (said->pdata[1]), ==, "a.bare");
  g_assert_null (lg_clause_get_args (said->pdata[1]));
}

/* Whatever is put in, what comes out is JSON, UTF-8 and of bounded size. */
static void
test_bounds (void)
{
  g_autofree char *large = g_strnfill (100000, '\n');
  g_autofree char *broken = g_strdup_printf ("\xff\xc3%s\xc3", large);
  g_autofree char *wide = g_strdup_printf ("%0*d温温", LG_CLAUSE_VALUE_MAX - 4, 0);
  g_autofree char *cut = NULL, *shown = NULL;
  g_autoptr (LgClause) clause = lg_clause_new ("a.b", "large", large, "wide", wide, NULL);
  g_autoptr (JsonNode) json = NULL;

  for (guint i = 0; i < 1000; i++)
    lg_clause_say (clause, lg_clause_new ("a.c", "broken", broken, NULL));
  lg_clause_set_string (clause, "more", broken);

  g_assert_cmpuint (strlen (lg_clause_get_args (clause)), <=, LG_CLAUSE_ARGS_MAX);
  json = json_from_string (lg_clause_get_args (clause), NULL);
  g_assert_nonnull (json);
  g_assert_true (g_utf8_validate (lg_clause_get_args (clause), -1, NULL));
  cut = lg_clause_dup_string (clause, "large");
  g_assert_cmpuint (strlen (cut), <=, LG_CLAUSE_VALUE_MAX + strlen ("…"));
  g_assert_true (g_str_has_suffix (cut, "…"));
  shown = lg_clause_dup_string (clause, "wide");
  g_assert_true (g_str_has_suffix (shown, "温…"));
}

/* A recording may hold anything. */
static void
test_foreign_json (void)
{
  g_autofree char *deep = g_strnfill (20000, '[');
  g_autofree char *large = g_strdup_printf ("{\"a\":\"%0*d\"}", LG_CLAUSE_ARGS_MAX, 0);
  const char *const broken[] = {
    "", "{", "[1]", "7", "{\"a\":1}x", "{\"a\":\"\xff\"}", deep, large,
  };
  g_autoptr (LgClause) odd
    = lg_clause_new_from_json ("a.b", "{\"said\":[1,\"x\",null,{},{\"clause\":7},"
                               "{\"clause\":\"c.d\",\"args\":[1]}],\"s\":{\"t\":1},"
                               "\"f\":1.5,\"n\":null}");
  g_autoptr (GPtrArray) said = lg_clause_dup_said (odd);
  gint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (LgClause) clause = lg_clause_new_from_json ("a.b", broken[i]);

      g_assert_null (lg_clause_get_args (clause));
      g_assert_null (lg_clause_dup_string (clause, "a"));
    }
  g_assert_cmpuint (said->len, ==, 1);
  g_assert_cmpstr (lg_clause_get_id (said->pdata[0]), ==, "c.d");
  g_assert_null (lg_clause_get_args (said->pdata[0]));
  g_assert_null (lg_clause_dup_string (odd, "s"));
  g_assert_null (lg_clause_dup_string (odd, "n"));
  g_assert_false (lg_clause_get_number (odd, "f", &number));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clause/round-trip", test_round_trip);
  g_test_add_func ("/clause/bounds", test_bounds);
  g_test_add_func ("/clause/foreign-json", test_foreign_json);
  return g_test_run ();
}
