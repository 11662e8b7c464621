/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a password was made: the documented way, then ever more mistakes. */
#include "config.h"

#include "lg-explain-private.h"
#include "lg-mistake.h"
#include "lg-rendering.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Mistakes at once besides the digest: with three, a password that none fits takes minutes. */
#define MISTAKES_MAX 2

typedef struct
{
  const LgMistake *mistake;
  guint            variant;
} Step;

typedef struct
{
  LgExplain         *explain;
  const LgWay       *documented;
  GArray            *steps;
  const Step        *made[MISTAKES_MAX];
  guint              n_made;
  const LgRendering *rendering;
  LgWay             *found;
  guint              n_tried;
} Search;

static void
add_field (LgExplain  *self,
           LgWay      *way,
           const char *name)
{
  const char *value = lg_mqtt_client_id_get (self->parts, name);

  if (value != NULL)
    lg_way_add (way, name, value);
}

static void
add_tuyalink_fields (LgExplain *self,
                     LgWay     *way)
{
  lg_way_add (way, "deviceId", self->device_name);
  add_field (self, way, "timestamp");
  lg_way_add (way, "secureMode", "1");
  lg_way_add (way, "accessType", "1");
  way->layout.equals = "=";
  way->layout.between = ",";
}

/**
 * lg_explain_make_way:
 * @key: the secret
 *
 * Returns: (transfer full): how the values sent are to be signed
 */
LgWay *
lg_explain_make_way (LgExplain *self,
                     LgSecret  *key)
{
  LgWay *way = lg_way_new (self->announced != NULL ? self->announced : &lg_digests[0], key);

  if (self->scheme == LG_SCHEME_TUYALINK)
    {
      add_tuyalink_fields (self, way);
      return way;
    }

  if (self->scheme != LG_SCHEME_REGISTRATION)
    lg_way_add (way, "clientId", self->parts->id);
  lg_way_add (way, "deviceName", self->device_name);
  lg_way_add (way, "productKey", self->product_key);
  add_field (self, way, self->scheme == LG_SCHEME_REGISTRATION ? "random" : "timestamp");
  return way;
}

static GArray *
list_steps (void)
{
  static const LgMistake *const tables[] = {
    lg_mistakes_key, lg_mistakes_values, lg_mistakes_text,
  };
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const LgMistake *mistake = tables[i]; mistake->cause != NULL; mistake++)
      for (guint variant = 0; variant < mistake->n_variants; variant++)
        g_array_append_vals (steps, &(Step) { mistake, variant }, 1);

  return steps;
}

/* Digits in hexadecimal, with what some ways of writing put between or before them. */
static gboolean
fits (const LgRendering *rendering,
      const LgSecret    *password,
      gsize              size)
{
  gsize length = lg_secret_get_length (password);

  return rendering->fits (length, size)
         && (!rendering->any_case
          || strspn (lg_secret_peek (password), "0123456789abcdefABCDEFxX:- ") == length);
}

static const LgRendering *
find_rendering (Search       *search,
                const guint8 *bytes,
                gsize         size)
{
  LgSecret *password = search->explain->password;

  for (guint i = 0; i < lg_n_renderings; i++)
    if (fits (&lg_renderings[i], password, size)
        && lg_rendering_matches (&lg_renderings[i], bytes, size, password))
      return &lg_renderings[i];

  return NULL;
}

static gboolean
try_way (Search *search,
         LgWay  *way)
{
  guint8 bytes[LG_DIGEST_MAX];

  search->n_tried++;
  if (!lg_way_compute (way, bytes))
    return FALSE;

  search->rendering = find_rendering (search, bytes, way->digest->size);
  if (search->rendering == NULL)
    return FALSE;

  search->found = lg_way_copy (way);
  return TRUE;
}

