#include "parse/claim_sentence.h"

#include "parse/lines.h"

#include <string.h>

static gboolean
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

guint
mz_behind_year(const gunichar *c, guint start, guint end)
{
    guint at = start;
    while (at < end && is_digit(c[at]))
        at++;
    if (at != start + 4 || at >= end || c[at] != 0x5E74) /* 年 */
        return start;
    at++;
    return at < end && (c[at] == 0x5EA6 || c[at] == 0x521D) ? at + 1 : at; /* 度 初 */
}

guint
mz_behind_ordinal(const gunichar *c, guint start, guint end)
{
    MzOrdinal ordinal = mz_ordinal_at(c, end, start);
    return ordinal.level > 0 && ordinal.end <= end ? ordinal.end : start;
}

gboolean
mz_says_nothing(const gunichar *c, guint start, guint end)
{
    mz_trim_name(c, &start, &end);
    return start >= end;
}

/* Cuts the words that lead from a name to its number. */
static guint
name_end(const gunichar *c, guint start, guint end)
{
    static const char32_t leads[] = U"为均共约各:计是";
    while (end > start) {
        guint lead = 0;
        while (leads[lead] != 0 && leads[lead] != c[end - 1])
            lead++;
        if (leads[lead] == 0)
            break;
        end--;
    }
    return end;
}

MzSubject
mz_subject_coded(const MzReader *reader, MzCodeName name)
{
    if (name.label == NULL)
        return (MzSubject){0};
    if (name.code == NULL)
        return (MzSubject){.name = name.label, .free = TRUE};
    return (MzSubject){.name = mz_arena_printf(reader->flow.report->arena, "%s %s", name.code, name.label),
                       .code = name.code};
}

/* The name of a thing as forms print it: "单位价值100万元以上设备" for "单价100万元以上的设备". */
static const char *
asset_name(const MzReader *reader, guint start, guint end)
{
    MzArena *arena = reader->flow.report->arena;
    const char *name = mz_flow_text(&reader->flow, start, end);
    const char *price = strstr(name, "单价");
    if (price != NULL)
        name = mz_arena_printf(arena, "%.*s单位价值%s", (int)(price - name), name, price + strlen("单价"));
    const char *above = strstr(name, "以上的");
    if (above != NULL) {
        gsize kept = (gsize)(above - name) + strlen("以上");
        name = mz_arena_printf(arena, "%.*s%s", (int)kept, name, name + kept + strlen("的"));
    }
    return name;
}

/* Where the name of a thing ends before the words for its value; `end`: there are none. */
static guint
before_value(const gunichar *c, guint start, guint end)
{
    static const char32_t *const values[] = {U"账面价值", U"账面原值", U"账面净值", U"价值合计",
                                             U"价值",     U"原值",     U"净值"};
    for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
        if (mz_word_ends(c, end, start, values[i]))
            return end - mz_word_length(values[i]);
    }
    return end;
}

/* A thing of 国有资产: its name as printed behind 共有, without what it counts. */
MzSubject
mz_subject_asset(MzReader *reader, guint start, guint end, const MzFlowNumber *number)
{
    const gunichar *c = reader->flow.c;
    MzArena *arena = reader->flow.report->arena;
    gboolean money = number->unit->kind == MZ_COUNTED_MONEY;
    for (guint i = start; i + 1 < end; i++) {
        if (c[i] == 0x6709 && i + 2 < end && i > start && (c[i - 1] == 0x5171 || c[i - 1] == 0x4FDD)) /* 共有 保有 */
            start = i + 1;
    }
    end = name_end(c, start, end);
    if (money) {
        guint before = before_value(c, start, end);
        /* "3.办公家具6万元", "公务用车1辆、17万元" */
        if (before == end && !(end == start || (reader->enumerated && start == reader->sentence)))
            return (MzSubject){0};
        end = before;
    }
    while (start < end && (c[start] == 0x3001 || c[start] == ',')) /* 、 */
        start++;
    if (end > start + 2 && mz_word_ends(c, end, start, U"面积"))
        end -= 2;
    if (end > start) {
        const char *name = asset_name(reader, start, end);
        reader->to_buy = reader->to_buy || mz_word_at(c, end, start, U"安排购置");
        gboolean prefixed = mz_word_at(c, end, start, U"安排购置");
        reader->asset = !reader->to_buy ? mz_arena_printf(arena, "国有资产/%s", name)
                        : prefixed      ? name
                                        : mz_arena_printf(arena, "安排购置%s", name);
    }
    if (reader->asset == NULL)
        return (MzSubject){0};
    const char *what = money ? "价值" : "";
    if (strcmp(number->unit->name, "辆") == 0)
        what = "数量";
    else if (strcmp(number->unit->name, "平方米") == 0)
        what = "面积";
    if (g_str_has_suffix(reader->asset, what))
        what = "";
    return (MzSubject){.name = mz_arena_printf(arena, "%s%s", reader->asset, what),
                       .role = money ? MZ_ROLE_AMOUNT : MZ_ROLE_COUNT,
                       .free = TRUE};
}

