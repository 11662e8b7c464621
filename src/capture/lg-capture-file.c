/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-capture-file.h"

#include "lg-capture-frame.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n-lib.h>
#include <pcap/pcap.h>
#include <string.h>
#include <unistd.h>

/* The end of the year 9999; a time beyond is a damaged one. */
#define SECONDS_MAX G_GINT64_CONSTANT (253402300799)

struct _LgCaptureFile
{
  pcap_t *pcap;
  guint   n_frames;
};

G_DEFINE_QUARK (lg-capture-error-quark, lg_capture_error)

/**
 * lg_capture_file_is_magic:
 * @data: (array length=length): the first bytes of a file
 * @length: their number
 *
 * Returns: whether they are those of a pcap or pcapng file
 */
gboolean
lg_capture_file_is_magic (const guint8 *data,
                          gsize         length)
{
  static const guint8 magics[][4] = {
    { 0xd4, 0xc3, 0xb2, 0xa1 }, { 0xa1, 0xb2, 0xc3, 0xd4 }, { 0x4d, 0x3c, 0xb2, 0xa1 },
    { 0xa1, 0xb2, 0x3c, 0x4d }, { 0x0a, 0x0d, 0x0d, 0x0a },
  };

  for (guint i = 0; i < G_N_ELEMENTS (magics) && length >= sizeof magics[i]; i++)
    if (memcmp (data, magics[i], sizeof magics[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_link (LgCaptureFile  *self,
            GError        **error)
{
  int link = pcap_datalink (self->pcap);
  const char *name = pcap_datalink_val_to_name (link);
  const char *words = pcap_datalink_val_to_description (link);

  if (lg_capture_frame_can_read (link))
    return TRUE;

  g_set_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_LINK_TYPE,
               _("Packets of the kind %s (%s) are not read; capture at an Ethernet, Wi-Fi or "
                 "“any” interface without monitor mode"),
               name != NULL ? name : "?", words != NULL ? words : "?");
  return FALSE;
}

static FILE *
open_stream (const char  *path,
             GError     **error)
{
  int fd = lg_input_file_open (path, LG_INPUT_PIPE, error);
  FILE *stream = fd >= 0 ? fdopen (fd, "rb") : NULL;

  if (fd >= 0 && stream == NULL)
    {
      close (fd);
      g_set_error_literal (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_OPEN, g_strerror (ENOMEM));
    }
  return stream;
}

/**
 * lg_capture_file_open:
 * @path: the file
 * @error: return location (#LgCaptureError)
 *
 * Opens a capture. What is no regular file and no pipe is refused.
 *
 * Returns: (transfer full) (nullable): the capture, before its first frame; or %NULL with @error
 */
LgCaptureFile *
lg_capture_file_open (const char  *path,
                      GError     **error)
{
  g_autoptr (LgCaptureFile) self = g_new0 (LgCaptureFile, 1);
  char reason[PCAP_ERRBUF_SIZE] = "";
  FILE *stream;

  g_return_val_if_fail (path != NULL, NULL);

  stream = open_stream (path, error);
  if (stream == NULL)
    return NULL;

  self->pcap = pcap_fopen_offline (stream, reason);
  if (self->pcap == NULL)
    {
      fclose (stream);
      g_set_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_NOT_A_CAPTURE,
                   _("No capture that can be read: %s"), reason);
      return NULL;
    }
  return check_link (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_capture_file_free:
 * @self: a capture
 */
void
lg_capture_file_free (LgCaptureFile *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->pcap, pcap_close);
  g_free (self);
}

/**
 * lg_capture_file_get_link:
 *
 * Returns: what its frames begin with, as [func@CaptureFrame.get_packet] wants it
 */
int
lg_capture_file_get_link (LgCaptureFile *self)
{
  return pcap_datalink (self->pcap);
}

/* libpcap reads one kind of link a file, while pcapng may hold several. */
static void
set_read_error (LgCaptureFile  *self,
                GError        **error)
{
  const char *reason = pcap_geterr (self->pcap);

  if (strstr (reason, "different") != NULL && strstr (reason, "interface") != NULL)
    g_set_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_LINK_TYPE,
                 _("It holds packets of several kinds of interface, which cannot be read as one "
                   "(%s). Take those of one interface out with: tshark -r FILE -Y "
                   "frame.interface_id==0 -w ONE.pcapng"), reason);
  else
    g_set_error (error, LG_CAPTURE_ERROR, LG_CAPTURE_ERROR_TRUNCATED,
                 _("It can be read up to packet %u only: %s"), self->n_frames, reason);
}

/**
 * lg_capture_file_next:
 * @frame: (out): the next frame
 * @error: return location (#LgCaptureError)
 *
 * Returns: %TRUE with a frame; %FALSE at the end; %FALSE with @error where it cannot be read on
 */
gboolean
lg_capture_file_next (LgCaptureFile   *self,
                      LgCaptureFrame  *frame,
                      GError         **error)
{
  struct pcap_pkthdr *header;
  const guint8 *data;
  int result = pcap_next_ex (self->pcap, &header, &data);

  if (result == 1)
    {
      self->n_frames++;
      *frame = (LgCaptureFrame) {
        .wall_us = CLAMP (header->ts.tv_sec, 0, SECONDS_MAX) * (gint64) G_USEC_PER_SEC
                   + CLAMP (header->ts.tv_usec, 0, G_USEC_PER_SEC - 1),
        .bytes = { data, header->caplen },
        .length = MAX (header->len, header->caplen),
      };
      return TRUE;
    }
  if (result != PCAP_ERROR_BREAK)
    set_read_error (self, error);
  return FALSE;
}
