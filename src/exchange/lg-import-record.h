/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-import-device.h"

G_BEGIN_DECLS

/* What a value found in a text is about. The secrets come last. */
typedef enum
{
  LG_IMPORT_TITLE,
  LG_IMPORT_GROUP,
  LG_IMPORT_PRODUCT_KEY,
  LG_IMPORT_DEVICE_NAME,
  LG_IMPORT_DEVICE_ID,
  LG_IMPORT_CLIENT_ID,
  LG_IMPORT_MQTT_CLIENT_ID,
  LG_IMPORT_USERNAME,
  LG_IMPORT_HOST,
  LG_IMPORT_PORT,
  LG_IMPORT_INSTANCE_ID,
  LG_IMPORT_REGION,
  LG_IMPORT_SECURITY,
  LG_IMPORT_SIGN_METHOD,
  LG_IMPORT_TIMESTAMP,
  LG_IMPORT_KEEPALIVE,
  LG_IMPORT_CLEAN,
  LG_IMPORT_PROTOCOL,
  LG_IMPORT_FIRST_SECRET,
  LG_IMPORT_DEVICE_SECRET = LG_IMPORT_FIRST_SECRET,
  LG_IMPORT_DEVICE_TOKEN,
  LG_IMPORT_PRODUCT_SECRET,
  LG_IMPORT_PASSWORD,
  LG_IMPORT_N_VALUES,
} LgImportValue;

/**
 * LgImportRecord:
 * @kind: the form it was written in
 * @line: the line it begins in, from 1
 * @texts: values that are no secrets, by [enum@ImportValue]
 * @secrets: the others
 * @remarks: (element-type LgImportRemark): what was tidied up or passed over
 *
 * The values a text gives for one device, as they stand there and not judged yet.
 */
typedef struct
{
  LgImportKind  kind;
  guint         line;
  char         *texts[LG_IMPORT_FIRST_SECRET];
  LgSecret     *secrets[LG_IMPORT_N_VALUES];
  GPtrArray    *remarks;
} LgImportRecord;

LgImportRecord *lg_import_record_new       (LgImportKind          kind,
                                            guint                 line);
void            lg_import_record_free      (LgImportRecord       *self);
gboolean        lg_import_record_is_empty  (const LgImportRecord *self);
gboolean        lg_import_record_has       (const LgImportRecord *self,
                                            LgImportValue         value);
void            lg_import_record_set       (LgImportRecord       *self,
                                            LgImportValue         value,
                                            const char           *text,
                                            gssize                length);
void            lg_import_record_replace   (LgImportRecord       *self,
                                            LgImportValue         value,
                                            const char           *text,
                                            gssize                length);
void            lg_import_record_inherit   (LgImportRecord       *self,
                                            const LgImportRecord *from);
void            lg_import_record_remark    (LgImportRecord       *self,
                                            LgSeverity            severity,
                                            const char           *format,
                                            ...) G_GNUC_PRINTF (3, 4);
LgImportValue   lg_import_value_find       (const char           *name,
                                            gssize                length);
const char     *lg_import_value_get_name   (LgImportValue         value);
LgImportDevice *lg_import_record_judge     (LgImportRecord       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgImportRecord, lg_import_record_free)

/* The forms. Each takes a text that is valid UTF-8 and without a zero byte, adds what it finds to
 * @records, and sets @error, with the line, only when it knows the form and the text breaks it. */
typedef gboolean (*LgImportReader) (const char  *text,
                                    gsize        length,
                                    GPtrArray   *records,
                                    GError     **error);

gboolean lg_import_read_json      (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_esp_at    (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_at        (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_program   (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_mosquitto (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_table     (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_markup    (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);
gboolean lg_import_read_lines     (const char  *text,
                                   gsize        length,
                                   GPtrArray   *records,
                                   GError     **error);

void lg_import_form_complete (GPtrArray  *records,
                              const char *text);

G_END_DECLS
