/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_quantity.c - the names of the derivation: how they may be spelt, what they stand for, and what is said of those
 * that do not exist. */

#include <stdlib.h>

#include "base/number.h"
#include "session/quantity.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const char SCALAR[] = "example notes", EMPTY[] = "shape 1 1 1", ONE_STEP[] = "x = 3";
static const char MATRIX[] = "shape 2 3 2; x = [1 0; 0 1; 1 1]; y = [1 0; 0 1]; loss = mse; V = [0.5 0.1 0; 0 0.9 0; "
                             "0.1 0.2 0.3]; U = [1 2; 3 4; 5 6]; W_y = [1 2 3; 4 5 6]";

static void start(struct fixture *fixture, const char *setting)
{
    fixture_start(fixture);
    fixture_must(fixture, setting);
}

/* Reads the line as one name, which must be right, and adds the entries of its value. */
static void add_value(const struct session *session, const char *line, struct text *text)
{
    struct quantity quantity;
    struct matrix value;
    struct fault fault = {0};
    bool done = quantity_read(session, line, 0, strlen(line), &quantity, &fault) &&
                quantity_value(session, &quantity, &value, &fault);
    ck_assert_msg(done, "%s: %s", line, text_string(&fault.message));
    ck_assert_msg(quantity.at == 0 && quantity.end == strlen(line), "%s ends at %zu", line, quantity.end);
    text_addf(text, "%dx%d:", value.rows, value.cols);
    for (int i = 0; i < matrix_size(&value); i++) {
        text_add(text, " ");
        number_add_shortest(text, value.at[i]);
    }
    matrix_clear(&value);
}

