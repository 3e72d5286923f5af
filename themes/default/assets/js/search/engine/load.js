// Shards by name, each loaded once: a script that calls `guidepostShard(name, value)`. Neither `fetch` nor modules work from disk.

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
    // Calls back with whether all are there.
    need(names, done) {
      let left = names.length;
      let whole = true;
      if (!left) done(true);
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
