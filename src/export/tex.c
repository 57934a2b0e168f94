/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tex.c - a LaTeX document: the network of the present step as a TikZ picture, below it the equations of exactly that
 * step, each with its numbers under its symbols.
 *
 * It needs article, amsmath and TikZ, which every TeX distribution has, and compiles with pdflatex -no-shell-escape. */

#include <string.h>

#include "export/frames.h"
#include "export/steps_table.h"
#include "export/tex_formula.h"
#include "export/tikz.h"
#include "export/worksheet.h"
#include "session/sentence.h"

enum { MOST_ROWS = 30 };

static const char HEAD[] = "% unroll " UNROLL_VERSION "\n"
                           "\\documentclass[11pt]{article}\n"
                           "\\usepackage[a4paper,margin=20mm]{geometry}\n"
                           "\\usepackage[fleqn]{amsmath}\n"
                           "\\usepackage{tikz}\n"
                           "\\usetikzlibrary{arrows.meta}\n"
                           "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{2ex}\\setlength{\\mathindent}{0pt}\n"
                           "\\setlength{\\emergencystretch}{3em}\n"
                           "\\setcounter{MaxMatrixCols}{64}\n"
                           "\\allowdisplaybreaks\n"
                           "% What is wider than the page is made smaller.\n"
                           "\\newsavebox{\\unrollbox}\n"
                           "\\newcommand{\\unrollfit}[1]{\\sbox{\\unrollbox}{#1}%\n"
                           "  \\ifdim\\wd\\unrollbox>\\linewidth\\resizebox{\\linewidth}{!}{\\usebox{\\unrollbox}}%\n"
                           "  \\else\\usebox{\\unrollbox}\\fi}\n"
                           "% Room to write in, and what belongs there.\n"
                           "\\newcommand{\\unrollblank}{\\underline{\\hspace{16mm}}}\n"
                           "\\newcommand{\\unrollanswer}[1]{\\textcolor{unrollanswer}{\\underline{#1}}}\n"
                           "% The names of equations, so that their signs stand below each other.\n"
                           "\\newcommand{\\unrollname}[1]{\\makebox[24mm][l]{$\\displaystyle #1$}}\n";

/* A number, or what a worksheet has in its place. */
static void add_number(struct text *file, const char *number, enum answers answers)
{
    if (answers == ANSWERS_BLANK) {
        text_add(file, "\\unrollblank ");
        return;
    }
    text_add(file, answers == ANSWERS_KEY ? "\\unrollanswer{" : "");
    tex_add_formula(file, number);
    text_add(file, answers == ANSWERS_KEY ? "}" : "");
}

/* A summand that begins with '-' is joined by that sign, and so are the numbers below one. */
static bool is_subtracted(const struct equation *equation, int i)
{
    return i > 0 && equation->part[i].symbols[0] == '-';
}

static void add_symbols(struct text *file, const struct equation *equation)
{
    for (int i = 0; i < equation->parts; i++) {
        bool minus = is_subtracted(equation, i);
        text_add(file, i == 0 ? "" : minus ? " && - " : " && + ");
        tex_add_formula(file, equation->part[i].symbols + minus);
    }
}

/* What fills a blank has its own sign, whatever stands before the blank. */
static void add_numbers(struct text *file, const struct equation *equation, enum answers answers)
{
    for (int i = 0; i < equation->parts; i++) {
        const char *numbers = equation->part[i].numbers;
        bool negative = i > 0 && numbers[0] == '-' && (answers == ANSWERS_SHOWN || is_subtracted(equation, i));
        bool minus = is_subtracted(equation, i) || negative;
        text_add(file, i == 0 ? "" : minus ? " && - " : " && + ");
        add_number(file, numbers + negative, answers);
    }
}

enum { WIDEST = 90 }; /* columns of numbers that fit beside each other in letters of full size */

