/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tex_formula.c - an atom of a formula after the other; a character of a sentence after the other. */

#include "export/tex_formula.h"

#include <string.h>

#include "base/utf8.h"
#include "export/formula.h"

static void add_raised_digits(struct text *file, struct slice raised)
{
    for (size_t at = 0, count; at < raised.count; at += count) {
        char digit = formula_raised(raised.bytes + at, &count);
        text_add_bytes(file, &digit, 1);
    }
}

/* g' is the slope of g; any other letter with that mark is a transposed matrix. */
static void add_primes(struct text *file, const struct atom *atom)
{
    bool slope = *atom->text.bytes == 'g';
    for (int i = 0; i < atom->primes; i++)
        text_add(file, slope ? "\\prime" : "\\top");
}

static void add_above(struct text *file, const struct atom *atom)
{
    if (!atom->star && atom->primes == 0 && atom->step.count + atom->raised.count == 0)
        return;
    text_add(file, "^{");
    text_add(file, atom->star ? "*" : "");
    if (atom->step.count > 0) {
        text_add(file, "\\langle ");
        slice_add(file, atom->step);
        text_add(file, "\\rangle");
    }
    add_primes(file, atom);
    add_raised_digits(file, atom->raised);
    text_add(file, "}");
}

static void add_below(struct text *file, const struct atom *atom)
{
    if (atom->below.count + atom->entry.count == 0)
        return;
    text_add(file, "_{");
    slice_add(file, atom->below);
    slice_add(file, atom->entry);
    text_add(file, "}");
}

static void add_symbol(struct text *file, const struct atom *atom)
{
    text_add(file, atom->partial ? "\\partial " : "");
    text_add(file, atom->hat ? "\\hat{" : "");
    slice_add(file, atom->text);
    text_add(file, atom->hat ? "}" : "");
    add_below(file, atom);
    add_above(file, atom);
}

/* A character for text mode. What the fonts of every LaTeX have stands for itself; the rest is spelt in ASCII. */
static void add_character(struct text *file, const char *bytes, size_t count, uint32_t code)
{
    static const char special[] = "#$%&_{}";
    static const struct {
        char sign;
        const char *spelt;
    } spellings[] = {{'\\', "\\textbackslash{}"},
                     {'~', "\\textasciitilde{}"},
                     {'^', "\\textasciicircum{}"},
                     {'<', "\\textless{}"},
                     {'>', "\\textgreater{}"},
                     {'|', "\\textbar{}"},
                     {'"', "''"},
                     {'`', "\\`{}"}};
    bool latin = code >= 0xC0 && code <= 0xFF && code != 0xD0 && code != 0xD7 && code != 0xDE && code != 0xF0 &&
                 code != 0xF7 && code != 0xFE;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (code == (uint32_t)spellings[i].sign) {
            text_add(file, spellings[i].spelt);
            return;
        }
    }
    if (code < 0x80 && strchr(special, (int)code) != NULL)
        text_addf(file, "\\%c", (char)code);
    else if (code < 0x80 || latin)
        text_add_bytes(file, bytes, count);
    else
        text_add(file, utf8_ascii(code) != NULL ? utf8_ascii(code) : "?");
}

static void add_characters(struct text *file, const char *bytes, size_t count)
{
    while (count > 0) {
        uint32_t code;
        size_t length = utf8_read(bytes, count, &code);
        add_character(file, bytes, length, code);
        bytes += length;
        count -= length;
    }
}

