/** Characters, as the portal counts them. */
export const MAX_CAPTION = 2200;
export const MAX_ALT_TEXT = 1000;
