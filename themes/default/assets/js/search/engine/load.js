// The files of the index. A shard is a script that calls `guidepostShard(name, value)`: neither `fetch` nor modules work from disk.
import { lastUpTo, numberReader } from "./decode.js";

export function shardLoader(root) {
  const shards = new Map();
  const waiting = new Map();

  window.guidepostShard = (name, value) => shards.set(name, value);

  function load(name, address, done) {
    const others = waiting.get(name);
    if (others) {
      others.push(done);
      return;
    }
    waiting.set(name, [done]);
    const script = document.createElement("script");
    const finish = () => {
      script.remove();
      const callbacks = waiting.get(name) || [];
      waiting.delete(name);
      for (const callback of callbacks) callback(shards.has(name));
    };
    script.onload = finish;
    script.onerror = finish;
    script.src = `${root}search/${address}`;
    document.head.append(script);
  }

  return {
    get: (name) => shards.get(name),
    // Calls back once, with whether all are there.
    need(names, done) {
      let left = names.length;
      let whole = true;
      for (const name of names) {
        load(name, `${name}.js`, (there) => {
          whole = whole && there;
          left -= 1;
          if (!left) done(whole);
        });
      }
    },
    // The start file once more, past every cache: a newer site may have been published.
    again(done) {
      shards.clear();
      load("start", "start.js?again", done);
    },
  };
}

const nameLength = 8;
export const nameAt = (names, number) => names.slice(nameLength * number, nameLength * (number + 1));

// Numbers, each written as what it is more than the one before.
function sumsIn(text) {
  const sums = [];
  const reader = numberReader(text);
  for (let sum = 0; reader.more(); sums.push(sum)) sum += reader.number();
  return sums;
}

// A list of shards as a start file says it. `decode` makes a shard's value usable, once. `missing` collects the names of what has to be
// loaded first.
export function shardList([begun, shards, deep], loader, decode) {
  const firsts = typeof begun === "string" ? sumsIn(begun) : begun;
  const read = new Map();

  // The shard of that number: `{ first, value }`, where `value` is `null` while it is missing.
  function shard(number, missing) {
    if (!read.has(number)) {
      const name = typeof shards === "string" ? nameAt(shards, number) : "";
      const value = name ? loader.get(name) : shards[number];
      if (value === undefined) {
        missing.add(name);
        return { first: firsts[number], value: null };
      }
      read.set(number, { first: firsts[number], value: deep ? shardList(value, loader, decode) : decode(value) });
    }
    return read.get(number);
  }

  return {
    // The values that have been used.
    loaded: () => [...read.values()].flatMap(({ value }) => (deep ? value.loaded() : [value])),
    size: deep ? Infinity : firsts.length,
    // The shards that hold what lies between two values, and `before` more in front of them.
    span(from, to, missing, before = 0) {
      const found = [];
      const start = lastUpTo(firsts, from);
      for (let at = Math.max(start - (deep ? 0 : before), 0); at < firsts.length && (at <= start || firsts[at] <= to); at += 1) {
        if (!deep) found.push((into) => shard(at, into));
        else {
          const inner = shard(at, missing).value;
          if (inner) found.push(...inner.span(from, to, missing, at === start ? before : 0));
        }
      }
      return found;
    },
  };
}