/* Behind the words that lead from a list's opening to its first name. */
static guint
behind_leads(const gunichar *c, guint start, guint end)
{
    static const char32_t *const leads[] = {U"即",   U"分别为", U"分别是", U"包括", U"一是",
                                            U"二是", U"三是",   U"四是",   U"五是"};
    for (guint i = 0; i < G_N_ELEMENTS(leads); i++) {
        if (mz_word_at(c, end, start, leads[i]))
            return start + mz_word_length(leads[i]);
    }
    return start;
}

/* A name that no table knows, in a list of projects or expenses. */
static MzSubject
free_subject(const MzReader *reader, guint start, guint end)
{
    const gunichar *c = reader->flow.c;
    MzArena *arena = reader->flow.report->arena;
    gboolean item = reader->enumerated && start == reader->sentence && mz_flow_under(&reader->flow, "结转结余");
    start = behind_leads(c, mz_behind_ordinal(c, start, end), end);
    end = name_end(c, start, end);
    guint shortest = reader->project != NULL || reader->reason_list ? 2 : 3;
    if (end < start + shortest || end - start > 40)
        return (MzSubject){0};
    gboolean reviewed = reader->hint != G_MAXUINT8 && mz_flow_under(&reader->flow, "绩效");
    gboolean listed = reader->list || reader->reason_list || reader->project != NULL || reviewed;
    gboolean any = end >= start + 4 && (reader->names || item);
    if (!any && (!listed || !mz_ends_like_expense(c, start, end)))
        return (MzSubject){0};
    const char *name = mz_flow_text(&reader->flow, start, end);
    if (reader->project != NULL)
        name = mz_arena_printf(arena, "%s/%s", reader->project, name);
    return (MzSubject){.name = name, .free = TRUE};
}

MzSubject
mz_subject_named(const MzReader *reader, guint start, guint end)
{
    const gunichar *c = reader->flow.c;
    const MzCodes *codes = reader->flow.codes;
    guint year = mz_behind_year(c, start, end);
    guint from = mz_behind_ordinal(c, year, end);
    guint to = name_end(c, from, end);
    if (to <= from)
        return (MzSubject){0};
    if (mz_codes_is_path(c, from, to))
        return mz_subject_coded(reader, mz_codes_path(codes, c, from, to));
    MzCodeName name = {0};
    if (reader->subject.name != NULL && reader->subject_end == to &&
        reader->subject_end - from == reader->subject_length)
        return reader->subject; /* the whole name is a subject */
    if (reader->economic)
        name = mz_codes_economic(codes, c, from, to);
    if (name.code == NULL)
        name = mz_codes_class(codes, c, from, to);
    if (name.code == NULL && reader->subject.name == NULL && reader->project == NULL)
        name = mz_codes_item(codes, c, from, to);
    return mz_subject_coded(reader, name);
}

/* The subject of a number at `at`; name NULL: not understood. */
MzSubject
mz_subject_of(const MzReader *reader, guint at)
{
    const gunichar *c = reader->flow.c;
    guint head_end = MIN(reader->first_word, at);
    if (reader->given.name != NULL)
        return reader->given;
    if (reader->mode == MZ_MODE_REASON || reader->mode == MZ_MODE_PROSE)
        return reader->reason_list ? free_subject(reader, reader->head, at) : (MzSubject){0};
    if (reader->tail > reader->head && !mz_says_nothing(c, reader->tail, at)) {
        MzSubject named = mz_subject_named(reader, reader->tail, at);
        if (named.name != NULL || reader->subject.name == NULL || reader->subject_end <= reader->tail)
            return named;
    }
    MzSubject named = mz_subject_named(reader, reader->head, head_end);
    if (named.name != NULL)
        return named;
    if (reader->subject.name != NULL) {
        guint from = MAX(reader->subject_end, reader->tail);
        if (from >= at || at - from <= 12 || mz_says_nothing(c, from, at))
            return reader->subject;
        return (MzSubject){0};
    }
    if (mz_says_nothing(c, reader->head, head_end)) {
        MzSubject none = {0};
        return reader->mode == MZ_MODE_USE ? none : reader->current;
    }
    return free_subject(reader, reader->head, head_end);
}
