import { NoAnswer, parseProblem } from "../api/problem";
import type { Picture } from "../api/types";
import type { Attempt, Watch } from "./queue";

/** A line that carries nothing for so long is dead, whatever the browser thinks of it. */
const SILENCE_MILLISECONDS = 60_000;
/** Making the sizes of a large picture takes its time behind a burst of others. */
const PROCESSING_MILLISECONDS = 150_000;

/** Uploads with XMLHttpRequest, as `fetch` does not tell how much has been sent. */
export function sendPicture(file: File, attempt: Attempt, { signal, progress }: Watch): Promise<Picture> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout> | undefined;
    const expect = (milliseconds: number) => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        request.abort();
        reject(new NoAnswer());
      }, milliseconds);
    };
    const stop = () => request.abort();

    request.upload.onprogress = ({ loaded, total }) => {
      expect(SILENCE_MILLISECONDS);
      progress(Math.min(loaded, total - 1), total);
    };
    request.upload.onload = () => {
      expect(PROCESSING_MILLISECONDS);
      progress(file.size, file.size);
    };
    request.onload = () => {
      if (request.status === 201 || request.status === 200) {
        try {
          resolve(JSON.parse(request.responseText) as Picture);
        } catch {
          // The line broke within the answer.
          reject(new NoAnswer());
        }
      } else {
        reject(parseProblem(request.status, request.responseText, request.getResponseHeader("Retry-After")));
      }
    };
    request.onerror = () => reject(new NoAnswer());
    request.onabort = () => reject(new NoAnswer());
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
    };
    signal.addEventListener("abort", stop);

    request.open("POST", "/api/images");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", attempt.key);
    expect(SILENCE_MILLISECONDS);
    request.send(formOf(file, attempt));
  });
}

function formOf(file: File, { caption, altText }: Attempt): FormData {
  const form = new FormData();
  // The texts first: what is wrong with them is told before the file has travelled.
  form.append("caption", caption);
  form.append("altText", altText);
  form.append("file", file);
  return form;
}
