/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity_read.c - names, read from a line: spelling, steps, entries, and what is wrong with them. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "session/quantity.h"

const struct quantity_name quantity_names[] = {
    {"v", "v", "recurrent weight (V, W_aa for matrices)"},
    {"u", "u", "input weight (U, W_ax for matrices)"},
    {"W_y", "W_y", "output weight"},
    {"b_a", "b_a", "bias inside g"},
    {"b_y", "b_y", "bias inside g*"},
    {"W_a", "W_a", "the stacked matrix [V U]"},
    {"x", "x<t>", "input at step t; x alone is all of them"},
    {"y", "y<t>", "target at step t; y alone is all of them"},
    {"s", "s<t>", "what goes into g"},
    {"a", "a<t>", "hidden activation; a<0> is the initial one"},
    {"o", "o<t>", "what goes into g*"},
    {"yhat", "yhat<t>", "prediction"},
    {"z", "z<t>", "dL<t>/dyhat<t>"},
    {"L", "L, L<t>", "total loss; the loss of step t"},
    {"T", "T", "number of steps"},
    {"t", "t", "the step you are at"},
    {"dL/dv", "dL/dv, dL<t>/dv", "gradient of the loss; of step t (also by u, W_y, b_a, b_y)"},
    {"dyhat", "dyhat<t>/dv", "derivative of the prediction"},
    {"da", "da<t>/dv", "derivative of the activation"},
    {"dL/da", "dL/da<t>", "the gradient that flows back into a<t>"},
    {"dL/do", "dL<t>/do<t>", "the gradient inside the output function"},
    {"term", "term(v,t,j)", "term j of the series of dyhat<t>/dv; of output i: term(v,t,j,i)"},
    {"cell", "cell(v,t,k)", "one cell of the triangle: v used at step k, seen from L<t>"},
    {NULL, NULL, NULL},
};

/* The line being read, and where. */
struct reader {
    const struct session *session;
    const char *line;
    size_t at, end, start;
    struct fault *fault;
};

/* A name as spelt, with its signs in ASCII: no name of the language is longer. */
struct spelling {
    char letters[16];
    size_t at, end;
};

static const struct {
    const char *sign, *ascii;
} signs[] = {{"ŷ", "yhat"}, {"y\xCC\x82", "yhat"}, {"∂", "d"}};

size_t quantity_sign_at(const char *bytes, const char **ascii)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i].sign);
        if (strncmp(bytes, signs[i].sign, length) == 0) {
            *ascii = signs[i].ascii;
            return length;
        }
    }
    return 0;
}

void quantity_add_with_signs(struct text *text, const char *name)
{
    while (*name != '\0') {
        size_t i = 0, count = sizeof signs / sizeof *signs;
        while (i < count && strncmp(name, signs[i].ascii, strlen(signs[i].ascii)) != 0)
            i++;
        text_add_bytes(text, i < count ? signs[i].sign : name, i < count ? strlen(signs[i].sign) : 1);
        name += i < count ? strlen(signs[i].ascii) : 1;
    }
}

bool quantity_may_begin(const char *line, size_t at)
{
    const char *ascii;
    return isalpha((unsigned char)line[at]) || quantity_sign_at(line + at, &ascii) > 0;
}

static struct spelling read_letters(struct reader *reader)
{
    struct spelling spelling = {.at = reader->at};
    size_t count = 0;
    while (reader->at < reader->end) {
        const char *ascii, *bytes = reader->line + reader->at;
        char letter[2] = {*bytes, '\0'};
        size_t length = quantity_sign_at(bytes, &ascii);
        if (length == 0) {
            if (!isalnum((unsigned char)*bytes) && *bytes != '_')
                break;
            ascii = letter;
            length = 1;
        }
        for (; *ascii != '\0' && count + 1 < sizeof spelling.letters; ascii++)
            spelling.letters[count++] = *ascii;
        reader->at += length;
    }
    spelling.end = reader->at;
    return spelling;
}

