import { render } from "preact";
import { App } from "./app";
import { begin } from "./data/session";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/overview.css";
import { startTheme } from "./ui/theme";
import { startWallets } from "./wallet/wallet";

startTheme();
startWallets();
begin();
render(<App />, document.getElementById("app") as HTMLElement);