/* name: as typed; symbol: as the program writes it; value: rows x columns and the entries, where they are plain. */
static const struct name_row {
    const char *setting, *name, *symbol, *value;
} name_rows[] = {
    {SCALAR, "v", "v", "1x1: 0.5"},
    {SCALAR, "u", "u", "1x1: 0.4"},
    {SCALAR, "W_y", "W_y", "1x1: 0.9"},
    {SCALAR, "b_a", "b_a", "1x1: 0"},
    {SCALAR, "b_y", "b_y", "1x1: 0.2"},
    {SCALAR, "W_a", "W_a", "1x2: 0.5 0.4"},
    {SCALAR, "x", "x", "4x1: 1 0 1 1"},
    {SCALAR, "y", "y", "4x1: 1 0 1 1"},
    {SCALAR, "x<2>", "x<2>", "1x1: 0"},
    {SCALAR, "y<3>", "y<3>", "1x1: 1"},
    {SCALAR, "s<2>", "s<2>", "1x1: 0.2"},
    {SCALAR, "a<0>", "a<0>", "1x1: 0"},
    {SCALAR, "a<2>", "a<2>", "1x1: 0.2"},
    {SCALAR, "o<2>", "o<2>", "1x1: 0.38"},
    {SCALAR, "yhat<2>", "ŷ<2>", "1x1: 0.38"},
    {SCALAR, "L", "L", NULL},
    {SCALAR, "L<2>", "L<2>", NULL},
    {SCALAR, "z<2>", "z<2>", "1x1: 1.6129032258064517"},
    {SCALAR, "T", "T", "1x1: 4"},
    {SCALAR, "t", "t", "1x1: 0"},
    {SCALAR, "dL/dv", "∂L/∂v", NULL},
    {SCALAR, "dL/du", "∂L/∂u", NULL},
    {SCALAR, "dL/dW_y", "∂L/∂W_y", NULL},
    {SCALAR, "dL/db_a", "∂L/∂b_a", NULL},
    {SCALAR, "dL/db_y", "∂L/∂b_y", NULL},
    {SCALAR, "dL<2>/dv", "∂L<2>/∂v", NULL},
    {SCALAR, "dL<2>/dW_y", "∂L<2>/∂W_y", NULL},
    {SCALAR, "dyhat<2>/du", "∂ŷ<2>/∂u", "1x1: 0.45"},
    {SCALAR, "dyhat<2>/dW_y", "∂ŷ<2>/∂W_y", "1x1: 0.2"},
    {SCALAR, "dyhat<2>/db_y", "∂ŷ<2>/∂b_y", "1x1: 1"},
    {SCALAR, "da<2>/dv", "∂a<2>/∂v", "1x1: 0.4"},
    {SCALAR, "da<0>/dv", "∂a<0>/∂v", "1x1: 0"},
    {SCALAR, "dL<2>/do<2>", "∂L<2>/∂o<2>", "1x1: 1.6129032258064517"},
    {SCALAR, "dL/da<2>", "∂L/∂a<2>", NULL},
    {SCALAR, "term(v,3,1)", "term(v,3,1)", "1x1: 0.18000000000000002"},
    {SCALAR, "cell(v,3,1)", "cell(v,3,1)", NULL},
    {SCALAR, "a<2>[1]", "a<2>[1]", "1x1: 0.2"},
    {EMPTY, "x", "x", "0x1:"},
    {EMPTY, "y", "y", "0x1:"},
    {EMPTY, "T", "T", "1x1: 0"},
    {EMPTY, "L", "L", "1x1: 0"},
    {EMPTY, "dL/dv", "∂L/∂v", "1x1: 0"},
    {EMPTY, "a<0>", "a<0>", "1x1: 0"},
    {MATRIX, "V", "V", "3x3: 0.5 0.1 0 0 0.9 0 0.1 0.2 0.3"},
    {MATRIX, "U", "U", "3x2: 1 2 3 4 5 6"},
    {MATRIX, "W_a", "W_a", "3x5: 0.5 0.1 0 1 2 0 0.9 0 3 4 0.1 0.2 0.3 5 6"},
    {MATRIX, "W_a[1,5]", "W_a[1,5]", "1x1: 2"},
    {MATRIX, "V[1,2]", "V[1,2]", "1x1: 0.1"},
    {MATRIX, "W_y[2,3]", "W_y[2,3]", "1x1: 6"},
    {MATRIX, "b_y[2]", "b_y[2]", "1x1: 0"},
    {MATRIX, "b_a", "b_a", "3x1: 0 0 0"},
    {MATRIX, "x", "x", "3x2: 1 0 0 1 1 1"},
    {MATRIX, "x<2>", "x<2>", "2x1: 0 1"},
    {MATRIX, "x<2>[2]", "x<2>[2]", "1x1: 1"},
    {MATRIX, "y", "y", "3x2: 1 0 0 1 undefined undefined"},
    {MATRIX, "a<0>", "a<0>", "3x1: 0 0 0"},
    {MATRIX, "a<1>", "a<1>", "3x1: 1 3 5"},
    {MATRIX, "yhat<1>[2]", "ŷ<1>[2]", "1x1: 49"},
    {MATRIX, "dL<2>/dV[1,2]", "∂L<2>/∂V[1,2]", NULL},
    {MATRIX, "dyhat<2>[1]/dV", "∂ŷ<2>[1]/∂V", "3x3: 1 3 5 2 6 10 3 9 15"},
    {MATRIX, "dyhat<2>[1]/dV[1,2]", "∂ŷ<2>[1]/∂V[1,2]", "1x1: 3"},
    {MATRIX, "dyhat<2>[2]/db_y[2]", "∂ŷ<2>[2]/∂b_y[2]", "1x1: 1"},
    {MATRIX, "da<2>[1]/dU[1,2]", "∂a<2>[1]/∂U[1,2]", "1x1: 1"},
    {MATRIX, "da<2>[3]/db_a[3]", "∂a<2>[3]/∂b_a[3]", "1x1: 1.3"},
    {MATRIX, "term(V,2,0,1)[1,2]", "term(V,2,0,1)[1,2]", "1x1: 3"},
    {MATRIX, "cell(V,2,1)[1,2]", "cell(V,2,1)[1,2]", "1x1: 0"},
    {MATRIX, "cell(b_a,2,1)[2]", "cell(b_a,2,1)[2]", NULL},
    {MATRIX, "dL<1>/do<1>[2]", "∂L<1>/∂o<1>[2]", "1x1: 49"},
};