static bool is_wide(const struct equation *equation)
{
    size_t width = equation->value != NULL ? strlen(equation->value) : 0;
    for (int i = 0; i < equation->parts; i++)
        width += strlen(equation->part[i].numbers) + 3;
    return width > WIDEST;
}

static void add_value(struct text *file, const struct equation *equation, enum answers answers)
{
    if (equation->value == NULL)
        return;
    text_add(file, " && = ");
    add_number(file, equation->value, answers);
}

/* Symbols over numbers, summand under summand, the value behind the numbers. */
static void add_sum(struct text *file, const struct equation *equation, enum answers answers)
{
    text_add(file, " & = ");
    add_symbols(file, equation);
    if (equation->part[0].numbers[0] != '\0') {
        text_add(file, " \\\\\n & = ");
        add_numbers(file, equation, answers);
    }
    add_value(file, equation, answers);
}

/* A row for each summand, its numbers behind its symbols; the value below. */
static void add_long_sum(struct text *file, const struct equation *equation, enum answers answers)
{
    for (int i = 0; i < equation->parts; i++) {
        const struct part *part = &equation->part[i];
        bool minus = is_subtracted(equation, i);
        text_add(file, i == 0 ? " & = " : minus ? " \\\\\n & - " : " \\\\\n & + ");
        tex_add_formula(file, part->symbols + minus);
        text_add(file, " && \\quad ");
        add_number(file, part->numbers, answers);
    }
    if (equation->value == NULL)
        return;
    text_add(file, " \\\\\n & = ");
    add_number(file, equation->value, answers);
}

/* name = symbols = numbers = value, as far as they differ. */
static void add_row(struct text *file, const struct equation *equation, enum answers answers)
{
    if (equation->parts == 1) {
        const struct part *part = &equation->part[0];
        text_add(file, equation->phrase ? " & \\quad " : " & = ");
        tex_add_formula(file, part->symbols);
        if (part->numbers[0] != '\0' && (equation->value == NULL || strcmp(part->numbers, equation->value) != 0)) {
            text_add(file, " && = ");
            add_number(file, part->numbers, answers);
        }
    }
    add_value(file, equation, answers);
}

static void add_equation(struct text *file, const struct equation *equation, enum answers answers)
{
    text_addf(file, "\\unrollfit{$\\displaystyle\\begin{alignedat}{%d}\n\\unrollname{", equation->parts + 2);
    tex_add_formula(file, equation->name);
    text_add(file, "}");
    if (equation->parts > 1 && is_wide(equation))
        add_long_sum(file, equation, answers);
    else if (equation->parts > 1)
        add_sum(file, equation, answers);
    else
        add_row(file, equation, answers);
    text_add(file, "\n\\end{alignedat}$}\\par\n");
    /* What is remarkable about a number would give it away. */
    if (equation->remark != NULL && answers == ANSWERS_SHOWN) {
        text_add(file, "\\emph{");
        tex_add_sentence(file, equation->remark);
        text_add(file, "}\\par\n");
    }
}

static void add_equations(struct text *file, const struct export_request *request)
{
    struct derivation derivation = {0};
    derivation_add_present(&derivation, request->session, false);
    for (int i = 0; i < derivation.equations; i++)
        add_equation(file, &derivation.equation[i], request->answers);
    derivation_clear(&derivation);
}

static void add_graph(struct text *file, const struct session *session)
{
    text_add(file, "\\unrollfit{%\n");
    tikz_add_graph(file, session);
    text_add(file, "}\\par\n");
}

static void add_formula(struct text *file, const char *name, const char *value)
{
    text_add(file, "\\unrollfit{$");
    tex_add_formula(file, name);
    text_add(file, " = ");
    tex_add_formula(file, value);
    text_add(file, "$}\\quad\n");
}

/* Everything the network is made of, for those who are to compute with it. What stands beside each other may end before
 * the margin. */
