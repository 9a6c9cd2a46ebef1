package dev.imageportal.aws;

/// Uploads offered in each minute of a day: quiet nights, an evening that everybody is awake for, and an event at half
/// past twelve whose pictures come within minutes. Made up, in the shape that sites for pictures see; what matters is
/// that it grows tenfold within hours, and once within minutes.
final class LoadCurve {

    static final int MINUTES = 24 * 60;

    /// Uploads a second at each full hour, with straight lines between them.
    private static final double[] BY_HOUR = {2, 0.6, 0.02, 0.002, 0.002, 0.02, 0.5, 2, 4, 5, 5.5, 6, 7, 7, 6, 6, 7, 9,
            13, 18, 22, 20, 12, 6, 2};

    private static final int EVENT_BEGINS = 12 * 60 + 30;
    private static final int EVENT_RISES = 8;
    private static final int EVENT_LASTS = 40;
    private static final double EVENT = 14;

    private LoadCurve() {}

    /// Uploads a second in a minute of the day, 0 to 1439.
    static double at(int minute) {
        int hour = minute / 60;
        double share = minute % 60 / 60.0;
        return BY_HOUR[hour] * (1 - share) + BY_HOUR[hour + 1] * share + event(minute - EVENT_BEGINS);
    }

    private static double event(int minute) {
        if (minute < 0 || minute > EVENT_LASTS) {
            return 0;
        }
        return EVENT * Math.min(1, Math.min(minute, EVENT_LASTS - minute) / (double) EVENT_RISES);
    }
}