START_TEST(names_have_symbols_and_values)
{
    const struct name_row *row = &name_rows[_i];
    struct fixture fixture;
    struct quantity quantity;
    struct text text = {0};
    struct fault fault = {0};
    start(&fixture, row->setting);
    add_value(fixture.session, row->name, &text);
    if (row->value != NULL)
        ck_assert_str_eq(text_string(&text), row->value);
    text_empty(&text);
    ck_assert(quantity_read(fixture.session, row->name, 0, strlen(row->name), &quantity, &fault));
    quantity_add_symbol(fixture.session, &quantity, &text);
    ck_assert_str_eq(text_string(&text), row->symbol);
    text_clear(&text);
    fixture_end(&fixture);
}
END_TEST

/* What the program writes can be typed, and means the same. */
START_TEST(symbols_read_back)
{
    const struct name_row *row = &name_rows[_i];
    struct fixture fixture;
    struct text named = {0}, signed_ = {0};
    start(&fixture, row->setting);
    add_value(fixture.session, row->name, &named);
    add_value(fixture.session, row->symbol, &signed_);
    ck_assert_str_eq(text_string(&signed_), text_string(&named));
    text_clear(&named);
    text_clear(&signed_);
    fixture_end(&fixture);
}
END_TEST

static const struct alias_row {
    const char *alias, *name;
} alias_rows[] = {
    {"V", "v"},
    {"W_aa", "v"},
    {"w_aa", "v"},
    {"Waa", "v"},
    {"U", "u"},
    {"W_ax", "u"},
    {"w_ax", "u"},
    {"Wax", "u"},
    {"w_y", "W_y"},
    {"Wy", "W_y"},
    {"wy", "W_y"},
    {"W_ya", "W_y"},
    {"w_ya", "W_y"},
    {"by", "b_y"},
    {"w_a", "W_a"},
    {"V[1,1]", "v"},
    {"v[1]", "v"},
    {"b_y[1]", "b_y"},
    {"yhat<2>[1]", "yhat<2>"},
    {"\xC5\xB7<2>", "yhat<2>"},
    {"y\xCC\x82<2>", "yhat<2>"}, /* y and a circumflex that combines with it */
    {"∂L/∂v", "dL/dv"},
    {"∂L/dv", "dL/dv"},
    {"dL/∂W_ya", "dL/dW_y"},
    {"∂L<2>/∂v", "dL<2>/dv"},
    {"∂\xC5\xB7<2>/∂v", "dyhat<2>/dv"},
    {"∂y\xCC\x82<2>/∂v", "dyhat<2>/dv"},
    {"∂yhat<2>/∂v", "dyhat<2>/dv"},
    {"dyhat<2>[1]/dv", "dyhat<2>/dv"},
    {"∂a<2>/∂u", "da<2>/du"},
    {"da<2>[1]/du", "da<2>/du"},
    {"dL/do<2>", "dL<2>/do<2>"},
    {"∂L<2>/∂o<2>", "dL<2>/do<2>"},
    {"dL/dyhat<2>", "z<2>"},
    {"dL<2>/dyhat<2>", "z<2>"},
    {"∂L<2>/∂\xC5\xB7<2>", "z<2>"},
    {"∂L/∂a<2>", "dL/da<2>"},
    {"term(V,3,1)", "term(v,3,1)"},
    {"term(v,3,1,1)", "term(v,3,1)"},
    {"term( v , 3 , 1 )", "term(v,3,1)"},
    {"cell(W_aa,3,2)", "cell(v,3,2)"},
    {"dL / dv", "dL/dv"},
    {"a< 2 >", "a<2>"},
    {"a<T>", "a<4>"},
    {"a<T-1>", "a<3>"},
    {"a<t>", "a<3>"},
    {"a<t+1>", "a<4>"},
    {"a<t-T+2>", "a<1>"},
    {"a<1+1>", "a<2>"},
    {"a<002>", "a<2>"},
    {"term(v,t,t-2)", "term(v,3,1)"},
};

