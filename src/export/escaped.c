/* SPDX-License-Identifier: GPL-3.0-or-later */
/* escaped.c - every character that would mean something is spelt. */

#include "export/escaped.h"

void escaped_add_xml(struct text *file, const char *string)
{
    for (; *string != '\0'; string++) {
        if (*string == '&')
            text_add(file, "&amp;");
        else if (*string == '<')
            text_add(file, "&lt;");
        else if (*string == '>')
            text_add(file, "&gt;");
        else
            text_add_bytes(file, string, 1);
    }
}

void escaped_add_json(struct text *file, const char *string)
{
    text_add(file, "\"");
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;
        if (byte == '"' || byte == '\\')
            text_addf(file, "\\%c", byte);
        else if (byte == '\n')
            text_add(file, "\\n");
        else if (byte == '\r')
            text_add(file, "\\r");
        else if (byte < 0x20 || byte == '<' || byte == '>' || byte == '&')
            text_addf(file, "\\u%04x", byte);
        else
            text_add_bytes(file, string, 1);
    }
    text_add(file, "\"");
}
