package dev.imageportal.aws;

/// What one instance takes.
///
/// @param processors        of an instance
/// @param processorTime     of an upload, in seconds: of its JPEG renditions and, later, of its WebP ones
/// @param forUploads        share of the processors that uploads may have: the rest is the gateway, the other services,
///                          views and the system
/// @param bytes             that an upload brings in
/// @param background        bytes that come in each minute without any upload: events, rows, health checks, metrics
/// @param minutesToStart    from the decision to the first request
record InstanceCapacity(int processors, double processorTime, double forUploads, long bytes, long background,
        int minutesToStart) {

    /// Measured: WebP renditions of a picture of 14 megapixels and 4.8 MB take image-service 324 ms of processor time
    /// (docs/benchmarks.md, Zen 4; its m7g is taken to be as fast). Assumed: 180 ms for the JPEG renditions before them,
    /// as half of the 324 ms is encoding, of which JPEG takes a tenth; the share of uploads, the background, and four
    /// minutes to start.
    static final InstanceCapacity MEASURED = new InstanceCapacity(2, 0.504, 0.75, 4_800_000, 100_000, 4);

    /// Uploads a second at which its processors are all busy.
    double uploads() {
        return processors * forUploads / processorTime;
    }
}
