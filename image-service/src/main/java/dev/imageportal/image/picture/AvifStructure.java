package dev.imageportal.image.picture;

final class AvifStructure {

    private AvifStructure() {}

    static boolean isAvif(FileBytes bytes) {
        return bytes.size() < 0;
    }
}