/* Tries every choice of @n more mistakes, the first of them at @from or later. */
static gboolean
try_mistakes (Search *search,
              LgWay  *way,
              guint   n,
              guint   from)
{
  gboolean alone = n == 1 && search->n_made == 0;

  if (n == 0)
    return try_way (search, way);

  for (guint i = from; i < search->steps->len; i++)
    {
      const Step *step = &g_array_index (search->steps, Step, i);
      g_autoptr (LgWay) wrong = NULL;

      if ((step->mistake->alone && !alone)
          || (search->n_made > 0 && search->made[0]->mistake->aspect == step->mistake->aspect))
        continue;

      wrong = lg_way_copy (way);
      if (!step->mistake->apply (wrong, &search->explain->known, step->variant))
        continue;

      search->made[search->n_made++] = step;
      if (try_mistakes (search, wrong, n - 1, i + 1))
        return TRUE;
      search->n_made--;
    }

  return FALSE;
}

static gboolean
may_fit (Search         *search,
         const LgDigest *digest)
{
  for (guint i = 0; i < lg_n_renderings; i++)
    if (fits (&lg_renderings[i], search->explain->password, digest->size))
      return TRUE;

  return FALSE;
}

/* With @n mistakes: one of them is the digest, where it is not the one announced. */
static gboolean
try_digests (Search      *search,
             const LgWay *documented,
             guint        n)
{
  for (guint i = 0; i <= lg_n_digests; i++)
    {
      const LgDigest *announced = search->explain->announced;
      const LgDigest *digest = i == 0 ? announced : &lg_digests[i - 1];
      guint other = digest != announced;
      g_autoptr (LgWay) way = NULL;

      if (digest == NULL || (i > 0 && !other) || other > n || n - other > MISTAKES_MAX
          || !may_fit (search, digest))
        continue;

      way = lg_way_copy (documented);
      way->digest = digest;
      if (try_mistakes (search, way, n - other, 0))
        return TRUE;
    }

  return FALSE;
}

/* Only the user name told who the device is; now the signature does. */
static void
tell_swapped (LgExplain       *self,
              const LgMistake *mistake)
{
  g_autofree char *right = g_strconcat (self->sent_product_key, "&", self->sent_device_name, NULL);
  char *product_key = self->product_key;

  self->product_key = self->device_name;
  self->device_name = product_key;
  lg_explanation_compare (
    lg_explain_add (self, mistake->cause, LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN,
                    _(mistake->title),
                    _("It is “%s”, but the password is exactly that of “%s”."),
                    self->values->username, right),
    "username", right, -1, self->values->username, -1);
}

static void
tell_mistake (Search     *search,
              const Step *step)
{
  LgExplain *self = search->explain;
  GString *right = lg_way_make_content (search->documented);
  GString *wrong = lg_way_make_content (search->found);
  LgExplanation *explanation;

  if (step->mistake->aspect == LG_ASPECT_KEY)
    {
      lg_explain_add (self, step->mistake->cause, LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN,
                      _(step->mistake->title),
                      _("With this key, %s gives exactly the password the device sends."),
                      search->found->digest->title);
    }
  else
    {
      explanation = lg_explain_add (self, step->mistake->cause, LG_SEVERITY_FAULT,
                                    LG_CONFIDENCE_CERTAIN, _(step->mistake->title), "%s", "");
      lg_explanation_compare (explanation, "content", right->str, right->len,
                              wrong->str, wrong->len);
      g_free (explanation->evidence);
      explanation->evidence =
        g_strdup_printf (_("The password is exactly that of the text “%s”. The text to sign is "
                           "“%s”; they differ from character %d on."),
                         explanation->actual, explanation->expected, explanation->difference + 1);
    }

  g_string_free (right, TRUE);
  g_string_free (wrong, TRUE);
}

/* One of the vendor's SDKs announces the method it is told, and always computes HMAC-SHA1. */
static gboolean
is_known_sdk (LgExplain      *self,
              const LgDigest *digest)
{
  return digest == lg_digest_find ("hmacsha1")
         && g_strcmp0 (lg_mqtt_client_id_get (self->parts, "lan"), "NodeJS") == 0;
}

