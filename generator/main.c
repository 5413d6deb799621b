/* mingzhang: the table of commands and nothing else. The only place that ends the program. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/version.h"
#include "commands/commands.h"
#include "read/pdf.h"

typedef struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *zh;
    const char *en;
} Command;

/* In the order in which a new user meets them. */
static const Command commands[] = {
    {"init", mz_command_init, "新建一个网站的文件夹", "make the folder of a new site"},
    {"import", mz_command_import, "把一批文件分拣到 content/reports", "sort a folder of documents into the site"},
    {"build", mz_command_build, "把 content/ 里的报告做成网站", "make the site"},
    {"parse", mz_command_parse, "把报告读成结构化数据", "print a report as structured data"},
    {"check", mz_command_check, "检查报告的勾稽关系、正文与表、用语", "check a report"},
    {"explain", mz_command_explain, "说明各项检查", "explain the checks"},
    {"chart", mz_command_chart, "把报告的一张图画成 SVG 或 PNG", "draw a figure of a report"},
    {"forms", mz_command_forms, "列出标准表，或报告的各表被读作什么", "list the tables known, or those of reports"},
    {"serve", mz_command_serve, "在本机预览，保存即更新", "show the site on this machine"},
    {"diff", mz_command_diff, "说明新生成的与已发布的有哪些不同", "tell what a new build changes"},
    {"publish", mz_command_publish, "把网站发布到服务器、Pages 或对象存储", "publish the site"},
    {NULL, NULL, NULL, NULL},
};

static void
print_help(void)
{
    fputs(mz_tr("用法：mingzhang [--lang zh|en] 命令 [参数…]\n\n命令：\n",
                "usage: mingzhang [--lang zh|en] COMMAND [ARGUMENT…]\n\ncommands:\n"),
          stdout);
    for (const Command *command = commands; command->name != NULL; command++)
        printf("  %-10s %s\n", command->name, mz_tr(command->zh, command->en));
    fputs(
        mz_tr(
            "\n“mingzhang 命令 --help”说明各命令的参数。读报告的命令都可加 --ocr：用 tesseract 识别 PDF 里的扫描页。\n",
            "\n'mingzhang COMMAND --help' tells a command's arguments. All commands that read reports take\n"
            "--ocr: scanned pages of PDF are recognised with tesseract.\n"),
        stdout);
}

static int
unknown_command(const char *name)
{
    fprintf(stderr, mz_tr("mingzhang: 没有名为“%s”的命令", "mingzhang: there is no command '%s'"), name);
    const char *names[G_N_ELEMENTS(commands)];
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        names[i] = commands[i].name;
    const char *near = mz_nearest(name, names);
    if (near != NULL)
        fprintf(stderr, mz_tr("，是否想用“%s”？", "; did you mean '%s'?"), near);
    fputs(mz_tr("\n用 mingzhang --help 查看全部命令\n", "\nsee mingzhang --help for all commands\n"), stderr);
    return MZ_EXIT_FAILED;
}

/* Takes `--lang X` and `--lang=X` out of the arguments wherever they stand before `--`. FALSE when X is no language. */
static gboolean
take_language(int *argc, char **argv)
{
    int kept = 1;
    gboolean options = TRUE;
    for (int i = 1; i < *argc; i++) {
        const char *lang = NULL;
        if (strcmp(argv[i], "--") == 0)
            options = FALSE;
        if (options && g_str_has_prefix(argv[i], "--lang="))
            lang = argv[i] + strlen("--lang=");
        else if (options && strcmp(argv[i], "--lang") == 0)
            lang = i + 1 < *argc ? argv[++i] : "";
        if (lang == NULL)
            argv[kept++] = argv[i];
        else if (strcmp(lang, "en") == 0)
            mz_set_lang(MZ_LANG_EN);
        else if (strcmp(lang, "zh") == 0)
            mz_set_lang(MZ_LANG_ZH);
        else
            return FALSE;
    }
    argv[kept] = NULL;
    *argc = kept;
    return TRUE;
}

/* Takes `--ocr` out of the arguments: scanned pages are recognised whatever the command. */
static void
take_recognition(int *argc, char **argv)
{
    int kept = 1;
    gboolean options = TRUE;
    for (int i = 1; i < *argc; i++) {
        options = options && strcmp(argv[i], "--") != 0;
        if (options && strcmp(argv[i], "--ocr") == 0)
            mz_pdf_recognise(TRUE);
        else
            argv[kept++] = argv[i];
    }
    argv[kept] = NULL;
    *argc = kept;
}

static int
run(int argc, char **argv)
{
    take_recognition(&argc, argv);
    if (!take_language(&argc, argv)) {
        fputs(mz_tr("mingzhang: --lang 只能是 zh 或 en\n", "mingzhang: --lang is zh or en\n"), stderr);
        return MZ_EXIT_FAILED;
    }
    if (argc < 2) {
        fputs(mz_tr("mingzhang: 缺少命令，用 mingzhang --help 查看全部命令\n",
                    "mingzhang: a command is missing, see mingzhang --help\n"),
              stderr);
        return MZ_EXIT_FAILED;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_help();
        return MZ_EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("mingzhang " MZ_VERSION);
        return MZ_EXIT_DONE;
    }
    for (const Command *command = commands; command->name != NULL; command++) {
        if (strcmp(argv[1], command->name) == 0)
            return command->run(argc - 1, argv + 1);
    }
    return unknown_command(argv[1]);
}

int
main(int argc, char **argv)
{
    /* Messages are UTF-8 whatever the user's locale is; without this GLib would print `?` for Chinese. */
    setlocale(LC_CTYPE, "C.UTF-8");
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs(mz_tr("mingzhang: 无法写入标准输出\n", "mingzhang: cannot write standard output\n"), stderr);
        status = MAX(status, (int)MZ_EXIT_FAILED);
    }
    return status;
}
