package dev.imageportal.image;

import dev.imageportal.image.picture.EncodedRendition;

/// Where things are: URLs under the portal's origin, and keys in the bucket. A rendition's key is its URL's path.
final class Paths {

    static final String ORIGINALS = "originals/";
    static final String MEDIA = "media/";

    private Paths() {}

    static String image(String id) {
        return "/api/images/" + id;
    }

    static String original(String id) {
        return image(id) + "/original";
    }

    static String rendition(String id, EncodedRendition rendition) {
        return "/" + renditionKey(id, Integer.toString(rendition.size()), rendition.extension());
    }

    static String originalKey(String id) {
        return ORIGINALS + id;
    }

    static String renditionKey(String id, String size, String extension) {
        return MEDIA + id + "/" + size + "." + extension;
    }

    /// The image id that a key names, which may be none.
    static String idIn(String key) {
        String rest = key.substring(key.indexOf('/') + 1);
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
