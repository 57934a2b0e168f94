/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assign.c - NAME = VALUES: the one statement that is not a word and its arguments. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/near.h"
#include "command/complete.h"
#include "command/runner.h"
#include "command/values.h"
#include "session/derivation.h"
#include "session/quantity.h"

/* What stands left of '=': line[from..to), where the sign is and where the values begin. */
struct target {
    size_t from, to, sign, values;
    bool append; /* "+=" */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Finds '=' behind a name, its <t> and its [i,j]; false when the statement is not an assignment. */
static bool find_target(const char *line, size_t from, size_t to, struct target *target)
{
    size_t at = from;
    char close = '\0';
    while (at < to && is_blank(line[at]))
        at++;
    target->from = at;
    for (; at < to; at++) {
        char c = line[at];
        if (close != '\0')
            close = c == close ? '\0' : close;
        else if (c == '<' || c == '[')
            close = c == '<' ? '>' : ']';
        else if (is_blank(c) || c == '=' || c == '+')
            break;
    }
    target->to = at;
    while (at < to && is_blank(line[at]))
        at++;
    target->append = at + 1 < to && line[at] == '+' && line[at + 1] == '=';
    target->sign = at;
    at += target->append;
    target->values = at + 1;
    while (target->values < to && is_blank(line[target->values]))
        target->values++;
    return at < to && line[at] == '=' && target->to > target->from;
}

/* "help =" asks about the row of assignments. */
static bool asks_for_help(const char *line, const struct target *target, size_t to)
{
    return target->values >= to && target->to - target->from == 4 && strncmp(line + target->from, "help", 4) == 0;
}

bool assign_is(const char *line, size_t from, size_t to, size_t *values)
{
    struct target target;
    bool is = find_target(line, from, to, &target) && !asks_for_help(line, &target, to);
    if (is && values != NULL)
        *values = target.values;
    return is;
}

/* The change being prepared, and the line that asked for it. */
struct change {
    struct context *context;
    const char *line;
    size_t to;
    struct target target;
    struct experiment next;
    char *made_by;
};

static bool commit(struct change *change)
{
    return session_change(change->context->session, &change->next, change->made_by, change->context->fault);
}

static bool reject(struct change *change)
{
    experiment_clear(&change->next);
    return false;
}

/* The one word right of '='. */
static bool read_word(struct change *change, struct words *words)
{
    struct fault *fault = change->context->fault;
    if (!words_split(words, change->line, change->target.values, change->to, fault))
        return false;
    if (words->count == 1)
        return true;
    size_t at = words->count == 0 ? change->to : words->word[1].column;
    return fault_at(fault, (ptrdiff_t)at, words->count == 0 ? "a name is needed here" : "one name is enough here");
}

/* The functions' signs on the screen stand for their names. */
static const char *spelt_out(const char *word)
{
    if (strcmp(word, "I") == 0)
        return activation_name(ACTIVATION_IDENTITY);
    return strcmp(word, "σ") == 0 ? activation_name(ACTIVATION_SIGMOID) : word;
}

/* Gives which of the names, ended by NULL, the word is, or -1 with a fault. of: what is set to one of them. */
static int choose(struct change *change, const struct word *word, const char *kind, const char *of,
                  const char *const *names)
{
    struct fault *fault = change->context->fault;
    struct text list = {0};
    struct near near;
    int found = -1;
    near_begin(&near, word->string);
    for (int i = 0; names[i] != NULL; i++) {
        found = strcmp(spelt_out(word->string), names[i]) == 0 ? i : found;
        near_offer(&near, names[i]);
        text_add_or(&list, names[i], names[i + 1] == NULL);
    }
    if (found < 0) {
        fault_at(fault, (ptrdiff_t)word->column, "unknown %s '%s'%s%s%s", kind, word->string,
                 near.nearest != NULL ? "; did you mean '" : "", near.nearest != NULL ? near.nearest : "",
                 near.nearest != NULL ? "'?" : "");
        fault_hint(fault, "%s is %s", of, text_string(&list));
    }
    text_clear(&list);
    return found;
}

/* The choices are ended by ACTIVATION_COUNT. */
static bool choose_activation(struct change *change, const struct word *word, const char *of,
                              const enum activation *choices, enum activation *chosen)
{
    const char *names[ACTIVATION_COUNT + 1] = {NULL};
    for (int i = 0; choices[i] != ACTIVATION_COUNT; i++)
        names[i] = activation_name(choices[i]);
    int choice = choose(change, word, "function", of, names);
    if (choice >= 0)
        *chosen = choices[choice];
    return choice >= 0;
}

static bool set_g(struct change *change, const struct word *word)
{
    return choose_activation(change, word, "g", activations_inside, &change->next.network.g);
}

static bool set_g_star(struct change *change, const struct word *word)
{
    struct network *network = &change->next.network;
    struct fault *fault = change->context->fault;
    enum activation chosen;
    if (!choose_activation(change, word, "g*", activations_at_output, &chosen))
        return false;
    if (chosen == ACTIVATION_SOFTMAX && network->n_y == 1) {
        fault_at(fault, (ptrdiff_t)word->column, "softmax needs more than one output");
        return fault_hint(fault, "shape %d %d 2 makes a network with two", network->n_x, network->n_a);
    }
    if (chosen != ACTIVATION_SOFTMAX && network->loss == LOSS_CE) {
        fault_at(fault, (ptrdiff_t)word->column, "the loss ce needs g* = softmax");
        return fault_hint(fault, "set loss = bce or mse first");
    }
    network->g_star = chosen;
    return true;
}

static bool set_loss(struct change *change, const struct word *word)
{
    const char *names[LOSS_COUNT + 1] = {NULL};
    struct fault *fault = change->context->fault;
    for (int loss = 0; loss < LOSS_COUNT; loss++)
        names[loss] = loss_name((enum loss)loss);
    int chosen = choose(change, word, "loss", "loss", names);
    if (chosen < 0)
        return false;
    if (chosen == LOSS_CE && change->next.network.g_star != ACTIVATION_SOFTMAX) {
        fault_at(fault, (ptrdiff_t)word->column, "the loss ce needs g* = softmax");
        return fault_hint(fault, "g* = softmax sets it, where n_y > 1");
    }
    change->next.network.loss = (enum loss)chosen;
    return true;
}

static bool assign_choice(struct change *change, const char *name, bool (*set)(struct change *, const struct word *))
{
    struct words words;
    bool done = read_word(change, &words) && set(change, &words.word[0]);
    done = done ? commit(change) : reject(change);
    if (done)
        context_say(change->context, "%s = %s", name, spelt_out(words.word[0].string));
    words_clear(&words);
    return done;
}

/* Fits the values into a matrix of this shape: written in its shape, or, for a vector, as a plain row of numbers. */
static bool fit(struct change *change, const char *name, const struct matrix *values, int rows, int columns, double *to)
{
    struct fault *fault = change->context->fault;
    bool same = values->rows == rows && values->cols == columns;
    bool row_for_vector = columns == 1 && values->rows == 1 && values->cols == rows;
    if (same || row_for_vector) {
        memcpy(to, values->at, (size_t)(rows * columns) * sizeof *to);
        return true;
    }
    if (rows * columns == 1) {
        fault_at(fault, (ptrdiff_t)change->target.values, "%s is one number, not %d", name, matrix_size(values));
        return values->rows == 1 && values->cols == 2 && strchr(change->line + change->target.values, ',') != NULL
                   ? fault_hint(fault, "a number has a decimal point, not a comma: 1.5")
                   : false;
    }
    fault_at(fault, (ptrdiff_t)change->target.values, "%s is %d x %d, not %d x %d", name, rows, columns, values->rows,
             values->cols);
    return fault_hint(fault, "rows are parted by ';', as in [1 0; 0 1]");
}

/* Where the assigned numbers go in the next experiment. */
static double *place_of(struct change *change, const struct quantity *quantity, int *rows, int *columns)
{
    struct network *network = &change->next.network;
    struct matrix *matrix = quantity->kind == QUANTITY_A0 ? &network->a0 : &network->weight[quantity->w];
    double *at = matrix->at;
    *rows = matrix->rows;
    *columns = matrix->cols;
    if (quantity->kind == QUANTITY_X || quantity->kind == QUANTITY_Y) {
        bool inputs = quantity->kind == QUANTITY_X;
        at = inputs ? sequence_x(change->next.sequence, quantity->t) : sequence_y(change->next.sequence, quantity->t);
        *rows = inputs ? network->n_x : network->n_y;
        *columns = 1;
    }
    if (quantity->row > 0) {
        at += (quantity->row - 1) * *columns + quantity->column - 1;
        *rows = *columns = 1;
    }
    return at;
}

/* none alone stands for every entry of a target. */
static void spread_none(struct matrix *values, int rows, int columns)
{
    if (matrix_size(values) != 1 || !isnan(values->at[0]) || rows * columns == 1)
        return;
    matrix_clear(values);
    matrix_init(values, rows, columns);
    for (int i = 0; i < rows * columns; i++)
        values->at[i] = NAN;
}

/* "v = 0.7 (it was 0.5)". */
static void say_changed(struct change *change, const char *name, double before, const struct matrix *now)
{
    const struct session *session = change->context->session;
    struct text text = {0};
    text_addf(&text, "%s = ", name);
    if (now->cols == 1)
        derivation_add_targets(&text, session, now->at, now->rows);
    else
        derivation_add_matrix(&text, session, now);
    if (matrix_size(now) == 1 && before != now->at[0] && !isnan(before)) {
        text_add(&text, " (it was ");
        derivation_add_number(&text, session, before);
        text_add(&text, ")");
    }
    change->context->sink->say(change->context->sink, text_string(&text));
    text_clear(&text);
}

static bool own_sequence(struct change *change, int T)
{
    const struct session *session = change->context->session;
    struct sequence *copy = sequence_resized(change->next.sequence, T, session->stop);
    if (copy == NULL)
        return session_unfinished(session, change->context->fault);
    sequence_release(change->next.sequence);
    change->next.sequence = copy;
    return true;
}

static bool assign_numbers(struct change *change, const struct quantity *quantity)
{
    struct matrix values;
    struct text name = {0};
    int rows, columns;
    bool of_sequence = quantity->kind == QUANTITY_X || quantity->kind == QUANTITY_Y;
    quantity_add_symbol(change->context->session, quantity, &name);
    if (!values_read(change->context, change->line, change->target.values, change->to, quantity->kind == QUANTITY_Y,
                     &values)) {
        text_clear(&name);
        return reject(change);
    }
    bool done = !of_sequence || own_sequence(change, change->next.sequence->T);
    double *at = place_of(change, quantity, &rows, &columns);
    double before = at[0];
    spread_none(&values, rows, columns);
    done = done && fit(change, text_string(&name), &values, rows, columns, at);
    done = done ? commit(change) : reject(change);
    struct matrix now = {rows, columns, values.at};
    if (done)
        say_changed(change, text_string(&name), before, &now);
    matrix_clear(&values);
    text_clear(&name);
    return done;
}

/* W_a[1,4]: an entry of V, or of U, which stands to the right of V. */
static bool assign_stacked_entry(struct change *change, const struct quantity *quantity)
{
    int first = change->next.network.weight[WEIGHT_V].cols;
    struct quantity entry = *quantity;
    entry.kind = QUANTITY_WEIGHT;
    entry.w = quantity->column <= first ? WEIGHT_V : WEIGHT_U;
    entry.column -= entry.w == WEIGHT_U ? first : 0;
    return assign_numbers(change, &entry);
}

/* W_a = [V U]. */
static bool assign_stacked(struct change *change)
{
    struct network *network = &change->next.network;
    struct matrix *V = &network->weight[WEIGHT_V], *U = &network->weight[WEIGHT_U];
    int first = V->cols, columns = V->cols + U->cols;
    struct matrix values;
    double *stacked;
    if (!values_read(change->context, change->line, change->target.values, change->to, false, &values))
        return reject(change);
    stacked = alloc_array((size_t)(V->rows * columns), sizeof *stacked);
    bool done = fit(change, "W_a", &values, V->rows, columns, stacked);
    for (int i = 0; done && i < V->rows; i++) {
        memcpy(V->at + i * V->cols, stacked + i * columns, (size_t)V->cols * sizeof *stacked);
        memcpy(U->at + i * U->cols, stacked + i * columns + V->cols, (size_t)U->cols * sizeof *stacked);
    }
    free(stacked);
    done = done ? commit(change) : reject(change);
    const char *v = session_weight_symbol(change->context->session, WEIGHT_V);
    const char *u = session_weight_symbol(change->context->session, WEIGHT_U);
    if (done && first == 1)
        context_say(change->context, "W_a is set: its first column is %s, the rest %s.", v, u);
    else if (done)
        context_say(change->context, "W_a is set: its first %d columns are %s, the rest %s.", first, v, u);
    matrix_clear(&values);
    return done;
}

/* The steps in the values: rows where a step has several numbers, else every number is one. */
static bool steps_of(struct change *change, const struct matrix *values, int width, bool inputs, int *steps)
{
    struct fault *fault = change->context->fault;
    bool list = width == 1 && (values->rows == 1 || values->cols == 1);
    if (list || values->cols == width) {
        *steps = list ? matrix_size(values) : values->rows;
        return true;
    }
    fault_at(fault, (ptrdiff_t)change->target.values, "each step of %s has %d number%s here, not %d",
             inputs ? "x" : "y", width, width == 1 ? "" : "s", values->cols);
    if (width > 1)
        return fault_hint(fault, "a row for every step, as in [1 0; 0 1; 1 1]");
    return fault_hint(fault,
                      inputs ? "shape %d 1 1 makes a network with more inputs"
                             : "shape 1 1 %d makes a network with more outputs",
                      values->cols);
}

/* The steps of y that are set, up to the last one. */
static int targets_set(const struct sequence *sequence)
{
    int t = sequence->T;
    while (t > 0 && sequence_first_unset(sequence, t, t) == t)
        t--;
    return t;
}

static void say_sequence(struct change *change, bool inputs)
{
    const struct sequence *sequence = change->context->session->now.sequence;
    int T = sequence->T, missing = sequence_first_unset(sequence, 1, T);
    if (inputs)
        context_say(change->context, "x has %d value%s (t = 1..%d)", T, T == 1 ? "" : "s", T);
    else
        context_say(change->context, "y is set");
    if (missing > 0)
        context_say(change->context, "y<%d> is not set; L and its gradients need every y<t>.", missing);
}

/* Puts the values into a sequence of the right length: x sets T, y has at most T values. */
static bool place_sequence(struct change *change, const struct matrix *values, bool inputs)
{
    struct network *network = &change->next.network;
    struct sequence *sequence = change->next.sequence;
    int width = inputs ? network->n_x : network->n_y, steps = 0, start = 0;
    if (!steps_of(change, values, width, inputs, &steps))
        return false;
    if (change->target.append)
        start = inputs ? sequence->T : targets_set(sequence);
    if (!inputs && start + steps > sequence->T) {
        fault_at(change->context->fault, (ptrdiff_t)change->target.values,
                 "y would have %d values, but x has %d (T_x = T_y)", start + steps, sequence->T);
        return fault_hint(change->context->fault, "x sets the number of steps: set it first");
    }
    int T = inputs ? start + steps : sequence->T;
    if (!session_may_hold(T, network->n_x, network->n_a, network->n_y, change->context->fault) ||
        !own_sequence(change, T))
        return false;
    sequence = change->next.sequence;
    double *to = inputs ? sequence->x : sequence->y;
    size_t from = (size_t)start * (size_t)width, count = (size_t)steps * (size_t)width;
    size_t rest = inputs ? 0 : (size_t)T * (size_t)width - from - count;
    const volatile sig_atomic_t *stop = change->context->session->stop;
    return (sequence_put(to + from, values->at, count, stop) && sequence_put(to + from + count, NULL, rest, stop) &&
            sequence_finish(sequence, stop)) ||
           fault_interrupted(change->context->fault);
}

static bool assign_sequence(struct change *change, bool inputs)
{
    const struct network *network = &change->next.network;
    struct matrix values;
    bool is_one;
    int width = inputs ? network->n_x : network->n_y;
    bool done =
        values_generate(change->context, change->line, change->target.values, change->to, width, &is_one, &values);
    if (done && !is_one)
        done = values_read(change->context, change->line, change->target.values, change->to, !inputs, &values);
    done = done && place_sequence(change, &values, inputs);
    matrix_clear(&values);
    done = done ? commit(change) : reject(change);
    if (done)
        say_sequence(change, inputs);
    return done;
}

/* What is set to one of a few names. */
static const struct choice {
    const char *spelling, *name;
    bool (*set)(struct change *change, const struct word *word);
} choices[] = {{"g", "g", set_g}, {"g*", "g*", set_g_star}, {"g_star", "g*", set_g_star}, {"loss", "loss", set_loss}};

static const struct choice *find_choice(const char *line, const struct target *target)
{
    size_t length = target->to - target->from;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const char *spelling = choices[i].spelling;
        if (strlen(spelling) == length && strncmp(line + target->from, spelling, length) == 0)
            return &choices[i];
    }
    return NULL;
}