static const struct {
    const char *spelling;
    enum weight w;
} weight_spellings[] = {
    {"v", WEIGHT_V},      {"V", WEIGHT_V},     {"W_aa", WEIGHT_V}, {"w_aa", WEIGHT_V},  {"Waa", WEIGHT_V},
    {"u", WEIGHT_U},      {"U", WEIGHT_U},     {"W_ax", WEIGHT_U}, {"w_ax", WEIGHT_U},  {"Wax", WEIGHT_U},
    {"W_y", WEIGHT_W_Y},  {"w_y", WEIGHT_W_Y}, {"Wy", WEIGHT_W_Y}, {"wy", WEIGHT_W_Y},  {"W_ya", WEIGHT_W_Y},
    {"w_ya", WEIGHT_W_Y}, {"b_a", WEIGHT_B_A}, {"ba", WEIGHT_B_A}, {"b_y", WEIGHT_B_Y}, {"by", WEIGHT_B_Y},
};

static bool weight_of(const char *letters, enum weight *w)
{
    for (size_t i = 0; i < sizeof weight_spellings / sizeof *weight_spellings; i++) {
        if (strcmp(letters, weight_spellings[i].spelling) == 0) {
            *w = weight_spellings[i].w;
            return true;
        }
    }
    return false;
}

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end && isspace((unsigned char)reader->line[reader->at]))
        reader->at++;
}

static bool take(struct reader *reader, char c)
{
    if (reader->at >= reader->end || reader->line[reader->at] != c)
        return false;
    reader->at++;
    return true;
}

static long within(long value, long most)
{
    return value > most ? most : value < -most ? -most : value;
}

/* A whole number, or t or T, with + or - a whole number after it. */
static bool read_index(struct reader *reader, int *index)
{
    const long most = 1000000000;
    long value = 0;
    int sign = reader->line[reader->at] == '-' ? -1 : 1;
    bool more = true;
    take(reader, '-');
    while (more) {
        skip_blanks(reader);
        const char *bytes = reader->line + reader->at;
        if (isdigit((unsigned char)*bytes)) {
            char *end;
            value += sign * within(strtol(bytes, &end, 10), most);
            reader->at += (size_t)(end - bytes);
        } else if (*bytes == 't' || *bytes == 'T') {
            value += sign * (*bytes == 'T' ? reader->session->now.sequence->T : tape_place(&reader->session->tape).t);
            reader->at++;
        } else {
            fault_at(reader->fault, (ptrdiff_t)reader->at, "a whole number is needed here");
            return fault_hint(reader->fault, "a number, or t for the present step, T for the last");
        }
        value = within(value, most);
        skip_blanks(reader);
        sign = reader->line[reader->at] == '-' ? -1 : 1;
        more = take(reader, '+') || take(reader, '-');
    }
    *index = (int)value;
    return true;
}

/* The index of an entry, which counts from 1: 0, which elsewhere says that none is named, becomes -1. */
static bool read_entry_index(struct reader *reader, int *index)
{
    if (!read_index(reader, index))
        return false;
    *index = *index == 0 ? -1 : *index;
    return true;
}

static bool expect(struct reader *reader, char c, const char *example)
{
    skip_blanks(reader);
    if (take(reader, c))
        return true;
    fault_at(reader->fault, (ptrdiff_t)reader->at, "'%c' is needed here", c);
    return fault_hint(reader->fault, "as in %s", example);
}

/* The name in the words of the person, for messages. */
static int said_length(const struct reader *reader)
{
    size_t end = reader->at;
    return (int)(end - reader->start);
}

static const char *said(const struct reader *reader)
{
    return reader->line + reader->start;
}

static bool check_step(struct reader *reader, int t, int first, const char *of)
{
    int T = reader->session->now.sequence->T;
    if (t >= first && t <= T)
        return true;
    fault_at(reader->fault, (ptrdiff_t)reader->start, "%.*s does not exist: ", said_length(reader), said(reader));
    if (T == 0)
        text_addf(&reader->fault->message, "x has no values yet");
    else if (strcmp(of, "x") == 0 || strcmp(of, "y") == 0)
        text_addf(&reader->fault->message, "%s has %d value%s (t = 1..%d)", of, T, T == 1 ? "" : "s", T);
    else
        text_addf(&reader->fault->message, "t is %d..%d", first, T);
    if (T == 0)
        return fault_hint(reader->fault, "x = 1 0 1 1 sets four steps");
    return false;
}

