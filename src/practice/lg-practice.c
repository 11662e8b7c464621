/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice.h"

#include "lg-practice-broker.h"
#include "lg-practice-gateway.h"
#include "lg-practice-secrets.h"
#include "transport/lg-worker.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef enum
{
  ROOT_IOT,
  ROOT_GLOBALSIGN,
  N_ROOTS,
  ROOT_NONE = -1,
} Root;

static const struct
{
  const char *name;
  const char *file;
} roots[N_ROOTS] = {
  [ROOT_IOT] = { "Practice IoT Root CA", "practice-iot-root-ca.pem" },
  [ROOT_GLOBALSIGN] = { "Practice GlobalSign stand-in", "practice-globalsign-stand-in.pem" },
};

typedef struct
{
  guint16 vendor_port;
  Root    root;
} Port;

/* The vendor's pairing of ports, transports and roots. */
static const Port ports[] = {
  { 8883, ROOT_IOT },
  { 1883, ROOT_GLOBALSIGN },
  { 443, ROOT_GLOBALSIGN },
  { 1883, ROOT_NONE },
};

typedef enum
{
  PHASE_STARTING,
  PHASE_READY,
  PHASE_FAILED,
} Phase;

struct _LgPractice
{
  GObject                parent_instance;

  char                  *wanted_directory; /* NULL: a temporary one */
  char                  *program; /* NULL: to be found */
  double                 time_scale;
  const LgPracticeFault *fault; /* NULL: none */

  char                  *directory; /* NULL: not running */
  LgPracticeRegistry    *registry;
  LgPracticeSecrets      secrets;
  LgPracticeAuthority   *authorities[N_ROOTS];
  LgPracticePort         ports[G_N_ELEMENTS (ports)];

  GThread               *thread;
  GMainContext          *context;
  GMutex                 mutex;
  GCond                  changed;
  Phase                  phase; /* under the mutex, as the error */
  GError                *error;
  gint                   stopping; /* atomic */
};

G_DEFINE_QUARK (lg-practice-error-quark, lg_practice_error)
G_DEFINE_FINAL_TYPE (LgPractice, lg_practice, G_TYPE_OBJECT)

/* Whose certificate a port shows; none where it speaks no TLS. */
static LgPracticeAuthority *
choose_authority (LgPractice *self,
                  Root        root,
                  gboolean    faulty)
{
  if (faulty && self->fault->manner == LG_PRACTICE_MANNER_OTHER_ROOT)
    return self->authorities[ROOT_GLOBALSIGN];
  if (faulty && self->fault->manner == LG_PRACTICE_MANNER_OTHER_SECURITY)
    return root == ROOT_NONE ? self->authorities[ROOT_IOT] : NULL;
  return root != ROOT_NONE ? self->authorities[root] : NULL;
}

static guint16
open_port (LgPractice         *self,
           const Port         *port,
           LgPracticeGateway  *gateway,
           GError            **error)
{
  gboolean faulty = lg_practice_fault_is_at (self->fault, port->vendor_port,
                                             port->root != ROOT_NONE);
  LgPracticeAuthority *authority = choose_authority (self, port->root, faulty);

  if (faulty && lg_practice_fault_is_impostor (self->fault))
    return lg_practice_gateway_give_up (gateway, self->fault, authority, error);
  return lg_practice_gateway_listen (gateway, authority, error);
}

static gboolean
open_ports (LgPractice         *self,
            LgPracticeGateway  *gateway,
            GError            **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (ports); i++)
    {
      LgPracticePort *port = &self->ports[i];

      port->vendor_port = ports[i].vendor_port;
      port->tls = ports[i].root != ROOT_NONE;
      port->root_file = port->tls
                        ? lg_practice_authority_get_root_file (self->authorities[ports[i].root])
                        : NULL;
      port->port = open_port (self, &ports[i], gateway, error);
      if (port->port == 0)
        return FALSE;
    }
  return TRUE;
}

static void
enter_phase (LgPractice *self,
             Phase       phase,
             GError     *error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->phase = phase;
  self->error = error;
  g_cond_signal (&self->changed);
}

