/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "device/lg-printable.h"
#include "event/lg-clause-words.h"
#include "event/lg-event.h"
#include "mqtt/lg-mqtt-error.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/malformed-samples.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <netdb.h>
#include <string.h>

/* What is recorded, what a script reads, and what a Chinese operator does. */
static const struct
{
  const char *name;
  const char *id;
  const char *args;
  const char *english;
  const char *chinese;
} cases[] = {
  { "plain", "tls.closed", NULL, "closed before the handshake ended", "握手完成之前连接断开" },
  { "value", "cert.trusted", "{\"until\":\"2027-11-21\"}", "trusted until 2027-11-21",
    "可信，有效期到2027-11-21" },
  { "number", "publish.too-large", "{\"max\":2000,\"size\":2001}",
    "not sent; the server takes packets of at most 2000 bytes, this one has 2001",
    "未发送; 服务器接受的报文最多2000字节，此报文有2001字节" },
  { "said", "packet.said",
    "{\"said\":[{\"clause\":\"mqtt.reason\",\"args\":{\"packet\":\"DISCONNECT\",\"reason\":142}},"
    "{\"clause\":\"mqtt.reason-string\",\"args\":{\"words\":\"Kicked by the same device\"}},"
    "{\"clause\":\"mqtt.property\",\"args\":{\"property\":19,\"value\":60}}]}",
    "Session taken over; “Kicked by the same device”; Server Keep Alive 60",
    "会话被接管; “Kicked by the same device”; Server Keep Alive 60" },
  { "nested", "cert.judged",
    "{\"subject\":\"a.example\",\"said\":[{\"clause\":\"cert.distrusted\",\"args\":{\"said\":["
    "{\"clause\":\"cert.fault\",\"args\":{\"fault\":10}},"
    "{\"clause\":\"cert.sent\",\"args\":{\"subject\":\"b\",\"issuer\":\"CN=A: B; C\","
    "\"from\":\"2020-01-01\",\"until\":\"2021-01-01\"}}]}}]}",
    "a.example: certificate has expired; b: issuer CN=A: B; C, valid 2020-01-01 to 2021-01-01",
    "a.example: 证书已过期; b: 颁发者CN=A: B; C，有效期2020-01-01到2021-01-01" },
  { "packet-too-large", "packet.too-large", "{\"packet\":\"PUBLISH\",\"size\":7,\"max\":6}",
    "PUBLISH of 7 bytes, the limit is 6", "PUBLISH有7字节，上限为6字节" },
  { "packet-empty", "packet.empty", NULL, "an empty packet", "空报文" },
  { "packet-malformed", "packet.malformed",
    "{\"packet\":\"CONNECT\",\"said\":[{\"clause\":\"malformed.ends-inside\","
    "\"args\":{\"field\":\"user name\"}}]}",
    "CONNECT: the packet ends inside the user name", "CONNECT: 报文在用户名中间结束" },
  { "packet-flags", "malformed.flags", "{\"flags\":8,\"expected\":2}",
    "the reserved flags are 0x8 instead of 0x2", "保留标志为0x8，应为0x2" },
  { "packet-topic", "malformed.topic", "{\"field\":\"will topic\",\"topic-fault\":4}",
    "will topic: A topic to publish to has no wildcard (+ or #)",
    "遗嘱的Topic: 发布的Topic不能包含通配符（+或#）" },
  { "odd-topic-fault", "malformed.topic", "{\"field\":\"other\",\"topic-fault\":-1}",
    "other: 0xFFFFFFFF", "other: 0xFFFFFFFF" },
  { "alias-over", "malformed.alias-over", "{\"alias\":3}", "Topic Alias 3 is over the maximum",
    "Topic Alias 3超过最大值" },
  { "alias-unknown", "malformed.alias-unknown", "{\"alias\":3}",
    "Topic Alias 3 was never given a topic", "Topic Alias 3从未对应过Topic" },
  { "missing", "cert.trusted", NULL, "trusted until ?", "可信，有效期到?" },
  { "braces", "other.words", "{\"words\":\"{until} %s {\"}", "{until} %s {", "{until} %s {" },
  { "refusal-of-3.1.1", "mqtt.reason", "{\"packet\":\"CONNACK\",\"reason\":1}",
    "Unacceptable protocol version", "不接受的协议版本" },
  { "no-such-reason", "mqtt.reason",
    "{\"packet\":\"CONNACK\",\"reason\":255}", "0xFF", "0xFF" },
  { "odd-reason", "mqtt.reason",
    "{\"packet\":\"CONNACK\",\"reason\":99999}", "0x1869F", "0x1869F" },
  { "odd-property", "mqtt.property", "{\"property\":-1,\"value\":1}", "? 1", "? 1" },
  { "unknown", "later.thing", "{\"a\":\"b\",\"n\":1}", "later.thing {\"a\":\"b\",\"n\":1}",
    "later.thing {\"a\":\"b\",\"n\":1}" },
  { "unknown-bare", "later.bare", NULL, "later.bare", "later.bare" },
};

