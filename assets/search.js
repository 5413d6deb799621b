// The search page's half of the index that the generator writes to search/ (see generator/site/search.h).
// Shards are scripts, not fetched data, so that it also works when the site is opened from a folder.
const mzSearch = (() => {
    'use strict';
    const LIMIT = 50;
    const waiting = new Map();
    const shards = new Map();
    const blocks = new Map();
    let meta = null;

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

    // Pairs of neighbouring characters of a query, and the beginning of a code or an amount.
    function tokensOf(query) {
        const tokens = new Set();
        for (const word of query.toLowerCase().normalize('NFKC').split(/\s+/)) {
            const digits = word.replace(/[,.]/g, '');
            if (/^\d{3,}$/.test(digits)) {
                tokens.add('#' + digits.replace(/^0+/, '').slice(0, 8));
                continue;
            }
            for (const run of word.match(/[\p{L}\p{N}]+/gu) ?? []) {
                const letters = [...run];
                for (let i = 0; i + 1 < letters.length; i++)
                    tokens.add(letters[i] + letters[i + 1]);
            }
        }
        return [...tokens];
    }

    async function entriesOf(token) {
        const number = hash(token) % meta.shards;
        await load('t-' + number.toString(16).padStart(2, '0'));
        const gaps = shards.get(number)[token] ?? [];
        let at = 0;
        return gaps.map((gap) => (at += gap));
    }

    async function find(query) {
        await load('meta');
        const tokens = tokensOf(query);
        if (tokens.length === 0)
            return null;
        const lists = await Promise.all(tokens.map(entriesOf));
        lists.sort((a, b) => a.length - b.length);
        let found = lists[0];
        for (const list of lists.slice(1)) {
            const has = new Set(list);
            found = found.filter((entry) => has.has(entry));
        }
        const shown = found.slice(0, LIMIT);
        await Promise.all([...new Set(shown.map((entry) => Math.floor(entry / meta.block)))].map((n) => load('e-' + n)));
        return { total: found.length, entries: shown.map((entry) => blocks.get(Math.floor(entry / meta.block))[entry % meta.block]) };
    }

    const kinds = { d: '部门', r: '报告', i: '科目' };

    function show(result, query) {
        const status = document.getElementById('search-status');
        const list = document.getElementById('search-results');
        list.replaceChildren();
        if (result === null) {
            status.textContent = query.trim() === '' ? '' : '请至少输入两个字，或三位数字。';
            return;
        }
        status.textContent = result.total === 0 ? '没有找到。可以换一个词，或从下面的列表找起。'
            : result.total > LIMIT ? `找到 ${result.total} 条，这里是前 ${LIMIT} 条。` : `找到 ${result.total} 条。`;
        for (const [kind, title, remark, address] of result.entries) {
            const item = document.createElement('li');
            const link = document.createElement('a');
            link.href = address;
            link.textContent = title;
            const about = document.createElement('span');
            about.className = 'dim';
            about.textContent = `${kinds[kind] ?? ''} · ${remark}`;
            item.append(link, about);
            list.append(item);
        }
    }

    let last = 0;
    async function search(query) {
        const turn = ++last;
        try {
            const result = await find(query);
            if (turn === last)
                show(result, query);
        } catch {
            document.getElementById('search-status').textContent = '搜索的数据没有读到，请从下面的列表找起。';
        }
    }

    function start() {
        const input = document.getElementById('q');
        const form = document.getElementById('search-form');
        input.value = new URLSearchParams(location.search).get('q') ?? '';
        let pause = 0;
        input.addEventListener('input', () => {
            clearTimeout(pause);
            pause = setTimeout(() => search(input.value), 80);
        });
        form.addEventListener('submit', (event) => {
            event.preventDefault();
            search(input.value);
            history.replaceState(null, '', '?q=' + encodeURIComponent(input.value));
        });
        if (input.value !== '')
            search(input.value);
        input.focus();
    }
    document.addEventListener('DOMContentLoaded', start);

    return {
        meta: (value) => { meta = value; },
        shard: (number, tokens) => shards.set(number, tokens),
        block: (number, entries) => blocks.set(number, entries),
    };
})();