/* "<t>" after a name, first being the smallest step that exists. */
static bool read_step(struct reader *reader, int first, const char *of, int *t)
{
    if (!take(reader, '<')) {
        fault_at(reader->fault, (ptrdiff_t)reader->at, "%.*s needs a timestep", said_length(reader), said(reader));
        return fault_hint(reader->fault, "as in %.*s<1>", said_length(reader), said(reader));
    }
    return read_index(reader, t) && expect(reader, '>', "a<3>") && check_step(reader, *t, first, of);
}

/* "[i]" or "[i,j]" after a name; nothing is fine too. */
static bool read_entry(struct reader *reader, int *row, int *column)
{
    *row = *column = 0;
    if (!take(reader, '['))
        return true;
    if (!read_entry_index(reader, row))
        return false;
    skip_blanks(reader);
    if (take(reader, ',') && !read_entry_index(reader, column))
        return false;
    return expect(reader, ']', "V[1,2]");
}

static bool check_range(struct reader *reader, int index, int last, const char *what)
{
    if (index >= 1 && index <= last)
        return true;
    fault_at(reader->fault, (ptrdiff_t)reader->start, "%.*s does not exist", said_length(reader), said(reader));
    return fault_hint(reader->fault, "%s 1..%d", what, last);
}

/* The entry in brackets must exist; a vector has one number in them, a matrix two. */
static bool check_entry(struct reader *reader, struct quantity *quantity)
{
    int rows, columns;
    if (quantity->row == 0 && quantity->column == 0)
        return true;
    quantity_shape(&reader->session->now.network, quantity, &rows, &columns);
    if (quantity->column == 0 && rows == 1 && columns > 1) {
        quantity->column = quantity->row;
        quantity->row = 1;
    } else if (quantity->column == 0 && columns > 1) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "%.*s needs a row and a column", said_length(reader),
                 said(reader));
        return fault_hint(reader->fault, "it is %d x %d: [1,1]..[%d,%d]", rows, columns, rows, columns);
    } else if (quantity->column == 0) {
        quantity->column = 1;
    }
    return check_range(reader, quantity->row, rows, "rows are") &&
           check_range(reader, quantity->column, columns, "columns are");
}

static bool unknown(struct reader *reader, const struct spelling *spelling)
{
    struct near near;
    near_begin(&near, spelling->letters);
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++)
        near_offer(&near, row->name);
    fault_at(reader->fault, (ptrdiff_t)spelling->at, "unknown name '%.*s'", (int)(spelling->end - spelling->at),
             reader->line + spelling->at);
    if (near.nearest != NULL)
        return fault_hint(reader->fault, "did you mean '%s'?", near.nearest);
    return fault_hint(reader->fault, "help names lists them all");
}

/* What stands under the fraction line: "dv", "db_a", "do<3>", "da<2>". */
static bool read_by(struct reader *reader, struct quantity *quantity, bool per_step)
{
    struct spelling by = read_letters(reader);
    const char *letters = by.letters + 1;
    if (by.letters[0] == 'd' && weight_of(letters, &quantity->w))
        return true;
    if (strcmp(by.letters, "da") == 0 && quantity->kind == QUANTITY_DL_DW && !per_step) {
        quantity->kind = QUANTITY_DL_DA;
        return read_step(reader, 1, "a", &quantity->t);
    }
    if ((strcmp(by.letters, "do") == 0 || strcmp(by.letters, "dyhat") == 0) &&
        (quantity->kind == QUANTITY_DL_DW || quantity->kind == QUANTITY_DL_T_DW)) {
        int t;
        quantity->kind = by.letters[1] == 'o' ? QUANTITY_DL_DO : QUANTITY_Z;
        if (!read_step(reader, 1, "o", &t))
            return false;
        if (per_step && t != quantity->t) {
            fault_at(reader->fault, (ptrdiff_t)by.at, "L<%d> does not depend on step %d of the output", quantity->t, t);
            return fault_hint(reader->fault, "both steps are the same");
        }
        quantity->t = t;
        return true;
    }
    const char *ascii;
    size_t sign = quantity_sign_at(reader->line + by.at, &ascii), d = sign > 0 ? sign : 1;
    size_t caret = by.at + (by.letters[0] == 'd' && by.end - by.at > d ? d : 0);
    fault_at(reader->fault, (ptrdiff_t)caret, "unknown name '%.*s'", said_length(reader), said(reader));
    return fault_hint(reader->fault, "gradients exist for %s, %s, W_y, b_a, b_y",
                      session_weight_symbol(reader->session, WEIGHT_V),
                      session_weight_symbol(reader->session, WEIGHT_U));
}

