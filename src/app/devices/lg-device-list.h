/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "link/lg-link.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_DEVICE_LIST (lg_device_list_get_type ())

/**
 * LgDeviceList:
 *
 * The devices at the left, by group, with a search. Properties: `selected` (the link selected;
 * never %NULL while there are links, and the same whether the search shows it or not) and
 * `searching`. Emits `opened` when the operator chose one.
 */
G_DECLARE_FINAL_TYPE (LgDeviceList, lg_device_list, LG, DEVICE_LIST, AdwBin)

LgLink *lg_device_list_get_selected (LgDeviceList *self);
void    lg_device_list_set_selected (LgDeviceList *self,
                                     LgLink       *link);
void    lg_device_list_open         (LgDeviceList *self,
                                     LgLink       *link);
void    lg_device_list_set_links    (LgDeviceList *self,
                                     GListModel   *links);
void    lg_device_list_search       (LgDeviceList *self);

G_END_DECLS
