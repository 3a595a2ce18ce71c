// All that shows a steward, in one piece that is loaded where there is one.
import "./steward.css";

export { columnsOf } from "./columns";
export { MemberCard } from "./member";
export { PolicyCard } from "./policy";
export { s } from "./strings";
export { Summary } from "./summary";
