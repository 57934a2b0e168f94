/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bug.c - the rows, and which of them an answer means.
 *
 * An answer is cut into words; spellings of one idea ("forgot", "missing", "left out") count as one word. The row with
 * the longest phrase whose words all stand in the answer, in any order, is meant. */

#include "session/bug.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/random.h"
#include "session/quantity.h"

const struct bug_row bugs[BUG_COUNT] = {
    [BUG_NONE] = {"", "", "", "", ""},
    [BUG_ONLY_FROM_YHAT] = {"only from ŷ<t>", "∂L/∂a<t> takes what ŷ<t> sends and leaves out what a<t+1> sends",
                            "add what a<t+1> sends, v g'(s<t+1>) ∂L/∂a<t+1>",
                            "a<t> is used twice, by ŷ<t> and by a<t+1>; each use sends a gradient back, and the two "
                            "are added.",
                            "only yhat<t>, only yhat, add a<t+1>, missing a<t+1>, add next, missing next, sum two, "
                            "sum both, add two, add both, missing recurrence"},
    [BUG_ONLY_FROM_NEXT] = {"only from a<t+1>",
                            "for t < T, ∂L/∂a<t> takes what a<t+1> sends and leaves out what ŷ<t> sends",
                            "add what ŷ<t> sends, W_y ∂L<t>/∂o<t>",
                            "every step has a loss of its own, not the last one alone; a<t> hears from it through "
                            "ŷ<t>, and what a<t+1> sends is added to that.",
                            "only a<t+1>, only next, add yhat<t>, add yhat, missing yhat<t>, missing yhat, sum two, "
                            "sum both, add two, add both"},
    [BUG_NOT_SUMMED] = {"not summed over t",
                        "each step writes its share where the sum so far stood, so that the share of t = 1, written "
                        "last, is all that is left",
                        "add the shares of all steps: += where = stands",
                        "the same weights are used at every step, and every use has its share in their gradient.",
                        "sum, overwritten, overwrites, assigned, assigns, every step, all steps"},
    [BUG_NO_SLOPE] = {"g' forgotten", "the gradient goes back through g as if g' were 1",
                      "multiply ∂L/∂a<t> by g'(s<t>) before it goes on",
                      "a<t> = g(s<t>), so what a<t> feels, s<t> feels g'(s<t>) times; where g is flat, nothing "
                      "passes.",
                      "g', g'(s<t>), g'(s), d<t>, slope, derivative g, missing derivative"},
    [BUG_A_FOR_A_BEFORE] = {"a<t> for a<t-1>", "the share of step t in ∂L/∂v is taken with a<t>", "take it with a<t-1>",
                            "s<t> = v a<t-1> + u x<t> + b_a: what v is multiplied by at step t is the activation "
                            "before, and that is the derivative.",
                            "a<t-1>, a<t> a<t-1>, previous a, previous activation"},
    [BUG_X_BEFORE_FOR_X] = {"x<t-1> for x<t>", "the share of step t in ∂L/∂u is taken with x<t-1>", "take it with x<t>",
                            "s<t> = v a<t-1> + u x<t> + b_a: u is multiplied by the input of the same step.",
                            "x<t>, x<t-1>, x<t> x<t-1>, previous x, previous input"},
    [BUG_BIAS_ONCE] = {"∂a<t>/∂b_a = 1",
                       "b_a is taken to reach a<t> once, with the factor 1, as in slip S4 of the notes",
                       "∂a<t>/∂b_a = g'(s<t>) (1 + v ∂a<t-1>/∂b_a)",
                       "b_a is used at every step: a<t> holds it directly, and once more through a<t-1>.",
                       "b_a, bias, da<t>/db_a, da<t>/db_a da<t-1>/db_a, s4"},
    [BUG_EQUATION_3] = {"(3) as written", "∂L/∂v is the sum over t of what (3) says, slip S5 and all",
                        "∂L<t>/∂v = z<t> W_y Σ_{j=0..t-1} v^j a<t-1-j>, with every g' on the way",
                        "in (3) the factor z<t> has gone, the largest term j = 0 has gone, and its outer sum counts "
                        "early steps many times; notes 3 shows them side by side.",
                        "(3), equation 3, equation (3), notes 3, s5, v^j a<t-1-j>, dl<t>/dv v^j"},
    [BUG_SIGN_OF_Z] = {"a sign in z<t>",
                       "z<t> has the sign of its second half flipped, as slip S1 has it in L<t> (of all of z<t> where "
                       "the loss is not bce)",
                       "z<t> is the derivative of L<t>: -y<t>/ŷ<t> + (1-y<t>)/(1-ŷ<t>) with bce, ŷ<t> - y<t> with mse",
                       "where the target is 0 and ŷ<t> is above it, ŷ<t> has to come down, so z<t> is positive; with "
                       "the sign flipped it asks for more.",
                       "sign, s1, z, z<t>, sign z<t>, sign z"},
    [BUG_ONE_STEP_SHORT] = {"truncated by one",
                            "the loop back ends at t = 2, so that step 1 has no share in any gradient",
                            "go on to t = 1",
                            "the weights are used at step 1 as at every other; the loop has T steps, from T down to 1.",
                            "truncated, truncation, truncates, step 1, first step, t=1, t 1, one short, one few, ends "
                            "early, stops early, off by one"},
};