/* dyhat and da do not depend on every weight, and need their entry named where they are vectors. */
static bool check_derived(struct reader *reader, struct quantity *quantity)
{
    const struct network *network = &reader->session->now.network;
    bool of_a = quantity->kind == QUANTITY_DA_DW;
    int entries = of_a ? network->n_a : network->n_y;
    if (of_a && (quantity->w == WEIGHT_W_Y || quantity->w == WEIGHT_B_Y)) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "a<%d> does not depend on %s", quantity->t,
                 session_weight_symbol(reader->session, quantity->w));
        return fault_hint(reader->fault, "it depends on %s, %s and b_a",
                          session_weight_symbol(reader->session, WEIGHT_V),
                          session_weight_symbol(reader->session, WEIGHT_U));
    }
    if (quantity->of == 0 && entries > 1) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "%s<%d> has %d entries; name the one to differentiate",
                 of_a ? "a" : "yhat", quantity->t, entries);
        return fault_hint(reader->fault, "as in d%s<%d>[1]/d%s", of_a ? "a" : "yhat", quantity->t,
                          session_weight_symbol(reader->session, quantity->w));
    }
    return quantity->of == 0 || check_range(reader, quantity->of, entries, "entries are");
}

static bool read_gradient(struct reader *reader, const struct spelling *top, struct quantity *quantity)
{
    bool of_L = strcmp(top->letters, "dL") == 0, of_a = strcmp(top->letters, "da") == 0, per_step = false;
    int column = 0;
    if (of_L && reader->line[reader->at] != '<') {
        quantity->kind = QUANTITY_DL_DW;
    } else {
        quantity->kind = of_L ? QUANTITY_DL_T_DW : of_a ? QUANTITY_DA_DW : QUANTITY_DYHAT_DW;
        per_step = true;
        if (!read_step(reader, of_a ? 0 : 1, of_L ? "L" : of_a ? "a" : "yhat", &quantity->t))
            return false;
    }
    if (!of_L && !read_entry(reader, &quantity->of, &column))
        return false;
    if (!of_L && column != 0) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "a and yhat are vectors: one number names an entry");
        return fault_hint(reader->fault, "as in da<3>[1]/dv");
    }
    if (!expect(reader, '/', "dL/dv"))
        return false;
    skip_blanks(reader);
    if (!read_by(reader, quantity, per_step))
        return false;
    return of_L || check_derived(reader, quantity);
}

