// Signing on the glass: <div data-signature><canvas class="sign-glass"></canvas><input type="file" name="signature" hidden>
// <button data-signature-clear></div>. The strokes are sent as a PNG in the file field. Whoever cannot draw uses the receipt
// code or a witness: the page offers both beside the glass.
import { say } from "huying/words";

const WIDTH_PX = 2.6;
const glasses = new WeakMap();

function prepare(canvas) {
  if (glasses.has(canvas)) return glasses.get(canvas);
  const box = canvas.closest("[data-signature]");
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  Object.assign(pen, { lineWidth: WIDTH_PX, lineCap: "round", lineJoin: "round", strokeStyle: "#1b1a17" });
  const glass = { box, canvas, pen, input: box.querySelector("input[type=file]"), drawing: false, strokes: 0 };
  glasses.set(canvas, glass);
  return glass;
}

function report(glass, signed) {
  const state = glass.box.querySelector("[data-signature-state]");
  if (state) state.textContent = say(signed ? "signed" : "not_signed");
  glass.box.dispatchEvent(new CustomEvent("signature:change", { bubbles: true, detail: { signed } }));
}

function keep(glass) {
  glass.canvas.toBlob((blob) => {
    const bag = new DataTransfer();
    bag.items.add(new File([blob], "signature.png", { type: "image/png" }));
    glass.input.files = bag.files;
    report(glass, true);
  }, "image/png");
}

function clear(glass) {
  glass.pen.clearRect(0, 0, glass.canvas.width, glass.canvas.height);
  glass.strokes = 0;
  glass.input.value = "";
  report(glass, false);
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.matches?.("[data-signature] canvas")) return;
  const glass = prepare(event.target);
  event.target.setPointerCapture(event.pointerId);
  glass.drawing = true;
  glass.pen.beginPath();
  glass.pen.moveTo(event.offsetX, event.offsetY);
});
document.addEventListener("pointermove", (event) => {
  const glass = glasses.get(event.target);
  if (!glass?.drawing) return;
  for (const point of event.getCoalescedEvents?.() ?? [event]) glass.pen.lineTo(point.offsetX, point.offsetY);
  glass.pen.stroke();
  glass.strokes += 1;
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, (event) => {
    const glass = glasses.get(event.target);
    if (!glass?.drawing) return;
    glass.drawing = false;
    if (glass.strokes) keep(glass);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-signature-clear]");
  if (button) clear(prepare(button.closest("[data-signature]").querySelector("canvas")));
});
