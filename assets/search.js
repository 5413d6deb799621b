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

    const letters = (text) => text.match(/[\p{L}\p{N}]/gu) ?? [];

    const digitsOf = (amount) => amount.replace(/[.-]/g, '').replace(/^0+/, '');
    const valueOf = (amount) => amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;

    // How near an amount is to the number asked for: 0 it is that, 1 it goes on after it (1607, 1607.8: 1607.85),
    // 2 only its first digits are the same.
    function distance(amount, plain) {
        const unsigned = amount.replace('-', '');
        if (valueOf(unsigned) === valueOf(plain))
            return 0;
        return unsigned.startsWith(plain) && (plain.includes('.') || unsigned[plain.length] === '.') ? 1 : 2;
    }

    // What a query asks: words of names; numbers, which are beginnings of codes or amounts (as written, and their
    // digits); a year; a kind of report.
    function understand(query) {
        const asked = { words: [], numbers: [], year: null, kind: null, text: '', topic: null };
        let text = query.toLowerCase().normalize('NFKC').trim();
        text = text.replace(/(?<=\d)\s*万?元(?![\p{L}\p{N}])/gu, ' ').trim(); // an amount as copied from a page
        const alone = /^\d+$/.test(text);
        const year = /(?<![\d.,])((?:19|20)\d\d)(?:年度?)?(?![\d.,])/.exec(text);
        if (year !== null) {
            asked.year = year[1];
            text = alone ? text : text.replace(year[0], ' ');
        }
        const kind = /(?:部门)?(?<!公共|基金|经营)(预算|决算)(?:报告|公开|情况|说明)*(总?表)?/;
        text = text.replace(kind, (_, word, table) => {
            asked.kind = word === '预算' ? 'budget' : 'final';
            return table ?? ' '; // 支出决算表
        });
        text = text.replaceAll('的', ' ');
        asked.text = text.trim();
        for (const word of asked.text.split(/\s+/)) {
            const plain = word.replace(/^-|,/g, '');
            if (/^\d*\.?\d+$/.test(plain)) {
                const digits = digitsOf(plain);
                if (digits.length >= (plain.includes('.') ? 1 : 2))
                    asked.numbers.push({ plain, digits });
            } else if (letters(word).length > 1) {
                asked.words.push(word);
            }
        }
        return asked;
    }

    // What the words are about that is no name (meta.topics), and the other words; null: nothing of the kind.
    function topicOf(words) {
        let topic = null;
        let others = words.map((word) => letters(word).join(''));
        for (const [names, title, inReport, inRanking] of meta.topics) {
            for (const name of names.split(' ')) {
                if (!others.some((word) => word.includes(name)))
                    continue;
                topic ??= { title, inReport, inRanking, isWord: others.includes(name) };
                others = others.flatMap((word) => word.split(name));
            }
        }
        return topic && { ...topic, others: others.filter((word) => letters(word).length > 1) };
    }

    async function valuesOf(token) {
        const number = hash(token) % meta.shards;
        await load('t-' + number.toString(16).padStart(2, '0'));
        const gaps = shards.get(number)[token] ?? [];
        let at = 0;
        return gaps.map((gap) => (at += gap));
    }

    // The numbers of the entries that have all tokens.
    async function entriesWith(tokens) {
        const lists = await Promise.all(tokens.map(valuesOf));
        lists.sort((a, b) => a.length - b.length);
        let found = lists[0] ?? [];
        for (const list of lists.slice(1)) {
            const has = new Set(list);
            found = found.filter((entry) => has.has(entry));
        }
        return found;
    }

    // Pairs of neighbouring letters.
    function pairsOf(word) {
        const tokens = new Set();
        for (const run of word.match(/[\p{L}\p{N}]+/gu) ?? []) {
            const all = [...run];
            for (let i = 0; i + 1 < all.length; i++)
                tokens.add(all[i] + all[i + 1]);
        }
        return [...tokens];
    }

    // The entries in whose names the letters of the word stand one after another, with others between them (交通局:
    // 交通运输局): a map to the number of letters left out.
    async function entriesShortened(word) {
        const all = letters(word);
        let ends = null; // of each entry how far the letters so far reach: [[first place, last place]]
        for (const list of await Promise.all(all.map(valuesOf))) {
            const next = new Map();
            for (const value of list) {
                const entry = Math.floor(value / meta.places);
                const place = value % meta.places;
                let first = ends === null ? place : -1;
                for (const [from, to] of ends?.get(entry) ?? [])
                    first = to < place ? Math.max(first, from) : first;
                if (first >= 0)
                    next.set(entry, [...next.get(entry) ?? [], [first, place]]);
            }
            ends = next;
        }
        const left = (reached) => Math.min(...reached.map(([first, last]) => last - first + 1 - all.length));
        return new Map([...ends ?? []].map(([entry, reached]) => [entry, left(reached)]));
    }

    // Entries with all words in their names, a region before its departments; then those that only have them shortened,
    // the least first. Two letters, which stand somewhere in many a name, count as shortened where nothing else is found.
    async function entriesNamed(words) {
        const plain = await Promise.all(words.map((word) => entriesWith(pairsOf(word))));
        const whole = plain.map((list) => new Set(list));
        const exact = (plain[0] ?? []).filter((entry) => whole.every((has) => has.has(entry)));
        const firstRegion = meta.bodies + meta.items;
        exact.sort((a, b) => (b >= firstRegion) - (a >= firstRegion) || a - b);
        const short = await Promise.all(words.map((word) =>
            letters(word).length > 2 || exact.length === 0 ? entriesShortened(word) : new Map()));
        const shortened = [];
        for (const entry of new Set([...plain.flat(), ...short.flatMap((map) => [...map.keys()])])) {
            const left = words.map((_, i) => whole[i].has(entry) ? 0 : short[i].get(entry) ?? NaN);
            const sum = left.reduce((a, b) => a + b, 0);
            if (!Number.isNaN(sum) && !whole.every((has) => has.has(entry)))
                shortened.push([entry, sum]);
        }
        shortened.sort(([a, leftA], [b, leftB]) => leftA - leftB || a - b);
        return { exact, shortened: shortened.map(([entry]) => entry) };
    }

    async function entry(number) {
        const block = Math.floor(number / meta.block);
        await load('e-' + block);
        return blocks.get(block)[number % meta.block];
    }

    // Amounts that begin with the number's digits, the nearest first, of these entries only where there are any.
    async function amountsOf({ plain, digits }, among) {
        const shard = digits.slice(0, meta.digits).padEnd(meta.digits, '0');
        if (!meta.amounts.has(shard))
            return [];
        await load('a-' + shard);
        const has = among === null ? null : new Set(among);
        const found = new Map();
        const list = amounts.get(shard);
        for (let i = 0; i < list.length; i += 4) {
            const [number, report, what, text] = list.slice(i, i + 4);
            const own = digitsOf(text);
            const begins = digits.length >= Math.max(2, meta.digits) && own.startsWith(digits);
            if (!(own === digits || begins) || has && !has.has(number))
                continue;
            const key = `${number} ${report} ${text}`;
            if (!found.has(key))
                found.set(key, { number, report, text, whats: [], far: distance(text, plain) });
            found.get(key).whats.push(what);
        }
        return [...found.values()].sort((a, b) => a.far - b.far);
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

    const showing = (asked) => (number) => async () => ({ entry: await entry(number), asked });
    const numbers = (from, n) => Array.from({ length: n }, (_, i) => from + i);
    const regions = () => numbers(meta.bodies + meta.items, meta.regions);
    const isPlace = (number) => number < meta.bodies || number >= meta.bodies + meta.items;

    // Entries that the words name, and the places whose reports have what the words are about: all where they say
    // nothing else. What is but a part of a word may belong to a name (政府采购中心): then only if there is no such name.
    async function entriesAsked(asked) {
        const nothing = { exact: [], shortened: [] };
        const named = asked.words.length > 0 ? await entriesNamed(asked.words) : nothing;
        const topic = topicOf(asked.words);
        let about = nothing;
        if (topic?.others.length === 0)
            about = { exact: [...regions(), ...numbers(0, meta.bodies)], shortened: [] };
        else if (topic?.isWord || (topic !== null && named.exact.length + named.shortened.length === 0))
            about = await entriesNamed(topic.others);
        const of = { ...asked, topic, text: topic?.others.join(' ') ?? '', words: topic?.others ?? [] };
        const both = (key) => [...named[key].map((number) => ({ number, asked })),
            ...about[key].filter(isPlace).map((number) => ({ number, asked: of }))];
        return { exact: both('exact'), shortened: both('shortened') };
    }

    // Amounts and codes that begin with this number; `among` null: of all. `far`: how many amounts are not near.
    async function resultsOfNumber(wanted, among, asked) {
        const coded = among === null && /^\d{3,7}$/.test(wanted.plain) ? await entriesWith(['#' + wanted.plain]) : [];
        const found = await amountsOf(wanted, among);
        const results = [...coded.map(showing(asked)), ...found.map((amount) => async () => {
            const [one] = await Promise.all([entry(amount.number), load('i')]);
            return { entry: one, amount, asked };
        })];
        return { results, far: found.filter(({ far }) => far === 2).length };
    }

    // The pages of the year; where only it is asked for or a kind of reports, the regions too.
    function resultsOfYear(asked) {
        if (asked.words.length > 0 || (asked.numbers.length > 0 && asked.numbers[0].plain !== asked.year))
            return [];
        const years = meta.years.split(' ').filter((year) => year !== '' && year === (asked.year ?? year));
        if (years.length === 0 || (asked.year === null && asked.kind === null))
            return [];
        const all = asked.numbers.length === 0 ? regions() : [];
        return [...years.map((year) => async () => ({ entry: ['y', year], asked })), ...all.map(showing(asked))];
    }

    // Where nothing has all that is asked: what has a part of it, the most first.
    async function resultsOfParts(asked) {
        const found = new Map();
        for (const word of asked.words) {
            const { exact, shortened } = await entriesAsked({ ...asked, words: [word] });
            for (const one of [...exact, ...shortened])
                found.set(one.number, { ...one, n: (found.get(one.number)?.n ?? 0) + 1 });
        }
        const results = [...found.values()].sort((a, b) => b.n - a.n).map((one) => showing(one.asked)(one.number));
        for (const wanted of asked.numbers)
            results.push(...(await resultsOfNumber(wanted, null, asked)).results);
        return results;
    }

    // A query's results, as functions that make one each, so that only what is shown is loaded; `note` is what to know
    // of them.
    async function find(query) {
        await load('meta');
        const asked = understand(query);
        if (asked.words.length + asked.numbers.length === 0 && asked.year === null && asked.kind === null)
            return null;
        const { exact, shortened } = await entriesAsked(asked);
        const entries = [...exact, ...shortened];
        let results = resultsOfYear(asked);
        let note = '';
        let far = 0;
        const among = asked.words.length > 0 ? entries.map(({ number }) => number) : null;
        for (const wanted of asked.numbers) {
            const found = await resultsOfNumber(wanted, among, asked);
            results.push(...found.results);
            far += found.far;
        }
        if (far > 0)
            note = far < results.length ? `，其中 ${far} 条只是开头的数字相同` : '，没有正好是这个数的，都只是开头的数字相同';
        if (asked.numbers.length === 0) {
            results.push(...entries.map((one) => showing(one.asked)(one.number)));
            if (shortened.length > 0)
                note = `，${exact.length > 0 ? `后 ${shortened.length} 条` : ''}名称里依次有这些字`;
        }
        if (results.length === 0 && asked.words.length + asked.numbers.length > 1) {
            results = await resultsOfParts(asked);
            note = '，都只符合一部分';
        }
        return Object.assign(results, { note });
    }

    // ---- showing

    function element(name, properties, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children);
        return made;
    }

    // The places of the word's letters in the text, one after another; null: they do not all stand in it.
    function placesOf(word, text) {
        const at = text.indexOf(word);
        if (at >= 0)
            return Array.from({ length: word.length }, (_, i) => at + i);
        const places = [];
        for (const letter of letters(word)) {
            const next = text.indexOf(letter, (places.at(-1) ?? -1) + 1);
            if (next < 0)
                return null;
            places.push(...Array.from({ length: letter.length }, (_, i) => next + i));
        }
        return places;
    }

    // The text with what was asked for marked.
    function marked(text, asked) {
        const places = new Set(asked.words.flatMap((word) => placesOf(word, text.toLowerCase()) ?? []));
        const parts = [];
        for (let from = 0, to = 0; from < text.length; from = to) {
            while (to < text.length && places.has(to) === places.has(from))
                to++;
            const part = text.slice(from, to);
            parts.push(places.has(from) ? element('mark', { textContent: part }) : part);
        }
        return parts;
    }

    // What is made up is said to be so.
    const badges = (mark) => mark ? [' ', element('span', { className: 'badge note', textContent: mark })] : [];

    const isAsked = (asked) => ({ year, kind }) => year === (asked.year ?? year) && kind === (asked.kind ?? kind);
    const years = (reports, address) => element('span', { className: 'years' },
        ...reports.map((report) => element('a', { href: address(report), textContent: report.title })));

    function showDepartment([, name, region, folder, list, mark], asked) {
        const about = ['部门', region, ...asked.topic ? [asked.topic.title] : []].join(' · ');
        const reports = reportsOf(list).reverse().filter(isAsked(asked));
        const address = ({ id }) => encodeURI(`${folder}/${id}/index.html`) + (asked.topic ? `#${asked.topic.inReport}` : '');
        const first = asked.topic && reports.length > 0 ? address(reports[0]) : encodeURI(`${folder}/index.html`);
        return element('li', {}, element('a', { href: first }, ...marked(name, asked)),
            element('span', { className: 'dim' }, about, ...badges(mark)), years(reports, address));
    }

    // A region with the pages on which its departments are compared.
    function showRegion([, name, folder, list, mark], asked) {
        const about = ['地区', ...asked.topic ? [asked.topic.title] : [], ...list ? ['各部门对照'] : []].join(' · ');
        const pages = reportsOf(list).filter(isAsked(asked));
        const hash = asked.topic ? `#${asked.topic.inRanking}` : '';
        const address = ({ id }) => encodeURI(folder.replace(/^r\//, 'rankings/') + `/${id}.html`) + hash;
        const first = asked.topic && pages.length > 0 ? address(pages[0]) : encodeURI(`${folder}/index.html`);
        return element('li', {}, element('a', { href: first }, ...marked(name, asked)),
            element('span', { className: 'dim' }, about, ...badges(mark)), years(pages, address));
    }

    function showYear([, year]) {
        return element('li', {}, element('a', { href: `years/${year}.html`, textContent: `${year}年度` }),
            element('span', { className: 'dim', textContent: '年度 · 全部部门和单位' }));
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
            element('span', { className: 'dim' }, `${amount.far === 2 ? '数字相近' : '金额'} · ${region} · ${name} · ${report.title}`, ...badges(mark)), places);
    }

    function show({ entry: one, amount, asked }) {
        if (amount)
            return showAmount(one, amount);
        return { d: showDepartment, i: showItem, r: showRegion, y: showYear }[one[0]](one, asked);
    }

    // What may help where nothing is found.
    const nothing = (query) => `没有找到“${query.trim()}”。可以只写名称里的几个字（财政局、养老）、科目编码的开头（208）` +
        '或金额（459.83），也可以从下面的列表找起。';
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
                status().textContent = results.length > 0 ? `找到 ${results.length} 条${results.note}。` : nothing(query);
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
