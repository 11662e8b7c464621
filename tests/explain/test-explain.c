/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explain/lg-explain.h"

#include <string.h>

#include "lib/lg-test-sign.h"

#define PK "a1B2c3D4e5F"
#define DN "device01"
#define SECRET "Zx9-secret-of-the-test-0123456789"
#define PRODUCT_SECRET "PsOfTheTest01234"
#define USER DN "&" PK
#define TS "1700000000123"
#define MORE "securemode=2,signmethod=hmacsha256,timestamp=" TS
#define ID "SN-1|" MORE "|"
#define TEXT "clientIdSN-1deviceName" DN "productKey" PK "timestamp" TS

typedef char *(*WriteFunc) (const char *hex);

/* One device: what it sends, what it signed with which key and hash, and what must be said.
 * A cause is a fault; one in parentheses a risk. */
typedef struct
{
  const char    *name;
  const char    *client_id;
  const char    *username;
  const char    *text;
  const char    *causes;
  const char    *key;
  GChecksumType  hash;
  WriteFunc      write;
} Case;

static char *
write_upper (const char *hex)
{
  return g_ascii_strup (hex, -1);
}

static guint8 *
decode (const char *hex,
        gsize      *size)
{
  guint8 *bytes = g_malloc (strlen (hex) / 2);

  *size = strlen (hex) / 2;
  for (gsize i = 0; i < *size; i++)
    bytes[i] = g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]);
  return bytes;
}

static char *
write_base64 (const char *hex)
{
  gsize size;
  g_autofree guint8 *bytes = decode (hex, &size);

  return g_base64_encode (bytes, size);
}

static char *
write_base64_url (const char *hex)
{
  g_autofree char *text = write_base64 (hex);

  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  return g_strndup (text, strcspn (text, "="));
}

static char *
write_base64_of_hex (const char *hex)
{
  return g_base64_encode ((const guint8 *) hex, strlen (hex));
}

static char *
write_cut (const char *hex)
{
  return g_strndup (hex, strlen (hex) - 3);
}

static char *
write_line_end (const char *hex)
{
  return g_strconcat (hex, "\n", NULL);
}

static char *
write_quoted (const char *hex)
{
  return g_strconcat ("\"", hex, "\"", NULL);
}

static char *
write_0x (const char *hex)
{
  return g_strconcat ("0x", hex, NULL);
}

static char *
write_each (const char *hex,
            const char *joint,
            gboolean    drop,
            gboolean    extend)
{
  GString *text = g_string_new (NULL);

  for (const char *at = hex; *at != '\0'; at += 2)
    {
      if (at > hex)
        g_string_append (text, joint);
      if (extend && *at >= '8')
        g_string_append (text, "ffffff");
      g_string_append_len (text, drop && *at == '0' ? at + 1 : at, drop && *at == '0' ? 1 : 2);
    }

  return g_string_free (text, FALSE);
}

static char *
write_colons (const char *hex)
{
  return write_each (hex, ":", FALSE, FALSE);
}

static char *
write_without_zeros (const char *hex)
{
  return write_each (hex, "", TRUE, FALSE);
}

static char *
write_extended (const char *hex)
{
  return write_each (hex, "", FALSE, TRUE);
}

static char *
write_secret (const char *hex)
{
  return g_strdup (SECRET);
}

static char *
write_words (const char *hex)
{
  return g_strdup ("no digits at all!");
}

static char *
write_empty (const char *hex)
{
  return g_strdup ("");
}

#define SHA256 NULL, G_CHECKSUM_SHA256
#define SHA1 NULL, G_CHECKSUM_SHA1
#define MD5 NULL, G_CHECKSUM_MD5
#define KEY(key) key, G_CHECKSUM_SHA256
#define METHOD "auth.sign-method-mismatch"
#define NAMES "auth.content-names"
#define ORDER "auth.content-order"
#define BARS "auth.bars-included"
#define TIME "auth.timestamp-mismatch"
#define CLIENT "auth.client-id-mismatch"
#define FORM "auth.extended-parameters-malformed"
#define WRONG "auth.wrong-secret"
#define USERNAME "auth.username-malformed"
#define SWAPPED "auth.username-swapped"
#define PASSWORD "auth.password-malformed"
#define OTHER "auth.not-this-service"

