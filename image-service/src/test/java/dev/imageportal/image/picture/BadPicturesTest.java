package dev.imageportal.image.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.imageportal.image.picture.PictureRejectedException.Reason;
import dev.imageportal.image.vips.Libvips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadPicturesTest {

    private static PictureProcessor processor;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        processor = TestLibvips.processor();
    }

    @AfterAll
    static void stop() {
        processor.close();
    }

    @Test
    void otherFilesAreNotSupported() throws Exception {
        for (String text : List.of("", "G", "hello, I am a text", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "<?xml version=\"1.0\"?><svg/>", "%PDF-1.7\n", "II*\0\10\0\0\0\0\0", "MM\0*\0\0\0\10", "BM123456",
                "\0\0\0\30ftypheic\0\0\0\0mif1heic", "RIFF\4\0\0\0WAVE", "P6 1 1 255\n...", "\u00ff\u00d8",
                "\0\0\1\0\1\0", "GIF88a")) {
            checkRejected(text.getBytes(StandardCharsets.ISO_8859_1), Reason.UNSUPPORTED_FORMAT);
        }
    }

    @Test
    void truncatedFilesAreUndecodable() throws Exception {
        byte[] png = PictureFiles.png(300, 200);
        for (byte[] file : List.of(png, PictureFiles.jpeg(300, 200), PictureFiles.gif(300, 200),
                PictureFiles.converted(png, ".webp"), PictureFiles.converted(png, ".webp[lossless]"),
                PictureFiles.converted(png, ".avif[effort=0]"), PictureFiles.converted(png, ".jpg[interlace]"))) {
            for (int length : new int[]{file.length / 8, file.length / 2, file.length * 9 / 10, file.length - 1}) {
                checkRejected(Arrays.copyOf(file, length), Reason.UNDECODABLE);
            }
        }
    }

    /// As long as it should be, and well packed, but one row is filtered in a way that there is not.
    @Test
    void rowsThatCannotBeDecodedAreNotFilledUp() throws Exception {
        checkRejected(greyPng(9), Reason.UNDECODABLE);
        processor.process(write(greyPng(2))).close();
    }

    private static byte[] greyPng(int filter) throws IOException {
        byte[] rows = new byte[200 * 301];
        rows[100 * 301] = (byte) filter;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(rows);
        }
        byte[] header = ByteBuffer.allocate(13).putInt(300).putInt(200).put((byte) 8).array();
        return PictureFiles.joined(PictureFiles.bytes("\u0089PNG\r\n\u001a\n"), PictureFiles.pngChunk("IHDR", header),
                PictureFiles.pngChunk("IDAT", packed.toByteArray()), PictureFiles.pngChunk("IEND", new byte[0]));
    }

    @Test
    void aPngMustHoldWhatItsHeaderSays() throws Exception {
        byte[] png = PictureFiles.png(300, 200);
        byte[] interlaced = PictureFiles.converted(png, ".png[interlace]");
        for (byte[] file : List.of(png, interlaced)) {
            for (int[] size : new int[][]{{300, 400}, {300, 100}, {300, 199}, {300, 201}, {600, 200}, {150, 200},
                    {200, 300}, {4000, 4000}}) {
                checkRejected(PictureFiles.pngClaiming(file, size[0], size[1]), Reason.UNDECODABLE);
            }
            processor.process(write(PictureFiles.pngClaiming(file, 300, 200))).close();
        }
    }

    @Test
    void hugePicturesAreRefusedUndecoded() throws Exception {
        byte[] bomb = PictureFiles.pngClaiming(PictureFiles.png(30, 20), 20_000, 20_000);
        checkRejected(bomb, Reason.TOO_MANY_PIXELS);
        checkRejected(PictureFiles.pngClaiming(bomb, Integer.MAX_VALUE, Integer.MAX_VALUE), Reason.TOO_MANY_PIXELS);
        checkRejected(PictureFiles.pngClaiming(bomb, 10_000, 10_001), Reason.TOO_MANY_PIXELS);

        byte[] jpeg = PictureFiles.jpeg(30, 20);
        int frame = indexOf(jpeg, (byte) 0xff, (byte) 0xc0);
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 20_000).putShort(frame + 7, (short) 20_000);
        checkRejected(jpeg, Reason.TOO_MANY_PIXELS);

        byte[] gif = PictureFiles.gif(30, 20);
        int image = PictureFiles.gifBlocks(gif);
        while (gif[image] != 0x2c) {
            image += 8;
        }
        gif[image + 6] = (byte) 0x80;
        gif[image + 8] = (byte) 0x80;
        checkRejected(gif, Reason.TOO_MANY_PIXELS);

        byte[] webp = PictureFiles.converted(PictureFiles.png(30, 20), ".webp[lossless]");
        int bits = indexOf(webp, (byte) 'V', (byte) 'P', (byte) '8', (byte) 'L') + 9;
        Arrays.fill(webp, bits, bits + 3, (byte) 0xff);
        webp[bits + 3] |= 0x0f;
        checkRejected(webp, Reason.TOO_MANY_PIXELS);

        byte[] avif = PictureFiles.converted(PictureFiles.png(30, 20), ".avif[effort=0]");
        int extent = indexOf(avif, (byte) 'i', (byte) 's', (byte) 'p', (byte) 'e') + 8;
        ByteBuffer.wrap(avif).putInt(extent, 20_000).putInt(extent + 4, 20_000);
        checkRejected(avif, Reason.TOO_MANY_PIXELS);
    }

    @Test
    void thousandsOfScansAreRefusedUndecoded() throws Exception {
        byte[] jpeg = PictureFiles.converted(PictureFiles.png(300, 200), ".jpg[interlace]");
        int end = jpeg.length - 2;
        int scan = lastIndexOf(jpeg, (byte) 0xff, (byte) 0xda);
        byte[][] scans = new byte[2_000][];
        Arrays.fill(scans, Arrays.copyOfRange(jpeg, scan, end));
        Path file = write(PictureFiles.inserted(jpeg, end, scans));
        assertThatThrownBy(() -> processor.process(file).close()).isInstanceOf(PictureRejectedException.class)
                .hasMessageContaining("too many scans");
    }

    /// The stream within claims 65,536 × 65,536 pixels, the boxes around it 16 × 16.
    @Test
    void whatAnAvifDecodesToCountsAsWell() throws Exception {
        byte[] avif = PictureFiles.converted(PictureFiles.png(16, 16), ".avif[effort=0]");
        processor.process(write(avif)).close();
        byte[] unit = {0x0a, 7, 0b000_1_1_000, (byte) 0b00_1111_11, (byte) 0b11_111111, (byte) 0xff, (byte) 0xff, -1,
                -1};
        int units = indexOf(avif, (byte) 'm', (byte) 'd', (byte) 'a', (byte) 't') + 4;
        System.arraycopy(unit, 0, avif, avif[units] == 0x12 ? units + 2 : units, unit.length);
        checkRejected(avif, Reason.TOO_MANY_PIXELS);
    }

    @Test
    void gifsThatAreScriptsAreUndecodable() throws Exception {
        byte[] gif = PictureFiles.gif(30, 20);
        byte[] script = PictureFiles.bytes("*/=1;alert(1);//");
        checkRejected(PictureFiles.joined(gif, script), Reason.UNDECODABLE);
        checkRejected(PictureFiles.joined(gif, new byte[1]), Reason.UNDECODABLE);
        checkRejected(PictureFiles.joined(Arrays.copyOf(gif, 6), PictureFiles.bytes("=1;alert(1)")),
                Reason.UNDECODABLE);

        byte[] commented = PictureFiles.inserted(gif, PictureFiles.gifBlocks(gif),
                PictureFiles.gifExtension(0xfe, script));
        processor.process(write(commented)).close();
        commented[6] = '/';
        commented[7] = '*';
        checkRejected(commented, Reason.UNDECODABLE);
    }

    @Test
    void namesDoNotCount() throws Exception {
        Path file = Files.write(folder.resolve("picture.txt"), PictureFiles.png(30, 20));
        try (ProcessedPicture picture = processor.process(file)) {
            assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
        }
    }

    /// Damaged files must neither end the process nor keep memory, whatever becomes of them.
    @Test
    void damagedFilesLeaveNothingBehind() throws Exception {
        Random random = new Random(42);
        byte[] png = PictureFiles.png(400, 300);
        byte[] exif = ExifBuilder.camera(java.nio.ByteOrder.LITTLE_ENDIAN, 6);
        byte[] jpeg = PictureFiles.inserted(PictureFiles.jpeg(400, 300), 20,
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(PictureFiles.bytes("Exif\0\0"), exif)));
        List<byte[]> files = List.of(jpeg, png, PictureFiles.gif(400, 300), PictureFiles.converted(jpeg, ".webp"),
                PictureFiles.converted(jpeg, ".avif[effort=0]"), PictureFiles.converted(jpeg, ".jpg[interlace]"),
                PictureFiles.converted(png, ".webp[lossless]"));
        Libvips vips = TestLibvips.load();
        awaitNothingHeld(vips);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            for (byte[] good : files) {
                try (ProcessedPicture picture = processor.process(write(round == 0 ? good : damaged(good, random)))) {
                    assertThat(picture.renditions()).isNotEmpty();
                    taken++;
                } catch (PictureRejectedException e) {
                    assertThat(round).as("a good picture: %s", e.getMessage()).isPositive();
                    refused++;
                }
            }
        }
        assertThat(taken).isGreaterThan(files.size());
        assertThat(refused).isGreaterThan(50);
        awaitNothingHeld(vips);
    }

    /// The count is the whole process's: an upload that another test left may still be at work, and a worker of libvips
    /// gives its buffers back a moment after its picture is done.
    private static void awaitNothingHeld(Libvips vips) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(vips.trackedAllocations()).isZero();
            assertThat(vips.trackedMemory()).isZero();
        });
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] file = random.nextInt(5) == 0 ? Arrays.copyOf(good, 1 + random.nextInt(good.length)) : good.clone();
        // half of them where the structure is rather than the pixels
        int reach = random.nextBoolean() ? file.length : Math.min(file.length, 800);
        for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
            file[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    private void checkRejected(byte[] file, Reason reason) throws IOException {
        Path path = write(file);
        assertThatThrownBy(() -> processor.process(path).close())
                .isInstanceOfSatisfying(PictureRejectedException.class, e -> {
                    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
                    assertThat(e.getMessage()).endsWith("try again.");
                });
        Files.delete(path);
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", null), file);
    }

    private static int lastIndexOf(byte[] file, byte... wanted) {
        int last = file.length - wanted.length;
        while (!Arrays.equals(file, last, last + wanted.length, wanted, 0, wanted.length)) {
            last--;
        }
        return last;
    }

    private static int indexOf(byte[] file, byte... wanted) {
        for (int i = 0; i < file.length - wanted.length; i++) {
            if (Arrays.equals(file, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not in the file");
    }
}
