/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker.c - goes through a lesson as a learner does who answers all as the lesson would. */

#include "lesson/checker.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/utf8.h"
#include "lesson/blank.h"
#include "lesson/course.h"
#include "lesson/fields.h"
#include "lesson/giveaway.h"
#include "lesson/judge.h"
#include "lesson/rehearsal.h"
#include "session/condition.h"

static const double SAME = 1e-9; /* relative, between lines of a derivation */

struct check {
    const struct lesson *lesson;
    struct host *host;
    const volatile sig_atomic_t *stop;
    struct lesson_faults *faults;
    struct session *session; /* where the lesson is; NULL after a setup that failed */
};

/* Adds what is wrong, why, and what would be right. */
static void add_fault(struct check *check, int line, const char *what, const struct fault *why)
{
    bool hint = why->hint.length > 0;
    lesson_fault_add(check->faults, line, "%s: %s%s%s%s", what, text_string(&why->message), hint ? " (" : "",
                     text_string(&why->hint), hint ? ")" : "");
}

static bool is_stopped(const struct check *check)
{
    return check->stop != NULL && *check->stop;
}

/* Runs commands on a copy of the present session. NULL with a fault of the command's line: line[i] for the i-th when
 * line is not NULL, otherwise first. */
static struct session *run_on_copy(struct check *check, const char *commands, const int *line, int first,
                                   const char *what)
{
    struct fault fault = {0};
    int failed = 1;
    struct session *copy = session_copy(check->session, &fault);
    bool done = copy != NULL && check->host->run_quietly(check->host, copy, commands, &failed, &fault);
    if (!done) {
        add_fault(check, line != NULL ? line[failed - 1] : first, what, &fault);
        session_free(copy);
        copy = NULL;
    }
    fault_clear(&fault);
    return copy;
}

/* The value of an expression of the lesson. False with a fault of the line when it has no finite one. */
static bool find_value(struct check *check, const char *expression, int line, const char *what, double *value)
{
    struct fault fault = {0};
    struct text cannot = {0};
    text_addf(&cannot, "%s has no value here", what);
    bool read = judge_read(check->session, expression, value, &fault);
    if (!read)
        add_fault(check, line, text_string(&cannot), &fault);
    else if (!isfinite(*value))
        lesson_fault_add(check->faults, line, "%s is %s here; a finite value is needed", what,
                         isnan(*value) ? "undefined" : "infinite");
    text_clear(&cannot);
    fault_clear(&fault);
    return read && isfinite(*value);
}

/* Predictions. */

/* A wrong value that has been found to be one. */
struct wrong {
    double value, tolerance;
    int line;
};

static void check_apart(struct check *check, const struct wrong *wrong, const struct wrong *other, const char *what)
{
    double tolerance = fmax(wrong->tolerance, other->tolerance);
    if (fabs(wrong->value - other->value) <= 2 * tolerance)
        lesson_fault_add(check->faults, wrong->line,
                         "this wrong value is %.10g and %s, on line %d, %.10g; they have to differ by more than twice "
                         "the tolerance, %.3g",
                         wrong->value, what, other->line, other->value, tolerance);
}

static void check_predict(struct check *check, const struct question *question)
{
    struct wrong *wrong = alloc_array((size_t)question->reply_count + 1, sizeof *wrong);
    int count = 1;
    double value;
    if (!find_value(check, question->answer.text, question->answer.line, "the answer", &value)) {
        free(wrong);
        return;
    }
    wrong[0] = (struct wrong){value, judge_tolerance(question->tolerance, value), question->answer.line};
    for (int i = 0; i < question->reply_count; i++) {
        const struct reply *reply = &question->reply[i];
        if (!find_value(check, reply->expression, reply->line, "this wrong value", &value))
            continue;
        wrong[count] = (struct wrong){value, judge_tolerance(question->tolerance, value), reply->line};
        for (int k = 0; k < count; k++)
            check_apart(check, &wrong[count], &wrong[k], k == 0 ? "the answer" : "another");
        count++;
    }
    free(wrong);
}

/* Derivations. */

static bool same(double a, double b)
{
    double scale = fmax(fabs(a), fabs(b));
    return judge_near(a, b, scale > 0 ? SAME * scale : SAME);
}

static void check_lines(struct check *check, const struct question *question)
{
    double target, value;
    if (!find_value(check, question->answer.text, question->answer.line, "the target", &target))
        return;
    for (int i = 0; i < question->formula_count; i++) {
        const struct formula *formula = &question->formula[i];
        struct text expression = {0};
        blank_add_expression(&expression, formula);
        if (find_value(check, text_string(&expression), formula->line, "this line", &value) && !same(value, target))
            lesson_fault_add(check->faults, formula->line, "this line is %.10g; the target, on line %d, is %.10g",
                             value, question->answer.line, target);
        text_clear(&expression);
    }
}

