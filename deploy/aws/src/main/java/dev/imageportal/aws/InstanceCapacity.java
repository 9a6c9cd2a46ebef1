package dev.imageportal.aws;

/// What one instance takes.
///
/// @param processors        of an instance
/// @param processorTime     of an upload, in seconds
/// @param forUploads        share of the processors that uploads may have: the rest is the gateway, the other services,
///                          views and the system
/// @param bytes             that an upload brings in
/// @param background        bytes that come in each minute without any upload: events, rows, health checks, metrics
/// @param minutesToStart    from the decision to the first request
record InstanceCapacity(int processors, double processorTime, double forUploads, long bytes, long background,
        int minutesToStart) {

    /// Measured: a picture of 14 megapixels and 4.8 MB takes image-service 324 ms of processor time (docs/benchmarks.md,
    /// Zen 4; its m7g is taken to be as fast). Assumed: the share of uploads, the background, and four minutes to start.
    static final InstanceCapacity MEASURED = new InstanceCapacity(2, 0.324, 0.75, 4_800_000, 100_000, 4);

    /// Uploads a second at which its processors are all busy.
    double uploads() {
        return processors * forUploads / processorTime;
    }
}
