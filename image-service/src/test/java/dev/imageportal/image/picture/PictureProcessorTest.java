package dev.imageportal.image.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.imageportal.events.PublishedImage;
import dev.imageportal.image.vips.VipsImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureProcessorTest {

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
    void makesEachSizeFromTheNextLarger() throws Exception {
        try (ProcessedPicture picture = process(PictureFiles.jpeg(3000, 2000))) {
            assertThat(picture.format()).isEqualTo(PictureFormat.JPEG);
            assertThat(picture.width()).isEqualTo(3000);
            assertThat(picture.height()).isEqualTo(2000);
            assertThat(picture.camera()).isNull();
            assertThat(picture.redactions().isEmpty()).isTrue();
            assertSizes(picture, RenditionFormat.JPEG);
            assertThat(picture.improvable()).isTrue();
        }
    }

    @Test
    void makesTheBestFormatWhenNobodyWaits() throws Exception {
        try (ProcessedPicture picture = processor.improve(file(PictureFiles.jpeg(3000, 2000)))) {
            assertSizes(picture, RenditionFormat.WEBP);
            assertThat(picture.improvable()).isFalse();
        }
    }

    private static void assertSizes(ProcessedPicture picture, RenditionFormat format) throws Exception {
        String magic = format == RenditionFormat.WEBP ? "RIFF" : "\u00ff\u00d8\u00ff";
        assertThat(picture.renditions()).extracting(EncodedRendition::size).containsExactly(320, 640, 1280, 2048);
        assertThat(picture.renditions()).extracting(EncodedRendition::width).containsExactly(320, 640, 1280, 2048);
        assertThat(picture.renditions()).extracting(EncodedRendition::height).containsExactly(214, 427, 853, 1365);
        for (EncodedRendition rendition : picture.renditions()) {
            byte[] file = bytes(rendition);
            assertThat(new String(file, ISO_8859_1)).startsWith(magic)
                    .doesNotContain("EXIF", "Exif\0\0", "XMP ", "ICCP", "ICC_PROFILE");
            assertThat(PictureFiles.pixels(file)).hasSize(rendition.width() * rendition.height() * 3);
            assertThat(rendition.format()).isEqualTo(format);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,320:1x1", "300,200,320:300x200", "320,100,320:320x100", "321,100,320:320x100 640:321x100",
            "400,500,320:256x320 640:400x500", "1,5000,320:1x320 640:1x640 1280:1x1280 2048:1x2048",
            "2048,10,320:320x2 640:640x3 1280:1280x6 2048:2048x10"})
    void neverEnlarges(int width, int height, String expected) throws Exception {
        try (ProcessedPicture picture = process(PictureFiles.png(width, height))) {
            assertThat(String.join(" ", picture.renditions()
                    .stream()
                    .map(each -> each.size() + ":" + each.width() + "x" + each.height())
                    .toList())).isEqualTo(expected);
        }
    }

    @Test
    void takesEachFormat() throws Exception {
        byte[] png = PictureFiles.png(700, 400);
        check(png, PictureFormat.PNG);
        check(PictureFiles.gif(700, 400), PictureFormat.GIF);
        check(PictureFiles.converted(png, ".webp[Q=80]"), PictureFormat.WEBP);
        check(PictureFiles.converted(png, ".webp[lossless]"), PictureFormat.WEBP);
        check(PictureFiles.converted(png, ".avif[Q=60,effort=0]"), PictureFormat.AVIF);
        check(PictureFiles.converted(png, ".png[interlace]"), PictureFormat.PNG);
        check(PictureFiles.converted(png, ".jpg[interlace,Q=90]"), PictureFormat.JPEG);
        check(PictureFiles.converted(png, ".jpg[optimize_coding,subsample_mode=off]"), PictureFormat.JPEG);
    }

    @Test
    void takesEachKindOfPixels() throws Exception {
        for (int type : new int[]{BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED}) {
            byte[] file = PictureFiles.encoded(PictureFiles.drawing(700, 400, type), "png");
            try (ProcessedPicture picture = process(file)) {
                int bands = type == BufferedImage.TYPE_INT_ARGB ? 4 : 3;
                // an alpha channel that is opaque all over may be dropped
                assertThat(PictureFiles.pixels(bytes(picture.renditions().getFirst())).length)
                        .isIn(320 * 183 * 3, 320 * 183 * bands);
            }
        }
    }

    @Test
    void keepsTransparency() throws Exception {
        byte[] clear = PictureFiles.encoded(new BufferedImage(400, 400, BufferedImage.TYPE_INT_ARGB), "png");
        try (ProcessedPicture picture = process(clear)) {
            byte[] pixels = PictureFiles.pixels(bytes(picture.renditions().getFirst()));
            assertThat(pixels).hasSize(320 * 320 * 4);
            for (int alpha = 3; alpha < pixels.length; alpha += 4) {
                assertThat(pixels[alpha]).isZero();
            }
        }
    }

    @Test
    void takesInksForColours() throws Exception {
        try (ProcessedPicture picture = process(cmykJpeg())) {
            byte[] pixels = PictureFiles.pixels(bytes(picture.renditions().getLast()));
            assertThat(pixels).hasSize(200 * 100 * 3);
            int middle = (50 * 200 + 100) * 3;
            assertThat(pixels[middle + 1] & 0xff).as("green, more than red")
                    .isGreaterThan((pixels[middle] & 0xff) + 50);
        }
    }

    /// Numbers that a profile declares to be linear come out as the sRGB numbers of the same colour.
    @Test
    void followsTheColourProfile() throws Exception {
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(linear(180), linear(100), linear(60)));
        graphics.fillRect(0, 0, 200, 100);
        graphics.dispose();
        byte[] file = withProfile(PictureFiles.encoded(image, "png"),
                ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
        try (ProcessedPicture picture = process(file)) {
            byte[] pixels = PictureFiles.pixels(bytes(picture.renditions().getLast()));
            int middle = (50 * 200 + 100) * 3;
            assertThat(pixels[middle] & 0xff).isCloseTo(180, within(3));
            assertThat(pixels[middle + 1] & 0xff).isCloseTo(100, within(3));
            assertThat(pixels[middle + 2] & 0xff).isCloseTo(60, within(3));
        }
    }

    @Test
    void aProfileThatIsBrokenOrForGreyDoesNotHarm() throws Exception {
        byte[] plain = PictureFiles.png(200, 100);
        for (byte[] profile : List.of(new byte[200], ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData())) {
            try (ProcessedPicture expected = process(plain);
                    ProcessedPicture picture = process(withProfile(plain, profile))) {
                assertThat(picture.thumbHash()).isEqualTo(expected.thumbHash());
            }
        }
    }

    @Test
    void knowsSrgbByItsNumbers() throws Exception {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertThat(ColourProfile.isSrgb(MemorySegment.ofArray(srgb))).isTrue();
        for (String builtIn : List.of("srgb", "p3")) {
            byte[] png = PictureFiles.converted(PictureFiles.png(20, 10), ".png[profile=" + builtIn + "]");
            try (Arena arena = Arena.ofShared();
                    VipsImage image = VipsImage.open(TestLibvips.load(), PictureFiles.copy(png, arena))) {
                assertThat(ColourProfile.isSrgb(image.profile().orElseThrow())).as(builtIn)
                        .isEqualTo(builtIn.equals("srgb"));
            }
        }
        for (int space : new int[]{ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY, ColorSpace.CS_CIEXYZ}) {
            assertThat(ColourProfile.isSrgb(MemorySegment.ofArray(ICC_Profile.getInstance(space).getData()))).isFalse();
        }
        for (int length = 0; length < srgb.length / 2; length += 7) {
            assertThat(ColourProfile.isSrgb(MemorySegment.ofArray(Arrays.copyOf(srgb, length)))).isFalse();
        }
    }

    private static byte[] withProfile(byte[] png, byte[] profile) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(PictureFiles.bytes("profile\0\0"));
        try (DeflaterOutputStream packed = new DeflaterOutputStream(chunk)) {
            packed.write(profile);
        }
        return PictureFiles.inserted(png, 33, PictureFiles.pngChunk("iCCP", chunk.toByteArray()));
    }

    private static int linear(int srgb) {
        return (int) Math.round(255 * Math.pow((srgb / 255.0 + 0.055) / 1.055, 2.4));
    }

    @ParameterizedTest
    @CsvSource({"1,false,0,0", "2,false,1,0", "3,false,1,1", "4,false,0,1", "5,true,0,0", "6,true,1,0", "7,true,1,1",
            "8,true,0,1"})
    void turnsThePictureUpright(int orientation, boolean turned, int column, int row) throws Exception {
        byte[] exif = new ExifBuilder(ByteOrder.BIG_ENDIAN).number(ExifBuilder.ORIENTATION, orientation).build();
        byte[] file = PictureFiles.inserted(PictureFiles.jpeg(300, 200), 20,
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(PictureFiles.bytes("Exif\0\0"), exif)));
        try (ProcessedPicture picture = process(file)) {
            assertThat(picture.width()).isEqualTo(turned ? 200 : 300);
            assertThat(picture.height()).isEqualTo(turned ? 300 : 200);
            EncodedRendition rendition = picture.renditions().getFirst();
            assertThat(rendition.width()).isEqualTo(picture.width());
            // the green disc is centred on a quarter of each side
            int x = rendition.width() / 4 + column * rendition.width() / 2;
            int y = rendition.height() / 4 + row * rendition.height() / 2;
            byte[] pixels = PictureFiles.pixels(bytes(rendition));
            int pixel = (y * rendition.width() + x) * 3;
            assertThat(pixels[pixel + 1] & 0xff).as("green").isGreaterThan(200);
            assertThat(pixels[pixel] & 0xff).as("red").isLessThan(80);
        }
    }

    @Test
    void tellsOfTheCamera() throws Exception {
        byte[] exif = ExifBuilder.camera(ByteOrder.LITTLE_ENDIAN, 1);
        byte[] jpeg = PictureFiles.inserted(PictureFiles.jpeg(300, 200), 20,
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(PictureFiles.bytes("Exif\0\0"), exif)));
        PublishedImage.Camera expected = new PublishedImage.Camera("Testcam", "Model One", "Testar 35mm F2.8", "1/250",
                2.8, 400, 35.0, Instant.parse("2021-05-06T05:08:09Z"));
        for (byte[] file : List.of(jpeg, PictureFiles.converted(jpeg, ".webp"),
                PictureFiles.converted(jpeg, ".avif[effort=0]"), PictureFiles.converted(jpeg, ".png"))) {
            try (ProcessedPicture picture = process(file)) {
                assertThat(picture.camera()).isEqualTo(expected);
            }
        }
    }

    @Test
    void worksForManyAtOnce() throws Exception {
        Path file = Files.write(folder.resolve("shared.jpg"), PictureFiles.jpeg(900, 600));
        Set<String> placeholders = ConcurrentHashMap.newKeySet();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> results = callers.invokeAll(Collections.nCopies(50, () -> {
                try (ProcessedPicture picture = processor.process(file)) {
                    placeholders.add(picture.thumbHash());
                    return PictureFiles.pixels(bytes(picture.renditions().getLast())).length;
                }
            }));
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(900 * 600 * 3);
            }
        }
        assertThat(placeholders).hasSize(1);
    }

    @Test
    void freesAllThatIsMadeOfAPictureNobodyWaitsFor() throws Exception {
        Path file = Files.write(folder.resolve("large.png"), PictureFiles.png(6000, 4000));
        int before = TestLibvips.load().trackedAllocations();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                processor.process(file).close();
            } catch (PictureRejectedException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.interrupt();
        caller.join();
        process(PictureFiles.png(10, 10)).close();
        process(PictureFiles.png(10, 10)).close();
        await()
                .untilAsserted(() -> assertThat(TestLibvips.load().trackedAllocations()).isEqualTo(before));
    }

    private void check(byte[] file, PictureFormat format) throws Exception {
        try (ProcessedPicture picture = process(file)) {
            assertThat(picture.format()).isEqualTo(format);
            assertThat(picture.width()).isEqualTo(700);
            assertThat(picture.renditions()).extracting(EncodedRendition::width).containsExactly(320, 640, 700);
            byte[] pixels = PictureFiles.pixels(bytes(picture.renditions().getFirst()));
            assertThat(pixels).hasSize(320 * 183 * 3);
            int disc = (183 / 4 * 320 + 80) * 3;
            assertThat(pixels[disc + 1] & 0xff).as("green of %s", format).isCloseTo(255, within(60));
        }
    }

    private ProcessedPicture process(byte[] file) throws Exception {
        return processor.process(file(file));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "picture", null), content);
    }

    private static byte[] bytes(EncodedRendition rendition) {
        ByteBuffer buffer = rendition.bytes();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /// Cyan and yellow ink all over. JPEG files hold what is left of the paper, not the ink.
    private static byte[] cmykJpeg() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 200, 100, 4, null);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                raster.setPixel(x, y, new int[]{0, 255, 0, 255});
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