static bool cannot_be_set(struct change *change)
{
    fault_at(change->context->fault, (ptrdiff_t)change->target.from, "%.*s is computed; it cannot be set",
             (int)(change->target.to - change->target.from), change->line + change->target.from);
    fault_hint(change->context->fault, "what can be set: %s %s W_y b_a b_y W_a a<0> x y g g* loss",
               session_weight_symbol(change->context->session, WEIGHT_V),
               session_weight_symbol(change->context->session, WEIGHT_U));
    return reject(change);
}

static bool assign_quantity(struct change *change)
{
    struct quantity quantity;
    struct fault *fault = change->context->fault;
    if (!quantity_read(change->context->session, change->line, change->target.from, change->target.to, &quantity,
                       fault))
        return reject(change);
    if (quantity.end != change->target.to) {
        fault_at(fault, (ptrdiff_t)quantity.end, "'=' is needed here");
        return reject(change);
    }
    if (change->target.append && !quantity.whole) {
        fault_at(fault, (ptrdiff_t)change->target.sign, "+= adds steps to x or y only");
        return reject(change);
    }
    switch (quantity.kind) {
    case QUANTITY_W_A:
        return quantity.row > 0 ? assign_stacked_entry(change, &quantity) : assign_stacked(change);
    case QUANTITY_X:
    case QUANTITY_Y:
        if (quantity.whole)
            return assign_sequence(change, quantity.kind == QUANTITY_X);
        return assign_numbers(change, &quantity);
    case QUANTITY_WEIGHT:
    case QUANTITY_A0:
        return assign_numbers(change, &quantity);
    default:
        return cannot_be_set(change);
    }
}

