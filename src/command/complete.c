/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complete.c - finds the place a word stands in, asks the row of its command, and holds what several rows offer. */

#include "command/complete.h"

#include <string.h>

#include "command/runner.h"
#include "command/values.h"
#include "lesson/course.h"
#include "session/quantity.h"

void complete_with(const struct completion *completion, const char *candidate)
{
    if (strncmp(candidate, completion->begun, completion->length) == 0)
        completion->offer(completion->to, candidate);
}

void complete_with_words(const struct completion *completion, const char *words)
{
    struct text word = {0};
    for (size_t length; *words != '\0'; words += length + (words[length] != '\0')) {
        length = strcspn(words, " |");
        text_empty(&word);
        text_add_bytes(&word, words, length);
        complete_with(completion, text_string(&word));
    }
    text_clear(&word);
}

void complete_with_commands(const struct completion *completion)
{
    for (const struct command *const *row = commands; *row != NULL; row++) {
        if (strcmp((*row)->name, "=") != 0)
            complete_with(completion, (*row)->name);
    }
}

void complete_with_weights(const struct completion *completion, bool inside)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        if (!inside || (w != WEIGHT_W_Y && w != WEIGHT_B_Y))
            complete_with(completion, session_weight_symbol(completion->session, (enum weight)w));
    }
}

/* Offers a name of the derivation, with its signs where the word begins with one. */
static void offer_name(const struct completion *completion, const char *name)
{
    const char *ascii;
    struct text spelt = {0};
    if (completion->length > 0 && quantity_sign_at(completion->begun, &ascii) > 0)
        quantity_add_with_signs(&spelt, name);
    else
        text_add(&spelt, name);
    complete_with(completion, text_string(&spelt));
    text_clear(&spelt);
}

/* dL/dv, dL/du and so on: one row of the names stands for all five. */
static void offer_gradients(const struct completion *completion, const char *of)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        struct text name = {0};
        text_addf(&name, "%s/d%s", of, session_weight_symbol(completion->session, (enum weight)w));
        offer_name(completion, text_string(&name));
        text_clear(&name);
    }
}

void complete_with_names(const struct completion *completion, bool running)
{
    if (!running)
        complete_with_weights(completion, false);
    offer_gradients(completion, running ? "dL<t>" : "dL");
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++) {
        /* The rows of weights were offered by their symbols. */
        bool offered = row - quantity_names < WEIGHT_COUNT || strcmp(row->name, "dL/dv") == 0;
        if (!offered && (!running || strpbrk(row->form, "<(") != NULL))
            offer_name(completion, row->name);
    }
}

bool complete_names(const struct completion *completion)
{
    complete_with_names(completion, false);
    return false;
}

bool complete_weight(const struct completion *completion)
{
    if (completion->words->count == 1)
        complete_with_weights(completion, false);
    return false;
}

bool complete_weight_inside(const struct completion *completion)
{
    if (completion->words->count == 1)
        complete_with_weights(completion, true);
    return false;
}

/* Of several numbers the name is only the beginning. */
static void offer_parameter(const struct completion *completion, const char *name, const struct matrix *numbers)
{
    struct text begins = {0};
    text_addf(&begins, "%s%s", name, matrix_size(numbers) > 1 ? "[" : "");
    complete_with(completion, text_string(&begins));
    text_clear(&begins);
}

bool complete_parameters(const struct completion *completion)
{
    const struct network *network = &completion->session->now.network;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        offer_parameter(completion, session_weight_symbol(completion->session, (enum weight)w), &network->weight[w]);
    offer_parameter(completion, "a<0>", &network->a0);
    return false;
}

bool complete_parameter(const struct completion *completion)
{
    return completion->words->count == 1 && complete_parameters(completion);
}

bool complete_panel(const struct completion *completion)
{
    for (int i = 0; panels[i] != NULL; i++) {
        if (!panels[i]->named)
            complete_with(completion, panels[i]->name);
    }
    return false;
}

bool complete_lesson(const struct completion *completion)
{
    struct course course;
    course_find(&course);
    for (int i = 0; i < course.count; i++)
        complete_with(completion, course.entry[i].name);
    course_clear(&course);
    return false;
}