START_TEST(other_spellings_mean_the_same)
{
    struct fixture fixture;
    struct text alias = {0}, name = {0};
    start(&fixture, SCALAR);
    fixture_must(&fixture, "step 3");
    add_value(fixture.session, alias_rows[_i].alias, &alias);
    add_value(fixture.session, alias_rows[_i].name, &name);
    ck_assert_str_eq(text_string(&alias), text_string(&name));
    text_clear(&alias);
    text_clear(&name);
    fixture_end(&fixture);
}
END_TEST

/* Adds one form of help, "term(v,t,j)", as a name that exists: its first step, its first term. */
static void add_example(struct text *text, const char *form)
{
    for (const char *c = form; *c != '\0'; c++) {
        bool index = c > form && (c[-1] == '<' || c[-1] == ',') && strchr("tjk", *c) != NULL;
        text_addf(text, "%c", !index ? *c : *c == 'j' ? '0' : '1');
    }
}

START_TEST(every_form_of_help_is_a_name)
{
    struct fixture fixture;
    start(&fixture, SCALAR);
    int forms = 0;
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++) {
        char *all = strdup(row->form), *rest = all;
        for (char *form = strtok_r(rest, " ", &rest); form != NULL; form = strtok_r(NULL, " ", &rest), forms++) {
            struct text example = {0}, value = {0};
            form[strlen(form) - (form[strlen(form) - 1] == ',')] = '\0';
            add_example(&example, form);
            add_value(fixture.session, text_string(&example), &value);
            text_clear(&example);
            text_clear(&value);
        }
        free(all);
    }
    ck_assert_int_ge(forms, 25);
    fixture_end(&fixture);
}
END_TEST

static const char INDEX_HINT[] = "a number, or t for the present step, T for the last";
static const char GRADIENT_HINT[] = "gradients exist for v, u, W_y, b_a, b_y";

