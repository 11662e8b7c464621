/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-cli-check.h"

#include "lg-cli-chain.h"
#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli.h"

/* An alert is told by the step it ended. */
static void
add_steps (JsonBuilder *builder,
           GPtrArray   *steps)
{
  static const char *const names[] = {
    [LG_STEP_DNS] = "dns", [LG_STEP_TCP] = "tcp", [LG_STEP_TLS] = "tls", [LG_STEP_MQTT] = "mqtt",
    [LG_STEP_VERIFY] = "tls",
  };

  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const LgCheckStep *step = steps->pdata[i];

      if (step->kind == LG_STEP_ALERT)
        continue;

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "step", names[step->kind]);
      json_builder_set_member_name (builder, "ok");
      json_builder_add_boolean_value (builder, step->ok);
      json_builder_set_member_name (builder, "ms");
      if (step->duration_us >= 0)
        json_builder_add_int_value (builder, (step->duration_us + 500) / 1000);
      else
        json_builder_add_null_value (builder);
      lg_cli_set_clause (builder, "detail", step->clause);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_roots (JsonBuilder *builder,
           GPtrArray   *cells)
{
  json_builder_set_member_name (builder, "roots");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cells->len; i++)
    {
      const LgCheckCell *cell = cells->pdata[i];
      gboolean trusted = cell->answer == LG_CHECK_TRUSTED;

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "root", lg_root_get_name (cell->root));
      json_builder_set_member_name (builder, "trusted");
      json_builder_add_boolean_value (builder, trusted);
      lg_cli_set_string (builder, "error", cell->cause);
      lg_cli_set_clause (builder, "detail", cell->clause);
      lg_cli_set_string (builder, "fittingRoot", cell->fitting_root);
      lg_cli_set_date (builder, "until", cell->valid_until);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What somebody else did not try. Without TLS no common tool asks for MQTT. */
static void
add_not_seen (JsonBuilder *builder,
              LgCheckPort *port)
{
  gboolean tls = lg_check_port_get_security (port) == LG_SECURITY_TLS;
  const struct { const char *name; gboolean seen; } rows[] = {
    { "dns", lg_check_port_has_seen (port, LG_STEP_DNS) },
    { "tcp", lg_check_port_has_seen (port, LG_STEP_TCP) },
    { tls ? "tls" : "mqtt", tls && lg_check_port_has_seen (port, LG_STEP_TLS) },
    { "chain", !tls || lg_check_port_get_seen (port)->chain != NULL },
  };

  json_builder_set_member_name (builder, "notSeen");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!rows[i].seen)
      json_builder_add_string_value (builder, rows[i].name);
  json_builder_end_array (builder);
}

static void
add_port (JsonBuilder *builder,
          LgCheck     *check,
          LgCheckPort *port)
{
  const LgInspection *seen = lg_check_port_get_seen (port);
  LgSpeaks speaks = lg_check_get_speaks (check, lg_check_port_get_port (port));
  gboolean unknown = speaks == LG_SPEAKS_NOTHING && lg_check_port_is_told (port);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, lg_check_port_get_port (port));
  lg_cli_set_string (builder, "transport",
                     lg_cli_get_nick (LG_TYPE_SECURITY, lg_check_port_get_security (port)));
  lg_cli_set_string (builder, "speaks",
                     unknown ? NULL : lg_cli_get_nick (LG_TYPE_SPEAKS, speaks));
  lg_cli_set_string (builder, "addresses", seen->addresses);
  lg_cli_set_string (builder, "peer", seen->peer_address);
  lg_cli_set_string (builder, "source", seen->local_address);
  lg_cli_set_string (builder, "interface", seen->interface);
  lg_cli_set_string (builder, "tlsVersion", seen->tls_version);
  lg_cli_set_string (builder, "tlsCipher", seen->tls_cipher);
  add_steps (builder, lg_check_port_get_steps (port));
  if (lg_check_port_is_told (port))
    add_not_seen (builder, port);
  lg_cli_add_chain (builder, seen->chain);
  add_roots (builder, lg_check_port_get_cells (port));
  json_builder_end_object (builder);
}

static void
add_best (JsonBuilder *builder,
          LgCheckPort *best)
{
  const LgCheckCell *cell = best != NULL ? lg_check_port_get_choice (best) : NULL;

  json_builder_set_member_name (builder, "use");
  if (best == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, lg_check_port_get_port (best));
  lg_cli_set_string (builder, "transport",
                     lg_cli_get_nick (LG_TYPE_SECURITY, lg_check_port_get_security (best)));
  lg_cli_set_string (builder, "root",
                     cell != NULL ? lg_root_get_name (cell->root) : NULL);
  lg_cli_set_date (builder, "until", cell != NULL ? cell->valid_until : 0);
  json_builder_end_object (builder);
}

/**
 * lg_cli_check_print_json:
 * @check: a check that ran
 * @findings: (element-type LgFinding): what was found
 *
 * Prints all of it as one line of JSON.
 */
void
lg_cli_check_print_json (LgCheck   *check,
                         GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *request = lg_check_dup_firewall_request (check);

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "host", lg_check_get_host (check));
  if (lg_check_is_pasted (check))
    lg_cli_set_string (builder, "source", "pasted");
  lg_cli_set_date (builder, "at", lg_check_get_at (check));
  json_builder_set_member_name (builder, "ports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      add_port (builder, check, port);
    }
  json_builder_end_array (builder);
  add_best (builder, lg_check_get_best_port (check));
  json_builder_set_member_name (builder, "login");
  if (lg_check_has_tried_login (check))
    json_builder_add_boolean_value (builder, lg_check_has_logged_in (check));
  else
    json_builder_add_null_value (builder);
  lg_cli_set_string (builder, "firewallRequest", request);
  lg_cli_findings_add_json (findings, builder);
  json_builder_set_member_name (builder, "healthy");
  json_builder_add_boolean_value (builder, !lg_cli_findings_have_fault (findings)
                                           && !lg_check_has_gaps (check));
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}