/* term(w, t, j [, i]) and cell(w, t, k). */
static bool read_call(struct reader *reader, bool term, struct quantity *quantity)
{
    const char *example = term ? "term(v,4,2)" : "cell(v,4,1)";
    const struct session *session = reader->session;
    quantity->kind = term ? QUANTITY_TERM : QUANTITY_CELL;
    if (!expect(reader, '(', example))
        return false;
    skip_blanks(reader);
    struct spelling w = read_letters(reader);
    if (!weight_of(w.letters, &quantity->w) || quantity->w == WEIGHT_W_Y || quantity->w == WEIGHT_B_Y) {
        fault_at(reader->fault, (ptrdiff_t)w.at, "a weight inside g is needed here");
        return fault_hint(reader->fault, "%s, %s or b_a", session_weight_symbol(session, WEIGHT_V),
                          session_weight_symbol(session, WEIGHT_U));
    }
    if (!expect(reader, ',', example) || !read_index(reader, &quantity->t) || !expect(reader, ',', example) ||
        !read_index(reader, &quantity->j))
        return false;
    skip_blanks(reader);
    if (term && take(reader, ',') && !read_entry_index(reader, &quantity->of))
        return false;
    if (!expect(reader, ')', example) || !check_step(reader, quantity->t, 1, term ? "yhat" : "L"))
        return false;
    int low = term ? 0 : 1, high = term ? quantity->t - 1 : quantity->t;
    if (quantity->j < low || quantity->j > high) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "%.*s does not exist", said_length(reader), said(reader));
        return fault_hint(reader->fault, term ? "at t = %d, j is %d..%d" : "at t = %d, k is %d..%d", quantity->t, low,
                          high);
    }
    if (term && quantity->of == 0 && session->now.network.n_y > 1) {
        fault_at(reader->fault, (ptrdiff_t)reader->start, "yhat<%d> has %d entries; name the one to differentiate",
                 quantity->t, session->now.network.n_y);
        return fault_hint(reader->fault, "as in term(V,%d,%d,1)", quantity->t, quantity->j);
    }
    return !term || quantity->of == 0 || check_range(reader, quantity->of, session->now.network.n_y, "entries are");
}

static const struct {
    const char *letters;
    enum quantity_kind kind;
    int first; /* smallest step; -1 for names without one */
} plain_names[] = {
    {"W_a", QUANTITY_W_A, -1}, {"w_a", QUANTITY_W_A, -1},  {"T", QUANTITY_T, -1}, {"t", QUANTITY_NOW, -1},
    {"x", QUANTITY_X, 1},      {"y", QUANTITY_Y, 1},       {"s", QUANTITY_S, 1},  {"a", QUANTITY_A, 0},
    {"o", QUANTITY_O, 1},      {"yhat", QUANTITY_YHAT, 1}, {"z", QUANTITY_Z, 1},  {"L", QUANTITY_L, 1},
};

static bool read_plain(struct reader *reader, const struct spelling *spelling, struct quantity *quantity)
{
    for (size_t i = 0; i < sizeof plain_names / sizeof *plain_names; i++) {
        if (strcmp(spelling->letters, plain_names[i].letters) != 0)
            continue;
        quantity->kind = plain_names[i].kind;
        if (plain_names[i].first < 0)
            return true;
        bool step = reader->line[reader->at] == '<';
        if (!step && (quantity->kind == QUANTITY_X || quantity->kind == QUANTITY_Y)) {
            quantity->whole = true;
            return true;
        }
        if (quantity->kind == QUANTITY_L && !step)
            return true;
        if (!read_step(reader, plain_names[i].first, spelling->letters, &quantity->t))
            return false;
        if (quantity->kind == QUANTITY_L)
            quantity->kind = QUANTITY_L_T;
        if (quantity->kind == QUANTITY_A && quantity->t == 0)
            quantity->kind = QUANTITY_A0;
        return true;
    }
    return unknown(reader, spelling);
}

bool quantity_read(const struct session *session, const char *line, size_t at, size_t end, struct quantity *quantity,
                   struct fault *fault)
{
    struct reader reader = {session, line, at, end, at, fault};
    struct spelling spelling = read_letters(&reader);
    bool done;
    *quantity = (struct quantity){.at = at};
    if (weight_of(spelling.letters, &quantity->w))
        done = true;
    else if (strcmp(spelling.letters, "dL") == 0 || strcmp(spelling.letters, "dyhat") == 0 ||
             strcmp(spelling.letters, "da") == 0)
        done = read_gradient(&reader, &spelling, quantity);
    else if (strcmp(spelling.letters, "term") == 0 || strcmp(spelling.letters, "cell") == 0)
        done = read_call(&reader, spelling.letters[0] == 't', quantity);
    else
        done = read_plain(&reader, &spelling, quantity);
    if (!done || (!quantity->whole && !read_entry(&reader, &quantity->row, &quantity->column)))
        return false;
    quantity->end = reader.at;
    return check_entry(&reader, quantity);
}
