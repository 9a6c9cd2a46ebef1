package dev.imageportal.image.picture;

import dev.imageportal.image.vips.Libvips;
import dev.imageportal.image.vips.VipsException;
import dev.imageportal.image.vips.VipsImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures what an encoder's settings cost and yield on pictures named on the command line: processor time, bytes and
/// likeness to the pixels that were encoded. Not a test: docs/adr/0003-webp-settings.md quotes it.
final class WebpSettings {

    private static final int[] SIZES = {2048, 1280, 640, 320};
    private static final String FORMAT = System.getProperty("format", "webp");
    private static final int REPETITIONS = 3;

    private WebpSettings() {}

    /// What one setting did to one picture, all sizes together.
    private record Outcome(double milliseconds, long bytes, double likeness) {}

    public static void main(String[] arguments) throws IOException, VipsException {
        List<String> settings = new ArrayList<>();
        for (String quality : System.getProperty("qualities", "75").split(",", -1)) {
            for (String effort : System.getProperty("efforts", "0,1,2,3,4,5,6").split(",", -1)) {
                for (String more : System.getProperty("more", "").split(";", -1)) {
                    settings.add("Q=" + quality + (FORMAT.equals("webp") ? ",effort=" + effort : "") + more);
                }
            }
        }
        Libvips vips = TestLibvips.load();
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (String picture : arguments) {
            outcomes.add(measure(vips, Files.readAllBytes(Path.of(picture)), settings));
        }
        System.out.printf("%-40s %10s %10s %10s   (means of %d pictures)%n", "settings", "CPU ms", "kB", "SSIM dB",
                arguments.length);
        for (int i = 0; i < settings.size(); i++) {
            int index = i;
            System.out.printf("%-40s %10.1f %10.1f %10.3f%n", settings.get(i),
                    outcomes.stream().mapToDouble(each -> each.get(index).milliseconds()).average().orElseThrow(),
                    outcomes.stream().mapToDouble(each -> each.get(index).bytes() / 1000.0).average().orElseThrow(),
                    outcomes.stream().mapToDouble(each -> each.get(index).likeness()).average().orElseThrow());
        }
    }

    private static List<Outcome> measure(Libvips vips, byte[] file, List<String> settings) throws VipsException {
        List<Outcome> outcomes = new ArrayList<>();
        try (Arena arena = Arena.ofShared()) {
            List<VipsImage> images = new ArrayList<>();
            for (int size : SIZES) {
                try (VipsImage fitted = images.isEmpty()
                        ? VipsImage.thumbnail(vips, PictureFiles.copy(file, arena), size, false)
                        : images.getLast().thumbnail(size); VipsImage colours = fitted.inSrgb()) {
                    images.add(colours.inMemory());
                }
            }
            for (String setting : settings) {
                double[] milliseconds = new double[REPETITIONS];
                long bytes = 0;
                double likeness = 0;
                for (int i = 0; i < REPETITIONS; i++) {
                    bytes = 0;
                    likeness = 0;
                    for (VipsImage image : images) {
                        try (Arena encoded = Arena.ofShared()) {
                            long before = processorTime();
                            MemorySegment encodedFile = image.encode("." + FORMAT + "[keep=none," + setting + "]",
                                    encoded);
                            milliseconds[i] += (processorTime() - before) / 1e6;
                            bytes += encodedFile.byteSize();
                            if (i == REPETITIONS - 1) {
                                byte[] pixels = PictureFiles.pixels(encodedFile.toArray(ValueLayout.JAVA_BYTE));
                                double ssim = ssim(image.pixels(), image.bands(), pixels,
                                        pixels.length / image.width() / image.height(), image.width(), image.height());
                                likeness += -10 * Math.log10(1 - ssim) / SIZES.length;
                            }
                        }
                    }
                }
                Arrays.sort(milliseconds);
                outcomes.add(new Outcome(milliseconds[REPETITIONS / 2], bytes, likeness));
            }
            images.forEach(VipsImage::close);
        }
        return outcomes;
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /// Structural similarity (Wang et al. 2004) of luma, in windows of 8 by 8 pixels that overlap by half.
    private static double ssim(byte[] a, int bandsOfA, byte[] b, int bandsOfB, int width, int height) {
        double sum = 0;
        long windows = 0;
        for (int top = 0; top + 8 <= height; top += 4) {
            for (int left = 0; left + 8 <= width; left += 4) {
                double sumA = 0;
                double sumB = 0;
                double squaresA = 0;
                double squaresB = 0;
                double products = 0;
                for (int y = top; y < top + 8; y++) {
                    for (int x = left; x < left + 8; x++) {
                        double lumaA = luma(a, (y * width + x) * bandsOfA);
                        double lumaB = luma(b, (y * width + x) * bandsOfB);
                        sumA += lumaA;
                        sumB += lumaB;
                        squaresA += lumaA * lumaA;
                        squaresB += lumaB * lumaB;
                        products += lumaA * lumaB;
                    }
                }
                double meanA = sumA / 64;
                double meanB = sumB / 64;
                double varianceA = squaresA / 64 - meanA * meanA;
                double varianceB = squaresB / 64 - meanB * meanB;
                double covariance = products / 64 - meanA * meanB;
                sum += (2 * meanA * meanB + 6.5025) * (2 * covariance + 58.5225)
                        / ((meanA * meanA + meanB * meanB + 6.5025) * (varianceA + varianceB + 58.5225));
                windows++;
            }
        }
        return sum / windows;
    }

    private static double luma(byte[] pixels, int at) {
        return 0.299 * (pixels[at] & 0xff) + 0.587 * (pixels[at + 1] & 0xff) + 0.114 * (pixels[at + 2] & 0xff);
    }
}
