export interface Rendition {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
}

export interface Camera {
  readonly make: string | null;
  readonly model: string | null;
  readonly lens: string | null;
  readonly exposureTime: string | null;
  readonly fNumber: number | null;
  readonly iso: number | null;
  readonly focalLength: number | null;
  readonly takenAt: string | null;
}

export interface Picture {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly caption: string;
  readonly altText: string;
  readonly hashtags: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly contentType: string;
  readonly thumbHash: string;
  readonly createdAt: string;
  readonly version: number;
  readonly renditions: readonly Rendition[];
  readonly originalUrl: string;
  readonly camera: Camera | null;
  /** In search results: the caption as HTML whose only element is `<mark>`. */
  readonly highlight?: string | null;
}

export interface Page {
  readonly items: readonly Picture[];
  readonly nextCursor: string | null;
  readonly total?: { readonly value: number; readonly exact: boolean };
}

export interface TagCount {
  readonly tag: string;
  readonly count: number;
}

export interface Profile {
  readonly username: string;
  readonly displayName: string;
  readonly bio: string | null;
  readonly joinedAt: string;
  readonly imageCount: number | null;
}

export interface Session {
  readonly username: string;
  readonly displayName: string;
  readonly expiresAt: string;
}

export interface Suggestions {
  readonly tags: readonly TagCount[];
  readonly users: readonly { readonly username: string; readonly displayName: string }[];
}