/* True when what stands left of '=' is the name of something that is not computed. */
static bool may_be_set(const struct change *change, const struct target *target)
{
    struct quantity quantity;
    struct fault ignored = {0};
    if (find_choice(change->line, target) != NULL)
        return true;
    bool named = quantity_read(change->context->session, change->line, target->from, target->to, &quantity, &ignored) &&
                 quantity.end == target->to;
    fault_clear(&ignored);
    return named && (quantity.kind == QUANTITY_WEIGHT || quantity.kind == QUANTITY_A0 || quantity.kind == QUANTITY_X ||
                     quantity.kind == QUANTITY_Y || quantity.kind == QUANTITY_W_A);
}

/* A file's name may hold any sign. */
static bool names_file(const struct change *change)
{
    const char *values = change->line + change->target.values;
    return strncmp(values, "file", 4) == 0 && is_blank(values[4]);
}

/* Where among the values a second assignment begins; 0 where none does. An equation that was pasted is none, and "=="
 * compares. */
static size_t second_assignment(const struct change *change, const struct words *words)
{
    const char *line = change->line;
    struct target second;
    if (names_file(change) || !may_be_set(change, &change->target))
        return 0;
    for (int i = 0; i < words->count; i++) {
        size_t at = words->word[i].column;
        if (at > change->target.values && find_target(line, at, change->to, &second) &&
            line[second.sign + second.append + 1] != '=' && may_be_set(change, &second))
            return at;
    }
    return 0;
}