static const Case cases[] = {
  /* Right ones. */
  { "right", ID, USER, TEXT, "", SHA256 },
  { "upper case digits", ID, USER, TEXT, "", SHA256, write_upper },
  { "no timestamp", "SN-1|securemode=2,signmethod=hmacsha1|", USER,
    "clientIdSN-1deviceName" DN "productKey" PK, "", SHA1 },
  { "clientId submitted empty", "|" MORE "|", USER,
    "clientIddeviceName" DN "productKey" PK "timestamp" TS, "", SHA256 },
  { "no clientId", "|" MORE "|", USER, "deviceName" DN "productKey" PK "timestamp" TS, "", SHA256 },
  { "an SDK's comma at the end", "SN-1|timestamp=" TS ",_ss=1,_v=sdk-c-4.1.0,securemode=2,"
    "signmethod=hmacsha256,ext=3,|", USER, TEXT, "", SHA256 },
  { "an SDK's bar in a value", "SN-1|" MORE ",lan=JS|Ali,_v=1|", USER, TEXT, "", SHA256 },
  { "an SDK's blanks", "SN-1|securemode=2,\n  signmethod=hmacsha256,\n  timestamp=" TS "|", USER,
    TEXT, "", SHA256 },
  { "seconds", "SN-1|securemode=2,signmethod=hmacsha256,timestamp=1700000000|", USER,
    "clientIdSN-1deviceName" DN "productKey" PK "timestamp1700000000", "", SHA256 },
  { "not ASCII", "泵-é|" MORE "|", USER, "clientId泵-édeviceName" DN "productKey" PK "timestamp" TS,
    "",
    SHA256 },
  { "no signmethod", "SN-1|securemode=2,timestamp=" TS "|", USER, TEXT, "(" FORM ")", MD5 },

  /* The method. */
  { "SHA-1 for SHA-256", ID, USER, TEXT, METHOD, SHA1 },
  { "MD5 for SHA-256", ID, USER, TEXT, METHOD, MD5 },
  { "SHA-256 for MD5", "SN-1|securemode=2,signmethod=hmacmd5,timestamp=" TS "|", USER, TEXT, METHOD,
    SHA256 },
  { "no signmethod and SHA-256", "SN-1|securemode=2,timestamp=" TS "|", USER, TEXT,
    METHOD " (" FORM ")", SHA256 },
  { "key and text exchanged", ID, USER, SECRET, METHOD, KEY (TEXT) },
  { "sha256 and an HMAC", "SN-1|securemode=2,signmethod=sha256,timestamp=" TS "|", USER, TEXT,
    METHOD " (" METHOD ")", SHA256 },

  /* The text. */
  { "bars", ID, USER, "clientId" ID "deviceName" DN "productKey" PK "timestamp" TS, BARS, SHA256 },
  { "the first bar", ID, USER, "clientIdSN-1|deviceName" DN "productKey" PK "timestamp" TS, BARS,
    SHA256 },
  { "all but the last bar", ID, USER,
    "clientIdSN-1|" MORE "deviceName" DN "productKey" PK "timestamp" TS, BARS, SHA256 },
  { "productKey first", ID, USER, "productKey" PK "deviceName" DN "clientIdSN-1timestamp" TS, ORDER,
    SHA256 },
  { "timestamp first", ID, USER, "timestamp" TS "clientIdSN-1deviceName" DN "productKey" PK, ORDER,
    SHA256 },
  { "productKey before deviceName", ID, USER,
    "clientIdSN-1productKey" PK "deviceName" DN "timestamp" TS, ORDER, SHA256 },
  { "lower-case names", ID, USER, "clientidSN-1devicename" DN "productkey" PK "timestamp" TS, NAMES,
    SHA256 },
  { "capital names", ID, USER, "ClientIdSN-1DeviceName" DN "ProductKey" PK "Timestamp" TS, NAMES,
    SHA256 },
  { "one capital name", ID, USER, "ClientIdSN-1deviceName" DN "productKey" PK "timestamp" TS, NAMES,
    SHA256 },
  { "clientID", ID, USER, "clientIDSN-1deviceName" DN "productKey" PK "timestamp" TS, NAMES,
    SHA256 },
  { "timeStamp", ID, USER, "clientIdSN-1deviceName" DN "productKey" PK "timeStamp" TS, NAMES,
    SHA256 },
  { "underscores", ID, USER, "client_idSN-1device_name" DN "product_key" PK "timestamp" TS, NAMES,
    SHA256 },
  { "as in a URL", ID, USER, "clientId=SN-1&deviceName=" DN "&productKey=" PK "&timestamp=" TS,
    NAMES,
    SHA256 },
  { "commas", ID, USER, "clientId=SN-1,deviceName=" DN ",productKey=" PK ",timestamp=" TS, NAMES,
    SHA256 },
  { "equals signs", ID, USER, "clientId=SN-1deviceName=" DN "productKey=" PK "timestamp=" TS, NAMES,
    SHA256 },
  { "without names", ID, USER, "SN-1" DN PK TS, NAMES, SHA256 },
  { "a line end", ID, USER, TEXT "\n", NAMES, SHA256 },
  { "extended parameters signed", ID, USER,
    "clientIdSN-1deviceName" DN "productKey" PK "securemode2signmethodhmacsha256timestamp" TS,
    NAMES,
    SHA256 },
  { "the two names exchanged", ID, USER, "clientIdSN-1deviceName" PK "productKey" DN "timestamp" TS,
    NAMES, SHA256 },

  /* The values. */
  { "clientId not signed", ID, USER, "deviceName" DN "productKey" PK "timestamp" TS, CLIENT,
    SHA256 },
  { "the usual clientId signed", ID, USER,
    "clientId" PK "." DN "deviceName" DN "productKey" PK "timestamp" TS, CLIENT, SHA256 },
  { "DeviceName signed as clientId", ID, USER,
    "clientId" DN "deviceName" DN "productKey" PK "timestamp" TS, CLIENT, SHA256 },
  { "the clientId it should have", "SN-2|" MORE "|", USER, TEXT, CLIENT, SHA256 },
  { "clientId in lower case", ID, USER,
    "clientIdsn-1deviceName" DN "productKey" PK "timestamp" TS, CLIENT, SHA256 },
  { "timestamp not signed", ID, USER, "clientIdSN-1deviceName" DN "productKey" PK, TIME, SHA256 },
  { "timestamp in seconds signed", ID, USER,
    "clientIdSN-1deviceName" DN "productKey" PK "timestamp1700000000", TIME, SHA256 },
  { "timestamp 17 ms later", ID, USER,
    "clientIdSN-1deviceName" DN "productKey" PK "timestamp1700000000140", TIME, SHA256 },
  { "a constant timestamp", ID, USER,
    "clientIdSN-1deviceName" DN "productKey" PK "timestamp2524608000000", TIME, SHA256 },
  { "a timestamp signed and not sent", "SN-1|securemode=2,signmethod=hmacsha256|", USER,
    "clientIdSN-1deviceName" DN "productKey" PK "timestamp2524608000000", TIME, SHA256 },
  { "names in lower case", ID, USER,
    "clientIdSN-1deviceName" DN "productKeya1b2c3d4e5ftimestamp" TS, WRONG, SHA256 },

  /* The key. */
  { "another secret", ID, USER, TEXT, WRONG, KEY ("another") },
  { "a line end in the secret", ID, USER, TEXT, WRONG, KEY (SECRET "\n") },
  { "a blank before the secret", ID, USER, TEXT, WRONG, KEY (" " SECRET) },
  { "the secret in upper case", ID, USER, TEXT, WRONG, KEY ("ZX9-SECRET-OF-THE-TEST-0123456789") },
  { "the secret without its end", ID, USER, TEXT, WRONG, KEY ("Zx9-secret-of-the-test-012345678") },
  { "the secret without its beginning", ID, USER, TEXT, WRONG,
    KEY ("x9-secret-of-the-test-0123456789") },
  { "an empty key", ID, USER, TEXT, WRONG, KEY ("") },
  { "ProductKey as the key", ID, USER, TEXT, WRONG, KEY (PK) },
  { "ProductSecret", ID, USER, TEXT, "auth.product-secret-used", KEY (PRODUCT_SECRET) },

  /* How it is written. */
  { "Base64", ID, USER, TEXT, OTHER, SHA256, write_base64 },
  { "Base64 for URLs", ID, USER, TEXT, OTHER, SHA256, write_base64_url },
  { "Base64 of digits", ID, USER, TEXT, OTHER, SHA256, write_base64_of_hex },
  { "cut off", ID, USER, TEXT, PASSWORD, SHA256, write_cut },
  { "a line end after it", ID, USER, TEXT, PASSWORD, SHA256, write_line_end },
  { "quoted", ID, USER, TEXT, PASSWORD, SHA256, write_quoted },
  { "0x", ID, USER, TEXT, PASSWORD, SHA256, write_0x },
  { "colons", ID, USER, TEXT, PASSWORD, SHA256, write_colons },
  { "zeros lost", ID, USER, TEXT, PASSWORD, SHA256, write_without_zeros },
  { "signs extended", ID, USER, TEXT, PASSWORD, SHA256, write_extended },
  { "the secret itself", ID, USER, TEXT, PASSWORD, SHA256, write_secret },
  { "words", ID, USER, TEXT, PASSWORD, SHA256, write_words },
  { "empty", ID, USER, TEXT, PASSWORD, SHA256, write_empty },

  /* The user name. */
  { "swapped", ID, PK "&" DN, TEXT, SWAPPED, SHA256 },
  { "no &", ID, DN, TEXT, USERNAME, SHA256 },
  { "a dot", ID, DN "." PK, TEXT, USERNAME, SHA256 },
  { "other case", ID, "DEVICE01&" PK, TEXT, USERNAME, SHA256 },
  { "a blank", ID, USER " ", TEXT, USERNAME, SHA256 },
  { "a bar too many", ID, USER "|", TEXT, USERNAME, SHA256 },
  { "a nickname", ID, "Pump&" PK, TEXT, USERNAME, SHA256 },
  { "another service", ID, "Signature|LTAI|post-cn", TEXT, OTHER, SHA256 },

  /* The client ID. */
  { "no bars", "SN-1", USER, "clientIdSN-1deviceName" DN "productKey" PK, FORM, MD5 },
  { "no closing bar", "SN-1|" MORE, USER, TEXT, FORM, SHA256 },
  { "text after the bar", ID "x", USER, TEXT, FORM, SHA256 },
  { "semicolons", "SN-1|securemode=2;signmethod=hmacsha256;timestamp=" TS "|", USER, TEXT, FORM,
    SHA256 },
  { "backslashes", "SN-1|securemode=2\\,signmethod=hmacsha256\\,timestamp=" TS "|", USER, TEXT,
    FORM,
    SHA256 },
  { "two commas", "SN-1|securemode=2,,signmethod=hmacsha256,timestamp=" TS "|", USER, TEXT, FORM,
    SHA256 },
  { "no value", "SN-1|" MORE ",ext=|", USER, TEXT, FORM, SHA256 },
  { "twice", "SN-1|" MORE ",securemode=3|", USER, TEXT, FORM, SHA256 },
  { "names in another case", "SN-1|secureMode=2,signmethod=hmacsha256,timestamp=" TS "|", USER,
    TEXT,
    FORM, SHA256 },
  { "no secure mode", "SN-1|signmethod=hmacsha256,timestamp=" TS "|", USER, TEXT, FORM, SHA256 },
  { "a secure mode of its own", "SN-1|securemode=5,signmethod=hmacsha256,timestamp=" TS "|", USER,
    TEXT, FORM, SHA256 },
  { "a sign method of its own", "SN-1|securemode=2,signmethod=HMAC-SHA256,timestamp=" TS "|", USER,
    TEXT, FORM, SHA256 },
  { "an unknown parameter", "SN-1|" MORE ",color=red|", USER, TEXT, "(" FORM ")", SHA256 },
  { "65 characters", "0123456789012345678901234567890123456789012345678901234567890123x|" MORE "|",
    USER, "clientId0123456789012345678901234567890123456789012345678901234567890123x"
    "deviceName" DN "productKey" PK "timestamp" TS, "auth.client-id-too-long", SHA256 },
  { "plain TCP's secure mode", "SN-1|securemode=3,signmethod=hmacsha256,timestamp=" TS "|", USER,
    TEXT, "(auth.secure-mode-mismatch)", SHA256 },

  /* Several at once. */
  { "SHA-1 and order", ID, USER, "productKey" PK "deviceName" DN "clientIdSN-1timestamp" TS,
    ORDER " " METHOD, SHA1 },
  { "bars, order and method", ID, USER,
    "productKey" PK "deviceName" DN "clientId" ID "timestamp" TS,
    BARS " " ORDER " " METHOD, SHA1 },
  { "names and a line end in the secret", ID, USER,
    "clientidSN-1devicename" DN "productkey" PK "timestamp" TS, NAMES " " WRONG,
    KEY (SECRET "\n") },
  { "swapped, no closing bar, Base64", "SN-1|" MORE, PK "&" DN, TEXT, FORM " " OTHER " " SWAPPED,
    SHA256, write_base64 },
  { "timestamp not signed, another clientId", ID, USER,
    "clientId" DN "deviceName" DN "productKey" PK, CLIENT " " TIME, SHA256 },
};

