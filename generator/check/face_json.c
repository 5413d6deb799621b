#include "check/face.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/error.h"
#include "base/json_put.h"
#include "base/text.h"
#include "base/version.h"

/* ---- JSON Lines */

static void
put_evidence(GString *out, const MzEvidence *evidence)
{
    mz_put_text(out, MZ_JSON_FIRST("address"), evidence->address);
    mz_put_optional(out, MZ_JSON_NEXT("label"), mz_lang() == MZ_LANG_ZH ? evidence->zh : evidence->en);
    mz_put_optional(out, MZ_JSON_NEXT("value"), evidence->value);
    if (evidence->span.line > 0)
        mz_put_number(out, MZ_JSON_NEXT("line"), evidence->span.line);
    if (evidence->span.end > evidence->span.start) {
        mz_put_number(out, MZ_JSON_NEXT("start"), evidence->span.start);
        mz_put_number(out, MZ_JSON_NEXT("end"), evidence->span.end);
    }
    mz_put_optional(out, MZ_JSON_NEXT("check"), evidence->check);
    g_string_append_c(out, '}');
}

static void
put_evidences(GString *out, const MzEvidence *evidences, guint n)
{
    g_string_append_c(out, '[');
    for (guint i = 0; i < n; i++) {
        if (i > 0)
            g_string_append_c(out, ',');
        put_evidence(out, &evidences[i]);
    }
    g_string_append_c(out, ']');
}

static void
put_finding(GString *out, const char *path, const MzFinding *finding, const MzFaceOptions *options)
{
    mz_put_text(out, MZ_JSON_FIRST("file"), path);
    mz_put_text(out, MZ_JSON_NEXT("check"), finding->check->id);
    mz_put_text(out, MZ_JSON_NEXT("severity"), mz_severity_key(finding->severity));
    mz_put_text(out, MZ_JSON_NEXT("kind"), mz_finding_kind_key(finding->kind));
    mz_put_text(out, MZ_JSON_NEXT("message"), mz_finding_message(finding));
    mz_put_key(out, MZ_JSON_NEXT("place"));
    put_evidence(out, &finding->place);
    mz_put_optional(out, MZ_JSON_NEXT("printed"), finding->printed);
    mz_put_optional(out, MZ_JSON_NEXT("expected"), finding->expected);
    mz_put_optional(out, MZ_JSON_NEXT("equation"), mz_finding_equation(finding));
    mz_put_optional(out, MZ_JSON_NEXT("difference"), finding->difference);
    mz_put_optional(out, MZ_JSON_NEXT("tolerance"), finding->tolerance);
    mz_put_key(out, MZ_JSON_NEXT("inputs"));
    put_evidences(out, finding->inputs, finding->n_inputs);
    mz_put_key(out, MZ_JSON_NEXT("related"));
    put_evidences(out, finding->related, finding->n_related);
    mz_put_text(out, MZ_JSON_NEXT("fingerprint"), finding->fingerprint);
    mz_put_optional(out, MZ_JSON_NEXT("suppressed"), finding->suppressed);
    if (options->baseline)
        mz_put_text(out, MZ_JSON_NEXT("baseline"), finding->known ? "unchanged" : "new");
    g_string_append_c(out, '}');
}

void
mz_face_json(GString *out, const char *path, const MzChecks *checks, const MzFaceOptions *options)
{
    for (guint i = 0; i < checks->n_findings; i++) {
        if (!mz_face_shows(checks, &checks->findings[i], options))
            continue;
        put_finding(out, path, &checks->findings[i], options);
        g_string_append_c(out, '\n');
    }
}

/* ---- SARIF 2.1.0 */

/* A string of the arena as JSON text. */
static void
add_text(cJSON *object, const char *key, const char *text)
{
    cJSON_AddItemToObject(object, key, cJSON_CreateString(text));
}

static void
add_number(cJSON *object, const char *key, guint number)
{
    cJSON_AddItemToObject(object, key, cJSON_CreateNumber(number));
}

static cJSON *
add_object(cJSON *object, const char *key)
{
    cJSON *child = cJSON_CreateObject();
    cJSON_AddItemToObject(object, key, child);
    return child;
}

static cJSON *
add_array(cJSON *object, const char *key)
{
    cJSON *child = cJSON_CreateArray();
    cJSON_AddItemToObject(object, key, child);
    return child;
}

static cJSON *
append_object(cJSON *array)
{
    cJSON *child = cJSON_CreateObject();
    cJSON_AddItemToArray(array, child);
    return child;
}

struct MzSarif {
    cJSON *root;
    cJSON *results;
};

static void
add_message(cJSON *object, const char *key, const char *text)
{
    add_text(add_object(object, key), "text", text);
}

static void
add_rules(cJSON *driver)
{
    guint n_checks;
    const MzCheck *catalogue = mz_catalogue(&n_checks);
    cJSON *rules = add_array(driver, "rules");
    gboolean zh = mz_lang() == MZ_LANG_ZH;
    for (guint i = 0; i < n_checks; i++) {
        const MzCheck *check = &catalogue[i];
        cJSON *rule = append_object(rules);
        add_text(rule, "id", check->id);
        add_message(rule, "shortDescription", zh ? check->zh : check->en);
        add_message(rule, "fullDescription", zh ? check->relation_zh : check->relation_en);
        add_message(rule, "help", mz_reason_text(check->reason));
        add_text(add_object(rule, "defaultConfiguration"), "level", mz_severity_key(check->severity));
    }
}

