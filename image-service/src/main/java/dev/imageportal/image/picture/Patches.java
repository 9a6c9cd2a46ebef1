package dev.imageportal.image.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers the patches of one file while its structure is read.
final class Patches {

    /// Each is stored in four bytes or more, so more can't be stored; no real picture comes near.
    private static final int MAX_COUNT = Redactions.MAX_BYTES / 4;

    private final List<Redaction> patches = new ArrayList<>();

    void fill(long offset, long length, int value) throws PictureRejectedException {
        if (length > 0) {
            add(new Redaction.Fill(offset, length, (byte) value));
        }
    }

    void write(long offset, byte... bytes) throws PictureRejectedException {
        if (bytes.length > 0) {
            add(new Redaction.Literal(offset, bytes));
        }
    }

    /// Takes back what was said of the file from an offset on.
    void dropFrom(long offset) {
        patches.removeIf(patch -> patch.offset() >= offset);
    }

    Redactions redactions() throws PictureRejectedException {
        patches.sort(Comparator.comparingLong(Redaction::offset));
        long end = 0;
        for (Redaction patch : patches) {
            if (patch.offset() < end) {
                throw PictureRejectedException.undecodable("its blocks of metadata overlap");
            }
            end = patch.end();
        }
        Redactions redactions = new Redactions(patches);
        if (redactions.toBytes().length > Redactions.MAX_BYTES) {
            throw tooMany();
        }
        return redactions;
    }

    private void add(Redaction patch) throws PictureRejectedException {
        if (patches.size() == MAX_COUNT) {
            throw tooMany();
        }
        patches.add(patch);
    }

    private static PictureRejectedException tooMany() {
        return PictureRejectedException.undecodable("it holds too many blocks of metadata");
    }
}