static void add_network(struct text *file, const struct session *session)
{
    const struct network *network = &session->now.network;
    struct text value = {0};
    text_add(file, "{\\raggedright\n");
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        text_empty(&value);
        derivation_add_matrix(&value, session, &network->weight[w]);
        add_formula(file, session_weight_symbol(session, (enum weight)w), text_string(&value));
    }
    text_empty(&value);
    derivation_add_matrix(&value, session, &network->a0);
    add_formula(file, "a<0>", text_string(&value));
    text_addf(file, "\\\\\n$g$: %s\\quad $g^*$: %s\\quad loss: %s\\par}\n", activation_name(network->g),
              activation_name(network->g_star), loss_name(network->loss));
    text_clear(&value);
}

static void add_table_row(struct text *file, const struct session *session, int t)
{
    for (int column = 0; column < STEPS_TABLE_COLUMNS; column++) {
        struct text cell = {0};
        if (t > 0)
            steps_table_add(&cell, session, t, column);
        else
            text_add(&cell, steps_table_heads[column]);
        text_add(file, column > 0 ? " & $" : "$");
        tex_add_formula(file, text_string(&cell));
        text_add(file, "$");
        text_clear(&cell);
    }
    text_add(file, t > 0 ? " \\\\\n" : "\\rule[-1.6ex]{0pt}{5ex} \\\\ \\hline\n");
}

static void add_table(struct text *file, const struct session *session)
{
    int first, last;
    panel_window(session->now.sequence->T, tape_place(&session->tape).t, MOST_ROWS, &first, &last);
    text_add(file, "\\unrollfit{\\begin{tabular}{rrrrrrrr}\n");
    for (int t = first - 1; t <= last; t++)
        add_table_row(file, session, t < first ? 0 : t);
    text_add(file, "\\end{tabular}}\\par\n");
}

static void add_sentence(struct text *file, const struct session *session)
{
    struct text sentence = {0};
    sentence_add(&sentence, session);
    tex_add_sentence(file, text_string(&sentence));
    text_add(file, "\\par\n");
    text_clear(&sentence);
}

/* A step: with what led to it where nothing is asked for; each on a page of its own where it is one of many. */
static bool add_frame(void *to, const struct export_request *request, int number, int count, struct fault *fault)
{
    struct text *file = to, title = {0};
    bool sheet = request->answers != ANSWERS_SHOWN;
    (void)fault;
    if (number > 1 && !sheet)
        text_add(file, "\\newpage\n");
    if (count > 1 || sheet) {
        frame_add_title(&title, request->session);
        text_addf(file, "\\subsection*{%s}\n", text_string(&title));
        text_clear(&title);
    }
    if (!sheet) {
        add_sentence(file, request->session);
        add_graph(file, request->session);
    }
    add_equations(file, request);
    return true;
}

/* What is known before the blanks are filled in. */
static bool add_known(struct text *file, const struct export_request *request, struct fault *fault)
{
    struct session *known = worksheet_known(request, fault);
    if (known == NULL)
        return false;
    add_network(file, known);
    add_graph(file, known);
    add_table(file, known);
    session_free(known);
    return true;
}

static bool write_tex(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct text title = {0};
    worksheet_add_title(&title, request);
    text_add(file, HEAD);
    tikz_add_styles(file);
    text_add(file, "\\begin{document}\n\\section*{");
    tex_add_text(file, text_string(&title));
    text_add(file, "}\n");
    text_clear(&title);
    bool done = (request->answers == ANSWERS_SHOWN || add_known(file, request, fault)) &&
                frames_walk(request, add_frame, file, fault);
    text_add(file, "\\end{document}\n");
    return done;
}

static bool begins_tex(const char *bytes, size_t count)
{
    return export_begins(bytes, count, "% unroll ");
}

const struct export_format export_tex = {
    .ending = ".tex",
    .summary = "the network and the equations of the present step, for LaTeX",
    .details =
        "It compiles by itself; the picture is TikZ, the equations are amsmath, and named styles say how they look.",
    .write = write_tex,
    .steps = STEPS_TOGETHER,
    .worksheet = true,
    .begins = begins_tex,
};