static int
compare_strings (const void *a,
                 const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The causes in alphabetical order, those of risks last and in parentheses. */
static char *
list_causes (LgExplain *explain)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);
  g_autoptr (GPtrArray) causes = g_ptr_array_new_with_free_func (g_free);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];
      gboolean fault = explanation->severity == LG_SEVERITY_FAULT;

      g_assert_cmpstr (explanation->title, !=, "");
      g_assert_cmpstr (explanation->evidence, !=, "");
      g_ptr_array_add (causes, g_strdup_printf (fault ? "%s" : "~(%s)", explanation->cause));
    }

  g_ptr_array_sort (causes, compare_strings);
  for (guint i = 0; i < causes->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? " " : "",
                            (char *) causes->pdata[i] + (*(char *) causes->pdata[i] == '~'));
  return g_string_free (list, FALSE);
}

/* No answer may give a secret away, nor a password. */
static void
assert_discreet (LgExplain  *explain,
                 const char *password)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);

  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];
      g_autofree char *all = g_strjoin ("\n", explanation->title, explanation->evidence,
                                        explanation->expected != NULL ? explanation->expected : "",
                                        explanation->actual != NULL ? explanation->actual : "",
                                        NULL);

      g_assert_null (strstr (all, SECRET));
      g_assert_null (strstr (all, PRODUCT_SECRET));
      g_assert_true (strlen (password) < 10 || strstr (all, password) == NULL);
    }
}

