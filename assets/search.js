// The search page's half of the index that the generator writes to search/ (see generator/data/search.h).
// Shards are scripts, not fetched data, so that it also works when the site is opened from a folder.
const mzSearch = (() => {
    'use strict';
    const PAGE = 20; // results shown at a time
    const waiting = new Map();
    const shards = new Map();
    const blocks = new Map();
    const amounts = new Map();
    let meta = null;
    let itemNames = {};

    // Loads a script once; resolves when it has called back.
    function load(name) {
        if (!waiting.has(name)) {
            waiting.set(name, new Promise((done, fail) => {
                const script = document.createElement('script');
                script.src = `search/${name}.js`;
                script.onload = done;
                script.onerror = () => fail(new Error(name));
                document.head.append(script);
            }));
        }
        return waiting.get(name);
    }

    function hash(token) {
        let value = 2166136261;
        for (const byte of new TextEncoder().encode(token))
            value = Math.imul(value ^ byte, 16777619) >>> 0;
        return value;
    }

    // What a query asks: tokens of names, beginnings of codes, amounts (their digits), a year, a kind of report.
    function understand(query) {
        const asked = { tokens: new Set(), digits: [], year: null, kind: null, text: '' };
        let text = query.toLowerCase().normalize('NFKC').trim();
        text = text.replace(/(?<=\d)\s*万?元(?![\p{L}\p{N}])/gu, ' ').trim(); // an amount as copied from a page
        const alone = /^\d+$/.test(text);
        if (!alone) {
            text = text.replace(/(?<![\d.,])((?:19|20)\d\d)(?:年度?)?(?![\d.,])/, (_, year) => {
                asked.year = year;
                return ' ';
            });
            text = text.replace(/(?:部门)?(预算|决算)(?:报告)?/, (_, kind) => {
                asked.kind = kind === '预算' ? 'budget' : 'final';
                return ' ';
            });
        }
        asked.text = text.trim();
        for (const word of text.split(/\s+/)) {
            const digits = word.replace(/[,.]/g, '');
            if (/^-?\d+$/.test(digits)) {
                const significant = digits.replace(/^-?0*/, '');
                if (significant.length >= 2)
                    asked.digits.push(significant);
                continue;
            }
            for (const run of word.match(/[\p{L}\p{N}]+/gu) ?? []) {
                const letters = [...run];
                for (let i = 0; i + 1 < letters.length; i++)
                    asked.tokens.add(letters[i] + letters[i + 1]);
            }
        }
        return asked;
    }

    async function entriesOf(token) {
        const number = hash(token) % meta.shards;
        await load('t-' + number.toString(16).padStart(2, '0'));
        const gaps = shards.get(number)[token] ?? [];
        let at = 0;
        return gaps.map((gap) => (at += gap));
    }

    // The numbers of the entries that have all tokens.
    async function entriesWith(tokens) {
        const lists = await Promise.all(tokens.map(entriesOf));
        lists.sort((a, b) => a.length - b.length);
        let found = lists[0] ?? [];
        for (const list of lists.slice(1)) {
            const has = new Set(list);
            found = found.filter((entry) => has.has(entry));
        }
        return found;
    }

    async function entry(number) {
        const block = Math.floor(number / meta.block);
        await load('e-' + block);
        return blocks.get(block)[number % meta.block];
    }

    // Amounts that begin with the digits (those that are exactly so first), of these entries only where there are any.
    async function amountsOf(digits, among) {
        const shard = digits.slice(0, meta.digits).padEnd(meta.digits, '0');
        if (!meta.amounts.has(shard))
            return [];
        await load('a-' + shard);
        const has = among === null ? null : new Set(among);
        const found = new Map();
        const list = amounts.get(shard);
        for (let i = 0; i < list.length; i += 4) {
            const [number, report, what, text] = list.slice(i, i + 4);
            const own = text.replace(/[.-]/g, '').replace(/^0+/, '');
            if (own !== digits && !(digits.length >= meta.digits && own.startsWith(digits)) || has && !has.has(number))
                continue;
            const key = `${number} ${report} ${text}`;
            if (!found.has(key))
                found.set(key, { number, report, text, whats: [], exact: own === digits });
            found.get(key).whats.push(what);
        }
        const all = [...found.values()];
        return [...all.filter((one) => one.exact), ...all.filter((one) => !one.exact)];
    }

    // Where an amount stands: its name and the link from the report's folder.
    function placeOf(what) {
        const [, code, letter, rest] = /^(\d+)([A-Za-z=])(.*)$/.exec(what);
        if (letter === 'F')
            return [meta.facts[code][0], `index.html#${meta.facts[code][1 + Number(rest)]}`];
        if (letter === 'L')
            return [meta.facts[code][0], `source.html#L${rest}`];
        const cell = { e: `expenditure.${code}.total`, g: `general.${code}.total`, b: `basic.${code}.amount`, t: `basic.${code}.total` };
        return [`${code} ${itemNames[code] ?? ''}`, `index.html#${cell[letter] ?? rest}`];
    }

    // The reports of an entry, newest first: { id, title, unit }.
    function reportsOf(list) {
        return list.split(' ').filter(Boolean).map((word) => {
            const id = word.replace('元', '');
            const [year, kind] = id.split('-');
            return { id, year, kind, title: `${year}${kind === 'final' ? '决算' : '预算'}`, unit: id === word ? '万元' : '元' };
        });
    }

    // A query's results, as functions that make one each: so only what is shown is loaded.
    async function find(query) {
        await load('meta');
        const asked = understand(query);
        const tokens = [...asked.tokens];
        if (tokens.length === 0 && asked.digits.length === 0)
            return null;
        const named = tokens.length > 0 ? await entriesWith(tokens) : null;
        let results = [];
        if (asked.digits.length === 0)
            results = named.map((number) => async () => ({ entry: await entry(number), asked }));
        for (const digits of asked.digits) {
            if (/^\d{3,7}$/.test(digits) && named === null) {
                const coded = await entriesWith(['#' + digits]);
                results.push(...coded.map((number) => async () => ({ entry: await entry(number), asked })));
            }
            const found = await amountsOf(digits, named);
            results.push(...found.map((amount) => async () => {
                const [one] = await Promise.all([entry(amount.number), load('i')]);
                return { entry: one, amount, asked };
            }));
        }
        return results;
    }

    // ---- showing

    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    // The text with what was asked for marked.
    function marked(text, asked) {
        const at = asked.text.length > 1 ? text.toLowerCase().indexOf(asked.text) : -1;
        if (at < 0)
            return [text];
        const end = at + asked.text.length;
        return [text.slice(0, at), element('mark', { textContent: text.slice(at, end) }), text.slice(end)];
    }

    // What is made up is said to be so.
    const badges = (mark) => mark ? [' ', element('span', { className: 'badge note', textContent: mark })] : [];

    function showDepartment([, name, region, address, list, mark], asked) {
        const about = element('span', { className: 'dim' }, `部门 · ${region}`, ...badges(mark));
        const reports = element('span', { className: 'years' });
        for (const report of reportsOf(list).reverse()) {
            if ((asked.year === null || report.year === asked.year) && (asked.kind === null || report.kind === asked.kind))
                reports.append(element('a', { href: encodeURI(`${address}/${report.id}/index.html`), textContent: report.title }));
        }
        return element('li', {}, element('a', { href: encodeURI(`${address}/index.html`) }, ...marked(name, asked)), about, reports);
    }

    function showItem([, code, name, n], asked) {
        const economic = code[0] === '3';
        const about = `${economic ? '支出经济分类' : '支出功能分类'} · ${n}份报告`;
        return element('li', {}, element('a', { href: `${economic ? 'economic' : 'items'}/${code}.html` }, `${code} `, ...marked(name, asked)),
            element('span', { className: 'dim', textContent: about }));
    }

    function showAmount([, name, region, address, list, mark], amount) {
        const report = reportsOf(list)[amount.report];
        const places = element('span', { className: 'years' });
        for (const what of amount.whats) {
            const [label, link] = placeOf(what);
            places.append(element('a', { href: encodeURI(`${address}/${report.id}/`) + link, textContent: label }));
        }
        const title = `${amount.text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')} ${report.unit}`;
        const [, first] = placeOf(amount.whats[0]);
        return element('li', {}, element('a', { href: encodeURI(`${address}/${report.id}/`) + first, textContent: title }),
            element('span', { className: 'dim' }, `金额 · ${region} · ${name} · ${report.title}`, ...badges(mark)), places);
    }

    function show({ entry: one, amount, asked }) {
        if (amount)
            return showAmount(one, amount);
        return one[0] === 'd' ? showDepartment(one, asked) : showItem(one, asked);
    }

    const status = () => document.getElementById('search-status');
    let turn = 0;
    let shown = 0;

    async function showMore(results, mine) {
        const made = await Promise.all(results.slice(shown, shown + PAGE).map((result) => result()));
        if (mine !== turn)
            return;
        const list = document.getElementById('search-results');
        const before = list.children.length;
        list.append(...made.map(show));
        shown += made.length;
        const more = document.getElementById('search-more');
        more.hidden = shown >= results.length;
        more.onclick = () => showMore(results, mine);
        if (before > 0)
            list.children[before].querySelector('a').focus();
    }

    async function search(query) {
        const mine = ++turn;
        try {
            const results = await find(query);
            if (mine !== turn)
                return;
            document.getElementById('search-results').replaceChildren();
            document.getElementById('search-more').hidden = true;
            shown = 0;
            if (results === null)
                status().textContent = query.trim() === '' ? '' : '请至少输入两个字，或两位以上的数字。';
            else
                status().textContent = results.length === 0 ? '没有找到。可以换一个词，或从下面的列表找起。' : `找到 ${results.length} 条。`;
            if (results?.length > 0)
                await showMore(results, mine);
        } catch {
            status().textContent = '搜索的数据没有读到，请从下面的列表找起。';
        }
    }

    // Arrow keys go from the field to the results and along them.
    function move(event) {
        const links = [...document.querySelectorAll('#search-results > li > a:first-child')];
        const at = links.indexOf(document.activeElement);
        const field = document.getElementById('q');
        const inField = document.activeElement === field;
        if (event.key === 'ArrowDown' && links.length > 0 && (inField || at >= 0))
            links[Math.min(at + 1, links.length - 1)].focus();
        else if (event.key === 'ArrowUp' && at >= 0)
            (links[at - 1] ?? field).focus();
        else if (event.key === 'Escape' && at >= 0)
            field.focus();
        else
            return;
        event.preventDefault();
    }

    function start() {
        const form = document.getElementById('search-form');
        if (!form)
            return; // another page that looks for departments
        const input = document.getElementById('q');
        input.value = new URLSearchParams(location.search).get('q') ?? '';
        let pause = 0;
        const go = () => {
            history.replaceState(null, '', input.value === '' ? location.pathname : '?q=' + encodeURIComponent(input.value));
            return search(input.value);
        };
        input.addEventListener('input', () => {
            clearTimeout(pause);
            pause = setTimeout(go, 40);
        });
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            clearTimeout(pause);
            go();
        });
        document.addEventListener('keydown', move);
        if (input.value !== '')
            search(input.value);
        else
            load('meta').catch(() => {});
        input.focus();
    }
    document.addEventListener('DOMContentLoaded', start);

    return {
        find,
        reportsOf,
        meta: (value) => { meta = { ...value, amounts: new Set(value.amounts.split(' ')) }; },
        shard: (number, tokens) => shards.set(number, tokens),
        block: (number, entries) => blocks.set(number, entries),
        amounts: (shard, list) => amounts.set(shard, list),
        names: (value) => { itemNames = value; },
    };
})();
