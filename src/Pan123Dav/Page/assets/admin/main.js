// The administration: panes one below the other, and a way to each.
import { make } from "../elements.js";
import { say } from "../texts.js";
import { addAccess } from "./access.js";
import { addDoctor } from "./doctor.js";
import { addLive } from "./live.js";
import { addRefusals, addState, addToday } from "./state.js";
import { addTrees } from "./trees.js";
import { addMonth, addMost } from "./usage.js";
import { addUsers } from "./users.js";

const panes = {
  today: addToday, state: addState, trees: addTrees, month: addMonth, most: addMost,
  live: addLive, refusals: addRefusals, users: addUsers, access: addAccess, doctor: addDoctor,
};

const ways = Object.keys(panes).map(id => make("li", {}, make("a", { href: `#${id}`, textContent: say(id) })));
document.querySelector("nav.panes").append(make("ul", {}, ...ways));
for (const add of Object.values(panes)) add();
