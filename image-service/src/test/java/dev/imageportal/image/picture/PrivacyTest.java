package dev.imageportal.image.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file that others download: the same picture, and nothing of its owner's. All that must go is marked SECRET.
class PrivacyTest {

    private static final byte[] XMP = PictureFiles.bytes("""
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,51.7N">SECRET-XMP
            </rdf:Description></rdf:RDF></x:xmpmeta>""");
    private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void jpegLosesWhatIsPrivate(String order) throws Exception {
        byte[] exif = ExifBuilder.camera(order.startsWith("L") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, 6);
        byte[] plain = PictureFiles.jpeg(300, 200);
        byte[] second = PictureFiles.inserted(PictureFiles.jpeg(60, 40), 20, app1Exif(exif));
        byte[] file = PictureFiles.joined(PictureFiles.inserted(plain, 20, app1Exif(exif),
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(bytes("http://ns.adobe.com/xap/1.0/\0"), XMP)),
                PictureFiles.jpegSegment(0xe1,
                        bytes("http://ns.adobe.com/xmp/extension/\0" + "0".repeat(40) + "SECRET-EXTENSION")),
                PictureFiles.jpegSegment(0xe0, bytes("JFXX\0\u0010SECRET-PREVIEW")),
                PictureFiles.jpegSegment(0xe2, PictureFiles.joined(bytes("ICC_PROFILE\0\1\1"), SRGB)),
                PictureFiles.jpegSegment(0xe2, bytes("FPXR\0SECRET-FLASHPIX")),
                PictureFiles.jpegSegment(0xeb, bytes("JP\0SECRET-PROVENANCE")),
                PictureFiles.jpegSegment(0xed, bytes("Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\u0010SECRET-IPTC")),
                PictureFiles.jpegSegment(0xfe, bytes("SECRET-COMMENT"))), new byte[16], second,
                bytes("SECRET-TRAILER"));