MzSarif *
mz_sarif_new(void)
{
    MzSarif *sarif = g_new0(MzSarif, 1);
    sarif->root = cJSON_CreateObject();
    add_text(sarif->root, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    add_text(sarif->root, "version", "2.1.0");
    cJSON *run = append_object(add_array(sarif->root, "runs"));
    cJSON *driver = add_object(add_object(run, "tool"), "driver");
    add_text(driver, "name", "mingzhang");
    add_text(driver, "semanticVersion", MZ_VERSION);
    add_rules(driver);
    add_text(run, "columnKind", "unicodeCodePoints");
    sarif->results = add_array(run, "results");
    return sarif;
}

/* The path as a URI reference: relative ones stay relative. */
static void
add_uri(cJSON *object, const char *path)
{
    g_autofree char *escaped = g_uri_escape_string(path, "/", FALSE);
    g_autofree char *uri = g_strconcat(path[0] == '/' ? "file://" : "", escaped, NULL);
    add_text(object, "uri", uri);
}

static void
fill_location(cJSON *location, const char *path, const MzReport *report, const MzEvidence *evidence)
{
    cJSON *physical = add_object(location, "physicalLocation");
    add_uri(add_object(physical, "artifactLocation"), path);
    if (evidence->span.line > 0) {
        cJSON *region = add_object(physical, "region");
        add_number(region, "startLine", evidence->span.line);
        if (evidence->span.end > evidence->span.start) {
            add_number(region, "startColumn", evidence->span.start + 1);
            add_number(region, "endColumn", evidence->span.end + 1);
        }
        if (evidence->span.line <= report->n_lines)
            add_message(region, "snippet", report->lines[evidence->span.line - 1]);
    }
    if (evidence->address[0] != '\0')
        add_text(append_object(add_array(location, "logicalLocations")), "fullyQualifiedName", evidence->address);
}

static cJSON *
add_result(MzSarif *sarif, const MzCheck *check, const char *level, const char *kind, const char *message)
{
    cJSON *result = append_object(sarif->results);
    add_text(result, "ruleId", check->id);
    add_number(result, "ruleIndex", mz_check_index(check));
    add_text(result, "level", level);
    add_text(result, "kind", kind);
    add_message(result, "message", message);
    return result;
}

static void
add_finding(MzSarif *sarif, const char *path, const MzChecks *checks, const MzFinding *finding,
            const MzFaceOptions *options)
{
    cJSON *result =
        add_result(sarif, finding->check, mz_severity_key(finding->severity), "fail", mz_finding_message(finding));
    fill_location(append_object(add_array(result, "locations")), path, checks->report, &finding->place);
    if (finding->n_related > 0) {
        cJSON *related = add_array(result, "relatedLocations");
        for (guint i = 0; i < finding->n_related; i++) {
            cJSON *location = append_object(related);
            add_number(location, "id", i + 1);
            fill_location(location, path, checks->report, &finding->related[i]);
            const MzEvidence *evidence = &finding->related[i];
            g_autofree char *words =
                g_strdup_printf("%s %s", mz_lang() == MZ_LANG_ZH ? evidence->zh : evidence->en, evidence->value);
            add_message(location, "message", words);
        }
    }
    add_text(add_object(result, "partialFingerprints"), "mingzhang/v1", finding->fingerprint);
    if (finding->suppressed != NULL) {
        cJSON *suppression = append_object(add_array(result, "suppressions"));
        add_text(suppression, "kind", "external");
        add_text(suppression, "justification", finding->suppressed);
    }
    if (options->baseline)
        add_text(result, "baselineState", finding->known ? "unchanged" : "new");
    cJSON *properties = add_object(result, "properties");
    add_text(properties, "kind", mz_finding_kind_key(finding->kind));
    add_text(properties, "printed", finding->printed);
    add_text(properties, "expected", finding->expected);
    add_text(properties, "equation", mz_finding_equation(finding));
    add_text(properties, "difference", finding->difference);
    add_text(properties, "tolerance", finding->tolerance);
}

/* A check that did not fail, as a result of its own kind. */
static void
add_state(MzSarif *sarif, const char *path, const MzCheckResult *result)
{
    static const char *const kinds[] = {
        [MZ_STATE_SKIPPED] = "notApplicable", [MZ_STATE_HOLDS] = "pass", [MZ_STATE_UNDECIDED] = "review"};
    const char *why = result->skip != MZ_SKIP_NONE ? mz_skip_text(result->skip)
                                                   : (mz_lang() == MZ_LANG_ZH ? result->check->zh : result->check->en);
    cJSON *object = add_result(sarif, result->check, "none", kinds[result->state], why);
    cJSON *location = append_object(add_array(object, "locations"));
    add_uri(add_object(add_object(location, "physicalLocation"), "artifactLocation"), path);
}

void
mz_sarif_add(MzSarif *sarif, const char *path, const MzChecks *checks, const MzFaceOptions *options,
             gboolean all_results)
{
    for (guint i = 0; i < checks->n_findings; i++) {
        if (mz_face_shows(checks, &checks->findings[i], options))
            add_finding(sarif, path, checks, &checks->findings[i], options);
    }
    for (guint i = 0; all_results && i < checks->n_results; i++) {
        if (checks->results[i].state != MZ_STATE_FAILS && checks->results[i].skip != MZ_SKIP_OTHER_KIND)
            add_state(sarif, path, &checks->results[i]);
    }
}

void
mz_sarif_finish(MzSarif *sarif, GString *out)
{
    char *text = cJSON_Print(sarif->root);
    g_string_append(out, text);
    g_string_append_c(out, '\n');
    cJSON_free(text);
    cJSON_Delete(sarif->root);
    g_free(sarif);
}
