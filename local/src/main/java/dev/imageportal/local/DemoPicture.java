package dev.imageportal.local;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// One of the demo's pictures, which the program paints itself.
record DemoPicture(
        String username,
        int width,
        int height,
        Format format,
        Palette palette,
        Consumer<Canvas> painter,
        String caption,
        String altText) {

    private static final float QUALITY = 0.9f;

    enum Format {
        JPEG, PNG;

        String extension() {
            return this == JPEG ? "jpg" : "png";
        }

        String contentType() {
            return "image/" + name().toLowerCase(Locale.ROOT);
        }
    }

    static final String PEAKS = "demo_peaks";
    static final String TIDES = "demo_tides";
    static final String TILES = "demo_tiles";

    static List<DemoPicture> all() {
        return List.of(
                new DemoPicture(PEAKS, 2400, 1600, Format.JPEG, Palette.DAWN, Landscapes::mountains,
                        "First light on the ridge #mountains #sunrise", "Layered mountain ridges below a rising sun"),
                new DemoPicture(TIDES, 2400, 1350, Format.JPEG, Palette.LAGOON, Landscapes::waves,
                        "Long swell, warm wind #sea #waves", "Green waves rolling towards the viewer at low sun"),
                new DemoPicture(TILES, 1600, 1600, Format.PNG, Palette.CANDY, Patterns::curves,
                        "Quarter circles, turned by chance #pattern #truchet",
                        "Pink curves wind over a purple surface"),
                new DemoPicture(PEAKS, 1600, 2400, Format.JPEG, Palette.AURORA, Landscapes::northernLights,
                        "The sky dances #aurora #night #stars", "Green and violet northern lights above a dark ridge"),
                new DemoPicture(TILES, 2000, 1250, Format.PNG, Palette.EMBER, Patterns::hexagons,
                        "Cooling lava, in six corners #pattern #hexagons", "Hexagons in drifting reds and oranges"),
                new DemoPicture(TIDES, 1350, 2000, Format.JPEG, Palette.DAWN, Landscapes::waves,
                        "Evening tide #sea #sunset", "Purple waves below an orange evening sky"),
                new DemoPicture(PEAKS, 2600, 1100, Format.JPEG, Palette.ALPINE, Landscapes::mountains,
                        "Blue hour in the high valley #mountains #bluehour",
                        "Pale blue mountain ranges, one behind the other"),
                new DemoPicture(TIDES, 2200, 1467, Format.JPEG, Palette.CLAY, Landscapes::dunes,
                        "Where the sea was #dunes #desert", "Smooth brown dunes with lit and shaded sides"),
                new DemoPicture(TILES, 1400, 1400, Format.JPEG, Palette.LAGOON, Patterns::bubbles,
                        "Every circle found its room #pattern #circles", "Ringed circles of all sizes in sea colours"),
                new DemoPicture(TILES, 2400, 1500, Format.JPEG, Palette.AURORA, Patterns::streams,
                        "Current #flow #lines", "Thousands of green and violet strokes along a stream"),
                new DemoPicture(PEAKS, 1800, 1800, Format.JPEG, Palette.FOREST, Landscapes::mountains,
                        "Green as far as the eye goes #mountains #forest", "Forested ridges fading into morning haze"),
                new DemoPicture(TIDES, 2400, 1000, Format.JPEG, Palette.ALPINE, Landscapes::waves,
                        "Cold water #sea #waves #bluehour", "A wide view of steel-blue waves"),
                new DemoPicture(TILES, 1200, 1800, Format.PNG, Palette.ALPINE, Patterns::hexagons,
                        "Ice, counted #pattern #hexagons #ice", "Hexagons from dark blue to white"),
                new DemoPicture(PEAKS, 2400, 1350, Format.JPEG, Palette.EMBER, Landscapes::dunes,
                        "The last heat of the day #dunes #sunset", "Red dunes below a glowing sky"),
                new DemoPicture(TIDES, 1500, 1500, Format.JPEG, Palette.LAGOON, Patterns::streams,
                        "Undertow #flow #sea", "Strokes in turquoise and sand that follow a current"),
                new DemoPicture(TILES, 2100, 1400, Format.JPEG, Palette.CLAY, Patterns::curves,
                        "Terracotta loops #pattern #truchet #clay", "Brown and cream curves joined to loops"),
                new DemoPicture(PEAKS, 2400, 1600, Format.JPEG, Palette.LAGOON, Landscapes::northernLights,
                        "Lights over the fjord #aurora #night", "Turquoise light curtains in a starry sky"),
                new DemoPicture(TIDES, 1200, 2100, Format.JPEG, Palette.EMBER, Landscapes::waves,
                        "Fire on the water #sea #sunset #waves", "Dark red waves that reflect the evening sun"),
                new DemoPicture(TILES, 1800, 1200, Format.PNG, Palette.FOREST, Patterns::bubbles,
                        "Moss, enlarged #pattern #circles #forest", "Green ringed circles, packed closely"),
                new DemoPicture(PEAKS, 1400, 2100, Format.JPEG, Palette.CANDY, Landscapes::mountains,
                        "Alpenglow #mountains #sunset", "Pink and violet ridges in evening light"),
                new DemoPicture(TIDES, 2400, 1600, Format.JPEG, Palette.FOREST, Landscapes::dunes,
                        "Grassland from the air #hills #green", "Rolling green hills in long light"),
                new DemoPicture(TILES, 2400, 2400, Format.JPEG, Palette.DAWN, Patterns::streams,
                        "Murmuration #flow #lines #sunrise", "Orange and purple strokes that swirl like a flock"),
                new DemoPicture(PEAKS, 900, 600, Format.PNG, Palette.CLAY, Landscapes::mountains,
                        "Old slide, scanned small #mountains #film", "Brown mountain layers, as in a faded slide"),
                new DemoPicture(TIDES, 400, 300, Format.PNG, Palette.CANDY, Landscapes::waves,
                        "Thumbnail-sized sea #sea #tiny", "A small picture of pink waves"));
    }

    /// The encoded picture.
    byte[] paint() throws IOException {
        Canvas canvas = Canvas.of(width, height, palette, caption.hashCode());
        painter.accept(canvas);
        canvas.graphics().dispose();
        return encode(canvas.image());
    }

    private byte[] encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.extension()).next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (format == Format.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
