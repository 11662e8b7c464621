/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What editors and spreadsheets put in front of a text in UTF-8, and know it by. */
#define LG_BYTE_ORDER_MARK "\xEF\xBB\xBF"