/* What is called right must be right. */
static void
assert_corrected (LgExplain            *explain,
                  const LgDeviceValues *values)
{
  LgDeviceValues right = *values;
  g_autoptr (LgExplain) again = NULL;
  g_autofree char *causes = NULL;

  right.client_id = lg_explain_get_client_id (explain);
  right.username = lg_explain_get_username (explain);
  right.password = lg_explain_get_password (explain);
  right.known_client_id = NULL;
  g_assert_nonnull (right.password);

  again = lg_explain_new (&right);
  causes = list_causes (again);
  g_assert_true (lg_explain_is_complete (again));
  g_test_message ("corrected: %s: %s", right.client_id, causes);
  g_assert_true (lg_explain_is_valid (again));
}

static char *
make_password (const Case *row)
{
  g_autofree char *hex = lg_test_hmac (row->hash, row->key != NULL ? row->key : SECRET, row->text);

  return row->write != NULL ? row->write (hex) : g_steal_pointer (&hex);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autofree char *text = make_password (row);
  g_autoptr (LgSecret) password = lg_secret_new (text);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  g_autoptr (LgSecret) product_secret = lg_secret_new (PRODUCT_SECRET);
  const LgDeviceValues values = {
    .client_id = row->client_id,
    .username = row->username,
    .password = password,
    .product_key = PK,
    .device_name = DN,
    .secret = secret,
    .product_secret = product_secret,
    .known_client_id = "SN-1",
    .transport_known = TRUE,
    .security = LG_SECURITY_TLS,
    .keepalive = -1,
  };
  g_autoptr (LgExplain) explain = lg_explain_new (&values);
  g_autofree char *causes = list_causes (explain);

  g_assert_cmpstr (causes, ==, row->causes);
  g_assert_true (lg_explain_is_complete (explain));
  g_assert_cmpint (lg_explain_is_valid (explain), ==, *causes == '\0' || *causes == '(');
  assert_discreet (explain, text);
  assert_corrected (explain, &values);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/explain/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