/* what: what is wrong. column: where the caret stands, from 0. hint: NULL for any. */
static const struct fault_row {
    const char *setting, *line, *what;
    int column;
    const char *hint;
} fault_rows[] = {
    /* the step */
    {SCALAR, "a", "a needs a timestep", 1, "as in a<1>"},
    {SCALAR, "yhat", "yhat needs a timestep", 4, "as in yhat<1>"},
    {SCALAR, "z", "z needs a timestep", 1, "as in z<1>"},
    {SCALAR, "dyhat/dv", "dyhat needs a timestep", 5, "as in dyhat<1>"},
    {SCALAR, "da/dv", "da needs a timestep", 2, "as in da<1>"},
    {SCALAR, "a <1>", "a needs a timestep", 1, "as in a<1>, without a blank"},
    {SCALAR, "a b<1>", "a needs a timestep", 1, "as in a<1>"},
    {SCALAR, "v<1>", "v has no timestep: it is the same at every step", 1, "v alone is its name"},
    {SCALAR, "b_y<T-1> ", "b_y has no timestep: it is the same at every step", 3, "b_y alone is its name"},
    {SCALAR, "a<", "a whole number is needed here", 2, INDEX_HINT},
    {SCALAR, "a<>", "a whole number is needed here", 2, INDEX_HINT},
    {SCALAR, "a<x>", "a whole number is needed here", 2, INDEX_HINT},
    {SCALAR, "a<-1>", "a<-1> does not exist: t is 0..4", 0, ""},
    {SCALAR, "a<1+>", "a whole number is needed here", 4, INDEX_HINT},
    {SCALAR, "a<3", "'>' is needed here", 3, "as in a<3>"},
    {SCALAR, "a<3.5>", "'>' is needed here", 3, "as in a<3>"},
    {SCALAR, "a<1 2>", "'>' is needed here", 4, "as in a<3>"},
    {SCALAR, "a<5>", "a<5> does not exist: t is 0..4", 0, ""},
    {SCALAR, "a<0-1>", "a<0-1> does not exist: t is 0..4", 0, ""},
    {SCALAR, "x<7>", "x<7> does not exist: x has 4 values (t = 1..4)", 0, ""},
    {SCALAR, "y<0>", "y<0> does not exist: y has 4 values (t = 1..4)", 0, ""},
    {SCALAR, "yhat<0>", "yhat<0> does not exist: t is 1..4", 0, ""},
    {SCALAR, "ŷ<5>", "ŷ<5> does not exist: t is 1..4", 0, ""},
    {SCALAR, "s<0>", "s<0> does not exist: t is 1..4", 0, ""},
    {SCALAR, "L<0>", "L<0> does not exist: t is 1..4", 0, ""},
    {SCALAR, "dL<5>/dv", "dL<5> does not exist: t is 1..4", 0, ""},
    {SCALAR, "dL/da<0>", "dL/da<0> does not exist: t is 1..4", 0, ""},
    {SCALAR, "dL/do<5>", "dL/do<5> does not exist: t is 1..4", 0, ""},
    {SCALAR, "a<99999999999999999999>", "a<99999999999999999999> does not exist: t is 0..4", 0, ""},
    {SCALAR, "a<9223372036854775807+9223372036854775807>",
     "a<9223372036854775807+9223372036854775807> does not exist: t is 0..4", 0, ""},
    {SCALAR, "a<4294967297>", "a<4294967297> does not exist: t is 0..4", 0, ""},
    {EMPTY, "x<1>", "x<1> does not exist: x has no values yet", 0, "x = 1 0 1 1 sets four steps"},
    {EMPTY, "a<1>", "a<1> does not exist: x has no values yet", 0, "x = 1 0 1 1 sets four steps"},
    {ONE_STEP, "x<2>", "x<2> does not exist: x has 1 value (t = 1..1)", 0, ""},
    /* the entry */
    {SCALAR, "V[", "a whole number is needed here", 2, INDEX_HINT},
    {SCALAR, "V[]", "a whole number is needed here", 2, INDEX_HINT},
    {SCALAR, "V[1,1", "']' is needed here", 5, "as in V[1,2]"},
    {SCALAR, "V[1;1]", "']' is needed here", 3, "as in V[1,2]"},
    {SCALAR, "V[2,1]", "V[2,1] does not exist", 0, "rows are 1..1"},
    {SCALAR, "V[1,2]", "V[1,2] does not exist", 0, "columns are 1..1"},
    {SCALAR, "V[0,0]", "V[0,0] does not exist", 0, "rows are 1..1"},
    {SCALAR, "b_a[0]", "b_a[0] does not exist", 0, "rows are 1..1"},
    {SCALAR, "a<2>[0]", "a<2>[0] does not exist", 0, "rows are 1..1"},
    {SCALAR, "dyhat<2>[0]/dv", "dyhat<2>[0]/dv does not exist", 0, "entries are 1..1"},
    {SCALAR, "dyhat<2>[2]/dv", "dyhat<2>[2]/dv does not exist", 0, "entries are 1..1"},
    {SCALAR, "term(v,3,1,0)", "term(v,3,1,0) does not exist", 0, "entries are 1..1"},
    {MATRIX, "V[1]", "V[1] needs a row and a column", 0, "it is 3 x 3: [1,1]..[3,3]"},
    {MATRIX, "V[4,1]", "V[4,1] does not exist", 0, "rows are 1..3"},
    {MATRIX, "V[1,4]", "V[1,4] does not exist", 0, "columns are 1..3"},
    {MATRIX, "V[0,1]", "V[0,1] does not exist", 0, "rows are 1..3"},
    {MATRIX, "V[1,0]", "V[1,0] does not exist", 0, "columns are 1..3"},
    {MATRIX, "W_a[1,6]", "W_a[1,6] does not exist", 0, "columns are 1..5"},
    {MATRIX, "W_y[3,1]", "W_y[3,1] does not exist", 0, "rows are 1..2"},
    {MATRIX, "b_y[1,2]", "b_y[1,2] does not exist", 0, "columns are 1..1"},
    {MATRIX, "x<1>[3]", "x<1>[3] does not exist", 0, "rows are 1..2"},
    {MATRIX, "dL/dV[1]", "dL/dV[1] needs a row and a column", 0, "it is 3 x 3: [1,1]..[3,3]"},
    {MATRIX, "dyhat<2>/dV", "yhat<2> has 2 entries; name the one to differentiate", 0, "as in dyhat<2>[1]/dV"},
    {MATRIX, "dyhat<2>[3]/dV", "dyhat<2>[3]/dV does not exist", 0, "entries are 1..2"},
    {MATRIX, "da<2>/dU", "a<2> has 3 entries; name the one to differentiate", 0, "as in da<2>[1]/dU"},
    {MATRIX, "term(V,2,1)", "yhat<2> has 2 entries; name the one to differentiate", 0, "as in term(V,2,1,1)"},
    {MATRIX, "term(V,2,1,3)", "term(V,2,1,3) does not exist", 0, "entries are 1..2"},
    /* the fraction */
    {SCALAR, "dL", "'/' is needed here", 2, "as in dL/dv"},
    {SCALAR, "dL<1>", "'/' is needed here", 5, "as in dL/dv"},
    {SCALAR, "da<2>", "'/' is needed here", 5, "as in dL/dv"},
    {SCALAR, "dL/", "unknown name 'dL/'", 3, GRADIENT_HINT},
    {SCALAR, "dL/q", "unknown name 'dL/q'", 3, GRADIENT_HINT},
    {SCALAR, "dL/d", "unknown name 'dL/d'", 3, GRADIENT_HINT},
    {SCALAR, "dL/dq", "unknown name 'dL/dq'", 4, GRADIENT_HINT},
    {SCALAR, "dL/dw", "unknown name 'dL/dw'", 4, GRADIENT_HINT},
    {SCALAR, "dL/dWY", "unknown name 'dL/dWY'", 4, "did you mean 'dL/dW_y'?"},
    {SCALAR, "∂L<3>/∂Ba", "unknown name '∂L<3>/∂Ba'", 11, "did you mean '∂L<3>/∂b_a'?"},
    {SCALAR, "dL/dx<1>", "unknown name 'dL/dx'", 4, "dL/da<1>, dL<1>/do<1> and dL<1>/dyhat<1> exist"},
    {SCALAR, "dL<3>/da<2>", "unknown name 'dL<3>/da'", 7, "dL/da<3>, dL<3>/do<3> and dL<3>/dyhat<3> exist"},
    {SCALAR, "dyhat<2>/dx<2>", "unknown name 'dyhat<2>/dx'", 10, GRADIENT_HINT},
    {SCALAR, "dyhat<2>/dq", "unknown name 'dyhat<2>/dq'", 10, GRADIENT_HINT},
    {MATRIX, "dL/dq", "unknown name 'dL/dq'", 4, "gradients exist for V, U, W_y, b_a, b_y"},
    {SCALAR, "da<2>/dW_y", "a<2> does not depend on W_y", 0, "it depends on v, u and b_a"},
    {SCALAR, "da<2>/db_y", "a<2> does not depend on b_y", 0, "it depends on v, u and b_a"},
    {SCALAR, "dL<1>/do<2>", "L<1> does not depend on step 2 of the output", 6, "both steps are the same"},
    {SCALAR, "dL<1>/dyhat<2>", "L<1> does not depend on step 2 of the output", 6, "both steps are the same"},
    /* term and cell */
    {SCALAR, "term", "'(' is needed here", 4, "as in term(v,4,2)"},
    {SCALAR, "term(", "a weight inside g is needed here", 5, "v, u or b_a"},
    {SCALAR, "term(W_y,2,1)", "a weight inside g is needed here", 5, "v, u or b_a"},
    {SCALAR, "cell(b_y,1,1)", "a weight inside g is needed here", 5, "v, u or b_a"},
    {MATRIX, "cell(q,1,1)", "a weight inside g is needed here", 5, "V, U or b_a"},
    {SCALAR, "term(v", "',' is needed here", 6, "as in term(v,4,2)"},
    {SCALAR, "term(v,", "a whole number is needed here", 7, INDEX_HINT},
    {SCALAR, "term(v,2", "',' is needed here", 8, "as in term(v,4,2)"},
    {SCALAR, "term(v,2,1", "')' is needed here", 10, "as in term(v,4,2)"},
    {SCALAR, "term(v,2,1,1,1)", "')' is needed here", 12, "as in term(v,4,2)"},
    {SCALAR, "cell(v,2,1,1)", "')' is needed here", 10, "as in cell(v,4,1)"},
    {SCALAR, "term(v,2,2)", "term(v,2,2) does not exist", 0, "at t = 2, j is 0..1"},
    {SCALAR, "term(v,9,0)", "term(v,9,0) does not exist: t is 1..4", 0, ""},
    {SCALAR, "cell(v,2,0)", "cell(v,2,0) does not exist", 0, "at t = 2, k is 1..2"},
    {SCALAR, "cell(v,2,3)", "cell(v,2,3) does not exist", 0, "at t = 2, k is 1..2"},
    /* no name at all */
    {SCALAR, "q", "unknown name 'q'", 0, "help names lists them all"},
    {SCALAR, "dl/dv", "unknown name 'dl'", 0, "did you mean 'dL/dv'?"},
    {SCALAR, "DL/dv", "unknown name 'DL'", 0, "did you mean 'dL/dv'?"},
    {SCALAR, "yh<2>", "unknown name 'yh'", 0, "did you mean 'yhat'?"},
    {SCALAR, "te(v,2,1)", "unknown name 'te'", 0, "did you mean 'term'?"},
    {SCALAR, "a3", "unknown name 'a3'", 0, "did you mean 'a<3>'?"},
    {SCALAR, "yhat12", "unknown name 'yhat12'", 0, "did you mean 'yhat<12>'?"},
    {SCALAR, "a3b", "unknown name 'a3b'", 0, NULL},
    {SCALAR, "v3", "unknown name 'v3'", 0, "did you mean 'v'?"},
    {SCALAR, "WY", "unknown name 'WY'", 0, "did you mean 'W_y'?"},
    {MATRIX, "WAA", "unknown name 'WAA'", 0, NULL},
    {SCALAR, "yhta", "unknown name 'yhta'", 0, "did you mean 'yhat'?"},
    {SCALAR, "yht<2>", "unknown name 'yht'", 0, "did you mean 'yhat'?"},
    {SCALAR, "W_z", "unknown name 'W_z'", 0, "did you mean 'W_y'?"},
    {SCALAR, "termm(v,2,1)", "unknown name 'termm'", 0, "did you mean 'term'?"},
    {SCALAR, "abcdefghijklmnopqrstuvwxyz", "unknown name 'abcdefghijklmnopqrstuvwxyz'", 0, "help names lists them all"},
    /* a target that is not set */
    {MATRIX, "y<3>", "y<3> is not set", 0, NULL},
    {MATRIX, "L", "y<3> is not set", 0, NULL},
    {MATRIX, "L<3>", "y<3> is not set", 0, NULL},
    {MATRIX, "z<3>", "y<3> is not set", 0, NULL},
    {MATRIX, "dL/dV", "y<3> is not set", 0, NULL},
    {MATRIX, "dL<3>/dV", "y<3> is not set", 0, NULL},
    {MATRIX, "dL<3>/do<3>", "y<3> is not set", 0, NULL},
    {MATRIX, "dL/da<1>", "y<3> is not set", 0, NULL},
    {MATRIX, "cell(V,3,1)", "y<3> is not set", 0, NULL},
    {ONE_STEP, "dL/du", "y<1> is not set", 0, "y<1> = 1 sets it"},
};

