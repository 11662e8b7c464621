/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captures made byte by byte: frames of one TCP connection between a device and a server. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WRITER_START_US (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)
#define WRITER_DEVICE_PORT 50123

/** WriterLink: what the frames begin with. */
typedef enum
{
  WRITER_ETHERNET,
  WRITER_VLAN,
  WRITER_QINQ,
  WRITER_COOKED,
  WRITER_COOKED_2,
  WRITER_RAW,
  WRITER_NULL,
  WRITER_PPPOE,
  WRITER_N_LINKS,
} WriterLink;

/** Writer: one connection, its frames kept apart until they are written. */
typedef struct
{
  WriterLink  link;
  gboolean    ipv6;
  guint16     port;
  guint32     out;
  guint32     in;
  gint64      now_us;
  GPtrArray  *frames;
} Writer;

/** WriterFrame: one of them. */
typedef struct
{
  gint64      wall_us;
  gboolean    out;
  GByteArray *bytes;
  gsize       keep;
} WriterFrame;

Writer      *writer_new          (WriterLink    link,
                                  gboolean      ipv6,
                                  guint16       port);
void         writer_free         (Writer       *self);
void         writer_segment      (Writer       *self,
                                  gboolean      out,
                                  guint8        flags,
                                  guint32       sequence,
                                  gconstpointer data,
                                  gsize         length);
void         writer_connect      (Writer       *self);
void         writer_say          (Writer       *self,
                                  gboolean      out,
                                  gconstpointer data,
                                  gsize         length);
void         writer_close        (Writer       *self,
                                  gboolean      out);
void         writer_dns          (Writer       *self,
                                  const char   *name);
void         writer_fragment     (Writer       *self,
                                  guint         index,
                                  gsize         size);
WriterFrame *writer_frame        (Writer       *self,
                                  guint         index);
GBytes      *writer_to_pcap      (Writer       *self);
GBytes      *writer_to_pcapng    (Writer       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writer, writer_free)

G_END_DECLS