        byte[] published = published(file);
        checkSamePicture(file, published);
        assertThat(new String(published, ISO_8859_1)).contains(new String(SRGB, ISO_8859_1)).doesNotContain("JFXX");
        checkKeptExif(published);
        int secondStart = file.length - "SECRET-TRAILER".length() - second.length;
        byte[] publishedSecond = Arrays.copyOfRange(published, secondStart, secondStart + second.length);
        checkSamePicture(second, publishedSecond);
        checkKeptExif(publishedSecond);
    }

    @Test
    void pngLosesWhatIsPrivate() throws Exception {
        byte[] plain = PictureFiles.png(300, 200);
        byte[] file = PictureFiles.joined(PictureFiles.inserted(plain, 33,
                PictureFiles.pngChunk("sRGB", new byte[1]),
                PictureFiles.pngChunk("tEXt", bytes("Author\0SECRET-AUTHOR")),
                PictureFiles.pngChunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0" + new String(XMP, ISO_8859_1))),
                PictureFiles.pngChunk("eXIf", ExifBuilder.camera(ByteOrder.BIG_ENDIAN, 8)),
                PictureFiles.pngChunk("prVt", bytes("SECRET-PRIVATE-CHUNK"))), bytes("SECRET-CROPPED-AWAY"));

        byte[] published = published(file);
        checkSamePicture(file, published);
        checkKeptExif(published);
        assertThat(new String(published, ISO_8859_1)).contains("sRGB").doesNotContain("tEXt", "iTXt", "prVt");
    }

    @Test
    void webpLosesWhatIsPrivate() throws Exception {
        byte[] simple = PictureFiles.converted(PictureFiles.png(300, 200), ".webp[keep=none]");
        byte[] header = {0x2c, 0, 0, 0, 43, 1, 0, (byte) 199, 0, 0};
        byte[] file = PictureFiles.joined(PictureFiles.webp(PictureFiles.webpChunk("VP8X", header),
                PictureFiles.webpChunk("ICCP", SRGB), Arrays.copyOfRange(simple, 12, simple.length),
                PictureFiles.webpChunk("EXIF",
                        PictureFiles.joined(bytes("Exif\0\0"), ExifBuilder.camera(ByteOrder.LITTLE_ENDIAN, 6))),
                PictureFiles.webpChunk("XMP ", XMP), PictureFiles.webpChunk("priv", bytes("SECRET-CHUNK"))),
                bytes("SECRET-TRAILER"));

        byte[] published = published(file);
        checkSamePicture(file, published);
        checkKeptExif(published);
        assertThat(new String(published, ISO_8859_1)).contains(new String(SRGB, ISO_8859_1))
                .doesNotContain("XMP ", "priv");
    }

    @Test
    void gifLosesWhatIsPrivate() throws Exception {
        byte[] plain = PictureFiles.gif(100, 80);
        byte[] trailer = new byte[257];
        for (int i = 0; i < 256; i++) {
            trailer[i] = (byte) (i == 0 ? 1 : 256 - i);
        }
        byte[] xmp = PictureFiles.joined(new byte[]{0x21, (byte) 0xff, 11}, bytes("XMP DataXMP"), XMP,
                trailer, new byte[1]);
        byte[] file = PictureFiles.inserted(plain, PictureFiles.gifBlocks(plain),
                PictureFiles.gifExtension(0xff, bytes("NETSCAPE2.0"), new byte[]{1, 0, 0}),
                PictureFiles.gifExtension(0xfe, bytes("SECRET-COMMENT"), bytes("odd SECRET")), xmp,
                PictureFiles.gifExtension(0xff, bytes("SECRETAPP11"), bytes("SECRET-DATA"), bytes("x")));

        byte[] published = published(file);
        checkSamePicture(file, published);
        assertThat(new String(published, ISO_8859_1)).contains("NETSCAPE2.0");
        assertThat(published(published)).as("is still a well formed GIF").isEqualTo(published);
    }

    @Test
    void avifLosesWhatIsPrivate() throws Exception {
        byte[] jpeg = PictureFiles.inserted(PictureFiles.jpeg(300, 200), 20,
                app1Exif(ExifBuilder.camera(ByteOrder.LITTLE_ENDIAN, 1)),
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(bytes("http://ns.adobe.com/xap/1.0/\0"), XMP)));
        byte[] file = PictureFiles.joined(PictureFiles.converted(jpeg, ".avif[Q=50,effort=0]"),
                new byte[]{0, 0, 0, 20}, bytes("uuidSECRET-BOX-X"));
        assertThat(new String(file, ISO_8859_1)).contains("SECRET-XMP", "SECRET-BODY-SERIAL");

        byte[] published = published(file);
        checkSamePicture(file, published);
        assertThat(new String(published, ISO_8859_1)).contains("Testcam");
    }

    @Test
    void exifThatCannotBeUnderstoodIsBlankedWhole() throws Exception {
        for (byte[] exif : List.of(bytes("SECRET, no TIFF at all"), bytes("II*\0\u00ff\u00ff\u00ff\u007fSECRET"),
                bytes("MM\0*\0\0\0\10SECRET"), bytes("II*\0"), new byte[0])) {
            byte[] file = PictureFiles.inserted(PictureFiles.jpeg(30, 20), 20, app1Exif(exif));
            byte[] published = published(file);
            checkSamePicture(file, published);
            assertThat(new String(published, ISO_8859_1)).doesNotContain("Exif\0", "II*", "MM\0*");
        }
    }

    @Test
    void directoriesThatLoopOrPointOutsideAreBounded() throws Exception {
        byte[] looping = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).text(ExifBuilder.MAKE, "Testcam")
                .number(ExifBuilder.ORIENTATION, 6)
                .raw(ExifBuilder.EXIF, 4, 1, 8)
                .raw(ExifBuilder.MODEL, 2, Integer.MAX_VALUE, 0x7fff_fff0)
                .raw(ExifBuilder.GPS, 4, 1, 8)
                .raw(0x9999, 99, -1, -1)
                .text(ExifBuilder.ARTIST, "SECRET-ARTIST")
                .build();
        byte[] file = PictureFiles.inserted(PictureFiles.jpeg(30, 20), 20, app1Exif(looping));
        byte[] published = published(file);
        checkSamePicture(file, published);
        assertThat(new String(published, ISO_8859_1)).contains("Testcam");
    }

    @Test
    void orientationStaysWhereNothingElseFits() throws Exception {
        // all values lie over one another, so that written side by side they need more room
        ExifBuilder crowded = new ExifBuilder(ByteOrder.LITTLE_ENDIAN).number(ExifBuilder.ORIENTATION, 6);
        for (int tag : new int[]{0x010f, 0x0110, 0x0132}) {
            crowded.raw(tag, 2, 60, 8);
        }
        byte[] file = PictureFiles.inserted(PictureFiles.jpeg(30, 20), 20, app1Exif(crowded.build()));
        byte[] published = published(file);
        checkSamePicture(file, published);
        assertThat(new String(published, ISO_8859_1)).contains("Exif");
    }

    @Test
    void thousandsOfBlocksFitWhereTheyFollowOneAnother() throws Exception {
        byte[] text = PictureFiles.pngChunk("tEXt", bytes("a\0SECRET"));
        byte[][] texts = new byte[20_000][];
        Arrays.fill(texts, text);
        byte[] file = PictureFiles.inserted(PictureFiles.png(30, 20), 33, texts);
        checkSamePicture(file, published(file));
    }

    /// What goes out for a file; on the way the redactions are stored and read again.
    private static byte[] published(byte[] file) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            PictureFile picture = PictureFile.read(PictureFiles.copy(file, arena), 100_000_000);
            byte[] stored = picture.redactions().toBytes();
            assertThat(stored.length).isLessThanOrEqualTo(Redactions.MAX_BYTES);
            return Redactions.fromBytes(stored).apply(new ByteArrayInputStream(file), 0).readAllBytes();
        }
    }

    private static void checkSamePicture(byte[] file, byte[] published) {
        assertThat(published).hasSameSizeAs(file);
        assertThat(Arrays.equals(PictureFiles.pixels(published), PictureFiles.pixels(file))).as("same pixels").isTrue();
        assertThat(PictureFiles.orientation(published)).isEqualTo(PictureFiles.orientation(file));
        assertThat(new String(published, ISO_8859_1)).doesNotContain("SECRET");
        checkNothingPrivate(published);
    }

    private static void checkNothingPrivate(byte[] published) {
        Metadata metadata = metadata(published);
        assertThat(metadata.getFirstDirectoryOfType(GpsDirectory.class)).isNull();
        for (Directory directory : metadata.getDirectories()) {
            assertThat(directory.getName()).doesNotContain("XMP", "IPTC", "Makernote", "Comment", "Thumbnail");
            assertThat(directory.getTags()).allSatisfy(tag -> assertThat(tag.getTagName()).doesNotContain("Serial",
                    "Owner", "Artist", "Author", "Unique", "Copyright"));
        }
    }

    /// What cameras record and people like to know is still there.
    private static void checkKeptExif(byte[] published) {
        Metadata metadata = metadata(published);
        assertThat(metadata.getFirstDirectoryOfType(ExifIFD0Directory.class)).isNotNull().satisfies(main -> {
            assertThat(main.getString(ExifBuilder.MAKE)).isEqualTo("Testcam");
            assertThat(main.getString(ExifBuilder.MODEL)).isEqualTo("Model One");
        });
        assertThat(metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class)).isNotNull().satisfies(details -> {
            assertThat(details.getString(ExifBuilder.LENS_MODEL)).isEqualTo("Testar 35mm F2.8");
            assertThat(details.getRational(ExifBuilder.EXPOSURE_TIME)).isEqualTo(new Rational(1, 250));
            assertThat(details.getString(ExifBuilder.TAKEN_AT)).isEqualTo("2021:05:06 07:08:09");
        });
    }

    private static Metadata metadata(byte[] file) {
        try {
            return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
        } catch (ImageProcessingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] app1Exif(byte[] exif) {
        return PictureFiles.jpegSegment(0xe1, PictureFiles.joined(bytes("Exif\0\0"), exif));
    }

    private static byte[] bytes(String latin1) {
        return PictureFiles.bytes(latin1);
    }
}