/* Stands behind "= ", so that columns count from the line's beginning. */
START_TEST(faults_name_the_place_and_the_remedy)
{
    const struct fault_row *row = &fault_rows[_i];
    struct fixture fixture;
    struct quantity quantity;
    struct matrix value;
    struct text line = {0};
    struct fault fault = {.column = FAULT_NOWHERE};
    start(&fixture, row->setting);
    text_addf(&line, "= %s", row->line);
    bool read = quantity_read(fixture.session, text_string(&line), 2, line.length, &quantity, &fault);
    ck_assert_msg(!read || !quantity_value(fixture.session, &quantity, &value, &fault), "%s exists", row->line);
    ck_assert_str_eq(text_string(&fault.message), row->what);
    ck_assert_int_eq(fault.column, row->column + 2);
    if (row->hint != NULL)
        ck_assert_str_eq(text_string(&fault.hint), row->hint);
    fault_clear(&fault);
    text_clear(&line);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_person_sees_the_caret)
{
    struct fixture fixture;
    start(&fixture, SCALAR);
    ck_assert_str_eq(fixture_refusal(&fixture, "print dL/dq"),
                     "unroll: unknown name 'dL/dq'\n"
                     "  print dL/dq\n"
                     "            ^ gradients exist for v, u, W_y, b_a, b_y\n");
    ck_assert_str_eq(fixture_refusal(&fixture, "print ŷ<2> ∂L/∂q"),
                     "unroll: unknown name '∂L/∂q'\n"
                     "  print ŷ<2> ∂L/∂q\n"
                     "                 ^ gradients exist for v, u, W_y, b_a, b_y\n");
    fixture_end(&fixture);
}
END_TEST

