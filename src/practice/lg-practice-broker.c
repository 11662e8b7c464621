/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice-broker.h"

#include "lg-practice.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define START_DEADLINE_US (10 * G_USEC_PER_SEC)
#define START_POLL_US (5 * 1000)

struct _LgPracticeBroker
{
  char               *program;
  GSubprocess        *process;
  char               *config_file;
  struct sockaddr_un  address;
};

/**
 * lg_practice_broker_find:
 * @program: (nullable): path of the broker, or %NULL to search `PATH` and `/usr/sbin`
 * @error: return location (%LG_PRACTICE_ERROR_NO_BROKER)
 *
 * Finds the mosquitto broker.
 *
 * Returns: (transfer full): its path, or %NULL with %LG_PRACTICE_ERROR_NO_BROKER
 */
char *
lg_practice_broker_find (const char  *program,
                         GError     **error)
{
  g_autofree char *found = NULL;

  if (program == NULL)
    found = g_find_program_in_path ("mosquitto");
  /* Debian keeps it where an ordinary user's PATH does not look. */
  if (found == NULL)
    found = g_strdup (program != NULL ? program : "/usr/sbin/mosquitto");

  if (!g_file_test (found, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_set_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_NO_BROKER,
                   _("The practice platform needs the mosquitto broker, and %s is not there. "
                     "Install it: apt install mosquitto"),
                   found);
      return NULL;
    }
  return g_steal_pointer (&found);
}

static void
die_with_parent_cb (gpointer user_data)
{
  pid_t parent = GPOINTER_TO_INT (user_data);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1);
}

static gboolean
write_config (LgPracticeBroker  *self,
              GError           **error)
{
  g_autofree char *config = NULL;

  /* As root, mosquitto would become the user "mosquitto", who may not enter the directory. */
  config = g_strdup_printf ("listener 0 %s\n"
                            "allow_anonymous true\n"
                            "persistence false\n"
                            "sys_interval 0\n"
                            "log_dest none\n"
                            "%s",
                            self->address.sun_path, geteuid () == 0 ? "user root\n" : "");
  return g_file_set_contents_full (self->config_file, config, -1, G_FILE_SET_CONTENTS_NONE, 0600,
                                   error);
}

static gboolean
wait_until_listening (LgPracticeBroker  *self,
                      GError           **error)
{
  gint64 deadline = g_get_monotonic_time () + START_DEADLINE_US;

  while (g_subprocess_get_identifier (self->process) != NULL && g_get_monotonic_time () < deadline)
    {
      int fd = lg_practice_broker_connect (self, NULL);

      if (fd >= 0)
        {
          close (fd);
          return TRUE;
        }
      g_usleep (START_POLL_US);
    }

  g_set_error_literal (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_FAILED,
                       g_subprocess_get_identifier (self->process) != NULL
                       ? _("The mosquitto broker does not listen within 10 seconds")
                       : _("The mosquitto broker ended as it started"));
  return FALSE;
}

static gboolean
launch (LgPracticeBroker  *self,
        GError           **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, GINT_TO_POINTER (getpid ()),
                                         NULL);
  self->process = g_subprocess_launcher_spawn (launcher, error, self->program, "-c",
                                               self->config_file, NULL);
  return self->process != NULL && wait_until_listening (self, error);
}

/* It has nothing to keep. */
static void
kill_and_reap (LgPracticeBroker *self)
{
  if (self->process != NULL)
    {
      g_subprocess_force_exit (self->process);
      g_subprocess_wait (self->process, NULL, NULL);
    }
  g_clear_object (&self->process);
  g_unlink (self->address.sun_path);
}

/**
 * lg_practice_broker_start:
 * @program: path of mosquitto
 * @directory: an existing directory for its configuration and socket
 * @error: return location (#LgPracticeError, #GFileError, #GSpawnError)
 *
 * Starts a broker that keeps nothing, logs nothing and listens on a Unix socket in @directory only.
 * Blocks until it listens, at most 10 s. The kernel ends it with the **calling thread**, so call it
 * on one that lives as long as the broker shall.
 *
 * Returns: (transfer full): the running broker, or %NULL with an [error@PracticeError]
 */
LgPracticeBroker *
lg_practice_broker_start (const char  *program,
                          const char  *directory,
                          GError     **error)
{
  g_autoptr (LgPracticeBroker) self = g_new0 (LgPracticeBroker, 1);
  g_autofree char *socket_file = g_build_filename (directory, "practice-broker.sock", NULL);

  self->config_file = g_build_filename (directory, "practice-broker.conf", NULL);
  self->address.sun_family = AF_UNIX;
  if (g_strlcpy (self->address.sun_path, socket_file, sizeof self->address.sun_path)
      >= sizeof self->address.sun_path)
    {
      /* Nothing of ours is at the truncated path, so nothing may be removed there. */
      self->address.sun_path[0] = '\0';
      g_set_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_FAILED,
                   _("The path %s is too long for a socket"), socket_file);
      return NULL;
    }
  self->program = g_strdup (program);
  if (!write_config (self, error) || !launch (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lg_practice_broker_restart:
 * @self: a broker
 * @error: return location (%LG_PRACTICE_ERROR_FAILED, #GSpawnError)
 *
 * Kills the broker and starts it anew, from the thread that started it. Blocks as that did.
 *
 * Returns: %TRUE if it runs again
 */
gboolean
lg_practice_broker_restart (LgPracticeBroker  *self,
                            GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  kill_and_reap (self);
  return launch (self, error);
}

/**
 * lg_practice_broker_stop:
 * @self: (transfer full): a broker
 *
 * Kills the broker, waits until it is reaped and removes its files.
 */
void
lg_practice_broker_stop (LgPracticeBroker *self)
{
  g_return_if_fail (self != NULL);

  kill_and_reap (self);
  g_unlink (self->config_file);
  g_free (self->config_file);
  g_free (self->program);
  g_free (self);
}

/**
 * lg_practice_broker_connect:
 * @self: a broker
 * @error: return location (#GIOErrorEnum)
 *
 * Opens a connection to the broker. May be called from any thread; never blocks.
 *
 * Returns: a non-blocking descriptor that the caller closes, or -1
 */
int
lg_practice_broker_connect (const LgPracticeBroker  *self,
                            GError                 **error)
{
  int fd, code;

  g_return_val_if_fail (self != NULL, -1);

  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd >= 0
      && connect (fd, (const struct sockaddr *) &self->address, sizeof self->address) == 0)
    return fd;

  code = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "mosquitto: %s",
               g_strerror (code));
  return -1;
}
