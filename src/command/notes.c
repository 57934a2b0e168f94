/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.c - the notes beside the truth: each boxed equation and each slip as written, what is right, and the numbers
 * that tell them apart. */

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "command/command.h"
#include "model/difference.h"
#include "model/logarithm.h"
#include "model/step.h"
#include "model/written.h"
#include "session/quantity.h"

/* One number at step t, for the entries 1..5 that of their equation; not a number where there is none. */
typedef double number_at(const struct session *session, int equation, int t);

/* What the numbers of an entry are of, and so what they need and where they differ from the notes' own. */
enum about {
    ABOUT_SPELLING, /* no numbers */
    ABOUT_A,        /* derivatives of a<t>, which know nothing of targets */
    ABOUT_LOSS,     /* the notes' loss, whatever loss this network has */
    ABOUT_OUTPUT,   /* gradients by the weights behind a<t> */
    ABOUT_RECURRENT /* gradients by the weights inside g */
};

/* An entry of the notes: how it stands there, how it should, and three numbers at every step. */
struct entry {
    const char *name;  /* "3" or "S5" */
    const char *title; /* one line for the list */
    enum about about;
    const char *same_as; /* the name of the entry that says the rest of this one, or NULL */
    const char *written;
    const char *right;
    const char *why;    /* sentences */
    number_at *literal; /* NULL where there is nothing to calculate */
    number_at *correct;
    number_at *numeric;     /* by differences, from the forward pass alone; z<t> for S2 */
    const char *columns[3]; /* heads of the three */
};

static double named(const struct session *session, enum quantity_kind kind, enum weight w, int t)
{
    struct quantity quantity = {.kind = kind, .w = w, .t = t};
    struct matrix value;
    struct fault fault = {0};
    double number = NAN;
    if (quantity_value(session, &quantity, &value, &fault)) {
        number = value.at[0];
        matrix_clear(&value);
    }
    fault_clear(&fault);
    return number;
}

static double a_by_differences(const struct session *session, enum weight w, int t)
{
    double derivative;
    return difference_of_a(session->pass, w, 0, t, &derivative) ? derivative : NAN;
}

static double written_gradient(const struct session *session, int equation, int t)
{
    return written_value(session->pass, equation, t);
}

static double right_gradient(const struct session *session, int equation, int t)
{
    return named(session, QUANTITY_DL_T_DW, written_weight(equation), t);
}

static double numeric_gradient(const struct session *session, int equation, int t)
{
    double gradient;
    return difference_of_loss(session->pass, written_weight(equation), 0, t, &gradient) ? gradient : NAN;
}

static double yhat_at(const struct session *session, int equation, int t)
{
    (void)equation;
    return pass_yhat(session->pass, t)[0];
}

/* S1: -(y log yhat) + (1-y) log(1-yhat), as the second statement of the loss has it. */
static double written_loss(const struct session *session, int equation, int t)
{
    (void)equation;
    double y = sequence_y(session->now.sequence, t)[0], yhat = pass_yhat(session->pass, t)[0];
    double first = y == 0 ? 0 : -(y * logarithm(yhat)), second = y == 1 ? 0 : (1 - y) * logarithm(1 - yhat);
    return yhat >= 0 && yhat <= 1 ? first + second : NAN;
}

/* The notes' loss and their z, whatever loss this network has. */
static double right_loss(const struct session *session, int equation, int t)
{
    (void)equation;
    double y = sequence_y(session->now.sequence, t)[0], yhat = pass_yhat(session->pass, t)[0];
    double first = y == 0 ? 0 : y * logarithm(yhat), second = y == 1 ? 0 : (1 - y) * logarithm(1 - yhat);
    return yhat >= 0 && yhat <= 1 ? 0 - (first + second) : NAN;
}

/* S3: x<t> + v dx<t>/du, and x does not depend on u. */
static double written_da_du(const struct session *session, int equation, int t)
{
    (void)equation;
    return sequence_x(session->now.sequence, t)[0];
}

static double right_da_du(const struct session *session, int equation, int t)
{
    (void)equation;
    return named(session, QUANTITY_DA_DW, WEIGHT_U, t);
}

static double numeric_da_du(const struct session *session, int equation, int t)
{
    (void)equation;
    return a_by_differences(session, WEIGHT_U, t);
}

/* S4: da<t>/db_a = 1. */
static double written_da_db_a(const struct session *session, int equation, int t)
{
    (void)equation;
    (void)session;
    (void)t;
    return 1;
}

static double right_da_db_a(const struct session *session, int equation, int t)
{
    (void)equation;
    return named(session, QUANTITY_DA_DW, WEIGHT_B_A, t);
}