/* The kernel ends the broker with the thread that started it, so this is the one to start it. */
static gpointer
practice_thread (gpointer user_data)
{
  static const LgPracticeConduct good = { 0 };
  LgPractice *self = user_data;
  g_autoptr (LgPracticeBroker) broker = NULL;
  g_autoptr (LgPracticeGateway) gateway = NULL;
  GError *error = NULL;

  broker = lg_practice_broker_start (self->program, self->directory, &error);
  if (broker != NULL)
    {
      gateway = lg_practice_gateway_new (self->registry, broker, self->context, self->time_scale,
                                         self->fault != NULL ? &self->fault->conduct : &good);
      open_ports (self, gateway, &error);
    }
  if (error != NULL)
    {
      enter_phase (self, PHASE_FAILED, error);
      return NULL;
    }

  enter_phase (self, PHASE_READY, NULL);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  return NULL;
}

static gboolean
make_directory (LgPractice  *self,
                GError     **error)
{
  if (self->wanted_directory == NULL)
    {
      self->directory = g_dir_make_tmp ("linkglass-practice-XXXXXX", error);
      return self->directory != NULL;
    }
  if (g_mkdir_with_parents (self->wanted_directory, 0700) != 0)
    {
      g_set_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_FAILED,
                   _("The directory %s cannot be made"), self->wanted_directory);
      return FALSE;
    }
  self->directory = g_canonicalize_filename (self->wanted_directory, NULL);
  return TRUE;
}

/* Everything on disk but the broker's files. */
static gboolean
prepare (LgPractice  *self,
         GError     **error)
{
  if (!make_directory (self, error))
    return FALSE;

  self->registry = lg_practice_registry_new (error);
  if (self->registry == NULL
      || !lg_practice_secrets_write (&self->secrets, self->registry, self->directory, error))
    return FALSE;

  for (guint i = 0; i < N_ROOTS; i++)
    {
      static const LgPracticeChain sound = { 0 };
      g_autofree char *file = g_build_filename (self->directory, roots[i].file, NULL);
      gboolean faulty = i == ROOT_IOT && self->fault != NULL;

      self->authorities[i] = lg_practice_authority_new (roots[i].name, file,
                                                        faulty ? &self->fault->chain : &sound,
                                                        error);
      if (self->authorities[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
clean_up (LgPractice *self)
{
  for (guint i = 0; i < N_ROOTS; i++)
    g_clear_pointer (&self->authorities[i], lg_practice_authority_free);
  lg_practice_secrets_remove (&self->secrets);
  g_clear_pointer (&self->registry, lg_practice_registry_free);
  if (self->directory != NULL && self->wanted_directory == NULL)
    g_rmdir (self->directory);
  g_clear_pointer (&self->directory, g_free);
}

static gboolean
run_thread (LgPractice  *self,
            GError     **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  /* GLib ends the process where a main context finds no descriptor. */
  if (!lg_worker_has_descriptors (error))
    return FALSE;

  self->phase = PHASE_STARTING;
  g_atomic_int_set (&self->stopping, FALSE);
  self->context = g_main_context_new ();
  self->thread = g_thread_try_new ("practice", practice_thread, self, error);
  if (self->thread == NULL)
    return FALSE;

  locker = g_mutex_locker_new (&self->mutex);
  while (self->phase == PHASE_STARTING)
    g_cond_wait (&self->changed, &self->mutex);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  return self->phase == PHASE_READY;
}

static void
lg_practice_dispose (GObject *object)
{
  lg_practice_stop (LG_PRACTICE (object));

  G_OBJECT_CLASS (lg_practice_parent_class)->dispose (object);
}

static void
lg_practice_finalize (GObject *object)
{
  LgPractice *self = LG_PRACTICE (object);

  g_free (self->wanted_directory);
  g_free (self->program);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (lg_practice_parent_class)->finalize (object);
}

static void
lg_practice_class_init (LgPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lg_practice_dispose;
  object_class->finalize = lg_practice_finalize;
}

static void
lg_practice_init (LgPractice *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
}

/**
 * lg_practice_new:
 * @options: (nullable): copied
 *
 * Returns: (transfer full): a practice platform, not yet started
 */
LgPractice *
lg_practice_new (const LgPracticeOptions *options)
{
  LgPractice *self = g_object_new (LG_TYPE_PRACTICE, NULL);

  self->time_scale = 1;
  if (options != NULL)
    {
      self->wanted_directory = g_strdup (options->directory);
      self->program = g_strdup (options->broker);
      self->fault = options->fault;
      if (options->time_scale > 0)
        self->time_scale = options->time_scale;
    }
  return self;
}

/**
 * lg_practice_start:
 * @self: a practice platform that is not running
 * @error: return location (#LgPracticeError, #GIOErrorEnum, #GFileError, #GSpawnError)
 *
 * Starts it: broker, roots, secrets, ports. Blocks until logins are possible, as a rule for some
 * tens of milliseconds. Secrets, roots and ports are new at each start.
 *
 * Returns: %TRUE if it runs; else @error is set, a [error@PracticeError] or one of the file system
 */
gboolean
lg_practice_start (LgPractice  *self,
                   GError     **error)
{
  g_autofree char *program = NULL;

  g_return_val_if_fail (LG_IS_PRACTICE (self), FALSE);
  g_return_val_if_fail (self->directory == NULL, FALSE);

  program = lg_practice_broker_find (self->program, error);
  if (program == NULL)
    return FALSE;
  g_free (self->program);
  self->program = g_steal_pointer (&program);

  if (prepare (self, error) && run_thread (self, error))
    return TRUE;
  lg_practice_stop (self);
  return FALSE;
}

/**
 * lg_practice_stop:
 * @self: a practice platform
 *
 * Closes every connection, ends the broker and its thread and removes every file it made. Blocks
 * until that is done. Does nothing if it is not running; disposing of the object stops it too.
 */
void
lg_practice_stop (LgPractice *self)
{
  g_return_if_fail (LG_IS_PRACTICE (self));

  if (self->thread != NULL)
    {
      g_atomic_int_set (&self->stopping, TRUE);
      g_main_context_wakeup (self->context);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->context, g_main_context_unref);
  clean_up (self);
}

/**
 * lg_practice_get_host:
 * @self: a practice platform
 *
 * Returns: the host name to connect to, which its certificates carry; with some faults an address
 */
const char *
lg_practice_get_host (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);

  return self->fault != NULL && self->fault->host != NULL ? self->fault->host : "localhost";
}

/**
 * lg_practice_get_ports:
 * @self: a running practice platform
 * @n_ports: (out): how many
 *
 * Returns: (transfer none) (array length=n_ports): its ports, valid until it is stopped; the one to
 *   recommend first
 */
const LgPracticePort *
lg_practice_get_ports (LgPractice *self,
                       gsize      *n_ports)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->directory != NULL, NULL);

  *n_ports = G_N_ELEMENTS (self->ports);
  return self->ports;
}

/**
 * lg_practice_get_product_key:
 * @self: a running practice platform
 *
 * Returns: ProductKey of its devices
 */
const char *
lg_practice_get_product_key (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->registry != NULL, NULL);

  return lg_practice_registry_get_device (self->registry)->product_key;
}

