// The phone's camera, read without end: by the browser's own detector where it has one, else by the compiled reader.
const PAUSE_MS = 120; // between pictures: a phone gets warm
const HELD_MS = 1500; // a code is read again once it was out of sight for so long
const WIDTH = 640; // pictures are made smaller for our own reader: a badge in front of a phone is large enough
export class Camera {
  constructor(video, door, found) {
    Object.assign(this, { video, door, found, held: new Map() });
    this.canvas = document.createElement("canvas");
  }
  async start() {
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
    this.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    await this.video.play();
    this.detector = await Camera.detector();
    this.read();
  }
  static async detector() { // some browsers have the name and no code behind it
    const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
    return formats?.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  }
  async read() {
    for (;;) {
      await new Promise((next) => setTimeout(next, PAUSE_MS));
      if (document.hidden || this.video.readyState < 2) continue;
      for (const text of await this.texts()) this.see(text);
    }
  }
  async texts() {
    if (this.detector) {
      try {
        return (await this.detector.detect(this.video)).map((code) => code.rawValue);
      } catch (broken) {
        console.warn("the browser's detector gave up; the compiled reader takes over", broken);
        this.detector = null;
      }
    }
    const { videoWidth, videoHeight } = this.video, scale = Math.min(1, WIDTH / videoWidth);
    const width = Math.round(videoWidth * scale), height = Math.round(videoHeight * scale);
    Object.assign(this.canvas, { width, height });
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(this.video, 0, 0, width, height);
    const text = this.door.decode(new Int8Array(pen.getImageData(0, 0, width, height).data.buffer), width, height);
    return text === null ? [] : [text];
  }
  see(text) {
    const now = performance.now(), before = this.held.get(text) ?? -HELD_MS;
    for (const [old, at] of this.held) if (now - at > HELD_MS) this.held.delete(old);
    this.held.set(text, now);
    if (now - before >= HELD_MS) this.found(text);
  }
}
