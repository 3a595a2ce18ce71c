import { render } from "preact";
import { useState } from "preact/hooks";
import { App } from "./app";
import { begin } from "./data/session";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/overview.css";
import { Part } from "./ui/part";
import { startTheme } from "./ui/theme";
import { startWallets } from "./wallet/wallet";

/** Begins within the page: where that fails, there is something to say it. */
function Start() {
  useState(() => {
    startWallets();
    begin();
  });
  return <App />;
}

startTheme();
render(
  <Part>
    <Start />
  </Part>,
  document.getElementById("app") as HTMLElement,
);