/**
 * lg_practice_get_device_name:
 * @self: a running practice platform
 *
 * Returns: DeviceName of the device that has been in use
 */
const char *
lg_practice_get_device_name (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->registry != NULL, NULL);

  return lg_practice_registry_get_device (self->registry)->device_name;
}

/**
 * lg_practice_get_device_secret_file:
 * @self: a running practice platform
 *
 * Returns: path of the file with the DeviceSecret, readable by its owner only
 */
const char *
lg_practice_get_device_secret_file (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);

  return self->secrets.device_secret;
}

/**
 * lg_practice_get_device_token_file:
 * @self: a running practice platform
 *
 * Returns: path of the file with the DeviceToken, readable by its owner only
 */
const char *
lg_practice_get_device_token_file (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);

  return self->secrets.device_token;
}

/**
 * lg_practice_get_new_device_name:
 * @self: a running practice platform
 *
 * Returns: DeviceName of the device that is added, but still to register
 */
const char *
lg_practice_get_new_device_name (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (self->registry != NULL, NULL);

  return lg_practice_registry_get_new_device (self->registry)->device_name;
}

/**
 * lg_practice_get_product_secret_file:
 * @self: a running practice platform
 *
 * Returns: path of the file with the ProductSecret, readable by its owner only
 */
const char *
lg_practice_get_product_secret_file (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);

  return self->secrets.product_secret;
}

/**
 * lg_practice_get_fault:
 * @self: a practice platform
 *
 * Returns: (transfer none) (nullable): what is wrong with it
 */
const LgPracticeFault *
lg_practice_get_fault (LgPractice *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE (self), NULL);

  return self->fault;
}