/* A wrong expression is judged as if a learner had typed it, so that its reply is sure to be the one that comes. */
static void check_wrong_blank(struct check *check, const struct question *question, const struct reply *reply)
{
    struct fault fault = {0};
    double value;
    if (!find_value(check, reply->expression, reply->line, "this wrong expression", &value))
        return;
    struct judgement judgement = judge_blank(check->session, question, reply->blank, reply->expression, &fault);
    if (judgement.verdict == VERDICT_RIGHT)
        lesson_fault_add(check->faults, reply->line, "this wrong expression is right for blank %d", reply->blank);
    else if (judgement.says != &reply->text)
        lesson_fault_add(check->faults, reply->line,
                         "this reply is never given: another wrong expression of blank %d has the same value",
                         reply->blank);
    fault_clear(&fault);
}

static void check_blanks(struct check *check, const struct question *question)
{
    int blanks = blank_count(question);
    bool sound = true;
    for (int k = 1; k <= blanks; k++) {
        struct blank blank = blank_find(question, k);
        struct text inside = {0};
        double value;
        text_add_bytes(&inside, question->formula[blank.formula].text + blank.from, blank.to - blank.from);
        sound =
            find_value(check, text_string(&inside), question->formula[blank.formula].line, "a blank", &value) && sound;
        text_clear(&inside);
    }
    for (int i = 0; sound && i < question->reply_count && !is_stopped(check); i++) {
        if (question->reply[i].blank <= blanks)
            check_wrong_blank(check, question, &question->reply[i]);
    }
}

/* Tasks. */

/* True when the expectation holds; where it has no value there a fault, when say. */
static bool holds(struct check *check, const struct session *session, const struct formula *expect, bool say)
{
    struct fault fault = {0};
    bool holds = false;
    bool read = condition_holds(session, expect->text, &holds, &fault);
    if (!read && say)
        add_fault(check, expect->line, "this expectation cannot be judged after the solution", &fault);
    else if (!holds && say)
        lesson_fault_add(check->faults, expect->line, "this expectation does not hold after the solution");
    fault_clear(&fault);
    return read && holds;
}

static bool all_hold(struct check *check, const struct session *session, const struct question *question)
{
    bool all = true;
    for (int i = 0; i < question->formula_count; i++)
        all = holds(check, session, &question->formula[i], false) && all;
    return all;
}

static bool same_state(const struct session *a, const struct session *b)
{
    return session_same_experiment(a, b) && a->tape.position == b->tape.position && a->tape.part == b->tape.part;
}

/* The state a `try` leads to is found and kept in state[i]; NULL where its commands fail. */
static void check_try(struct check *check, const struct question *question, int i, struct session **state)
{
    const struct reply *try = &question->reply[i];
    state[i] = run_on_copy(check, try->expression, NULL, try->line, "this try fails");
    if (state[i] == NULL)
        return;
    if (all_hold(check, state[i], question))
        lesson_fault_add(check->faults, try->line, "this try does all that is expected, so its reply is never given");
    if (same_state(state[i], check->session))
        lesson_fault_add(check->faults, try->line, "this try changes nothing");
    for (int k = 0; k < i; k++) {
        if (state[k] == NULL || !same_state(state[i], state[k]))
            continue;
        lesson_fault_add(check->faults, try->line, "this try leads to the same as that of line %d",
                         question->reply[k].line);
        break;
    }
}

static void check_tries(struct check *check, const struct question *question)
{
    struct session **state = alloc_array((size_t)question->reply_count, sizeof *state);
    for (int i = 0; i < question->reply_count && !is_stopped(check); i++)
        check_try(check, question, i, state);
    for (int i = 0; i < question->reply_count; i++)
        session_free(state[i]);
    free(state);
}

static void check_do(struct check *check, const struct question *question)
{
    if (all_hold(check, check->session, question))
        lesson_fault_add(check->faults, question->formula[0].line,
                         "all that is expected holds already, before anything is done");
    check_tries(check, question);
    struct session *solved =
        run_on_copy(check, question->solution, question->solution_line, question->line, "the solution fails");
    if (solved == NULL)
        return;
    for (int i = 0; i < question->formula_count; i++)
        holds(check, solved, &question->formula[i], true);
    /* What follows stands on the solution. */
    session_free(check->session);
    check->session = solved;
}

/* Blocks. */

static void check_hints(struct check *check, const struct question *question)
{
    struct text what = {0};
    for (int i = 0; i < question->hint_count; i++) {
        if (giveaway_find(check->session, question, &question->hint[i], &what))
            lesson_fault_add(check->faults, question->hint[i].line, "this hint contains %s", text_string(&what));
    }
    text_clear(&what);
}

static void check_question(struct check *check, const struct question *question)
{
    check_hints(check, question);
    if (check->session == NULL)
        return;
    switch (question->kind) {
    case QUESTION_PREDICT:
        check_predict(check, question);
        break;
    case QUESTION_CHOICE:
        break;
    case QUESTION_DERIVE:
        check_lines(check, question);
        check_blanks(check, question);
        break;
    case QUESTION_DO:
        check_do(check, question);
        break;
    }
}