/* Spellings of one idea: the first word of a line stands for the others. */
static const char *const ideas[] = {
    ("missing forgot forgets forgotten forgetting misses lacks lost loses without omitted left ignored ignores dropped "
     "drops not no"),
    "only just alone solely",
    "add adds added adding plus include includes",
    "sum sums summed summing accumulate accumulates accumulated accumulating +=",
    "previous before earlier preceding",
    "next later following",
    "sign signs minus flipped",
    "both two",
};

enum { LONGEST_WORD = 48, MOST_WORDS = 64 };

struct answer {
    char word[MOST_WORDS][LONGEST_WORD];
    int count;
};

static bool stands_in(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; *at != '\0'; at += strcspn(at, " "), at += *at == ' ') {
        if (strcspn(at, " ") == length && strncmp(at, word, length) == 0)
            return true;
    }
    return false;
}

static void add_word(struct answer *answer, const char *bytes, size_t length)
{
    char *word = answer->word[answer->count];
    /* (3) keeps its parentheses; half a pair is punctuation. */
    const char *punctuation = memchr(bytes, '(', length) != NULL ? ".,;:?\"" : ".,;:?\")";
    while (length > 0 && strchr(punctuation, bytes[length - 1]) != NULL)
        length--;
    if (length == 0 || length >= LONGEST_WORD || answer->count == MOST_WORDS)
        return;
    for (size_t i = 0; i < length; i++)
        word[i] = (char)tolower((unsigned char)bytes[i]);
    word[length] = '\0';
    for (size_t i = 0; i < sizeof ideas / sizeof *ideas; i++) {
        if (stands_in(ideas[i], word)) {
            length = strcspn(ideas[i], " ");
            memcpy(word, ideas[i], length);
            word[length] = '\0';
        }
    }
    answer->count++;
}

/* The string with the signs of the language in letters: yhat for the y with its circumflex, d for the curly one. */
static void spell(struct text *spelt, const char *string)
{
    while (*string != '\0') {
        const char *ascii;
        size_t length = quantity_sign_at(string, &ascii);
        if (length > 0)
            text_add(spelt, ascii);
        else
            text_add_bytes(spelt, string, 1);
        string += length > 0 ? length : 1;
    }
}

static void cut(struct answer *answer, const char *string)
{
    struct text spelt = {0};
    answer->count = 0;
    spell(&spelt, string);
    for (const char *at = text_string(&spelt); *at != '\0';) {
        size_t length = strcspn(at, " \t");
        add_word(answer, at, length);
        at += length;
        at += strspn(at, " \t");
    }
    text_clear(&spelt);
}

/* A name with its step may stand at the end of a longer one: a<t+1> in dL/da<t+1>. */
static bool has_word(const struct answer *answer, const char *wanted, size_t length)
{
    bool stepped = memchr(wanted, '<', length) != NULL;
    for (int i = 0; i < answer->count; i++) {
        const char *word = answer->word[i];
        size_t whole = strlen(word);
        if (whole >= length && (stepped || whole == length) && strncmp(word + whole - length, wanted, length) == 0)
            return true;
    }
    return false;
}

/* The words of the phrase when all of them stand in the answer, else 0. */
static int phrase_words(const struct answer *answer, const char *phrase, size_t length)
{
    int count = 0;
    for (size_t at = strspn(phrase, " "); at < length;) {
        size_t word = strcspn(phrase + at, " ,");
        if (!has_word(answer, phrase + at, word))
            return 0;
        count++;
        at += word;
        at += phrase[at] == ' ';
    }
    return count;
}

/* The words of the longest phrase of the row that stands in the answer. */
static int row_words(const struct answer *answer, const struct bug_row *row)
{
    int most = 0;
    for (const char *phrase = row->means; *phrase != '\0';) {
        size_t length = strcspn(phrase, ",");
        int count = phrase_words(answer, phrase, length);
        most = count > most ? count : most;
        phrase += length + (phrase[length] == ',');
    }
    return most;
}

enum bug bug_meant(const char *string, bool *several)
{
    struct answer answer;
    enum bug meant = BUG_NONE;
    int most = 0;
    *several = false;
    cut(&answer, string);
    for (enum bug bug = BUG_NONE + 1; bug < BUG_COUNT; bug++) {
        int count = row_words(&answer, &bugs[bug]);
        if (count == 0 || count < most)
            continue;
        *several = count == most;
        most = count;
        meant = bug;
    }
    return *several ? BUG_NONE : meant;
}

enum bug bug_drawn(int seed)
{
    return (enum bug)(1 + random_bits((uint64_t)seed, 0) % (BUG_COUNT - 1));
}
