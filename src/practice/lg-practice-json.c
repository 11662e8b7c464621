/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice.h"

#include <json-glib/json-glib.h>
#include <unistd.h>

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_port (JsonBuilder          *builder,
          const LgPracticePort *port)
{
  json_builder_begin_object (builder);
  add_int (builder, "port", port->port);
  add_string (builder, "transport", port->tls ? "tls" : "tcp");
  add_int (builder, "vendorPort", port->vendor_port);
  if (port->tls)
    {
      add_string (builder, "root", port->root_file);
      add_string (builder, "rootFile", port->root_file);
    }
  json_builder_end_object (builder);
}

static void
add_ports (JsonBuilder          *builder,
           const LgPracticePort *ports,
           gsize                 n_ports)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();

  json_builder_set_member_name (builder, "ports");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_ports; i++)
    {
      add_port (builder, &ports[i]);
      if (ports[i].tls && !g_ptr_array_find_with_equal_func (roots, ports[i].root_file, g_str_equal,
                                                             NULL))
        g_ptr_array_add (roots, (char *) ports[i].root_file);
    }
  json_builder_end_array (builder);

  add_string (builder, "root", roots->pdata[0]);
  json_builder_set_member_name (builder, "rootFiles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < roots->len; i++)
    json_builder_add_string_value (builder, roots->pdata[i]);
  json_builder_end_array (builder);
}

/**
 * lg_practice_to_json:
 * @self: a running practice platform
 *
 * Describes it for scripts, as `linkglass-cli practice` prints it when it is ready: an object
 * `ready` with `host`, `ports` (the one to recommend first) and its `root`, `rootFiles`,
 * `productKey`, `deviceName`, `deviceSecretFile`, `deviceTokenFile`, for registration
 * `newDeviceName` and `productSecretFile`, `pid`, and `fault` with the `expectedCause` that a
 * diagnosis must name (null where there is none). A port has `port`, `transport` (`tls`, `tcp`),
 * `vendorPort` and, where TLS is spoken, `root`, fit for `--root`: here always a path, which is
 * `rootFile` too. No secret is in it.
 *
 * Returns: (transfer full): one line of JSON, without a line feed
 */
char *
lg_practice_to_json (LgPractice *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  const LgPracticeFault *fault;
  const LgPracticePort *ports;
  gsize n_ports;

  ports = lg_practice_get_ports (self, &n_ports);
  g_return_val_if_fail (ports != NULL, NULL);

  fault = lg_practice_get_fault (self);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "ready");
  json_builder_begin_object (builder);
  add_string (builder, "host", lg_practice_get_host (self));
  add_ports (builder, ports, n_ports);
  add_string (builder, "productKey", lg_practice_get_product_key (self));
  add_string (builder, "deviceName", lg_practice_get_device_name (self));
  add_string (builder, "deviceSecretFile", lg_practice_get_device_secret_file (self));
  add_string (builder, "deviceTokenFile", lg_practice_get_device_token_file (self));
  add_string (builder, "newDeviceName", lg_practice_get_new_device_name (self));
  add_string (builder, "productSecretFile", lg_practice_get_product_secret_file (self));
  add_int (builder, "pid", getpid ());
  add_string (builder, "fault", fault != NULL ? lg_practice_fault_get_name (fault) : NULL);
  add_string (builder, "expectedCause", fault != NULL ? lg_practice_fault_get_cause (fault) : NULL);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}
