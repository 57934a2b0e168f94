/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near.c - the distance of Damerau and Levenshtein, in its restricted form. */

#include "base/near.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 32 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, const char *b)
{
    size_t m = strlen(a), n = strlen(b);
    int cost[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= m; i++)
        cost[i][0] = (int)i;
    for (size_t j = 0; j <= n; j++)
        cost[0][j] = (int)j;
    for (size_t i = 1; i <= m; i++) {
        for (size_t j = 1; j <= n; j++) {
            int change = a[i - 1] != b[j - 1];
            cost[i][j] = least(least(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[m][n];
}

void near_begin(struct near *near, const char *word)
{
    size_t length = strlen(word);
    int allowed = length < 2 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
    *near = (struct near){.word = word, .distance = allowed + 1};
}

void near_offer(struct near *near, const char *candidate)
{
    int length = (int)strlen(near->word), other = (int)strlen(candidate);
    /* Each letter that one has more than the other is an edit. */
    if (length > LONGEST || other > LONGEST || length == 0 || abs(length - other) >= near->distance)
        return;
    int found = strcasecmp(near->word, candidate) == 0 ? 0 : distance(near->word, candidate);
    if (found < near->distance) {
        near->nearest = candidate;
        near->distance = found;
    }
}