static double numeric_da_db_a(const struct session *session, int equation, int t)
{
    (void)equation;
    return a_by_differences(session, WEIGHT_B_A, t);
}

static double z_at(const struct session *session, int equation, int t)
{
    (void)equation;
    double y = sequence_y(session->now.sequence, t)[0], yhat = pass_yhat(session->pass, t)[0];
    return (y == 1 ? 0 : (1 - y) / (1 - yhat)) - (y == 0 ? 0 : y / yhat);
}

static const struct entry entries[] = {
    {
        .name = "1",
        .title = "∂L<t>/∂W_y",
        .about = ABOUT_OUTPUT,
        .written = "∂L<t>/∂W_y = z<t> a<t>",
        .right = "the same, for an identity output",
        .why = "The notes are right: W_y is used once in ŷ<t>, and ∂ŷ<t>/∂W_y = a<t>. With g* = sigmoid the factor ŷ² "
               "(1/ŷ - 1) = ŷ (1 - ŷ) joins in, as the notes also say.",
        .literal = written_gradient,
        .correct = right_gradient,
        .numeric = numeric_gradient,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "2",
        .title = "∂L<t>/∂b_y",
        .about = ABOUT_OUTPUT,
        .written = "∂L<t>/∂b_y = z<t>",
        .right = "the same, for an identity output",
        .why = "The notes are right: ŷ<t> grows as fast as b_y does.",
        .literal = written_gradient,
        .correct = right_gradient,
        .numeric = numeric_gradient,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "3",
        .title = "∂L<t>/∂v",
        .about = ABOUT_RECURRENT,
        .written = "∂L<t>/∂v = Σ_{i=1..t} W_y Σ_{j=1..t-i} v^j a<t-i-j>",
        .right = "∂L<t>/∂v = z<t> W_y Σ_{j=0..t-1} v^j a<t-1-j>",
        .why = "Slip S5. The factor z<t> has gone; the inner sum begins at j = 1 and so loses the term j = 0, the "
               "most recent one; and the sum over i is a sum over time, which belongs to L and not to L<t>. With s = "
               "t-i+1 the double sum is the sum over s of ∂ŷ<s>/∂v with every z<s> taken as 1 and every term j = 0 "
               "dropped: the total gradient, put together wrongly.",
        .literal = written_gradient,
        .correct = right_gradient,
        .numeric = numeric_gradient,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "4",
        .title = "∂L<t>/∂u",
        .about = ABOUT_RECURRENT,
        .written = "∂L<t>/∂u = Σ_{i=1..t} W_y Σ_{j=1..t-i} v^j x<t-i-j>",
        .right = "∂L<t>/∂u = z<t> W_y Σ_{j=0..t-1} v^j x<t-j>",
        .why = "Slip S6. As in (3), and the index of x is one too small besides: it is x<t> that enters at step t, "
               "not x<t-1>.",
        .literal = written_gradient,
        .correct = right_gradient,
        .numeric = numeric_gradient,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "5",
        .title = "∂L<t>/∂b_a",
        .about = ABOUT_RECURRENT,
        .written = "∂L<t>/∂b_a = Σ_{i=1..t} W_y",
        .right = "∂L<t>/∂b_a = z<t> W_y Σ_{j=0..t-1} v^j",
        .why = "Slip S7. As in (3); and each step back costs a factor of v, which slip S4 has lost.",
        .literal = written_gradient,
        .correct = right_gradient,
        .numeric = numeric_gradient,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "S1",
        .title = "the second statement of L<t> flips a sign",
        .about = ABOUT_LOSS,
        .written = "L<t> = -(y log ŷ) + (1-y) log(1-ŷ)",
        .right = "L<t> = -(y log ŷ + (1-y) log(1-ŷ))",
        .why = "A parenthesis closes too early. The first statement of the loss, and the z<t> derived from it, have "
               "it right.",
        .literal = written_loss,
        .correct = right_loss,
        .columns = {"as written", "right"},
    },
    {
        .name = "S2",
        .title = "g* = identity, yet log ŷ and log(1-ŷ)",
        .about = ABOUT_LOSS,
        .written = "let g = g* = I",
        .right = "0 <= ŷ<t> <= 1 has to hold, or g* = sigmoid, or loss = mse",
        .why = "With an identity output nothing keeps ŷ<t> between 0 and 1. Outside, L<t> does not exist, although "
               "the formula of z<t> goes on giving numbers. In the notes' own example W_y = 2 shows it at t = 3.",
        .literal = yhat_at,
        .correct = right_loss,
        .numeric = z_at,
        .columns = {"ŷ<t>", "L<t>", "z<t>"},
    },
    {
        .name = "S3",
        .title = "∂a<t>/∂u carries ∂x/∂u",
        .about = ABOUT_A,
        .written = "∂a<t>/∂u = x<t> + v ∂x<t>/∂u",
        .right = "∂a<t>/∂u = x<t> + v ∂a<t-1>/∂u",
        .why = "x does not depend on u: read literally the second part is 0. It is a<t-1> that depends on u. The "
               "notes' next line, for ∂ŷ<t>/∂u, has it right.",
        .literal = written_da_du,
        .correct = right_da_du,
        .numeric = numeric_da_du,
        .columns = {"as written", "right", "by differences"},
    },
    {
        .name = "S4",
        .title = "∂a<t>/∂b_a = 1 forgets the step before",
        .about = ABOUT_A,
        .written = "∂a<t>/∂b_a = 1, and so ∂ŷ<t>/∂b_a = W_y",
        .right = "∂a<t>/∂b_a = 1 + v ∂a<t-1>/∂b_a, and so ∂ŷ<t>/∂b_a = W_y (1 + v + ... + v^(t-1))",
        .why = "b_a is used at every step: a<t> contains it directly, and once more through a<t-1>.",
        .literal = written_da_db_a,
        .correct = right_da_db_a,
        .numeric = numeric_da_db_a,
        .columns = {"as written", "right", "by differences"},
    },
    {.name = "S5", .title = "(3) loses z<t>, loses j = 0, and sums over time", .same_as = "3"},
    {.name = "S6", .title = "(4) does the same, with x one step late", .same_as = "4"},
    {.name = "S7", .title = "(5) does the same, and forgets v", .same_as = "5"},
    {
        .name = "S8",
        .title = "b_g for b_a, hats on a",
        .about = ABOUT_SPELLING,
        .written = "∂L/∂b_g = Σ ∂L<t>/∂b_g,  ∂ŷ<t>/∂â<t>",
        .right = "∂L/∂b_a = Σ ∂L<t>/∂b_a,  ∂ŷ<t>/∂a<t>",
        .why = "Slips of transcription: nothing else in the notes is called b_g, and a has no hat.",
    },
};

