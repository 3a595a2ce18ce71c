// Which pool, and which nodes: the only page that works without either.
import { useState } from "preact/hooks";
import { show, usePool } from "../data/session";
import { firstPlace, forget, isAddress, isDeployedBroken, isNodeUrl, placeOf, save } from "../place/deployed";
import { t } from "../strings";
import { Card, Intro } from "../ui/pieces";

export function Settings() {
  const pool = usePool();
  const [mint, setMint] = useState(pool?.place.mint ?? "");
  const [nodes, setNodes] = useState(pool?.place.rpc.join("\n") ?? "");
  const [wasTried, setTried] = useState(false);
  const [isKept, setKept] = useState(true);
  const rpc = nodes.split(/\s+/).filter((each) => each !== "");
  const badRpc = rpc.find((each) => !isNodeUrl(each));
  const isWrong = !isAddress(mint.trim()) || badRpc !== undefined || rpc.length === 0;
  const use = (keep: boolean) => {
    setTried(true);
    if (isWrong) return;
    const choice = { mint: mint.trim(), rpc };
    const isKept = !keep || save(choice);
    show(placeOf(choice));
    // Where it is not kept that is said, on this page.
    setKept(isKept);
    if (isKept) location.hash = "#/overview";
  };
  const reset = () => {
    forget();
    const first = firstPlace();
    show(first);
    setMint(first?.mint ?? "");
    setNodes(first?.rpc.join("\n") ?? "");
  };
  return (
    <>
      <Intro title={pool ? t.place.title : t.place.none}>{pool ? t.place.lead : t.place.empty}</Intro>
      {isDeployedBroken() && (
        <div class="note bad">
          <p>{t.place.broken}</p>
        </div>
      )}
      {!isKept && (
        <div class="note watch" role="status">
          <p>{t.place.notKept}</p>
        </div>
      )}
      <Card>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            use(true);
          }}
        >
          <div class="field">
            <label for="mint">{t.place.mint}</label>
            <span class="entry slim">
              <input
                id="mint"
                value={mint}
                spellcheck={false}
                autocomplete="off"
                onInput={({ currentTarget }) => setMint(currentTarget.value)}
              />
            </span>
            {wasTried && !isAddress(mint.trim()) && <span class="wrong">{t.place.badMint}</span>}
          </div>
          <div class="field">
            <label for="nodes">{t.place.rpc}</label>
            <textarea
              id="nodes"
              rows={3}
              spellcheck={false}
              value={nodes}
              onInput={({ currentTarget }) => setNodes(currentTarget.value)}
            />
            {wasTried && badRpc !== undefined && <span class="wrong">{t.place.badRpc(badRpc)}</span>}
            {wasTried && rpc.length === 0 && <span class="wrong">{t.place.noRpc}</span>}
          </div>
          <div class="row">
            <button type="submit" class="button main">
              {t.place.keep}
            </button>
            <button type="button" class="button" onClick={() => use(false)}>
              {t.place.use}
            </button>
            <button type="button" class="button" onClick={reset}>
              {t.place.reset}
            </button>
          </div>
        </form>
      </Card>
    </>
  );
}
