/* SPDX-License-Identifier: GPL-3.0-or-later */
/* filter.c - the one way out for text from strangers. */

#include "tests/fuzz/fuzz.h"
#include "tests/process.h"

/* Every character is valid, and one that is seen. */
static void check_characters(const struct text *text)
{
    uint32_t code;
    for (size_t i = 0; i < text->length;) {
        i += utf8_read(text->bytes + i, text->length - i, &code);
        fuzz_must(code != UTF8_INVALID, "invalid before byte %zu", i);
        fuzz_must(code != 0x200B && code != 0x200E && code != 0x200F && code != 0x061C && code != 0xFEFF, "U+%04X",
                  code);
        fuzz_must(!(code >= 0x2066 && code <= 0x2069) && !(code >= 0xE0000 && code <= 0xE007F), "U+%04X", code);
    }
}

void fuzz_filter(const uint8_t *bytes, size_t count)
{
    struct text visible = {0}, line = {0}, ascii = {0};
    utf8_add_visible(&visible, (const char *)bytes, count);
    utf8_add_visible_line(&line, (const char *)bytes, count);
    utf8_add_ascii(&ascii, text_string(&visible));
    fuzz_must(find_control(&visible) == NULL && find_control(&line) == NULL && find_control(&ascii) == NULL, "raw");
    fuzz_must(memchr(text_string(&line), '\n', line.length) == NULL, "a newline in one line");
    check_characters(&visible);
    check_characters(&line);
    for (size_t i = 0; i < ascii.length; i++)
        fuzz_must((unsigned char)ascii.bytes[i] < 0x80, "byte %zu", i);
    /* What was made safe stays as it is. */
    struct text again = {0};
    utf8_add_visible(&again, text_string(&visible), visible.length);
    fuzz_must(strcmp(text_string(&again), text_string(&visible)) == 0, "%s", text_string(&again));
    text_clear(&visible);
    text_clear(&line);
    text_clear(&ascii);
    text_clear(&again);
}
