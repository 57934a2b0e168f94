/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity_spelling.c - the spellings, and guesses at what was meant: by the step in the name, by its beginning, by
 * what is near to it. */

#include "session/quantity_spelling.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"

static const struct {
    const char *spelling;
    enum weight w;
} weight_spellings[] = {
    {"v", WEIGHT_V},      {"V", WEIGHT_V},     {"W_aa", WEIGHT_V}, {"w_aa", WEIGHT_V},  {"Waa", WEIGHT_V},
    {"u", WEIGHT_U},      {"U", WEIGHT_U},     {"W_ax", WEIGHT_U}, {"w_ax", WEIGHT_U},  {"Wax", WEIGHT_U},
    {"W_y", WEIGHT_W_Y},  {"w_y", WEIGHT_W_Y}, {"Wy", WEIGHT_W_Y}, {"wy", WEIGHT_W_Y},  {"W_ya", WEIGHT_W_Y},
    {"w_ya", WEIGHT_W_Y}, {"b_a", WEIGHT_B_A}, {"ba", WEIGHT_B_A}, {"b_y", WEIGHT_B_Y}, {"by", WEIGHT_B_Y},
};

static const struct quantity_word words[] = {
    {"W_a", QUANTITY_W_A, -1}, {"w_a", QUANTITY_W_A, -1},  {"T", QUANTITY_T, -1}, {"t", QUANTITY_NOW, -1},
    {"x", QUANTITY_X, 1},      {"y", QUANTITY_Y, 1},       {"s", QUANTITY_S, 1},  {"a", QUANTITY_A, 0},
    {"o", QUANTITY_O, 1},      {"yhat", QUANTITY_YHAT, 1}, {"z", QUANTITY_Z, 1},  {"L", QUANTITY_L, 1},
};

const struct quantity_word *quantity_word_find(const char *letters)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(letters, words[i].letters) == 0)
            return &words[i];
    }
    return NULL;
}

bool quantity_word_has_steps(const char *letters)
{
    const struct quantity_word *word = quantity_word_find(letters);
    return word != NULL && word->first >= 0;
}

bool quantity_weight_find(const char *letters, enum weight *w)
{
    for (size_t i = 0; i < sizeof weight_spellings / sizeof *weight_spellings; i++) {
        if (strcmp(letters, weight_spellings[i].spelling) == 0) {
            *w = weight_spellings[i].w;
            return true;
        }
    }
    return false;
}

bool quantity_weight_near(const char *letters, enum weight *w)
{
    struct near near;
    near_begin(&near, letters);
    for (size_t i = 0; i < sizeof weight_spellings / sizeof *weight_spellings; i++)
        near_offer(&near, weight_spellings[i].spelling);
    return near.nearest != NULL && quantity_weight_find(near.nearest, w);
}

/* Adds the hint for "a3", which was meant as a<3>; false where the letters are no such name. */
static bool hint_step(const char *letters, struct fault *fault)
{
    struct text stem = {0};
    size_t length = strcspn(letters, "0123456789");
    const char *step = letters + length;
    text_add_bytes(&stem, letters, length);
    const struct quantity_word *word = quantity_word_find(text_string(&stem));
    bool meant = *step != '\0' && step[strspn(step, "0123456789")] == '\0' && word != NULL && word->first >= 0 &&
                 strtol(step, NULL, 10) >= word->first;
    if (meant)
        fault_hint(fault, "did you mean '%s<%s>'?", text_string(&stem), step);
    text_clear(&stem);
    return meant;
}

/* The one name that begins with these letters, two at least; NULL where none or several do. */
static const char *name_beginning(const char *letters)
{
    const char *only = NULL;
    int count = 0;
    for (const struct quantity_name *row = quantity_names; row->name != NULL && strlen(letters) > 1; row++) {
        if (strncmp(row->name, letters, strlen(letters)) == 0) {
            only = row->name;
            count++;
        }
    }
    return count == 1 ? only : NULL;
}

/* The name that is near to the letters, of a gradient all of it; NULL where none is. */
static const char *name_near(const char *letters)
{
    struct near near;
    near_begin(&near, letters);
    near_offer(&near, "dL");
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++)
        near_offer(&near, row->name);
    return near.nearest != NULL && strcmp(near.nearest, "dL") == 0 ? "dL/dv" : near.nearest;
}

bool quantity_hint_meant(const struct session *session, const char *letters, struct fault *fault)
{
    const char *beginning = name_beginning(letters), *meant = beginning != NULL ? beginning : name_near(letters);
    enum weight w;
    /* Both can be set, and are no numbers. */
    if (strcmp(letters, "g") == 0)
        return fault_hint(fault, "show shows g and g*; g = tanh sets g");
    if (strcmp(letters, "loss") == 0)
        return fault_hint(fault, "L is its value; loss = mse sets another");
    if (hint_step(letters, fault))
        return false;
    if (meant != NULL)
        return fault_hint(fault, "did you mean '%s'?", meant);
    if (quantity_weight_near(letters, &w))
        return fault_hint(fault, "did you mean '%s'?", session_weight_symbol(session, w));
    return fault_hint(fault, "help names lists them all");
}