bool assign_statement(struct context *context, const char *line, size_t from, size_t to)
{
    struct change change = {.context = context, .line = line, .to = to};
    find_target(line, from, to, &change.target);
    size_t second = second_assignment(&change, &context->words);
    if (second > 0) {
        fault_at(context->fault, (ptrdiff_t)second, "';' is needed here: it parts two assignments");
        return fault_hint(context->fault, "as in v = 0.5; u = 0.4");
    }
    change.made_by = context_line(context);
    experiment_copy(&change.next, &context->session->now);
    const struct choice *choice = find_choice(line, &change.target);
    bool done = choice != NULL ? assign_choice(&change, choice->name, choice->set) : assign_quantity(&change);
    free(change.made_by);
    return done;
}

/* The row is for help, completion and the man page; assignments are told by their '='. */
static bool explain_assignment(struct context *context)
{
    return context_fault(context, 0, "'=' stands between a name and its value, as in v = 0.5");
}

const struct command command_assign = {
    .name = "=",
    .group = GROUP_REST,
    .usage = "(NAME = VALUE)",
    .summary = "NAME = VALUE sets a weight, a function, the loss or the sequence",
    .details =
        "v = 0.5, W_y = 2*v, a<0> = 0.1, V = [0.5 0.1; 0 0.9], V[1,2] = 0.3, g = tanh, g* = sigmoid, loss = mse; "
        "σ is short for sigmoid, and I for identity. x = 1 0 1 1 sets the steps, y = 1 0 none 1 the targets; x += 0 1 "
        "adds steps. For sequences also impulse 8, "
        "ones 8, zeros 8, alternate 8, sine 20 8 (period), random 20 7 (seed; 0 or 1), file NAME [COLUMN].",
    .example = "v = 0.7",
    .max_args = -1,
    .complete = complete_names,
    .in_session = true,
    .run = explain_assignment,
};
