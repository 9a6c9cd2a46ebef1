const paths = {
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.500 16.500 21 21",
  upload: "M12 16V4m0 0L7 9m5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3",
  close: "M6 6l12 12M18 6 6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  download: "M12 4v12m0 0-5-5m5 5 5-5M4 20h16",
  share: "M12 15V3m0 0L8 7m4-4 4 4M6 11H5v9h14v-9h-1",
  edit: "M4 20h4L19 9l-4-4L4 16v4ZM13 7l4 4",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  pause: "M9 5v14M15 5v14",
  play: "M8 5l11 7-11 7V5Z",
  retry: "M20 12a8 8 0 1 1-2.500-5.800M20 3v4h-4",
  camera: "M4 8h3l2-3h6l2 3h3v11H4V8Zm8 2a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z",
  picture: "M4 5h16v14H4V5Zm0 11 5-5 4 4 3-3 4 4M15.500 9.500h.01",
  check: "M5 12.500 10 17.500 19.500 7",
  warning: "M12 4 2.500 20h19L12 4Zm0 6v5m0 2.500v.01",
  cloud: "M7 18a4 4 0 0 1-.5-7.970A5.500 5.500 0 0 1 17.200 9.200 4.400 4.400 0 0 1 17 18H7ZM4 4l16 17",
  up: "M12 19V5m0 0-6 6m6-6 6 6",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12Zm9.500-3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
};

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false" fill="none"
      stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d={paths[name]} />
    </svg>
  );
}
