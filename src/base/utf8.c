/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8.c - characters, their widths, and how the signs of the derivation are spelt without them. */

#include "base/utf8.h"

#include <errno.h>
#include <string.h>
#include <wchar.h>

enum { LONGEST_CHARACTER = 4 };

size_t utf8_read(const char *bytes, size_t count, uint32_t *code)
{
    static const uint32_t smallest[LONGEST_CHARACTER + 1] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)bytes[0];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    size_t length = first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
    *code = UTF8_INVALID;
    if (length == 0 || length > count)
        return 1;
    uint32_t value = first & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)bytes[i];
        if ((next & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (next & 0x3F);
    }
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *code = value;
    return length;
}

void utf8_add(struct text *text, uint32_t code)
{
    char bytes[LONGEST_CHARACTER];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    bytes[0] = (char)(lead[length] | code);
    text_add_bytes(text, bytes, length);
}

/* Latin and Greek letters, arrows, operators, lines and blocks: what the program itself writes, and writes often. */
static bool has_one_column(uint32_t code)
{
    return (code > 0xA0 && code < 0x250 && code != 0xAD) || (code >= 0x3B1 && code <= 0x3C9) ||
           (code >= 0x2190 && code < 0x2300) || (code >= 0x2500 && code < 0x25FD);
}

int utf8_columns(uint32_t code)
{
    if (code < 0x7F)
        return code >= ' ';
    if (has_one_column(code))
        return 1;
    int columns = code == UTF8_INVALID ? 0 : wcwidth((wchar_t)code);
    return columns > 0 ? columns : 0;
}

/* How many bytes from the first on are shown as they are, one column each. */
static size_t plain_bytes(const char *bytes, size_t count)
{
    size_t plain = 0;
    while (plain < count && bytes[plain] >= ' ' && bytes[plain] < 0x7F)
        plain++;
    return plain;
}

/* The bytes of the next character of a string, and its columns. The NUL is in no character, so nothing behind it is
 * looked at. */
static size_t next_character(const char *string, int *columns)
{
    uint32_t code;
    size_t length = utf8_read(string, LONGEST_CHARACTER, &code);
    *columns = utf8_columns(code);
    return length;
}

int utf8_width(const char *string)
{
    int width = 0;
    for (;;) {
        size_t plain = plain_bytes(string, SIZE_MAX);
        int columns = 0;
        string += plain;
        width += (int)plain;
        if (*string == '\0')
            return width;
        string += next_character(string, &columns);
        width += columns;
    }
}

/* Characters that show nothing or turn the direction of what follows: soft hyphen, Arabic letter mark, zero-width
 * and direction marks, line and paragraph separators, invisible operators, byte order mark, tags. */
static bool is_invisible(uint32_t code)
{
    return code == 0xAD || code == 0x61C || code == 0x180E || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE0FFF);
}

static void add_visible(struct text *text, const char *bytes, size_t count, bool newlines)
{
    while (count > 0) {
        uint32_t code = ' ';
        size_t plain = plain_bytes(bytes, count), length = plain > 0 ? plain : utf8_read(bytes, count, &code);
        if (plain > 0)
            text_add_bytes(text, bytes, plain);
        else if (code == UTF8_INVALID)
            text_addf(text, "<%02X>", (unsigned)(unsigned char)bytes[0]);
        else if (code == '\t')
            text_add(text, " ");
        else if (code == '\n' && newlines)
            text_add(text, "\n");
        else if (code < 0x20)
            text_addf(text, "^%c", (char)(code + '@'));
        else if (code == 0x7F)
            text_add(text, "^?");
        else if (code >= 0x80 && code < 0xA0)
            text_addf(text, "<%02X>", (unsigned)code);
        else if (is_invisible(code))
            text_addf(text, "<U+%04X>", (unsigned)code);
        else
            text_add_bytes(text, bytes, length);
        bytes += length;
        count -= length;
    }
}

size_t utf8_fitting(const char *text, int columns)
{
    size_t last_blank = 0, at = 0, indent = strspn(text, " ");
    int width = 0, more;
    while (text[at] != '\0') {
        size_t bytes = next_character(text + at, &more);
        width += more;
        if (width > columns)
            return text[at] == ' ' && at > indent ? at : last_blank > 0 ? last_blank : at > 0 ? at : bytes;
        if (text[at] == ' ' && at > indent)
            last_blank = at;
        at += bytes;
    }
    return at;
}

bool utf8_enter(struct utf8_locale *utf8)
{
    *utf8 = (struct utf8_locale){.now = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0)};
    utf8->entered = utf8->now != (locale_t)0;
    if (!utf8->entered)
        return errno != ENOMEM;
    utf8->before = uselocale(utf8->now);
    return true;
}