/* An interrupted calculation is a fault, not a number. */
START_TEST(interruptions_are_told)
{
    static const char *const names[] = {"a<T>",     "yhat<T>",  "L",        "dL/dv",
                                        "dL<T>/du", "da<T>/dv", "dL/da<1>", "term(v,T,1)"};
    struct fixture fixture;
    struct quantity quantity;
    struct matrix value;
    struct fault fault = {0};
    start(&fixture, "x = ones 1000; y = zeros 1000; v = 0.5; u = 1");
    fixture.stop = 1;
    ck_assert(quantity_read(fixture.session, names[_i], 0, strlen(names[_i]), &quantity, &fault));
    ck_assert(!quantity_value(fixture.session, &quantity, &value, &fault));
    ck_assert_str_eq(text_string(&fault.message), "interrupted; everything is as it was before");
    fault_clear(&fault);
    fixture_end(&fixture);
}
END_TEST

START_TEST(some_bytes_begin_names)
{
    static const struct {
        const char *bytes;
        bool may;
    } rows[] = {{"a", true},  {"Z", true},  {"ŷ", true}, {"∂", true},     {"1", false},
                {"_", false}, {"(", false}, {"", false}, {"\xC5", false}, {"漢", false}};
    for (int i = 0; i < COUNT(rows); i++)
        ck_assert_msg(quantity_may_begin(rows[i].bytes, 0) == rows[i].may, "%s", rows[i].bytes);
}
END_TEST

Suite *suite_quantity(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tests = tcase_create("quantity");
    tcase_add_loop_test(tests, names_have_symbols_and_values, 0, COUNT(name_rows));
    tcase_add_loop_test(tests, symbols_read_back, 0, COUNT(name_rows));
    tcase_add_loop_test(tests, other_spellings_mean_the_same, 0, COUNT(alias_rows));
    tcase_add_test(tests, every_form_of_help_is_a_name);
    tcase_add_loop_test(tests, faults_name_the_place_and_the_remedy, 0, COUNT(fault_rows));
    tcase_add_test(tests, a_person_sees_the_caret);
    tcase_add_loop_test(tests, interruptions_are_told, 0, 8);
    tcase_add_test(tests, some_bytes_begin_names);
    suite_add_tcase(suite, tests);
    return suite;
}