static void add_sign(struct text *file, struct slice sign)
{
    static const struct {
        const char *sign, *tex;
    } signs[] = {
        {"·", "\\cdot "}, {"…", "\\dots "}, {"Σ", "\\textstyle\\sum "}, {"Π", "\\textstyle\\prod "}, {"σ", "\\sigma "},
        {"τ", "\\tau "},  {"−", "-"}};
    size_t count;
    char raised = formula_raised(sign.bytes, &count);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strncmp(sign.bytes, signs[i].sign, strlen(signs[i].sign)) == 0) {
            text_add(file, signs[i].tex);
            return;
        }
    }
    if (raised != '\0')
        text_addf(file, "^{%c}", raised);
    else if (strchr("+-/()=,:;.*|", *sign.bytes) != NULL)
        slice_add(file, sign);
    else {
        text_add(file, "\\text{");
        add_characters(file, sign.bytes, sign.count);
        text_add(file, "}");
    }
}

static void add_number(struct text *file, struct slice number)
{
    const char *exponent = memchr(number.bytes, 'e', number.count);
    if (exponent == NULL) {
        slice_add(file, number);
        return;
    }
    size_t front = (size_t)(exponent - number.bytes);
    text_add(file, "\\mathrm{");
    text_add_bytes(file, number.bytes, front);
    text_addf(file, "e{%c}", exponent[1]);
    text_add_bytes(file, exponent + 2, number.count - front - 2);
    text_add(file, "}");
}

static void add_matrix(struct text *file, struct slice matrix)
{
    struct slice entry;
    bool new_row, first = true;
    text_add(file, "\\begin{bmatrix}");
    for (; formula_entry(&matrix, &entry, &new_row); first = false) {
        text_add(file, first ? "" : new_row ? "\\\\" : "&");
        struct text formula = {0};
        text_add_bytes(&formula, entry.bytes, entry.count);
        tex_add_formula(file, text_string(&formula));
        text_clear(&formula);
    }
    text_add(file, "\\end{bmatrix}");
}

static void add_atom(struct text *file, const struct atom *atom)
{
    switch (atom->kind) {
    case ATOM_SYMBOL:
        add_symbol(file, atom);
        break;
    case ATOM_NUMBER:
        add_number(file, atom->text);
        break;
    case ATOM_FUNCTION:
    case ATOM_WORD:
        text_add(file, atom->kind == ATOM_WORD ? "\\text{" : "\\operatorname{");
        add_characters(file, atom->text.bytes, atom->text.count);
        text_add(file, "}");
        break;
    case ATOM_SIGN:
        add_sign(file, atom->text);
        break;
    case ATOM_MATRIX:
        add_matrix(file, atom->text);
        break;
    case ATOM_BLANK:
        text_add(file, "\\unrollblank ");
    }
}

/* Words keep the blanks around them; factors get a little room. */
static void add_room(struct text *file, const struct atom *before, const struct atom *atom)
{
    bool words = before->kind == ATOM_WORD || atom->kind == ATOM_WORD;
    bool factors = before->kind == ATOM_SYMBOL && atom->kind != ATOM_SIGN;
    if (atom->apart && (words || factors))
        text_add(file, words ? "\\ " : "\\,");
}

void tex_add_formula(struct text *file, const char *formula)
{
    struct atom before = {.kind = ATOM_SIGN}, atom;
    bool below = false;
    for (bool first = true; formula_next(&formula, &atom); first = false) {
        if (!first && !below)
            add_room(file, &before, &atom);
        text_add(file, atom.over ? "\\frac{" : "");
        add_atom(file, &atom);
        text_add(file, atom.over ? "}{" : below ? "}" : "");
        below = atom.over;
        before = atom;
    }
}

void tex_add_text(struct text *file, const char *string)
{
    add_characters(file, string, strlen(string));
}

void tex_add_sentence(struct text *file, const char *sentence)
{
    bool in_word = false;
    while (*sentence != '\0') {
        struct atom atom;
        uint32_t code;
        if (!in_word && formula_symbol(&sentence, &atom)) {
            text_add(file, "$");
            add_symbol(file, &atom);
            text_add(file, atom.over ? "/" : "");
            text_add(file, "$");
            continue;
        }
        size_t length = utf8_read(sentence, strlen(sentence), &code);
        add_character(file, sentence, length, code);
        in_word = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
        sentence += length;
    }
}