void utf8_leave(struct utf8_locale *utf8)
{
    if (!utf8->entered)
        return;
    uselocale(utf8->before);
    freelocale(utf8->now);
}

void utf8_add_wrapped(struct text *lines, const char *text, int columns, int indent)
{
    size_t count = utf8_fitting(text, columns);
    text_add_bytes(lines, text, count);
    text_add(lines, "\n");
    for (text += count; *text != '\0'; text += count) {
        text += *text == ' ';
        text_add_blanks(lines, indent);
        count = utf8_fitting(text, columns - indent);
        text_add_bytes(lines, text, count);
        text_add(lines, "\n");
    }
}

void utf8_add_visible(struct text *text, const char *bytes, size_t count)
{
    add_visible(text, bytes, count, true);
}

void utf8_add_visible_line(struct text *text, const char *bytes, size_t count)
{
    add_visible(text, bytes, count, false);
}

bool utf8_is_visible_line(const char *string)
{
    struct text visible = {0};
    utf8_add_visible_line(&visible, string, strlen(string));
    bool same = strcmp(text_string(&visible), string) == 0;
    text_clear(&visible);
    return same;
}

static const struct {
    uint32_t code;
    const char *ascii;
} spellings[] = {
    {0xB7, "*"},                         /* middle dot: a product */
    {0xD7, "x"},                         /* multiplication sign */
    {0xB0, " degrees"}, {0x177, "yhat"}, /* y with circumflex */
    {0x2202, "d"},                       /* partial derivative */
    {0x3A3, "sum"},                      /* capital sigma */
    {0x3A0, "prod "},                    /* capital pi */
    {0x3C3, "sigma"},                    /* sigma */
    {0x3C4, "tau"},                      /* tau */
    {0xB2, "^2"},       {0xB3, "^3"},    {0x2070, "^0"}, {0xB9, "^1"},   {0x2074, "^4"},  {0x2075, "^5"},
    {0x2076, "^6"},     {0x2077, "^7"},  {0x2078, "^8"}, {0x2079, "^9"}, {0x2212, "-"},   {0x2192, "->"},
    {0x2190, "<-"},     {0x2191, "^"},   {0x2193, "v"},  {0x2019, "'"},  {0x2032, "'"},   {0x2026, "..."},
    {0x2264, "<="},     {0x2265, ">="},  {0x2260, "!="}, {0x2248, "~"},  {0x221E, "inf"}, {0x2208, "in"},
    {0x2022, "*"},      {0x22C5, "*"},   {0x2219, "."},  {0x2500, "-"},  {0x2502, "|"},   {0x256D, "+"},
    {0x256E, "+"},      {0x256F, "+"},   {0x2570, "+"},  {0x2504, "."},  {0x2506, ":"},   {0x25B2, "^"},
    {0x25BC, "\\/"},    {0x25B6, ">"},   {0x25B7, ">"},  {0x25C0, "<"},  {0x25B8, ">"},   {0x2590, "["},
    {0x258C, "]"},      {0x2588, "#"},   {0x2589, "#"},  {0x258A, "#"},  {0x258B, "#"},   {0x258D, "="},
    {0x258E, "-"},      {0x258F, "-"},   {0x253C, "+"},  {0x251C, "+"},  {0x2524, "+"},   {0x2534, "+"},
    {0x252C, "+"},      {0x2514, "+"},   {0x2571, "/"},  {0x2591, "."},  {0x25CF, "*"},
};

const char *utf8_ascii(uint32_t code)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (spellings[i].code == code)
            return spellings[i].ascii;
    }
    return NULL;
}

/* True for the digits that stand as exponents, so that a run of them gets one '^'. */
static bool is_superscript(uint32_t code)
{
    return code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || (code >= 0x2074 && code <= 0x2079);
}

void utf8_add_ascii(struct text *text, const char *string)
{
    size_t left = strlen(string);
    bool in_exponent = false;
    while (left > 0) {
        uint32_t code;
        size_t length = utf8_read(string, left, &code);
        const char *ascii = code < 0x80 ? NULL : utf8_ascii(code);
        if (code < 0x80)
            text_add_bytes(text, string, 1);
        else
            text_add(text, ascii == NULL ? "?" : ascii + (in_exponent && is_superscript(code) ? 1 : 0));
        in_exponent = is_superscript(code);
        string += length;
        left -= length;
    }
}

int utf8_width_spelt(const char *string, bool ascii)
{
    struct text spelt = {0};
    if (!ascii)
        return utf8_width(string);
    utf8_add_ascii(&spelt, string);
    int width = (int)spelt.length;
    text_clear(&spelt);
    return width;
}
