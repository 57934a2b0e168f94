/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page_formula.c - the atoms of formula.h in letters that a script takes apart by splitting. */

#include "export/page_formula.h"

#include "export/escaped.h"
#include "export/formula.h"

static void add_raised(struct text *atoms, struct slice raised)
{
    for (size_t at = 0, count; at < raised.count; at += count) {
        char digit = formula_raised(raised.bytes + at, &count);
        text_add_bytes(atoms, &digit, 1);
    }
}

/* g' is a slope; on any other letter the mark means transposed. */
static void add_marks(struct text *atoms, const struct atom *atom)
{
    text_add(atoms, atom->star ? "*" : "");
    for (int i = 0; i < atom->primes; i++)
        text_add(atoms, *atom->text.bytes == 'g' ? "'" : "T");
}

static void add_symbol(struct text *atoms, const struct atom *atom)
{
    text_add(atoms, atom->over ? "d" : "s");
    text_add(atoms, atom->partial ? "∂" : "");
    if (atom->hat)
        text_add(atoms, "ŷ");
    else
        slice_add(atoms, atom->text);
    text_add(atoms, "|");
    slice_add(atoms, atom->below);
    text_add(atoms, "|");
    slice_add(atoms, atom->step);
    text_add(atoms, "|");
    add_raised(atoms, atom->raised);
    text_add(atoms, "|");
    add_marks(atoms, atom);
    text_add(atoms, "|");
    slice_add(atoms, atom->entry);
    while (atoms->length > 0 && atoms->bytes[atoms->length - 1] == '|')
        atoms->bytes[--atoms->length] = '\0';
}

static void add_matrix(struct text *atoms, struct slice matrix)
{
    struct slice entry;
    bool new_row, first = true;
    text_add(atoms, "m");
    for (; formula_entry(&matrix, &entry, &new_row); first = false) {
        text_add(atoms, first ? "" : new_row ? ";" : ",");
        slice_add(atoms, entry);
    }
}

static void add_sign(struct text *atoms, struct slice sign)
{
    size_t count;
    char digit = formula_raised(sign.bytes, &count);
    if (digit != '\0') {
        text_addf(atoms, "r%c", digit);
        return;
    }
    text_add(atoms, "o");
    slice_add(atoms, sign);
}

void page_formula_add(struct text *file, const char *formula)
{
    static const char letters[] = {[ATOM_NUMBER] = 'n', [ATOM_FUNCTION] = 'f', [ATOM_WORD] = 'w', [ATOM_BLANK] = 'w'};
    struct text atoms = {0};
    struct atom atom;
    while (formula_next(&formula, &atom)) {
        text_add(&atoms, atoms.length > 0 ? " " : "");
        if (atom.kind == ATOM_SYMBOL) {
            add_symbol(&atoms, &atom);
        } else if (atom.kind == ATOM_MATRIX) {
            add_matrix(&atoms, atom.text);
        } else if (atom.kind == ATOM_SIGN) {
            add_sign(&atoms, atom.text);
        } else {
            text_add_bytes(&atoms, &letters[atom.kind], 1);
            slice_add(&atoms, atom.text);
        }
    }
    escaped_add_json(file, text_string(&atoms));
    text_clear(&atoms);
}
