/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tex.c - a LaTeX document: the network of the present step as a TikZ picture, below it the equations of exactly that
 * step, each with its numbers under its symbols.
 *
 * It needs article, amsmath and TikZ, which every TeX distribution has, and compiles with pdflatex -no-shell-escape. */

#include <string.h>

#include "export/export.h"
#include "export/tex_formula.h"
#include "export/tikz.h"
#include "session/derivation.h"
#include "session/sentence.h"

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
                           "% The names of equations, so that their signs stand below each other.\n"
                           "\\newcommand{\\unrollname}[1]{\\makebox[24mm][l]{$\\displaystyle #1$}}\n";

/* A summand that begins with '-' is joined by that sign, and so are the numbers below one. */
static void add_joined(struct text *file, const char *string, bool first)
{
    bool minus = string[0] == '-' && !first;
    text_add(file, first ? "" : minus ? " && - " : " && + ");
    tex_add_formula(file, string + minus);
}

static void add_parts(struct text *file, const struct equation *equation, bool numbers)
{
    for (int i = 0; i < equation->parts; i++) {
        const struct part *part = &equation->part[i];
        bool minus = i > 0 && part->symbols[0] == '-' && part->numbers[0] != '-';
        if (numbers && minus) {
            text_add(file, " && - ");
            tex_add_formula(file, part->numbers);
        } else {
            add_joined(file, numbers ? part->numbers : part->symbols, i == 0);
        }
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

static void add_value(struct text *file, const struct equation *equation)
{
    if (equation->value == NULL)
        return;
    text_add(file, " && = ");
    tex_add_formula(file, equation->value);
}

/* Symbols over numbers, summand under summand, the value behind the numbers. */
static void add_sum(struct text *file, const struct equation *equation)
{
    text_add(file, " & = ");
    add_parts(file, equation, false);
    if (equation->part[0].numbers[0] != '\0') {
        text_add(file, " \\\\\n & = ");
        add_parts(file, equation, true);
    }
    add_value(file, equation);
}

/* A row for each summand, its numbers behind its symbols; the value below. */
static void add_long_sum(struct text *file, const struct equation *equation)
{
    for (int i = 0; i < equation->parts; i++) {
        const struct part *part = &equation->part[i];
        bool minus = i > 0 && part->symbols[0] == '-';
        text_add(file, i == 0 ? " & = " : minus ? " \\\\\n & - " : " \\\\\n & + ");
        tex_add_formula(file, part->symbols + minus);
        text_add(file, " && \\quad ");
        tex_add_formula(file, part->numbers);
    }
    if (equation->value == NULL)
        return;
    text_add(file, " \\\\\n & = ");
    tex_add_formula(file, equation->value);
}

/* name = symbols = numbers = value, as far as they differ. */
static void add_row(struct text *file, const struct equation *equation)
{
    if (equation->parts == 1) {
        const struct part *part = &equation->part[0];
        text_add(file, equation->phrase ? " & \\quad " : " & = ");
        tex_add_formula(file, part->symbols);
        if (part->numbers[0] != '\0' && (equation->value == NULL || strcmp(part->numbers, equation->value) != 0)) {
            text_add(file, " && = ");
            tex_add_formula(file, part->numbers);
        }
    }
    add_value(file, equation);
}

static void add_equation(struct text *file, const struct equation *equation)
{
    text_addf(file, "\\unrollfit{$\\displaystyle\\begin{alignedat}{%d}\n\\unrollname{", equation->parts + 2);
    tex_add_formula(file, equation->name);
    text_add(file, "}");
    if (equation->parts > 1 && is_wide(equation))
        add_long_sum(file, equation);
    else if (equation->parts > 1)
        add_sum(file, equation);
    else
        add_row(file, equation);
    text_add(file, "\n\\end{alignedat}$}\\par\n");
    if (equation->remark != NULL) {
        text_add(file, "\\emph{");
        tex_add_sentence(file, equation->remark);
        text_add(file, "}\\par\n");
    }
}

static void add_equations(struct text *file, const struct session *session)
{
    struct derivation derivation = {0};
    derivation_add_present(&derivation, session, false);
    for (int i = 0; i < derivation.equations; i++)
        add_equation(file, &derivation.equation[i]);
    derivation_clear(&derivation);
}

static bool write_tex(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct text sentence = {0};
    if (!session_settle(request->session, fault))
        return false;
    text_add(file, HEAD);
    tikz_add_styles(file);
    text_add(file, "\\begin{document}\n\\section*{");
    tex_add_text(file, request->title);
    text_add(file, "}\n");
    sentence_add(&sentence, request->session);
    tex_add_sentence(file, text_string(&sentence));
    text_add(file, "\\par\n\\unrollfit{%\n");
    tikz_add_graph(file, request->session);
    text_add(file, "}\\par\n");
    add_equations(file, request->session);
    text_add(file, "\\end{document}\n");
    text_clear(&sentence);
    return true;
}

static bool begins_tex(const char *bytes, size_t count)
{
    static const char begin[] = "% unroll ";
    return count >= strlen(begin) && memcmp(bytes, begin, strlen(begin)) == 0;
}

const struct export_format export_tex = {
    .ending = ".tex",
    .summary = "the network and the equations of the present step, for LaTeX",
    .details =
        "It compiles by itself; the picture is TikZ, the equations are amsmath, and named styles say how they look.",
    .write = write_tex,
    .begins = begins_tex,
};
