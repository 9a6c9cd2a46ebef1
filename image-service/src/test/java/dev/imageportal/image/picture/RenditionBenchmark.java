package dev.imageportal.image.picture;

import dev.imageportal.image.vips.Libvips;
import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The whole way of a picture from file to renditions, beside libvips alone making the same renditions with the same
/// settings. docs/benchmarks.md tells how to run it and keeps the figures.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RenditionBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final RenditionFormat FORMAT = RenditionFormat.valueOf(System.getProperty("renditions", "JPEG"));
    private static final int WIDTH = 4592;
    private static final int HEIGHT = 3056;

    private Path picture = Path.of("unset");
    private PictureProcessor processor = TestLibvips.processor();
    private Libvips vips = TestLibvips.load();

    @Setup
    public void start() {
        picture = Path.of(System.getProperty("picture", ""));
    }

    @TearDown
    public void stop() {
        processor.close();
    }

    /// What image-service does with an upload once it lies on the disk, object store and database aside.
    @Benchmark
    public int wholeProcess() throws PictureRejectedException, InterruptedException {
        boolean first = FORMAT == RenditionFormat.JPEG;
        try (ProcessedPicture processed = first ? processor.process(picture) : processor.improve(picture)) {
            return processed.renditions().size();
        }
    }

    /// The same sizes with the same settings and nothing else: no checks, no placeholder, no metadata.
    @Benchmark
    public long libvipsAlone() throws IOException, VipsException {
        long bytes = 0;
        try (Arena memory = Arena.ofShared(); FileChannel file = FileChannel.open(picture)) {
            MemorySegment mapped = file.map(MapMode.READ_ONLY, 0, file.size(), memory);
            VipsImage image;
            boolean profile;
            try (VipsImage header = VipsImage.open(vips, mapped)) {
                profile = header.profile().filter(each -> !ColourProfile.isSrgb(each)).isPresent();
            }
            try (VipsImage fitted = VipsImage.thumbnail(vips, mapped, 2048, profile)) {
                image = fitted.inMemory();
            }
            bytes += image.encode(FORMAT.encoder(), memory).byteSize();
            for (int size : new int[]{1280, 640, 320}) {
                try (VipsImage larger = image; VipsImage fitted = larger.thumbnail(size)) {
                    image = fitted.inMemory();
                }
                bytes += image.encode(FORMAT.encoder(), memory).byteSize();
            }
            image.close();
        }
        return bytes;
    }

    /// Takes turns, so that a machine that gets busy or quiet meanwhile does so for both.
    public static void main(String[] arguments) throws RunnerException, IOException {
        Path picture = Path.of(System.getProperty("picture", ""));
        if (picture.toString().isEmpty()) {
            picture = Files.createTempFile("benchmark", ".jpg");
            picture.toFile().deleteOnExit();
            Files.write(picture, photographLike());
        }
        List<Double> processWall = new ArrayList<>();
        List<Double> processCpu = new ArrayList<>();
        List<Double> aloneWall = new ArrayList<>();
        List<Double> aloneCpu = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            run(picture, "wholeProcess", processWall, processCpu);
            run(picture, "libvipsAlone", aloneWall, aloneCpu);
        }
        System.out.printf("%n%s, %d kB, libvips %s, medians of %d rounds%n", picture, Files.size(picture) / 1000,
                TestLibvips.load().version(), ROUNDS);
        print("wall", median(processWall), median(aloneWall));
        print("processor", median(processCpu), median(aloneCpu));
    }

    private static void run(Path picture, String method, List<Double> wall, List<Double> cpu) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(RenditionBenchmark.class.getName() + "." + method + "$")
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(4))
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(6))
                .addProfiler(ProcessorTime.class)
                .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-Dpicture=" + picture,
                        "-Drenditions=" + FORMAT)
                .build()).run();
        for (RunResult result : results) {
            wall.add(result.getPrimaryResult().getScore());
            Result<?> time = Objects.requireNonNull(result.getSecondaryResults().get(ProcessorTime.NAME));
            cpu.add(time.getScore());
        }
    }

    private static void print(String what, double process, double alone) {
        System.out.printf("%-9s time per picture: process() %.1f ms, libvips alone %.1f ms, ratio %.3f%n", what,
                process, alone, process / alone);
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().toList().get(numbers.size() / 2);
    }

    /// Smooth light, edges and the noise of a sensor: of a size and detail as cameras make them.
    private static byte[] photographLike() throws IOException {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double light = 110 + 60 * Math.sin(x / 700.0) * Math.cos(y / 500.0);
                double texture = 22 * Math.sin(x / 9.0 + Math.sin(y / 31.0) * 4) * Math.sin(y / 13.0);
                double edge = (x / 380 + y / 290) % 3 == 0 ? 30 : 0;
                double noise = random.nextGaussian() * 5;
                int red = clamp(light + texture + edge + noise);
                int green = clamp(light * 0.9 + texture * 0.8 + noise);
                int blue = clamp(170 - light * 0.5 + edge * 0.6 + noise);
                image.setRGB(x, y, (red << 16) | (green << 8) | blue);
            }
        }
        byte[] exif = ExifBuilder.camera(ByteOrder.LITTLE_ENDIAN, 1);
        return PictureFiles.inserted(cameraJpeg(image), 20,
                PictureFiles.jpegSegment(0xe1, PictureFiles.joined(PictureFiles.bytes("Exif\0\0"), exif)));
    }

    private static byte[] cameraJpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0.93f);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static int clamp(double sample) {
        return (int) Math.max(0, Math.min(255, sample));
    }
}