bool complete_file(const struct completion *completion)
{
    (void)completion;
    return true;
}

/* softmax wants several outputs. */
static void offer_activations(const struct completion *completion, const enum activation *choices)
{
    for (; *choices != ACTIVATION_COUNT; choices++) {
        if (*choices != ACTIVATION_SOFTMAX || completion->session->now.network.n_y > 1)
            complete_with(completion, activation_name(*choices));
    }
}

/* ce wants softmax. */
static void offer_losses(const struct completion *completion)
{
    for (int loss = 0; loss < LOSS_COUNT; loss++) {
        if (loss != LOSS_CE || completion->session->now.network.g_star == ACTIVATION_SOFTMAX)
            complete_with(completion, loss_name((enum loss)loss));
    }
}

static void offer_generators(const struct completion *completion)
{
    for (int i = 0; values_generator(i) != NULL; i++)
        complete_with(completion, values_generator(i));
}

/* Behind "x =" and "y =": a generator, a file's name behind the word file, or numbers, which names stand for. */
static bool offer_steps(const struct completion *completion)
{
    const struct words *values = completion->words;
    if (values->count > 0 && strcmp(values->word[0].string, "file") == 0)
        return values->count == 1;
    if (values->count == 0)
        offer_generators(completion);
    return complete_names(completion);
}

/* What is set to one of a few names: true when it is called so. */
static bool offer_choices(const struct completion *completion, const char *name)
{
    bool inside = strcmp(name, "g") == 0, loss = strcmp(name, "loss") == 0;
    bool at_output = strcmp(name, "g*") == 0 || strcmp(name, "g_star") == 0;
    bool first = completion->words->count == 0;
    if (first && (inside || at_output))
        offer_activations(completion, inside ? activations_inside : activations_at_output);
    if (first && loss)
        offer_losses(completion);
    return inside || at_output || loss;
}

/* The values of what stands left of '='; the words of the completion are those behind it. */
static bool offer_values(const struct completion *completion, const char *target)
{
    struct text name = {0};
    text_add_bytes(&name, target, strcspn(target, " \t=+"));
    bool files = false;
    if (strcmp(text_string(&name), "x") == 0 || strcmp(text_string(&name), "y") == 0)
        files = offer_steps(completion);
    else if (!offer_choices(completion, text_string(&name)))
        complete_with_names(completion, false);
    text_clear(&name);
    return files;
}

/* The arguments of the command that is word 0. */
static bool offer_arguments(const struct completion *completion)
{
    struct fault ignored = {0};
    const struct words *words = completion->words;
    const struct command *command = command_find(words->word[0].string, 0, &ignored);
    fault_clear(&ignored);
    if (command == NULL || (command->max_args >= 0 && words->count > command->max_args))
        return false;
    if (command->words != NULL && words->count == 1)
        complete_with_words(completion, command->words);
    return command->complete != NULL && command->complete(completion);
}

/* The statement the word is in begins here. */
static size_t statement_start(const char *line, size_t start)
{
    size_t at = 0;
    for (;;) {
        size_t end = words_statement_end(line, at);
        if (end >= start || line[end] == '\0')
            break;
        at = words_next_statement(line, end);
    }
    while (at < start && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

bool complete_word(const struct session *session, const char *line, size_t start, size_t end, complete_offer *offer,
                   void *to)
{
    struct words words;
    struct completion completion = {session, &words, line + start, end - start, offer, to};
    size_t at = statement_start(line, start), values = at;
    if (at > start) /* in a comment */
        return false;
    if (at == start) {
        complete_with_commands(&completion);
        complete_with_names(&completion, false);
        return false;
    }
    struct fault ignored = {0};
    bool assigns = assign_is(line, at, start, &values), files = false;
    size_t before = words_open_quote(line, start) != '\0' ? start - 1 : start;
    if (words_split(&words, line, values, before, &ignored))
        files = assigns ? offer_values(&completion, line + at) : words.count > 0 && offer_arguments(&completion);
    words_clear(&words);
    fault_clear(&ignored);
    return files;
}
