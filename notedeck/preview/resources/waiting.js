"use strict";
const isKorean = navigator.language.startsWith("ko");
const show = (id, text) => (document.getElementById(id).textContent = text);


function showBuilding() {
  show("title", isKorean ? "카드를 만드는 중 …" : "Building the cards …");
  show("message", "");
  document.getElementById("bar").hidden = false;
}

if (isKorean) document.documentElement.lang = "ko";
showBuilding();
const source = new EventSource("events?since=0");
source.addEventListener("page", () => {
  source.close(); // or Firefox complains that it broke off
  location.reload();
});
source.addEventListener("progress", (event) => {
  const { stage, done, total } = JSON.parse(event.data);
  showBuilding();
  Object.assign(document.getElementById("bar"), { max: total, value: done });
  show("stage", `${stage}: ${done} / ${total}`);
});
source.addEventListener("error-text", (event) => {
  show("title", isKorean ? "카드를 만들지 못했습니다" : "The cards could not be built");
  show("stage", "");
  show("message", JSON.parse(event.data));
  document.getElementById("bar").hidden = true;
});
