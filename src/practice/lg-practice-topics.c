/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-topics.h"

#include "platform/lg-platform.h"

#include <string.h>

/* A device's topics, as far as the vendor's SDKs name them; `%P` is its product, `%D` its name. */
static const char *const allowed[] = {
  "/%P/%D/#",
  "/sys/%P/%D/#",
  "/ext/ntp/%P/%D/#",
  "/ext/error/%P/%D",
  "/ext/rrpc/#",
  "/ext/notify",
  "/ext/register",
  "/ext/regnwl",
  "/ota/+/+/%P/%D",
  "/shadow/+/%P/%D",
  "/broadcast/%P/#",
};

static gboolean
level_fits (LgSlice                 pattern,
            LgSlice                 level,
            const LgPracticeDevice *device)
{
  if (pattern.length == 1 && *pattern.data == '+')
    return level.length != 1 || *level.data != '#';
  if (pattern.length == 2 && *pattern.data == '%')
    {
      const char *name = pattern.data[1] == 'P' ? device->product_key : device->device_name;

      pattern = (LgSlice) { (const guint8 *) name, strlen (name) };
    }
  return level.length == pattern.length && memcmp (level.data, pattern.data, level.length) == 0;
}

/* Whether everything @filter matches, @pattern matches too. */
static gboolean
covers (const char             *pattern,
        const char             *filter,
        const LgPracticeDevice *device)
{
  while (TRUE)
    {
      LgSlice left = { (const guint8 *) pattern, strcspn (pattern, "/") };
      LgSlice right = { (const guint8 *) filter, strcspn (filter, "/") };

      if (left.length == 1 && *pattern == '#')
        return TRUE;
      if (!level_fits (left, right, device))
        return FALSE;

      pattern += left.length;
      filter += right.length;
      if (*pattern != *filter)
        return FALSE;
      if (*pattern == '\0')
        return TRUE;
      pattern++;
      filter++;
    }
}

/**
 * lg_practice_topics_accept_form:
 * @topic: a topic or filter
 *
 * Whether @topic keeps the platform's limits: at most 128 bytes and 7 slashes (Alibaba Cloud,
 * Limits, document 30527).
 *
 * Returns: %TRUE if it does
 */
gboolean
lg_practice_topics_accept_form (const char *topic)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  guint slashes = 0;

  for (const char *p = topic; *p != '\0'; p++)
    slashes += *p == '/';
  return strlen (topic) <= limits->topic_max && slashes <= limits->topic_slashes_max;
}

/**
 * lg_practice_topics_allow:
 * @device: the device that asks
 * @filter: a topic or filter
 *
 * Whether all that @filter matches belongs to @device. A device of the practice product may publish
 * and subscribe to all of its own topics, so a first message sent comes back.
 *
 * Returns: %TRUE if it does
 */
gboolean
lg_practice_topics_allow (const LgPracticeDevice *device,
                          const char             *filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (covers (allowed[i], filter, device))
      return TRUE;
  return FALSE;
}

/**
 * lg_practice_topics_get_forward:
 * @device: the device that published
 * @topic: where
 *
 * The practice product has one forwarding rule, as the vendor's rule engine would run it: what
 * comes on `/PK/DN/user/update` is published on `/PK/DN/user/get`.
 *
 * Returns: (transfer full) (nullable): where to forward to, or %NULL
 */
char *
lg_practice_topics_get_forward (const LgPracticeDevice *device,
                                const char             *topic)
{
  return covers ("/%P/%D/user/update", topic, device)
         ? g_strdup_printf ("/%s/%s/user/get", device->product_key, device->device_name)
         : NULL;
}
