#include "template/mustache_plan.h"

#include <string.h>

/* Sections have a few dozen steps, all of a site some thousand. Texts longer than this are not put together. */
enum { MOST_STEPS = 16384, MOST_PLANS = 2048, LONGEST_TEXT = 96 };

/* No text, as a step has it. */
static const char nothing[MZ_TEMPLATE_PADDING];

static MzPlans *
plans_new(const MzTemplate *template)
{
    MzArena *arena = mz_arena_new();
    MzPlans *plans = mz_arena_new0(arena, MzPlans, 1);
    plans->arena = arena;
    plans->of_sections = mz_arena_new0(arena, MzPlan *, (gsize) template->n_keys_of_set + 1);
    return plans;
}

MzPlans *
mz_plans_begin(const MzTemplate *template)
{
    MzPlans *plans = NULL;
    for (guint i = 0; i < MZ_PLANS_WAITING && plans == NULL; i++)
        plans = __atomic_exchange_n(&template->rest->waiting[i], NULL, __ATOMIC_ACQUIRE);
    if (plans == NULL)
        plans = plans_new(template);
    plans->rendering++;
    return plans;
}

/* Plans that are full are of views of all kinds of keys: the next rendering may have fewer. */
void
mz_plans_end(const MzTemplate *template, MzPlans *plans)
{
    gboolean is_full = plans->n_steps >= MOST_STEPS || plans->n_plans >= MOST_PLANS || plans->rendering == G_MAXUINT32;
    for (guint i = 0; i < MZ_PLANS_WAITING && !is_full; i++) {
        MzPlans *none = NULL;
        if (__atomic_compare_exchange_n(&template->rest->waiting[i], &none, plans, FALSE, __ATOMIC_RELEASE,
                                        __ATOMIC_RELAXED))
            return;
    }
    mz_arena_free(plans->arena);
}

void
mz_plan_rest_clear(MzPlanRest *rest)
{
    for (guint i = 0; i < MZ_PLANS_WAITING; i++) {
        if (rest->waiting[i] != NULL)
            mz_arena_free(rest->waiting[i]->arena);
        rest->waiting[i] = NULL;
    }
}

/* ## Keys */

gboolean
mz_plan_has_keys(const MzPlan *plan, const MzValue *object)
{
    const MzMemberKey *keys = mz_value_keys(object);
    for (guint32 i = 0; i < plan->n_keys; i++)
        if (keys[i].signature != plan->keys[i].signature || strcmp(keys[i].text, plan->keys[i].text) != 0)
            return FALSE;
    return TRUE;
}

static const MzMemberKey *
copy_keys(MzArena *arena, const MzValue *object)
{
    const MzMemberKey *keys = mz_value_keys(object);
    MzMemberKey *copies = mz_arena_alloc(arena, (gsize)object->length * sizeof *copies);
    for (guint32 i = 0; i < object->length; i++)
        copies[i] = (MzMemberKey){mz_arena_strdup(arena, keys[i].text), keys[i].signature};
    return copies;
}

/* A section that meets other keys gets another plan: those of the list before are not likely to come back. */
MzPlan *
mz_plan_for(MzPlans *plans, const MzNode *section, const MzValue *object)
{
    if (section->n_keys == 0 || object->kind != MZ_VALUE_OBJECT)
        return NULL;
    MzPlan **place = &plans->of_sections[section->keys];
    if (*place != NULL && mz_plan_fits(plans, *place, object))
        return *place;
    if (plans->n_plans >= MOST_PLANS)
        return NULL;
    plans->n_plans++;
    MzPlan *plan = mz_arena_new0(plans->arena, MzPlan, 1);
    *plan = (MzPlan){.n_keys = object->length, .keys = copy_keys(plans->arena, object)};
    *place = plan;
    return plan;
}

/* ## Steps */

/* A plan that grows. */
typedef struct {
    MzPlans *plans;
    const MzValue *object;
    MzStep **link; /* where the next step is hung */
    const char *text;
    gsize length; /* of the text that waits for the next step */
    guint32 nodes;
} Growth;

static MzStep *
add_step(Growth *growth, MzStepKind kind, const MzNode *node)
{
    if (growth->plans->n_steps >= MOST_STEPS)
        return NULL;
    growth->plans->n_steps++;
    MzStep *step = mz_arena_new0(growth->plans->arena, MzStep, 1);
    *step = (MzStep){.kind = (guint8)kind,
                     .text = growth->text,
                     .length = (guint32)growth->length,
                     .nodes = growth->nodes,
                     .node = node};
    gint64 place = -1;
    if (node != NULL && kind <= MZ_STEP_ASK && node->kind <= MZ_NODE_INVERTED && node->n_keys == 1)
        place = mz_member_find(growth->object, node->to.names);
    step->is_here = place >= 0;
    if (kind == MZ_STEP_WRITE && step->is_here && node->kind == MZ_NODE_ESCAPED && step->length <= MZ_TEMPLATE_PADDING)
        step->kind = MZ_STEP_VALUE;
    step->place = place >= 0 ? (guint32)place : 0;
    *growth->link = step;
    growth->link = &step->next[MZ_ANSWER_NO];
    growth->text = nothing;
    growth->length = 0;
    return step;
}

/* Puts the text before a node behind the one that waits; FALSE: there is no more room. */
static gboolean
add_text(Growth *growth, const MzNode *node)
{
    if (node->length == 0)
        return TRUE;
    if (growth->length > 0 && growth->length + node->length > LONGEST_TEXT &&
        add_step(growth, MZ_STEP_TEXT, node) == NULL)
        return FALSE;
    if (growth->length == 0) {
        growth->text = node->text;
    } else {
        char *both = mz_arena_alloc0(growth->plans->arena, growth->length + node->length + MZ_TEMPLATE_PADDING, 1);
        memcpy(both, growth->text, growth->length);
        memcpy(both + growth->length, node->text, node->length);
        growth->text = both;
    }
    growth->length += node->length;
    return TRUE;
}

/* Adds steps from a node to the next question, or to the end; returns the first, or NULL. */
static MzStep *
grow(Growth *growth, const MzNode *node, const MzNode *end)
{
    MzStep **first = growth->link;
    if (growth->length == 0)
        growth->text = nothing;
    while (node < end) {
        if (!add_text(growth, node))
            return *first;
        growth->nodes++;
        if (node->kind == MZ_NODE_TEXT) {
            node++;
        } else if (node->kind == MZ_NODE_ELSE) {
            node += node->end;
        } else if (node->kind == MZ_NODE_SECTION || node->kind == MZ_NODE_INVERTED) {
            add_step(growth, MZ_STEP_ASK, node);
            return *first;
        } else {
            if (add_step(growth, MZ_STEP_WRITE, node) == NULL)
                return *first;
            node++;
        }
    }
    add_step(growth, MZ_STEP_END, NULL);
    return *first;
}

MzStep *
mz_plan_start(MzPlans *plans, MzPlan *plan, const MzNode *begin, const MzNode *end, const MzValue *object)
{
    Growth growth = {.plans = plans, .object = object, .link = &plan->first};
    return grow(&growth, begin, end);
}

MzStep *
mz_plan_go_on(MzPlans *plans, MzStep *step, guint answer, const MzNode *end, const MzValue *object)
{
    Growth growth = {.plans = plans, .object = object, .link = &step->next[answer], .nodes = step->nodes};
    if (step->kind == MZ_STEP_ASK && answer != MZ_ANSWER_RENDERED) {
        growth.text = step->text;
        growth.length = step->length;
    }
    return grow(&growth, mz_step_after(step, answer), end);
}
