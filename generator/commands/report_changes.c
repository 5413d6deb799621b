#include "commands/report_changes.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "model/difference.h"
#include "model/json.h"

#define REPORT_FILE "/report.json"

/* ---- which */

static gboolean
is_wanted(const MzPlan *plan, const char *address, const char *page)
{
    g_autofree char *path = g_strconcat(address, page, NULL);
    return mz_manifest_find(plan->wanted, path) != NULL;
}

void
mz_report_changes_find(const MzPlan *plan, MzReportChanges *out)
{
    *out = (MzReportChanges){.withdrawn = g_ptr_array_new_with_free_func(g_free),
                             .moved = g_ptr_array_new_with_free_func(g_free),
                             .lost = g_ptr_array_new_with_free_func(g_free),
                             .added = g_ptr_array_new_with_free_func(g_free)};
    for (gsize i = 0; i < plan->changes->count; i++) {
        const MzChange *change = &plan->changes->items[i];
        if (!g_str_has_suffix(change->path, REPORT_FILE))
            continue;
        char *address = g_strndup(change->path, strlen(change->path) - strlen(REPORT_FILE));
        if (change->kind == MZ_CHANGE_CHANGED) {
            out->n_changed++;
            g_free(address);
        } else if (change->kind == MZ_CHANGE_ADDED) {
            g_ptr_array_add(out->added, address);
        } else if (!is_wanted(plan, address, "/index.html")) {
            g_ptr_array_add(out->withdrawn, address);
        } else { /* what leads on does so from the source page, too; an error stands alone */
            g_ptr_array_add(is_wanted(plan, address, "/source.html") ? out->moved : out->lost, address);
        }
    }
}

void
mz_report_changes_clear(MzReportChanges *changes)
{
    g_ptr_array_unref(changes->withdrawn);
    g_ptr_array_unref(changes->moved);
    g_ptr_array_unref(changes->lost);
    g_ptr_array_unref(changes->added);
}

/* ---- how much */

/* Amounts in the tables of a report.json; 0 if it cannot be read. Frees the text. */
static guint
count_amounts(const char *path, char *text, gsize length)
{
    MzReport *report = text != NULL ? mz_report_from_json(path, text, length, NULL) : NULL;
    g_free(text);
    if (report == NULL)
        return 0;
    GArray *amounts = mz_report_differences(NULL, report);
    guint n = amounts->len;
    g_array_unref(amounts);
    mz_report_free(report);
    return n;
}

/* Those of a report that comes, from the tree that was built, or (with `last`) of one that goes. */
static guint
amounts_of(const MzPlan *plan, const MzLastPublication *last, const char *address)
{
    g_autofree char *path = g_strconcat(address, REPORT_FILE, NULL);
    gsize length = 0;
    char *text = NULL;
    if (last != NULL) {
        text = mz_last_publication_file(last, path, &length, NULL);
    } else if (plan->publication->source != NULL) {
        g_autofree char *file = g_build_filename(plan->publication->source, path, NULL);
        g_file_get_contents(file, &text, &length, NULL);
    }
    return count_amounts(path, text, length);
}

/* What stands at the target, where this machine has the files of it; NULL: it has not. */
static MzLastPublication *
open_standing(const MzPlan *plan)
{
    GError *trouble = NULL;
    MzLastPublication *last = mz_target_last(plan->publication, &trouble);
    g_clear_error(&trouble);
    if (last != NULL && strcmp(last->manifest->id, plan->standing->id) == 0)
        return last;
    mz_last_publication_free(last);
    return NULL;
}

/* ---- in words */

static void
print_group(const GPtrArray *addresses, const char *words, const MzPlan *plan, const MzLastPublication *last,
            guint most)
{
    for (guint i = 0; i < addresses->len && i < most; i++) {
        const char *address = addresses->pdata[i];
        guint n = amounts_of(plan, last, address);
        printf("%s%s", words, address);
        if (n > 0)
            printf(mz_tr("（表中 %u 个金额）", " (%u amounts in tables)"), n);
        putchar('\n');
    }
    if (addresses->len > most)
        printf(mz_tr("%s…还有 %u 份，加 --all 全部列出\n", "%s… and %u more, --all lists them\n"), words,
               addresses->len - most);
}

void
mz_report_changes_print(const MzReportChanges *changes, const MzPlan *plan, guint most)
{
    MzLastPublication *last = NULL;
    if (changes->withdrawn->len + changes->moved->len + changes->lost->len > 0)
        last = open_standing(plan);
    print_group(changes->withdrawn, mz_tr("移除的报告：", "report removed: "), plan, last, most);
    print_group(changes->lost, mz_tr("只剩错误页的报告：", "report that becomes an error page: "), plan, last, most);
    print_group(changes->moved,
                mz_tr("改到新地址的报告（旧网址会转过去）：", "report that moves (its address leads on): "), plan, last,
                most);
    if (plan->is_first && changes->added->len > 0)
        printf(mz_tr("新增的报告：%u 份\n", "reports added: %u\n"), changes->added->len);
    else
        print_group(changes->added, mz_tr("新增的报告：", "report added: "), plan, NULL, most);
    if (changes->n_changed > 0)
        printf(mz_tr("数据有变的报告：%u 份（逐个金额见 mingzhang diff）\n",
                     "reports whose data change: %u (mingzhang diff tells each amount)\n"),
               changes->n_changed);
    mz_last_publication_free(last);
}
