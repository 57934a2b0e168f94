/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity_read.c - names, read from a line: spelling, steps, entries, and what is wrong with them. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "session/quantity_spelling.h"

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
    bool present; /* the last index counts from t, the present step */
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

void quantity_add_in_letters(struct text *text, const char *name, size_t count)
{
    for (const char *end = name + count; name < end;) {
        const char *ascii;
        size_t length = quantity_sign_at(name, &ascii);
        text_add_bytes(text, length > 0 ? ascii : name, length > 0 ? strlen(ascii) : 1);
        name += length > 0 ? length : 1;
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

/* The first byte from at on that is no blank. */
static size_t behind_blanks(const struct reader *reader, size_t at)
{
    while (at < reader->end && isspace((unsigned char)reader->line[at]))
        at++;
    return at;
}

static void skip_blanks(struct reader *reader)
{
    reader->at = behind_blanks(reader, reader->at);
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
    reader->present = false;
    take(reader, '-');
    while (more) {
        skip_blanks(reader);
        const char *bytes = reader->line + reader->at;
        if (isdigit((unsigned char)*bytes)) {
            char *end;
            value += sign * within(strtol(bytes, &end, 10), most);
            reader->at += (size_t)(end - bytes);
        } else if (*bytes == 't' || *bytes == 'T') {
            reader->present |= *bytes == 't';
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
    return reader->present ? fault_hint(reader->fault, "t is %d here", tape_place(&reader->session->tape).t) : false;
}

/* "<t>" after a name, first being the smallest step that exists. */
static bool read_step(struct reader *reader, int first, const char *of, int *t)
{
    if (!take(reader, '<')) {
        size_t behind = behind_blanks(reader, reader->at);
        bool blank = behind > reader->at && behind < reader->end && reader->line[behind] == '<';
        fault_at(reader->fault, (ptrdiff_t)reader->at, "%.*s needs a timestep", said_length(reader), said(reader));
        return fault_hint(reader->fault, "as in %.*s<1>%s", said_length(reader), said(reader),
                          blank ? ", without a blank" : "");
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
    fault_at(reader->fault, (ptrdiff_t)spelling->at, "unknown name '%.*s'", (int)(spelling->end - spelling->at),
             reader->line + spelling->at);
    return quantity_hint_meant(reader->session, spelling->letters, reader->fault);
}

/* What nothing is derived by: the weight that is spelt nearly so, or what there is instead. */
static bool unknown_by(struct reader *reader, const struct quantity *quantity, const struct spelling *by)
{
    const char *ascii;
    size_t sign = quantity_sign_at(reader->line + by->at, &ascii), d = sign > 0 ? sign : 1;
    size_t caret = by->at + (by->letters[0] == 'd' && by->end - by->at > d ? d : 0);
    bool of_L = quantity->kind == QUANTITY_DL_DW || quantity->kind == QUANTITY_DL_T_DW;
    bool stepped = by->letters[0] == 'd' && quantity_word_has_steps(by->letters + 1);
    int t = quantity->kind == QUANTITY_DL_T_DW ? quantity->t : 1;
    enum weight w;
    fault_at(reader->fault, (ptrdiff_t)caret, "unknown name '%.*s'", said_length(reader), said(reader));
    if (of_L && stepped)
        return fault_hint(reader->fault, "dL/da<%d>, dL<%d>/do<%d> and dL<%d>/dyhat<%d> exist", t, t, t, t, t);
    if (by->letters[0] == 'd' && quantity_weight_near(by->letters + 1, &w))
        return fault_hint(reader->fault, "did you mean '%.*s%s'?", (int)(caret - reader->start), said(reader),
                          session_weight_symbol(reader->session, w));
    return fault_hint(reader->fault, "gradients exist for %s, %s, W_y, b_a, b_y",
                      session_weight_symbol(reader->session, WEIGHT_V),
                      session_weight_symbol(reader->session, WEIGHT_U));
}

/* What stands under the fraction line: "dv", "db_a", "do<3>", "da<2>". */
static bool read_by(struct reader *reader, struct quantity *quantity, bool per_step)
{
    struct spelling by = read_letters(reader);
    const char *letters = by.letters + 1;
    if (by.letters[0] == 'd' && quantity_weight_find(letters, &quantity->w))
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
    return unknown_by(reader, quantity, &by);
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
    if (!quantity_weight_find(w.letters, &quantity->w) || quantity->w == WEIGHT_W_Y || quantity->w == WEIGHT_B_Y) {
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

static bool read_plain(struct reader *reader, const struct spelling *spelling, struct quantity *quantity)
{
    const struct quantity_word *word = quantity_word_find(spelling->letters);
    if (word == NULL)
        return unknown(reader, spelling);
    quantity->kind = word->kind;
    if (word->first < 0)
        return true;
    bool step = reader->line[reader->at] == '<';
    if (!step && (quantity->kind == QUANTITY_X || quantity->kind == QUANTITY_Y)) {
        quantity->whole = true;
        return true;
    }
    if (quantity->kind == QUANTITY_L && !step)
        return true;
    if (!read_step(reader, word->first, spelling->letters, &quantity->t))
        return false;
    if (quantity->kind == QUANTITY_L)
        quantity->kind = QUANTITY_L_T;
    if (quantity->kind == QUANTITY_A && quantity->t == 0)
        quantity->kind = QUANTITY_A0;
    return true;
}

/* A step behind a weight is a mistake; but v<1 may compare, also in a chain, as v<1>0 does. */
static bool check_no_step(struct reader *reader, const struct quantity *quantity)
{
    size_t at = reader->at;
    if ((quantity->kind != QUANTITY_WEIGHT && quantity->kind != QUANTITY_W_A) || at >= reader->end ||
        reader->line[at] != '<')
        return true;
    at += 1 + strspn(reader->line + at + 1, "0123456789tT+-");
    if (at >= reader->end || reader->line[at] != '>')
        return true;
    at = behind_blanks(reader, at + 1);
    if (at < reader->end && strchr(")],=*/^", reader->line[at]) == NULL)
        return true;
    fault_at(reader->fault, (ptrdiff_t)reader->at, "%.*s has no timestep: it is the same at every step",
             said_length(reader), said(reader));
    return fault_hint(reader->fault, "%.*s alone is its name", said_length(reader), said(reader));
}

bool quantity_read(const struct session *session, const char *line, size_t at, size_t end, struct quantity *quantity,
                   struct fault *fault)
{
    struct reader reader = {session, line, at, end, at, fault, false};
    struct spelling spelling = read_letters(&reader);
    bool done;
    *quantity = (struct quantity){.at = at};
    if (quantity_weight_find(spelling.letters, &quantity->w))
        done = true;
    else if (strcmp(spelling.letters, "dL") == 0 || strcmp(spelling.letters, "dyhat") == 0 ||
             strcmp(spelling.letters, "da") == 0)
        done = read_gradient(&reader, &spelling, quantity);
    else if (strcmp(spelling.letters, "term") == 0 || strcmp(spelling.letters, "cell") == 0)
        done = read_call(&reader, spelling.letters[0] == 't', quantity);
    else
        done = read_plain(&reader, &spelling, quantity);
    if (done && !check_no_step(&reader, quantity))
        return false;
    if (!done || (!quantity->whole && !read_entry(&reader, &quantity->row, &quantity->column)))
        return false;
    quantity->end = reader.at;
    return check_entry(&reader, quantity);
}