static void
tell_digest (Search *search)
{
  LgExplain *self = search->explain;
  const LgDigest *digest = search->found->digest;
  const char *announced = self->announced != NULL ? self->announced->title : "?";
  LgExplanation *explanation;

  if (digest == self->announced)
    return;

  explanation = lg_explain_add (self, "auth.sign-method-mismatch", LG_SEVERITY_FAULT,
                                LG_CONFIDENCE_CERTAIN,
                                digest->kind == LG_DIGEST_HMAC
                                  ? _("The password was made with another method than announced")
                                  : _("The password is not the HMAC it should be"),
                                is_known_sdk (self, digest)
                                  ? _("The password is exactly %s; announced is %s. Version 1.2.8 "
                                      "of the vendor's SDK for Node.js does this: whatever "
                                      "signAlgorithm says, it computes HMAC-SHA1.")
                                  : _("The password is exactly %s; announced is %s."),
                                digest->title, announced);
  lg_explanation_compare (explanation, "password", announced, -1, digest->title, -1);
}

static void
tell_rendering (Search *search)
{
  const LgRendering *rendering = search->rendering;

  if (rendering->cause != NULL)
    lg_explain_add (search->explain, rendering->cause, LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN,
                    _(rendering->title),
                    _("The device sends %zu characters; the password is %zu hexadecimal digits. "
                      "Written as such, they are the same bytes."),
                    lg_secret_get_length (search->explain->password),
                    2 * search->found->digest->size);
}

static gboolean
try_all (Search *search)
{
  LgExplain *self = search->explain;
  g_autoptr (LgWay) without = lg_way_copy (search->documented);

  /* An empty clientId may be signed as submitted empty, or as not submitted. */
  if (self->scheme == LG_SCHEME_DEVICE && *self->parts->id == '\0')
    {
      lg_way_remove (without, "clientId");
      if (try_digests (search, without, 0))
        return TRUE;
    }

  for (guint n = 0; n <= MISTAKES_MAX + 1; n++)
    if (try_digests (search, search->documented, n))
      return TRUE;

  return FALSE;
}

static gboolean
is_password_writing (Search *search)
{
  for (guint i = 0; i < lg_n_digests; i++)
    if (may_fit (search, &lg_digests[i]))
      return TRUE;

  return FALSE;
}

static LgSecret *
get_key (LgExplain *self)
{
  const LgDeviceValues *values = self->values;

  if (self->scheme == LG_SCHEME_REGISTRATION && values->product_secret != NULL)
    return values->product_secret;

  return values->secret;
}

/* TuyaLink always signs a timestamp: without the one sent, nothing can be recomputed. */
static gboolean
knows_signed_values (LgExplain *self)
{
  if (self->values->client_id == NULL || self->device_name == NULL)
    return FALSE;

  return self->scheme == LG_SCHEME_TUYALINK
         ? lg_mqtt_client_id_get (self->parts, "timestamp") != NULL : self->product_key != NULL;
}

/**
 * lg_explain_find_way:
 *
 * Finds out how the password sent was made, and tells every mistake in it.
 *
 * Returns: whether it was found
 */
gboolean
lg_explain_find_way (LgExplain *self)
{
  LgSecret *key = get_key (self);
  g_autoptr (LgWay) documented = NULL;
  Search search = { .explain = self };
  gboolean found;

  if (key == NULL || self->password == NULL || !knows_signed_values (self))
    return FALSE;

  documented = lg_explain_make_way (self, key);
  search.documented = documented;
  search.steps = list_steps ();
  self->complete = TRUE;

  found = try_all (&search);
  if (found)
    {
      for (guint i = 0; i < search.n_made; i++)
        if (strcmp (search.made[i]->mistake->cause, "auth.username-swapped") == 0)
          tell_swapped (self, search.made[i]->mistake);
        else
          tell_mistake (&search, search.made[i]);
      tell_digest (&search);
      tell_rendering (&search);
      lg_way_free (search.found);
    }
  else if (is_password_writing (&search) && !lg_secret_equal (self->password, key))
    {
      lg_explain_add (self, "auth.wrong-secret", LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY,
                      _("The password was made with another secret, or for another device"),
                      _("%u ways of signing were tried with this secret, the documented one and "
                        "the usual mistakes; none gives the password the device sends."),
                      search.n_tried);
    }

  g_array_unref (search.steps);
  return found;
}
