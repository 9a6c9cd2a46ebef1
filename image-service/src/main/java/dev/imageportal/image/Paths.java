package dev.imageportal.image;

import dev.imageportal.image.picture.EncodedRendition;
import java.util.ArrayList;
import java.util.List;

/// Where things are: URLs under the portal's origin, and keys in the bucket. A rendition's key is its URL's path.
final class Paths {

    static final String ORIGINALS = "originals/";
    static final String MEDIA = "media/";

    /// Every size and format that a rendition may ever have; routes are patterns of them.
    static final String SIZES = "320|640|1280|2048";
    static final String EXTENSIONS = "webp|jpg|avif";

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

    /// The paths of all that was ever shown of an image, as a pattern.
    static String allRenditions(String id) {
        return "/" + MEDIA + id + "/*";
    }

    /// Everything that may be in the bucket of an image, whether or not it is.
    static List<String> allKeys(String id) {
        var keys = new ArrayList<String>();
        keys.add(originalKey(id));
        for (String size : SIZES.split("\\|", -1)) {
            for (String extension : EXTENSIONS.split("\\|", -1)) {
                keys.add(renditionKey(id, size, extension));
            }
        }
        return keys;
    }

    /// The image id that a key names, which may be none.
    static String idIn(String key) {
        String rest = key.substring(key.indexOf('/') + 1);
        int end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
