/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key.c - the one table of keys; the full screen binds it, help and the manual show it. */

#include "command/key.h"

#include <stddef.h>

const struct key keys[] = {
    {"Right", {"\033[C", "\033OC"}, "step", "one step on"},
    {"Space", {" "}, "step", "one step on"},
    {"Left", {"\033[D", "\033OD"}, "back", "one step back"},
    {"Home", {"\033[H", "\033OH", "\033[1~", "\033[7~"}, "rewind", "to the start"},
    {"End", {"\033[F", "\033OF", "\033[4~", "\033[8~"}, "run", "to the end of this pass"},
    {"Page Up", {"\033[5~"}, "scroll up", "earlier lines of the log, or of a lesson's page"},
    {"Page Down", {"\033[6~"}, "scroll down", "later lines of the log, or of a lesson's page"},
    {"?", {"?"}, "help", "all commands"},
    {"F1", {"\033OP", "\033[11~", "\033[[A"}, "help keys", "this list"},
    {"F2", {"\033OQ", "\033[12~", "\033[[B"}, "view step", "the equations of the step"},
    {"F3", {"\033OR", "\033[13~", "\033[[C"}, "view series", "the power series"},
    {"F4", {"\033OS", "\033[14~", "\033[[D"}, "view table", "the table"},
    {"F5", {"\033[15~", "\033[[E"}, "view grad", "the gradients"},
    {"F6", {"\033[17~"}, "view triangle", "the triangle of contributions"},
    {"Click", {KEY_MOUSE "0;"}, "goto t", "to the step under the mouse; goto back t in the backward pass"},
    {"Wheel up", {KEY_MOUSE "64;"}, "scroll up 3", "a few lines earlier in the log"},
    {"Wheel down", {KEY_MOUSE "65;"}, "scroll down 3", "a few lines later"},
    {NULL, {NULL}, NULL, NULL},
};
