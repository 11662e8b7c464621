/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

static inline void
lg_test_count_cb (GObject    *object,
                  GParamSpec *pspec,
                  guint      *count)
{
  *count += 1;
}

/* Asserts that setting a property notifies exactly when its value changes, and that what was set is
 * what is read. @values holds two different values of the property's type. */
static inline void
lg_test_property (GObject      *object,
                  const char   *name,
                  const GValue  values[2])
{
  g_autofree char *signal = g_strconcat ("notify::", name, NULL);
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), name);
  guint count = 0;
  gulong handler;

  g_assert_nonnull (pspec);
  g_object_set_property (object, name, &values[1]);
  handler = g_signal_connect (object, signal, G_CALLBACK (lg_test_count_cb), &count);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (GValue) read = G_VALUE_INIT;

      g_object_set_property (object, name, &values[i]);
      g_assert_cmpuint (count, ==, i + 1);
      g_object_set_property (object, name, &values[i]);
      g_assert_cmpuint (count, ==, i + 1);

      g_object_get_property (object, name, g_value_init (&read, G_PARAM_SPEC_VALUE_TYPE (pspec)));
      g_assert_cmpint (g_param_values_cmp (pspec, &read, &values[i]), ==, 0);
    }

  g_signal_handler_disconnect (object, handler);
}

static inline void
lg_test_string_property (GObject    *object,
                         const char *name)
{
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };

  g_value_set_static_string (g_value_init (&values[0], G_TYPE_STRING), "one");
  g_value_set_static_string (g_value_init (&values[1], G_TYPE_STRING), "two");
  lg_test_property (object, name, values);
}

/* For integers, booleans and enumerations. */
static inline void
lg_test_number_property (GObject    *object,
                         const char *name,
                         int         one,
                         int         two)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), name);
  GType type = G_PARAM_SPEC_VALUE_TYPE (pspec);
  GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };
  int numbers[2] = { one, two };

  for (guint i = 0; i < 2; i++)
    {
      g_value_init (&values[i], type);
      if (G_TYPE_IS_ENUM (type))
        g_value_set_enum (&values[i], numbers[i]);
      else if (type == G_TYPE_BOOLEAN)
        g_value_set_boolean (&values[i], numbers[i]);
      else if (type == G_TYPE_UINT)
        g_value_set_uint (&values[i], numbers[i]);
      else
        g_assert_not_reached ();
    }

  lg_test_property (object, name, values);
}