enum { ENTRIES = sizeof entries / sizeof *entries, MOST_STEPS = 12, CELL = 16 };

static bool list(struct context *context)
{
    context_say(context, "The notes derive five gradients, (1) to (5), and hold eight slips on the way.");
    for (int i = 0; i < ENTRIES; i++) {
        if (entries[i].name[0] == 'S')
            context_say(context, "  %s  %s", entries[i].name, entries[i].title);
    }
    context_say(
        context,
        "notes 1 .. notes 5 shows an equation, notes S1 .. notes S8 a slip: as written, right, and in numbers.");
    return true;
}

static const struct entry *find(const char *name)
{
    for (int i = 0; i < ENTRIES; i++) {
        bool same = strcmp(entries[i].name, name) == 0;
        bool lower = name[0] == 's' && entries[i].name[0] == 'S' && strcmp(entries[i].name + 1, name + 1) == 0;
        if (same || lower)
            return entries[i].same_as == NULL ? &entries[i] : find(entries[i].same_as);
    }
    return NULL;
}

static void add_left_of(struct text *line, const char *string, int width, bool ascii)
{
    text_add_blanks(line, width - utf8_width_spelt(string, ascii));
    text_add(line, string);
}

static void say_heads(struct context *context, const struct entry *entry)
{
    struct text line = {0};
    text_add(&line, "     t");
    for (int i = 0; i < 3 && entry->columns[i] != NULL; i++)
        add_left_of(&line, entry->columns[i], CELL, context->sink->ascii);
    context->sink->say(context->sink, text_string(&line));
    text_clear(&line);
}

/* A difference of two losses has about nine digits: what is smaller, and not what is right, is its noise. */
static bool is_noise(double difference, double right)
{
    return fabs(difference) < 1e-9 && fabs(difference - right) > 1e-3 * fabs(right);
}

static void say_row(struct context *context, const struct entry *entry, int t)
{
    number_at *const numbers[] = {entry->literal, entry->correct, entry->numeric};
    struct text line = {0}, cell = {0};
    text_addf(&line, "%6d", t);
    for (int i = 0; i < 3 && numbers[i] != NULL; i++) {
        double value = numbers[i](context->session, entry->name[0] - '0', t);
        text_empty(&cell);
        /* S2 has no differences there, but z<t>. */
        if (i == 2 && entry->about != ABOUT_LOSS &&
            is_noise(value, entry->correct(context->session, entry->name[0] - '0', t)))
            value = 0;
        number_add(&cell, value, context->session->digits < 9 ? context->session->digits : 9);
        add_left_of(&line, text_string(&cell), CELL, context->sink->ascii);
    }
    context->sink->say(context->sink, text_string(&line));
    text_clear(&line);
    text_clear(&cell);
}

