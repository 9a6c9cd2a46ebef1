import type { Picture } from "../api/types";
import { texts } from "../texts";
import { pageTexts } from "../texts/pages";

const t = pageTexts.picture;

/** What is known of the picture and of the camera that took it. */
export function Details({ picture }: { picture: Picture }) {
  const { camera } = picture;
  const facts: (readonly [string, string | null])[] = [
    [t.camera, camera && cameraName(camera.make, camera.model)],
    [t.lens, camera?.lens ?? null],
    [t.exposure, camera && [
      camera.exposureTime && t.seconds(camera.exposureTime),
      camera.fNumber && t.aperture(camera.fNumber),
      camera.iso && t.iso(camera.iso),
      camera.focalLength && t.focalLength(camera.focalLength),
    ].filter(Boolean).join(" · ")],
    // A camera's clock has no time zone, so its own reading is shown.
    [t.takenAt, camera?.takenAt ? texts.formats.day(camera.takenAt.slice(0, 10) + "T12:00:00") : null],
    [t.uploadedAt, texts.formats.dayAndTime(picture.createdAt)],
    [t.size, t.sizeOf(picture.width, picture.height)],
    [t.file, `${picture.contentType.replace("image/", "").toUpperCase()}, ${texts.formats.bytes(picture.bytes)}`],
  ];
  return (
    <section className="details" aria-labelledby="details">
      <h2 id="details">{t.details}</h2>
      <dl>
        {facts.map(([name, value]) => value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null)}
      </dl>
    </section>
  );
}

/** Many makers put their name before the model's, too. */
function cameraName(make: string | null, model: string | null): string {
  if (!make || !model) return model ?? make ?? "";
  return model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`;
}