static gboolean
has_translation (void)
{
  if (!g_str_equal (g_dgettext (GETTEXT_PACKAGE, "not trusted"), "not trusted"))
    return TRUE;

  g_test_skip ("LANGUAGE has no effect in this locale");
  return FALSE;
}

/* One recorded event reads in both languages. */
static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const LgEvent event = {
    .kind = LG_EVENT_NOTE, .clause = cases[i].id, .args = cases[i].args,
  };
  g_autofree char *english = lg_event_dup_english (&event);
  g_autofree char *chinese = lg_event_dup_text (&event);

  g_assert_cmpstr (english, ==, cases[i].english);
  if (has_translation ())
    g_assert_cmpstr (chinese, ==, cases[i].chinese);
}

/* Numbers of the C library are its words, in English for scripts. */
static void
test_numbers (void)
{
  g_autoptr (LgClause) failed = lg_clause_new ("tcp.failed", "address", "[::1]:1883", NULL);
  g_autoptr (LgClause) unknown = lg_clause_new ("dns.failed", "name", "a.example", NULL);
  g_autofree char *refused = NULL, *named = NULL;

  lg_clause_set_number (failed, "errno", ECONNREFUSED);
  lg_clause_set_number (unknown, "eai", EAI_NONAME);
  refused = lg_clause_words_dup_english (failed);
  named = lg_clause_words_dup_english (unknown);
  g_assert_cmpstr (refused, ==, "[::1]:1883: Connection refused");
  g_assert_cmpstr (named, ==, "a.example: Name or service not known");
}

/* Every failure of MQTT 5 has a name in the operator's language. */
static void
test_reasons (void)
{
  for (guint code = LG_REASON_FAILURE; code <= LG_REASON_NO_WILDCARD; code++)
    {
      g_autoptr (LgClause) clause = lg_clause_new ("mqtt.reason", "packet", "DISCONNECT", NULL);
      g_autofree char *english = NULL, *shown = NULL;

      lg_clause_set_number (clause, "reason", code);
      english = lg_clause_words_dup_english (clause);
      shown = lg_clause_words_dup (clause);
      g_assert_cmpstr (english, ==, lg_reason_code_get_name (LG_PACKET_DISCONNECT, code));
      if (has_translation ())
        g_assert_cmpstr (shown, !=, english);
    }
}

/* A name of the specification begins with a capital; a word that does not is English. */
static void
assert_no_english (const char *text)
{
  g_autoptr (GRegex) word = g_regex_new ("(?<![A-Za-z0-9])[a-z]{2,}", 0, 0, NULL);

  if (g_regex_match (word, text, 0, NULL))
    g_error ("“%s” has English words", text);
}

/* As a packet is recorded, and read where the other language is spoken. */
static void
assert_broken_in_both (const Sample *sample,
                       const guint8 *bytes,
                       gsize         length,
                       const char   *expected)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (LgClause) clause = NULL, read = NULL;
  g_autofree char *english = NULL, *shown = NULL;

  if (lg_packet_dissect (&packet, bytes, length, sample->version, sample->direction, &error))
    return;

  clause = lg_mqtt_error_dup_clause (error);
  read = lg_clause_new_from_json (lg_clause_get_id (clause), lg_clause_get_args (clause));
  english = lg_clause_words_dup_english (read);
  shown = lg_clause_words_dup (read);
  if (expected != NULL)
    g_assert_cmpstr (english, ==, expected);
  g_assert_null (strstr (english, "malformed."));
  if (has_translation ())
    assert_no_english (shown);
}

/* Whatever breaks MQTT's rules is told in the operator's language. */
static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    assert_broken_in_both (&malformed[i], (const guint8 *) malformed[i].bytes,
                           malformed[i].length, malformed[i].text);
}

/* So is every field that a packet may end in. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize length = 2; length < MIN (samples[i].length, 0x80); length++)
      {
        g_autofree guint8 *bytes = g_memdup2 (samples[i].bytes, length);

        bytes[1] = length - 2;
        assert_broken_in_both (&samples[i], bytes, length, NULL);
      }
}

/* What others wrote does nothing but be seen, in a known clause and in an unknown one. */
static void
test_harmless (void)
{
  static const char evil[] = "a\033[31m\xc2\x9b" "2J\xe2\x80\xae\xe2\x80\xa8\nforged";
  static const char *const ids[] = { "other.words", "later.thing", evil };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (LgClause) clause = lg_clause_new ("other.words", "words", evil, NULL);
      g_autoptr (LgClause) read = lg_clause_new_from_json (ids[i], lg_clause_get_args (clause));
      g_autofree char *text = lg_clause_words_dup (read);

      g_assert_nonnull (strstr (text, "forged"));
      for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_true (lg_printable_is_harmless (g_utf8_get_char (p)));
    }
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LINKGLASS_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/clause-words/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/clause-words/numbers", test_numbers);
  g_test_add_func ("/clause-words/reasons", test_reasons);
  g_test_add_func ("/clause-words/malformed", test_malformed);
  g_test_add_func ("/clause-words/cut", test_cut);
  g_test_add_func ("/clause-words/harmless", test_harmless);

  return g_test_run ();
}
