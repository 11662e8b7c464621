/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-profile-search.h"

#include <string.h>

/* So short, a word is found in many keys and hosts by chance. */
#define SHORT_WORD 2

/* Full-width letters and digits, as Chinese input methods make them, count as the usual ones. */
static char *
fold (const char *text)
{
  g_autofree char *normalized = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normalized != NULL ? normalized : "", -1);
}

/**
 * lg_profile_dup_search_text:
 *
 * Returns: (transfer full): title, group, ProductKey, DeviceName, MQTT client ID and host, one a
 *   line, for lg_profile_search_matches()
 */
char *
lg_profile_dup_search_text (LgProfile *self)
{
  g_autofree char *title = NULL;
  g_autofree char *host = NULL;
  g_autofree char *text = NULL;
  LgCredentials *credentials;
  const char *product_key;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  credentials = lg_profile_get_credentials (self);
  product_key = lg_credentials_get_product_key (credentials);
  title = lg_profile_dup_title (self);
  host = lg_endpoint_resolve_host (lg_profile_get_endpoint (self), product_key);
  text = g_strjoin ("\n", title, lg_profile_get_group (self), product_key,
                    lg_credentials_get_device_name (credentials),
                    lg_credentials_get_mqtt_client_id (credentials), host, NULL);
  return fold (text);
}

/**
 * lg_profile_search_words:
 * @typed: (nullable): what the operator typed
 *
 * Returns: (transfer full) (nullable): its words, folded; %NULL if there is none
 */
GStrv
lg_profile_search_words (const char *typed)
{
  g_autofree char *folded = fold (typed != NULL ? typed : "");
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        g_strv_builder_add (builder, parts[i]);
        any = TRUE;
      }

  return any ? g_strv_builder_end (builder) : NULL;
}

/* Chinese has no blanks between its words, and few letters in them. */
static gboolean
must_begin_a_word (const char *word)
{
  gsize length = strlen (word);

  return length <= SHORT_WORD && g_str_is_ascii (word);
}

static gboolean
contains (const char *search_text,
          const char *word)
{
  gboolean begins = must_begin_a_word (word);

  for (const char *at = strstr (search_text, word); at != NULL; at = strstr (at + 1, word))
    if (!begins || at == search_text || !g_ascii_isalnum (at[-1]))
      return TRUE;

  return FALSE;
}

/**
 * lg_profile_search_matches:
 * @search_text: a profile's
 * @words: (nullable): what lg_profile_search_words() made
 *
 * Returns: whether every word is in @search_text; a short one counts only where a word begins
 */
gboolean
lg_profile_search_matches (const char         *search_text,
                           const char *const  *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (!contains (search_text, words[i]))
      return FALSE;

  return TRUE;
}