static void check_setup(struct check *check, const struct block *block)
{
    struct fault fault = {0};
    int line = 1;
    session_free(check->session);
    check->session = host_fresh(check->host, check->stop, block->commands, &line, &fault);
    if (check->session == NULL)
        add_fault(check, block->line + line, "this command fails", &fault);
    fault_clear(&fault);
}

static void check_commands(struct check *check, const struct block *block)
{
    struct fault fault = {0};
    int line = 1;
    if (check->session != NULL &&
        !check->host->run_quietly(check->host, check->session, block->commands, &line, &fault))
        add_fault(check, block->line + line, "this command fails", &fault);
    fault_clear(&fault);
}

static void check_block(struct check *check, const struct block *block)
{
    if (block->kind == BLOCK_SETUP)
        check_setup(check, block);
    else if (block->kind == BLOCK_RUN)
        check_commands(check, block);
    else if (block->kind == BLOCK_QUESTION)
        check_question(check, &block->question);
}

/* Lessons it builds on. */

/* True when the folder has NN-id.md. */
static bool stands_in(const char *folder, const char *id)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    struct text wanted = {0};
    bool found = false;
    text_addf(&wanted, "-%s.md", id);
    while (!found && stream != NULL && (entry = readdir(stream)) != NULL)
        found = entry->d_name[0] != '\0' && entry->d_name[1] != '\0' &&
                strcmp(entry->d_name + 2, text_string(&wanted)) == 0;
    if (stream != NULL)
        closedir(stream);
    text_clear(&wanted);
    return found;
}

static bool is_in_course(const char *id)
{
    struct course course;
    struct fault fault = {0};
    course_find(&course);
    bool found = course_entry(&course, id, &fault) != NULL;
    course_clear(&course);
    fault_clear(&fault);
    return found;
}

static void check_required(struct check *check, const char *folder)
{
    const struct lesson *lesson = check->lesson;
    for (int i = 0; i < lesson->required_count; i++) {
        const char *id = lesson->required[i];
        if (strcmp(id, lesson->id) == 0)
            lesson_fault_add(check->faults, lesson->required_line, "a lesson does not require itself");
        else if (folder != NULL && !stands_in(folder, id) && !is_in_course(id))
            lesson_fault_add(check->faults, lesson->required_line,
                             "there is no lesson '%.*s', neither beside this one nor in the course", excerpt(id), id);
    }
}

void checker_run(const struct lesson *lesson, const char *folder, struct host *host, const volatile sig_atomic_t *stop,
                 struct lesson_faults *faults)
{
    struct check check = {lesson, host, stop, faults, NULL};
    struct fault fault = {0};
    int line;
    check_required(&check, folder);
    check.session = host_fresh(host, stop, "", &line, &fault);
    for (int i = 0; i < lesson->step_count; i++) {
        for (int j = 0; j < lesson->step[i].block_count && !is_stopped(&check); j++)
            check_block(&check, &lesson->step[i].block[j]);
    }
    session_free(check.session);
    fault_clear(&fault);
}

/* Files. */

/* "lessons/09-backwards.md" gives "lessons" and "09-backwards". */
static void split_path(const char *path, struct text *folder, struct text *name)
{
    const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;
    size_t length = strlen(base);
    if (length >= 3 && strcmp(base + length - 3, ".md") == 0)
        length -= 3;
    if (slash == NULL)
        text_add(folder, ".");
    else
        text_add_bytes(folder, path, slash > path ? (size_t)(slash - path) : 1);
    text_add_bytes(name, base, length);
}

static void add_report(struct text *report, const char *path, const struct lesson_faults *faults)
{
    for (int i = 0; i < faults->count; i++) {
        utf8_add_visible_line(report, path, strlen(path));
        text_addf(report, ":%d: %s\n", faults->fault[i].line, faults->fault[i].message);
    }
}

int checker_report(const char *path, struct host *host, const volatile sig_atomic_t *stop, struct text *report,
                   struct fault *fault)
{
    struct lesson_faults faults = {0};
    struct text content = {0}, folder = {0}, name = {0};
    int count = -1;
    if (file_read(path, LESSON_LARGEST, &content, fault)) {
        split_path(path, &folder, &name);
        struct lesson *lesson = lesson_read(text_string(&name), text_string(&content), content.length, &faults);
        if (lesson != NULL)
            checker_run(lesson, text_string(&folder), host, stop, &faults);
        /* What is wrong already would only be found once more. */
        if (lesson != NULL && faults.count == 0)
            rehearsal_run(text_string(&content), content.length, host, stop, NULL, &faults);
        lesson_free(lesson);
        add_report(report, path, &faults);
        count = faults.count;
        if (stop != NULL && *stop) {
            fault_interrupted(fault);
            count = -1;
        }
    }
    lesson_faults_clear(&faults);
    text_clear(&content);
    text_clear(&folder);
    text_clear(&name);
    return count;
}
