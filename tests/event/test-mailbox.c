/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event/lg-mailbox.h"
#include "lib/lg-test-time.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define NO_WAIT 0
#define LONG_WAIT lg_test_stretch (20 * G_USEC_PER_SEC)

static void
push (LgMailbox *mailbox,
      gint64     id)
{
  lg_mailbox_push (mailbox, lg_event_copy (&(LgEvent) { .id = id, .kind = LG_EVENT_NOTE }));
}

static guint
take (LgMailbox *mailbox)
{
  g_autoptr (GPtrArray) batch = lg_mailbox_take (mailbox, 1, NO_WAIT);

  return batch->len;
}

static void
test_order (void)
{
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (100, 10000);
  g_autoptr (GPtrArray) batch = NULL;

  for (gint64 id = 1; id <= 5; id++)
    push (mailbox, id);

  batch = lg_mailbox_take (mailbox, 1, NO_WAIT);
  g_assert_cmpuint (batch->len, ==, 5);
  for (guint i = 0; i < batch->len; i++)
    g_assert_cmpint (((LgEvent *) batch->pdata[i])->id, ==, i + 1);
  g_assert_cmpuint (take (mailbox), ==, 0);
}

static void
test_bounds (void)
{
  LgEvent note = { .kind = LG_EVENT_NOTE };
  g_autoptr (LgMailbox) few = lg_mailbox_new (2, G_MAXSIZE);
  g_autoptr (LgMailbox) small = lg_mailbox_new (G_MAXUINT, 3 * lg_event_get_footprint (&note));

  push (few, 1);
  g_assert_false (lg_mailbox_is_full (few));
  push (few, 2);
  g_assert_true (lg_mailbox_is_full (few));
  push (few, 3);
  g_assert_cmpuint (take (few), ==, 3);
  g_assert_false (lg_mailbox_is_full (few));

  push (small, 1);
  push (small, 2);
  g_assert_false (lg_mailbox_is_full (small));
  push (small, 3);
  g_assert_true (lg_mailbox_is_full (small));
  g_assert_cmpuint (take (small), ==, 3);
  g_assert_false (lg_mailbox_is_full (small));
}

static gboolean
is_readable (int fd)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

  return poll (&poll_fd, 1, 0) == 1;
}

static void
test_space (void)
{
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (2, 10000);
  int fd = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC);
  eventfd_t value;

  lg_mailbox_set_space_fd (mailbox, fd);
  push (mailbox, 1);
  take (mailbox);
  g_assert_false (is_readable (fd));

  push (mailbox, 2);
  push (mailbox, 3);
  g_assert_false (is_readable (fd));
  take (mailbox);
  g_assert_true (is_readable (fd));
  eventfd_read (fd, &value);

  push (mailbox, 4);
  push (mailbox, 5);
  lg_mailbox_close (mailbox);
  g_assert_true (is_readable (fd));
  g_assert_false (lg_mailbox_is_full (mailbox));

  lg_mailbox_set_space_fd (mailbox, -1);
  close (fd);
}

static void
test_close (void)
{
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (10, 10000);

  push (mailbox, 1);
  g_assert_false (lg_mailbox_is_closed (mailbox));
  lg_mailbox_close (mailbox);
  lg_mailbox_close (mailbox);
  g_assert_true (lg_mailbox_is_closed (mailbox));
  push (mailbox, 2);

  g_assert_cmpuint (take (mailbox), ==, 1);
  g_assert_cmpuint (take (mailbox), ==, 0);
}

static void
test_wait_ends (void)
{
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (10, 10000);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) batch = lg_mailbox_take (mailbox, 5, 20000);

  g_assert_cmpuint (batch->len, ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 20000);
}

static gpointer
push_two_cb (gpointer mailbox)
{
  push (mailbox, 1);
  push (mailbox, 2);
  return NULL;
}

static gpointer
close_cb (gpointer mailbox)
{
  lg_mailbox_close (mailbox);
  return NULL;
}

/* What others do ends a wait long before its deadline. */
static void
test_wakes (void)
{
  static const struct { GThreadFunc func; gsize max_events, enough; guint length; } rows[] = {
    { push_two_cb, 100, 2, 2 },
    { push_two_cb, 2, 50, 2 },
    { close_cb, 100, 2, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgMailbox) mailbox = lg_mailbox_new (rows[i].max_events, 100000);
      gint64 start = g_get_monotonic_time ();
      GThread *thread = g_thread_new ("other", rows[i].func, mailbox);
      g_autoptr (GPtrArray) batch = lg_mailbox_take (mailbox, rows[i].enough, LONG_WAIT);

      g_assert_cmpuint (batch->len, ==, rows[i].length);
      g_assert_cmpint (g_get_monotonic_time () - start, <, lg_test_stretch (10 * G_USEC_PER_SEC));
      g_thread_join (thread);
    }
}

#define MANY 200000

/* A producer that keeps to the rules: full means stop until the space eventfd says go on. */
static gpointer
produce_cb (gpointer data)
{
  LgMailbox *mailbox = data;
  int fd = eventfd (0, EFD_CLOEXEC);
  eventfd_t value;

  lg_mailbox_set_space_fd (mailbox, fd);
  for (gint64 id = 1; id <= MANY; id++)
    {
      while (lg_mailbox_is_full (mailbox))
        eventfd_read (fd, &value);
      push (mailbox, id);
    }
  lg_mailbox_set_space_fd (mailbox, -1);
  close (fd);
  lg_mailbox_close (mailbox);
  lg_mailbox_unref (mailbox);
  return NULL;
}

static void
test_two_threads (void)
{
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (64, 1 << 20);
  GThread *thread = g_thread_new ("producer", produce_cb, lg_mailbox_ref (mailbox));
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) batch = lg_mailbox_take (mailbox, 16, LONG_WAIT);

      if (batch->len == 0)
        break;
      g_assert_cmpuint (batch->len, <=, 64);
      for (guint i = 0; i < batch->len; i++)
        g_assert_cmpint (((LgEvent *) batch->pdata[i])->id, ==, ++last);
    }

  g_assert_cmpint (last, ==, MANY);
  g_thread_join (thread);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mailbox/order", test_order);
  g_test_add_func ("/mailbox/bounds", test_bounds);
  g_test_add_func ("/mailbox/space", test_space);
  g_test_add_func ("/mailbox/close", test_close);
  g_test_add_func ("/mailbox/wait-ends", test_wait_ends);
  g_test_add_func ("/mailbox/wakes", test_wakes);
  g_test_add_func ("/mailbox/two-threads", test_two_threads);

  return g_test_run ();
}
