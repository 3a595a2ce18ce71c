// Where in the page somebody is: the part of the address behind #, so that any static host will do.
import { useEffect, useState } from "preact/hooks";

export interface Route {
  /** Such as `stake`, or `validator`. */
  page: string;
  /** What follows it: an address. */
  rest: string;
}

/** Reads an address such as `#/validator/VOTE?rpc=…`. */
export function routeOf(hash: string): Route {
  const [path = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", ...rest] = path.split("/");
  return { page: page || "overview", rest: rest.join("/") };
}

export const linkTo = (page: string, rest = ""): string => `#/${page}${rest ? `/${rest}` : ""}`;

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const change = () => {
      const next = routeOf(location.hash);
      setRoute((now) => (now.page === next.page && now.rest === next.rest ? now : next));
    };
    addEventListener("hashchange", change);
    // It may have changed between the first painting and now.
    change();
    return () => removeEventListener("hashchange", change);
  }, []);
  return route;
}
