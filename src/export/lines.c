/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - cells become characters again; the second half of a wide one is nothing. */

#include "export/lines.h"

#include "base/utf8.h"

void lines_add(struct text *file, const struct canvas *canvas)
{
    for (int row = 0; row < canvas_rows(canvas); row++) {
        int used = canvas_used(canvas, row);
        for (int column = 0; column < used; column++) {
            uint32_t code = canvas_cell(canvas, row, column).code;
            if (code != 0)
                utf8_add(file, code);
        }
        text_add(file, "\n");
    }
}
