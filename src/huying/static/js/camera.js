// Photos small enough for a stairwell's signal: <input type="file" accept="image/*" capture="environment" data-camera>.
// The picture is drawn again at ≤ 2000 px as JPEG (which also drops its metadata); the server bounds it once more.
// An element [data-camera-strip] in the same form shows what will be sent.
import { say, toast } from "huying/words";

const LONGEST_PX = 2000;
const QUALITY = 0.85;
const THUMB_PX = 224;

function draw(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const blob = await new Promise((done) => draw(picture, LONGEST_PX).toBlob(done, "image/jpeg", QUALITY));
  const name = file.name.replace(/\.\w+$/, "") || "photo";
  const thumb = draw(picture, THUMB_PX);
  thumb.setAttribute("role", "img");
  thumb.setAttribute("aria-label", name);
  picture.close();
  return { file: new File([blob], `${name}.jpg`, { type: "image/jpeg" }), thumb };
}

async function take(input) {
  const bag = new DataTransfer();
  const thumbs = [];
  for (const file of input.files) {
    try {
      const small = await shrink(file);
      bag.items.add(small.file);
      thumbs.push(small.thumb);
    } catch {
      toast(say("photo_failed"), "late");
    }
  }
  input.files = bag.files;
  input.form?.querySelector("[data-camera-strip]")?.replaceChildren(...thumbs);
  input.dispatchEvent(new CustomEvent("camera:ready", { bubbles: true, detail: { count: thumbs.length } }));
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[type=file][data-camera]")) take(event.target);
});