/* Sentences in lines of at most 78 columns. */
static void say_wrapped(struct context *context, const char *text)
{
    struct text line = {0};
    bool ascii = context->sink->ascii;
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        struct text word = {0};
        text_add_bytes(&word, text, length);
        if (line.length > 0 &&
            utf8_width_spelt(text_string(&line), ascii) + 1 + utf8_width_spelt(text_string(&word), ascii) > 76) {
            context_say(context, "  %s", text_string(&line));
            text_empty(&line);
        }
        text_addf(&line, "%s%s", line.length > 0 ? " " : "", text_string(&word));
        text_clear(&word);
        text += length + (text[length] == ' ');
    }
    if (line.length > 0)
        context_say(context, "  %s", text_string(&line));
    text_clear(&line);
}

static bool needs_targets(const struct entry *entry)
{
    return entry->about != ABOUT_SPELLING && entry->about != ABOUT_A;
}

static bool prepare(struct context *context, const struct entry *entry)
{
    struct session *session = context->session;
    int T = session->now.sequence->T;
    if (!network_is_scalar(&session->now.network)) {
        fault_set(context->fault, "the notes are about the scalar network, and this one is not");
        return fault_hint(context->fault, "example notes brings theirs");
    }
    if (!session_sequence_set(context->session, context->fault))
        return false;
    return (!needs_targets(entry) || session_targets_set(session, 1, T, context->fault)) &&
           session_forward(session, T, context->fault);
}

/* The notes speak of identities and cross-entropy: what differs where this network is another one. */
static void add_remarks(struct context *context, const struct entry *entry)
{
    const struct session *session = context->session;
    const struct network *network = &session->now.network;
    bool of_gradient = entry->about == ABOUT_OUTPUT || entry->about == ABOUT_RECURRENT;
    bool has_slopes = (entry->about == ABOUT_A && network->g != ACTIVATION_IDENTITY) ||
                      (entry->about == ABOUT_RECURRENT && !network_is_linear(network));
    if (entry->about == ABOUT_LOSS && network->loss != LOSS_BCE)
        say_wrapped(context, "The loss of this network is not bce; the numbers here are those of the notes' loss.");
    if (entry->about == ABOUT_OUTPUT && network->g_star != ACTIVATION_IDENTITY)
        say_wrapped(context,
                    "The output of this network is not the identity: its right column carries the factor g*'.");
    if (has_slopes)
        say_wrapped(context, "This network is not linear: its right column carries every g' that the formula lacks.");
    if (of_gradient && session->pass->overflow == 0 && isnan(pass_loss(session->pass, session->now.sequence->T)))
        say_wrapped(context, "Where ŷ<t> is outside 0..1 there is no L<t>, and so there are no differences of it.");
}

static void tell(struct context *context, const struct entry *entry)
{
    int T = context->session->now.sequence->T;
    context_say(context, "(%s) %s", entry->name, entry->title);
    context_say(context, "  as written  %s", entry->written);
    context_say(context, "  right       %s", entry->right);
    if (entry->literal != NULL) {
        say_heads(context, entry);
        for (int t = 1; t <= T && t <= MOST_STEPS; t++)
            say_row(context, entry, t);
        if (T > MOST_STEPS)
            context_say(context, "     (and %d more steps)", T - MOST_STEPS);
    }
    say_wrapped(context, entry->why);
    add_remarks(context, entry);
}

static bool notes(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (name == NULL)
        return list(context);
    const struct entry *entry = find(name);
    if (entry == NULL) {
        context_fault(context, 1, "the notes have no '%s'", name);
        return fault_hint(context->fault, "1..5 are the equations, S1..S8 the slips");
    }
    if (!prepare(context, entry))
        return false;
    tell(context, entry);
    return true;
}

const struct command command_notes = {
    .name = "notes",
    .aliases = "n",
    .group = GROUP_GRADIENTS,
    .usage = "[1..5|S1..S8]",
    .summary = "the notes' equations and slips: as written, right, and in numbers",
    .details =
        "The program brings a student's handwritten derivation to life. It has eight slips; each is shown as it "
        "stands, read literally, beside what is right and the differences that decide. Without an argument it lists "
        "them.",
    .example = "notes 3",
    .max_args = 1,
    .in_lesson = true,
    .run = notes,
};
